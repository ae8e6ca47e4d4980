"""Documents and bitexts refuse what does not fit, and join what belongs together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unterm.errors import InputError
from unterm.model import Bead, Bitext, Document, OffsetMap, Paragraph, ParagraphKind, Segment, Span


def _pair(english: list[str], chinese: list[str]) -> tuple[Document, Document]:
    return (
        Document.from_segments(english, lang="en"),
        Document.from_segments(chinese, lang="zh"),
    )


@pytest.mark.parametrize(
    "beads",
    [
        (Bead((0,), (0,)),),
        (Bead((0, 1), (0,)), Bead((), (2,)), Bead((), (1,))),
        (Bead((1,), (0,)), Bead((0,), (1, 2))),
        (Bead((0, 1), (0, 1, 2)), Bead((0,), ())),
    ],
)
def test_beads_must_cover_both_sides_once_and_in_order(beads: tuple[Bead, ...]) -> None:
    english, chinese = _pair(["a", "b"], ["甲", "乙", "丙"])
    with pytest.raises(InputError, match="once and in order"):
        Bitext(english, chinese, beads)


def test_a_bitext_with_empty_sides() -> None:
    english, chinese = _pair(["One.", "Two."], ["一。", "二。", "三。"])
    bitext = Bitext(english, chinese, (Bead((0, 1), (0,)), Bead((), (1, 2))))
    assert list(bitext.pairs()) == [("One. Two.", "一。"), ("", "二。三。")]
    assert bitext.beads[0].shape == (2, 1)


def test_a_lost_mark_stays_a_blank() -> None:
    _, chinese = _pair([], ["人力", "技术和财政资源", "。"])
    bitext = Bitext(Document.from_segments([], lang="en"), chinese, (Bead((), (0, 1, 2)),))
    assert bitext.side(bitext.beads[0], "target") == "人力 技术和财政资源。"


def test_a_paragraph_as_one_segment_maps_back() -> None:
    text = "人力 技术。\n资源。"
    parts = (Span(0, 2), Span(3, 6), Span(7, 10))
    document = Document(
        text=text,
        lang="zh",
        segments=tuple(
            Segment(span.cut(text), OffsetMap.identity(len(span), span.start)) for span in parts
        ),
        paragraphs=(Paragraph(ParagraphKind.BODY, range(3)),),
    )
    whole = document.paragraph_text(document.paragraphs[0])
    assert whole.text == "人力 技术。资源。"
    assert "".join(p.cut(text) for p in whole.offsets.pieces(0, len(whole.text))) == whole.text


def test_paragraphs_must_cover_the_segments() -> None:
    with pytest.raises(InputError, match="cover the segments"):
        Document(
            text="a",
            lang="en",
            segments=(Segment("a", OffsetMap.identity(1)),),
            paragraphs=(),
        )


def test_a_segment_needs_a_place_for_every_character() -> None:
    with pytest.raises(InputError, match="3 characters"):
        Segment("abc", OffsetMap.identity(2))


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_offset_maps_compose(gaps: list[tuple[int, int]]) -> None:
    pieces = []
    at = 0
    for gap, length in gaps:
        pieces.append(Span(at + gap, at + gap + length))
        at += gap + length
    first = OffsetMap.from_pieces(pieces)
    half = OffsetMap.from_pieces([Span(0, len(first) // 2)])
    both = half.after(first)
    assert [both.source(i) for i in range(len(both))] == [
        first.source(half.source(i)) for i in range(len(half))
    ]


def test_a_language_that_is_none_and_a_string_for_a_list_are_refused() -> None:
    with pytest.raises(InputError, match="must be 'en' or 'zh'"):
        Document.from_segments(["a"], lang="fr")  # type: ignore[arg-type]
    with pytest.raises(InputError, match="give a list"):
        Document.from_segments("安理会。", lang="zh")
