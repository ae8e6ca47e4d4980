"""Names that form marks on the Chinese side, paired with their English."""

from __future__ import annotations

import pytest

from unterm.extraction import extract
from unterm.extraction.capitals import find_abbreviated, find_runs
from unterm.extraction.english import cut_english
from unterm.extraction.sides import Cell, Side
from unterm.glossary import Glossary
from unterm.model import Bitext, Candidate, Concept

PAIRS = [
    ("The Harbour Convention protects ports.", "《港口公约》保护港口。"),
    ("Parties discussed the Harbour Convention.", "缔约方讨论了《港口公约》。"),
    ("The Convention was adopted.", "公约获得通过。"),
    ("Ports need lighthouses.", "港口需要灯塔。"),
    ("Parties met in spring.", "缔约方在春天开会。"),
    (
        "Parties thanked them and read “Lighthouses for all”.",
        "缔约方感谢他们并阅读《人人享有灯塔》。",
    ),
    ("Lighthouses help all.", "灯塔帮助人人。"),
    (
        "The International Lighthouse Organization (ILO) repaired ports.",
        "国际灯塔组织(灯塔组织)修理了港口。",
    ),
]


@pytest.fixture(scope="module")
def found() -> dict[str, Candidate]:
    return {c.chinese: c for c in extract(Bitext.from_pairs(PAIRS)) if c.section == "form"}


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("《港口公约》", "Harbour Convention"),
        ("《人人享有灯塔》", "Lighthouses for all"),
        ("国际灯塔组织", "International Lighthouse Organization"),
        ("灯塔组织", "ILO"),
    ],
)
def test_names_get_their_english(found: dict[str, Candidate], chinese: str, english: str) -> None:
    assert found[chinese].english == english
    assert found[chinese].kind == "new"


def test_contexts_show_both_names(found: dict[str, Candidate]) -> None:
    candidate = found["《港口公约》"]
    assert candidate.count == 2
    shown = [context.span.cut(context.text) for context in candidate.contexts]
    assert shown == ["《港口公约》", "Harbour Convention"] * 2


def test_what_the_glossary_links_is_no_second_candidate() -> None:
    glossary = Glossary([Concept.of("Harbour Convention", "港口公约")])
    candidates = extract(Bitext.from_pairs(PAIRS), glossary=glossary)
    assert [c.kind for c in candidates if "港口公约" in c.chinese] == ["known"]


def test_the_stop_list_holds_for_names() -> None:
    found = extract(Bitext.from_pairs(PAIRS), stop_list=["《港口公约》", "Lighthouses for all"])
    assert not {"《港口公约》", "《人人享有灯塔》"} & {c.chinese for c in found}


def test_a_term_inside_a_word_leaves_the_rest_of_the_word() -> None:
    glossary = Glossary([Concept.of("United Nations", "联合国")])
    pairs = [
        (
            "The United Nations Development Programme (UNDP) helped.",
            "联合国开发计划署(开发署)提供了帮助。",
        )
    ]
    found = {c.chinese: c.english for c in extract(Bitext.from_pairs(pairs), glossary=glossary)}
    assert found["联合国开发计划署"] == "United Nations Development Programme"
    assert found["开发署"] == "UNDP"


def _side(text: str) -> Side:
    side = Side()
    side.add(text, [Cell(w.text, w.start, w.end) for w in cut_english(text)])
    return side


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Under article 7 of the Rome Statute, the Court", ["7 of the Rome Statute", "Court"]),
        (
            "a Convention against Torture, Slavery or War. Then",
            ["Convention against Torture, Slavery or War"],
        ),
        ("see “Light for all”", ["Light for all"]),
        ("nothing here", []),
    ],
)
def test_runs_of_capitals(text: str, runs: list[str]) -> None:
    side = _side(text)
    found = [side.cut(0, run.low, run.high) for run in find_runs(side, 0)]
    assert found == runs


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("the World Health Organization (WHO)", [("World Health Organization", "WHO")]),
        ("the Entity for Women (UN-Women)", [("Entity for Women", "UN-Women")]),
        ("health (WHO)", []),
    ],
)
def test_names_before_their_acronym(text: str, names: list[tuple[str, str]]) -> None:
    side = _side(text)
    found = [
        (side.cut(0, a.lows[0], a.high), side.cut(0, *a.acronym)) for a in find_abbreviated(side, 0)
    ]
    assert found == names
