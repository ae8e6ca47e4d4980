import sys

import pytest
from format_strategies import AWKWARD, PLAIN, RICH, glossaries, hold_to_report
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.errors import FormatError, InputError, MissingExtraError
from unterm.formats.glossary_tables import dump_table, load_table
from unterm.formats.tables import clean, dump_rows, join, load_rows, split

SUFFIXES = [".csv", ".tsv", ".xlsx"]


@given(
    glossary=glossaries,
    suffix=st.sampled_from(SUFFIXES),
    layout=st.sampled_from(["term", "concept"]),
)
@settings(max_examples=80, deadline=None)
def test_nothing_is_lost_but_what_is_reported(tmp_path_factory, glossary, suffix, layout):
    path = tmp_path_factory.getbasetemp() / f"round{suffix}"
    report = dump_table(glossary, path, layout=layout)
    reading = load_table(path)
    hold_to_report(glossary, report, reading.concepts)
    assert not reading.problems


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_one_row_a_term_holds_all_that_is_not_computed(tmp_path, suffix):
    path = tmp_path / f"a{suffix}"
    assert dump_table([PLAIN, RICH], path) == ()
    assert load_table(path).concepts == (PLAIN, RICH)


@given(
    rows=st.lists(
        st.lists(st.text(AWKWARD, max_size=6).map(clean), min_size=3, max_size=3), max_size=4
    ),
    suffix=st.sampled_from(SUFFIXES),
)
@settings(max_examples=60, deadline=None)
def test_cells_come_back(tmp_path_factory, rows, suffix):
    path = tmp_path_factory.getbasetemp() / f"cells{suffix}"
    dump_rows(["a", "b", "c"], rows, path)
    returned = [cells + [""] * (3 - len(cells)) for _, cells in load_rows(path)]
    assert returned == [["a", "b", "c"], *(row for row in rows if any(c.strip() for c in row))]


@given(st.lists(st.text(AWKWARD, min_size=1).map(clean).filter(bool)))
def test_several_values_share_a_cell(values):
    assert split(join(values)) == tuple(values)


def test_no_cell_of_a_workbook_is_a_formula(tmp_path):
    zipfile = pytest.importorskip("zipfile")
    path = tmp_path / "a.xlsx"
    formula = PLAIN.designations[0].model_copy(update={"text": '=HYPERLINK("http://x","y")'})
    concept = PLAIN.model_copy(update={"designations": (formula, PLAIN.designations[1])})
    dump_table([concept], path, layout="concept")
    with zipfile.ZipFile(path) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
        assert b"<f>" not in sheet
        assert b"<hyperlink" not in sheet
    assert load_table(path).concepts[0].english == formula.text


def write(path, text):
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    "text",
    [
        "English,中文\ngood offices,斡旋\n",
        "en-US;zh-Hans-CN\ngood offices;斡旋\n",
        "sep=;\nEN;ZH\ngood offices;斡旋\n",
        "\ufeffsource\ttarget\r\ngood offices\t斡旋\r\n",
        "good offices,斡旋\nmediation,调解\n",
        "斡旋,good offices\n",
    ],
)
def test_headers_as_people_write_them(tmp_path, text):
    reading = load_table(write(tmp_path / "a.csv", text))
    assert reading.concepts[0].english == "good offices"
    assert reading.concepts[0].chinese == "斡旋"


def test_columns_can_be_mapped_and_what_is_not_taken_is_said(tmp_path):
    path = write(tmp_path / "a.csv", "Nr,Term,Uebersetzung,Wer\n7,good offices,斡旋,A. B.\n")
    with pytest.raises(FormatError, match=r"a\.csv:1: the header .* names no terms"):
        load_table(path)
    reading = load_table(path, columns={"Term": "en", "Uebersetzung": "zh"})
    assert reading.concepts[0].id == "good-offices"
    assert [str(p) for p in reading.problems] == [
        "1: the column 'Nr' is not taken",
        "1: the column 'Wer' is not taken",
    ]
    with pytest.raises(InputError, match="no column 'X'"):
        load_table(path, columns={"X": "en"})
    with pytest.raises(InputError, match="'english' is no field"):
        load_table(path, columns={"Term": "english"})


def test_a_row_without_a_language_is_said_with_its_terms(tmp_path):
    path = write(tmp_path / "a.csv", "en,zh\ngood offices,\n\nmediation,调解\n")
    reading = load_table(path)
    assert [c.english for c in reading.concepts] == ["mediation"]
    assert reading.refused == ("good offices",)
    assert reading.problems[0].line == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,lang,term,status\na,en,x,best\n", ":2: column 'status' has 'best'; wanted: preferred"),
        ("id,lang,term,valid_from\na,en,x,soon\n", "column 'valid_from' has 'soon'"),
        ("id,lang,term,detect\na,en,x,perhaps\n", "column 'detect' has 'perhaps'"),
        ("id,lang,term,kind\na,en,x,thing\n", "column 'kind' has 'thing'"),
        ("id,lang,term,relations\na,en,x,to b\n", "column 'relations' has 'to b'"),
        ("lang,term\nen,x\n", "column 'id' has ''"),
        ('en,zh\n"a"b,甲\n', "2: the row cannot be read"),
        ('en,zh\n\n\n"a,甲\n', ":4: the row cannot be read"),
        ("a,b,c\n1,2,3\n", "names no terms"),
    ],
)
def test_broken_tables_are_refused_with_row_and_column(tmp_path, text, said):
    with pytest.raises(FormatError) as caught:
        load_table(write(tmp_path / "a.csv", text))
    assert said in str(caught.value)


def test_rows_of_one_concept_that_disagree_are_said(tmp_path):
    path = write(
        tmp_path / "a.csv",
        "id,lang,term,subject_field\na,en,x,law\na,zh,甲,peace\na,fr,y,\na,en,,\n",
    )
    reading = load_table(path)
    assert reading.concepts[0].subject_field == "law"
    assert reading.other_languages == {"fr": 1}
    said = [str(problem) for problem in reading.problems]
    assert said[0] == "3: a: column 'subject_field' differs from row 2, which is taken"
    assert "the term is empty" in said[1]


def test_what_is_no_workbook_is_refused(tmp_path):
    with pytest.raises(FormatError, match=r"a\.xlsx: not an XLSX workbook"):
        load_rows(write(tmp_path / "a.xlsx", "en,zh"))
    with pytest.raises(FileNotFoundError):
        load_rows(tmp_path / "missing.xlsx")


def test_all_sheets_with_a_glossary_header_are_read_and_others_named(tmp_path):
    xlsxwriter = pytest.importorskip("xlsxwriter")
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheets = {
            "peace": [["English", "Chinese"], ["good offices", "斡旋"]],
            "empty": [],
            "readme": [["by A. B."]],
            "law": [["zh", "en", "definition"], ["条约", "treaty", 7]],
        }
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    reading = load_table(path)
    assert [(c.english, c.definition) for c in reading.concepts] == [
        ("good offices", None),
        ("treaty", "7"),
    ]
    (problem,) = reading.problems
    assert "the sheet 'readme' (1 rows) is not taken" in problem.message


def test_a_cell_too_long_for_a_worksheet_is_refused_and_nothing_is_written(tmp_path):
    path = tmp_path / "a.xlsx"
    with pytest.raises(InputError, match=r"row 2, column 'b': a cell holds 32,767"):
        dump_rows(["a", "b"], [["x", "字" * 40_000]], path)
    assert not path.exists()


def test_the_extra_is_named_where_it_is_missing(tmp_path, monkeypatch):
    path = tmp_path / "a.xlsx"
    dump_table([PLAIN], path)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=r"unterm\[xlsx\]"):
        load_table(path)
    with pytest.raises(MissingExtraError, match=r"unterm\[xlsx\]"):
        dump_table([PLAIN], path)
