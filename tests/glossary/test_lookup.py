"""What a translator types and what must come: each way of writing, slips, ranks, and nothing."""

from __future__ import annotations

import doctest
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unterm.annotation import annotate
from unterm.glossary import Glossary
from unterm.glossary.keys import lookup_key, squeeze
from unterm.glossary.near import NearKeys
from unterm.model import Attestation, Concept, Designation

KNOWN = ("exact", "folded", "acronym", "short-form", "variant", "superseded", "deprecated")


def _concept(english: str, chinese: str, *more: Designation, seen: int = 0) -> Concept:
    concept = Concept.of(english, chinese)
    return Concept(
        id=concept.id,
        subject_field="test",
        designations=(*concept.designations, *more),
        attestation=Attestation(english_pairs=seen),
    )


def _english(text: str, term_type: str = "acronym") -> Designation:
    return Designation(text=text, lang="en", status="admitted", term_type=term_type)


SMALL = Glossary(
    [
        _concept("United Nations", "联合国", _english("UN")),
        _concept(
            "Charter of the United Nations", "《联合国宪章》", _english("Charter", "short form")
        ),
        _concept("Security Council", "安全理事会"),
        _concept("Human Rights Council", "人权理事会", seen=20),
        _concept("treaty body", "条约机构"),
        _concept("peacekeeping operation", "维持和平行动"),
        _concept("subregional organization", "次区域组织"),
        _concept("preventive diplomacy", "预防外交"),
        _concept("confidence-building measures", "建立信任措施"),
        _concept("World Food Programme", "世界粮食计划署", _english("WFP")),
        _concept("United Nations Children's Fund", "联合国儿童基金会", _english("UNICEF")),
        _concept("Côte d'Ivoire", "科特迪瓦"),
        _concept("women and peace and security", "妇女与和平与安全"),
        _concept("acquired immunodeficiency syndrome", "艾滋病", _english("AIDS"), seen=9),
        _concept("aids", "辅助设备"),
        _concept("Office for West Africa", "西非办", _english("UNOWA"), seen=50),
        _concept("Office for West Africa and the Sahel", "西萨办", _english("UNOWAS"), seen=3),
        _concept("Third Committee", "第三委员会"),
        _concept("Fifth Committee", "第五委员会"),
        _concept("mediation", "调解"),
        _concept("small arms and light weapons", "小武器和轻武器"),
        _concept(
            "Department of Political and Peacebuilding Affairs",
            "政治和建设和平事务部",
            _english("DPPA"),
        ),
    ]
)


@pytest.mark.parametrize(
    ("question", "english", "reason"),
    [
        # case, article, plural, width, script, marks
        ("security council", "Security Council", "folded"),
        ("the Security Council", "Security Council", "folded"),
        ("Ｓｅｃｕｒｉｔｙ　Ｃｏｕｎｃｉｌ", "Security Council", "folded"),
        ("treaty bodies", "treaty body", "folded"),
        ("confidence-building measure", "confidence-building measures", "folded"),
        ("安全理事會", "Security Council", "folded"),
        ("安全 理事会", "Security Council", "folded"),
        ("安全\n\n理事会", "Security Council", "folded"),
        ("“安全理事会”", "Security Council", "folded"),
        ("安全理事会。", "Security Council", "folded"),
        ("联合国宪章", "Charter of the United Nations", "folded"),
        ("《聯合國憲章》", "Charter of the United Nations", "folded"),
        ("《联合国宪章》", "Charter of the United Nations", "exact"),
        # hyphens, blanks, spellings, accents
        ("peace-keeping operations", "peacekeeping operation", "folded"),
        ("peace keeping operation", "peacekeeping operation", "folded"),
        ("sub-regional organisations", "subregional organization", "folded"),
        ("World Food Program", "World Food Programme", "folded"),
        ("Cote d'Ivoire", "Côte d'Ivoire", "folded"),
        ("Côte d’Ivoire", "Côte d'Ivoire", "folded"),
        ("women, and peace & security", "women and peace and security", "folded"),
        # particles
        ("预防性外交", "preventive diplomacy", "folded"),
        ("建立信任的措施", "confidence-building measures", "folded"),
        # acronyms, initials, the United Nations before a name
        ("U.N.", "United Nations", "acronym"),
        ("U.N. Charter", "Charter of the United Nations", "short-form"),
        ("UN Security Council", "Security Council", "folded"),
        ("联合国安全理事会", "Security Council", "folded"),
        ("UN Children's Fund", "United Nations Children's Fund", "folded"),
        ("Children's Fund", "United Nations Children's Fund", "folded"),
        ("儿童基金会", "United Nations Children's Fund", "folded"),
        ("World Food Programme (WFP)", "World Food Programme", "folded"),
        # slips
        ("Secuirty Council", "Security Council", "fuzzy"),
        ("preventative diplomacy", "preventive diplomacy", "fuzzy"),
        ("Human Rigths Concil", "Human Rights Council", "fuzzy"),
        ("Human Right Council", "Human Rights Council", "fuzzy"),
        (
            "Departmnet of Political and Peacebuliding Affairs",
            "Department of Political and Peacebuilding Affairs",
            "fuzzy",
        ),
        (
            "Department for Political and Peacebuilding Afairs",
            "Department of Political and Peacebuilding Affairs",
            "fuzzy",
        ),
        ("信任建立措施", "confidence-building measures", "fuzzy"),
        ("小武器及轻武器", "small arms and light weapons", "fuzzy"),
        ("政治与建设和平事务部", "Department of Political and Peacebuilding Affairs", "fuzzy"),
    ],
)
def test_finds(question: str, english: str, reason: str) -> None:
    results = SMALL.lookup(question)
    assert [(r.concept.english, r.reason) for r in results[:1]] == [(english, reason)]


@pytest.mark.parametrize(
    "question",
    [
        "",
        " 。",
        "《》",
        "\ud800",
        "council",
        "medallion",
        "Sixth Committee",
        "fourth committee",
        "第四委员会",
        "security counselling services",
        "Security Officer",
        "Human Resources Council",
        "WFQ",
        "UNICEFF",
        "WFPA",
        "安全行动",
        "信任措施",
        "安全",
        "天气预报明天",
        "qwxyz plonk",
        "a",
        "un children",
        "的之性的",
        "((((",
        "()",
        "a" * 3000,
        "x" * 5000,
        "调" * 5000,
    ],
)
def test_what_is_unknown_is_not_guessed(question: str) -> None:
    assert SMALL.lookup(question) == []


def test_the_very_letters_come_first() -> None:
    assert SMALL.lookup("aids")[0].concept.english == "aids"
    assert {r.concept.id for r in SMALL.lookup("AIDS")} == {
        "aids",
        "acquired-immunodeficiency-syndrome",
    }


def test_a_name_comes_before_the_plural_of_another() -> None:
    for question in ("UNOWAS", "unowas"):
        found = [r.designation.text for r in SMALL.lookup(question)]
        assert found == ["UNOWAS", "UNOWA"]


def test_a_preferred_term_comes_before_an_acronym_and_the_more_used_before_the_other() -> None:
    glossary = Glossary(
        [
            _concept("a rare thing", "甲", _english("WHO")),
            _concept("an often used thing", "乙", _english("WHO"), seen=7),
            _concept("who", "丙"),
        ]
    )
    assert [r.concept.chinese for r in glossary.lookup("who")] == ["丙", "乙", "甲"]
    assert [r.concept.chinese for r in glossary.lookup("who", limit=2)] == ["丙", "乙"]


def test_scores_fall_with_the_distance() -> None:
    one = SMALL.lookup("Human Rights Concil")[0]
    two = SMALL.lookup("Human Rigths Concil")[0]
    assert 1 > one.score > two.score > 0
    for reason in KNOWN:
        assert one.reason != reason


def test_a_deprecated_form_is_found_and_called_so() -> None:
    wrong = Designation(text="建立互信措施", lang="zh", status="deprecated")
    glossary = Glossary([_concept("confidence-building measures", "建立信任措施", wrong)])
    (result,) = glossary.lookup("建立互信措施")
    assert (result.reason, result.designation) == ("deprecated", wrong)


def test_pinyin() -> None:
    pytest.importorskip("pypinyin")
    assert [r.concept.chinese for r in SMALL.lookup("an quan li shi hui")] == ["安全理事会"]
    assert [r.reason for r in SMALL.lookup("tiaoyuejigou")] == ["pinyin"]


def test_every_designation_of_the_glossary_leads_to_its_concept(glossary: Glossary) -> None:
    for concept in glossary:
        for designation in concept.designations:
            results = glossary.lookup(designation.text, limit=100)
            own = [r for r in results if r.concept.id == concept.id]
            assert own, designation.text
            assert own[0].reason in KNOWN, designation.text
            assert results[0].reason in KNOWN
    for concept in glossary:
        for lang in ("en", "zh"):
            text = concept.preferred(lang).text
            best = [r for r in glossary.lookup(text, limit=100) if r.reason == "exact"]
            assert concept.id in {r.concept.id for r in best}, text


def test_every_designation_is_annotated_where_it_stands_alone(glossary: Glossary) -> None:
    for concept in glossary:
        for designation in concept.designations:
            if not designation.detect:
                continue
            text = f"。{designation.text}。"
            found = annotate(text, glossary)
            assert [o.span.cut(text) for o in found] == [o.text for o in found]
            whole = [o for o in found if lookup_key(o.text) == lookup_key(designation.text)]
            meant = {c.id for o in whole for c in (o.concept, *(other for other, _ in o.homonyms))}
            assert concept.id in meant, designation.text


def test_slips_in_the_glossary_lead_back_or_nowhere(glossary: Glossary) -> None:
    draw = random.Random(3)
    names = [c for c in glossary if 16 <= len(c.english) <= 80]
    right = wrong = 0
    for concept in draw.sample(names, 300):
        at = draw.randrange(1, len(concept.english) - 1)
        slip = concept.english[:at] + draw.choice("aeiou") + concept.english[at + 1 :]
        found = {r.concept.id for r in glossary.lookup(slip)}
        right += concept.id in found
        wrong += bool(found) and concept.id not in found
    assert right >= 285
    assert wrong <= 3


def test_an_index_of_a_glossary_without_concepts() -> None:
    assert Glossary().lookup("安理会") == []
    assert list(Glossary().subset("安理会")) == []
    assert "安理会" not in Glossary()


@given(st.text(alphabet="安全理事会的性 securitycnl-'.《》()UN", max_size=20))
def test_keys_are_their_own_keys(text: str) -> None:
    key = lookup_key(text)
    assert lookup_key(key.strip()) == lookup_key(lookup_key(key))
    assert squeeze(squeeze(key)) == squeeze(key)


_WORDS = st.lists(st.sampled_from(["peace", "peach", "pace", "of", "aid", "aids"]), max_size=3)


@given(st.lists(_WORDS.map(" ".join), max_size=6), _WORDS.map(" ".join))
def test_near_keys_are_near(keys: list[str], question: str) -> None:
    for near in NearKeys(filter(None, keys)).find(question):
        assert near.key in keys
        assert 0.5 < near.similarity <= 1


def test_the_page_about_glossaries_shows_what_happens() -> None:
    page = Path(__file__).resolve().parents[2] / "docs" / "glossary.md"
    result = doctest.testfile(str(page), module_relative=False, encoding="utf-8")
    assert result.attempted > 5
    assert result.failed == 0
