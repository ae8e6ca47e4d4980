"""Corrections of a bitext, carried over to documents that are aligned again.

A person corrects a bitext, and the documents may be edited before they are aligned again. So fixed
beads are found by what stands in them, not by the numbers that their segments had.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from unterm.model import Bead, Bitext, Document


@dataclass(frozen=True, slots=True)
class Corrections:
    """The fixed beads as beads of the documents at hand, and what became of the others.

    ``lost`` says in words for each fixed bead that is not among ``beads`` why it is not.
    """

    beads: tuple[Bead, ...]
    lost: tuple[str, ...]


def carry_over(corrected: Bitext, source: Document, target: Document) -> Corrections:
    """The fixed beads of a corrected bitext as beads of two documents, whichever side comes first.

    >>> corrected = Bitext.from_pairs([("Peace.", "和平。"), ("Security.", "安全。")])
    >>> fixed = [Bead((1,), (1,), fixed=True)]
    >>> corrected = Bitext(corrected.source, corrected.target, (corrected.beads[0], *fixed))
    >>> en = Document.from_segments(["New.", "Peace.", "Security."], lang="en")
    >>> zh = Document.from_segments(["和平。", "安全。"], lang="zh")
    >>> [(bead.source, bead.target) for bead in carry_over(corrected, en, zh).beads]
    [((2,), (1,))]
    """
    mirrored = corrected.source.lang == target.lang != source.lang
    documents = (target, source) if mirrored else (source, target)
    places = [
        _places(_texts(old), _texts(new))
        for old, new in zip((corrected.source, corrected.target), documents, strict=True)
    ]
    beads, lost = [], []
    for bead, texts in zip(corrected.beads, corrected.pairs(), strict=True):
        if not bead.fixed:
            continue
        sides = [
            _moved(indices, place)
            for indices, place in zip((bead.source, bead.target), places, strict=True)
        ]
        if None in sides:
            text = texts[sides.index(None)]
            lost.append(f"not in the document as it stands in the bead: {text}")
        else:
            first, second = reversed(sides) if mirrored else sides
            beads.append(Bead(first or (), second or (), bead.confidence, fixed=True))
    return Corrections(tuple(beads), tuple(lost))


def _texts(document: Document) -> list[str]:
    """The segments, white space folded as the formats of bitexts fold it."""
    return [" ".join(segment.text.split()) for segment in document]


def _places(old: list[str], new: list[str]) -> Mapping[int, int]:
    """Where each segment that both have stands in the new document, order kept."""
    if old == new:
        return {index: index for index in range(len(old))}
    matches = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {a + step: b + step for a, b, size in matches for step in range(size)}


def _moved(indices: tuple[int, ...], places: Mapping[int, int]) -> tuple[int, ...] | None:
    """The segments in the new document, None if one is gone or something stands between them."""
    moved = tuple(places.get(index, -1) for index in indices)
    if -1 in moved or any(b != a + 1 for a, b in pairwise(moved)):
        return None
    return moved
