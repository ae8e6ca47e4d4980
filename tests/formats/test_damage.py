"""Damaged files: each reader gives what it can, or says what is wrong; it never fails otherwise."""

import pytest
from format_strategies import PLAIN, RICH
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.errors import UntermError
from unterm.formats.bitexts import BeadRow, bitext_of
from unterm.formats.registry import dump_bitext, dump_concepts, load_bitext, load_concepts
from unterm.formats.review import dump_candidates, load_review
from unterm.formats.review_columns import Decision, Reviewed
from unterm.formats.tbx_rules import validate_tbx
from unterm.model import Candidate

BITEXT = bitext_of([BeadRow(("A.", "B."), ("甲。",), 0.5, True), BeadRow((), ("乙",))])
REVIEW = [
    Reviewed(Candidate("斡旋", "good offices", 2, 1, "new", "form", 1.0, ("x",)), Decision.ACCEPTED)
]
FILES = {
    **{
        f"concepts.{suffix}": (lambda path: dump_concepts([PLAIN, RICH], path), load_concepts)
        for suffix in ("jsonl", "tbx", "csv", "tsv", "xlsx", "txt")
    },
    **{
        f"bitext.{suffix}": (lambda path: dump_bitext(BITEXT, path), load_bitext)
        for suffix in ("jsonl", "tmx", "xlf", "tsv", "csv", "xlsx")
    },
    **{
        f"review.{suffix}": (lambda path: dump_candidates(REVIEW, path), load_review)
        for suffix in ("jsonl", "tsv", "xlsx")
    },
    "checked.tbx": (lambda path: dump_concepts([PLAIN, RICH], path), validate_tbx),
}


@pytest.fixture(scope="module")
def originals(tmp_path_factory):
    folder = tmp_path_factory.mktemp("originals")
    for name, (dump, _) in FILES.items():
        dump(folder / name)
    return {name: (folder / name).read_bytes() for name in FILES}


@given(
    name=st.sampled_from(list(FILES)),
    edits=st.lists(
        st.tuples(
            st.floats(0, 1),
            st.integers(0, 12),
            st.binary(max_size=3) | st.sampled_from([b"\t", b"\n", b'"', b"<", b"{}", b"9", b"-1"]),
        ),
        min_size=1,
        max_size=3,
    ),
)
@settings(max_examples=150, deadline=None)
def test_damage_is_read_or_refused_with_reason(originals, tmp_path_factory, name, edits):
    raw = originals[name]
    for place, length, new in edits:
        start = int(place * len(raw))
        raw = raw[:start] + new + raw[start + length :]
    path = tmp_path_factory.getbasetemp() / f"damaged-{name}"
    path.write_bytes(raw)
    try:
        FILES[name][1](path)
    except UntermError as error:
        assert str(error)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_cut_off_or_is_empty(originals, tmp_path, name):
    path = tmp_path / name
    for raw in (b"", b"\n", b"\x00" * 8, originals[name][: len(originals[name]) // 2]):
        path.write_bytes(raw)
        try:
            FILES[name][1](path)
        except UntermError as error:
            assert str(path) in str(error)
