"""What a word model has learned, apart from the sentences: applied to others, saved and loaded."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from unterm.alignment.hmm import Corpus, Table, sums, translation
from unterm.alignment.lattice import Floats, Ints
from unterm.errors import FormatError
from unterm.formats.files import open_atomically

FORMAT = "unterm word model 1"
"""What a file says of itself; the number changes when older files can no longer be used."""

LEAST = 1e-3
"""Pairs of words with a smaller count are forgotten."""


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a corpus by number: those of a memory first, new ones behind."""

    english: list[str]
    chinese: list[str]


@dataclass(frozen=True, slots=True)
class Memory:
    """Counts of linked words and what goes with them, for both directions.

    ``keys`` are pairs of words, English number in the upper, Chinese in the lower 32 bits,
    rising; ``counts`` how often they are expected to be linked, ``taught`` the same one round
    before, from which parts of words were learned. Of each word: how often it was ``seen``; the
    occurrences, real and imagined, of all its pairs (``whole``) and how ``many`` these are; how
    probable it is where nothing is translated (``nothing``: by the words that come out, first those
    of Chinese).
    """

    keys: Ints
    counts: Floats
    taught: Floats
    source_seen: Floats
    target_seen: Floats
    source_whole: Floats
    target_whole: Floats
    source_many: Floats
    target_many: Floats
    target_nothing: Floats
    source_nothing: Floats
    forward_jumps: Floats
    backward_jumps: Floats

    @classmethod
    def of(
        cls,
        corpus: Corpus,
        words: Words,
        tables: tuple[Table, Table],
        prior: Floats,
        counts: Floats,
        taught: Floats,
    ) -> Memory:
        """What is kept after training; ``prior`` and the counts are those of the corpus's keys."""
        source, target = corpus.keys // corpus.size, corpus.keys % corpus.size
        kept = (counts >= LEAST) | (taught >= LEAST)
        sizes = len(words.english), len(words.chinese)
        total = counts + prior
        return cls(
            pack(source, target)[kept],
            counts[kept],
            taught[kept],
            np.bincount(corpus.source, minlength=sizes[0]).astype(np.float64),
            np.bincount(corpus.target, minlength=sizes[1]).astype(np.float64),
            sums(source, total, sizes[0]),
            sums(target, total, sizes[1]),
            np.bincount(source, minlength=sizes[0]).astype(np.float64),
            np.bincount(target, minlength=sizes[1]).astype(np.float64),
            tables[0].nothing,
            tables[1].nothing,
            tables[0].jumps,
            tables[1].jumps,
        )

    def recall(self, source: Ints, target: Ints) -> tuple[Floats, Floats]:
        """Counts of these pairs of words, and those that parts were learned from."""
        if not len(self.keys):
            return np.zeros(len(source)), np.zeros(len(source))
        packed = pack(source, target)
        at = np.minimum(np.searchsorted(self.keys, packed), len(self.keys) - 1)
        known = self.keys[at] == packed
        return np.where(known, self.counts[at], 0.0), np.where(known, self.taught[at], 0.0)

    def tables(
        self, source: Ints, target: Ints, prior: Floats, words: Words
    ) -> tuple[Table, Table]:
        """Tables for pairs of words, some of them new, with their pseudo-counts."""
        total = self.recall(source, target)[0] + prior
        sizes = len(words.english), len(words.chinese)
        tables = []
        for given, whole, many, size, nothing, others, jumps in (
            (source, self.source_whole, self.source_many, sizes[0],
             self.target_nothing, sizes[1], self.forward_jumps),
            (target, self.target_whole, self.target_many, sizes[1],
             self.source_nothing, sizes[0], self.backward_jumps),
        ):  # fmt: skip
            # Of a word never seen there is only what is imagined of the pairs at hand.
            here = sums(given, prior, size)
            met = np.bincount(given, minlength=size).astype(np.float64)
            here[: len(whole)] = whole
            met[: len(many)] = many
            share = translation(total, here[given], met[given])
            rare = float(nothing.min()) if len(nothing) else 1.0
            fill = np.full(max(others - len(nothing), 0), rare)
            tables.append(Table(share, np.append(nothing, fill), jumps))
        return tables[0], tables[1]


def pack(source: Ints, target: Ints) -> Ints:
    """Pairs of word numbers as one number each."""
    packed: Ints = (source.astype(np.int64) << 32) + target
    return packed


def save_memory(
    path: str | Path, memory: Memory, words: Words, known: Mapping[str, Sequence[str]]
) -> None:
    """Write a memory, its words and the known translations; the file is whole or as before."""
    told = {"format": FORMAT, "english": words.english, "chinese": words.chinese, "known": known}
    arrays = {field.name: getattr(memory, field.name) for field in fields(Memory)}
    with open_atomically(path) as stream, zipfile.ZipFile(stream, "w") as archive:
        for name, content in (
            ("words.json", json.dumps(told, ensure_ascii=False).encode(errors="surrogatepass")),
            *((f"{name}.npy", _bytes(array)) for name, array in arrays.items()),
        ):
            # A fixed date keeps equal models equal byte for byte.
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def load_memory(path: str | Path) -> tuple[Memory, Words, dict[str, list[str]]]:
    """Read what `save_memory` wrote. Raises `FormatError` for anything else."""
    try:
        with zipfile.ZipFile(path) as archive:
            told = json.loads(archive.read("words.json").decode(errors="surrogatepass"))
            if told["format"] != FORMAT:
                raise FormatError(
                    path, None, f"a {told['format']!r}, not a {FORMAT!r}; train and save it again"
                )
            arrays = {
                field.name: np.load(
                    io.BytesIO(archive.read(f"{field.name}.npy")), allow_pickle=False
                )
                for field in fields(Memory)
            }
            return (
                Memory(**arrays),
                Words(list(told["english"]), list(told["chinese"])),
                {word: list(stems) for word, stems in told["known"].items()},
            )
    except FormatError:
        raise
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, EOFError) as error:
        raise FormatError(
            path, None, "not a saved word model; give a file that WordModel.save wrote"
        ) from error


def _bytes(array: Ints | Floats) -> bytes:
    stream = io.BytesIO()
    np.save(stream, array, allow_pickle=False)
    return stream.getvalue()
