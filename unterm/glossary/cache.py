"""Tables of large glossaries, kept in the user's cache folder so that they are made once.

A cache counts only for the very bytes of the glossary files, for this version of the library and
of what its tables depend on, and if it is whole. It is JSON, which cannot make anything run, in
files that nobody but the user can write. Anything else is passed over, as is a folder that cannot
be written: a cache is never needed.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from types import ModuleType
from typing import Final

from unterm.formats.files import write_atomically
from unterm.glossary import index, keys, tables
from unterm.glossary.records import Records
from unterm.glossary.tables import NAMES, Tables
from unterm.language import folding, scripts
from unterm.language.words import cache_folder
from unterm.matching import Numbering, inflection, patterns
from unterm.model import Concept, terms

# What the tables are made by: a change in one of these files makes old tables stale, also between
# two versions of the library.
_MAKERS: Final[tuple[ModuleType, ...]] = (
    *(folding, scripts, terms),
    *(inflection, patterns, index, keys, tables),
)
_MOST_FILES: Final = 12
_DIGEST: Final = 64
_OTHERS_CAN_WRITE: Final = 0o022


def find_tables(files: Sequence[Path], contents: Sequence[bytes]) -> Tables | None:
    """The tables kept for these files with these contents, None where there are none."""
    place = _place(files)
    try:
        if not (_is_own(place.parent) and _is_own(place)):
            return None
        kept = place.read_bytes()
    except OSError:
        return None
    if kept[:_DIGEST] != _digest(memoryview(kept)[_DIGEST + 1 :]):
        return None
    _, head, places, *stored = kept.split(b"\n")
    del kept
    fields = json.loads(head)
    if fields.pop("of", None) != _identity(contents):
        return None
    records = Records(b"".join(contents), json.loads(places))
    numbering = Numbering(records, fields["width"])
    return Tables(numbering, dict(zip(NAMES, stored, strict=True)))


def keep_tables(
    files: Sequence[Path], contents: Sequence[bytes], loaded: Sequence[Concept], made: Tables
) -> None:
    """Keep the tables of the concepts that were ``loaded`` from these files, in their order."""
    lines = list(_lines(contents))
    if len(lines) != len(loaded):
        return  # the files were changed while they were read
    place_of = {concept.id: place for concept, place in zip(loaded, lines, strict=True)}
    places = [end for concept in made.numbering.concepts for end in place_of[concept.id]]
    head = {"of": _identity(contents), "width": made.numbering.width}
    lines_kept = (json.dumps(head).encode(), json.dumps(places).encode(), *made.dump().values())
    chunks = [chunk for line in lines_kept for chunk in (b"\n", line)]
    place = _place(files)
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _is_own(place.parent):
            write_atomically(place, (_digest(*chunks[1:]), *chunks))
            place.chmod(0o600)
            _remove_oldest(place.parent)


def _place(files: Sequence[Path]) -> Path:
    names = "\0".join(str(file.resolve()) for file in files)
    return cache_folder() / "glossaries" / f"{hashlib.sha256(os.fsencode(names)).hexdigest()}.json"


def _is_own(path: Path) -> bool:
    """Whether a file or folder belongs to the user and nobody else can write it."""
    if not hasattr(os, "getuid"):
        return True  # on Windows the user's folders are the user's
    status = path.stat()
    return status.st_uid == os.getuid() and not status.st_mode & _OTHERS_CAN_WRITE


def _lines(contents: Sequence[bytes]) -> Iterator[tuple[int, int]]:
    """From where to where the lines that are not blank stand in all contents together."""
    at = 0
    for raw in contents:
        start = at + (3 if raw.startswith(b"\xef\xbb\xbf") else 0)
        for line in raw.removeprefix(b"\xef\xbb\xbf").split(b"\n"):
            text = line.decode()
            if text and not text.isspace():
                yield start, start + len(line)
            start += len(line) + 1
        at += len(raw)


def _identity(contents: Sequence[bytes]) -> str:
    """What a cache is for: these contents, as this library reads them."""
    digest = hashlib.sha256(_library().encode())
    for raw in contents:
        digest.update(hashlib.sha256(raw).digest())
    return digest.hexdigest()


@cache
def _library() -> str:
    """The versions of everything that tables depend on."""
    parts = [sys.version]
    for package in ("unterm", "pydantic", "opencc"):  # OpenCC folds Traditional characters
        with suppress(PackageNotFoundError):
            parts.append(version(package))
    for module in _MAKERS:
        if module.__file__ is not None:
            with suppress(OSError):
                parts.append(_digest(Path(module.__file__).read_bytes()).decode())
    return "\n".join(parts)


def _digest(*chunks: bytes | memoryview) -> bytes:
    digest = hashlib.sha256()
    for chunk in chunks:
        digest.update(chunk)
    return digest.hexdigest().encode()


def _remove_oldest(folder: Path) -> None:
    kept = sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_MOST_FILES:]:
        path.unlink(missing_ok=True)
