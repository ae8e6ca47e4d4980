import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from unterm.errors import InputError
from unterm.formats.review_columns import Decision, Reviewed
from unterm.glossary import Glossary
from unterm.language.folding import fold_key
from unterm.merging import concepts_of_review, diff, merge
from unterm.model import (
    Attestation,
    Candidate,
    Citation,
    Concept,
    Conflict,
    Context,
    Designation,
    Kind,
    Relation,
    Span,
    Status,
)

ENGLISH = ["good offices", "Good Offices", "mediation", "UN", "United Nations", "2030 Agenda"]
CHINESE = ["斡旋", "调解", "调停", "联合国", "聯合國", "议程"]
OTHER = [Status.ADMITTED, Status.DEPRECATED, Status.SUPERSEDED]


def designation(lang, terms, status):
    return st.builds(
        Designation,
        text=st.sampled_from(terms),
        lang=st.just(lang),
        status=status,
        note=st.none() | st.sampled_from(["x", "y"]),
        region=st.none() | st.just("TW"),
        valid_until=st.none() | st.integers(2000, 2001),
        sources=st.lists(
            st.builds(Citation, symbol=st.sampled_from(["S/1", "S/2"])), max_size=1
        ).map(tuple),
        detect=st.booleans(),
    )


concepts = st.builds(
    lambda english, chinese, others, **rest: Concept(
        designations=tuple({(d.lang, d.text): d for d in (*others, english, chinese)}.values()),
        **rest,
    ),
    english=designation("en", ENGLISH, st.just(Status.PREFERRED)),
    chinese=designation("zh", CHINESE, st.just(Status.PREFERRED)),
    others=st.lists(
        designation("en", ENGLISH, st.sampled_from(OTHER))
        | designation("zh", CHINESE, st.sampled_from(OTHER)),
        max_size=3,
    ),
    id=st.sampled_from(["a", "b", "c", "d"]),
    kind=st.sampled_from([Kind.TERM, Kind.BODY, Kind.POST]),
    subject_field=st.sampled_from(["general", "peace", "law"]),
    definition=st.none() | st.sampled_from(["one", "two"]),
    notes=st.lists(st.sampled_from(["n", "m"]), max_size=2).map(tuple),
    relations=st.lists(
        st.builds(Relation, type=st.just("related"), target=st.sampled_from(["a", "b", "z"])),
        max_size=1,
    ).map(tuple),
    attestation=st.none() | st.builds(Attestation, both_pairs=st.integers(0, 2)),
)
glossaries = st.lists(concepts, max_size=3, unique_by=lambda c: c.id)
preferences = st.sampled_from(["curated", "new"])


@given(known=glossaries, new=concepts, prefer=preferences)
@settings(max_examples=150, deadline=None)
def test_merging_one_concept_twice_is_merging_it_once(known, new, prefer):
    once = merge(Glossary(known), [new], prefer=prefer)
    twice = merge(once.glossary, [new], prefer=prefer)
    assert list(twice.glossary) == list(once.glossary)
    assert (twice.added, twice.widened) == ((), ())


@given(known=glossaries, new=glossaries, prefer=preferences)
@settings(max_examples=150, deadline=None)
def test_merging_twice_is_merging_once(known, new, prefer):
    once = merge(Glossary(known), new, prefer=prefer)
    twice = merge(once.glossary, new, prefer=prefer)
    assert list(twice.glossary) == list(once.glossary)


@given(known=glossaries, new=glossaries, prefer=preferences)
@settings(max_examples=100, deadline=None)
def test_what_is_said_is_what_happened(known, new, prefer):
    merged = merge(Glossary(known), new, prefer=prefer)
    before = {c.id: c for c in known}
    after = {c.id: c for c in merged.glossary}
    assert before.keys() <= after.keys()
    assert {c.id for c in merged.added} == after.keys() - before.keys()
    assert {c.id for c in merged.widened} == {i for i, c in before.items() if after[i] != c}
    if prefer == "curated":
        for identifier, concept in before.items():
            assert (after[identifier].english, after[identifier].chinese) == (
                concept.english,
                concept.chinese,
            )
        for part in diff(known, merged.glossary).changed:
            for change in part.changes:
                filled = change.before in ("general", "term", "yes") or change.widens
                assert filled or change.field.startswith("order"), change
    for concept in known:
        texts = {(d.lang, d.text) for d in concept.designations}
        assert texts <= {(d.lang, d.text) for d in after[concept.id].designations}


@given(known=glossaries, new=glossaries)
@settings(max_examples=100, deadline=None)
def test_no_incoming_term_vanishes_in_silence(known, new):
    merged = merge(Glossary(known), new)
    present = {(d.lang, d.text) for c in merged.glossary for d in c.designations}
    rejected = {c.rejected for c in merged.conflicts}
    known_keys = {fold_key(text) for _, text in present}
    for concept in new:
        if concept.chinese in rejected and any(
            c.field == "preferred Chinese" and c.rejected == concept.chinese
            for c in merged.conflicts
        ):
            continue
        for d in concept.designations:
            preferred = d.text in (concept.english, concept.chinese)
            folded = preferred and fold_key(d.text) in known_keys
            assert (d.lang, d.text) in present or d.text in rejected or folded


@given(glossary=glossaries)
@settings(max_examples=100, deadline=None)
def test_nothing_merged_is_nothing_changed(glossary):
    merged = merge(Glossary(glossary), [])
    assert list(merged.glossary) == sorted(glossary, key=lambda c: c.id)
    assert not merged.conflicts
    assert not diff(glossary, merged.glossary)


@given(old=glossaries, new=glossaries)
@settings(max_examples=100, deadline=None)
def test_a_difference_is_seen_exactly_where_there_is_one(old, new):
    difference = diff(old, new)
    assert bool(difference) == (sorted(old, key=lambda c: c.id) != sorted(new, key=lambda c: c.id))
    for part in difference.changed:
        assert part.changes
    assert str(difference).endswith("\n")


def concept(english, chinese, *others, **rest):
    bare = Concept.of(english, chinese)
    return bare.model_copy(update={"designations": (*bare.designations, *others), **rest})


GOOD_OFFICES = concept("good offices", "斡旋", subject_field="mediation")


def test_what_is_new_what_widens_and_what_conflicts():
    wider = concept(
        "good offices",
        "斡旋",
        Designation(text="斡旋服务", lang="zh", status=Status.DEPRECATED),
        definition="a visit",
    )
    other = concept("Good offices", "调停")
    new = concept("sustaining peace", "保持和平")
    merged = merge(Glossary([GOOD_OFFICES]), [wider, other, new])
    assert [c.id for c in merged.added] == ["sustaining-peace"]
    (widened,) = merged.widened
    assert widened.definition == "a visit"
    assert widened.subject_field == "mediation"
    assert [d.text for d in widened.designations] == ["good offices", "斡旋", "斡旋服务"]
    assert merged.conflicts == (Conflict("good-offices", "preferred Chinese", "斡旋", "调停"),)
    assert list(Glossary([GOOD_OFFICES])) == [GOOD_OFFICES]


def test_the_incoming_word_stands_when_it_is_preferred():
    other = concept("good offices", "调停", definition="x")
    merged = merge(Glossary([GOOD_OFFICES]), [other], prefer="new")
    result = merged.glossary.by_id("good-offices")
    assert (result.chinese, [d.text for d in result.allowed("zh")]) == ("调停", ["斡旋", "调停"])
    assert merged.conflicts == (Conflict("good-offices", "preferred Chinese", "调停", "斡旋"),)


def test_a_term_that_was_deprecated_is_not_allowed_in_silence():
    bad = Designation(text="调停", lang="zh", status=Status.DEPRECATED)
    known = concept("good offices", "斡旋", bad)
    allowed = Designation(text="调停", lang="zh", status=Status.ADMITTED)
    merged = merge(Glossary([known]), [concept("good offices", "斡旋", allowed)])
    assert not merged.widened
    assert merged.conflicts == (
        Conflict("good-offices", "status of '调停'", "deprecated", "admitted"),
    )


def test_a_pair_that_names_an_acronym_is_the_concept_it_stands_for():
    un = Designation(text="UN", lang="en", status=Status.ADMITTED)
    known = concept("United Nations", "联合国", un)
    merged = merge(Glossary([known]), [Concept.of("UN", "联合国")])
    assert (merged.added, merged.widened, merged.conflicts) == ((), (), ())


def test_a_term_that_stands_twice_is_taken_once_and_said():
    bad = Designation(text="斡旋", lang="zh", status=Status.DEPRECATED)
    merged = merge(Glossary(), [concept("good offices", "斡旋", bad)])
    assert [d.text for d in merged.added[0].designations] == ["good offices", "斡旋"]
    assert merged.conflicts == (
        Conflict("good-offices", "repeated '斡旋'", "preferred", "deprecated"),
    )


def test_case_and_script_alone_make_no_conflict():
    traditional = concept("Good Offices", "斡旋")
    merged = merge(Glossary([GOOD_OFFICES]), [traditional])
    assert (merged.widened, merged.conflicts) == ((), ())


def test_homonyms_stay_apart_and_a_taken_id_becomes_another():
    chair = concept("Chair", "主席", id="c1")
    merged = merge(
        Glossary([GOOD_OFFICES.model_copy(update={"id": "c1"})]),
        [chair, concept("bench", "长凳", relations=(Relation(type="related", target="c1"),))],
    )
    assert [c.id for c in merged.added] == ["bench", "chair"]
    assert merged.added[0].relations[0].target == "chair"
    assert not merged.conflicts


def candidate(chinese, english=None, symbol="S/2021/1"):
    context = Context(f"{chinese}。", Span(0, len(chinese)), "a.txt", Citation(symbol=symbol))
    return Candidate(chinese, english, 2, 1, "new", "form", 1.0, (), (context,))


def test_a_review_becomes_concepts():
    review = [
        Reviewed(candidate("保持和平", "sustaining peace"), Decision.ACCEPTED, note="seen"),
        Reviewed(candidate("的"), Decision.REJECTED),
        Reviewed(candidate("斡旋工作"), Decision.MERGED, into="Good offices"),
        Reviewed(candidate("未决")),
    ]
    known = Glossary([GOOD_OFFICES])
    merged = merge(known, concepts_of_review(review, known, subject_field="peace"))
    (added,) = merged.added
    assert (added.english, added.subject_field, added.notes) == (
        "sustaining peace",
        "peace",
        ("seen",),
    )
    assert added.preferred("zh").sources == (Citation(symbol="S/2021/1"),)
    (widened,) = merged.widened
    assert [d.text for d in widened.allowed("zh")] == ["斡旋", "斡旋工作"]
    lost = Reviewed(candidate("斡旋工作"), Decision.MERGED, into="nothing", row=7)
    with pytest.raises(InputError, match="row 7: merged into 'nothing'"):
        concepts_of_review([*review, lost], known)


BBNJ = concept(
    "Agreement on Marine Biological Diversity",
    "海洋生物多样性协定",
    Designation(text="BBNJ Agreement", lang="en", status=Status.ADMITTED, term_type="short form"),
    Designation(text="MBD", lang="en", status=Status.ADMITTED, term_type="acronym"),
    id="bbnj",
    subject_field="law",
)


def accepted(chinese, english):
    return [Reviewed(candidate(chinese, english), Decision.ACCEPTED)]


@pytest.mark.parametrize("english", ["BBNJ Agreement", "bbnj agreement", "MBD", BBNJ.english])
def test_another_name_of_a_concept_makes_no_second_one(english):
    known = Glossary([BBNJ, GOOD_OFFICES])
    new = concepts_of_review(accepted("公海协定", english), known, subject_field="sea")
    merged = merge(known, new)
    assert (merged.added, merged.widened) == ((), ())
    assert merged.conflicts == (
        Conflict("bbnj", "preferred Chinese", "海洋生物多样性协定", "公海协定"),
    )
    preferred = merge(known, new, prefer="new")
    assert [c.id for c in preferred.widened] == ["bbnj"]
    assert preferred.widened[0].chinese == "公海协定"
    assert preferred.widened[0].english == BBNJ.english


@pytest.mark.parametrize("english", ["mbd", "BBNJ Agreements"])
def test_what_only_resembles_a_name_is_a_new_concept(english):
    known = Glossary([BBNJ])
    new = concepts_of_review(accepted("公海协定", english), known, subject_field="sea")
    assert [(c.english, c.subject_field) for c in merge(known, new).added] == [(english, "sea")]


def test_of_two_concepts_with_one_name_it_is_the_one_with_the_chinese():
    other = concept("Maritime Border Delegation", "海界代表团", BBNJ.designations[-1])
    known = Glossary([BBNJ, other])
    merged = merge(known, concepts_of_review(accepted("海界代表团", "MBD"), known))
    assert (merged.added, merged.conflicts) == ((), ())
    assert [c.english for c in merged.widened] == ["Maritime Border Delegation"]


def test_a_subject_field_is_for_new_concepts_alone():
    known = Glossary([GOOD_OFFICES])
    review = accepted("斡旋", "good offices") + accepted("调解", "mediation")
    merged = merge(known, concepts_of_review(review, known, subject_field="peace"))
    assert not merged.conflicts
    assert [c.subject_field for c in merged.glossary] == ["mediation", "peace"]


def test_each_term_is_cited_from_the_contexts_in_its_language():
    symbols = {"安理会强调调解。": "S/1", "It stressed mediation.": "S/2", "无出处的调解。": None}
    contexts = tuple(
        Context(text, Span(0, 2), "a.txt", Citation(symbol=symbol) if symbol else None)
        for text, symbol in symbols.items()
    )
    found = Candidate("调解", "mediation", 3, 1, "new", "form", 1.0, (), contexts)
    (new,) = concepts_of_review([Reviewed(found, Decision.ACCEPTED)], Glossary([]))
    assert new.preferred("zh").sources == (Citation(symbol="S/1"),)
    assert new.preferred("en").sources == (Citation(symbol="S/2"),)
    bare = Candidate("调解", "mediation", 3, 1, "new", "form", 1.0, (), contexts[2:])
    (new,) = concepts_of_review([Reviewed(bare, Decision.ACCEPTED)], Glossary([]))
    assert new.sources == ()


def test_a_merged_term_that_the_concept_has_brings_its_citation():
    bad = Designation(text="斡旋服务", lang="zh", status=Status.DEPRECATED)
    known = Glossary([concept("good offices", "斡旋", bad)])
    for chinese, sources in (("斡旋", (Citation(symbol="S/2021/1"),)), ("斡旋服务", ())):
        entry = Reviewed(candidate(chinese), Decision.MERGED, into="good-offices")
        merged = merge(known, concepts_of_review([entry], known))
        assert (len(merged.glossary), merged.conflicts) == (1, ())
        assert merged.glossary["good offices"].sources == sources


def test_a_difference_reads_like_a_report():
    old = [GOOD_OFFICES, concept("mediation", "调停"), concept("Chair", "主席", id="x")]
    bad = Designation(text="调停", lang="zh", status=Status.DEPRECATED)
    new = [
        concept("good offices", "斡旋", definition="a visit", subject_field="mediation"),
        concept("mediation", "调解", bad),
        concept("Chair", "主席"),
        concept("peacemaking", "建立和平"),
    ]
    assert str(diff(old, new)) == (
        "1 new\n"
        "  + peacemaking = 建立和平\n"
        "1 widened\n"
        "  good offices = 斡旋\n"
        "    + definition: a visit\n"
        "2 changed\n"
        "  mediation = 调解\n"
        "    preferred Chinese: 调停 → 调解\n"
        "    status of '调停': preferred → deprecated\n"
        "  Chair = 主席\n"
        "    id: x → chair\n"
    )
    assert str(diff(old, old)) == "no difference\n"
