"""Score a draft or a machine translation against an official translation.

BLEU (Papineni et al. 2002), chrF (Popović 2015) and TER (Snover et al. 2006) by sacrebleu (Post
2018), each with the signature that reproduces it; beside them what those do not see, the official
terms: how many of the terms that a source requires stand in the translation, each in a place of
its own (term accuracy, after Alam et al. 2021), and whether one concept keeps one rendering.
"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from unterm.errors import InputError
from unterm.glossary import Glossary

Metric = Literal["bleu", "chrf", "ter"]
METRICS: Final[tuple[Metric, ...]] = ("bleu", "chrf", "ter")
SEED: Final = 2030


@dataclass(frozen=True, slots=True)
class MetricScore:
    """One score with the signature that reproduces it."""

    name: str
    score: float
    signature: str


@dataclass(frozen=True, slots=True)
class TermScore:
    """How many required terms a text has: ``found`` of ``required`` occurrences.

    ``consistency`` is the share of found occurrences that use their concept's most frequent
    rendering, over concepts found twice or more; None where there is none.
    """

    found: int
    required: int
    consistency: float | None

    @property
    def accuracy(self) -> float:
        """Found over required; 0 where nothing is required."""
        return self.found / self.required if self.required else 0.0


@dataclass(frozen=True, slots=True)
class TranslationScore:
    """What a translation scores; ``reference`` is the ceiling, ``control`` should be near zero.

    ``control`` counts the translation against a glossary whose Chinese sides were shuffled: what
    is left there is chance.
    """

    segments: int
    metrics: tuple[MetricScore, ...]
    terms: TermScore
    reference: TermScore
    control: TermScore
    signature: str


def score_translation(
    sources: Sequence[str],
    translations: Sequence[str],
    references: Sequence[str],
    glossary: Glossary,
    *,
    metrics: Sequence[Metric] = METRICS,
) -> TranslationScore:
    """Score Chinese translations of English sources, segment by segment.

    All three sequences have one string a segment; `InputError` where their lengths differ or there
    is no segment.

    >>> from unterm.model import Concept
    >>> glossary = Glossary([Concept.of("sustaining peace", "保持和平")])
    >>> score = score_translation(
    ...     ["On sustaining peace."], ["关于维持和平。"], ["关于保持和平。"], glossary, metrics=()
    ... )
    >>> score.terms.accuracy, score.reference.accuracy
    (0.0, 1.0)
    """
    if not len(sources) == len(translations) == len(references):
        raise InputError(
            f"{len(sources)} sources, {len(translations)} translations and {len(references)} "
            "references: each must have one line a segment"
        )
    if not sources:
        raise InputError("there is no segment to score")
    required = [_count(glossary, source, "en") for source in sources]
    shuffled = shuffle_targets(glossary)
    return TranslationScore(
        segments=len(sources),
        metrics=tuple(_metric(name, translations, references) for name in metrics),
        terms=score_terms(required, translations, glossary),
        reference=score_terms(required, references, glossary),
        control=score_terms(required, translations, shuffled),
        signature=f"terms|concepts:{len(glossary)}|seed:{SEED}|v:1",
    )


def score_terms(
    required: Sequence[Counter[str]], texts: Sequence[str], glossary: Glossary
) -> TermScore:
    """Count required concept ids, segment by segment, in Chinese texts.

    An occurrence answers one requirement only, and one inside a longer term answers none.
    """
    found = 0
    renderings: dict[str, Counter[str]] = defaultdict(Counter)
    for wanted, text in zip(required, texts, strict=True):
        if not wanted:
            continue
        here: dict[str, Counter[str]] = defaultdict(Counter)
        for hit in glossary.matcher.find(text):
            owners = [
                p
                for p in hit.patterns
                if p.designation.lang == "zh"
                and p.designation.status.allowed
                and here[p.concept.id].total() < wanted[p.concept.id]
            ]
            if owners:
                here[owners[0].concept.id][owners[0].designation.text] += 1
        for concept_id, texts_found in here.items():
            found += texts_found.total()
            renderings[concept_id].update(texts_found)
    repeated = [counts for counts in renderings.values() if counts.total() > 1]
    total = sum(counts.total() for counts in repeated)
    return TermScore(
        found=found,
        required=sum(wanted.total() for wanted in required),
        consistency=sum(max(c.values()) for c in repeated) / total if total else None,
    )


def shuffle_targets(glossary: Glossary, seed: int = SEED) -> Glossary:
    """The glossary with its Chinese sides dealt to other concepts, for the control."""
    concepts = list(glossary)
    ring = list(range(len(concepts)))
    random.Random(seed).shuffle(ring)
    # Each concept takes the side of the next in a shuffled ring: never its own.
    giver = {taker: ring[place - 1] for place, taker in enumerate(ring)}
    return Glossary(
        concept.model_copy(
            update={
                "designations": (
                    *(d for d in concept.designations if d.lang == "en"),
                    *(d for d in concepts[giver[place]].designations if d.lang == "zh"),
                )
            }
        )
        for place, concept in enumerate(concepts)
    )


def _count(glossary: Glossary, text: str, lang: str) -> Counter[str]:
    counts: Counter[str] = Counter()
    for hit in glossary.matcher.find(text):
        owners = [p for p in hit.patterns if p.designation.lang == lang]
        if owners:
            counts[owners[0].concept.id] += 1
    return counts


def _metric(name: Metric, translations: Sequence[str], references: Sequence[str]) -> MetricScore:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    metric: BLEU | CHRF | TER
    if name == "bleu":
        metric = BLEU(tokenize="zh")
    elif name == "chrf":
        metric = CHRF()
    else:
        metric = TER(normalized=True, asian_support=True)
    score = metric.corpus_score(list(translations), [list(references)])
    return MetricScore(score.name, score.score, str(metric.get_signature()))
