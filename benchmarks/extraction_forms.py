"""How well names that form marks are paired with their English; prints figures only.

    python benchmarks/extraction_forms.py     (python benchmarks/extraction.py prints it too)

On the development part of the United Nations sentence pairs. The test are lines with exactly one
title in 《》, or with a full name before its short form, that the glossary designates; the concepts
of all these are taken out of the glossary before anything is extracted. A pair is right if the
glossary has its English for the Chinese, whatever the article: a shorter English name that the text
has, but the glossary has not, is wrong here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from un_data import available, sentence_pairs

from unterm.alignment.lexicon import Lexicon
from unterm.extraction.bitexts import extract_pairs
from unterm.extraction.counting import make_cutter
from unterm.extraction.shortforms import find_short_forms
from unterm.glossary import Glossary, load_glossary
from unterm.language.folding import fold_key
from unterm.matching import english_forms
from unterm.model import Bitext, Candidate

LONGEST_NAME, SHORTEST_NAME = 40, 2


def main() -> None:
    report_form_pairs(load_glossary())


def report_form_pairs(glossary: Glossary) -> None:
    if not available():
        print("\nnames by form: skipped, the texts are not there (set UNTERM_DATA)")
        return
    lines = [(en, zh) for en, zh in sentence_pairs() if en.strip() and zh.strip()]
    english: dict[str, set[str]] = defaultdict(set)
    concepts: dict[str, set[str]] = defaultdict(set)
    for concept in glossary:
        for zh in concept.allowed("zh"):
            bare = zh.text.strip("《》")
            concepts[bare].add(concept.id)
            english[bare].update(
                bare_english(form)
                for en in concept.allowed("en")
                for form in english_forms(en.text)
            )
    wanted = {
        "titles": {n: t for n, (_, zh) in enumerate(lines) if (t := only_title(zh)) in english},
        "full names": {n: t for n, (_, zh) in enumerate(lines) if (t := full_name(zh, english))},
    }
    hidden = {i for names in wanted.values() for name in names.values() for i in concepts[name]}
    rest = Glossary(concept for concept in glossary if concept.id not in hidden)
    bitext = Bitext.from_pairs(lines)
    # The shipped lexicon was learned from these very lines.
    found = extract_pairs(bitext, rest, make_cutter(rest), (), None, lexicon=Lexicon({}))
    print(f"\nnames by form, their {len(hidden)} concepts hidden, {len(lines):,} segment pairs")
    for kind, names in wanted.items():
        report(kind, names, found, english, lines)


def report(
    kind: str,
    names: Mapping[int, str],
    found: Iterable[Candidate],
    english: Mapping[str, set[str]],
    lines: list[tuple[str, str]],
) -> None:
    """Precision over the names that were paired, recall over those whose English is there."""
    paired = {
        c.chinese.strip("《》"): bare_english(c.english or "") for c in found if c.section == "form"
    }
    there = {n for n, name in names.items() if has_one(lines[n][0], english[name])}
    right = {n for n, name in names.items() if paired.get(name) in english[name]}
    proposed = {n for n, name in names.items() if name in paired}
    for unit, of in (("different", lambda ns: {names[n] for n in ns}), ("lines", set)):
        print(
            f"  {kind}, {unit}: precision {len(of(right))}/{len(of(proposed))}, "
            f"recall {len(of(right & there))}/{len(of(there))}"
        )


def only_title(chinese: str) -> str:
    titles = re.findall("《([^《》]*)》", chinese)
    return titles[0] if len(titles) == 1 == chinese.count("《") else ""


def full_name(chinese: str, known: Mapping[str, set[str]]) -> str:
    """The longest known name that ends where the full name of a short form ends."""
    for pair in find_short_forms(chinese):
        for start in range(max(0, pair.full.end - LONGEST_NAME), pair.full.end - SHORTEST_NAME):
            name = chinese[start : pair.full.end]
            if pair.alignment and name in known:
                return name
    return ""


def bare_english(text: str) -> str:
    return fold_key(text).removeprefix("the ")


def has_one(text: str, forms: Iterable[str]) -> bool:
    folded = fold_key(text)
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", folded) for form in forms)


if __name__ == "__main__":
    main()
