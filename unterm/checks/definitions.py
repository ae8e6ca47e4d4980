"""Short forms that a draft itself defines: 禁止化学武器组织执行理事会(下称“执行理事会”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from unterm.checks.drafts import Draft, Side
from unterm.language.folding import fold_key

_DEFINED: Final = re.compile(
    r"[(（]?\s*(?:以下|下文|下|又|亦|也|统|合)?(?:简称|称作|称为|称|名为)(?:为)?[：:]?\s*"
    r"[“\"「《‘]?(?P<form>[^”\"」》’)）(（“，。；]{2,20})[”\"」》’)）]"
)


def defined_forms(draft: Draft) -> frozenset[str]:
    """The folded short forms that a draft introduces, for whatever they stand."""
    return draft.once(_all_forms)


def _all_forms(draft: Draft) -> frozenset[str]:
    return frozenset(form for unit in draft.units for _, form in _definitions(unit.target))


def forms_of_concepts(draft: Draft) -> dict[str, tuple[str, ...]]:
    """By the id of a concept, the folded forms that a draft introduces just behind its name."""
    return draft.once(_forms_by_concept)


def _forms_by_concept(draft: Draft) -> dict[str, tuple[str, ...]]:
    forms: dict[str, tuple[str, ...]] = {}
    for unit in draft.units:
        for start, form in _definitions(unit.target):
            for hit in unit.target.hits:
                if hit.span.end == start:
                    for pattern in hit.patterns:
                        id = pattern.concept.id
                        forms[id] = (*forms.get(id, ()), form)
    return forms


def _definitions(target: Side) -> Iterator[tuple[int, str]]:
    """Where each definition begins in a text, and the folded form."""
    text = target.text
    if "称" not in text and "名为" not in text:
        return
    for match in _DEFINED.finditer(text):
        yield match.start(), fold_key(match["form"])
