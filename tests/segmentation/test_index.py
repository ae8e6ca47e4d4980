"""The index of the seeds, and what reading takes from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from unterm.errors import FormatError
from unterm.formats.sources import SymbolBasis, load_sources
from unterm.segmentation import read, segment

SEEDS = Path(__file__).parents[2] / "seeds"
SOURCES = load_sources(SEEDS / "index.jsonl")
LINE = '{"file":"a.txt","symbol":"S/2020/1","symbol_basis":"printed","title":"某报告"}'


def test_the_index_names_each_seed_once() -> None:
    assert sorted(s.file for s in SOURCES) == sorted(p.name for p in SEEDS.glob("*.txt"))


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.file[:3])
def test_the_index_says_what_the_seed_prints(source) -> None:  # type: ignore[no-untyped-def]
    text = (SEEDS / source.file).read_bytes().decode()
    alone = segment(text, lang="zh")
    assert (source.symbol_basis is SymbolBasis.PRINTED) == (alone.symbol is not None)
    if alone.symbol:
        assert source.symbol == alone.symbol
        assert alone.symbol in text
    elif source.symbol:
        assert source.symbol not in text
    assert alone.date == source.date
    assert alone.title == source.title


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.file[:3])
def test_reading_takes_symbol_date_and_title(source) -> None:  # type: ignore[no-untyped-def]
    document = read(SEEDS / source.file)
    assert (document.symbol, document.date, document.title) == (
        source.symbol,
        source.date,
        source.title,
    )


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (["{"], "index.jsonl:1: not JSON"),
        ([LINE, LINE], "index.jsonl:2: 'a.txt' stands on line 1"),
        ([LINE.replace("printed", "guessed")], "symbol_basis"),
        ([LINE.replace("printed", "none known")], "contradict"),
        ([LINE.replace("}", ',"x":1}')], "x is not a field"),
    ],
)
def test_broken_index(tmp_path: Path, lines: list[str], words: str) -> None:
    path = tmp_path / "index.jsonl"
    path.write_text("\n".join(lines), "utf-8")
    with pytest.raises(FormatError, match=words):
        load_sources(path)


def test_an_index_of_something_else_does_not_stop_reading_but_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("安理会强调预防冲突。", "utf-8")
    (tmp_path / "index.jsonl").write_text('{"name": "other"}\n', "utf-8")
    document = read(tmp_path / "a.txt")
    assert len(document) == 1
    assert any("index" in decision for decision in document.decisions)
