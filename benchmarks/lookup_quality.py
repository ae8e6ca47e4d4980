"""Whether look-up by likeness finds what was meant and leaves alone what is unknown.

    python benchmarks/lookup_quality.py

Slips of the pen in the designations of the built-in glossary should lead back to their concept;
words and phrases of CC-CEDICT and of UN texts that are no designation should lead nowhere. The data
(UNTERM_DATA, default ../shared/data) stays outside the repository; only figures are printed.
"""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterable
from itertools import pairwise

from lookup import CEDICT, row
from un_data import DATA, available, sentence_pairs

import unterm
from unterm.formats.cedict import read_cedict
from unterm.glossary.keys import lookup_key

SAMPLE = 400
UNKNOWN = 4_000


def main() -> None:
    glossary = unterm.load_glossary()
    draw = random.Random(11)
    texts = {
        lang: [
            designation.text
            for concept in glossary
            for designation in concept.designations
            if designation.lang == lang and designation.term_type != "acronym"
        ]
        for lang in ("en", "zh")
    }
    print("slips in designations: led back, led nowhere, led only elsewhere (per cent)")
    row("", "back", "nowhere", "elsewhere")
    for lang, lengths in (("en", (8, 16, 31, 200)), ("zh", (4, 6, 9, 60))):
        for low, high in pairwise(lengths):
            chosen = [text for text in texts[lang] if low <= len(text) < high]
            letters = string.ascii_lowercase if lang == "en" else "".join(texts["zh"])
            for slips in (1, 2):
                asked = draw.sample(chosen, min(SAMPLE, len(chosen)))
                shares = led_back(glossary, asked, slips, letters, draw)
                row(f"{lang}, {low} to {high - 1}, {slips} slip(s)", *shares)
    if not available() or not CEDICT.is_file():
        print(f"unknown words: skipped, the data is not under {DATA} (set UNTERM_DATA)")
        return
    print("of what is no designation, the share that is answered by likeness (per cent)")
    for title, questions in unknown(draw):
        report_guesses(glossary, title, questions)


def led_back(
    glossary: unterm.Glossary, asked: list[str], slips: int, letters: str, draw: random.Random
) -> list[str]:
    counts = [0, 0, 0]
    for text in asked:
        meant = {r.concept.id for r in glossary.lookup(text, limit=100)}
        wrong = text
        for _ in range(slips):
            wrong = slip(wrong, letters, draw)
        found = {r.concept.id for r in glossary.lookup(wrong)}
        counts[0 if meant & found else 1 if not found else 2] += 1
    return [f"{100 * count / len(asked):.1f}" for count in counts]


def slip(text: str, letters: str, draw: random.Random) -> str:
    """One character left out, put in, exchanged, or put before the one in front of it."""
    at = draw.randrange(1, max(2, len(text) - 1))
    other = draw.choice(letters)
    return text[:at] + draw.choice(
        [
            text[at + 1 :],
            other + text[at:],
            other + text[at + 1 :],
            text[at + 1 : at + 2] + text[at] + text[at + 2 :],
        ]
    )


def unknown(draw: random.Random) -> Iterable[tuple[str, list[str]]]:
    dictionary = read_cedict(CEDICT)
    headwords = [h for h in dictionary if re.fullmatch("[\u4e00-\u9fff]{3,9}", h)]
    yield "headwords of CC-CEDICT", draw.sample(headwords, UNKNOWN)
    glosses = [
        gloss
        for headword in draw.sample(headwords, 2 * UNKNOWN)
        for gloss in dictionary.glosses(headword)
        if re.fullmatch("[A-Za-z -]{5,40}", gloss)
    ]
    yield "their English glosses", glosses[:UNKNOWN]
    english = [pair[0] for pair in sentence_pairs()]
    words = sorted({word for text in english for word in re.findall("[a-z]{5,}", text)})
    yield "English words of UN texts", draw.sample(words, min(UNKNOWN, len(words)))
    phrases = []
    for text in draw.sample(english, UNKNOWN):
        found = re.findall("[A-Za-z]+", text)
        size = draw.choice((2, 3, 4))
        if len(found) > size:
            at = draw.randrange(len(found) - size)
            phrases.append(" ".join(found[at : at + size]))
    yield "2 to 4 words cut from UN texts", phrases


def report_guesses(glossary: unterm.Glossary, title: str, questions: list[str]) -> None:
    asked = [q for q in questions if lookup_key(q)]
    answers = [glossary.lookup(question) for question in asked]
    other = [found for found in answers if not found or found[0].reason == "fuzzy"]
    guessed = sum(bool(found) for found in other)
    row(title, f"{100 * guessed / len(other):.2f}", f"of {len(other):,}")


if __name__ == "__main__":
    main()
