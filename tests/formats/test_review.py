import pytest
from format_strategies import AWKWARD, PLAIN, citations, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.errors import FormatError
from unterm.formats.review import COLUMNS, dump_candidates, load_review
from unterm.formats.review_columns import Decision, Reviewed
from unterm.formats.tables import dump_rows, load_rows
from unterm.model import Candidate, Citation, Context, Span

SUFFIXES = [".tsv", ".xlsx", ".jsonl"]
contexts = st.builds(
    lambda before, term, after, document, citation: Context(
        before + term + after, Span(len(before), len(before + term)), document, citation
    ),
    *(st.text(AWKWARD + "【】", max_size=4), texts, st.text(AWKWARD, max_size=4)),
    *(st.text(AWKWARD, max_size=4), st.none() | citations),
)
candidates = st.builds(
    Candidate,
    chinese=texts,
    english=st.none() | texts,
    count=st.integers(0, 999),
    document_count=st.integers(0, 9),
    kind=st.sampled_from(["known", "new", "variant"]),
    section=st.sampled_from(["form", "statistical"]),
    score=st.floats(-9, 9),
    reasons=st.lists(texts, max_size=2).map(tuple),
    contexts=st.lists(contexts, max_size=4).map(tuple),
    concept=st.none() | st.just(PLAIN),
    variants=st.lists(texts, max_size=2).map(tuple),
)
FULL = Candidate(
    chinese="建立信任措施",
    english="confidence-building measures",
    count=3,
    document_count=2,
    kind="new",
    section="form",
    score=1.5,
    reasons=("a|b", "in brackets"),
    contexts=(
        Context("安理会强调建立信任措施。", Span(5, 11), "a.txt", Citation(symbol="S/2021/1")),
    ),
    variants=("建立互信措施",),
)


@given(
    given=st.lists(
        candidates
        | st.builds(
            Reviewed,
            candidate=candidates,
            status=st.sampled_from([Decision.OPEN, Decision.REJECTED]),
            note=st.none() | texts,
        ),
        max_size=3,
    ),
    suffix=st.sampled_from(SUFFIXES),
)
@settings(max_examples=80, deadline=None)
def test_nothing_is_lost_but_what_is_reported(tmp_path_factory, given, suffix):
    path = tmp_path_factory.getbasetemp() / f"review{suffix}"
    report = dump_candidates(given, path)
    gone = {loss.owner for loss in report if loss.field == "candidate"}
    if gone:
        with pytest.raises(FormatError):
            load_review(path)
        return
    returned = load_review(path)
    assert len(returned) == len(given)
    named = {loss.owner for loss in report}
    for number, (before, after) in enumerate(zip(given, returned, strict=True), start=2):
        wanted = before if isinstance(before, Reviewed) else Reviewed(before)
        same = (wanted.candidate, wanted.status, wanted.note) == (
            after.candidate,
            after.status,
            after.note,
        )
        assert same != (f"row {number}" in named)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_decisions_come_back(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    given = [
        Reviewed(FULL, Decision.ACCEPTED, note="see the glossary"),
        Reviewed(FULL, Decision.REJECTED),
        Reviewed(FULL, Decision.MERGED, into="confidence-building-measures"),
        FULL,
    ]
    assert dump_candidates(given, path) == ()
    review = load_review(path)
    assert [
        len(part) for part in (review.accepted, review.rejected, review.merged, review.open)
    ] == [
        1,
        1,
        1,
        1,
    ]
    assert all(entry.candidate == FULL for entry in review)
    assert review.merged[0].into == "confidence-building-measures"
    assert review.accepted[0].note == "see the glossary"
    again = tmp_path / f"again{suffix}"
    dump_candidates(review, again)
    assert load_review(again) == review


@pytest.mark.parametrize("suffix", [".tsv", ".xlsx"])
@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("status", "perhaps", "row 3, column 'status' has 'perhaps'; wanted: accepted, rejected"),
        ("chinese", "", "row 3, column 'chinese' has ''"),
        ("count", "many", "column 'count' has 'many'; wanted: a whole number"),
        ("count", "1.5", "column 'count' has '1.5'"),
        ("score", "nan", "column 'score' has 'nan'"),
        ("kind", "old", "column 'kind' has 'old'; wanted: known, new, variant"),
        ("context 1", "no marks", "column 'context 1'"),
    ],
)
def test_a_broken_file_is_refused_with_row_and_column(tmp_path, suffix, column, value, said):
    path = tmp_path / f"a{suffix}"
    dump_candidates([FULL, FULL], path)
    (_, header), first, (_, second) = load_rows(path)
    second[header.index(column)] = value
    dump_rows(header, [first[1], second], path)
    with pytest.raises(FormatError) as caught:
        load_review(path)
    assert said in str(caught.value)
    assert caught.value.line == 3


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"status": "accepted", "english": ""},
            "column 'english' has ''; wanted: the English term",
        ),
        ({"status": "merged"}, "column 'into' has ''; wanted: the concept"),
    ],
)
def test_a_decision_that_cannot_be_carried_out_is_refused(tmp_path, changes, said):
    path = tmp_path / "a.tsv"
    dump_candidates([FULL], path)
    (_, header), (_, cells) = load_rows(path)
    for column, value in changes.items():
        cells[header.index(column)] = value
    dump_rows(header, [cells], path)
    with pytest.raises(FormatError) as caught:
        load_review(path)
    assert said in str(caught.value)


@pytest.mark.parametrize("kept", range(1, len(COLUMNS) + 1))
def test_a_row_that_is_cut_is_no_decision(tmp_path, kept):
    path = tmp_path / "a.tsv"
    dump_candidates([Reviewed(FULL, Decision.ACCEPTED)] * 2, path)
    first, second, third = path.read_text("utf-8").splitlines()
    path.write_text("\n".join([first, "\t".join(second.split("\t")[:kept]), third, ""]), "utf-8")
    if kept > COLUMNS.index("context 1"):
        assert [e.candidate.english for e in load_review(path)] == [FULL.english] * 2
        return
    with pytest.raises(FormatError, match=f"row 2 has {kept} of {len(COLUMNS)} cells: ") as caught:
        load_review(path)
    assert (caught.value.path, caught.value.line) == (str(path), 2)


def test_a_row_of_a_list_without_contexts_has_every_cell(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("status,english,chinese,into,mine\nyes,good offices,斡旋,\n", "utf-8")
    assert len(load_review(path).accepted) == 1
    path.write_text("status,english,chinese,into\nyes,good offices,斡旋\n", "utf-8")
    with pytest.raises(FormatError, match="row 2 has 3 of 4 cells"):
        load_review(path)


def test_people_move_add_and_drop_columns_and_write_their_own_words(tmp_path):
    path = tmp_path / "a.tsv"
    path.write_text(
        "mine\tEnglish\tChinese\tStatus\nx\tgood offices\t斡旋\tYES\ny\t\t的\t拒绝\n", "utf-8"
    )
    review = load_review(path)
    assert review.accepted[0].candidate.english == "good offices"
    assert [entry.candidate.chinese for entry in review.rejected] == ["的"]
    path.write_text("Chinese\tdecision\n斡旋\tyes\n", "utf-8")
    with pytest.raises(FormatError, match="no column 'status'"):
        load_review(path)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("[", "not a candidate"),
        ("[]", "not a candidate"),
        ('{"candidate":{}}', "candidate, chinese is missing"),
        ('{"status":"perhaps"}', "status is 'perhaps'"),
    ],
)
def test_broken_lines_are_refused(tmp_path, line, said):
    path = tmp_path / "a.jsonl"
    dump_candidates([FULL], path)
    path.write_text(path.read_text("utf-8") + line + "\n", "utf-8")
    with pytest.raises(FormatError) as caught:
        load_review(path)
    assert said in str(caught.value)
    assert caught.value.line == 2


def test_the_columns_are_those_that_people_are_told():
    assert COLUMNS[:5] == ("status", "chinese", "english", "into", "note")
