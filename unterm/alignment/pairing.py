"""Which document of one language goes with which of the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from unterm.alignment.evidence import Links, Witnesses
from unterm.alignment.lattice import Floats
from unterm.alignment.lexicon import Knowledge, link_equal
from unterm.alignment.sides import Side
from unterm.alignment.tokens import read_side
from unterm.errors import require_each
from unterm.formats.cedict import Dictionary
from unterm.model import Concept, Document

RESEMBLANCE = 0.35
"""Documents that share less of their rare words are not paired by content."""


@dataclass(frozen=True, slots=True)
class DocumentPair:
    """Two documents by number, why they were paired, and how much they resemble one another.

    A document without a partner has None on the other side and the reason "alone".
    """

    source: int | None
    target: int | None
    reason: Literal["symbol", "content", "alone"]
    score: float


def pair_documents(
    sources: Sequence[Document],
    targets: Sequence[Document],
    *,
    glossary: Iterable[Concept] = (),
    dictionary: Dictionary | None = None,
) -> list[DocumentPair]:
    """Pair documents by their symbols, and those that are left by what stands in them.

    A symbol pairs when exactly one document on each side bears it. By content the best pairs come
    first, each document once: words, figures and names weigh the more the fewer documents hold
    them. The result is in the order of the sources, then of the targets that are left over.

    >>> en = [Document.from_segments([t], lang="en") for t in ("Children in 1997.", "48 women.")]
    >>> zh = [Document.from_segments([t], lang="zh") for t in ("48名妇女。", "1997年的儿童。")]
    >>> [(pair.source, pair.target, pair.reason) for pair in pair_documents(en, zh)]
    [(0, 1, 'content'), (1, 0, 'content')]
    """
    sources = list(require_each("sources", sources, Document))
    targets = list(require_each("targets", targets, Document))
    pairs: dict[int, DocumentPair] = {}
    taken: set[int] = set()
    for symbol in dict.fromkeys(d.symbol for d in sources if d.symbol):
        left = [i for i, d in enumerate(sources) if d.symbol == symbol]
        right = [j for j, d in enumerate(targets) if d.symbol == symbol]
        if len(left) == len(right) == 1:
            pairs[left[0]] = DocumentPair(left[0], right[0], "symbol", 1.0)
            taken.add(right[0])
    rest_s = [i for i in range(len(sources)) if i not in pairs]
    rest_t = [j for j in range(len(targets)) if j not in taken]
    if rest_s and rest_t:
        knowledge = Knowledge(glossary, dictionary)
        scores = _resemblance([sources[i] for i in rest_s], [targets[j] for j in rest_t], knowledge)
        for flat in np.argsort(-scores, axis=None, kind="stable"):
            row, column = divmod(int(flat), len(rest_t))
            i, j = rest_s[row], rest_t[column]
            if scores[row, column] < RESEMBLANCE:
                break
            if i not in pairs and j not in taken:
                pairs[i] = DocumentPair(i, j, "content", float(scores[row, column]))
                taken.add(j)
    result = [pairs.get(i, DocumentPair(i, None, "alone", 0.0)) for i in range(len(sources))]
    result += [DocumentPair(None, j, "alone", 0.0) for j in range(len(targets)) if j not in taken]
    return result


def _resemblance(
    sources: Sequence[Document], targets: Sequence[Document], knowledge: Knowledge
) -> Floats:
    """For each two documents which share of their words, weighed by rarity, has a translation."""
    lang_s, lang_t = sources[0].lang, targets[0].lang
    left = read_side([_whole(d) for d in sources], lang_s, knowledge.vocabulary)
    right = read_side([_whole(d) for d in targets], lang_t, knowledge.vocabulary)
    if lang_s == lang_t:
        links = link_equal(left, right).occurring()
    elif lang_s == "en":
        links = knowledge.link(left, right)
    else:
        links = knowledge.link(right, left).reversed()
    forth = _found(left, right, links)
    back = _found(right, left, links.reversed()).T
    both: Floats = np.sqrt(forth * back)
    return both


def _whole(document: Document) -> str:
    return "\n".join(segment.text for segment in document)


def _found(side: Side, other: Side, links: Links) -> Floats:
    """(documents, documents): the weighed share of each one's words found in each other one."""
    witnesses = Witnesses.gather(side, other, links, np.full(len(side.types), 0.5), common=1.0)
    spread = np.bincount(witnesses.keys // witnesses.size, minlength=len(side.types))
    weight = np.log1p(len(other) / np.maximum(spread, 0.5))[witnesses.types]
    none = np.zeros(len(witnesses.types), dtype=np.int64)
    token, document = witnesses.hits(0, len(none), none, none + len(other))
    found = np.zeros((len(side), len(other)))
    np.add.at(found, (witnesses.segments[token], document), weight[token])
    every = np.bincount(witnesses.segments, weights=weight, minlength=len(side))
    share: Floats = found / np.maximum(every, 1e-9)[:, None]
    return share
