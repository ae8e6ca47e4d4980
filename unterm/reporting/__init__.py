"""Reports of checks: as text, as data, and as a page that a reviser reads."""

from unterm.reporting.rendering import FORMATS, render, write_report

__all__ = ["FORMATS", "render", "write_report"]
