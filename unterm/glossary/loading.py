"""Where glossaries come from: the built-in one, a file, or a folder of files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from unterm.errors import FormatError
from unterm.formats.jsonlines import load_concepts
from unterm.glossary.collection import Glossary
from unterm.model import Concept


def builtin_folder() -> Path:
    """The folder of the built-in glossary files.

    In an installed wheel they lie inside the package; in a checkout beside it.
    """
    package = Path(__file__).resolve().parent.parent
    installed = package / "data" / "glossaries"
    return installed if installed.is_dir() else package.parent / "glossaries"


def load_glossary(*paths: str | Path) -> Glossary:
    """The built-in UN glossary, or the one in these files or folders.

    A folder gives every ``.jsonl`` file in it. Two concepts with one id are refused: bring
    glossaries together with `unterm.merge`. Errors name file and line.

    >>> load_glossary()["confidence-building measures"].chinese
    '建立信任措施'
    """
    if not paths:
        return _builtin()
    return Glossary(_load_all(Path(path) for path in paths))


@cache
def _builtin() -> Glossary:
    return Glossary(_load_all([builtin_folder()]))


def _load_all(paths: Iterable[Path]) -> list[Concept]:
    concepts: list[Concept] = []
    for path in paths:
        if path.is_dir():
            files = sorted(path.glob("*.jsonl"))
            if not files:
                raise FormatError(path, None, "a folder without .jsonl files; name a glossary file")
            for file in files:
                concepts.extend(load_concepts(file))
        else:
            concepts.extend(load_concepts(path))
    return concepts
