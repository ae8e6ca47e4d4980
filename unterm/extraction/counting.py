"""Documents counted once, kept in a file, and added to."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from unterm.errors import FormatError, InputError, require, require_path
from unterm.extraction.counts import Counts, Origin
from unterm.formats.files import read_lines, write_atomically
from unterm.glossary import Glossary
from unterm.language.scripts import detect_language, han_share
from unterm.language.words import WordCutter
from unterm.model import Document

FORMAT = "unterm counts 1"
_SAMPLE = 20_000
_LEAST_LETTERS = 20
_LEAST_HAN = 0.05


def count(
    documents: Document | Iterable[Document],
    *,
    glossary: Glossary | None = None,
    onto: Counts | None = None,
) -> Counts:
    """Count Chinese documents, for `extract`; ``onto`` what was counted before, if anything.

    Each document is cut into words once, with the designations of the glossary as words. ``onto``
    itself is added to and returned; it must have been counted with the same glossary. Raises
    `InputError` for a document in another language; the documents before it are counted then.

    >>> first = count(Document.from_segments(["《和平纲领》。"], lang="zh"))
    >>> both = count(Document.from_segments(["《联合国宪章》。"], lang="zh"), onto=first)
    >>> len(both.origins)
    2
    """
    require("documents", documents, Document, Iterable)
    require("glossary", glossary, Glossary, type(None))
    require("onto", onto, Counts, type(None))
    if onto is None:
        counts = Counts(make_cutter(glossary), digest_of(glossary))
    else:
        refuse_other_glossary(onto, glossary)
        counts = onto
    for number, document in enumerate(
        [documents] if isinstance(documents, Document) else documents
    ):
        if not isinstance(document, Document):
            raise InputError(
                f"item {number + 1} is a {type(document).__name__}: extract takes documents "
                "(unterm.read, unterm.segment), or one bitext by itself"
            )
        _refuse_other_languages(document, number)
        counts.add(document)
    return counts


def save_counts(counts: Counts, path: str | Path) -> None:
    """Write what was counted, so that more can be added another day; one line for each document.

    The file holds the text of the documents. It is written whole or not at all, and the same
    documents give the same bytes, however often counting was stopped between them.
    """
    require("counts", counts, Counts)
    require_path("path", path)
    write_atomically(path, _lines(counts))


def load_counts(path: str | Path, *, glossary: Glossary | None = None) -> Counts:
    """Read what `save_counts` wrote; ``glossary`` is the one that was counted with.

    Raises `FormatError` for a file that is none or broken, `InputError` for another glossary.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save_counts(count([]), Path(folder, "a.jsonl"))
    ...     len(load_counts(Path(folder, "a.jsonl")))
    0
    """
    require_path("path", path)
    require("glossary", glossary, Glossary, type(None))
    lines = read_lines(path)
    head = _parse(path, *next(lines, (1, "")))
    if head.get("format") != FORMAT:
        raise FormatError(path, 1, f"no {FORMAT!r}; give a file that save_counts wrote")
    counts = Counts(make_cutter(glossary), str(head.get("glossary")))
    refuse_other_glossary(counts, glossary)
    for number, line in lines:
        row = _parse(path, number, line)
        try:
            name, symbol, title, day = row["origin"]
            origin = Origin(name, symbol, title, date.fromisoformat(day) if day else None)
            segments = [
                (label, bool(is_line), text, list(zip(words, starts, strict=True)))
                for label, is_line, text, words, starts in row["segments"]
            ]
            counts.restore(origin, segments)
        except (KeyError, TypeError, ValueError) as error:
            raise FormatError(path, number, "no counted document; count the texts anew") from error
    return counts


def digest_of(glossary: Glossary | None) -> str:
    """What tells one glossary's Chinese words from another's; empty without a glossary."""
    if glossary is None:
        return ""
    texts = sorted({d.text for concept in glossary for d in concept.allowed("zh")})
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()


def refuse_other_glossary(counts: Counts, glossary: Glossary | None) -> None:
    """Raise `InputError` unless these counts were made with this glossary."""
    if counts.glossary != digest_of(glossary):
        raise InputError(
            "the documents were counted with another glossary, whose terms are words there: "
            "give that glossary, or count them anew"
        )


def make_cutter(glossary: Glossary | None) -> WordCutter:
    """A cutter that takes the Chinese designations of a glossary for words."""
    if glossary is None:
        return WordCutter()
    designations = (d.text for c in glossary for d in c.allowed("zh"))
    # rjieba adds no words without a frequency
    return WordCutter(designations, backend="jieba")


def _lines(counts: Counts) -> Iterator[str]:
    yield _dump({"format": FORMAT, "glossary": counts.glossary})
    segments: list[list[Any]] = [[] for _ in counts.origins]
    for place, tokens in zip(counts.places, counts.segment_tokens(), strict=True):
        row = [place.label, place.is_line, place.text, tokens.words, tokens.starts]
        segments[place.document].append(row)
    for origin, rows in zip(counts.origins, segments, strict=True):
        day = origin.date.isoformat() if origin.date else None
        told = [origin.name, origin.symbol, origin.title, day]
        yield _dump({"origin": told, "segments": rows})


def _dump(row: dict[str, Any]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _parse(path: str | Path, number: int, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise FormatError(path, number, "not JSON; count the texts anew") from error
    return row if isinstance(row, dict) else {}


def _refuse_other_languages(document: Document, number: int) -> None:
    language = "English" if document.lang != "zh" else None
    letters = sum(map(str.isalpha, document.text[:_SAMPLE]))
    if language is None and letters >= _LEAST_LETTERS:
        told = detect_language(document.text)
        if told is None or han_share(document.text[:_SAMPLE]) < _LEAST_HAN:
            language = "English or another Latin script" if told else "another language"
    if language is not None:
        raise InputError(
            f"document {number + 1} ({document.symbol or document.path or 'untitled'}) is in "
            f"{language}: extract takes Chinese documents, or a bitext that unterm.align made"
        )
