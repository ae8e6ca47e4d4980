"""Run the rules over a glossary, and its specs."""

from __future__ import annotations

from collections.abc import Iterator

from unterm.checks import check
from unterm.errors import require
from unterm.glossary import Glossary
from unterm.model import Bitext, Concept, Document, Finding, Spec
from unterm.validation.rules import RULES, Problem

__all__ = ["Problem", "validate"]


def validate(glossary: Glossary, *, specs: bool = True) -> list[Problem]:
    """Every defect of a glossary, by rule and concept; a clean one gives an empty list.

    With ``specs`` each concept's small texts are checked too and must give the finding they name,
    or none about their concept.

    >>> from unterm.model import Concept
    >>> twins = [Concept.of("veto", "否决权"), Concept.of("Veto", "否决", id="veto-2")]
    >>> [problem.code for problem in validate(Glossary(twins)) if problem.code == "ambiguous-key"]
    ['ambiguous-key']
    """
    require("glossary", glossary, Glossary)
    problems = [problem for run in RULES.values() for problem in run(glossary)]
    if specs:
        problems.extend(_failing_specs(glossary))
    return problems


def _failing_specs(glossary: Glossary) -> Iterator[Problem]:
    for concept in glossary:
        for spec in concept.specs:
            failure = _failure(concept, spec, glossary)
            if failure is not None:
                yield Problem("failing-spec", concept.id, f"{spec.draft!r}: {failure}")


def _failure(concept: Concept, spec: Spec, glossary: Glossary) -> str | None:
    text = (
        Document.from_segments([spec.draft], lang="zh")
        if spec.source is None
        else Bitext.from_pairs([(spec.source, spec.draft)])
    )
    about = [f for f in check(text, glossary) if f.concept and f.concept.id == concept.id]
    if spec.code is None:
        return f"gives {about[0].code} ({about[0].message}) and should give none" if about else None
    if any(_fits(finding, spec) for finding in about):
        return None
    came = ", ".join(f"{f.code} on {f.found!r}" for f in about) or "nothing"
    return f"should give {spec.code}, gives {came}"


def _fits(finding: Finding, spec: Spec) -> bool:
    return (
        finding.code == spec.code
        and spec.found in (None, finding.found)
        and (spec.suggestion is None or spec.suggestion in finding.suggestions)
    )
