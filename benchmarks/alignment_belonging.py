"""How often documents that do not belong together are said to be so, and others wrongly.

    python benchmarks/alignment_belonging.py

Texts are runs of 1, 2, 5 and 20 sentences of the UN Parallel Corpus's development set (without
the held-out fifth), against their own translation and against that of the next run. The shipped
lexicon was learned from these sentences among others.
"""

from __future__ import annotations

from itertools import pairwise

from alignment_sets import need_data
from build_lexicon import pairs

from unterm.alignment import align
from unterm.model import Document

RUNS = 150


def are_parted(english: list[str], chinese: list[str]) -> bool:
    """Whether the aligner says that two texts do not belong together."""
    bitext = align(
        Document.from_segments(english, lang="en"), Document.from_segments(chinese, lang="zh")
    )
    return any("belong together" in decision for decision in bitext.decisions)


def main() -> None:
    """Print both shares for each size."""
    need_data()
    texts = list(pairs(held_out=False, names=("unpc-dev",)))
    for size in (1, 2, 5, 20):
        starts = range(0, min(len(texts), size * (RUNS + 1)), size)
        runs = [tuple(map(list, zip(*texts[at : at + size], strict=True))) for at in starts]
        own = [are_parted(english, chinese) for english, chinese in runs[:-1]]
        other = [are_parted(one[0], next_[1]) for one, next_ in pairwise(runs)]
        print(
            f"{size:>3} sentences: {sum(other)} of {len(other)} unrelated texts found, "
            f"{sum(own)} of {len(own)} translations taken for such",
            flush=True,
        )


if __name__ == "__main__":
    main()
