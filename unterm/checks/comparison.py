"""Figures of two sides set against each other."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from rapidfuzz.distance import OSA

from unterm.language.numerals import HAN_NUMERAL, SCALES, parse_roman, parse_words, plain_figure
from unterm.language.quantities import Quantity, QuantityKind, find_quantities, unmatched
from unterm.model import Language, Span

# $A45,000, EUR45 and No.189: what stands before the digits is no part of a word.
_STUCK: Final = re.compile(
    r"(?=[A-Z.e])(?:(?<=\$)[A-Z]{1,3}(?=\d)"
    r"|\b(?:USD?|EUR|[Ee]uros?|CHF|GBP|CAD|AUD|JPY|Rs|R|CFAF?|NT|HK)\$?(?=\d)"
    r"|(?<=\bNo)\.(?=\d)|(?<=\bpp)\.(?=\d)|(?<=\bp)\.(?=\d)|(?<=\bs)\.(?=\d))"
)
_DIGIT: Final = re.compile(r"\d")
_ENDLESS: Final = re.compile(rf"[{HAN_NUMERAL}\d]{{200,}}")
_HOURS: Final = re.compile(r"(?:[01]\d|2[0-4])[0-5]\d")
_HOURS_AFTER: Final = re.compile(
    r"Z\b|\s?(?:hours|hrs|h\b|GMT|UTC|local)|\s(?:to|and|until)\s\d{4}"
)
_HOURS_BEFORE: Final = re.compile(r"\b(?i:at|from|until|between|by|about|around)\s$")
_WORD_JOIN: Final = re.compile(r"\s(?:and\s)?|-(?=and)")
_RATE: Final = re.compile(r"(?i:\s(?:out\s)?(?:in|of)(?:\severy)?\s)")
# 5 of 12 members is a rate, 12 of 2019 is none.
_LARGEST_RATE: Final = 100
_TIMES: Final = {"decade": 10, "dozen": 12, "score": 20, "centur": 100}
_TIMES_AFTER: Final = re.compile(r"\s(decade|dozen|score|centur)")
_SCALE_AFTER: Final = re.compile(rf"[\])]\s({'|'.join(SCALES)})")
_RANGE_BEFORE: Final = re.compile(r"(\d\d)\d\d\s?[-–—/]\s?$")
_ORDINAL_PART: Final = {"third": "3", "fourth": "4", "quarter": "4"} | {
    word: str(value)
    for value, word in enumerate(("fifth", "sixth", "seventh", "eighth", "ninth", "tenth"), 5)
}
# What may answer a figure of the other side without demanding one: Roman numerals, letters of
# items, Q4, a quarter.
_HINTS: Final = re.compile(
    r"(?=[A-Z(qhtd])(?:\b(?P<roman>[IVXLC]+)\b|\((?P<item>[a-z])\)|\b[A-Z]{1,4}-?(?P<coded>\d{1,4})\b"
    r"|\b(?P<quarter>[Qq]uarters?)\b|\b(?P<half>[Hh]alf\sa\s(?:million|billion))\b"
    r"|\b(?P<times>[Tt]wice|[Dd]ouble[ds]?|[Tt]riple[ds]?|[Tt]hrice|[Dd]ozens?|[Dd]ecades?)\b)"
)
_ROMAN: Final = re.compile(r"(?<![A-Za-z])[IVXLC]+(?![A-Za-z])")
_TIMES_WORDS: Final = {"tw": "2", "do": "2", "tr": "3", "th": "3", "de": "10"}
# A page is one of the edition at hand: other languages have the passage on other pages.
_PAGE_BEFORE: Final = {
    "en": re.compile(r"\b(?:pp?\.|pages?)\s?(?:\d+(?:\s?[-–—,]\s?|\s(?:and|to)\s))?$"),
    "zh": re.compile(r"(?:第|[Pp]{1,2}\.)\s?(?:\d+\s?[-–—至到、和]\s?)?$"),
}
_PAGE_AFTER: Final = re.compile(r"(?:\s?[-–—至到、和]\s?\d+)?\s?页")
_LONGEST_PAGES: Final = 24
# The addendum belongs to the symbol, whether a blank or a stroke stands before it.
_ADDENDUM: Final = re.compile(r"[\s/]((?:Add|Rev|Corr|Amend)\.\d+)")
_OF_YEAR: Final = re.compile(r"(\d+)\((?:19|20)\d\d\)")
_SYMBOL_NUMBER: Final = re.compile(r"/.*\d")
_ALIKE: Final = 0.6
_FEWEST: Final = 3
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


def read_figures(text: str, *, lang: Language) -> list[Quantity]:
    """The figures of a text with the other ways in which the other side may say them.

    Of `find_quantities`, and besides: amounts with a currency's letters before them, the hours of
    the military clock (1430 hours), number words that only stand side by side (*ninth and tenth*),
    rates (*one in four*), which Chinese gives as a fraction, and, uncertain, Roman numerals,
    letters of items, pages and the like, which can answer a figure and demand none.

    >>> [q.value for q in read_figures("$A45,000", lang="en")]
    ['45000']
    >>> [(q.value, q.certain) for q in read_figures("chap. VI (b)", lang="en")]
    [('6', False), ('2', False)]
    """
    # No figure is so long, and Python refuses to read one.
    text = _ENDLESS.sub(lambda match: "，" * len(match[0]), text)
    if lang == "zh":
        found = list(_in_context(text, lang, find_quantities(text, lang=lang)))
        return [*found, *_roman(text)]
    spaced = _STUCK.sub(lambda match: " " * len(match[0]), text) if _DIGIT.search(text) else text
    found = _other_ways(spaced, _in_context(text, lang, find_quantities(spaced, lang=lang)))
    return [*found, *_hints(spaced, found)]


def _in_context(text: str, lang: Language, found: Iterable[Quantity]) -> Iterator[Quantity]:
    """The figures as what stands around them shows them: pages, symbols with an addendum."""
    for quantity in found:
        if quantity.kind is QuantityKind.SYMBOL:
            # H6/Every and the like is no symbol
            if _SYMBOL_NUMBER.search(quantity.value):
                yield _with_addendum(text, quantity)
        elif quantity.kind is QuantityKind.NUMBER and _is_page(text, lang, quantity.span):
            yield replace(quantity, certain=False)
        else:
            yield quantity


def _is_page(text: str, lang: Language, span: Span) -> bool:
    if lang == "zh" and not _PAGE_AFTER.match(text, span.end):
        return False
    before = text[max(0, span.start - _LONGEST_PAGES) : span.start]
    if span.cut(text).lstrip().startswith("第"):
        return True
    return _PAGE_BEFORE[lang].search(before) is not None


def _with_addendum(text: str, symbol: Quantity) -> Quantity:
    added = _ADDENDUM.match(text, symbol.span.end)
    if added is None:
        return symbol
    whole = (*symbol.atoms[:-1], f"{symbol.atoms[-1]}/{added[1]}")
    return replace(symbol, alternatives=(*symbol.alternatives, whole))


def _other_ways(text: str, found: Iterable[Quantity]) -> list[Quantity]:
    quantities = list(found)
    ways: list[list[tuple[str, ...]]] = []
    for quantity in quantities:
        mine = list(quantity.alternatives)
        ways.append(mine)
        value = quantity.value
        start, end = quantity.span
        if quantity.in_words and quantity.kind is QuantityKind.NUMBER:
            values = [parse_words(word) for word in _WORD_JOIN.split(quantity.text) if word]
            if len(values) > 1 and None not in values:
                mine.append(tuple(str(v) for v in values if v and v > 2))
        elif quantity.kind is QuantityKind.FRACTION:
            ordinal = _ORDINAL_PART.get(quantity.text.rstrip("s").lower().rpartition(" ")[2])
            if ordinal and quantity.text[:1].lower() == "a":
                mine.append((ordinal,))
        if _HOURS.fullmatch(quantity.text) and (
            _HOURS_AFTER.match(text, end)
            or quantity.text.startswith("0")
            or _HOURS_BEFORE.search(text, max(0, start - 12), start)
        ):
            mine.extend(_clock(int(quantity.text[:2]), int(quantity.text[2:])))
        if (scale := _SCALE_AFTER.match(text, end)) and quantity.kind is QuantityKind.NUMBER:
            mine.append((_scaled(value, SCALES[scale[1]]),))
        if (times := _TIMES_AFTER.match(text, end)) and value.isdecimal():
            mine.append((str(int(value) * _TIMES[times[1]]),))
        if len(value) == 2 and (years := _RANGE_BEFORE.search(text, max(0, start - 8), start)):
            mine.append((years[1] + value,))
    told = [
        replace(q, alternatives=tuple(way), certain=q.certain and not _coded(text, q.span.start))
        for q, way in zip(quantities, ways, strict=True)
    ]
    return list(_with_rates(text, told))


def _with_rates(text: str, quantities: Sequence[Quantity]) -> Iterator[Quantity]:
    """The figures, with two that make a rate as one fraction: three out of four is 四分之三."""
    waiting: Quantity | None = None
    for quantity in quantities:
        if waiting is not None:
            if rate := _rate(text, waiting, quantity):
                waiting = rate
                continue
            yield waiting
        waiting = quantity
    if waiting is not None:
        yield waiting


def _rate(text: str, above: Quantity, below: Quantity) -> Quantity | None:
    start, end = above.span.end, below.span.start
    if not _RATE.fullmatch(text, start, end):
        return None
    if not (above.value.isdecimal() and below.value.isdecimal()):
        return None
    many, of = int(above.value), int(below.value)
    if not 0 < many < of <= _LARGEST_RATE:
        return None
    ways = [(above.value, below.value), (plain_figure(Decimal(many * 100) / of),)]
    span = Span(above.span.start, below.span.end)
    certain = above.certain and below.certain
    fraction = (f"{many}/{of}",)
    said = span.cut(text)
    return Quantity(QuantityKind.FRACTION, span, said, fraction, tuple(ways), certain, True)


def _scaled(value: str, scale: int) -> str:
    text = format(Decimal(value) * scale, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _clock(hour: int, minute: int) -> Iterator[tuple[str, ...]]:
    rest = (str(minute),) if minute else ()
    yield (str(hour), *rest)
    if hour > 12:
        yield (str(hour - 12), *rest)


def _coded(text: str, start: int) -> bool:
    """Whether a number belongs to a name or is a footnote's mark: HFC-23, report",18."""
    before = text[max(0, start - 2) : start]
    if len(before) < 2:
        return False
    return (before[1] == "-" and before[0].isalpha()) or (
        before[1] in ",.;:”\"’'" and not before[0].isspace() and before[0] not in "$€£("
    )


def _roman(text: str) -> Iterator[Quantity]:
    """The Roman numerals of a Chinese text: III期."""
    for match in _ROMAN.finditer(text):
        value = parse_roman(match[0])
        if value is not None:
            span = Span(*match.span())
            yield Quantity(QuantityKind.NUMBER, span, match[0], (str(value),), certain=False)


def _hints(text: str, found: Sequence[Quantity]) -> Iterator[Quantity]:
    taken = {q.span.start for q in found}
    for match in _HINTS.finditer(text):
        if match.start() in taken and not match["half"]:
            continue
        value: str | None
        if match["roman"]:
            roman = parse_roman(match["roman"])
            value = None if roman is None else str(roman)
        elif match["item"]:
            value = str(ord(match["item"]) - ord("a") + 1)
        elif match["coded"]:
            value = str(int(match["coded"]))
        elif match["half"]:
            value = "500000" if match["half"].endswith("million") else "500000000"
        elif match["times"]:
            value = _TIMES_WORDS[match["times"][:2].lower()]
        else:
            value = "1/4"
        if value is not None:
            span = Span(*match.span())
            yield Quantity(QuantityKind.NUMBER, span, match[0], (value,), certain=False)


def outside(quantities: Sequence[Quantity], spans: Sequence[Span]) -> list[Quantity]:
    """The figures that are no part of a designation: 19 of COVID-19 is none."""
    if not spans:
        return list(quantities)
    return [q for q in quantities if not any(s.covers(q.span) for s in spans)]


def compare(
    source: Sequence[Quantity], target: Sequence[Quantity]
) -> tuple[int, list[Quantity], list[Quantity]]:
    """How many figures of the source the target has, those it lacks, and those it adds.

    >>> from unterm.language.quantities import find_quantities
    >>> source = find_quantities("75 per cent of 1,200 cases", lang="en")
    >>> target = find_quantities("1 300起案件中的75%", lang="zh")
    >>> shared, lacking, added = compare(source, target)
    >>> shared, [q.text for q in lacking], [q.text for q in added]
    (1, ['1,200'], ['1 300'])
    """
    lacking = list(unmatched(source, target))
    bare = {q.value for q in source if q.kind is QuantityKind.NUMBER}
    added = [q for q in unmatched(target, source) if not _only_dated(q, bare)]
    # half or 一半 demands nothing by itself, and may yet be what another fraction stands for
    lacking += _softly(source, target, added, lacking)
    added += _softly(target, source, lacking, added)
    certain = sum(q.certain and q.kind is not QuantityKind.FRACTION for q in source)
    return max(0, certain - len(lacking)), lacking, added


def _only_dated(reference: Quantity, bare: Container[str]) -> bool:
    """Whether the draft only adds the year to a number of the source: No. 29, 第29(2013)号."""
    dated = _OF_YEAR.fullmatch(reference.value)
    return dated is not None and dated[1] in bare


def _softly(
    these: Sequence[Quantity],
    others: Sequence[Quantity],
    wanted: Sequence[Quantity],
    known: Sequence[Quantity],
) -> list[Quantity]:
    """The uncertain fractions that nothing answers, as many as the other side has too many."""
    fraction = QuantityKind.FRACTION
    most = sum(q.kind is fraction for q in wanted) - sum(q.kind is fraction for q in known)
    if most <= 0:
        return []
    return [q for q in unanswered(these, others) if q.kind is fraction][:most]


def likeness(one: Quantity, other: Quantity) -> float:
    """How much one figure looks like a slip for the other, from 0 to 1.

    1 for a digit exchanged, left out or moved in a figure of three digits and more, for a date of
    which another part agrees, and for two fractions, which are rare; 0.5 for numbers below a
    hundred, which are all alike; else 0.

    >>> from unterm.language.quantities import find_quantities
    >>> [a], [b] = (find_quantities(t, lang="en") for t in ("S/2020/372", "S/2020/327"))
    >>> likeness(a, b)
    1.0
    """
    kinds = {one.kind, other.kind}
    if kinds == {QuantityKind.FRACTION}:
        return 1.0
    dates = QuantityKind.DATE in kinds
    if len(kinds) == 2 and not (
        dates and _YEAR.fullmatch(one.value) and _YEAR.fullmatch(other.value)
    ):
        return 0.0
    if len(kinds) == 1 and dates and len(one.atoms) + len(other.atoms) > 2:
        return float(bool(set(one.atoms) & set(other.atoms)))
    longest = max(len(one.value), len(other.value))
    if longest < _FEWEST:
        return 0.5
    most = 1 if longest == 4 else longest * (1 - _ALIKE)
    return float(OSA.distance(one.value, other.value) <= most)


def unanswered(these: Sequence[Quantity], others: Sequence[Quantity]) -> list[Quantity]:
    """The uncertain figures among ``these`` whose value stands nowhere among ``others``.

    They can be what a certain figure was exchanged for: 十年 for *five years*.
    """
    doubtful = [replace(q, certain=True) for q in these if not q.certain]
    return list(unmatched(doubtful, others))
