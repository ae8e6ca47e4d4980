"""Validation errors in words that a terminologist understands."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import ValidationError
from pydantic_core import ErrorDetails

_WORDS = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of this record; check the spelling",
    "string_type": "must be text in quotation marks",
    "string_too_short": "is empty",
    "tuple_type": "must be a list in square brackets",
    "model_type": "must be an object in braces",
    "model_attributes_type": "must be an object in braces",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "date_from_datetime_parsing": "must be a date such as 2021-04-30",
    "date_parsing": "must be a date such as 2021-04-30",
    "string_unicode": "holds a character that is half of one (a lone surrogate)",
}
_SHOWN = 60


def explain(error: ValidationError) -> str:
    """Every problem of one record, each with the field it stands in.

    >>> from unterm.model import Designation
    >>> try:
    ...     Designation.model_validate({"text": "", "lang": "fr", "state": 1})
    ... except ValidationError as error:
    ...     print(explain(error))
    text is empty; lang is 'fr' but must be 'en' or 'zh'; state is not a field of this record; check
    the spelling
    """
    problems = error.errors(include_url=False)
    # pydantic also counts the members of a list that failed on their own account as absent.
    return "; ".join(
        _sentence(problem)
        for problem in problems
        if not (
            problem["type"] == "too_short"
            and any(len(p["loc"]) > 1 and p["loc"][0] == problem["loc"][0] for p in problems)
        )
    )


def _sentence(problem: ErrorDetails) -> str:
    where = _field(problem["loc"])
    given = problem.get("input")
    context = problem.get("ctx", {})
    match problem["type"]:
        case "json_invalid":
            return f"not JSON ({context.get('error', problem['msg'])})".replace("line 1 ", "")
        case "value_error":
            message = str(context.get("error", problem["msg"]))
            return f"{where}: {message}" if where else message
        case "literal_error" | "enum":
            return f"{where} is {_shown(given)} but must be {context['expected']}"
        case "string_pattern_mismatch":
            return (
                f"{where} is {_shown(given)} but may hold only small letters a-z and digits, "
                "in words joined by single hyphens"
            )
        case "too_short":
            return f"{where} has {context['actual_length']} but needs {context['min_length']}"
        case kind:
            words = _WORDS.get(kind) or f"is {_shown(given)}: {problem['msg']}"
            return f"{where} {words}" if where else f"the record {words}"


def _field(location: Sequence[int | str]) -> str:
    """Where in the record, counted from 1: ``designations, number 2, lang``."""
    return ", ".join(f"number {p + 1}" if isinstance(p, int) else p for p in location)


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
