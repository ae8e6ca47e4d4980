"""What is left out or added where an aligner found no counterpart."""

from __future__ import annotations

import pytest
from check_glossary import GLOSSARY

from unterm.checks import check
from unterm.checks.lengths import log_ratio
from unterm.model import Bead, Bitext, Document, Finding, Severity

ENGLISH = [
    "The Security Council met in Kenya.",
    "It discussed preventive diplomacy.",
    "It will report again next year.",
]
CHINESE = ["安全理事会在肯尼亚开会。", "安理会将于明年再次报告。"]


def _checked(chinese: list[str], *beads: Bead) -> list[Finding]:
    source = Document.from_segments(ENGLISH, lang="en")
    target = Document.from_segments(chinese, lang="zh")
    report = check(Bitext(source, target, beads), GLOSSARY)
    return [f for f in report if f.code in ("omission", "addition")]


@pytest.mark.parametrize(
    ("confidence", "severity"),
    [(1.0, Severity.ERROR), (0.8, Severity.WARNING), (0.4, Severity.ADVICE)],
)
def test_a_lost_segment_is_as_sure_as_its_bead(confidence: float, severity: Severity) -> None:
    (finding,) = _checked(CHINESE, Bead((0,), (0,)), Bead((1,), (), confidence), Bead((2,), (1,)))
    assert (finding.code, finding.severity, finding.bead) == ("omission", severity, 1)
    assert finding.target_span.start == finding.target_span.end == len(CHINESE[0])
    assert finding.source_span is not None
    assert finding.source_span.cut("\n".join(ENGLISH)) == ENGLISH[1]


def test_the_place_is_behind_the_last_segment_that_has_a_counterpart() -> None:
    source = Document.from_segments([ENGLISH[0], "12.", ENGLISH[1]], lang="en")
    target = Document.from_segments(CHINESE[:1], lang="zh")
    beads = (Bead((0,), (0,)), Bead((1,), ()), Bead((2,), ()))
    (finding,) = check(Bitext(source, target, beads), GLOSSARY)
    assert (finding.code, finding.bead) == ("omission", 2)
    assert finding.target_span.start == finding.target_span.end == len(CHINESE[0])


def test_lost_segments_side_by_side_are_one_finding() -> None:
    (finding,) = _checked(CHINESE[:1], Bead((0,), (0,)), Bead((1,), ()), Bead((2,), ()))
    assert "2 segments" in finding.message
    assert finding.source_span is not None
    assert finding.source_span.cut("\n".join(ENGLISH)) == "\n".join(ENGLISH[1:])


def test_a_segment_of_the_draft_alone_is_an_addition() -> None:
    chinese = [CHINESE[0], "各代表团随后参观了国家公园。", CHINESE[1]]
    (finding,) = _checked(chinese, Bead((0,), (0,)), Bead((), (1,)), Bead((1, 2), (2,)))
    assert (finding.code, finding.found) == ("addition", chinese[1])


def test_figures_and_labels_need_no_counterpart() -> None:
    pairs = [("Kenya", "肯尼亚"), ("12.", ""), ("", "1"), ("S/2", "")]
    assert not check(Bitext.from_pairs(pairs), GLOSSARY).findings


def test_what_stands_on_both_sides_is_not_measured() -> None:
    address = "https://www.example.org/a-very-long-address/with-many-words/in-it"
    plain = log_ratio("See the report of the Council.", "见理事会的报告。")
    assert (
        log_ratio(f"See the report of the Council. {address}", f"见理事会的报告。{address}")
        == plain
    )
