import re
from pathlib import Path

import pytest
from format_strategies import DATA, PLAIN, RICH, glossaries, hold_to_report, needs_data
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.errors import FormatError, InputError
from unterm.formats.markup import stream
from unterm.formats.tbx_reading import load_tbx
from unterm.formats.tbx_rules import validate_tbx
from unterm.formats.tbx_writing import dump_tbx
from unterm.model import Status, TermType

REAL = sorted((DATA / "formats").glob("*/tbx/*.tbx"))


@given(
    glossary=glossaries,
    dialect=st.sampled_from(["basic", "min"]),
    style=st.sampled_from(["dca", "dct"]),
)
@settings(max_examples=80, deadline=None)
def test_nothing_is_lost_but_what_is_reported_and_all_is_valid(
    tmp_path_factory, glossary, dialect, style
):
    path = tmp_path_factory.getbasetemp() / "round.tbx"
    path.unlink(missing_ok=True)
    try:
        report = dump_tbx(glossary, path, dialect=dialect, style=style)
    except InputError:
        preferred = [d.text for c in glossary for d in (c.preferred("en"), c.preferred("zh"))]
        assert any(not text.split() for text in preferred)
        return
    reading = load_tbx(path)
    hold_to_report(glossary, report, reading.concepts)
    assert not reading.problems
    assert validate_tbx(path) == []
    again = path.with_suffix(".again")
    dump_tbx(reading.concepts, again, dialect=dialect, style=style)
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("style", ["dca", "dct"])
def test_what_terminologists_exchange_survives(tmp_path, style):
    path = tmp_path / "a.tbx"
    report = dump_tbx([PLAIN, RICH], path, style=style)
    plain, rich = load_tbx(path).concepts
    assert plain == PLAIN
    assert [(d.text, d.status, d.term_type, d.region, d.note, d.sources) for d in rich.designations]
    assert {d.status for d in rich.designations} == set(Status)
    assert rich.designations[1].term_type is TermType.ACRONYM
    assert {(loss.field, loss.owner) for loss in report} == {
        ("kind", RICH.id),
        ("relations", RICH.id),
        ("designations, number 1, valid_from", RICH.id),
        ("designations, number 4, valid_until", RICH.id),
    }


def test_an_id_that_begins_with_a_digit(tmp_path):
    path = tmp_path / "a.tbx"
    concept = PLAIN.model_copy(update={"id": "2030-agenda"})
    dump_tbx([concept], path)
    assert 'id="_2030-agenda"' in path.read_text("utf-8")
    assert validate_tbx(path) == []
    assert load_tbx(path).concepts == (concept,)


def martif(body):
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd">\n'
        '<martif type="TBX" xml:lang="en"><martifHeader/><text><body>\n'
        f"{body}\n</body></text></martif>"
    )


def write(path: Path, text: str) -> Path:
    path.write_text(text, "utf-8")
    return path


def test_version_two_with_both_kinds_of_term_sections(tmp_path):
    path = write(
        tmp_path / "a.tbx",
        martif(
            '<termEntry id="C7"><descrip type="subjectField">peace</descrip>'
            '<descripGrp><descrip type="definition">a visit</descrip></descripGrp>'
            '<langSet xml:lang="en-GB"><ntig><termGrp><term>good\n  offices</term>'
            '<termNote type="termType">entryTerm</termNote></termGrp>'
            "<note>formal</note></ntig></langSet>"
            '<langSet xml:lang="zh-Hans-CN"><tig><term>斡旋</term>'
            '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>'
            "<tig><term>调停</term>"
            '<termNote type="administrativeStatus">deprecatedTerm</termNote></tig></langSet>'
            '<langSet xml:lang="zh-TW"><tig><term>斡旋服務</term></tig></langSet>'
            '<langSet xml:lang="fr"><tig><term>bons offices</term></tig></langSet>'
            "</termEntry>"
        ),
    )
    reading = load_tbx(path)
    (concept,) = reading.concepts
    assert (concept.id, concept.english, concept.chinese) == ("c7", "good offices", "斡旋")
    assert (concept.subject_field, concept.definition) == ("peace", "a visit")
    assert [(d.text, d.status.value, d.region) for d in concept.designations if d.lang == "zh"] == [
        ("斡旋", "preferred", None),
        ("调停", "deprecated", None),
        ("斡旋服務", "admitted", "TW"),
    ]
    assert reading.languages == {"en-GB": 1, "zh-Hans-CN": 2, "zh-TW": 1, "fr": 1}
    assert reading.other_languages == {"fr": 1}
    assert [str(p) for p in reading.problems] == [
        "1 terms in 'fr' not taken: neither English nor Chinese"
    ]


@pytest.mark.parametrize(
    ("sections", "said", "refused"),
    [
        ('<langSet xml:lang="en"><tig><term>a</term></tig></langSet>', "has no Chinese", ("a",)),
        (
            '<langSet xml:lang="en"><tig><term>a</term></tig></langSet><langSet xml:lang="zh">'
            '<tig><term>甲</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts'
            "</termNote></tig></langSet>",
            "has no Chinese",
            ("a", "甲"),
        ),
        (
            '<langSet xml:lang="en"><tig><term>a</term></tig><tig><term>a</term></tig></langSet>'
            '<langSet xml:lang="zh"><tig><term>甲</term></tig></langSet>',
            "'a' stands twice",
            ("a",),
        ),
        (
            '<langSet xml:lang="en"><tig><term> </term></tig><tig><term>a</term></tig></langSet>'
            '<langSet xml:lang="zh"><tig><term>甲</term></tig></langSet>',
            "is empty",
            (),
        ),
        (
            '<langSet xml:lang="en"><tig><term>a</term></tig><term>b</term></langSet>'
            '<langSet xml:lang="zh"><tig><term>甲</term></tig></langSet>',
            "outside of a term section",
            (),
        ),
        (
            "<langSet><tig><term>a</term></tig></langSet>",
            "names no language",
            (),
        ),
    ],
)
def test_what_cannot_be_taken_is_said(tmp_path, sections, said, refused):
    path = write(tmp_path / "a.tbx", martif(f"<termEntry>{sections}</termEntry>"))
    reading = load_tbx(path)
    assert any(said in str(problem) for problem in reading.problems)
    assert reading.refused == refused


def test_another_format_is_refused(tmp_path):
    with pytest.raises(FormatError, match="begins with <tmx>"):
        load_tbx(write(tmp_path / "a.tbx", "<tmx/>"))


def test_nothing_to_write_is_refused(tmp_path):
    with pytest.raises(InputError, match="one concept at least"):
        dump_tbx([], tmp_path / "a.tbx")
    with pytest.raises(InputError, match="no tag for zh"):
        dump_tbx([PLAIN], tmp_path / "a.tbx", tags={"en": "en", "zh": "fr"})


BREAKS = {
    "a status outside of its list": ("preferredTerm-admn-sts", "best", "wanted: preferred"),
    "a category outside of the dialect": ('"subjectField"', '"reliability"', "no data category"),
    "a category at the wrong level": (
        "</term>",
        '</term><descrip type="definition">x</descrip>',
        "may stand only in conceptEntry or langSec",
    ),
    "an element out of order": (
        "<termSec>\n<term>斡旋</term>",
        "<termSec><note>x</note><term>斡旋</term>",
        "may not hold, in this order",
    ),
    "no language": ('<langSec xml:lang="zh">', "<langSec>", "needs a language tag"),
    "text between elements": ("<langSec", "stray<langSec", "holds text"),
    "an unknown element": ("<note>", "<remark>x</remark><note>", "is no element of TBX"),
    "a dangling reference": ('target="good-offices"', 'target="nowhere"', "no element has the id"),
    "an id that stands twice": ('id="good-offices"', 'id="human-rights-council"', "stands twice"),
    "an id that is none": ('id="good-offices"', 'id="7"', "must begin with a letter"),
    "another dialect": ('type="TBX-Basic"', 'type="TBX-Full"', "the dialect"),
    "another style": ('style="dca"', 'style="dct"', "does not belong into style"),
    "an unknown attribute": ("<termSec>", '<termSec lang="en">', "may not have the attribute"),
    "no header": ("tbxHeader", "header", "wanted: tbx, tbxHeader"),
    "an empty term": ("<term>HRC</term>", "<term> </term>", "a term is empty"),
    "the wrong carrier": (
        'termNote type="administrativeStatus"',
        'termNote type="source"',
        "is carried by <admin>",
    ),
}


@pytest.mark.parametrize("name", BREAKS)
def test_each_broken_rule_is_found(tmp_path, name):
    path = tmp_path / "a.tbx"
    dump_tbx([PLAIN, RICH], path)
    text = path.read_text("utf-8")
    old, new, said = BREAKS[name]
    assert old in text
    write(path, text.replace(old, new))
    problems = validate_tbx(path)
    assert any(said in problem.message for problem in problems), problems
    assert all(problem.line for problem in problems)


@needs_data
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[-30:])
def test_real_files_lose_no_term(path):
    reading = load_tbx(path)
    raw = path.read_bytes()
    assert sum(reading.languages.values()) == len(re.findall(rb"<term[ >]", raw))
    taken = [d.text for c in reading.concepts for d in c.designations]
    ours = sum(n for tag, n in reading.languages.items() if tag[:2].lower() in ("en", "zh"))
    assert len(taken) + len(reading.refused) == ours
    assert sum(reading.other_languages.values()) == sum(reading.languages.values()) - ours


@needs_data
@pytest.mark.parametrize("name", ["DCA", "DCT"])
def test_the_published_examples_are_valid(name):
    (path,) = (DATA / "formats" / "tbx-basic" / "tbx").glob(f"{name}*.tbx")
    assert validate_tbx(path) == []


@needs_data
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name[-30:])
def test_real_files_made_bilingual_come_in_whole(path, tmp_path):
    """Each second language is called Chinese, so that entries of both become concepts."""
    tags = {e.language for e in stream(path, frozenset({"langSec", "langSet"})) if e.language}
    other = sorted(tag for tag in tags if tag.lower() != "en")[0]
    encoding = "windows-1254" if "1254" in path.name else "utf-8-sig"
    text = path.read_text(encoding).replace(f'xml:lang="{other}"', 'xml:lang="zh"')
    copy = tmp_path / path.name
    copy.write_text(text, encoding)
    reading = load_tbx(copy)
    assert reading.concepts
    taken = sum(len(concept.designations) for concept in reading.concepts)
    ours = sum(n for tag, n in reading.languages.items() if tag.lower() in ("en", "zh"))
    assert taken + len(reading.refused) == ours
    out = tmp_path / "out.tbx"
    dump_tbx(reading.concepts, out)
    assert validate_tbx(out) == []
    again = load_tbx(out).concepts
    assert [c.id for c in again] == sorted(c.id for c in reading.concepts)
    before = {c.id: set(c.designations) for c in reading.concepts}
    assert all(set(concept.designations) == before[concept.id] for concept in again)
