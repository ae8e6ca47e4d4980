"""Dictionaries, gold alignments and scores."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unterm.errors import FormatError
from unterm.evaluation.alignment import measure_reliability, score_alignment
from unterm.formats.alignments import dump_alignment, read_alignment
from unterm.formats.cedict import read_cedict


def test_cedict_is_read_plain_and_compressed(tmp_path):
    text = "# comment\n聯合國 联合国 [Lian2 he2 guo2] /United Nations/UN (abbr.)/\n"
    plain, packed = tmp_path / "c.u8", tmp_path / "c.gz"
    plain.write_text(text, encoding="utf-8")
    packed.write_bytes(gzip.compress(text.encode()))
    for path in (plain, packed):
        assert read_cedict(path).glosses("联合国") == ("United Nations", "UN (abbr.)")
    assert read_cedict(plain) is read_cedict(plain)


@pytest.mark.parametrize("content", [b"# ok\nnot an entry\n", b"\xff\xfe", b"\x1f\x8bbroken"])
def test_what_is_no_dictionary_is_refused(tmp_path, content):
    path = tmp_path / "c.u8"
    path.write_bytes(content)
    with pytest.raises(FormatError, match=r"c\.u8"):
        read_cedict(path)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=8))
def test_alignments_are_read_back_as_written(tmp_path_factory, sizes):
    beads, i, j = [], 0, 0
    for a, b in sizes:
        beads.append((tuple(range(i, i + a)), tuple(range(j, j + b))))
        i, j = i + a, j + b
    path = tmp_path_factory.mktemp("gold") / "a.txt"
    path.write_text(dump_alignment(beads), encoding="utf-8")
    assert read_alignment(path) == beads


@pytest.mark.parametrize(
    ("content", "line"), [("[0]:[0]\n0 0\n", 2), ("0\t0\n2\t1\n1\t3\n", 3), ("0 0\nx\n", 2)]
)
def test_what_is_no_alignment_is_refused(tmp_path, content, line):
    path = tmp_path / "a.txt"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(FormatError, match=f"txt:{line}:"):
        read_alignment(path)


def test_gaps_count_for_precision_alone():
    gold = [[((0,), (0,)), ((1,), ()), ((2,), (1, 2))]]
    found = [[((0,), (0,)), ((1,), ()), ((), (1,)), ((2,), (2,))]]
    score = score_alignment(gold, found)
    assert (score.strict.right, score.strict.found) == (2, 4)
    assert (score.strict.recalled, score.strict.wanted) == (1, 2)
    assert (score.lax.right, score.lax.recalled) == (3, 2)


def test_the_area_counts_ties_half():
    assert measure_reliability([0.5, 0.5], [True, False]).auc == 0.5
    assert measure_reliability([0.1, 0.9], [True, False]).auc == 0.0
    assert measure_reliability([], []).error == 0.0
