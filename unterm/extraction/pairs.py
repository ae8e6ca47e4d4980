"""Candidate pairs: phrases that translate one another, linked by competition."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from unterm.extraction.association import surprise
from unterm.extraction.english import (
    FUNCTION,
    Spellings,
    edge_quality,
    is_well_formed,
    joined_cells,
)
from unterm.extraction.fragments import find_all, is_fragment
from unterm.extraction.model1 import Corpus, Lexicon, likeness, train
from unterm.extraction.phrases import Ranges, align_words
from unterm.extraction.shapes import can_be_term
from unterm.extraction.shapes import edge_quality as chinese_quality
from unterm.extraction.sides import Pairs, Side
from unterm.extraction.words import COORDINATORS, Words
from unterm.language.folding import simplify

LONGEST = 8
"""Words of a phrase, on either side."""
LONGEST_SEGMENT = 120
"""Words; longer segments teach words but give no phrases."""
_PRUNE_AFTER = 20_000
"""Segment pairs after which phrase pairs seen once are forgotten: bounds the memory."""
_LEAST_SHARE = 0.1
_BOUND = 0.5
_DOUBT = 0.5
"""Imagined occurrences of a phrase without its partner: once together is little evidence."""

Words_ = tuple[str, ...]


class Link(NamedTuple):
    """A pair of phrases with its counts in segment pairs and its score."""

    chinese: str
    english: str
    words: Words_
    together: int
    chinese_count: int
    english_count: int
    score: float


@dataclass(slots=True)
class _Found:
    """What the segment pairs have shown: phrase pairs, and the words of each phrase."""

    together: Counter[tuple[str, Words_]] = field(default_factory=Counter)
    chinese: dict[str, tuple[int, ...]] = field(default_factory=dict)
    english: dict[Words_, tuple[int, ...]] = field(default_factory=dict)
    spellings: Spellings = field(default_factory=Spellings)


def find_links(pairs: Pairs, lexicon: Lexicon, words: Words) -> list[Link]:
    """The linked phrase pairs, the best first."""
    found = _collect(pairs, lexicon, words)
    if not found.together:
        return []
    chinese = _count_phrases(pairs.chinese, _with_sides(found, pairs.chinese), "")
    english = _count_phrases(pairs.english, {" ".join(e) for _, e in found.together}, " ")
    links = _score(found, chinese, english, pairs, lexicon, words)
    kept = [
        link._replace(english=found.spellings.of(link.words, proper=words.is_name(link.chinese)))
        for link in _drop_parts(_compete(links))
        if _is_bound(link, found, pairs.chinese, chinese)
    ]
    texts = [simplify(text) for text in pairs.chinese.texts]
    places = find_all((link.chinese for link in kept), texts)
    return [link for link in kept if not is_fragment(places[link.chinese], texts, words)]


def train_on(pairs: Pairs) -> Lexicon:
    """The probabilities of the word pairs of a bitext."""
    return train(
        Corpus.of(pairs.english.tokens, len(pairs.english.words)),
        Corpus.of(pairs.chinese.tokens, len(pairs.chinese.words)),
    )


def _collect(pairs: Pairs, lexicon: Lexicon, words: Words) -> _Found:
    """In how many segment pairs each phrase pair is found that can be a term on both sides."""
    found = _Found()
    for segment in range(len(pairs.beads)):
        _note_words(pairs.english, segment, found.spellings)
        found.together.update(set(_phrase_pairs(pairs, segment, lexicon, words, found)))
        if segment and segment % _PRUNE_AFTER == 0:
            found.together = Counter({pair: n for pair, n in found.together.items() if n > 1})
    return found


def _note_words(side: Side, segment: int, spellings: Spellings) -> None:
    for at, token in enumerate(side.tokens[segment]):
        if not side.known[token] and not side.opens_sentence(segment, at):
            spellings.add_word(side.words[token], side.cut(segment, at, at + 1))


def _phrase_pairs(
    pairs: Pairs, segment: int, lexicon: Lexicon, words: Words, found: _Found
) -> Iterator[tuple[str, Words_]]:
    english, chinese = pairs.english, pairs.chinese
    en, zh = english.tokens[segment], chinese.tokens[segment]
    if not en or not zh or max(len(en), len(zh)) > LONGEST_SEGMENT:
        return
    links = align_words(*lexicon.look_up(np.array(en, np.int64), np.array(zh, np.int64)))
    breaks = english_breaks(english, segment)
    ranges = Ranges(links, len(en))
    for start, end in chinese_phrases(chinese, segment, words):
        trimmed = {
            trim_function_words(english, en, low, high)
            for low, high in ranges.of(start, end, LONGEST)
        }
        for low, high in sorted(trimmed):
            if low == high or any(low < at < high for at in breaks):
                continue
            phrase = tuple(english.words[t] for t in en[low:high])
            known = tuple(english.known[t] for t in en[low:high])
            if not is_well_formed(phrase, known) or _cuts_a_name(
                english, segment, low, high, breaks
            ):
                continue
            text = "".join(chinese.words[t] for t in zh[start:end])
            found.chinese.setdefault(text, tuple(zh[start:end]))
            found.english.setdefault(phrase, tuple(en[low:high]))
            opens = english.opens_sentence(segment, low)
            found.spellings.add(phrase, english.cut(segment, low, high), opens)
            yield text, phrase


def trim_function_words(side: Side, tokens: Sequence[int], low: int, high: int) -> tuple[int, int]:
    """A range of English words without articles and the like at its edges."""
    while low < high and not side.known[tokens[low]] and side.words[tokens[low]] in FUNCTION:
        low += 1
    while (
        low < high
        and not side.known[tokens[high - 1]]
        and (side.words[tokens[high - 1]] in FUNCTION)
    ):
        high -= 1
    return low, high


def chinese_phrases(side: Side, segment: int, words: Words) -> Iterator[tuple[int, int]]:
    """The ranges of words of a Chinese segment that can be terms."""
    tokens = side.tokens[segment]
    starts, ends = side.starts[segment], side.ends[segment]
    for start in range(len(tokens)):
        for end in range(start + 1, min(len(tokens), start + LONGEST) + 1):
            if end - start > 1 and starts[end - 1] != ends[end - 2]:
                break
            parts = [side.words[t] for t in tokens[start:end]]
            if can_be_term(parts, [side.known[t] for t in tokens[start:end]], words):
                yield start, end


def english_breaks(side: Side, segment: int) -> list[int]:
    """The words before which more than a blank or a hyphen stands."""
    starts, ends, text = side.starts[segment], side.ends[segment], side.texts[segment]
    return [at for at in range(1, len(starts)) if not joined_cells(text[ends[at - 1] : starts[at]])]


def _cuts_a_name(side: Side, segment: int, low: int, high: int, breaks: list[int]) -> bool:
    """Whether a phrase begins or ends in the middle of capitalized words."""
    text, starts = side.texts[segment], side.starts[segment]

    def capital(at: int) -> bool:
        return at > 0 and text[starts[at]].isupper()

    of = low > 2 and high - low > 1 and side.words[side.tokens[segment][low - 1]] in ("of", "on")
    at = low - 2 if of else low - 1
    before = at > 0 and low not in breaks and capital(low) and capital(at)
    after = high < len(starts) and high not in breaks and capital(high - 1) and capital(high)
    return before or after


def _sides(text: str, found: _Found, side: Side) -> tuple[str, str] | None:
    """What stands before and after the coordinator of a phrase."""
    parts = [side.words[t] for t in found.chinese[text]]
    for at, word in enumerate(parts):
        if word in COORDINATORS and 0 < at < len(parts) - 1:
            return "".join(parts[:at]), "".join(parts[at + 1 :])
    return None


def _with_sides(found: _Found, side: Side) -> set[str]:
    wanted = {z for z, _ in found.together}
    for text in sorted(wanted):
        wanted.update(_sides(text, found, side) or ())
    return wanted


def _is_bound(link: Link, found: _Found, side: Side, counts: Counter[str]) -> bool:
    """Whether a coordination is one term: one of its sides hardly stands without the other."""
    sides = _sides(link.chinese, found, side)
    if sides is None:
        return True
    return link.together > 1 and link.chinese_count >= _BOUND * min(counts[s] for s in sides)


def _count_phrases(side: Side, wanted: set[str], joint: str) -> Counter[str]:
    """In how many segments each of the wanted phrases stands."""
    counts: Counter[str] = Counter()
    for tokens in side.tokens:
        parts = [side.words[t] for t in tokens]
        found = {
            text
            for start in range(len(parts))
            for end in range(start + 1, min(len(parts), start + LONGEST) + 1)
            if (text := joint.join(parts[start:end])) in wanted
        }
        counts.update(found)
    return counts


def _score(
    found: _Found,
    chinese: Counter[str],
    english: Counter[str],
    pairs: Pairs,
    lexicon: Lexicon,
    words: Words,
) -> list[Link]:
    rows = sorted(found.together.items())
    k = np.array([n for _, n in rows], dtype=np.int64)
    z_count = np.maximum(np.array([chinese[z] for (z, _), _ in rows], dtype=np.int64), k)
    e_count = np.maximum(np.array([english[" ".join(e)] for (_, e), _ in rows], np.int64), k)
    surprises = surprise(k, z_count, e_count, len(pairs.beads))
    shares = (k / (z_count + _DOUBT)) * (k / (e_count + _DOUBT))
    links = []
    for row, ((z, e), n) in enumerate(rows):
        if shares[row] < _LEAST_SHARE:
            continue
        zh, en = found.chinese[z], found.english[e]
        parts, known = [pairs.chinese.words[t] for t in zh], [pairs.chinese.known[t] for t in zh]
        quality = (chinese_quality(parts, known, words) * edge_quality(e)) ** 0.25
        alike = likeness(lexicon, en, zh) ** 0.5
        score = float(surprises[row] * shares[row] * quality * alike)
        links.append(Link(z, "", e, n, int(z_count[row]), int(e_count[row]), score))
    links.sort(key=lambda link: (-link.score, link.chinese, link.words))
    return links


def _compete(links: list[Link]) -> list[Link]:
    """Each phrase is linked once, to its best partner that is still free (Melamed 2000)."""
    chinese: set[str] = set()
    english: set[Words_] = set()
    kept = []
    for link in links:
        if link.chinese in chinese or link.words in english:
            continue
        chinese.add(link.chinese)
        english.add(link.words)
        kept.append(link)
    return kept


def _drop_parts(links: list[Link]) -> list[Link]:
    """Without pairs that nearly always stand inside a longer pair."""
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
            and other.together >= 0.8 * link.together
            and " ".join(link.words) in " ".join(other.words)
            for other in holders[link.words[0]]
        )
    ]
