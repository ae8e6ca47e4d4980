"""One of two words that exclude each other in the place of the other: police for troops.

Only oppositions are looked for that official translations as good as never turn round; how often
each would be reported there is counted by `benchmarks/checking_modality.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from unterm.checks.drafts import Draft
from unterm.checks.findings import finding
from unterm.checks.registry import rule
from unterm.model import Finding, Severity, Span

# As good as never wrong on official pairs; advice, since the lists of words are short.
_CONFIDENCE: Final = 0.85


class Sort(NamedTuple):
    """A word in English, whatever can render it, and what renders nothing else."""

    english: re.Pattern[str]
    rendered: re.Pattern[str]
    only: re.Pattern[str]


_TROOPS: Final = Sort(
    re.compile(r"\b(?:troops?|soldiers?|infantry)\b", re.IGNORECASE),
    re.compile("[军兵武]|部队"),
    re.compile("部队|士兵|军队|军人"),
)
_POLICE: Final = Sort(
    re.compile(r"\bpolic(?:e|ing)", re.IGNORECASE),
    re.compile("警|治安|公安"),
    re.compile("警察|警务|警员|警官"),
)
_WOMEN: Final = Sort(
    re.compile(r"\b(?:wom[ae]n|females?|girls?|mothers?|gender|sex)", re.IGNORECASE),
    re.compile("[妇女母孕产她]|性别|两性"),
    re.compile("妇女|女性|女子|女孩|女童"),
)
_MEN: Final = Sort(
    # Not any word in -man or -men: Yemen, German and human are none.
    re.compile(
        r"\b(?:(?:service|gentle)?m[ae]n|males?|boys?|fathers?|gender|sex)\b", re.IGNORECASE
    ),
    re.compile("[男父人员]|性别|两性"),
    re.compile("男子|男性|男人|男孩|男童"),
)
_DUTY: Final = Sort(
    re.compile(r"\b(?:shall|must)\b", re.IGNORECASE),
    re.compile("[应须必将得当要需务定]"),
    re.compile("必须|应当"),
)
_PERMISSION: Final = Sort(
    re.compile(r"\b(?:may|can|might|could|able|possible|allow|permit|enable)", re.IGNORECASE),
    re.compile("[可得能会许准]|不妨"),
    re.compile("可以|可由|可在|可向|可对|可将|可自|不妨"),
)
# What stands in the source, and what stands for it by mistake.
OPPOSITIONS: Final = (
    (_TROOPS, _POLICE),
    (_POLICE, _TROOPS),
    (_WOMEN, _MEN),
    (_MEN, _WOMEN),
    (_DUTY, _PERMISSION),
)


def exchange(english: str, chinese: str, meant: Sort, other: Sort) -> tuple[Span, Span] | None:
    """Where the one stands in the source and the other in the draft, each side having it alone.

    >>> exchange("500 troops", "500名警察", *OPPOSITIONS[0])
    (Span(start=4, end=10), Span(start=4, end=6))
    >>> exchange("500 troops and police", "500名警察", *OPPOSITIONS[0]) is None
    True
    """
    instead = other.only.search(chinese)
    if instead is None or meant.rendered.search(chinese):
        return None
    named = meant.english.search(english)
    if named is None or other.english.search(english):
        return None
    return Span(*named.span()), Span(*instead.span())


@rule("exchanged-word", "accuracy", needs_source=True)
def check_oppositions(draft: Draft) -> Iterator[Finding]:
    """A word stands for its contrary: 警察 for troops, 男子 for women, 可以 for *shall*.

    Reported as advice where the source has the one alone and the draft the other alone. Other
    modal verbs are not checked: official texts render *may*, *can* and *should* too freely.
    """
    for unit, source in draft.fitting:
        text = unit.target.text
        for meant, other in OPPOSITIONS:
            places = exchange(source.text, text, meant, other)
            if places is None:
                continue
            named, instead = places
            yield finding(
                draft,
                unit,
                "exchanged-word",
                Severity.ADVICE,
                _CONFIDENCE * unit.fit,
                f"the source has “{named.cut(source.text)}”, and the draft {instead.cut(text)}",
                at=instead,
                source_at=named,
            )
