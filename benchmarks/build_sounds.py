"""Learn from the names in CC-CEDICT which letters Chinese characters stand for in names.

    python benchmarks/build_sounds.py          # writes the table that ships

Headwords whose reading begins with a capital are paired with the capitalised words of their
glosses. Most of these pairs are no transliterations, so that each pair counts by how much better
its characters spell the word than any characters would. What is kept are characters, stretches of
letters and per mille; no headword and no gloss.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator

import numpy as np
from alignment_sets import ROOT, cedict_path, need_data

from unterm.alignment.lattice import Floats, Ints
from unterm.alignment.sounds import (
    CHARACTERS,
    LONGEST_STRETCH,
    spell,
    spelled,
    stretches_of,
)
from unterm.formats.files import write_atomically

SHIPPED = ROOT / "unterm" / "alignment" / "data" / "sounds.tsv.gz"
HEADER = """# Which letters a Chinese character stands for in names: character, letters, per mille.
# Learned by benchmarks/build_sounds.py from CC-CEDICT (CC BY-SA 4.0, MDBG); figures only.
"""

PASSES = 10
DOUBT = 3000.0
"""How much better characters must spell a word than any characters do, to count by half."""

LENGTHS = np.array([0.01, 0.1, 0.3, 0.3, 0.1])
"""How probable stretches of each length are at first."""

SMOOTHING = 2.0
"""Imagined stretches drawn from those of all characters."""

LEAST_COUNT = 3.0
LEAST_SHARE = 0.01
PORTION = 4000

_LINE = re.compile(r"\S+ ([\u3400-\u9fff]{2,7}) \[[A-Z][^\]]*\] /(.*)/")
_NO_NAME = re.compile("see |surname|CL:|variant|abbr|old |also ")
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def candidates() -> Iterator[tuple[str, str]]:
    """Headwords and the letters of what they may spell."""
    with gzip.open(cedict_path(), "rt", encoding="utf-8") as lines:
        for line in lines:
            found = _LINE.match(line)
            if not found:
                continue
            words: dict[str, None] = {}
            for gloss in found[2].split("/")[:3]:
                if not _NO_NAME.match(gloss):
                    head = re.split("[,;]", _ASIDE.sub("", gloss))[0]
                    names = [w for w in _WORD.findall(head) if w[0].isupper() and w.isascii()]
                    words.update((spell(w), None) for w in names[:4])
                    words[spell("".join(names[:2]))] = None
            for word in words:
                if len(word) >= 3:
                    yield found[1], word


def learn(pairs: list[tuple[str, str]]) -> dict[str, dict[str, float]]:
    """The table, by expectation and maximisation."""
    names = sorted({word for _, word in pairs})
    number = {"?": 0}
    for word in names:
        for end in range(len(word) + 1):
            for length in range(min(LONGEST_STRETCH, end) + 1):
                number.setdefault(word[end - length : end], len(number))
    known = {c: k for k, c in enumerate(sorted({c for head, _ in pairs for c in head}), start=1)}
    stretches = stretches_of(names, number)
    places = np.array([len(word) for word in names])
    which = {word: k for k, word in enumerate(names)}
    word = np.array([which[w] for _, w in pairs])
    characters: Ints = np.zeros((len(pairs), CHARACTERS), dtype=np.int64)
    for k, (head, _) in enumerate(pairs):
        characters[k, : len(head)] = [known[c] for c in head]
    sizes = np.array([len(head) for head, _ in pairs])
    base = np.array([LENGTHS[len(s)] / 26.0 ** len(s) for s in number])
    base[0] = 0.0
    given = np.tile(base, (len(known) + 1, 1))
    counts: Floats = np.zeros_like(given)
    for step in range(PASSES):
        counts = np.zeros_like(given)
        for start in range(0, len(pairs), PORTION):
            part = slice(start, start + PORTION)
            _expect(
                counts,
                given,
                characters[part],
                sizes[part],
                stretches[word[part]],
                places[word[part]],
                1.0 if not step else DOUBT,
            )
        counts[:, 0] = 0.0
        general = counts.sum(axis=0) + base
        general /= general.sum()
        given = (counts + SMOOTHING * general) / (counts.sum(axis=1) + SMOOTHING)[:, None]
        given[0] = general
        print(f"pass {step + 1}: {counts[:, 1:].sum():.0f} characters spell something", flush=True)
    kept = (counts >= LEAST_COUNT) & (given >= LEAST_SHARE)
    spellings = list(number)
    return {
        c: {spellings[g]: float(given[k, g]) for g in np.flatnonzero(kept[k])}
        for c, k in known.items()
        if kept[k].any()
    }


def _expect(
    counts: Floats,
    given: Floats,
    characters: Ints,
    sizes: Ints,
    stretches: Ints,
    places: Ints,
    doubt: float,
) -> None:
    """Add the expected stretches of some pairs to the counts."""
    own = given[characters[:, :, None, None], stretches[:, None]]
    anyone = np.broadcast_to(given[0][stretches][:, None], own.shape)
    row = np.arange(len(places))
    reached = spelled(own, sizes)
    whole = reached[-1][row, places]
    noise = spelled(anyone, sizes)[-1][row, places]
    weight = whole / (whole + doubt * noise + 1e-300) / (whole + 1e-300)
    after = np.zeros(reached.shape[1:])
    after[row, places] = 1.0
    ends = after.shape[1]
    for k in range(CHARACTERS - 1, -1, -1):
        active = (k < sizes)[:, None]
        before = np.zeros_like(after)
        for length in range(LONGEST_STRETCH + 1):
            onward = own[:, k, length:, length] * after[:, length:]
            before[:, : ends - length] += onward
            passed = reached[k][:, : ends - length] * onward * weight[:, None] * active
            np.add.at(counts, (characters[:, k, None], stretches[:, length:, length]), passed)
        after = np.where(active, before, after)


def main() -> None:
    """Write the table and say how large it is."""
    need_data()
    table = learn(list(candidates()))
    lines = [
        c
        + "\t"
        + " ".join(
            f"{s or '-'} {round(1000 * p)}" for s, p in sorted(row.items(), key=lambda x: -x[1])
        )
        for c, row in sorted(table.items())
    ]
    write_atomically(SHIPPED, [gzip.compress((HEADER + "\n".join(lines) + "\n").encode(), mtime=0)])
    print(f"{SHIPPED.name}: {len(table)} characters, {sum(map(len, table.values()))} stretches, "
          f"{SHIPPED.stat().st_size} bytes")  # fmt: skip


if __name__ == "__main__":
    main()
