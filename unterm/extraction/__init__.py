"""Term candidates from Chinese documents or a bitext, and the renderings of a given term."""

from unterm.extraction.extracting import MOST_CANDIDATES, extract
from unterm.extraction.translations import Rendering, Translator, translations

__all__ = ["MOST_CANDIDATES", "Rendering", "Translator", "extract", "translations"]
