"""Strings that are part of a longer one, by the characters that stand beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ahocorasick_rs import AhoCorasick

from unterm.extraction.words import Words
from unterm.language.scripts import is_han
from unterm.model import Span

_DOTS = frozenset("·•・")
FIXED = 0.9
"""Share of the occurrences with the same neighbour, from which on it belongs to the string."""


def find_all(wanted: Iterable[str], texts: Sequence[str]) -> dict[str, list[tuple[int, Span]]]:
    """Where each string stands: number of the text and span, inside longer strings too.

    >>> find_all(["和平"], ["建设和平", "和平"])
    {'和平': [(0, Span(start=2, end=4)), (1, Span(start=0, end=2))]}
    """
    strings = sorted(set(wanted))
    places: dict[str, list[tuple[int, Span]]] = {string: [] for string in strings}
    if strings:
        automaton = AhoCorasick(strings)
        for number, text in enumerate(texts):
            for index, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
                places[strings[index]].append((number, Span(start, end)))
    return places


def is_fragment(
    occurrences: Sequence[tuple[int, Span]], texts: Mapping[int, str] | Sequence[str], words: Words
) -> bool:
    """Whether one Han character, no word that bounds terms, nearly always stands beside it.

    >>> from unterm.extraction.words import load_words
    >>> texts = ["非传染性疾病", "非传染性疾病的"]
    >>> [is_fragment(found, texts, load_words()) for found in find_all(
    ...     ["非传染性", "非传染性疾病"], texts).values()]
    [True, False]
    """
    if len(occurrences) < 2:
        return False
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for number, span in occurrences:
        text = texts[number]
        before[text[span.start - 1 : span.start] if span.start else ""] += 1
        after[text[span.end : span.end + 1]] += 1
    for neighbours in (before, after):
        character, count = min(neighbours.items(), key=lambda item: (-item[1], item[0]))
        if count >= FIXED * len(occurrences) and character and is_han(character):
            return not words.bounds(character)
    return False


def is_part_of_a_name(
    occurrences: Iterable[tuple[int, Span]],
    texts: Mapping[int, str] | Sequence[str],
    words: Words,
) -> bool:
    """Whether a string that looks foreign stands beside the dot of a personal name somewhere.

    >>> from unterm.extraction.words import load_words
    >>> texts = ["马丁·格里菲思先生", "格里菲思"]
    >>> found = find_all(["格里菲思", "先生"], texts)
    >>> {text: is_part_of_a_name(at, texts, load_words()) for text, at in found.items()}
    {'先生': False, '格里菲思': True}
    """
    return any(
        _stands_at_a_dot(texts[number], span) and words.foreignness(span.cut(texts[number])) > 0
        for number, span in occurrences
    )


def _stands_at_a_dot(text: str, span: Span) -> bool:
    after = text[span.end : span.end + 2]
    before = text[max(0, span.start - 2) : span.start]
    return (len(after) == 2 and after[0] in _DOTS and is_han(after[1])) or (
        len(before) == 2 and before[1] in _DOTS and is_han(before[0])
    )
