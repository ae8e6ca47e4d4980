"""A fix for what is nearly a term replaces whole designations, never half of one."""

from __future__ import annotations

import pytest

from unterm.checks import apply_fixes, check
from unterm.glossary import Glossary
from unterm.model import Bitext

SOURCE = "The Special Envoy of the Secretary-General for Yemen visited Aden."
DRAFT = "秘书长也门问题特别代表访问了亚丁。"


@pytest.mark.parametrize(
    ("source", "draft", "near"),
    [
        (
            "The Council supports confidence-building measures in the region.",
            "理事会支持该区域的建立信赖措施。",
            "建立信赖措施",
        ),
        (
            "The United Nations Multidimensional Integrated Stabilization Mission in Mali left.",
            "联合国马里综合稳定特派团已撤离。",
            "联合国马里综合稳定特派团",
        ),
    ],
)
def test_what_the_explanation_describes_is_found(
    source: str, draft: str, near: str, glossary: Glossary
) -> None:
    report = check(Bitext.from_pairs([(source, draft)]), glossary)
    assert [(finding.code, finding.found) for finding in report] == [("near-equivalent", near)]


def test_the_fix_takes_the_whole_post(glossary: Glossary) -> None:
    report = check(Bitext.from_pairs([(SOURCE, DRAFT)]), glossary)
    found = [finding for finding in report if finding.code == "near-equivalent"]
    assert [finding.found for finding in found] == ["秘书长也门问题特别代表"]
    assert apply_fixes(DRAFT, report, tier="suggested") == "秘书长也门问题特使访问了亚丁。"
