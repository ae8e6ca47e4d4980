"""What speaks for a link besides the Markov models, and models that are saved."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.alignment import Knowledge, Lexicon, WordLink, WordModel, grow_links, intersect_links
from unterm.alignment.linking import Evidence, link_probabilities, neighbours, rival
from unterm.alignment.parts import DOUBT, KINDS, Parts
from unterm.alignment.sounds import Sounds, shipped_sounds, spelled
from unterm.errors import FormatError

TEXTS = [
    ("peace and security", "和平 与 安全"),
    ("women and peace", "妇女 与 和平"),
    ("security of women", "妇女 的 安全"),
    ("the report on peace", "关于 和平 的 报告"),
    ("the report on women", "关于 妇女 的 报告"),
]
PAIRS = [(en.split(), zh.split()) for en, zh in TEXTS]
NEW = [(["peace", "report"], ["和平", "报告"]), (["silence"], ["沉默"])]
KNOWN = Knowledge((), None, Lexicon({"沉默": {"silence": 0.9}}))


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 3), st.integers(0, 5), st.integers(0, 1000))
def test_a_spelling_is_summed_over_all_ways_to_cut_a_word(characters, letters, seed):
    given_ = np.random.default_rng(seed).random((1, characters, letters + 1, 3))
    got = spelled(given_, np.array([characters]))[-1][0]
    for end in range(letters + 1):
        total = 0.0
        for cut in itertools.product(range(3), repeat=characters):
            if sum(cut) == end:
                ends = np.cumsum(cut)
                total += np.prod([given_[0, k, ends[k], n] for k, n in enumerate(cut)])
        assert got[end] == pytest.approx(total)


def test_names_are_heard_and_other_words_are_not():
    sounds = shipped_sounds()
    names = [("mali", "马里"), ("kabul", "喀布尔"), ("geneva", "日内瓦"), ("peace", "和平")]
    english, chinese = zip(*names, strict=True)
    at = np.arange(len(names))
    ratios = sounds.likeness(english, chinese, at, at)
    assert (ratios[:2] > 3).all()
    assert ratios[3] < 0
    crossed = sounds.likeness(english, chinese, np.array([0, 1]), np.array([1, 0]))
    assert (crossed < ratios[:2] - 3).all()
    with pytest.raises(FormatError, match="1"):
        Sounds.parse("马\tma\n")


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 1000))
def test_parts_say_what_other_words_with_the_same_parts_are_linked_to(seed):
    draw = np.random.default_rng(seed)
    english, chinese = ["immigrant", "immigration", "law"], ["移民", "移居", "法"]
    cells = np.array(list(itertools.product(range(3), range(3))))
    counts = draw.integers(0, 4, len(cells)).astype(float)
    parts = Parts(english, chinese, cells[:, 0], cells[:, 1], counts)
    got = parts.likeness(english, chinese, cells[:, 0], cells[:, 1], counts)
    for row, (split_en, split_zh) in enumerate(KINDS):
        for column, (i, j) in enumerate(cells.tolist()):
            scores = []
            for one, other in itertools.product(split_en(english[i]), split_zh(chinese[j])):
                with_one = [split_en(english[k]).count(one) for k, _ in cells.tolist()]
                with_other = [split_zh(chinese[k]).count(other) for _, k in cells.tolist()]
                own = counts[column]
                joint = sum(counts * np.array(with_one) * np.array(with_other)) - own
                left = sum(counts * np.array(with_one)) - own + DOUBT
                right = sum(counts * np.array(with_other)) - own + DOUBT
                scores.append(max(joint, 0.0) / np.sqrt(left * right))
            assert got[row, column] == pytest.approx(np.mean(scores))
            assert got[row + len(KINDS), column] == pytest.approx(max(scores))


@given(st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=1, max_size=4))
def test_rivals_and_neighbours_are_those_of_each_cell(rows):
    values = np.array(rows)
    across, down = rival(values, 1), rival(values, 0)
    near = neighbours(values, "x")
    for i, j in np.ndindex(values.shape):
        assert across[i, j] == max(values[i, k] for k in range(3) if k != j)
        assert down[i, j] == max([values[k, j] for k in range(len(values)) if k != i], default=0.0)
        inside = lambda a, b: 0 <= i + a < len(values) and 0 <= j + b < 3  # noqa: B023, E731
        for name, steps in (
            ("x along", [(-1, -1), (1, 1)]),
            ("x across", [(-1, 1), (1, -1)]),
            ("x in row", [(0, -1), (0, 1)]),
            ("x in column", [(-1, 0), (1, 0)]),
        ):
            told = sum(values[i + a, j + b] for a, b in steps if inside(a, b))
            assert near[name][i, j] == pytest.approx(told)


def test_a_known_translation_speaks_for_a_link():
    even = np.full((2, 2), 0.3)
    told = np.array([[1.0, 0.0], [0.0, 0.0]])
    evidence = Evidence(
        even, even, told, np.full((2, 2), -20.0), np.zeros((6, 2, 2)), np.ones(2), np.ones(2)
    )
    found = link_probabilities(evidence)
    assert found[0, 0] > found[1, 1] > max(found[0, 1], found[1, 0])


def test_grown_links_hold_the_intersection_and_are_held_by_all():
    links = WordModel(PAIRS, KNOWN).links(PAIRS, 0.05)
    for every in links:
        firm, grown = intersect_links(every), grow_links(every)
        assert {(x.source, x.target) for x in firm} <= {(x.source, x.target) for x in grown}
        assert set(grown) <= set(every)
    lone = [WordLink(0, 0, 0.9), WordLink(1, 1, 0.3), WordLink(2, 0, 0.2), WordLink(4, 4, 0.3)]
    assert [(x.source, x.target) for x in grow_links(lone)] == [(0, 0), (1, 1), (2, 0)]


def test_a_saved_model_links_as_before_and_is_the_same_byte_for_byte(tmp_path):
    model = WordModel(PAIRS, KNOWN)
    model.save(tmp_path / "one.model")
    WordModel(PAIRS, KNOWN).save(tmp_path / "two.model")
    assert (tmp_path / "one.model").read_bytes() == (tmp_path / "two.model").read_bytes()
    again = WordModel.load(tmp_path / "one.model")
    for pairs in (PAIRS, NEW):
        before, after = model.links(pairs, 0.01), again.links(pairs, 0.01)
        for one, other in zip(before, after, strict=True):
            assert [(x.source, x.target) for x in one] == [(x.source, x.target) for x in other]
            assert [x.probability for x in one] == pytest.approx([x.probability for x in other])
    assert again.links(NEW)[1], "the translations known beforehand are saved too"


@pytest.mark.parametrize("content", [b"", b"not a model", b"PK\x03\x04"])
def test_what_is_no_saved_model_is_refused(tmp_path, content):
    path = tmp_path / "x.model"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"WordModel\.save"):
        WordModel.load(path)
