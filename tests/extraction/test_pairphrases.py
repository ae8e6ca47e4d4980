"""What the places of phrase pairs show, beside the sums as one would write them down."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.alignment.lexicon import Knowledge, Lexicon
from unterm.extraction import extract
from unterm.extraction.counts import Counts
from unterm.extraction.english import FUNCTION, cut_english
from unterm.extraction.likelihoods import Likelihoods
from unterm.extraction.likely import LONGEST_TERM
from unterm.extraction.pairjudge import JUDGED_BY, format_pair_judge, parse_pair_judge
from unterm.extraction.pairphrases import Seen, collect, name_goes_on
from unterm.extraction.pairs import Link, drop_parts
from unterm.extraction.phrases import cuts_a_compound, english_breaks
from unterm.extraction.sides import Cell, Side, read_pairs
from unterm.extraction.tagger import load_tagger
from unterm.extraction.wordlinks import Table, WordLinks
from unterm.extraction.words import load_words
from unterm.glossary import Glossary
from unterm.language.words import WordCutter
from unterm.model import Bitext, Concept, Document

ENGLISH = "The Council adopted the action plan and human rights"
CHINESE = "理事会通过了行动计划和人权"
PAIRS = read_pairs(Bitext.from_pairs([(ENGLISH, CHINESE)]), None, WordCutter())
EN = [PAIRS.english.words[t] for t in PAIRS.english.tokens[0]]
ZH = [PAIRS.chinese.words[t] for t in PAIRS.chinese.tokens[0]]
LIKELY = Likelihoods([CHINESE], load_words(), load_tagger())

tables = st.lists(
    st.lists(st.sampled_from([0.0, 0.1, 0.4, 0.9]), min_size=len(ZH), max_size=len(ZH)),
    min_size=len(EN),
    max_size=len(EN),
).map(np.array)


def places(words: list[str], wanted: list[str]) -> range:
    size = len(wanted)
    start = next(i for i in range(len(words)) if words[i : i + size] == wanted)
    return range(start, start + size)


def slow_figures(
    links: np.ndarray, known: np.ndarray, rows: range, columns: range
) -> tuple[float, ...]:
    """covered, weakest English and Chinese, leaking, known: cell by cell."""
    content = [i for i in rows if EN[i] not in FUNCTION]

    def of_row(i: int, cells: range) -> float:
        return min(1.0, sum(links[i][j] for j in cells))

    def of_column(j: int, cells: range) -> float:
        return min(1.0, sum(links[i][j] for i in cells))

    every = range(len(EN)), range(len(ZH))
    english = [of_row(i, columns) for i in content]
    chinese = [of_column(j, rows) for j in columns]
    one, other = sum(english) / len(english), sum(chinese) / len(chinese)
    out_of_english = sum(of_row(i, every[1]) for i in content) / len(content) - one
    out_of_chinese = sum(of_column(j, every[0]) for j in columns) / len(columns) - other
    translated = [min(1.0, sum(known[i][j] for j in columns)) for i in content]
    return (
        (one * other) ** 0.5,
        min(english),
        min(chinese),
        (out_of_english + out_of_chinese) / 2,
        sum(translated) / len(translated),
    )


@settings(deadline=None, max_examples=50)
@given(tables, tables)
def test_the_sums_are_those_of_the_cells(links: np.ndarray, known: np.ndarray) -> None:
    found = collect(PAIRS, iter([Table(0, links, known)]), load_words(), LIKELY)
    for (chinese, _), seen in found.pairs.items():
        words = [PAIRS.chinese.words[t] for t in found.chinese[chinese]]
        rows, columns = places(EN, list(seen.english)), places(ZH, words)
        assert seen.places == seen.segments == 1
        expected = slow_figures(links, known, rows, columns)
        figures = (
            seen.covered,
            seen.weakest_english,
            seen.weakest_chinese,
            seen.leaking,
            seen.known,
        )
        assert figures == pytest.approx(expected)
        assert seen.tightest == pytest.approx(min(1.0, seen.leaking))
        assert seen.likely == pytest.approx(LIKELY.of(0, *span(chinese)))


def span(chinese: str) -> tuple[int, int]:
    start = CHINESE.index(chinese)
    return start, start + len(chinese)


def test_forms_of_one_phrase_are_counted_together() -> None:
    seen = Seen()
    seen.forms.update([("action", "plans"), ("action", "plan"), ("action", "plans")])
    assert seen.english == ("action", "plans")
    assert Seen(forms=Counter({("plan's",): 2, ("plan",): 1})).english == ("plan",)


@pytest.mark.parametrize(
    ("text", "phrase", "cut"),
    [
        ("small and medium-sized enterprises", "sized enterprises", True),
        ("small and medium-sized enterprises", "medium-sized enterprises", False),
        ("the COVID-19 pandemic", "COVID", True),
        ("the action plan – approved", "action plan", False),
    ],
)
def test_no_phrase_cuts_a_word_with_a_hyphen(text: str, phrase: str, cut: bool) -> None:
    side, low, high = one_phrase(text, phrase)
    assert cuts_a_compound(side, 0, low, high) is cut


def one_phrase(text: str, phrase: str) -> tuple[Side, int, int]:
    side = Side()
    cells = [Cell(w.text, w.start, w.end) for w in cut_english(text)]
    side.add(text, cells)
    start = text.index(phrase)
    low = next(n for n, cell in enumerate(cells) if cell.start == start)
    high = next(n for n, cell in enumerate(cells, 1) if cell.end == start + len(phrase))
    return side, low, high


def test_likelihoods_are_those_of_the_tagger_word_by_word() -> None:
    texts = ["安全理事会、大会 通过了(2020年)维持和平行动的决议", "", "会员国"]
    words, tagger = load_words(), load_tagger()
    counts = Counts(WordCutter())
    counts.add(Document.from_segments(texts, lang="zh"))
    table = tagger.judge(counts.tokens, counts.edge_marks(), counts.words, words, LONGEST_TERM)
    expected = {}
    for start in range(len(counts)):
        for length in range(1, LONGEST_TERM + 1):
            inside = range(start, min(start + length, len(counts)))
            if len(inside) == length and all(counts.word(at) for at in inside):
                segment, _ = counts.place(start)
                place = counts.span(start, length)
                expected[segment, place.start, place.end] = float(table[length - 1, start])
    likely = Likelihoods(texts, words, tagger)
    for segment, text in enumerate(texts):
        for start in range(len(text)):
            for end in range(start + 1, len(text) + 1):
                wanted = expected.get((segment, start, end), 0.0)
                assert likely.of(segment, start, end) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("text", "phrase", "goes_on"),
    [
        ("the Economic and Social Council met", "Social Council", True),
        ("the Entity for Gender Equality and the Empowerment of Women", "Gender Equality", True),
        ("the Security Council, and Fiji", "Security Council", False),
        ("the Security Council adopted it", "Security Council", False),
        ("Members of the Council", "Council", False),
        ("Norway met the action plan of Fiji", "action plan", False),
    ],
)
def test_a_name_goes_on_behind_function_words(text: str, phrase: str, goes_on: bool) -> None:
    side, low, high = one_phrase(text, phrase)
    assert name_goes_on(side, 0, low, high, english_breaks(side, 0)) is goes_on


def test_a_term_of_the_glossary_is_one_word_of_both_sides() -> None:
    glossary = Glossary([Concept.of("good offices", "斡旋")])
    bitext = Bitext.from_pairs([("His good offices failed.", "他的斡旋失败了。")])
    pairs = read_pairs(bitext, glossary, WordCutter())
    links = WordLinks(pairs, Knowledge((), None, Lexicon({})))
    table = next(links.tables([0])).links
    row = [pairs.english.words[t] for t in pairs.english.tokens[0]].index("good offices")
    column = [pairs.chinese.words[t] for t in pairs.chinese.tokens[0]].index("斡旋")
    assert table[row].argmax() == column
    assert table[row, column] > 0.9


def test_persons_who_are_addressed_are_no_candidates() -> None:
    texts = [("Ms. Sutton spoke.", "萨顿女士发了言。"), ("Mr. Sutton left.", "萨顿先生离开了。")]
    found = {c.chinese for c in extract(Bitext.from_pairs(texts * 2))}
    assert not any("萨顿" in chinese for chinese in found)


def test_the_shipped_weights_have_a_line_for_every_figure() -> None:
    file = resources.files("unterm.extraction") / "data" / "pairs.tsv"
    lines = [line for line in file.read_text("utf-8").splitlines() if line[0] != "#"]
    assert format_pair_judge(parse_pair_judge(lines)) == lines
    assert [line.split("\t")[0] for line in lines] == list(JUDGED_BY)


def test_pairs_of_a_single_short_document_are_right() -> None:
    texts = [
        ("The members discussed peacekeeping operations.", "成员讨论了维持和平行动。"),
        ("Gender equality is a human right.", "性别平等是一项人权。"),
        ("Climate change threatens food security.", "气候变化威胁粮食安全。"),
    ]
    found = {c.chinese: c.english for c in extract(Bitext.from_pairs(texts))}
    assert found["维持和平行动"] == "peacekeeping operations"
    assert found["性别平等"] == "gender equality"
    assert found["气候变化"] == "climate change"
    assert found["粮食安全"] == "food security"


@pytest.mark.parametrize(("score", "stays"), [(0.9, True), (0.7, False)])
def test_what_is_likelier_than_the_longer_pair_around_it_stays(score: float, stays: bool) -> None:
    whole = Link("经济及社会理事会", "", ("economic", "and", "social", "council"), 2, 2, 2, 0.8)
    part = Link("社会理事会", "", ("social", "council"), 2, 2, 2, score)
    assert (part in drop_parts([whole, part])) is stays
    assert whole in drop_parts([whole, part])
    free = part._replace(together=9)
    assert free in drop_parts([whole, free])
