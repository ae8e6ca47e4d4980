"""Whole files in and out: lines with their numbers, and writing that cannot be broken half-way."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from unterm.errors import FormatError

_NEW_FILE_MODE = 0o666


@contextmanager
def open_atomically(path: str | Path) -> Iterator[BinaryIO]:
    """A binary file that takes the place of ``path`` once the block has ended without an error.

    Until then the bytes stand in a temporary file of the same folder; an error or an interruption
    removes it and leaves what was there before. Permissions of a file that is replaced are kept,
    and a symbolic link goes on pointing to the same place.
    """
    target = Path(path).resolve()
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_mode_for(target))
        temporary.replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            temporary.unlink()
        raise


def write_atomically(path: str | Path, chunks: Iterable[str | bytes]) -> None:
    """Write the chunks, text as UTF-8, so that ``path`` holds all of them or what it held before.

    The file is never seen half written, also when ``chunks`` raises while it is being drawn from.

    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_atomically(Path(folder, "a.txt"), ["安理会\\n", "会员国\\n"])
    ...     Path(folder, "a.txt").read_text("utf-8")
    '安理会\\n会员国\\n'
    """
    with open_atomically(path) as stream:
        for chunk in chunks:
            stream.write(chunk.encode() if isinstance(chunk, str) else chunk)


def read_lines(path: str | Path) -> Iterator[tuple[int, str]]:
    """The lines of a UTF-8 file with their numbers from 1, without line ends, a byte-order mark
    left out.

    Lines end at a line feed alone (with the carriage return before it), so that a line separator
    character inside a text does not cut it. Raises `FormatError` at a line that is not UTF-8.
    """
    with Path(path).open("rb") as stream:
        for number, raw in enumerate(stream, start=1):
            try:
                line = raw.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError as error:
                raise FormatError(
                    path,
                    number,
                    f"byte {error.start + 1} of the line is not UTF-8; save the file as UTF-8",
                ) from error
            yield number, line.removesuffix("\n").removesuffix("\r")


def _mode_for(target: Path) -> int:
    """The permissions that ``target`` has, or those a new file gets here."""
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return _NEW_FILE_MODE & ~mask
