"""The matcher against a textbook twin, and the cases that Chinese and Latin make hard."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.language.folding import fold, fold_key
from unterm.matching import Matcher, english_forms
from unterm.matching.matcher import longest_first
from unterm.model import Concept, Designation


def _concept(english: str, chinese: str, *more: Designation) -> Concept:
    concept = Concept.of(english, chinese)
    return concept.model_copy(update={"designations": (*concept.designations, *more)})


def _found(matcher: Matcher, text: str) -> list[str]:
    return [hit.text for hit in matcher.find(text)]


PEACE = [
    _concept("peacebuilding", "建设和平"),
    _concept("Peacebuilding Commission", "建设和平委员会"),
    _concept("peace", "和平"),
    _concept("mediation", "调解").model_copy(
        update={
            "designations": (
                Designation(text="mediation", lang="en"),
                Designation(text="调解", lang="zh", not_in=("协调解决",)),
            )
        }
    ),
    _concept(
        "World Health Organization",
        "世界卫生组织",
        Designation(text="WHO", lang="en", status="admitted", term_type="acronym"),
    ),
]
MATCHER = Matcher(PEACE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("建设和平委员会支持建设和平等领域", ["建设和平委员会", "建设和平"]),
        ("建设\n\n 和平委员会", ["建设\n\n 和平委员会"]),
        ("建設和平委員會", ["建設和平委員會"]),
        ("协调解决争端", []),
        ("由他调解决定的", ["调解"]),
        ("peace in peacebuilding", ["peace", "peacebuilding"]),
        ("Peace-building and PEACE", ["Peace", "PEACE"]),
        ("who knows? WHO does", ["WHO"]),
        ("speace peaces", ["peaces"]),
        ("和平peace和平", ["和平", "peace", "和平"]),
        ("", []),
    ],
)
def test_finds(text: str, found: list[str]) -> None:
    assert _found(MATCHER, text) == found


def test_adjacent_occurrences() -> None:
    matcher = Matcher([_concept("Security Council", "安理会")])
    assert _found(matcher, "安理会安理会") == ["安理会", "安理会"]


def test_folding_that_would_change_length_moves_nothing() -> None:
    matcher = Matcher([_concept("peace", "和平")])
    assert _found(matcher, "İß peace İ 和平") == ["peace", "和平"]


def _textbook(keys: list[str], text: str) -> list[tuple[int, int]]:
    """Every hit by brute force, then the longest (leftmost of equals) again and again."""

    def word(c: str) -> bool:
        return c.isascii() and c.isalnum()

    hits = [
        (start, start + len(key))
        for key in keys
        for start in range(len(text) - len(key) + 1)
        if text.startswith(key, start)
        and not (word(key[0]) and start and word(text[start - 1]))
        and not (word(key[-1]) and start + len(key) < len(text) and word(text[start + len(key)]))
    ]
    kept: list[tuple[int, int]] = []
    while hits:
        best = min(hits, key=lambda hit: (hit[0] - hit[1], hit[0]))
        kept.append(best)
        hits = [hit for hit in hits if hit[1] <= best[0] or best[1] <= hit[0]]
    return sorted(kept)


_SMALL = st.text(alphabet="和平建设ab ", min_size=1, max_size=5).filter(lambda t: fold_key(t) != "")


@settings(max_examples=500)
@given(st.lists(_SMALL, min_size=1, max_size=8, unique=True), st.text("和平建设ab ", max_size=30))
def test_agrees_with_the_textbook(terms: list[str], text: str) -> None:
    concepts = [
        Concept(
            id=f"c-{number}",
            subject_field="test",
            designations=(
                Designation(text=f"zzz{number}zzz", lang="en", detect=False),
                Designation(text=term, lang="zh"),
            ),
        )
        for number, term in enumerate(terms)
    ]
    folded = fold(text)
    expected = _textbook(sorted({fold_key(term) for term in terms}), folded.text)
    hits = Matcher(concepts).find(text)
    assert [hit.span for hit in hits] == [folded.span(*range_) for range_ in expected]
    assert all(hit.span.cut(text) == hit.text for hit in hits)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(1, 6)), max_size=12))
def test_longest_first_keeps_no_overlap_and_drops_nothing_free(
    ranges: list[tuple[int, int]],
) -> None:
    found = [(i, start, start + size) for i, (start, size) in enumerate(ranges)]
    found.sort(key=lambda hit: hit[2])
    kept = longest_first(found)
    for one, other in pairwise(kept):
        assert one[2] <= other[1]
    for hit in found:
        rivals = [k for k in kept if k[1] < hit[2] and hit[1] < k[2]]
        assert any(k[2] - k[1] >= hit[2] - hit[1] for k in rivals)


@given(st.text(max_size=60))
def test_folding_maps_every_character_back(text: str) -> None:
    folded = fold(text)
    assert len(folded.offsets) == len(folded.text)
    places = [folded.offsets.source(i) for i in range(len(folded.text))]
    assert places == sorted(set(places))
    assert fold(folded.text).text == folded.text


@pytest.mark.parametrize(
    ("term", "form"),
    [
        ("treaty body", "treaty bodies"),
        ("troop-contributing country", "troop-contributing countries"),
        ("woman", "women"),
        ("good offices", "good office"),
        (
            "Special Representative of the Secretary-General",
            "Special Representatives of the Secretary-General",
        ),
        ("NGO", "NGOs"),
    ],
)
def test_number_forms(term: str, form: str) -> None:
    assert form in english_forms(term)
