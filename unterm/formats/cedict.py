"""Dictionaries in CC-CEDICT's format: ``Traditional Simplified [pinyin] /gloss/gloss/``."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from unterm.errors import FormatError

_LINE = re.compile(r"(\S+) (\S+) \[([^\]]*)\] /(.*)/\s*$")


class Dictionary:
    """A Chinese–English dictionary: Simplified headwords, each with its English glosses.

    The lines are split when a headword is looked up, since a text needs few of them.

    >>> dictionary = Dictionary(["聯合國 联合国 [Lian2 he2 guo2] /United Nations/UN/"])
    >>> dictionary.glosses("联合国"), dictionary.pinyin("联合国")
    (('United Nations', 'UN'), ('Lian2 he2 guo2',))
    >>> dictionary.glosses("安理会")
    ()
    """

    def __init__(self, lines: Iterable[str]) -> None:
        entries: dict[str, list[str]] = {}
        for line in lines:
            parts = line.split(" ", 2)
            if len(parts) == 3 and not line.startswith("#"):
                entries.setdefault(parts[1], []).append(parts[2])
        self._entries = entries

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __contains__(self, headword: object) -> bool:
        return headword in self._entries

    def glosses(self, headword: str) -> tuple[str, ...]:
        """The glosses of all entries with this Simplified headword, in the order of the file."""
        return tuple(
            gloss
            for rest in self._entries.get(headword, ())
            for gloss in rest.partition("/")[2].rstrip().removesuffix("/").split("/")
        )

    def pinyin(self, headword: str) -> tuple[str, ...]:
        """How the headword is read, once for each entry."""
        return tuple(
            rest.partition("]")[0].removeprefix("[") for rest in self._entries.get(headword, ())
        )


def read_cedict(path: str | Path) -> Dictionary:
    """Read a file in CC-CEDICT's format, plain or gzip, UTF-8.

    Raises `FormatError` at the first line that is no entry. A file is read once: the same path
    with the same date and size gives the same object.
    """
    place = Path(path)
    status = place.stat()
    return _read(str(place), status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=2)
def _read(path: str, changed: int, size: int) -> Dictionary:
    raw = Path(path).read_bytes()
    try:
        if raw[:2] == b"\x1f\x8b":
            raw = gzip.decompress(raw)
        text = raw.decode("utf-8-sig")
    except (UnicodeDecodeError, EOFError, OSError) as error:
        raise FormatError(path, None, f"not a UTF-8 dictionary ({error})") from error
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if line and line[0] != "#" and "] /" not in line:
            raise FormatError(
                path,
                number,
                "not an entry such as '聯合國 联合国 [Lian2 he2 guo2] /United Nations/'",
            )
    return Dictionary(lines)
