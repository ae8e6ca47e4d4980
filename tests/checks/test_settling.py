"""One defect is one finding, and the strongest says it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from check_glossary import GLOSSARY

from unterm.checks import check
from unterm.checks.settling import settle
from unterm.model import Bitext, Finding, Severity, Span


def _finding(code: str, severity: Severity, confidence: float, start: int, end: int) -> Finding:
    return Finding(code, severity, confidence, "", "字" * (end - start), Span(start, end), bead=0)


def test_the_strongest_of_overlapping_findings_is_kept() -> None:
    advice = _finding("near-miss", Severity.ADVICE, 0.4, 2, 9)
    error = _finding("deprecated-term", Severity.ERROR, 0.9, 4, 8)
    width = _finding("width", Severity.WARNING, 0.9, 4, 5)
    apart = _finding("near-miss", Severity.ADVICE, 0.3, 9, 12)
    assert settle([advice, error, width, apart]) == [error, width, apart]


def test_what_only_a_finding_that_fell_away_overlaps_is_kept() -> None:
    first = _finding("near-miss", Severity.ADVICE, 0.4, 0, 4)
    middle = _finding("wrong-term", Severity.WARNING, 0.6, 3, 7)
    last = _finding("deprecated-term", Severity.ERROR, 0.9, 6, 9)
    assert settle([first, middle, last]) == [first, last]


@pytest.mark.parametrize(("confidence", "kept"), [(0.9, False), (0.7, True), (0.4, True)])
def test_a_part_that_is_left_out_takes_along_what_stands_in_it(
    confidence: float, kept: bool
) -> None:
    nowhere = Span(0, 0)
    part = Finding(
        "omission", Severity.WARNING, confidence, "", "", nowhere, source_span=Span(30, 60), bead=0
    )
    for code in ("number", "missing-equivalent"):
        inside = Finding(
            code, Severity.WARNING, 0.8, "", "", nowhere, source_span=Span(40, 42), bead=0
        )
        outside = replace(inside, source_span=Span(10, 12))
        assert settle([part, inside, outside]) == [part, *([inside] if kept else []), outside]


def test_a_lost_prohibition_is_no_exchanged_word_as_well() -> None:
    pair = ("Each State shall not report.", "各国可以提出报告。")
    assert [f.code for f in check(Bitext.from_pairs([pair]), GLOSSARY)] == ["negation"]
    pair = ("Each State shall report and shall not delay.", "各国可以提出报告，不拖延。")
    assert [f.code for f in check(Bitext.from_pairs([pair]), GLOSSARY)] == ["exchanged-word"]


def test_other_beads_are_other_defects() -> None:
    one = _finding("wrong-term", Severity.ERROR, 0.9, 0, 4)
    other = Finding("near-miss", Severity.ADVICE, 0.3, "", "字字", Span(2, 4), bead=1)
    assert settle([one, other]) == [one, other]


def test_a_deprecated_form_is_not_missing_as_well() -> None:
    report = check(Bitext.from_pairs([("confidence-building measures", "建立互信措施")]), GLOSSARY)
    assert [finding.code for finding in report] == ["deprecated-term"]


def test_what_is_left_out_takes_its_terms_along() -> None:
    source = (
        "The delegation of Kenya thanked the Secretary-General for the report. It then expressed "
        "concern about preventive diplomacy and asked for 12 reports from the Security Council."
    )
    report = check(Bitext.from_pairs([(source, "肯尼亚代表团感谢秘书长提出报告。")]), GLOSSARY)
    assert [finding.code for finding in report] == ["omission"]
