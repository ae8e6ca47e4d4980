"""Fixes: what a finding's suggestion changes in the text, in tiers, and putting them in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from unterm.checks.registry import TIERS, Tier, rule_for
from unterm.errors import InputError
from unterm.model import Finding, Span


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

    Of overlapping fixes the one of the surest finding is kept.
    """
    if tier not in TIERS:
        raise InputError(f"no tier {tier!r}; the tiers are {', '.join(TIERS)}")
    wanted = TIERS[: TIERS.index(tier) + 1]
    offered = [
        (finding.confidence, fix)
        for finding in findings
        if (fix := fix_for(finding)) is not None and fix.tier in wanted
    ]
    offered.sort(key=lambda pair: (-pair[0], len(pair[1].span), pair[1].span))
    kept: list[Fix] = []
    for _, fix in offered:
        place = bisect_left(kept, fix.span, key=lambda other: other.span)
        beside = kept[max(0, place - 1) : place + 1]
        if not any(_clash(fix.span, other.span) for other in beside):
            kept.insert(place, fix)
    yield from kept


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


def _clash(one: Span, other: Span) -> bool:
    if len(one) and len(other):
        return one.overlaps(other)
    return (
        one.start == other.start
        or max(one.start, other.start) < min(one.end, other.end)
        or (other.start < one.start < other.end)
    )
