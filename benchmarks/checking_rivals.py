r"""The checks beside what a user would otherwise take, on the same drafts with the same terms.

    python benchmarks/checking_rivals.py

The drafts are those of ``data/checking.jsonl`` that have a source. A draft counts as found where a
tool says anything about it: that is generous to tools that do not say where or why. What is planted
in a draft may be no term at all; the last columns count the planted errors that are.

- ``substring``: for each term that stands in the English, its official equivalent or another
  admitted one must stand in the Chinese, and no form that the glossary marks as not used may.
- ``\bterm\b``: the same with word boundaries around what is searched, on both sides.
- ``pofilter`` of the translate toolkit (GPL, never imported): run as a command where it is
  installed, else skipped; ``POFILTER`` names it where it is not on the path. It knows no glossary
  of pairs, so it gets the English terms of one word as words that must be translated.
"""

from __future__ import annotations

import json
import os
import re
import resource
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

import unterm

DRAFTS: Final = Path(__file__).resolve().parent / "data" / "checking.jsonl"
TERMS: Final = {
    *("missing", "wrong-term", "deprecated", "foreign", "near-miss", "name", "name-near"),
    *("superseded", "short-form", "inconsistent"),
}
POFILTER_TESTS: Final = (
    *("numbers", "brackets", "musttranslatewords", "untranslated", "unchanged", "blank"),
    *("startpunc", "endpunc", "doublewords", "sentencecount"),
)

Pair = tuple[str, str]


class Draft(NamedTuple):
    """A draft of the test set as pairs of segments."""

    id: str
    kind: str
    pairs: list[Pair]


def read_drafts() -> Iterator[Draft]:
    """The drafts that have a source."""
    for line in DRAFTS.read_text("utf-8").splitlines():
        draft: dict[str, Any] = json.loads(line)
        source, text = draft.get("source"), draft["draft"]
        if source is not None:
            pairs = (
                [(source, text)] if isinstance(text, str) else list(zip(source, text, strict=True))
            )
            yield Draft(draft["id"], draft["kind"], pairs)


def by_unterm(drafts: list[Draft], glossary: unterm.Glossary, least: unterm.Severity) -> set[str]:
    """The drafts with a finding of a severity or a graver one."""
    return {
        draft.id
        for draft in drafts
        if unterm.check(unterm.Bitext.from_pairs(draft.pairs), glossary).at_least(least)
    }


def by_search(
    drafts: list[Draft], glossary: unterm.Glossary, find: Callable[[str], Callable[[str], bool]]
) -> set[str]:
    """The drafts that lack the equivalent of a term, or have a form that is not used."""
    terms = [
        (
            [find(d.text) for d in concept.allowed("en")],
            [find(d.text) for d in concept.allowed("zh")],
        )
        for concept in glossary
    ]
    avoided = [
        find(d.text)
        for concept in glossary
        for d in concept.designations
        if d.lang == "zh" and d.status is unterm.Status.DEPRECATED
    ]

    def wrong(english: str, chinese: str) -> bool:
        return any(stands(chinese) for stands in avoided) or any(
            any(stands(english) for stands in named) and not any(s(chinese) for s in equivalents)
            for named, equivalents in terms
        )

    return {draft.id for draft in drafts if any(wrong(*pair) for pair in draft.pairs)}


def substring(term: str) -> Callable[[str], bool]:
    """Whether a text holds the term."""
    return lambda text: term in text


def bounded(term: str) -> Callable[[str], bool]:
    r"""Whether a text holds the term between word boundaries (``\b``)."""
    pattern = re.compile(rf"\b{re.escape(term)}\b")
    return lambda text: term in text and pattern.search(text) is not None


def by_pofilter(
    drafts: list[Draft], glossary: unterm.Glossary, command: str, tests: tuple[str, ...]
) -> set[str]:
    """The drafts of which pofilter reports a pair."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        units = [(f"{d.id} {n}", *pair) for d in drafts for n, pair in enumerate(d.pairs)]
        (folder / "in.po").write_text(_as_po(units), "utf-8")
        words = {c.english for c in glossary if re.fullmatch("[a-z]+", c.english)}
        (folder / "words.txt").write_text("\n".join(sorted(words)), "utf-8")
        subprocess.run(
            [
                *(command, "--language=zh", "--progress=none", "--nonotes"),
                *(f"--musttranslatefile={folder / 'words.txt'}", *(f"--test={t}" for t in tests)),
                *(str(folder / "in.po"), str(folder / "out.po")),
            ],
            check=True,
            capture_output=True,
        )
        out = folder / "out.po"
        reported = out.read_text("utf-8") if out.is_file() else ""
    return {context.split()[0] for context in re.findall(r'^msgctxt "(.+)"$', reported, re.M)}


def _as_po(units: list[tuple[str, str, str]]) -> str:
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    entries = (
        f"msgctxt {_quoted(name)}\nmsgid {_quoted(english)}\nmsgstr {_quoted(chinese)}\n"
        for name, english, chinese in units
    )
    return "\n".join([header, *entries])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def processor_time() -> float:
    """Of this process and of those it has run."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def main() -> None:
    """Print one line a tool: what it found, what it said of correct drafts, its time."""
    glossary = unterm.load_glossary()
    drafts = list(read_drafts())
    unterm.check(unterm.Bitext.from_pairs(drafts[0].pairs), glossary)  # loads what is loaded once
    tools: dict[str, Callable[[], set[str]]] = {
        "unterm, warnings and errors": lambda: by_unterm(drafts, glossary, unterm.Severity.WARNING),
        "unterm, with advice": lambda: by_unterm(drafts, glossary, unterm.Severity.ADVICE),
        "substring search": lambda: by_search(drafts, glossary, substring),
        r"\bterm\b": lambda: by_search(drafts, glossary, bounded),
    }
    command = os.environ.get("POFILTER") or shutil.which("pofilter")
    if command is not None:
        path = command
        tools["pofilter, all its tests"] = lambda: by_pofilter(drafts, glossary, path, ())
        tools["pofilter, figures, marks, words"] = lambda: by_pofilter(
            drafts, glossary, path, POFILTER_TESTS
        )
    correct = {d.id for d in drafts if d.kind == "correct"}
    terms = {d.id for d in drafts if d.kind in TERMS}
    planted = {d.id for d in drafts} - correct
    print(f"{len(planted)} drafts with a planted error, {len(correct)} correct ones")
    print(f"{'':32} {'found':>7} {'of terms':>9} {'false alarms':>13} {'seconds':>8}")
    for name, run in tools.items():
        begin = processor_time()
        reported = run()
        seconds = processor_time() - begin
        rates = [len(reported & part) / len(part) for part in (planted, terms, correct)]
        print(f"{name:32} {rates[0]:7.1%} {rates[1]:9.1%} {rates[2]:13.1%} {seconds:8.1f}")
    if command is None:
        print("pofilter: skipped, not installed (python -m pip install translate-toolkit)")


if __name__ == "__main__":
    main()
