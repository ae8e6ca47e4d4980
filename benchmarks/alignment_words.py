"""Word alignment error rate on the English and Chinese PUD treebanks, content words.

    python benchmarks/alignment_words.py

Trained on the UN pairs and the treebanks' sentences themselves, without their alignment, once with
CC-CEDICT as prior and once without any dictionary (the shipped lexicon is learned from the same UN
pairs and stays out). The gold aligns content words; links of words that it does not annotate are
not counted. All links of the gold are sure, so that the error rate is 1 - F1.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from alignment_sets import DATA, cedict_path, need_data
from build_lexicon import pairs

from unterm.alignment import Knowledge, Lexicon, WordModel, tokenize
from unterm.alignment.words import word_type
from unterm.formats.cedict import read_cedict
from unterm.model import Language

Sentence = tuple[list[str], list[str]]
"""Numbers and forms of a treebank sentence's words."""


def read_treebank(path: Path) -> list[Sentence]:
    """The sentences of a CoNLL-U file, without multiword ranges and empty nodes."""
    sentences: list[Sentence] = [([], [])]
    for line in path.read_text(encoding="utf-8").split("\n"):
        if not line:
            if sentences[-1][0]:
                sentences.append(([], []))
        elif not line.startswith("#"):
            number, form = line.split("\t")[:2]
            if number.isdigit():
                sentences[-1][0].append(number)
                sentences[-1][1].append(form)
    return [sentence for sentence in sentences if sentence[0]]


def types(forms: Sequence[str], lang: Language) -> list[str]:
    """The words of a treebank sentence as the model knows them."""
    return [word_type(form, lang) for form in forms]


def error_rate(known: Knowledge) -> tuple[float, float, float]:
    """Error rate, precision and recall."""
    english = read_treebank(DATA / "wordalign-pud" / "en.conllu")
    chinese = read_treebank(DATA / "wordalign-pud" / "target.conllu")
    gold = json.loads((DATA / "wordalign-pud" / "alignment.json").read_text(encoding="utf-8"))
    test = [
        (types(en[1], "en"), types(zh[1], "zh")) for en, zh in zip(english, chinese, strict=True)
    ]
    training = [
        ([t.type for t in tokenize(en, "en")], [t.type for t in tokenize(zh, "zh")])
        for en, zh in pairs(held_out=False)
    ]
    model = WordModel([*training, *test], known)
    right = found = wanted = 0
    for links, sure, en, zh in zip(model.links(test), gold, english, chinese, strict=True):
        pairs_ = {(s, t) for s, ts in sure.items() for t in ts}
        linked = {(s, t) for s, t in pairs_ if "X" not in (s, t)}
        sources = {s for s, _ in pairs_} - {"X"}
        targets = {t for _, t in pairs_} - {"X"}
        got = {(en[0][link.source], zh[0][link.target]) for link in links}
        got = {(s, t) for s, t in got if s in sources and t in targets}
        right += len(got & linked)
        found += len(got)
        wanted += len(linked)
    return 1 - 2 * right / (found + wanted), right / found, right / wanted


def main() -> None:
    """Print both error rates with their bars."""
    need_data()
    nothing = Lexicon({})
    cedict = read_cedict(cedict_path())
    for name, bar, known in (
        ("with CC-CEDICT", 0.22, Knowledge((), cedict, nothing)),
        ("without dictionary", 0.29, Knowledge((), None, nothing)),
    ):
        rate, precision, recall = error_rate(known)
        print(
            f"{name:<20} bar {bar:.2f}  error rate {rate:.3f}  precision {precision:.3f}  "
            f"recall {recall:.3f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
