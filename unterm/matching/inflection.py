"""The number forms of an English term: what a running text writes for its singular or plural."""

from __future__ import annotations

import re
from typing import Final

_IRREGULAR: Final = {
    "child": "children",
    "crisis": "crises",
    "criterion": "criteria",
    "analysis": "analyses",
    "basis": "bases",
    "emphasis": "emphases",
    "hypothesis": "hypotheses",
    "thesis": "theses",
    "person": "persons",
    "woman": "women",
    "man": "men",
    "life": "lives",
    "half": "halves",
    "knife": "knives",
    "leaf": "leaves",
    "foot": "feet",
    "datum": "data",
    "medium": "media",
    "memorandum": "memorandums",
    "phenomenon": "phenomena",
    "aircraft": "aircraft",
    "series": "series",
    "species": "species",
    "chargé": "chargés",
    "attorney-at-law": "attorneys-at-law",
}
_SINGULAR: Final = {plural: singular for singular, plural in _IRREGULAR.items()}
_NO_PLURAL: Final = ("ness", "ity", "ism", "sis", "ss", "us", "ics")
# The number is said on the noun before one of these: rules of engagement, right to food.
_LINKS: Final = re.compile(r"\s(?:of|to|in|for|on|at|from|with|against|by|and|under|as)\s")


def plural(word: str) -> str:
    """The regular or listed plural of an English noun.

    >>> [plural(w) for w in ("treaty", "crisis", "mission", "process", "woman", "day")]
    ['treaties', 'crises', 'missions', 'processes', 'women', 'days']
    """
    lower = word.lower()
    if lower in _IRREGULAR:
        return word[: -len(lower)] + _match_case(word, _IRREGULAR[lower])
    if re.search(r"[^aeiou]y$", lower):
        return word[:-1] + "ies"
    if re.search(r"(?:s|x|z|ch|sh)$", lower):
        return word + "es"
    return word + "s"


def singular(word: str) -> str | None:
    """The singular of an English plural, None where the word does not look like one.

    >>> [singular(w) for w in ("treaties", "crises", "measures", "processes", "peace")]
    ['treaty', 'crisis', 'measure', 'process', None]
    """
    lower = word.lower()
    if lower in _SINGULAR:
        return _match_case(word, _SINGULAR[lower])
    if len(lower) > 4 and lower.endswith("ies"):
        return word[:-3] + "y"
    if re.search(r"(?:ss|x|z|ch|sh)es$", lower):
        return word[:-2]
    if lower.endswith("s") and not lower.endswith(_NO_PLURAL) and len(lower) > 3:
        return word[:-1]
    return None


def _match_case(model: str, word: str) -> str:
    return word.capitalize() if model[:1].isupper() else word


def english_forms(term: str) -> tuple[str, ...]:
    """A term and the forms that differ from it in number, the term itself first.

    The number is changed on the last noun and, before a preposition, on the noun in front of it.
    Where *and* joins two nouns, the one in front, the last one, or both may change.

    >>> english_forms("confidence-building measures")
    ('confidence-building measures', 'confidence-building measure')
    >>> english_forms("rule of engagement")
    ('rule of engagement', 'rules of engagement')
    >>> "information and communications technologies" in english_forms(
    ...     "information and communications technology"
    ... )
    True
    """
    link = _LINKS.search(term)
    if link is None:
        return tuple(dict.fromkeys((term, *_changed(term))))
    head, tail = term[: link.start()], term[link.start() :]
    heads = (head, *_changed(head))
    # After a second link (laws and customs of war) the last noun is no head.
    joined = link[0].strip() == "and" and not _LINKS.search(tail, 1 + len("and"))
    tails = (tail, *_changed(tail)) if joined else (tail,)
    return tuple(dict.fromkeys(one + other for other in tails for one in heads))


def _changed(phrase: str) -> tuple[str, ...]:
    """The phrase with the number of its last noun changed, nothing where that has none."""
    start = max(phrase.rfind(" "), phrase.rfind("-"), phrase.rfind("/")) + 1
    word = phrase[start:]
    if len(word) < 2:
        return ()
    if word.isupper():  # NGO, NGOs
        return (phrase + "s",)
    if not word.isalpha():
        return ()
    one = singular(word)
    return (phrase[:start] + (plural(word) if one is None else one),)
