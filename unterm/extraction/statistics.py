"""The statistical section: repeated sequences that stand as terms do, and rare single words."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from unterm.extraction.counts import Counts
from unterm.extraction.ngrams import Floats, Grams, Ints, count_grams
from unterm.extraction.words import COORDINATORS, UNSAID, Words
from unterm.language.scripts import is_han

LONGEST = 8
"""Words of a sequence at most."""
_NUMERALS = frozenset("一二两三四五六七八九十百千万亿")
_LEAST_FIRST = 0.012
_LEAST_LAST = 0.012
_LEAST_INSIDE = 0.02
_LEAST_SINGLE = 0.06
_SURE_FIRST = 0.2
_OBJECT = 1.5
_BYSTANDER = 8
_COMPOUND = 4
"""Characters of a word that is a term of several parts: 可持续发展 where a glossary has it."""
_LEAST_ALONE = 0.02
_FIXED = 0.8
_SWALLOWED = 0.8
_BOUND = 0.5
_EXCLUSIVE = 0.8
_WEIRD = 20.0
_WORDS_A_REPEAT = 400_000
"""So many more words, and a sequence must occur once more to be looked at."""
_WEIRD_TERM = 2.0
_WEIRD_UNIT = 7.3
_OFTEN_ALONE = 0.3
_ANY_PLACE = 0.5
_SPREAD = 0.9


@dataclass(slots=True)
class Sequence:
    """A repeated sequence while it is judged."""

    position: int
    length: int
    words: tuple[str, ...]
    text: str
    count: int
    documents: int
    entropy: float
    first: float
    last: float
    longer: int = 0
    longest_count: int = 0
    longer_sum: int = 0
    score: float = 0.0


def find_sequences(counts: Counts, words: Words) -> list[Sequence]:
    """The repeated sequences of the statistical section, the best first."""
    tokens = counts.tokens
    shares = np.array([words.shares(w) for w in counts.words])
    han = np.array([bool(w) and all(map(is_han, w)) for w in counts.words])
    bounds = np.array([words.bounds(w) for w in counts.words])
    grams = list(count_grams(tokens, counts.document_numbers, LONGEST, bounds))
    kept: list[dict[int, Sequence]] = [
        _pass_gates(counts, grams_, shares, han, words) for grams_ in grams
    ]
    _note_longer(kept, grams, words)
    frequency = {w: int(c) for w, c in _word_counts(counts, grams).items()}
    result = [s for table in kept for s in table.values() if _holds(s)]
    strings = {s.text: s for s in result}
    result = [
        s
        for s in result
        if _is_bound(s, strings, frequency, grams) and not _is_verb_and_term(s, strings, words)
    ]
    for sequence in result:
        sequence.score = _score(sequence, words, len(tokens))
    result.sort(key=lambda s: (-s.score, s.text))
    return result


def _word_counts(counts: Counts, grams: list[Grams]) -> dict[str, int]:
    if not grams:
        return {}
    tokens = counts.tokens
    return {
        counts.words[int(tokens[p])]: int(c)
        for p, c in zip(grams[0].starts, grams[0].counts, strict=True)
    }


def _pass_gates(
    counts: Counts,
    grams: Grams,
    shares: Floats,
    han: np.ndarray,
    words: Words,
) -> dict[int, Sequence]:
    tokens = counts.tokens
    if grams.length == 1:
        return _single_words(counts, grams, tokens, shares, han, words)
    starts = grams.starts
    first, last = tokens[starts], tokens[starts + grams.length - 1]
    inner = shares.sum(axis=1)
    good = (
        (shares[first, 1] >= _LEAST_FIRST)
        & (shares[last, 2] >= _LEAST_LAST)
        & (grams.left_fixed < 1)
        & (grams.counts > len(tokens) // _WORDS_A_REPEAT)
    )
    least = np.array(
        [
            _LEAST_SINGLE if len(w) == 1 and w not in COORDINATORS else _LEAST_INSIDE
            for w in counts.words
        ]
    )
    for offset in range(grams.length):
        token = tokens[starts + offset]
        edge = offset in (0, grams.length - 1)
        good &= han[token] & (inner[token] >= (_LEAST_INSIDE if edge else least[token]))
    entropy = np.minimum(grams.left, grams.right)
    found: dict[int, Sequence] = {}
    for number in np.flatnonzero(good):
        at = int(starts[number])
        parts = tuple(counts.words[int(t)] for t in tokens[at : at + grams.length])
        found[int(number)] = Sequence(
            at,
            grams.length,
            parts,
            "".join(parts),
            int(grams.counts[number]),
            int(grams.documents[number]),
            float(entropy[number]),
            _edge(shares[int(first[number])], 1),
            _edge(shares[int(last[number])], 2),
        )
        if max(grams.left_fixed[number], grams.right_fixed[number]) >= _FIXED:
            found[int(number)].entropy = 0.0
    return found


def _edge(shares: Floats, position: int) -> float:
    """How well a word stands at an edge: there above all, but any place in terms speaks for it."""
    return float(shares[position] + _ANY_PLACE * shares.sum()) / (1 + _ANY_PLACE)


def _single_words(
    counts: Counts,
    grams: Grams,
    tokens: Ints,
    shares: Floats,
    han: np.ndarray,
    words: Words,
) -> dict[int, Sequence]:
    size = max(1, int((tokens != 0).sum()))
    found: dict[int, Sequence] = {}
    for number in range(len(grams)):
        at = int(grams.starts[number])
        token = int(tokens[at])
        word = counts.words[token]
        count = int(grams.counts[number])
        if (
            word[0] in _NUMERALS
            or count < 2
            or not han[token]
            or len(word) < 2
            or shares[token, 0] < _LEAST_ALONE
        ):
            continue
        weird = count / size * 1e6 / words.rarity(word)
        often = shares[token, 0] >= _OFTEN_ALONE
        if weird < (_WEIRD_TERM if often else _WEIRD):
            continue
        tag = words.classes.get(word, "n")
        unsaid = tag in UNSAID and word not in words.standings
        if not often and (tag[0] not in "nvijlag" or unsaid):
            continue
        found[number] = Sequence(
            at, 1, (word,), word, count, int(grams.documents[number]),
            float(min(grams.left[number], grams.right[number])),
            float(shares[token, 0]), float(shares[token, 0]),
        )  # fmt: skip
    return found


def _note_longer(kept: list[dict[int, Sequence]], grams: list[Grams], words: Words) -> None:
    """For each sequence, the accepted longer ones that contain it."""
    for length in range(len(kept), 1, -1):
        for longer in kept[length - 1].values():
            named = words.ends_names(longer.words[-1])
            for part in range(1, length):
                table, ids = kept[part - 1], grams[part - 1].ids
                for offset in range(length - part + 1):
                    shorter = table.get(int(ids[longer.position + offset]))
                    if shorter is not None:
                        if named:  # names are made of terms: no evidence against them
                            continue
                        shorter.longer += 1
                        shorter.longest_count = max(shorter.longest_count, longer.count)
                        shorter.longer_sum += longer.count


def _holds(s: Sequence) -> bool:
    stands_alone = s.longest_count < _SWALLOWED * s.count or s.count - s.longest_count > 1
    return stands_alone and (s.length == 1 or s.entropy > 0)


def _is_bound(
    s: Sequence, strings: dict[str, Sequence], frequency: dict[str, int], grams: list[Grams]
) -> bool:
    """Whether a coordination holds together.

    Either one side hardly stands without the other, or each is nearly all that is coordinated
    with the other.
    """
    for i, word in enumerate(s.words[1:-1], start=1):
        if word in COORDINATORS:
            sides = []
            for part in (s.words[:i], s.words[i + 1 :]):
                text = "".join(part)
                whole = strings.get(text)
                sides.append(whole.count if whole else min(frequency.get(w, 0) for w in part))
            with_left = _count_at(grams, s.position, i + 1)
            with_right = _count_at(grams, s.position + i, s.length - i)
            exclusive = s.count >= _EXCLUSIVE * max(with_left, with_right)
            if s.count < _BOUND * min(sides) and not exclusive:
                return False
    return True


def _count_at(grams: list[Grams], position: int, length: int) -> int:
    table = grams[length - 1]
    return int(table.counts[table.ids[position]])


def _is_verb_and_term(s: Sequence, strings: dict[str, Sequence], words: Words) -> bool:
    """Whether a general verb stands before what is a term, oftener so without it.

    Other words that seldom begin terms must be much rarer there.
    """
    first = words.shares(s.words[0])[1]
    text = "".join(s.words[1:])
    if (s.length < 3 and len(text) < _COMPOUND) or first >= _SURE_FIRST:
        return False
    rest = strings.get(text)
    verb = words.classes.get(s.words[0]) == "v"
    return rest is not None and rest.count >= (_OBJECT if verb else _BYSTANDER) * s.count


def weigh_counts(count: float, documents: int) -> float:
    """What it is worth that a sequence occurs so often, in so many documents."""
    return math.log1p(max(count, 0.5)) * (1 + _SPREAD * math.log(documents))


def _score(s: Sequence, words: Words, size: int) -> float:
    free = s.count - (0.5 * s.longer_sum / s.longer if s.longer else 0.0)  # C-value
    often = weigh_counts(free, s.documents)
    if s.length == 1:
        weird = s.count / size * 1e6 / words.rarity(s.text)
        return float(often * s.first**0.25 * math.log(weird) / _WEIRD_UNIT)
    edges = (s.first * s.last) ** 0.25
    return float((s.entropy + 0.3) * edges * often / math.log(3))
