"""The five seeds, paragraph by paragraph, against renderings that were read beside the raw text.

To renew them after a change that was meant: UNTERM_RENEW=1 python -m pytest tests/segmentation
and read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from unterm.model import Document
from unterm.segmentation import read

ROOT = Path(__file__).parents[2]
SEEDS = sorted((ROOT / "seeds").glob("*.txt"))
GOLDEN = Path(__file__).parent / "golden"


def render(document: Document) -> str:
    lines = [
        f"symbol: {document.symbol}",
        f"date: {document.date}",
        f"title: {document.title}",
        *(f"decided: {decision}" for decision in document.decisions),
    ]
    for paragraph in document.paragraphs:
        number = f" {paragraph.number}" if paragraph.number else ""
        depth = f" (level {paragraph.level})" if paragraph.level else ""
        lines += ["", f"[{paragraph.kind}{number}]{depth}"]
        lines += [f"  {document.segments[index].text}" for index in paragraph.segments]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_seed_reads_as_approved(path: Path) -> None:
    golden = GOLDEN / f"{path.stem}.txt"
    rendered = render(read(path))
    if os.environ.get("UNTERM_RENEW"):
        golden.write_text(rendered, "utf-8")
    assert rendered == golden.read_text("utf-8")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.name[:3])
def test_every_han_character_of_a_seed_is_in_one_segment(path: Path) -> None:
    document = read(path)
    taken = [
        place
        for segment in document.segments
        for piece in segment.offsets.pieces(0, len(segment.text))
        for place in range(piece.start, piece.end)
    ]
    assert len(taken) == len(set(taken))
    # Numbers of headings, which paragraphs carry.
    assert _left(document.text, set(taken)) <= {"一", "二", "三"}


def _left(text: str, taken: set[int]) -> set[str]:
    return {
        character
        for place, character in enumerate(text)
        if "\u4e00" <= character <= "\u9fff" and place not in taken
    }


def test_there_are_five_seeds() -> None:
    assert len(SEEDS) == 5
