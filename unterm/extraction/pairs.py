"""Candidate pairs: phrases that translate one another, linked by competition."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from unterm.alignment.stems import stem
from unterm.extraction.fragments import find_all, is_fragment
from unterm.extraction.likelihoods import Likelihoods
from unterm.extraction.pairjudge import PairEvidence, PairJudge, describe_pair
from unterm.extraction.pairphrases import Found, Phrase, collect
from unterm.extraction.phrases import LONGEST
from unterm.extraction.sides import Pairs, Side
from unterm.extraction.tagger import Tagger
from unterm.extraction.wordlinks import WordLinks
from unterm.extraction.words import COORDINATORS, Words
from unterm.language.folding import simplify

_BOUND = 0.5
_LEAST = 0.1
"""Pairs that are less probable are not shown, nor do they take a phrase from others."""
_MOSTLY = 0.5
"""Share of places with Mr., 女士 or the like beside it from which on it is a person's name."""
_PART = 0.8
"""Share of occurrences inside a longer candidate from which on it is a part of it."""


class Link(NamedTuple):
    """A pair of phrases with its counts in segment pairs and its score.

    ``words`` are the words of the English in the form that is shown.
    """

    chinese: str
    english: str
    words: Phrase
    together: int
    chinese_count: int
    english_count: int
    score: float


def find_links(
    pairs: Pairs,
    links: WordLinks,
    words: Words,
    tagger: Tagger,
    judge: PairJudge,
    names: Mapping[str, int] = MappingProxyType({}),
) -> list[Link]:
    """The linked phrase pairs, the best first; a score is a probability.

    ``names`` are Chinese names that were paired already, with their occurrences: what nearly always
    stands inside one is no candidate.
    """
    evidence = find_pairs(pairs, links, words, tagger)
    if not evidence:
        return []
    odds = judge.judge([describe_pair(pair, words) for pair in evidence.values()])
    found = [
        Link(
            chinese,
            pair.written,
            pair.seen.english,
            pair.seen.segments,
            pair.chinese,
            pair.english,
            1 / (1 + math.exp(-value)),
        )
        for ((chinese, _), pair), value in zip(evidence.items(), odds, strict=True)
    ]
    found = [link for link in found if link.score >= _LEAST and not _is_part_of_name(link, names)]
    found.sort(key=lambda link: (-link.score, link.chinese, link.words))
    return drop_fragments(drop_parts(compete(found)), pairs.chinese, words)


def _is_part_of_name(link: Link, names: Mapping[str, int]) -> bool:
    inside = sum(n for name, n in names.items() if link.chinese in name and link.chinese != name)
    return inside >= _PART * link.chinese_count


def find_pairs(
    pairs: Pairs, links: WordLinks, words: Words, tagger: Tagger
) -> dict[tuple[str, Phrase], PairEvidence]:
    """What is known of every pair of phrases, by the Chinese and the stems of the English."""
    likely = Likelihoods(pairs.chinese.texts, words, tagger)
    found = collect(pairs, links.tables(range(len(pairs.beads))), words, likely)
    wanted = {chinese for chinese, _ in found.pairs}
    for chinese in sorted(wanted):
        wanted.update(_sides(chinese, found, pairs.chinese) or ())
    of_chinese = _count_phrases(pairs.chinese, pairs.chinese.words, wanted, "")
    stems = [stem(word) for word in pairs.english.words]
    of_english = _count_phrases(
        pairs.english, stems, {" ".join(english) for _, english in found.pairs}, " "
    )
    return {
        (chinese, english): PairEvidence(
            seen,
            max(of_chinese[chinese], seen.segments),
            max(of_english[" ".join(english)], seen.segments),
            [(pairs.chinese.words[t], pairs.chinese.known[t]) for t in found.chinese[chinese]],
            found.known[seen.english],
            found.spellings.of(seen.english, proper=words.is_name(chinese)),
        )
        for (chinese, english), seen in sorted(found.pairs.items())
        if _is_bound(chinese, seen.segments, found, pairs.chinese, of_chinese)
        and seen.addressed < _MOSTLY * seen.places
    }


def _sides(chinese: str, found: Found, side: Side) -> tuple[str, str] | None:
    """What stands before and after the coordinator of a phrase."""
    parts = [side.words[t] for t in found.chinese[chinese]]
    for at, word in enumerate(parts):
        if word in COORDINATORS and 0 < at < len(parts) - 1:
            return "".join(parts[:at]), "".join(parts[at + 1 :])
    return None


def _is_bound(chinese: str, together: int, found: Found, side: Side, counts: Counter[str]) -> bool:
    """Whether a coordination is one term: one of its sides hardly stands without the other."""
    sides = _sides(chinese, found, side)
    if sides is None:
        return True
    return together > 1 and counts[chinese] >= _BOUND * min(counts[s] for s in sides)


def _count_phrases(
    side: Side, words: list[str], wanted: Collection[str], joint: str
) -> Counter[str]:
    """In how many segments each of the wanted phrases stands; ``words`` are those of the side."""
    counts: Counter[str] = Counter()
    for tokens in side.tokens:
        parts = [words[t] for t in tokens]
        counts.update(
            {
                text
                for start in range(len(parts))
                for end in range(start + 1, min(len(parts), start + LONGEST) + 1)
                if (text := joint.join(parts[start:end])) in wanted
            }
        )
    return counts


def compete(links: Iterable[Link]) -> list[Link]:
    """Each phrase is linked once, to its best partner that is still free (Melamed 2000)."""
    chinese: set[str] = set()
    english: set[Phrase] = set()
    kept = []
    for link in links:
        stems = tuple(map(stem, link.words))
        if link.chinese in chinese or stems in english:
            continue
        chinese.add(link.chinese)
        english.add(stems)
        kept.append(link)
    return kept


def drop_parts(links: list[Link]) -> list[Link]:
    """Without pairs that nearly always stand inside a longer pair which is as likely."""
    holders: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        for word in set(link.words):
            holders[word].append(link)
    return [
        link
        for link in links
        if not any(
            other is not link
            and link.chinese in other.chinese
            and len(link.words) < len(other.words)
            and other.together >= _PART * link.together
            and other.score >= link.score
            and " ".join(link.words) in " ".join(other.words)
            for other in holders[link.words[0]]
        )
    ]


def drop_fragments(links: list[Link], side: Side, words: Words) -> list[Link]:
    """Without those whose Chinese is part of a longer word."""
    texts = [simplify(text) for text in side.texts]
    places = find_all((link.chinese for link in links), texts)
    return [link for link in links if not is_fragment(places[link.chinese], texts, words)]
