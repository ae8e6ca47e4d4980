"""Alignment: sentences, words and terms of two documents that translate one another."""

from unterm.alignment.sentences import align

__all__ = ["align"]
