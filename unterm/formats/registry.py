"""One door to all formats: the suffix of a file decides, or the name of a format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import TypeVar

from unterm.errors import FormatError, InputError, require, require_each, require_path
from unterm.formats import jsonlines
from unterm.formats.bitext_lines import dump_bitext_lines, load_bitext_lines
from unterm.formats.bitext_tables import dump_bitext_table, load_bitext_table
from unterm.formats.glossary_tables import Layout, dump_table, load_table
from unterm.formats.pairs import dump_deepl, dump_omegat, load_deepl, load_omegat
from unterm.formats.reports import Loss, Reading
from unterm.formats.skos import dump_skos
from unterm.formats.tbx_reading import load_tbx
from unterm.formats.tbx_writing import dump_tbx
from unterm.formats.tmx import DEFAULT_TAGS, dump_tmx, load_tmx
from unterm.formats.xliff import dump_xliff, load_xliff
from unterm.model import LANGUAGE_NAMES, Bitext, Concept, Language

_ConceptDump = Callable[[Iterable[Concept], str | Path], tuple[Loss, ...]]
_BitextDump = Callable[[Bitext, str | Path], tuple[Loss, ...]]


def _load_lines(path: str | Path) -> Reading:
    concepts = jsonlines.load_concepts(path)
    return Reading(concepts, (), Counter(d.lang for c in concepts for d in c.designations))


def _dump_lines(concepts: Iterable[Concept], path: str | Path) -> tuple[Loss, ...]:
    jsonlines.dump_concepts(concepts, path)
    return ()


_CONCEPT_SUFFIXES: Mapping[str, str] = {
    ".jsonl": "jsonl",
    ".tbx": "tbx",
    ".martif": "tbx",
    ".csv": "csv",
    ".tsv": "tsv",
    ".xlsx": "xlsx",
    ".txt": "omegat",
    ".utf8": "omegat",
    ".tab": "omegat",
    ".ttl": "skos",
    ".rdf": "skos",
}
_CONCEPT_LOADERS: Mapping[str, Callable[[str | Path], Reading]] = {
    "jsonl": _load_lines,
    "tbx": load_tbx,
    "csv": load_table,
    "tsv": load_table,
    "xlsx": load_table,
    "omegat": load_omegat,
    "deepl": load_deepl,
}
_CONCEPT_DUMPERS: Mapping[str, _ConceptDump] = {
    "jsonl": _dump_lines,
    "tbx": dump_tbx,
    "tbx-dct": partial(dump_tbx, style="dct"),
    "tbx-min": partial(dump_tbx, dialect="min"),
    "tbx-min-dct": partial(dump_tbx, dialect="min", style="dct"),
    "csv": dump_table,
    "tsv": dump_table,
    "xlsx": dump_table,
    "omegat": dump_omegat,
    "deepl": dump_deepl,
    "skos": dump_skos,
}
_BITEXT_SUFFIXES: Mapping[str, str] = {
    ".tmx": "tmx",
    ".tsv": "table",
    ".csv": "table",
    ".xlsx": "table",
    ".jsonl": "jsonl",
    ".xlf": "xliff",
    ".xliff": "xliff",
    ".sdlxliff": "xliff",
    ".mqxliff": "xliff",
}
_BITEXT_LOADERS: Mapping[str, Callable[[str | Path], Bitext]] = {
    "tmx": load_tmx,
    "table": load_bitext_table,
    "jsonl": load_bitext_lines,
    "xliff": load_xliff,
}
# Formats of one tool, which only that tool should write.
_FOREIGN = frozenset({".sdlxliff", ".mqxliff"})
_TABLES = frozenset({"csv", "tsv", "xlsx"})
# Formats whose files do not say how they are encoded.
_TEXTS = frozenset({"csv", "tsv", "omegat", "deepl"})
_Loaded = TypeVar("_Loaded", Reading, Bitext)

CONCEPT_FORMATS = tuple(_CONCEPT_DUMPERS)


def load_concepts(
    path: str | Path,
    *,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    encoding: str | None = None,
) -> Reading:
    """The concepts of a terminology file, with all that could not be taken.

    The suffix decides (.jsonl, .tbx, .csv, .tsv, .xlsx, .txt for OmegaT), or ``format``: one of
    `CONCEPT_FORMATS`, such as "deepl". ``columns`` maps the columns of a table to fields,
    ``encoding`` is that of a text file that is neither UTF-8 nor certain.
    Raises `FormatError` for what cannot be read, and for an unknown suffix.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "terms.csv")
    ...     _ = path.write_text("English,Chinese\\ngood offices,斡旋\\n", "utf-8")
    ...     load_concepts(path).concepts[0].chinese
    '斡旋'
    """
    name = _named(path, format, _CONCEPT_SUFFIXES, CONCEPT_FORMATS, "terminology")
    loader = _CONCEPT_LOADERS.get("tbx" if name.startswith("tbx") else name)
    if loader is None:
        raise FormatError(path, None, f"{name} is written only, it cannot be read")
    if columns is not None:
        if name not in _TABLES:
            raise InputError(f"columns belong to tables ({', '.join(sorted(_TABLES))}), not {name}")
        return load_table(path, columns=columns, encoding=encoding)
    return _declared(loader, path, encoding, name in _TEXTS)(path)


def dump_concepts(
    concepts: Iterable[Concept],
    path: str | Path,
    *,
    format: str | None = None,
    layout: Layout = "term",
) -> tuple[Loss, ...]:
    """Write concepts and return what the format does not hold, by concept and field.

    The suffix decides (.jsonl, .tbx, .csv, .tsv, .xlsx, .txt for OmegaT, .ttl and .rdf for SKOS),
    or ``format``: one of `CONCEPT_FORMATS`. ``layout`` is that of tables: one row a term, or one
    row a concept.
    """
    name = _named(path, format, _CONCEPT_SUFFIXES, CONCEPT_FORMATS, "terminology")
    concepts = require_each("concepts", concepts, Concept)
    if name in _TABLES:
        return dump_table(concepts, path, layout=layout)
    return _CONCEPT_DUMPERS[name](concepts, path)


def load_bitext(path: str | Path, *, encoding: str | None = None) -> Bitext:
    """The bitext of a file: .tmx, .tsv, .csv, .xlsx, .jsonl, .xlf, .xliff, .sdlxliff, .mqxliff.

    What else stood in the file is said in its ``decisions``. ``encoding`` is that of a .tsv or .csv
    that is neither UTF-8 nor certain. Raises `FormatError` for what cannot
    be read, where English or Chinese is missing, and for an unknown suffix.
    """
    name = _named(path, None, _BITEXT_SUFFIXES, (), "bitext")
    return _declared(_BITEXT_LOADERS[name], path, encoding, name == "table")(path)


def dump_bitext(
    bitext: Bitext, path: str | Path, *, tags: Mapping[Language, str] = DEFAULT_TAGS
) -> tuple[Loss, ...]:
    """Write a bitext and return what the format does not hold, by bead (from 1) and field.

    The suffix decides: .tmx, .xlf and .xliff (XLIFF 2.0), .tsv, .csv and .xlsx to correct by hand,
    .jsonl to restore it completely. ``tags`` are the language tags that TMX and XLIFF write.
    Only .jsonl holds two texts of one language: the other formats tell their sides by languages,
    and `InputError` says so.
    """
    require("bitext", bitext, Bitext)
    require("tags", tags, Mapping)
    name = _named(path, None, _BITEXT_SUFFIXES, (), "bitext")
    if Path(path).suffix.lower() in _FOREIGN:
        raise FormatError(path, None, "read only; write .xlf instead, which its tool imports")
    if bitext.source.lang == bitext.target.lang and name != "jsonl":
        language = LANGUAGE_NAMES[bitext.source.lang]
        raise InputError(
            f"{path}: both sides are {language}, and {Path(path).suffix} tells its sides by their "
            "languages; write .jsonl instead"
        )
    dumpers: Mapping[str, _BitextDump] = {
        "tmx": partial(dump_tmx, tags=tags),
        "table": dump_bitext_table,
        "jsonl": dump_bitext_lines,
        "xliff": partial(dump_xliff, tags=tags),
    }
    return dumpers[name](bitext, path)


def _declared(
    loader: Callable[..., _Loaded], path: str | Path, encoding: str | None, is_text: bool
) -> Callable[..., _Loaded]:
    """A loader that takes the encoding as declared; InputError where the file says it itself."""
    if encoding is None:
        return loader
    if not is_text or Path(path).suffix.lower() == ".xlsx":
        raise InputError(f"{path}: its format says the encoding; declare none")
    return partial(loader, encoding=encoding)


def _named(
    path: str | Path,
    format: str | None,
    suffixes: Mapping[str, str],
    formats: Iterable[str],
    what: str,
) -> str:
    """The name of a format, given or by the suffix."""
    require_path("path", path)
    if format is not None:
        if format not in formats:
            raise InputError(f"{format!r} is no format; the formats are {', '.join(formats)}")
        return format
    suffix = Path(path).suffix.lower()
    if suffix not in suffixes:
        raise FormatError(
            path,
            None,
            f"the suffix {suffix!r} is no {what} format; known are {', '.join(suffixes)}",
        )
    return suffixes[suffix]
