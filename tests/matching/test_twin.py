"""The matcher against a textbook twin with every rule: masks, number forms, case, edges."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from unterm.language.folding import fold, fold_key
from unterm.matching import Matcher, english_forms
from unterm.model import Concept, Designation, Span

Found = dict[tuple[int, int], set[tuple[str, str]]]


def _letters(text: str) -> list[str]:
    return [c for c in text if c.isalpha()]


def _forms(designation: Designation) -> tuple[str, ...]:
    return english_forms(designation.text) if designation.lang == "en" else (designation.text,)


def _places(key: str, text: str) -> list[tuple[int, int]]:
    """Where a key stands in a folded text, Latin letters and digits beside no Latin ones."""

    def is_word(c: str) -> bool:
        return (c < "\u0250" and c.isalpha()) or (c.isascii() and c.isdigit())

    return [
        (start, start + len(key))
        for start in range(len(text) - len(key) + 1)
        if text.startswith(key, start)
        and not (is_word(key[0]) and start and is_word(text[start - 1]))
        and not (
            is_word(key[-1]) and start + len(key) < len(text) and is_word(text[start + len(key)])
        )
    ]


def _textbook(concepts: list[Concept], text: str) -> Found:
    folded = fold(text)
    looked_for = [(c, d) for c in concepts for d in c.designations if d.detect]
    keys = {key for _, d in looked_for for form in _forms(d) if (key := fold_key(form))}
    masked: dict[str, list[tuple[int, int]]] = {}
    for _, designation in looked_for:
        for longer in designation.not_in:
            mask = fold_key(longer)
            if mask and mask not in keys:
                for form in _forms(designation):
                    masked.setdefault(fold_key(form), []).extend(_places(mask, folded.text))
    found: Found = {}
    for concept, designation in looked_for:
        for form in _forms(designation):
            key = fold_key(form)
            for start, end in _places(key, folded.text) if key else ():
                given_text = folded.span(start, end).cut(text)
                if designation.exact_case and _letters(given_text) not in map(
                    _letters, _forms(designation)
                ):
                    continue
                if any(low <= start and end <= high for low, high in masked.get(key, ())):
                    continue
                found.setdefault((start, end), set()).add((concept.id, designation.text))
    kept: Found = {}
    while found:
        best = min(found, key=lambda hit: (hit[0] - hit[1], hit[0]))
        kept[folded.span(*best)] = found[best]
        found = {h: w for h, w in found.items() if h[1] <= best[0] or best[1] <= h[0]}
    return dict(sorted(kept.items()))


_CHINESE = st.text("和平建设", min_size=1, max_size=4)
_ENGLISH = st.lists(
    st.sampled_from(["peace", "Peace", "aid", "AID", "body", "of"]), min_size=1, max_size=2
).map(" ".join)
_TEXT = st.lists(
    st.sampled_from(
        (*"和平建设-。İ1 \n", " ", *"peace Peace PEACE aid AIDs AID aids body bodies of".split())
    ),
    max_size=14,
).map("".join)


@st.composite
def _designation(draw: st.DrawFn) -> Designation:
    if draw(st.booleans()):
        return Designation(
            text=draw(_CHINESE),
            lang="zh",
            status="admitted",
            not_in=tuple(draw(st.lists(_CHINESE, max_size=2))),
            detect=draw(st.sampled_from([True, True, True, False])),
        )
    return Designation(
        text=draw(_ENGLISH),
        lang="en",
        status=draw(st.sampled_from(["admitted", "deprecated"])),
        term_type=draw(st.sampled_from(["full form", "acronym"])),
        case_sensitive=draw(st.sampled_from([None, True, False])),
        not_in=tuple(draw(st.lists(_ENGLISH, max_size=1))),
    )


def _concepts(groups: list[list[Designation]]) -> list[Concept]:
    return [
        Concept(
            id=f"c-{number}",
            subject_field="test",
            designations=(
                Designation(text=f"en{number}", lang="en", detect=False),
                Designation(text=f"zh{number}", lang="zh", detect=False),
                *group,
            ),
        )
        for number, group in enumerate(groups)
    ]


def _zh(text: str, *not_in: str) -> Designation:
    return Designation(text=text, lang="zh", status="admitted", not_in=not_in)


def _en(text: str, **more: object) -> Designation:
    return Designation.model_validate({"text": text, "lang": "en", "status": "admitted", **more})


@settings(max_examples=1000, deadline=None)
@given(st.lists(st.lists(_designation(), max_size=3), max_size=4), _TEXT)
@example([[_zh("和平", "平和平")], [_zh("平建")]], "平和平建设")
@example([[_zh("和平", "平和平设")], [_zh("平和平")]], "平和平设")
@example([[_en("AID", term_type="acronym")], [_en("aid of")]], "AIDs aids AID of")
@example([[_en("AID of", case_sensitive=True)], [_en("of")]], "aid of peace")
def test_agrees_with_the_textbook(groups: list[list[Designation]], text: str) -> None:
    concepts = _concepts(groups)
    hits = Matcher(concepts).find(text)
    assert all(hit.span.cut(text) == hit.text for hit in hits)
    assert {
        hit.span: {(p.concept.id, p.designation.text) for p in hit.patterns} for hit in hits
    } == _textbook(concepts, text)
    for hit in hits:
        allowed = [p.designation.status.allowed for p in hit.patterns]
        assert allowed == sorted(allowed, reverse=True)


def test_a_mask_hides_its_own_designation_and_no_other() -> None:
    matcher = Matcher(_concepts([[_zh("调解", "协调解决")], [_zh("协调")], [_zh("解决")]]))
    assert [hit.text for hit in matcher.find("协调解决，调解，解决")] == [
        *("协调", "解决", "调解", "解决"),
    ]


def test_a_longer_name_in_other_letters_does_not_hide_a_shorter_one() -> None:
    matcher = Matcher(_concepts([[_en("UN women", case_sensitive=True)], [_en("women")]]))
    assert [hit.text for hit in matcher.find("un women, UN women")] == ["women", "UN women"]


def test_a_long_chain_of_overlaps_takes_no_long_time() -> None:
    text = "和平" * 20_000 + "和"
    matcher = Matcher(_concepts([[_zh("和平")], [_zh("平和")], [_zh("平和平和")]]))
    hits = matcher.find(text)
    assert hits[0].span == Span(1, 5)
    assert sum(len(hit.span) for hit in hits) == len(text) - 1
