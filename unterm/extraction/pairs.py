"""Candidate pairs: phrases that translate one another, linked by competition."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from unterm.extraction.association import surprise
from unterm.extraction.english import Spellings, edge_quality, is_well_formed, joined_cells
from unterm.extraction.model1 import Corpus, Lexicon, train
from unterm.extraction.phrases import align_words, consistent_ranges
from unterm.extraction.shapes import can_be_term
from unterm.extraction.shapes import edge_quality as chinese_quality
from unterm.extraction.sides import Pairs, Side
from unterm.extraction.words import Words

LONGEST = 8
"""Words of a phrase, on either side."""
LONGEST_SEGMENT = 120
"""Words; longer segments teach words but give no phrases."""
_PRUNE_AFTER = 20_000
"""Segment pairs after which phrase pairs seen once are forgotten: bounds the memory."""
_LEAST_SHARE = 0.1
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


class _Phrase(NamedTuple):
    """A phrase with its quality as a term."""

    key: tuple[str, ...]
    text: str
    quality: float


def find_links(pairs: Pairs, words: Words) -> list[Link]:
    """The linked phrase pairs, the best first."""
    lexicon = _train(pairs)
    spellings = Spellings()
    qualities: dict[str, float] = {}
    together = _collect(pairs, lexicon, words, qualities, spellings)
    if not together:
        return []
    chinese = _count_phrases(pairs.chinese, {z for z, _ in together}, "")
    english = _count_phrases(pairs.english, {" ".join(e) for _, e in together}, " ")
    links = _score(together, chinese, english, qualities, len(pairs.beads))
    return [
        link._replace(english=spellings.of(link.words)) for link in _drop_parts(_compete(links))
    ]


def _train(pairs: Pairs) -> Lexicon:
    return train(
        Corpus.of(pairs.english.tokens, len(pairs.english.words)),
        Corpus.of(pairs.chinese.tokens, len(pairs.chinese.words)),
    )


def _collect(
    pairs: Pairs,
    lexicon: Lexicon,
    words: Words,
    qualities: dict[str, float],
    spellings: Spellings,
) -> Counter[tuple[str, Words_]]:
    """In how many segment pairs each phrase pair is found that can be a term on both sides."""
    together: Counter[tuple[str, Words_]] = Counter()
    for segment in range(len(pairs.beads)):
        found = set(_phrase_pairs(pairs, segment, lexicon, words, qualities, spellings))
        together.update(found)
        if segment and segment % _PRUNE_AFTER == 0:
            together = Counter({pair: n for pair, n in together.items() if n > 1})
    return together


def _phrase_pairs(
    pairs: Pairs,
    segment: int,
    lexicon: Lexicon,
    words: Words,
    qualities: dict[str, float],
    spellings: Spellings,
) -> Iterator[tuple[str, Words_]]:
    english, chinese = pairs.english, pairs.chinese
    en, zh = english.tokens[segment], chinese.tokens[segment]
    if not en or not zh or max(len(en), len(zh)) > LONGEST_SEGMENT:
        return
    links = align_words(*lexicon.look_up(np.array(en, np.int64), np.array(zh, np.int64)))
    breaks = english_breaks(english, segment)
    for start, end in chinese_phrases(chinese, segment, words):
        for low, high in consistent_ranges(links, start, end, len(en), LONGEST):
            if any(low < at < high for at in breaks):
                continue
            if high - low == 1 and end - start == 1 and english.known[en[low]]:
                continue
            phrase = tuple(english.words[t] for t in en[low:high])
            known = [english.known[t] for t in en[low:high]]
            if not is_well_formed(phrase, tuple(known)):
                continue
            if _cuts_a_name(english, segment, low, high):
                continue
            text = "".join(chinese.words[t] for t in zh[start:end])
            if text not in qualities:
                parts = [chinese.words[t] for t in zh[start:end]]
                marks = [chinese.known[t] for t in zh[start:end]]
                qualities[text] = chinese_quality(parts, marks, words)
            spellings.add(phrase, english.cut(segment, low, high), low == 0)
            yield text, phrase


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


def _cuts_a_name(side: Side, segment: int, low: int, high: int) -> bool:
    """Whether a phrase begins or ends in the middle of capitalized words."""
    text, starts = side.texts[segment], side.starts[segment]

    def capital(at: int) -> bool:
        return at > 0 and text[starts[at]].isupper()

    breaks = english_breaks(side, segment)
    before = low > 1 and low not in breaks and capital(low) and capital(low - 1)
    after = high < len(starts) and high not in breaks and capital(high - 1) and capital(high)
    return before or after


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
    together: Counter[tuple[str, Words_]],
    chinese: Counter[str],
    english: Counter[str],
    qualities: dict[str, float],
    segments: int,
) -> list[Link]:
    rows = sorted(together.items())
    k = np.array([n for _, n in rows], dtype=np.int64)
    of_chinese = np.maximum(np.array([chinese[z] for (z, _), _ in rows], dtype=np.int64), k)
    of_english = np.maximum(
        np.array([english[" ".join(e)] for (_, e), _ in rows], dtype=np.int64), k
    )
    surprises = surprise(k, of_chinese, of_english, segments)
    shares = (k / (of_chinese + _DOUBT)) * (k / (of_english + _DOUBT))
    links = []
    for row, ((z, e), n) in enumerate(rows):
        if shares[row] < _LEAST_SHARE:
            continue
        quality = (qualities[z] * edge_quality(e)) ** 0.25
        score = float(surprises[row] * shares[row] * quality)
        links.append(Link(z, "", e, n, int(of_chinese[row]), int(of_english[row]), score))
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
