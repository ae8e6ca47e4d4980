"""Texts with gold alignments in the data folder, and the UN development set that is made of them.

A set is a list of `Case`s. `un_cases` takes the pairs of UN documents of 2023 in their order, the
Charter, the Universal Declaration and the wording of the Sustainable Development Goals, drops pairs
that are no translations of one another, splits and joins segments on one side, and deletes blocks
of them on either side. Everything is drawn from a seeded generator.
"""

from __future__ import annotations

import json
import os
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from unterm.alignment.evidence import Witnesses
from unterm.alignment.lexicon import Knowledge, Lexicon
from unterm.alignment.tokens import read_side
from unterm.formats.alignments import read_alignment
from unterm.formats.cedict import read_cedict
from unterm.language.quantities import find_quantities
from unterm.language.sentences import split_sentences
from unterm.model import Language

ROOT = Path(__file__).resolve().parent.parent
DATA = Path(os.environ.get("UNTERM_DATA", ROOT.parent / "shared" / "data"))

Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Case:
    """Two texts as segments, and the beads between them."""

    name: str
    english: list[str]
    chinese: list[str]
    gold: Beads


def need_data() -> None:
    """Leave, saying so, where the data is not."""
    if not DATA.is_dir():
        raise SystemExit(f"skipped: no data folder at {DATA}; set UNTERM_DATA")


def cedict_path() -> Path:
    """The dictionary that a user might bring."""
    return DATA / "cedict" / "cedict_1_0_ts_utf-8_mdbg.txt.gz"


def gold_cases(folder: str, ending: str) -> list[Case]:
    """The cases of a folder with manual gold, Chinese first in the files."""
    cases = []
    for path in sorted((DATA / folder).glob(f"*.{ending}")):
        gold = [(en, zh) for zh, en in read_alignment(path)]
        english, chinese = (
            path.with_suffix(f".{lang}").read_text(encoding="utf-8").removesuffix("\n").split("\n")
            for lang in ("en", "zh")
        )
        cases.append(Case(path.stem, english, chinese, gold))
    return cases


def hansard_cases() -> list[Case]:
    """Hong Kong Hansard, three documents."""
    return gold_cases("hansard-dev", "gold")


def mac_cases() -> list[Case]:
    """Six literary texts."""
    return gold_cases("mac-dev", "align")


def un_documents() -> Iterator[tuple[str, list[Pair]]]:
    """The raw pairs of the UN set: documents of 2023 by theme in portions, Charter, Declaration,
    Goals."""
    themes: dict[str, list[Pair]] = {}
    path = DATA / "un-pairs" / "un-docs-2023.jsonl"
    for line in path.read_text(encoding="utf-8").removesuffix("\n").split("\n"):
        record = json.loads(line)
        themes.setdefault(record["theme"], []).append((record["en"], record["zh"]))
    for theme, pairs in sorted(themes.items()):
        for start in range(0, len(pairs), 700):
            yield f"{theme}-{start}", pairs[start : start + 700]
    yield "charter", _charter()
    yield "declaration", _declaration()
    yield "goals", _goals()


def _sections(lines: list[str], heading: str) -> list[list[str]]:
    sections: list[list[str]] = [[]]
    for line in lines:
        if re.match(heading, line):
            sections.append([])
        sections[-1].append(line)
    return sections


def _charter() -> list[Pair]:
    sides = []
    for name, heading in (
        ("en", r"Article \d+|Chapter "),
        ("zh", r"第[一二三四五六七八九十百]+[条章]"),
    ):
        text = (DATA / "un-charter" / f"raw_un_charter_{name}.txt").read_text(encoding="utf-8")
        sides.append(_sections([x.strip() for x in text.splitlines() if x.strip()], heading))
    return _equal_sections(*sides)


def _equal_sections(left: list[list[str]], right: list[list[str]]) -> list[Pair]:
    """The lines of those sections that have as many lines on both sides."""
    return [
        pair
        for a, b in zip(left, right, strict=False)
        if len(a) == len(b)
        for pair in zip(a, b, strict=True)
    ]


def _declaration() -> list[Pair]:
    sides = []
    for name in ("eng", "cmn_hans"):
        text = (DATA / "udhr" / f"udhr_{name}.xml").read_text(encoding="utf-8")
        articles = re.split(r"<article ", text)
        sides.append([re.findall(r"<(?:title|para)>(.*?)</", part, re.DOTALL) for part in articles])
    return _equal_sections(*sides)


def _goals() -> list[Pair]:
    pairs: list[Pair] = []
    for name in ("global_goals", "global_targets", "global_indicators"):
        sides = []
        for lang in ("en", "zh-Hans"):
            entries: dict[str, str] = {}
            key = ""
            text = (DATA / "sdg" / lang / f"{name}.yml").read_text(encoding="utf-8")
            for line in text.splitlines():
                found = re.match(r"([\w.-]+): ?(.*)", line)
                if found:
                    key = found[1]
                    entries[key] = found[2]
                elif key:
                    entries[key] += (" " if lang == "en" else "") + line.strip()
            sides.append({k: v.strip("'\"|> ") for k, v in entries.items()})
        pairs += [(sides[0][k], sides[1][k]) for k in sides[0] if sides[1].get(k)]
    return [pair for pair in pairs if pair[0] and pair[1] and pair[0] != pair[1]]


def is_pair(english: str, chinese: str) -> bool:
    """Whether figures and lengths let two segments be translations of one another."""
    if not english.strip() or not re.search("[\u4e00-\u9fff0-9]", chinese):
        return False
    en = find_quantities(english, lang="en")
    zh = find_quantities(chinese, lang="zh")
    for these, others in ((en, zh), (zh, en)):
        atoms = {a for q in others for a in q.atoms}
        atoms |= {a for q in others for other in q.alternatives for a in other}
        wanted = [a for q in these if q.certain and not q.in_words for a in q.atoms]
        if wanted and sum(a in atoms for a in wanted) < 0.75 * len(wanted):
            return False
    ratio = (len(chinese.encode()) + 10) / (len(english.encode()) + 10)
    return 0.4 < ratio < 1.8


SUPPORTED = 0.4
"""Share of the words of a pair that need a translation on the other side."""

SPLIT, JOIN = 0.06, 0.04
"""How often a segment is split, or joined with the next, on each side."""

BLOCK = 8
"""Mean length of a deleted block, in segments."""


def disturb(name: str, pairs: list[Pair], deleted: float, seed: int) -> Case:
    """A case made of pairs: segments split and joined on one side, blocks deleted on either."""
    draw = random.Random(f"{name}/{deleted}/{seed}")
    beads: list[tuple[list[str], list[str]]] = []
    for english, chinese in pairs:
        chance = draw.random()
        if chance < SPLIT and len(parts := _split(english, "en")) > 1:
            beads.append((parts, [chinese]))
        elif SPLIT <= chance < 2 * SPLIT and len(parts := _split(chinese, "zh")) > 1:
            beads.append(([english], parts))
        elif beads and chance > 1 - JOIN and len(beads[-1][0]) == len(beads[-1][1]) == 1:
            beads[-1] = ([beads[-1][0][0] + " " + english], [beads[-1][1][0], chinese])
        elif beads and chance > 1 - 2 * JOIN and len(beads[-1][0]) == len(beads[-1][1]) == 1:
            beads[-1] = ([beads[-1][0][0], english], [beads[-1][1][0] + chinese])
        else:
            beads.append(([english], [chinese]))
    goal = deleted * len(beads)
    gone: dict[int, int] = {}
    while len(gone) < goal:
        start, side = draw.randrange(len(beads)), draw.randrange(2)
        length = min(1 + int(draw.expovariate(1 / BLOCK)), int(goal) - len(gone) + 1)
        # Of two lists that lose neighbouring items on different sides nobody could tell which.
        near = range(start - 2, start + length + 2)
        if all(gone.get(k, side) == side for k in near):
            gone.update((k, side) for k in range(start, min(start + length, len(beads))))
    english_lines: list[str] = []
    chinese_lines: list[str] = []
    gold: Beads = []
    for k, (left, right) in enumerate(beads):
        kept_left = [] if gone.get(k) == 0 else left
        kept_right = [] if gone.get(k) == 1 else right
        a = range(len(english_lines), len(english_lines) + len(kept_left))
        b = range(len(chinese_lines), len(chinese_lines) + len(kept_right))
        english_lines += kept_left
        chinese_lines += kept_right
        if k in gone:
            gold += [((i,), ()) for i in a] + [((), (j,)) for j in b]
        else:
            gold.append((tuple(a), tuple(b)))
    return Case(name, english_lines, chinese_lines, gold)


def _split(text: str, lang: Language) -> list[str]:
    """A segment as sentences, or clauses where it is one sentence; at most four."""
    parts = [span.cut(text) for span in split_sentences(text, lang=lang)]
    if len(parts) == 1:
        parts = [p.strip() for p in re.split(r"(?<=; )|(?<=；)", text) if p.strip()]
    if not 1 < len(parts) <= 4 or min(map(len, parts)) < 4:
        return [text]
    return parts


def un_pairs() -> list[tuple[str, list[Pair]]]:
    """The documents of the UN set without the pairs that are no translations of one another.

    The pairs of 2023 were paired by a machine and stand a line off in places. A pair stays when its
    figures and lengths agree and enough of its words have a translation on the other side in
    CC-CEDICT, which the aligner that is measured does not see.
    """
    knowledge = Knowledge((), read_cedict(cedict_path()), Lexicon({}))
    documents = []
    for name, pairs in un_documents():
        likely = [pair for pair in pairs if is_pair(*pair)]
        shares = _supported(likely, knowledge)
        kept = [pair for pair, share in zip(likely, shares, strict=True) if share >= SUPPORTED]
        documents.append((name, kept))
    return documents


def _supported(pairs: list[Pair], knowledge: Knowledge) -> list[float]:
    """Which share of the words of each pair has a translation on the other side."""
    english = read_side([en for en, _ in pairs], "en", knowledge.vocabulary)
    chinese = read_side([zh for _, zh in pairs], "zh", knowledge.vocabulary)
    links = knowledge.link(english, chinese)
    found = np.zeros(len(pairs))
    wanted = np.zeros(len(pairs))
    for side, other, table in (
        (english, chinese, links),
        (chinese, english, links.reversed()),
    ):
        coverage = np.full(len(side.types), 0.5)
        witnesses = Witnesses.gather(side, other, table, coverage)
        own = witnesses.segments
        token, _ = witnesses.hits(0, len(own), own, own + 1)
        found += np.bincount(own[token], minlength=len(pairs))
        wanted += np.bincount(own, minlength=len(pairs))
    shares: list[float] = ((found + 0.5) / (wanted + 1.0)).tolist()
    return shares


def un_cases(deleted: float, seed: int = 1) -> list[Case]:
    """The UN development set with a share of the segments deleted."""
    return [disturb(name, pairs, deleted, seed) for name, pairs in un_pairs()]
