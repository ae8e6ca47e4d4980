"""What a script most plausibly hands in wrongly is refused, and the message says what to do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import unterm
from unterm.alignment import find_uncovered
from unterm.errors import WrongTypeError

GLOSSARY = unterm.Glossary([unterm.Concept.of("good offices", "斡旋")])
ENGLISH = unterm.Document.from_segments(["His good offices continue."], lang="en")
CHINESE = unterm.Document.from_segments(["斡旋继续进行。"], lang="zh")
PAIRS = unterm.Bitext.from_pairs([("His good offices continue.", "斡旋继续进行。")])
REPORT = unterm.check(CHINESE, GLOSSARY)
NAMES = {**vars(unterm), "Path": Path, "g": GLOSSARY, "en": ENGLISH, "zh": CHINESE}
NAMES |= {"pairs": PAIRS, "report": REPORT} | {n: getattr(unterm, n) for n in unterm.__all__}
NAMES["find_uncovered"] = find_uncovered

WRONG = {
    "load_glossary": (
        *("Glossary(None)", "Glossary('x')", "validate('x')", "validate(None)"),
        *("check(zh, 'glossary.jsonl')", "check(zh, None)", "annotate('斡旋', 'g.jsonl')"),
        *("annotate('斡旋', None)", "extract([zh], glossary='g.jsonl')", "attest(None, [])"),
        *("cite(None, [zh])", "merge('a.jsonl', g)", "merge(g, 'a.jsonl')", "diff('a', 'b')"),
        *("align(en, zh, glossary='g.jsonl')", "align_terms(pairs, ['a'], glossary='g')"),
        *("find_uncovered(pairs, glossary='g.jsonl')",),
    ),
    "Concept.of": ("merge(g, ['x'])", "Glossary(['x'])", "dump_concepts(['x'], 'a.tbx')"),
    "unterm.read": (
        *("align('a.txt', 'b.txt')", "align(en, None)", "pair_documents('a', 'b')"),
        *("pair_documents([en], [None])", "check(None, g)", "check(Path('a.txt'), g)"),
        *("check([zh], g)", "annotate(None, g)", "annotate(pairs, g)", "annotate(Path('a'), g)"),
        *("extract(5)", "extract(None)", "extract('a.txt')", "extract(['a.txt'])"),
        *("find_contexts('x', 'a.txt')", "find_contexts('x', None)", "cite(g, 'a.txt')"),
        *("Bitext('a', 'b', ())", "load_embeddings('.', 5)", "load_embeddings('.', ['a.txt'])"),
    ),
    "unterm.align": (
        *("check(zh, en)", "align_terms(zh, ['a'])", "translations('x', zh)", "extract([en])"),
        *("find_uncovered(zh)", "find_uncovered(None)"),
        *("translations('x', [pairs])", "dump_bitext(zh, 'a.tmx')", "dump_bitext('a.tmx', pairs)"),
    ),
    "pairs of an English and a Chinese": (
        *("Bitext.from_pairs([('a',)])", "Bitext.from_pairs(['ab'])", "Bitext.from_pairs('ab')"),
        *("Bitext.from_pairs([('a', 'b', 'c')])", "Bitext.from_pairs([{'en': 'a', 'zh': 'b'}])"),
        *("Bitext.from_pairs(None)", "attest(g, ['x'])", "attest(g, zh)"),
    ),
    "path of a file": (
        *("load_glossary(None)", "load_glossary(['a'])", "load_glossary('')"),
        *("read(None)", "read(5)", "read('')", "read(zh)", "load_bitext(None)", "load_review(5)"),
        *("load_concepts(None)", "load_concepts('')", "dump_bitext(pairs, None)"),
        *("dump_concepts([], None)", "dump_concepts('a.tbx', g)", "dump_candidates([], None)"),
        *("write_report(report, None)", "align(en, zh, dictionary=5)"),
        *("align(en, zh, embeddings='')", "load_embeddings(['a', ''], [en])"),
        *("load_embeddings(5, [en])", "find_uncovered(pairs, dictionary=5)"),
    ),
    "unterm.check": ("render(None)", "render(zh, 'html')", "write_report('a.html', report)"),
    "checks.Config": ("check(zh, g, config={'select': []})",),
    "unterm.extract": ("dump_candidates(['x'], 'a.tsv')",),
    "string": (
        *("g.lookup(None)", "g.lookup(5)", "g[None]", "g.subset(None)"),
        *("Bitext.from_pairs([(None, 'b')])", "Document.from_segments(None, lang='zh')"),
        *("Document.from_segments([1], lang='zh')", "Document.from_segments('x', lang='zh')"),
        *("segment(None, lang='zh')", "segment(b'x', lang='zh')", "segment(Path('x'), lang='zh')"),
        *("Concept.of(None, 'x')", "translations(None, pairs)", "find_contexts(None, [zh])"),
        *("align_terms(pairs, None)", "align_terms(pairs, 'good offices')"),
    ),
    "'en' or 'zh'": ("segment('x', lang='fr')", "Document.from_segments(['x'], lang='fr')"),
    "one of": ("merge(g, [], prefer='x')", "Concept.of('a', '甲', kind='x')"),
    "empty": ("Concept.of('', '甲')", "find_contexts('', [zh])", "translations(' ', pairs)"),
    "must be Chinese": ("check(en, g)",),
    "codes are": ("explain(None)", "explain('x')"),
    "formats are": ("render(report, 'x')", "render(report, None)", "load_concepts('a', format=5)"),
    "Bead": ("align(en, zh, fixed=5)", "align(en, zh, fixed=['x'])"),
    "Lexicon": ("align(en, zh, lexicon='x')",),
    "whole number": ("extract([zh], limit='x')", "g.lookup('x', limit='y')"),
}


@pytest.mark.parametrize(
    ("call", "remedy"), [(call, remedy) for remedy, calls in WRONG.items() for call in calls]
)
def test_a_wrong_call_is_refused_with_a_remedy(call: str, remedy: str) -> None:
    with pytest.raises(unterm.UntermError) as caught:
        eval(call, dict(NAMES))
    assert remedy in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_wrong_type_is_also_a_type_error() -> None:
    wrong: Any = None
    with pytest.raises(TypeError) as caught:
        unterm.check(wrong, GLOSSARY)
    assert isinstance(caught.value, (WrongTypeError, unterm.InputError))


def test_what_is_reasonable_is_taken() -> None:
    assert [c.text for c in unterm.find_contexts("斡旋", CHINESE)] == ["斡旋继续进行。"]
    assert unterm.cite(GLOSSARY, CHINESE)["good offices"].sources
    stream = (pair for pair in [["Good offices", "斡旋"]])
    assert len(unterm.Bitext.from_pairs(stream)) == 1  # type: ignore[arg-type]
    assert unterm.merge(iter(GLOSSARY), GLOSSARY).added == ()
