"""A fix for what is nearly a term replaces whole designations, never half of one."""

from __future__ import annotations

from unterm.checks import apply_fixes, check
from unterm.glossary import Glossary
from unterm.model import Bitext

SOURCE = "The Special Envoy of the Secretary-General for Yemen visited Aden."
DRAFT = "秘书长也门问题特别代表访问了亚丁。"


def test_the_fix_takes_the_whole_post(glossary: Glossary) -> None:
    report = check(Bitext.from_pairs([(SOURCE, DRAFT)]), glossary)
    found = [finding for finding in report if finding.code == "near-equivalent"]
    assert [finding.found for finding in found] == ["秘书长也门问题特别代表"]
    assert apply_fixes(DRAFT, report, tier="suggested") == "秘书长也门问题特使访问了亚丁。"
