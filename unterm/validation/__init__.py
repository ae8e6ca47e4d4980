"""The gate for a glossary: what contradicts itself, cannot be told apart, or rests on nothing."""

from unterm.validation.gate import Problem, validate

__all__ = ["Problem", "validate"]
