"""What turns a sentence into its contrary: a prohibition lost or made.

Only what official translations as good as never do is looked for. Of 6,481 official pairs that fit,
25 forbid something in so many words, and none of them leaves the negation out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from unterm.checks.drafts import Draft
from unterm.checks.findings import finding, graded
from unterm.checks.registry import rule
from unterm.model import Finding, Severity, Span

# How often such a finding is right in a pair that fits.
_LOST: Final = 0.85
_MADE: Final = 0.8
_FORBIDDEN: Final = re.compile(
    r"\b(?:shall|may|must|should|is\sto|are\sto)\snot\b(?!\s(?:only|just|merely))"
    r"|\bno\s(?:\w+\s){1,3}(?:shall|may|must)\b",
    re.IGNORECASE,
)
# Any character that can deny in Chinese, alone or in a word (免于, 拒绝, 除外).
_DENIES: Final = re.compile("[不无未勿禁莫非否免避拒阻缺没止防杜停失绝]|排除|除外|反对|以外")
_PROHIBITED: Final = re.compile("(?<!供)不得(?![不已])|(?<!供)不应(?!不|有尽有)|严禁|不准|禁止")
_DENIES_IN_ENGLISH: Final = re.compile(
    r"n't\b|\b(?:no[tnr]?|never|neither|without|cannot|none|nothing|nobody|unable|rather|unless|only"
    r"|few|little|(?:prohibit|forbid|forbad|ban|bar|prevent|refrain|avoid|refus|den[yi]|fail|lack"
    r"|absen|eliminat|outlaw|exclu|depriv|preclu|against|stop|ceas|halt|end|restrict|limit|oppos"
    r"|free|abolish|interdict|counter|reject|withh|dis|non|unlaw|illeg|illic|unauth|unaccept"
    r"|protect|safeguard)\w*|\w+less|(?:in|im|ir|un)\w+(?:[ai]ble|ate|ive|ed|[ai]bility)\b)\b",
    re.IGNORECASE,
)


@rule("negation", "accuracy", needs_source=True)
def check_negation(draft: Draft) -> Iterator[Finding]:
    """The source forbids something and the draft does not, or the other way about.

    *Shall not*, *may not* and *must not* where nothing in the draft denies anything; and 不得,
    不应, 严禁 or 禁止 where nothing in the source does. Whether 应 or 可 is meant is not checked:
    official texts render *shall*, *may* and *should* too freely for that.
    """
    for unit, source in draft.fitting:
        denied = _FORBIDDEN.search(source.text)
        if denied and unit.target.text.strip() and not _DENIES.search(unit.target.text):
            confidence = _LOST * unit.fit
            yield finding(
                draft,
                unit,
                "negation",
                graded(Severity.ERROR, confidence),
                confidence,
                f"the source has “{denied[0]}”, and nothing in the draft denies anything",
                source_at=Span(*denied.span()),
            )
        made = _PROHIBITED.search(unit.target.text)
        if made and source.text.strip() and not _DENIES_IN_ENGLISH.search(source.text):
            confidence = _MADE * unit.fit
            yield finding(
                draft,
                unit,
                "negation",
                graded(Severity.ERROR, confidence),
                confidence,
                f"the draft has {made[0]}, and nothing in the source denies anything",
                at=Span(*made.span()),
                source_at=Span(0, len(source.text)),
            )
