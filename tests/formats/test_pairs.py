import pytest
from format_strategies import PLAIN, RICH, glossaries
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.errors import FormatError
from unterm.formats.pairs import dump_deepl, dump_omegat, load_deepl, load_omegat
from unterm.model import Concept

FORMATS = {
    "omegat": (dump_omegat, load_omegat, ".txt"),
    "deepl": (dump_deepl, load_deepl, ".csv"),
    "deepl-tsv": (dump_deepl, load_deepl, ".tsv"),
}


@given(
    glossary=glossaries, name=st.sampled_from(list(FORMATS)), source=st.sampled_from(["en", "zh"])
)
@settings(max_examples=80, deadline=None)
def test_a_concept_without_a_loss_comes_back_as_it_was(tmp_path_factory, glossary, name, source):
    dump, load, suffix = FORMATS[name]
    path = tmp_path_factory.getbasetemp() / f"pairs{suffix}"
    # Plain concepts among awkward ones, so that some are without a loss.
    plain = [Concept.of(f"{c.id} x", f"甲{c.id}") for c in glossary]
    report = dump([*glossary, *plain], path, source=source)
    named = {loss.owner for loss in report}
    returned = {c.id: c for c in load(path, source=source).concepts}
    for concept in [*glossary, *plain]:
        if concept.id not in named:
            back = returned[concept.id]
            notes = () if not back.notes else back.notes
            assert back.model_copy(update={"notes": ()}) == concept
            assert set(notes) <= {concept.subject_field}


def test_omegat_shows_what_to_say_and_what_to_avoid(tmp_path):
    path = tmp_path / "glossary.txt"
    dump_omegat([RICH], path)
    assert path.read_text("utf-8") == (
        "Human Rights Council\t人权理事会\thuman rights; not: 人权委员会, 人權理事會; "
        "see also the treaty bodies\n"
        "HRC\t人权理事会\thuman rights; not: 人权委员会, 人權理事會; see also the treaty bodies\n"
    )
    dump_omegat([RICH], path, source="zh")
    assert path.read_text("utf-8").startswith("人权理事会\tHuman Rights Council\t")


def test_omegat_reading(tmp_path):
    path = tmp_path / "glossary.txt"
    path.write_text(
        "# comment\n斡旋\tgood offices\tby the Secretary-General\n调停\tgood offices\n\n甲\t\n",
        "utf-8",
    )
    reading = load_omegat(path)
    (concept,) = reading.concepts
    assert concept.english == "good offices"
    assert [d.text for d in concept.allowed("zh")] == ["斡旋", "调停"]
    assert concept.notes == ("by the Secretary-General",)
    assert reading.refused == ("甲",)
    path.write_text("good offices 斡旋\n", "utf-8")
    with pytest.raises(FormatError, match=r":1: the line has no tab"):
        load_omegat(path)
    path.write_text("a\tb\n", "utf-8")
    with pytest.raises(FormatError, match="neither column is clearly the Chinese one"):
        load_omegat(path)


def test_a_term_that_would_be_a_comment_is_left_out_and_said(tmp_path):
    path = tmp_path / "glossary.txt"
    (loss,) = dump_omegat([Concept.of("#1 priority", "首要优先事项")], path)[:1]
    assert "would be a comment" in str(loss)
    assert path.read_text("utf-8") == ""


def test_deepl_rules(tmp_path):
    path = tmp_path / "glossary.csv"
    homonym = Concept.of("good offices", "另一个", id="other")
    long = Concept.of("x" * 1025, "长")
    report = dump_deepl([PLAIN, homonym, long, Concept.of('a "b", c', "甲")], path)
    assert path.read_text("utf-8") == '"a ""b"", c",甲\ngood offices,斡旋\n'
    said = [str(loss) for loss in report]
    assert any("other" in s and "stands already" in s for s in said)
    assert any("more than 1,024 bytes" in s for s in said)
    assert [c.english for c in load_deepl(path).concepts] == ['a "b", c', "good offices"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,甲\na,乙\n", ":2: the source 'a' stands on line 1 already"),
        (" a,甲\n", "begins or ends with white space"),
        ("a,\n", "is empty"),
        ("a,甲,x\n", "3 columns"),
        ('"a\nb",甲\n', "holds a line break"),
    ],
)
def test_deepl_files_that_break_the_rules_are_refused(tmp_path, text, said):
    path = tmp_path / "glossary.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(FormatError) as caught:
        load_deepl(path)
    assert said in str(caught.value)
