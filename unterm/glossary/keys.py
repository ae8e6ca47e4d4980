"""What a look-up takes for the same words: the keys that designations and questions share."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from unterm.language.folding import fold_key
from unterm.language.scripts import HAN

_MARKS: Final = str.maketrans("", "", "《》〈〉\"'")
_POINTS: Final = " .,;:!?，。；：！？、…"
_ARTICLE: Final = re.compile(r"^(?:the|an?) ")
_INITIAL: Final = re.compile(r"\b([a-z])\.")
_UNITED_NATIONS: Final = re.compile(r"\bun\b(?=.)|(?<=.)\bun\b")
_HAN: Final = re.compile(f"[{HAN}]")
_PARTICLES: Final = re.compile("[ 的之性]")
# The second spelling of a word, after the first was folded: UN documents have the British ones.
_SPELLINGS: Final = (
    (re.compile(r"is(?=(?:ation|ing|ed|e)s?\b)"), "iz"),
    (re.compile(r"\bprogrammes?\b"), "program"),
    (re.compile(r"\bprograms\b"), "program"),
    (re.compile(r"\b(lab|behavi|hon|harb|neighb|col)our"), r"\1or"),
    (re.compile(r"\b(cent|theat|fib|lit|met)re(?=s?\b)"), r"\1er"),
    (re.compile(r"\b(def|off|lic)ence"), r"\1ense"),
)
_PARENTHESIS: Final = re.compile(r"([^(]+?) *\(([^()]+)\)")
_PREFIXES: Final = ("united nations ", "联合国")
_SHORTEST_NAME: Final = 4


def lookup_key(text: str) -> str:
    """Folded, without a leading article, title and quotation marks, points of abbreviations and
    punctuation at the ends; ``UN`` before another word stands for ``United Nations``.

    >>> lookup_key("The  Charter"), lookup_key("《聯合國憲章》"), lookup_key("U.N.")
    ('charter', '联合国宪章', 'un')
    >>> lookup_key("U.N. Conference on Trade & Development")
    'united nations conference on trade and development'
    """
    key = fold_key(text).translate(_MARKS)
    if "." in key:
        key = _INITIAL.sub(r"\1", key)
    if "&" in key:
        key = key.replace("&", " and ").replace("  ", " ")
    if "un" in key:
        key = _UNITED_NATIONS.sub("united nations", key)
    return _ARTICLE.sub("", key.strip(_POINTS))


def is_chinese(key: str) -> bool:
    """Whether a key holds a Han character."""
    return _HAN.search(key) is not None


def squeeze(key: str) -> str:
    """What two spellings of a key share: no blanks, commas or accents, one way to spell; no 的, 之
    or 性.

    >>> squeeze("peace keeping") == squeeze("peacekeeping"), squeeze("预防性外交")
    (True, '预防外交')
    >>> squeeze("world food program") == squeeze("world food programme")
    True
    """
    if is_chinese(key):
        return _PARTICLES.sub("", key)
    if not key.isascii():
        key = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    for spelling, common in _SPELLINGS:
        key = spelling.sub(common, key)
    return key.replace(" ", "").replace(",", "")


def parts(key: str) -> tuple[str, ...]:
    """A name and the short form given with it in parentheses, each alone.

    >>> parts("世界卫生组织(世卫组织)"), parts("世界卫生组织")
    (('世界卫生组织', '世卫组织'), ())
    """
    found = _PARENTHESIS.fullmatch(key)
    return (found[1], found[2]) if found else ()


def with_or_without_un(key: str) -> tuple[str, ...]:
    """The key without the United Nations before it, or with them.

    >>> with_or_without_un("联合国安全理事会"), with_or_without_un("charter")
    (('安全理事会',), ())
    >>> with_or_without_un("development programme")
    ('united nations development programme',)
    """
    chinese = is_chinese(key)
    prefix = _PREFIXES[chinese]
    if key.startswith(prefix):
        return (key.removeprefix(prefix),)
    # One word alone (energy, 大学) says too little to be taken for a name of the United Nations.
    is_name = len(key) >= _SHORTEST_NAME if chinese else " " in key
    return (prefix + key,) if is_name else ()
