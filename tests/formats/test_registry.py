import pytest
from format_strategies import PLAIN, RICH

from unterm.errors import FormatError, InputError
from unterm.formats.registry import (
    CONCEPT_FORMATS,
    dump_bitext,
    dump_concepts,
    load_bitext,
    load_concepts,
)
from unterm.formats.tbx_rules import validate_tbx
from unterm.model import Bead, Bitext, Document

PAIRS = Bitext.from_pairs([("good offices", "斡旋")])


@pytest.mark.parametrize("suffix", ["jsonl", "tbx", "csv", "tsv", "xlsx", "txt", "utf8"])
def test_concepts_by_suffix(tmp_path, suffix):
    path = tmp_path / f"a.{suffix.upper()}"
    dump_concepts([PLAIN], path)
    reading = load_concepts(path)
    assert [(c.english, c.chinese) for c in reading.concepts] == [("good offices", "斡旋")]
    assert reading.languages == {"en": 1, "zh": 1}


@pytest.mark.parametrize("name", CONCEPT_FORMATS)
def test_concepts_by_the_name_of_a_format(tmp_path, name):
    path = tmp_path / "a.dat"
    dump_concepts([PLAIN, RICH], path, format=name)
    if name == "skos":
        with pytest.raises(FormatError, match="written only"):
            load_concepts(path, format=name)
    elif name not in ("csv", "tsv", "xlsx"):
        assert "good-offices" in {c.id for c in load_concepts(path, format=name).concepts}
    if name.startswith("tbx"):
        assert validate_tbx(path) == []


def test_tables_have_two_layouts_and_mapped_columns(tmp_path):
    path = tmp_path / "a.csv"
    assert dump_concepts([RICH], path) == ()
    assert dump_concepts([RICH], path, layout="concept")
    path.write_text("X,Y\ngood offices,斡旋\n", "utf-8")
    reading = load_concepts(path, columns={"X": "en", "Y": "zh"})
    assert reading.concepts[0].chinese == "斡旋"
    with pytest.raises(InputError, match="columns belong to tables"):
        load_concepts(tmp_path / "a.tbx", columns={"X": "en"})


@pytest.mark.parametrize("suffix", ["tmx", "xlf", "xliff", "tsv", "csv", "xlsx", "jsonl"])
def test_bitexts_by_suffix(tmp_path, suffix):
    path = tmp_path / f"a.{suffix}"
    assert dump_bitext(PAIRS, path) == ()
    assert load_bitext(path) == PAIRS


def test_two_texts_of_one_language_go_where_they_can_be_read_again(tmp_path):
    old, new = (Document.from_segments([text], lang="en") for text in ("It met.", "It meets."))
    versions = Bitext(old, new, (Bead((0,), (0,)),))
    assert dump_bitext(versions, tmp_path / "a.jsonl") == ()
    assert load_bitext(tmp_path / "a.jsonl") == versions
    for suffix in ("tmx", "xlf", "tsv", "csv", "xlsx"):
        with pytest.raises(InputError, match=r"both sides are English.* write \.jsonl"):
            dump_bitext(versions, tmp_path / f"b.{suffix}")
    assert [path.name for path in tmp_path.iterdir()] == ["a.jsonl"]


def test_an_unknown_suffix_lists_the_known_ones(tmp_path):
    for call in (
        lambda: load_concepts(tmp_path / "a.doc"),
        lambda: dump_concepts([PLAIN], tmp_path / "a.doc"),
        lambda: load_bitext(tmp_path / "a.doc"),
        lambda: dump_bitext(PAIRS, tmp_path / "a.doc"),
    ):
        with pytest.raises(FormatError, match=r"the suffix '\.doc' is no .* known are \."):
            call()
    with pytest.raises(InputError, match="'word' is no format"):
        dump_concepts([PLAIN], tmp_path / "a.csv", format="word")
    with pytest.raises(FormatError, match="read only"):
        dump_bitext(PAIRS, tmp_path / "a.sdlxliff")
    assert not list(tmp_path.iterdir())
