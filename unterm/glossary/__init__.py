"""An immutable collection of concepts, looked up by what designates them."""

from unterm.glossary.collection import Glossary
from unterm.glossary.loading import load_glossary

__all__ = ["Glossary", "load_glossary"]
