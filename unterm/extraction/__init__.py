"""Term candidates: from Chinese documents, or pairs of them from a bitext."""

from unterm.extraction.extracting import extract

__all__ = ["extract"]
