"""Candidates that are being put together: what each kind of evidence has found of a text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from unterm.extraction.counts import Counts
from unterm.extraction.forms import LINE, find_forms
from unterm.extraction.fragments import find_all
from unterm.extraction.likely import (
    LEAST_LIKELY,
    LONGEST_TERM,
    MOST_WORDS,
    Likely,
    find_likely,
    weigh_likelihood,
)
from unterm.extraction.statistics import Sequence as Repeated
from unterm.extraction.statistics import find_sequences
from unterm.extraction.tagger import Tagger
from unterm.extraction.words import Words
from unterm.glossary import Glossary
from unterm.language.folding import simplify

_KNOWN = 0.3
_MOSTLY = 0.5


@dataclass(slots=True)
class Draft:
    """A candidate that is being put together."""

    text: str
    section: Literal["form", "statistical"]
    score: float
    reasons: list[str] = field(default_factory=list)
    known: bool = False
    sequence: Repeated | None = None
    likely: Likely | None = None
    marked: bool = False
    """Whether only what readers have marked elsewhere has found it."""
    free: int = 1
    """Its occurrences that no certain longer candidate covers, 1 at least."""
    odds: float = 0.0
    """The log odds that it is a term, infinite for what is certain."""

    @property
    def mean(self) -> float:
        """The mean likelihood where it stands freely; 0 if the tagger has not seen it."""
        return self.likely.mean(self.free) if self.likely else 0.0

    @property
    def certain(self) -> bool:
        """Whether a glossary has it or its form leaves no doubt."""
        return self.known or (self.section == "form" and self.score >= LINE)


def draft_all(
    counts: Counts,
    texts: Sequence[str],
    words: Words,
    glossary: Glossary | None,
    tagger: Tagger,
) -> dict[str, Draft]:
    """Everything that form, statistics, the tagger and the glossary find, by simplified text.

    ``texts`` are the segments in simplified script.
    """
    drafts: dict[str, Draft] = {}
    _draft_forms(drafts, counts, words)
    _draft_sequences(drafts, find_sequences(counts, words), counts)
    likelihoods = tagger.judge(
        counts.tokens, counts.edge_marks(), counts.words, words, LONGEST_TERM
    )
    many = len(counts) > MOST_WORDS
    likely = find_likely(counts, likelihoods, drafts.keys() if many else None)
    _draft_likely(drafts, likely, counts)
    if not many:
        _draft_marked(drafts, likely, counts, texts, words)
    if glossary is not None:
        _draft_known(drafts, counts, glossary)
    return drafts


def squash(score: float) -> float:
    """A score between 0 and 1."""
    return score / (1 + score)


def stretch(score: float) -> float:
    """What `squash` made a score of.

    >>> stretch(squash(3.0))
    3.0
    """
    return score / (1 - score)


def _draft_forms(drafts: dict[str, Draft], counts: Counts, words: Words) -> None:
    for evidence in find_forms(counts, words):
        draft = drafts.setdefault(
            simplify(evidence.text), Draft(evidence.text, "form", evidence.score)
        )
        draft.score = max(draft.score, evidence.score)
        if evidence.reason not in draft.reasons:
            draft.reasons.append(evidence.reason)


def _draft_sequences(
    drafts: dict[str, Draft], sequences: Iterable[Repeated], counts: Counts
) -> None:
    for sequence in sequences:
        key = simplify(sequence.text)
        draft = drafts.get(key)
        if draft is None:
            text = counts.text(sequence.position, sequence.length)
            draft = drafts[key] = Draft(text, "statistical", squash(sequence.score))
        draft.sequence = sequence
        draft.reasons.extend(_say(sequence))


def _say(sequence: Repeated) -> list[str]:
    if sequence.length == 1:
        return ["far oftener here than in general Chinese"]
    return [f"neighbours vary on both sides (branching entropy {sequence.entropy:.2f})"]


def _draft_likely(drafts: dict[str, Draft], found: dict[str, Likely], counts: Counts) -> None:
    for key, likely in found.items():
        if key in drafts:
            drafts[key].likely = likely
        elif likely.highest >= LEAST_LIKELY:
            text = counts.text(likely.position, likely.length)
            drafts[key] = Draft(text, "statistical", squash(likely.score(1)), likely=likely)


def _draft_marked(
    drafts: dict[str, Draft],
    found: dict[str, Likely],
    counts: Counts,
    texts: Sequence[str],
    words: Words,
) -> None:
    """What is mostly a term in other UN texts, where it stands as whole words."""
    reason = "readers have marked it as a term in other UN texts"
    edges = [({*tokens.starts}, {*tokens.ends}) for tokens in counts.segment_tokens()]
    for key, places in find_all(words.terms, texts).items():
        share = words.terms[key].share
        whole = [s for s in places if s[1].start in edges[s[0]][0] and s[1].end in edges[s[0]][1]]
        if key in drafts:
            drafts[key].reasons.append(reason)
        elif whole and share >= _MOSTLY:
            number, span = whole[0]
            text = span.cut(counts.places[number].text)
            score = squash(weigh_likelihood(share, len(whole)))
            drafts[key] = Draft(text, "statistical", score, [reason], marked=True)
            drafts[key].likely = found.get(key)


def _draft_known(drafts: dict[str, Draft], counts: Counts, glossary: Glossary) -> None:
    for place in counts.places:
        for hit in glossary.matcher.find(place.text):
            key = simplify(hit.text)
            drafts.setdefault(key, Draft(hit.text, "form", _KNOWN)).known = True
