"""How often official translations would be reported for modal verbs and sorts of people.

    python benchmarks/checking_modality.py

On the official pairs that are not held out, each rule below is counted as it would fire. A check is
wanted only where official texts give it cause less than once in a thousand pairs that fit; the
last line counts what `exchanged-word` makes of the oppositions that pass.

- modality, lacking: the source has the verb, and no Chinese word that can render it stands there;
- modality, exchanged: the draft has, besides, a word for the other verb that the source lacks;
- people, exchanged: the source names the one, the draft only the other.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from typing import Final, NamedTuple

from checking import DATA, PAIRS, UNSEEN, Pair, read_pairs

from unterm.checks.config import Config
from unterm.checks.drafts import Draft
from unterm.checks.fitting import estimate_fit
from unterm.checks.knowledge import knowledge_of
from unterm.checks.oppositions import OPPOSITIONS, exchange
from unterm.glossary import load_glossary
from unterm.model import Bitext

FITS: Final = 0.9


class Word(NamedTuple):
    """How English and Chinese say a thing, as widely as official texts do."""

    english: re.Pattern[str]
    chinese: re.Pattern[str]


SHALL = Word(re.compile(r"\b(?:shall|must)\b"), re.compile("[应须必将得当要需务]"))
SHOULD = Word(re.compile(r"\bshould\b"), re.compile("[应须必当要需宜该]"))
MAY = Word(re.compile(r"\b(?:may|can|might|could)\b"), re.compile("[可得能会许准或]|不妨|也许"))
TROOPS = Word(
    re.compile(r"\b(?:troops?|soldiers?|military|forces?)\b", re.I), re.compile("[军兵]|部队")
)
POLICE = Word(re.compile(r"\bpolice", re.I), re.compile("警"))
WOMEN = Word(
    re.compile(r"\b(?:wom[ae]n|females?|gender|girls?)\b", re.I), re.compile("[妇女]|性别")
)
MEN = Word(re.compile(r"\b(?:m[ae]n|males?|boys?|gender)\b", re.I), re.compile("男|性别"))
CHILDREN = Word(re.compile(r"\b(?:child|infant|minor|girl|boy)", re.I), re.compile("[童孩幼婴少]"))


def lacking(word: Word) -> Callable[[Pair], bool]:
    return lambda pair: bool(word.english.search(pair[0])) and not word.chinese.search(pair[1])


def exchanged(word: Word, other: Word) -> Callable[[Pair], bool]:
    """The draft lacks the one and has the other, and the source the one alone."""
    lacks = lacking(word)
    return lambda pair: (
        lacks(pair) and bool(other.chinese.search(pair[1])) and not other.english.search(pair[0])
    )


RULES: Final[dict[str, Callable[[Pair], bool]]] = {
    "shall, must: lacking": lacking(SHALL),
    "should: lacking": lacking(SHOULD),
    "may, can: lacking": lacking(MAY),
    "shall for may": exchanged(MAY, SHALL),
    "may for shall": exchanged(SHALL, MAY),
    "police for troops": exchanged(TROOPS, POLICE),
    "troops for police": exchanged(POLICE, TROOPS),
    "men for women": exchanged(WOMEN, MEN),
    "women for men": exchanged(MEN, WOMEN),
    "children for women": exchanged(WOMEN, CHILDREN),
}


def fitting_pairs() -> list[Pair]:
    glossary = load_glossary()
    kept: list[Pair] = []
    for name in PAIRS:
        pairs = read_pairs(name, without=UNSEEN)
        draft = Draft.of(Bitext.from_pairs(pairs), knowledge_of(glossary), Config())
        estimate_fit(draft)
        kept += [p for p, unit in zip(pairs, draft.units, strict=True) if unit.fit > FITS]
    return kept


def main() -> int:
    if not (DATA / PAIRS[0]).is_file():
        print(f"no official pairs: {DATA / PAIRS[0]} is not there; set UNTERM_DATA")
        return 0
    pairs = fitting_pairs()
    fired = Counter(name for name, rule in RULES.items() for pair in pairs if rule(pair))
    print(f"{len(pairs)} official pairs that fit")
    for name in RULES:
        print(
            f"{name:22} {fired[name]:5} pairs, {1000 * fired[name] / len(pairs):5.1f} in a thousand"
        )
    reported = [pair for pair in pairs if any(exchange(*pair, *words) for words in OPPOSITIONS)]
    rate = 1000 * len(reported) / len(pairs)
    print(f"{'exchanged-word':22} {len(reported):5} pairs, {rate:5.1f} in a thousand")
    return 0


if __name__ == "__main__":
    sys.exit(main())
