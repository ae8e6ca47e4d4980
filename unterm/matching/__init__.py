"""Every designation found in a text in one pass, longer ones masking shorter ones."""

from unterm.matching.inflection import english_forms
from unterm.matching.matcher import Hit, Matcher, Pattern

__all__ = ["Hit", "Matcher", "Pattern", "english_forms"]
