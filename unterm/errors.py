"""The errors a caller can catch: one root, and the builtin each caller would expect beside it.

A problem in a *draft* is a `Finding`, never an exception; a problem with a file, an option or a
call is one of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from os import PathLike
from pathlib import Path
from typing import Any, Final, TypeVar


class UntermError(Exception):
    """Root of everything that unterm raises on purpose."""


class InputError(UntermError, ValueError):
    """A value handed to a function cannot be used; the message says what to hand in instead."""


class WrongTypeError(InputError, TypeError):
    """A value of a type that a function does not take; the message says where to get another."""


class GlossaryError(UntermError, ValueError):
    """Concepts that contradict one another, such as two with one id."""


class UnknownConceptError(UntermError, KeyError):
    """No concept has the official English term (or id) asked for."""

    def __str__(self) -> str:
        # KeyError shows the repr of its argument; a sentence should be shown as a sentence.
        return str(self.args[0]) if self.args else ""


class MissingExtraError(UntermError, ImportError):
    """A capability needs an optional package; the message is the command that installs it."""

    def __init__(self, capability: str, extra: str) -> None:
        super().__init__(
            f"{capability} needs an optional package: install it with "
            f"`python -m pip install 'unterm[{extra}]'`"
        )


class FormatError(UntermError, ValueError):
    """A file that cannot be read as what it claims to be.

    Its message has the form ``path:line: what was found, what to do``; the parts are kept as
    attributes. ``line`` counts from 1 and is None where a file has no lines.

    >>> str(FormatError("terms.jsonl", 3, "not JSON; mend the line or delete it"))
    'terms.jsonl:3: not JSON; mend the line or delete it'
    """

    def __init__(self, path: str | Path, line: int | None, problem: str) -> None:
        self.path = str(path)
        self.line = line
        self.problem = problem
        place = self.path if line is None else f"{self.path}:{line}"
        super().__init__(f"{place}: {problem}")


_T = TypeVar("_T")

PATH: Final = (str, PathLike)
"""What names a file."""

_REMEDIES: Final = {
    "Bitext": "align two documents with unterm.align(source, target), read a file with "
    "unterm.load_bitext(path), or use unterm.Bitext.from_pairs(pairs)",
    "Document": "read a file with unterm.read(path), or cut a string with "
    "unterm.segment(text, lang='zh')",
    "Glossary": "load one with unterm.load_glossary(), or unterm.load_glossary(path)",
    "Concept": "take them from a glossary or from unterm.load_concepts(path), or make one with "
    "unterm.Concept.of(english, chinese)",
    "Candidate": "get them from unterm.extract(documents)",
    "Report": "make one with unterm.check(draft, glossary)",
    "Config": "make one with unterm.checks.Config(...), or read a file with "
    "unterm.checks.load_config(path)",
    "PathLike": "give the path of a file",
    "tuple": "give pairs of an English and a Chinese string",
}
_NOUNS: Final = {"str": "string", "int": "whole number", "PathLike": "path", "tuple": "pair"}
_LONGEST_SHOWN: Final = 40


def require(name: str, value: object, *kinds: type) -> None:
    """Raise `WrongTypeError` unless a value has one of these types; ``None`` has `NoneType`.

    >>> require("path", 5, *PATH)
    Traceback (most recent call last):
    unterm.errors.WrongTypeError: path is the int 5, not a string or a path: give the path of a file
    """
    if not isinstance(value, kinds):
        raise _wrong_type(f"{name} is", value, kinds)


def require_each(
    name: str, values: Iterable[_T], *kinds: type, as_given: type | None = None
) -> Iterable[_T]:
    """The values, each of them looked at; raise `WrongTypeError` unless all have one of the types.

    A string, and what cannot be gone through, is refused as a whole. What is of the type
    ``as_given`` holds nothing else and is not gone through. An iterator is drawn from once.

    >>> require_each("concepts", ["斡旋"], str)
    ['斡旋']
    """
    whole = (as_given,) if as_given is not None else ()
    if isinstance(values, whole):
        return values
    found: Any = values
    if isinstance(found, (str, bytes, PathLike)) or not isinstance(found, Iterable):
        raise _wrong_type(f"{name} is", found, whole or kinds, several=not whole)
    listed = found if isinstance(found, (list, tuple)) else list(found)
    for number, value in enumerate(listed, start=1):
        if not isinstance(value, kinds):
            raise _wrong_type(f"item {number} of {name} is", value, kinds)
    return listed


def require_path(name: str, path: object) -> None:
    """Raise `InputError` unless a value can name a file.

    >>> require_path("path", "")
    Traceback (most recent call last):
    unterm.errors.InputError: path is empty: give the path of a file
    """
    require(name, path, *PATH)
    if path == "":
        raise InputError(f"{name} is empty: {_REMEDIES['PathLike']}")


def require_pairs(name: str, pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The pairs one by one, each of them two strings; `WrongTypeError` for one that is not.

    >>> list(require_pairs("pairs", [("good offices",)]))
    Traceback (most recent call last):
    unterm.errors.WrongTypeError: item 1 of pairs is a tuple of 1, not a pair: give pairs of an \
English and a Chinese string
    """
    found: Any = pairs
    if isinstance(found, (str, bytes, PathLike)) or not isinstance(found, Iterable):
        raise _wrong_type(f"{name} is", found, (tuple,), several=True)
    for number, pair in enumerate(found, start=1):
        if not isinstance(pair, (tuple, list)):
            raise _wrong_type(f"item {number} of {name} is", pair, (tuple,))
        if len(pair) != 2:
            raise WrongTypeError(
                f"item {number} of {name} is a {type(pair).__name__} of {len(pair)}, not a pair: "
                f"{_REMEDIES['tuple']}"
            )
        for text in pair:
            require(f"a side of item {number} of {name}", text, str)
        yield pair[0], pair[1]


def require_choice(name: str, value: object, choices: Iterable[str]) -> None:
    """Raise `InputError` unless a value is one of the choices.

    >>> require_choice("prefer", "old", ["curated", "new"])
    Traceback (most recent call last):
    unterm.errors.InputError: prefer is 'old' but must be one of curated, new
    """
    known = tuple(choices)
    if value not in known:
        raise InputError(f"{name} is {value!r} but must be one of {', '.join(known)}")


def _wrong_type(
    told: str, value: object, kinds: tuple[type, ...], *, several: bool = False
) -> WrongTypeError:
    names = [kind.__name__ for kind in kinds if kind is not type(None)]
    nouns = [_NOUNS.get(name, name) for name in names]
    wanted = f"a list of {nouns[0]}s" if several else " or ".join(f"a {noun}" for noun in nouns)
    remedy = next((_REMEDIES[name] for name in names if name in _REMEDIES), "")
    return WrongTypeError(f"{told} {_shown(value)}, not {wanted}{remedy and ': ' + remedy}")


def _shown(value: object) -> str:
    """A value with its type, in few words."""
    if value is None:
        return "None"
    name = type(value).__name__
    if isinstance(value, (str, int, float, bytes, PathLike)):
        text = repr(value) if not isinstance(value, PathLike) else repr(str(value))
        return f"the {name} {text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + '…'}"
    return f"a {name}"
