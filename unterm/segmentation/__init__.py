"""Files and strings to documents: paragraphs, sentences, and where each stood as given."""

from unterm.segmentation.reading import read, segment

__all__ = ["read", "segment"]
