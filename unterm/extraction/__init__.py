"""Term candidates from Chinese documents or a bitext, and the renderings of a given term."""

from unterm.extraction.counting import count, load_counts, save_counts
from unterm.extraction.counts import Counts
from unterm.extraction.extracting import MOST_CANDIDATES, extract
from unterm.extraction.translations import Rendering, Translator, translations

__all__ = [
    "MOST_CANDIDATES",
    "Counts",
    "Rendering",
    "Translator",
    "count",
    "extract",
    "load_counts",
    "save_counts",
    "translations",
]
