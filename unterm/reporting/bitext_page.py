"""A bitext as one HTML page, to be read and corrected by eye.

Nothing is loaded from anywhere: style and script stand in the page. Corrections are exported as
the TSV that `unterm.load_bitext` reads, with corrected beads fixed for the next alignment.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from unterm.formats.files import write_atomically
from unterm.model import Bitext, Document
from unterm.reporting.templates import load_template

DOUBTFUL = 0.9
"""Beads below this confidence are marked; the page can move the limit."""


def render_bitext(bitext: Bitext, *, title: str | None = None) -> str:
    """The page as a string.

    >>> "保持和平" in render_bitext(Bitext.from_pairs([("sustaining peace", "保持和平")]))
    True
    """
    data = {
        "languages": [bitext.source.lang, bitext.target.lang],
        "source": _segments(bitext.source),
        "target": _segments(bitext.target),
        "labels": [_labels(bitext.source), _labels(bitext.target)],
        "beads": [
            [list(bead.source), list(bead.target), round(bead.confidence, 4), bead.fixed]
            for bead in bitext.beads
        ],
        "doubtful": DOUBTFUL,
    }
    return load_template("bitext.html").render(
        title=title or _title(bitext),
        data=script_safe(data),
        decisions=bitext.decisions,
    )


def write_bitext_page(bitext: Bitext, path: str | Path, *, title: str | None = None) -> None:
    """Write the page, whole or not at all."""
    write_atomically(path, [render_bitext(bitext, title=title)])


def script_safe(value: Any) -> str:
    """JSON that can stand inside a script element, whatever its strings hold.

    >>> script_safe("</script>")
    '"\\\\u003c/script>"'
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text.encode("utf-8", "replace").decode("utf-8")


def _segments(document: Document) -> list[str]:
    return [segment.text for segment in document]


def _labels(document: Document) -> dict[int, str]:
    """The segments that open a paragraph, each with the number that reading took off it, if any.

    Where every segment is a paragraph of its own, only the numbered ones tell anything.
    """
    laid_out = len(document.paragraphs) < len(document)
    labels = {}
    for paragraph in document.paragraphs:
        number = paragraph.number or ""
        if paragraph.segments and (laid_out or number):
            first = paragraph.segments.start
            labels[first] = "" if document.segments[first].text.startswith(number) else number
    return labels


def _title(bitext: Bitext) -> str:
    names = [
        document.symbol or document.title or (Path(document.path).name if document.path else "")
        for document in (bitext.source, bitext.target)
    ]
    return " · ".join(dict.fromkeys(name for name in names if name)) or "Bitext"
