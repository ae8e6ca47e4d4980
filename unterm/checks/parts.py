"""Parts of a bead that its other side does not render, by the aligner's knowledge of words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal

from unterm.alignment.coverage import Uncovered, search_uncovered
from unterm.alignment.lexicon import Knowledge as Words
from unterm.checks.calibration import PART
from unterm.checks.drafts import Draft
from unterm.checks.fitting import ends_evidence, surroundings, weigh_lengths
from unterm.checks.knowledge import Knowledge
from unterm.checks.lengths import log_ratio
from unterm.model import Bitext, Document, Span

# What the words around a stretch say counts this much, since they are not independent.
_WEIGHT: Final = 0.5
_OMITTED: Final = 0.02
# Less likely parts are not told from nothing.
_TRACE: Final = 0.1
_TINY: Final = 1e-3


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a bead's source or target without a counterpart.

    The spans are of the documents: of the part on its own side, of its counterpart's place on the
    other.
    """

    bead: int
    side: Literal["source", "target"]
    source: Span
    target: Span
    confidence: float


def unrendered_parts(draft: Draft) -> list[Part]:
    """The parts of all units that have no counterpart, in the order of the draft.

    Three explanations are weighed (Bayes): something was left out, nothing was, or the sides are of
    different texts, against which speak the bead's surroundings, the words around the part, the
    length of the rest and the marks that end the sides.
    """
    if draft.source is None:
        return []
    documents = {"source": draft.source, "target": draft.target}
    beads = {
        unit.bead: (unit, source, fit)
        for (unit, source), fit in zip(draft.pairs, surroundings(draft), strict=True)
    }
    found = defaultdict(list)
    bitext = Bitext(draft.source, draft.target, draft.beads)
    for stretch in search_uncovered(bitext, draft.knowledge.once(_words)):
        found[stretch.bead].append(stretch)
    parts = []
    for bead, stretches in found.items():
        unit, source, fit = beads[bead]
        # The less is left that could be of the same text, the less likely is so large an omission.
        left = min((1 - stretch.share) ** 2 for stretch in stretches) + _TINY
        around = min(stretch.around for stretch in stretches)
        rest = [
            _rest(
                document, getattr(draft.beads[bead], side), (s for s in stretches if s.side == side)
            )
            for side, document in documents.items()
        ]
        same = (
            _WEIGHT * around
            + ends_evidence(source.text, unit.target.text)
            + max(0.0, weigh_lengths(*log_ratio(*rest)))  # where the part ends is uncertain
        )
        strange = (1 - fit) / (fit * _OMITTED * left) * math.exp(-same)
        for stretch in stretches:
            confidence = PART(1 / (1 / stretch.confidence + strange))
            if confidence < _TRACE:
                continue
            document = documents[stretch.side]
            spans = [document.segments[index].to_source(span) for index, span in stretch.parts]
            part = Span(spans[0].start, spans[-1].end)
            places = (
                (part, unit.target.start)
                if stretch.side == "source"
                else (source.span(Span(0, len(source.text))), part)
            )
            parts.append(Part(bead, stretch.side, *places, confidence))
    return parts


def _rest(document: Document, indices: Iterable[int], stretches: Iterable[Uncovered]) -> str:
    """The text of some segments without the parts of it that have no counterpart."""
    gone = [part for stretch in stretches for part in stretch.parts]
    texts = []
    for index in indices:
        text = document.segments[index].text
        for span in sorted((span for number, span in gone if number == index), reverse=True):
            text = text[: span.start] + text[span.end :]
        texts.append(text)
    return " ".join(texts)


def _words(knowledge: Knowledge) -> Words:
    """What translates what by the glossary and the shipped lexicon."""
    return Words(knowledge.glossary)
