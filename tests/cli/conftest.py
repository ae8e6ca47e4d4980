"""A small glossary, a draft and its source, and a runner that keeps the streams apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from unterm.cli import main
from unterm.formats.registry import dump_concepts
from unterm.model import Concept, Designation, Status, TermType

SOURCE = """\
1. The Security Council stresses confidence-building measures.

2. Member States provided $3.5 million for peacebuilding, as set out in document S/2020/372.

3. It calls for sustaining peace and good offices.
"""
DRAFT = """\
1. 安全理事会强调建立互信措施。

2. 会员国为建设和平提供了350万美元，见S/2020/327号文件。

3. 安全理事会呼籲保持和平及斡旋。
"""
OFFICIAL = """\
1. 安全理事会强调建立信任措施。

2. 会员国为建设和平提供了350万美元，见S/2020/372号文件。

3. 安全理事会呼吁保持和平及斡旋。
"""

Run = Callable[..., Result]
Refuse = Callable[..., None]


def _concepts() -> list[Concept]:
    measures = Concept.of("confidence-building measures", "建立信任措施", subject_field="peace")
    wrong = Designation(text="建立互信措施", lang="zh", status=Status.DEPRECATED)
    acronym = Designation(
        text="CBMs", lang="en", status=Status.ADMITTED, term_type=TermType.ACRONYM
    )
    return [
        measures.model_copy(
            update={
                "designations": (
                    measures.designations[0],
                    acronym,
                    *measures.designations[1:],
                    wrong,
                )
            }
        ),
        Concept.of("good offices", "斡旋", subject_field="peace"),
        Concept.of("Member State", "会员国", subject_field="organs"),
        Concept.of("peacebuilding", "建设和平", subject_field="peace"),
        Concept.of("Security Council", "安全理事会", subject_field="organs"),
        Concept.of("sustaining peace", "保持和平", subject_field="peace"),
    ]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with terms.jsonl, source.txt, draft.txt and official.txt in it."""
    monkeypatch.chdir(tmp_path)
    dump_concepts(_concepts(), "terms.jsonl")
    for name, text in (("source", SOURCE), ("draft", DRAFT), ("official", OFFICIAL)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command line there: ``run("lookup", "斡旋", code=0)`` also checks the exit code."""

    def runner(*arguments: object, code: int | None = None, stdin: str | bytes = "") -> Result:
        result = CliRunner().invoke(main, [str(a) for a in arguments], input=stdin)
        assert result.exception is None or isinstance(result.exception, SystemExit), (
            result.exception
        )
        if code is not None:
            assert result.exit_code == code, (result.stdout, result.stderr)
        return result

    return runner


@pytest.fixture
def refuse(run: Run) -> Refuse:
    """Run a command line that must say in one line on standard error what it could not do.

    ``refuse("annotate", "nope.txt", told=["nope.txt"])``; nothing comes on standard output.
    """

    def runner(*arguments: object, told: Sequence[str], stdin: str | bytes = "") -> None:
        result = run(*arguments, code=2, stdin=stdin)
        assert result.stdout == ""
        lines = result.stderr.splitlines()
        assert len(lines) == 1, lines
        assert lines[0].startswith("unterm: ")
        for word in told:
            assert word in lines[0]

    return runner
