"""The checks: one function, one code, one docstring, looked up by code."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from inspect import cleandoc
from typing import TYPE_CHECKING, Final, Literal

from unterm.errors import InputError
from unterm.model import Finding

if TYPE_CHECKING:
    from unterm.checks.drafts import Draft

Family = Literal["terminology", "accuracy", "locale", "style", "upkeep"]
Tier = Literal["safe", "suggested"]

TIERS: Final[tuple[Tier, ...]] = ("safe", "suggested")
"""Fixes that change no meaning, and fixes that a person should look at."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A check: its code, the MQM family it belongs to, and what it needs.

    ``fix`` is the tier of the fix that its first suggestion is, None where a finding cannot be
    mended by putting the suggestion in.
    """

    code: str
    family: Family
    run: Callable[[Draft], Iterable[Finding]]
    needs_source: bool
    fix: Tier | None

    @property
    def text(self) -> str:
        """Its docstring."""
        return cleandoc(self.run.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first sentence of its docstring."""
        return self.text.partition("\n\n")[0].replace("\n", " ")


_RULES: Final[dict[str, Rule]] = {}


def rule(
    code: str, family: Family, *, needs_source: bool = False, fix: Tier | None = None
) -> Callable[[Callable[[Draft], Iterable[Finding]]], Callable[[Draft], Iterable[Finding]]]:
    """Register a function that yields findings of one code."""

    def register(
        run: Callable[[Draft], Iterable[Finding]],
    ) -> Callable[[Draft], Iterable[Finding]]:
        _RULES[code] = Rule(code, family, run, needs_source, fix)
        return run

    return register


def rules() -> Iterator[Rule]:
    """Every check, in the order of the codes."""
    for code in sorted(_RULES):
        yield _RULES[code]


def rule_for(code: str) -> Rule:
    """The check with this code; InputError where there is none."""
    try:
        return _RULES[code]
    except KeyError:
        known = ", ".join(sorted(_RULES))
        raise InputError(f"no check has the code {code!r}; the codes are {known}") from None
