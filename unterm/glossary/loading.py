"""Where glossaries come from: the built-in one, a file, or a folder of files."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Final

from unterm.errors import FormatError, require_path
from unterm.formats import jsonlines
from unterm.glossary.cache import find_tables, keep_tables
from unterm.glossary.collection import Glossary
from unterm.model import Concept

WORTH_KEEPING: Final = 200_000
"""From how many bytes on a glossary's tables are kept in the user's cache folder."""


class IncompleteGlossaryWarning(UserWarning):
    """A terminology file holds entries that could not become concepts, or nothing at all."""


def builtin_folder() -> Path:
    """The folder of the built-in glossary files.

    In an installed wheel they lie inside the package; in a checkout beside it.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "data" / "glossaries"
    return installed if installed.is_dir() else package.parent / "glossaries"


def load_glossary(*paths: str | Path) -> Glossary:
    """The built-in UN glossary, or the one in these files or folders.

    A folder gives every ``.jsonl`` file in it; a file may have any format that
    `unterm.load_concepts` reads. What it holds and cannot be taken is warned about
    (`IncompleteGlossaryWarning`), never left out in silence. Two concepts with one id are refused:
    bring glossaries together with `unterm.merge`. Errors name file and line. What a large glossary
    is searched by is kept in the user's cache folder (``XDG_CACHE_HOME`` or ``~/.cache``), so that
    it loads faster the next time; a changed file is noticed by its contents.

    >>> load_glossary()["confidence-building measures"].chinese
    '建立信任措施'
    """
    if not paths:
        return _builtin()
    for path in paths:
        require_path("path", path)
    return _load([Path(path) for path in paths])


@cache
def _builtin() -> Glossary:
    return _load([builtin_folder()])


def _load(paths: Sequence[Path]) -> Glossary:
    files = list(_files(paths))
    if sum(file.stat().st_size for file in files) < WORTH_KEEPING:
        return Glossary(chain.from_iterable(map(_load_file, files)))
    contents = [file.read_bytes() for file in files]
    kept = find_tables(files, contents)
    if kept is not None:
        return Glossary.of_tables(kept)
    concepts = [concept for file in files for concept in _load_file(file)]
    glossary = Glossary(concepts)
    keep_tables(files, contents, concepts, glossary.tables)
    return glossary


def _load_file(path: Path) -> tuple[Concept, ...]:
    concepts = _concepts_in(path)
    if not concepts:
        _warn(f"{path}: the glossary holds no concept; no term is found or checked with it")
    return concepts


def _concepts_in(path: Path) -> tuple[Concept, ...]:
    if path.suffix.lower() == ".jsonl":
        return jsonlines.load_concepts(path)
    # The other formats are loaded only when one is met: a built-in glossary starts without them.
    from unterm.formats import registry

    reading = registry.load_concepts(path)
    if reading.problems:
        _warn(
            f"{path}: {len(reading.problems)} entries could not be taken, the first: "
            f"{reading.problems[0]}; unterm.load_concepts lists them all"
        )
    return reading.concepts


def _warn(message: str) -> None:
    warnings.warn(message, IncompleteGlossaryWarning, stacklevel=2)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            files = sorted(path.glob("*.jsonl"))
            if not files:
                raise FormatError(path, None, "a folder without .jsonl files; name a glossary file")
            yield from files
        else:
            yield path
