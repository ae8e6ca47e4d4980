"""Whatever is wrong with a file or an option is said in one line, and nothing is written."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]

READERS = [
    ("annotate", "FILE"),
    ("sheet", "FILE"),
    ("segment", "FILE"),
    ("extract", "FILE"),
    ("check", "FILE"),
    ("check", "draft.txt", "-s", "FILE"),
    ("concordance", "斡旋", "FILE"),
    ("align", "FILE", "draft.txt"),
    ("align", "source.txt", "FILE"),
    ("attest", "FILE"),
]
GLOSSARIES = [
    ("lookup", "斡旋", "-g", "FILE"),
    ("validate", "FILE"),
    ("merge", "terms.jsonl", "FILE", "-o", "out.jsonl"),
    ("diff", "terms.jsonl", "FILE"),
    ("convert", "FILE", "out.tbx"),
    ("check", "draft.txt", "-g", "FILE"),
]


def _with(arguments: tuple[str, ...], name: str) -> list[str]:
    return [name if argument == "FILE" else argument for argument in arguments]


@pytest.mark.parametrize("arguments", [*READERS, *GLOSSARIES, ("review", "FILE")], ids=" ".join)
def test_a_missing_file_is_named(arguments: tuple[str, ...], refuse: Call) -> None:
    suffix = ".txt" if arguments in READERS else ".jsonl"
    refuse(*_with(arguments, f"nope{suffix}"), told=[f"nope{suffix}: no such file or directory"])


@pytest.mark.parametrize("arguments", READERS, ids=" ".join)
def test_an_empty_text_is_refused(arguments: tuple[str, ...], refuse: Call, folder: Path) -> None:
    (folder / "empty.txt").write_text("")
    refuse(*_with(arguments, "empty.txt"), told=["empty.txt: the file is empty"])


@pytest.mark.parametrize("arguments", READERS[:4], ids=" ".join)
def test_a_binary_file_is_refused(arguments: tuple[str, ...], refuse: Call, folder: Path) -> None:
    (folder / "noise.txt").write_bytes(random.Random(1).randbytes(4000))
    refuse(*_with(arguments, "noise.txt"), told=["noise.txt", "binary"])


def test_an_encoding_that_is_not_certain_is_asked_for(
    refuse: Call, run: Call, folder: Path
) -> None:
    (folder / "short.txt").write_bytes("强调斡旋".encode("gb18030"))
    refuse("annotate", "short.txt", told=["short.txt:1:", "--encoding gb18030"])
    refuse("annotate", "short.txt", "--encoding", "klingon", told=["'klingon' is no encoding"])
    found = run("annotate", "short.txt", "--encoding", "gb18030", code=0)
    assert "good offices" in found.stdout


def test_a_declared_encoding_is_for_files_that_are_not_in_utf_8(run: Call, folder: Path) -> None:
    (folder / "en.txt").write_text("The “Council” met and used its good offices.", "utf-8")
    (folder / "zh.txt").write_bytes("理事会开会并进行斡旋。".encode("gb18030"))
    found = run("align", "en.txt", "zh.txt", "--encoding", "gb18030", "-f", "json", code=0)
    (bead,) = json.loads(found.stdout)
    assert (bead["en"][:13], bead["zh"][:5]) == ("The “Council”", "理事会开会")
    (folder / "fr.txt").write_bytes("The café’s good offices.".encode("cp1252"))
    assert "good offices" in run("annotate", "fr.txt", "--encoding", "cp1252", code=0).stdout


def test_a_folder_without_documents_is_told(refuse: Call, folder: Path) -> None:
    (folder / "none").mkdir()
    refuse("align", "none", "none", told=["none has no file of the kinds .txt"])


def test_a_bitext_without_segments_cannot_be_scored(refuse: Call, run: Call, folder: Path) -> None:
    run("align", "source.txt", "official.txt", "-o", "b.tmx", code=0)
    refuse("evaluate", "alignment", "b.tmx", "b.tmx", told=["b.tmx: a bitext", ".tsv"])


def test_an_empty_glossary_is_told(run: Call, folder: Path) -> None:
    (folder / "none.jsonl").write_text("")
    result = run("check", "official.txt", "-g", "none.jsonl", code=0)
    assert result.stderr.startswith("unterm: none.jsonl: the glossary holds no concept")


@pytest.mark.parametrize(
    ("name", "text", "after"),
    [
        ("terms.csv", "English,Chinese\ngood offices,斡旋\n", ("convert", "FILE", "out.tbx")),
        ("terms.txt", "good offices\t斡旋\n", ("convert", "FILE", "out.tbx")),
        ("pairs.tsv", "en\tzh\nGood offices\t斡旋\n", ("convert", "FILE", "out.tmx", "--bitext")),
        ("pairs.tsv", "en\tzh\nGood offices\t斡旋\n", ("check", "FILE", "-g", "terms.jsonl")),
    ],
)
def test_a_table_that_needs_an_encoding_takes_it(
    name: str, text: str, after: tuple[str, ...], run: Call, refuse: Call, folder: Path
) -> None:
    (folder / name).write_bytes(text.encode("gb18030"))
    arguments = _with(after, name)
    refuse(*arguments, told=[name, "--encoding gb18030"])
    run(*arguments, "--encoding", "gb18030", code=0)


def test_a_format_that_says_its_encoding_takes_none(run: Call, refuse: Call) -> None:
    run("convert", "terms.jsonl", "a.tbx", code=0)
    refuse("convert", "a.tbx", "b.csv", "--encoding", "gb18030", told=["a.tbx", "declare none"])


def test_an_unknown_suffix_is_refused(refuse: Call, folder: Path) -> None:
    (folder / "a.odt").write_text("安理会")
    refuse("annotate", "a.odt", told=["a.odt", "'.odt'", ".docx"])


@pytest.mark.parametrize("arguments", GLOSSARIES, ids=" ".join)
def test_a_broken_glossary_line_is_named(
    arguments: tuple[str, ...], refuse: Call, folder: Path
) -> None:
    lines = (folder / "terms.jsonl").read_text("utf-8").splitlines()
    lines[2] = '{"id": "x"}'
    (folder / "broken.jsonl").write_text("\n".join(lines), "utf-8")
    refuse(*_with(arguments, "broken.jsonl"), told=["broken.jsonl:3:", "designations is missing"])
    assert not list(folder.glob("out.*"))


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["sheet", "source.txt", "-o", "nowhere/a.txt"], "there is no folder nowhere"),
        (["sheet", "source.txt", "-o", "."], "is a folder"),
        (["align", "source.txt", "draft.txt", "-o", "a.foo"], "unknown suffix '.foo'"),
        (["extract", "draft.txt", "-o", "a.docx"], "unknown suffix '.docx'"),
        (["extract", "draft.txt", "-n", "0"], "0 is not in the range"),
        (["lookup"], "TERM"),
        (["lookup", " "], "no term was given"),
        (["check", "draft.txt", "--selct", "x"], "--selct"),
        (["check", "draft.txt", "--select", "numbr"], "'numbr'"),
        (["check", "draft.txt", "--profile", "x"], "'x' is not one of"),
        (["check", "draft.txt", "official.txt", "-s", "source.txt"], "1 source for 2 drafts"),
        (["check", "draft.txt", "official.txt", "-f", "html"], "give --out a folder"),
        (["convert", "terms.jsonl", "a.foo"], "'.foo'"),
        (["explain", "nope"], "no check has the code 'nope'"),
        (["nope"], "No such command 'nope'"),
        (["annotate", "-", "--lang", "fr"], "'fr' is not one of"),
        (["extract", "source.txt"], "source.txt"),
        (["extract", "draft.txt", "--source", "official.txt"], "official.txt is not in English"),
        (["extract", "source.txt", "--source", "source.txt"], "source.txt is not in Chinese"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_options_that_cannot_be(arguments: list[str], told: str, refuse: Call) -> None:
    refuse(*arguments, told=[told])


def test_standard_input_is_refused_like_a_file(refuse: Call) -> None:
    refuse("annotate", "-", told=["standard input", "empty"])
    refuse("annotate", "-", stdin=b"\x00\x01\x02" * 9, told=["standard input", "binary"])
    refuse("annotate", "-", stdin="Совет Безопасности", told=["standard input", "Chinese"])


def test_the_whole_help_comes_without_a_command(run: Call) -> None:
    result = run(code=2)
    assert "concordance" in result.stderr


def test_half_characters_are_printed_somehow(run: Call, folder: Path) -> None:
    (folder / "half.jsonl").write_text(
        '{"en": ["Good offices \\ud800"], "zh": ["斡旋\\udfff"]}\n', "utf-8"
    )
    result = run("check", "half.jsonl", "-g", "terms.jsonl")
    assert result.exit_code in (0, 1, 2)


def test_an_interruption_is_no_traceback(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    import unterm

    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(unterm, "annotate", stop)
    result = run("annotate", "draft.txt", code=130)
    assert result.stderr.strip() == "unterm: stopped"


def test_a_reader_that_stops_early_is_no_error(folder: Path) -> None:
    (folder / "long.txt").write_text("安全理事会强调斡旋。\n" * 20_000, "utf-8")
    program = "from unterm.cli import main; main()"
    command = [sys.executable, "-c", program, "annotate", "long.txt", "-g", "terms.jsonl"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert b"Security Council" in process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""
    assert process.returncode == 0
