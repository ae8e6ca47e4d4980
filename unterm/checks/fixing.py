"""Fixes: what a finding's suggestion changes in the text, in tiers, and putting them in."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from unterm.checks.registry import TIERS, Tier, rule_for
from unterm.errors import InputError
from unterm.model import Finding, Span

_LIKELY: Final = 0.5


@dataclass(frozen=True, slots=True)
class Fix:
    """A change to the text as it was given: ``replacement`` for what ``span`` covers.

    ``tier`` is "safe" (script, width, punctuation, title marks: no word changes) or "suggested".
    """

    span: Span
    replacement: str
    tier: Tier


def fix_for(finding: Finding) -> Fix | None:
    """The fix that a finding offers: its first suggestion; None where it offers none.

    >>> from unterm.model import Severity
    >>> fix_for(Finding("width", Severity.WARNING, 0.9, "", "１", Span(0, 1), ("1",)))
    Fix(span=Span(start=0, end=1), replacement='1', tier='safe')
    """
    try:
        tier = rule_for(finding.code).fix
    except InputError:
        return None  # a finding of another maker
    if tier is None or not finding.suggestions:
        return None
    if not finding.found and len(finding.target_span):
        return None
    if not finding.found and finding.code != "spacing":
        return None  # something is missing, and where it belongs cannot be told
    return Fix(finding.target_span, finding.suggestions[0], tier)


def fixes(findings: Iterable[Finding], *, tier: Tier = "safe") -> Iterator[Fix]:
    """The fixes of a tier and the safer ones, in order, none overlapping another.

    Words go before marks, and marks before script: what replaces a word is in the right script
    already. Otherwise, of two that overlap, the fix of the surer finding is kept. What is more
    likely wrong than right is not put in.
    """
    if tier not in TIERS:
        raise InputError(f"no tier {tier!r}; the tiers are {', '.join(TIERS)}")
    wanted = TIERS[: TIERS.index(tier) + 1]
    offered = [
        (finding, fix)
        for finding in findings
        if finding.confidence >= _LIKELY
        and (fix := fix_for(finding)) is not None
        and fix.tier in wanted
    ]
    offered.sort(
        key=lambda pair: (
            -TIERS.index(pair[1].tier),
            _one_for_one(pair[1]),
            -pair[0].confidence,
            len(pair[1].span),
            pair[1].span,
        )
    )
    kept: list[_Change] = []
    for finding, fix in offered:
        for changes in _changes(finding, fix, kept):
            if not any(_clashes(change, kept) for change in changes):
                for change in changes:
                    insort(kept, change, key=_in_order)
    for change in kept:
        yield change.fix


class _Change(NamedTuple):
    """A change in the order of the text: what ends at a place stands before what begins there."""

    span: Span
    begins: bool
    fix: Fix


def _in_order(change: _Change) -> tuple[Span, bool]:
    return change.span, change.begins


def _changes(finding: Finding, fix: Fix, kept: list[_Change]) -> list[list[_Change]]:
    """A fix as the changes that it is made of, in groups that are put in together or not at all.

    Marks set around what stands there are two insertions, which leave what is inside to other
    fixes. Where characters are exchanged one for one, as by the script, each can be put in alone.
    """

    def change(start: int, end: int, text: str, *, begins: bool = True) -> _Change:
        span = Span(start, end)
        return _Change(span, begins, Fix(span, text, fix.tier))

    start, end = fix.span
    if finding.found and finding.found in fix.replacement:
        before, _, after = fix.replacement.partition(finding.found)
        insertions = [change(start, start, before), change(end, end, after, begins=False)]
        return [[one for one in insertions if one.fix.replacement]]
    whole = change(start, end, fix.replacement)
    if _one_for_one(fix) and _clashes(whole, kept):
        return [
            [change(at, at + 1, character)]
            for at, character in enumerate(fix.replacement, start)
            if character != finding.found[at - start]
        ]
    return [[whole]]


def apply_fixes(text: str, findings: Iterable[Finding], *, tier: Tier = "safe") -> str:
    """The text with the fixes of a tier, and of the safer ones, put in.

    Raises InputError where a finding is not about this text.

    >>> from unterm.checks import check
    >>> from unterm.glossary import Glossary
    >>> text = "聯合國會員國,"
    >>> apply_fixes(text, check(text, Glossary()))
    '联合国会员国，'
    """
    findings = tuple(findings)
    for finding in findings:
        if finding.target_span.cut(text) != finding.found and finding.found:
            raise InputError("the findings are about another text; check this one again")
    parts: list[str] = []
    at = 0
    for fix in fixes(findings, tier=tier):
        parts.append(text[at : fix.span.start])
        parts.append(fix.replacement)
        at = fix.span.end
    parts.append(text[at:])
    return "".join(parts)


def _one_for_one(fix: Fix) -> bool:
    return fix.tier == "safe" and len(fix.replacement) == len(fix.span)


def _clashes(change: _Change, kept: list[_Change]) -> bool:
    """Whether a change meets one of those kept, which are in order."""
    place = bisect_left(kept, _in_order(change), key=_in_order)
    return any(_clash(change, other) for other in kept[max(0, place - 2) : place + 2])


def _clash(one: _Change, other: _Change) -> bool:
    """Whether two changes are at one place; an insertion at the edge of a change is beside it."""
    if not len(one.span) and not len(other.span):
        return one.span == other.span and one.begins is other.begins
    return one.span.start < other.span.end and other.span.start < one.span.end
