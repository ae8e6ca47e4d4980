"""Light English stems: the same for every form of a word, close enough to the word to be read."""

from __future__ import annotations

import re
from functools import lru_cache

_VOWEL = re.compile(r"[aeiouy]")
_IRREGULAR = {
    stem: forms.split()
    for stem, forms in {
        "be": "am is are was were been being",
        "have": "has had having",
        "do": "does did done doing",
        "go": "goes went gone going",
        "say": "says said saying",
        "tell": "told",
        "think": "thought",
        "know": "knew known",
        "see": "saw seen",
        "come": "came",
        "take": "took taken",
        "give": "gave given",
        "get": "got gotten",
        "make": "made",
        "find": "found",
        "feel": "felt",
        "leave": "left",
        "keep": "kept",
        "begin": "began begun",
        "bring": "brought",
        "buy": "bought",
        "write": "wrote written",
        "speak": "spoke spoken",
        "stand": "stood",
        "hear": "heard",
        "hold": "held",
        "sit": "sat",
        "run": "ran",
        "fall": "fell fallen",
        "lose": "lost",
        "pay": "paid",
        "send": "sent",
        "sleep": "slept",
        "eat": "ate eaten",
        "drink": "drank drunk",
        "drive": "drove driven",
        "break": "broke broken",
        "grow": "grew grown",
        "teach": "taught",
        "catch": "caught",
        "meet": "met",
        "man": "men",
        "woman": "women",
        "child": "children",
        "foot": "feet",
        "tooth": "teeth",
        "person": "people persons",
        "wife": "wives",
        "life": "lives",
        "good": "better best",
        "bad": "worse worst",
    }.items()
}
_FORMS = {form: stem for stem, forms in _IRREGULAR.items() for form in forms}


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in lower case.

    >>> [stem(w) for w in ("nations", "parties", "decided", "making", "stopped", "children")]
    ['nation', 'parti', 'decid', 'mak', 'stop', 'child']
    """
    word = _FORMS.get(word, word)
    for ending in ("'s", "’s", "'"):
        word = word.removesuffix(ending)
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
        if word.endswith(("sse", "she", "che", "xe", "zze")):
            word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) > 2 and _VOWEL.search(rest):
            word = rest
            if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
                word = word[:-1]
            break
    if len(word) > 4 and word.endswith("ly"):
        word = word[:-2]
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word
