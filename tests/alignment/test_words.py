"""Word and term alignment."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.alignment import Knowledge, Lexicon, WordModel, align_terms
from unterm.alignment.hmm import NULL_SHARE, Corpus, Trainer, digamma
from unterm.alignment.terms import EQUIVALENT
from unterm.errors import FormatError, InputError
from unterm.glossary import Glossary
from unterm.model import Bead, Bitext, Concept, Document, Span

TEXTS = [
    ("peace and security", "和平 与 安全"),
    ("women and peace", "妇女 与 和平"),
    ("security of women", "妇女 的 安全"),
    ("the report on peace", "关于 和平 的 报告"),
    ("the report on women", "关于 妇女 的 报告"),
]
NOTHING = Knowledge((), None, Lexicon({}))


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 3), st.integers(1, 3), st.integers(0, 1000))
def test_posteriors_are_those_of_all_alignments(rows, columns, seed):
    draw = np.random.default_rng(seed)
    source = draw.integers(0, 3, rows).tolist()
    target = draw.integers(0, 3, columns).tolist()
    corpus = Corpus.of([source, [0, 1, 2]], [target, [2, 1, 0]])
    trainer = Trainer(corpus, np.zeros(len(corpus.keys)))
    tables = trainer.start()
    got = trainer.expect(tables)[0].forward[: rows * columns].reshape(rows, columns)
    table = tables[0]
    cells = (table.translation[corpus.index] * corpus.diagonal)[: rows * columns]
    cells = cells.reshape(rows, columns)
    step = np.clip(np.arange(rows)[None] - np.arange(rows)[:, None], -8, 8) + 8
    move = table.jumps[step]
    move /= move.sum(axis=1, keepdims=True)
    expected = np.zeros((rows, columns))
    total = 0.0
    # A state is (word, whether it translates nothing); nothing keeps the word before it.
    for states in itertools.product(
        [(i, z) for i in range(rows) for z in (False, True)], repeat=columns
    ):
        p = 1.0
        for j, (i, empty) in enumerate(states):
            before = states[j - 1][0] if j else None
            if empty:
                stay = 1 / rows if before is None else float(before == i)
                p *= NULL_SHARE * stay * table.nothing[target[j]]
            else:
                go = 1 / rows if before is None else move[before, i]
                p *= (1 - NULL_SHARE) * go * cells[i, j]
        total += p
        for j, (i, empty) in enumerate(states):
            if not empty:
                expected[i, j] += p
    np.testing.assert_allclose(got, expected / total, atol=1e-9)


def test_digamma_agrees_with_its_recurrence():
    x = np.array([0.01, 0.3, 1.0, 7.5, 400.0])
    np.testing.assert_allclose(digamma(x + 1) - digamma(x), 1 / x, rtol=1e-7)


def test_words_that_meet_are_linked_and_training_is_deterministic():
    pairs = [(en.split(), zh.split()) for en, zh in TEXTS]
    model = WordModel(pairs, NOTHING)
    links = model.links(pairs[1:2])[0]
    best = {(link.source, link.target) for link in links if link.probability > 0.5}
    assert {(0, 0), (2, 2)} <= best
    assert WordModel(pairs, NOTHING).links(pairs[1:2])[0] == links


def test_a_known_translation_is_linked_without_training():
    known = Knowledge((), None, Lexicon({"斡旋": {"offic": 0.9}}))
    model = WordModel([], known)
    links = model.links([(["good", "offic"], ["他", "斡旋"]), ([], ["空"])])
    assert max(links[0], key=lambda link: link.probability).source == 1
    assert links[1] == []


def test_terms_are_rendered_in_any_inflection_and_in_both_directions():
    bitext = Bitext.from_pairs(
        [
            ("The Member States met.", "会员国开会。"),
            ("A Member State objected to the report.", "一个会员国反对该报告。"),
        ]
    )
    found = align_terms(bitext, ["member state"])
    assert [(pair.bead, pair.term) for pair in found] == [(0, "Member States"), (1, "Member State")]
    assert all("会员国" in pair.text for pair in found)
    for pair in found:
        assert pair.rendering is not None
        assert pair.rendering.cut(bitext.side(bitext.beads[pair.bead], "target")) == pair.text
    back = align_terms(bitext, ["会员国"], lang="zh")
    assert [pair.bead for pair in back] == [0, 1]
    assert all("Member" in pair.text or "State" in pair.text for pair in back)


GLOSSARY = Glossary(
    [
        Concept.of("confidence-building measures", "建立信任措施"),
        Concept.of("benchmarks", "基准"),
        Concept.of("Mission", "特派团"),
    ]
)


def test_equivalents_of_the_glossary_are_the_renderings_wherever_they_stand():
    bitext = Bitext.from_pairs(
        [
            ("The zorb of the Mission and its benchmarks.", "基准和特派团的塔络。"),
            ("Confidence-building measures, then benchmarks.", "先有基准，后有建立信任措施。"),
        ]
    )
    terms = ["confidence-building measures", "Mission", "benchmarks"]
    found = {
        (pair.bead, pair.term.lower()): pair
        for pair in align_terms(bitext, terms, glossary=GLOSSARY)
    }
    assert {key: pair.text for key, pair in found.items()} == {
        (0, "mission"): "特派团",
        (0, "benchmarks"): "基准",
        (1, "confidence-building measures"): "建立信任措施",
        (1, "benchmarks"): "基准",
    }
    assert all(pair.probability == EQUIVALENT for pair in found.values())


def test_each_occurrence_of_an_equivalent_renders_one_of_the_term():
    bitext = Bitext.from_pairs([("The Mission helped the Mission.", "特派团协助特派团。")])
    spans = [pair.rendering for pair in align_terms(bitext, ["Mission"], glossary=GLOSSARY)]
    assert sorted(spans, key=lambda span: span.start) == [Span(0, 3), Span(5, 8)]


def test_where_no_equivalent_stands_the_words_say():
    bitext = Bitext.from_pairs([("The Mission left.", "使命完成。")])
    (pair,) = align_terms(bitext, ["Mission"], glossary=GLOSSARY)
    assert pair.text != "特派团"
    assert pair.probability < EQUIVALENT


def test_terms_need_two_languages():
    document = Document.from_segments(["和平"], lang="zh")
    with pytest.raises(InputError):
        align_terms(Bitext(document, document, (Bead((0,), (0,)),)), ["和平"])


def test_a_lexicon_is_read_back_as_written_and_a_broken_one_refused():
    lexicon = Lexicon({"和平": {"peac": 0.9, "calm": 0.05}, "联合国": {}})
    again = Lexicon.parse(lexicon.dump("From nowhere."))
    assert again.translations("和平") == {"peac": 0.9, "calm": 0.05}
    assert list(again) == ["和平", "联合国"]
    with pytest.raises(FormatError, match="2"):
        Lexicon.parse("# x\n和平\tpeac\n")
