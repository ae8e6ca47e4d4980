"""Word vectors in the text format of word2vec, fastText and GloVe: a word and its numbers a line.

A first line of two whole numbers, how many words and how many numbers each, may stand before them.
Files of several gigabytes are streamed: only the vectors of words that are asked for are kept.
"""

from __future__ import annotations

import gzip
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from unterm.errors import FormatError

_GZIP = b"\x1f\x8b"
_HEADER = re.compile(rb"\d+\s+\d+\s*")

_REMEDY = "vectors are read as text: a word and its numbers a line (.vec, .txt, .txt.gz)"

_Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class WordVectors:
    """The vectors of some words: ``rows[word]`` is the row of ``table`` (words, dimensions)."""

    rows: dict[str, int]
    table: _Floats


def read_vectors(paths: Iterable[str | Path], wanted: Callable[[str], str | None]) -> WordVectors:
    """The vectors of the words for which ``wanted`` gives a key, under that key.

    Several files must hold vectors of one space. Of several words with one key the one nearest to
    the head of its file counts, since files are sorted by frequency: "the" of the English file,
    not the one that stands far down in the Chinese file.

    Raises `FormatError`, with file, line and remedy, where the first line of a file or one that is
    wanted is no vector, or one of another size.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder, "words.vec")
    ...     _ = path.write_text("2 2\\npeace 0.5 1\\nwar -0.5 0\\n", "utf-8")
    ...     vectors = read_vectors([path], lambda word: word if word == "peace" else None)
    >>> vectors.rows, vectors.table.tolist()
    ({'peace': 0}, [[0.5, 1.0]])
    """
    found: dict[str, tuple[int, _Floats]] = {}
    size = 0
    for path in paths:
        opened = False
        for number, line in enumerate(_stream(path), start=1):
            if number == 1 and _HEADER.fullmatch(line):
                continue
            word, *rest = line.split(None, 1)[:2] or [b""]
            key = wanted(word.decode("utf-8", "replace"))
            if key is not None and key in found and found[key][0] <= number:
                key = None
            if opened and key is None:
                continue
            numbers = rest[0].split() if rest else []
            if opened and len(numbers) > size and not _is_number(numbers[0]):
                continue  # a word with a blank in it
            vector = _vector(path, number, numbers)
            if size and len(vector) != size:
                raise FormatError(
                    path,
                    number,
                    f"{len(vector)} numbers after the word where vectors of {size} came before; "
                    "mend the line, or give files that hold vectors of one space",
                )
            size, opened = len(vector), True
            if key is not None:
                found[key] = number, vector
        if not opened:
            raise FormatError(path, None, f"no vector stands in it; {_REMEDY}")
    table = np.zeros((len(found), size), dtype=np.float32)
    for row, (_, vector) in enumerate(found.values()):
        table[row] = vector
    return WordVectors({key: row for row, key in enumerate(found)}, table)


def _is_number(field: bytes) -> bool:
    try:
        float(field)
    except ValueError:
        return False
    return True


def _vector(path: str | Path, number: int, numbers: list[bytes]) -> _Floats:
    try:
        vector = np.array(numbers, dtype=np.float32)
    except ValueError:
        vector = np.zeros(0, dtype=np.float32)
    if len(vector) < 2 or not np.isfinite(vector).all():
        raise FormatError(path, number, f"no word vector; {_REMEDY}")
    return vector


def _stream(path: str | Path) -> Iterator[bytes]:
    """The lines of a file, plain or gzip, as bytes: words that are not UTF-8 are nobody's."""
    with Path(path).open("rb") as raw:
        packed = raw.read(len(_GZIP)) == _GZIP
        raw.seek(0)
        try:
            yield from gzip.GzipFile(fileobj=raw) if packed else raw
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise FormatError(
                path, None, "the compressed file is damaged; fetch it again"
            ) from error
