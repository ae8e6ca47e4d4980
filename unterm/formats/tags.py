"""Language tags (BCP 47) and the two languages of the library."""

from __future__ import annotations

import re
from collections.abc import Iterator

from unterm.model import Language

_LANGUAGES: dict[str, Language] = {
    "en": "en",
    "eng": "en",
    "english": "en",
    "zh": "zh",
    "zho": "zh",
    "chi": "zh",
    "cmn": "zh",
    "chinese": "zh",
}
_REGIONS = re.compile(r"(?<=-)([a-z]{2})(?=-|$)")
_OTHER_CHINESE_REGIONS = frozenset({"TW", "HK", "MO", "SG"})
_VALID = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def fallbacks(tag: str) -> Iterator[str]:
    """The tag, then the same with its last parts cut off one by one (RFC 4647, lookup).

    >>> list(fallbacks("zh-Hans-CN"))
    ['zh-Hans-CN', 'zh-Hans', 'zh']
    """
    parts = re.split(r"[-_]", tag.strip())
    while parts:
        yield "-".join(parts)
        parts.pop()
        if parts and len(parts[-1]) == 1:
            parts.pop()


def language_of(tag: str) -> Language | None:
    """Which of the library's languages a tag falls back to, None for another one.

    >>> language_of("zh-Hans-CN"), language_of("EN_us"), language_of("cmn-Hant"), language_of("fr")
    ('zh', 'en', 'zh', None)
    """
    for candidate in fallbacks(tag):
        if language := _LANGUAGES.get(candidate.lower()):
            return language
    return None


def region_of(tag: str) -> str | None:
    """The region of a Chinese tag where usage differs from that of the United Nations.

    >>> region_of("zh-TW"), region_of("zh-Hant-HK"), region_of("zh-CN"), region_of("en-US")
    ('TW', 'HK', None, None)
    """
    if language_of(tag) != "zh":
        return None
    found = _REGIONS.search(tag.lower().replace("_", "-"))
    region = found[1].upper() if found else None
    return region if region in _OTHER_CHINESE_REGIONS else None


def rank(tag: str) -> int:
    """How near a tag is to what the United Nations writes, 0 the nearest.

    Where a file has two varieties of one language, the one of lower rank is taken.

    >>> sorted(["zh-TW", "zh", "zh-Hant", "zh-CN", "zh-Hans"], key=rank)
    ['zh-CN', 'zh-Hans', 'zh', 'zh-TW', 'zh-Hant']
    """
    parts = set(re.split(r"[-_]", tag.lower())[1:])
    if parts & {"cn", "hans", "gb"}:
        return 0
    if not parts:
        return 1
    return 3 if parts & {"hant", "tw", "hk", "mo"} else 2


def is_valid(tag: str) -> bool:
    """Whether a tag has the form that XML demands of ``xml:lang``."""
    return _VALID.fullmatch(tag) is not None
