"""The verb: check a text and report what a reviser would mark."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from unterm.checks import (
    consistency,
    contradictions,
    currencies,
    designations,
    equivalents,
    figures,
    firstuse,
    merging,
    omissions,
    oppositions,
    resemblance,
    scripts,
    style,
)
from unterm.checks.config import Config
from unterm.checks.consistency import differing_terms
from unterm.checks.drafts import Draft
from unterm.checks.fitting import estimate_fit
from unterm.checks.knowledge import knowledge_of
from unterm.checks.registry import Rule, rule_for, rules
from unterm.checks.settling import settle
from unterm.errors import InputError, require, require_each
from unterm.glossary import Glossary
from unterm.model import Bitext, Document, Finding, Report, Severity, Span

UPKEEP = {
    "check-failed": "A check could not run, so that the report is not complete.\n\n"
    "The message names the check and the fault, which is one of this library: please report it.",
    "unused-suppression": "A suppression in the text or in the ignore file silences nothing.\n\n"
    "What it silenced has been mended, or its code is misspelt: delete it.",
}
"""The codes of findings about the check itself."""

# Importing a room of checks registers them.
ROOMS = (
    consistency,
    contradictions,
    currencies,
    designations,
    equivalents,
    figures,
    firstuse,
    merging,
    omissions,
    oppositions,
    resemblance,
    scripts,
    style,
)


def check(
    text: Document | Bitext | str, glossary: Glossary, *, config: Config | None = None
) -> Report:
    """Check a Chinese draft alone (a document or a string), or against its source (a bitext).

    The findings come in the order of the draft; their spans point into the texts as they were
    given. A string is taken as it is, line wraps inside Chinese words tolerated. Never raises on a
    text, whatever stands in it: a check that cannot run is itself a finding. `InputError` for a
    draft that is not Chinese or a source that is not English.

    >>> from unterm.model import Concept
    >>> measures = Concept.of("confidence-building measures", "建立信任措施")
    >>> report = check(Bitext.from_pairs([
    ...     ("Confidence-building measures are needed.", "需要建立信赖措施和对话。"),
    ... ]), Glossary([measures]))
    >>> [(finding.code, finding.found, finding.suggestions) for finding in report]
    [('near-equivalent', '建立信赖措施', ('建立信任措施',))]
    """
    _require_setting(glossary, config)
    require("text", text, Document, Bitext, str)
    draft, findings = _checked(text, glossary, config or Config())
    return _report(draft, findings)


def check_together(
    texts: Sequence[Document | Bitext | str], glossary: Glossary, *, config: Config | None = None
) -> tuple[Report, ...]:
    """Check several drafts, also for what one of them says otherwise than the others.

    A report for each, in their order.

    >>> from unterm.model import Concept, Designation, Status, TermType
    >>> diplomacy = Concept.of("preventive diplomacy", "预防外交")
    >>> other = Designation(text="预防性外交", lang="zh", status=Status.ADMITTED,
    ...                     term_type=TermType.VARIANT)
    >>> diplomacy = diplomacy.model_copy(
    ...     update={"designations": (*diplomacy.designations, other)})
    >>> reports = check_together(["预防外交", "预防外交", "预防性外交"], Glossary([diplomacy]))
    >>> [[finding.message for finding in report] for report in reports]
    [[], [], ['preventive diplomacy is 预防性外交 here (1×) and 预防外交 in 2 of 3 drafts']]
    """
    _require_setting(glossary, config)
    texts = list(require_each("texts", texts, Document, Bitext, str))
    config = config or Config()
    checked = [_checked(text, glossary, config) for text in texts]
    for number, finding in differing_terms([draft for draft, _ in checked]):
        draft, findings = checked[number]
        if draft.config.wants(finding.code, rule_for(finding.code).family):
            findings.append(finding)
    return tuple(_report(draft, findings) for draft, findings in checked)


def _require_setting(glossary: Glossary, config: Config | None) -> None:
    if isinstance(glossary, Document):
        raise InputError(
            "the second argument is a Document, not a Glossary: to check a draft against its "
            "source, check the bitext that unterm.align(source, draft) makes"
        )
    require("glossary", glossary, Glossary)
    require("config", config, Config, type(None))


def _checked(
    text: Document | Bitext | str, glossary: Glossary, config: Config
) -> tuple[Draft, list[Finding]]:
    target = text.target if isinstance(text, Bitext) else text
    config = config.for_path(target.path if isinstance(target, Document) else None)
    draft = Draft.of(text, knowledge_of(glossary), config)
    found: list[Finding] = []
    try:
        estimate_fit(draft)
    except Exception as error:  # the checks against the source then take every pair as given
        found.append(_failure("fit", error))
    for rule in rules():
        if config.wants(rule.code, rule.family) and _can_run(rule, draft):
            found.extend(_run(rule, draft))
    return draft, found


def _can_run(rule: Rule, draft: Draft) -> bool:
    """Whether there is a source for what needs one, and the texts are in the right languages."""
    if rule.needs_source and draft.source is None:
        return False
    language = rule_for("wrong-language")
    if rule is language or not draft.config.wants(language.code, language.family):
        return True
    told = draft.once(scripts.whole_in_another)
    return told is None or told.leaves(rule)


def _report(draft: Draft, findings: list[Finding]) -> Report:
    return Report(
        findings=tuple(_settled(findings, draft.config)),
        target=draft.target.text,
        source=None if draft.source is None else draft.source.text,
        path=draft.target.path,
        segment_count=len(draft.units),
        decisions=draft.target.decisions,
        pairs=()
        if draft.source is None
        else tuple(
            (unit.target.whole, None if unit.source is None else unit.source.whole)
            for unit in draft.units
        ),
    )


def explain(code: str) -> str:
    """What a check looks for, how grave it is and what to do: its docstring.

    >>> print(explain("document-symbol").splitlines()[0])
    A document symbol or resolution number differs: S/2020/327 for S/2020/372.
    """
    return UPKEEP.get(code) or rule_for(code).text


def _run(rule: Rule, draft: Draft) -> Iterator[Finding]:
    try:
        yield from list(rule.run(draft))
    except Exception as error:  # whatever goes wrong in one check must not silence the others
        yield _failure(rule.code, error)


def _failure(code: str, error: Exception) -> Finding:
    return Finding(
        code="check-failed",
        severity=Severity.WARNING,
        confidence=0.99,
        message=f"the check {code} could not run ({type(error).__name__}: {error}); "
        "what it would have found is not in this report",
        found="",
        target_span=Span(0, 0),
    )


def _settled(findings: list[Finding], config: Config) -> Iterator[Finding]:
    """With the severities of the configuration, in order, each defect once."""
    once = {(f.code, f.target_span, f.source_span, f.message): f for f in findings}
    ordered = sorted(
        settle(once.values()),
        key=lambda f: (f.target_span.start, f.severity.rank, f.target_span.end, f.code),
    )
    for one in ordered:
        if one.confidence < config.minimum_confidence:
            continue
        severity = config.severity.get(one.code)
        yield one if severity is None else replace(one, severity=severity)
