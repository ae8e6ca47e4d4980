"""The errors a caller can catch: one root, and the builtin each caller would expect beside it.

A problem in a *draft* is a `Finding`, never an exception; a problem with a file, an option or a
call is one of these.
"""

from __future__ import annotations

from pathlib import Path


class UntermError(Exception):
    """Root of everything that unterm raises on purpose."""


class InputError(UntermError, ValueError):
    """A value handed to a function cannot be used; the message says what to hand in instead."""


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
