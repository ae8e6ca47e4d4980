"""Words of Taiwan usage in Traditional script, and what they are called on the mainland.

OpenCC's phrase table knows them, and many words besides that are good on both sides of the strait
(建立 would become 创建). Which is which is told by how often either is written on the mainland, as
jieba's dictionary counted it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Final

from unterm.language.folding import simplified_table, simplify
from unterm.language.scripts import HAN
from unterm.language.words import count_in_dictionary

# Characters that Simplified texts use as well: in names, in older words.
_SHARED: Final = "乾著瞭祇藉餘夥剋鍾麽甯昇於"
_GAP: Final = 1
# So many times as often as the other is a word written that takes its place on the mainland.
_RATIO: Final = 15


@cache
def traditional_pattern() -> re.Pattern[str]:
    """Finds stretches from one Traditional character to the last, none far from the next."""
    characters = "".join(chr(code) for code in simplified_table() if chr(code) not in _SHARED)
    one = f"[{re.escape(characters)}]"
    return re.compile(f"{one}(?:[{HAN}]{{0,{_GAP}}}{one})*")


@cache
def mainland_word(word: str) -> str | None:
    """What a word in Traditional script is called on the mainland, None where it is called that.

    >>> mainland_word("軟體"), mainland_word("聯合國"), mainland_word("建立")
    ('软件', None, None)
    """
    same = simplify(word)
    if same == word:
        return None
    other: str = _phrases().convert(word)
    if other == same or count_in_dictionary(other) < _RATIO * max(count_in_dictionary(same), 1):
        return None
    return other


@cache
def _phrases() -> Any:
    import opencc

    return opencc.OpenCC("tw2sp")
