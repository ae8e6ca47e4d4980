"""Every designation found in a text in one pass, longer ones masking shorter ones."""

from unterm.matching.inflection import english_forms
from unterm.matching.matcher import Hit, Matcher
from unterm.matching.patterns import Numbering, Pattern, PatternTable

__all__ = ["Hit", "Matcher", "Numbering", "Pattern", "PatternTable", "english_forms"]
