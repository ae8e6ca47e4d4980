"""How well sentences and paragraphs are found, on texts that had no part in writing the rules.

    python benchmarks/segmentation.py

The data (UNTERM_DATA, default ../shared/data) stays outside the repository; only figures are
printed. Boundary F1: a boundary counts where a sentence (or paragraph) ends in both.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import textwrap
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.etree import ElementTree

from unterm.language.sentences import split_sentences
from unterm.model import Document, Language, ParagraphKind
from unterm.segmentation import read, segment
from unterm.segmentation.lines import measure_width

DATA = Path(os.environ.get("UNTERM_DATA", Path(__file__).parents[1] / ".." / "shared" / "data"))
LANGUAGES: tuple[Language, ...] = ("zh", "en")
SENTENCES_A_PARAGRAPH = 5
HAN_WIDTH, LATIN_WIDTH = 72, 90


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--errors", type=int, default=0, help="show so many errors of each kind")
    shown = parser.parse_args().errors
    pairs = [
        json.loads(line)
        for line in (DATA / "un-pairs" / "un-docs-2023.jsonl").read_text("utf-8").splitlines()
    ]
    print("sentences, UN documents of 2023, five joined to a paragraph")
    for lang in LANGUAGES:
        lines = [pair[lang].strip() for pair in pairs]
        report_sentences(sentences_of(lines, lang), lang, shown)
    print("paragraphs, the same lines hard-wrapped in four ways")
    for lang in LANGUAGES:
        lines = [pair[lang].strip() for pair in pairs]
        # A label alone on its line belongs to the paragraph below.
        lines = [line for line in lines if not re.fullmatch(r"\W*\w{1,5}[.．)]", line)]
        for name, options in LAYOUTS.items():
            report_wrapped(lines[:1500], lang, name, **options)
    report_charter()
    report_declaration()
    report_speed()


def sentences_of(lines: Iterable[str], lang: Language) -> list[str]:
    """Lines that end as sentences do; the others are titles and table cells."""
    ends = "。！？" if lang == "zh" else ".!?"
    return [line for line in lines if line.endswith(tuple(ends)) and len(line) > 8]


def report_sentences(lines: list[str], lang: Language, shown: int) -> None:
    glue = "" if lang == "zh" else " "
    right = found = given = 0
    for start in range(0, len(lines), SENTENCES_A_PARAGRAPH):
        group = lines[start : start + SENTENCES_A_PARAGRAPH]
        text = glue.join(group)
        gold: set[int] = set()
        at = 0
        for line in group:
            at += len(line)
            gold.add(at)
            at += len(glue)
        ends = {span.end for span in split_sentences(text, lang=lang)}
        right, found, given = right + len(ends & gold), found + len(ends), given + len(gold)
        for name, places in (("missed", gold - ends), ("too many", ends - gold)):
            for place in sorted(places):
                if shown > 0:
                    shown -= 1
                    print(
                        f"    {name}: {text[max(0, place - 40) : place]!r} | "
                        f"{text[place : place + 30]!r}"
                    )
    print(f"  {lang}: {given} boundaries, {score(right, found, given)}")


LAYOUTS: dict[str, dict[str, bool]] = {
    "blank line between paragraphs": {"gap": True, "indent": False, "spaced": False},
    "indented": {"gap": False, "indent": True, "spaced": False},
    "indented, blank line between any two": {"gap": False, "indent": True, "spaced": True},
    "neither indent nor blank line": {"gap": False, "indent": False, "spaced": False},
}


def report_wrapped(
    lines: Sequence[str], lang: Language, name: str, *, gap: bool, indent: bool, spaced: bool
) -> None:
    out: list[str] = []
    for line in lines:
        wrapped = wrap(("  " if indent else "") + line, lang)
        if gap and out:
            out.append("")
        out.extend(wrapped)
    document = segment(("\n\n" if spaced else "\n").join(out), lang=lang)
    bare = re.compile(r"\s+")
    gold = ends_of(bare.sub("", line) for line in lines)
    ends = ends_of(bare.sub("", text_of(document, i)) for i in range(len(document.paragraphs)))
    right = len(gold & ends)
    print(f"  {lang}, {name}: {len(gold)} paragraphs, {score(right, len(ends), len(gold))}")


def text_of(document: Document, index: int) -> str:
    paragraph = document.paragraphs[index]
    part = document.segments[paragraph.segments.start].span
    last = document.segments[paragraph.segments.stop - 1].span
    before = document.paragraphs[index - 1].segments.stop - 1 if index else None
    start = document.segments[before].span.end if before is not None else 0
    return document.text[min(start, part.start) : last.end]


def ends_of(texts: Iterable[str]) -> set[int]:
    ends: set[int] = set()
    at = 0
    for text in texts:
        at += len(text)
        ends.add(at)
    return ends


def wrap(line: str, lang: Language) -> list[str]:
    """At word ends in English, at any character in Chinese but before a closing mark."""
    if lang == "en":
        return textwrap.wrap(line, LATIN_WIDTH, break_on_hyphens=False, drop_whitespace=True) or []
    out: list[str] = []
    current = ""
    tokens = re.findall(r"[A-Za-z0-9/.()\-]+|.", line)
    for token in tokens:
        full = measure_width(current + token) > HAN_WIDTH
        if full and current.strip() and token not in "，。、；：）》”":
            out.append(current.rstrip())
            current = token.lstrip()
        else:
            current += token
    return [*out, current] if current.strip() else out


def report_charter() -> None:
    print("Charter of the United Nations: headings")
    patterns = {"zh": "第[一二三四五六七八九十百]+[条章]", "en": r"(Article \d+|Chapter [IVXl]+)"}
    for lang, pattern in patterns.items():
        path = DATA / "un-charter" / f"raw_un_charter_{lang}.txt"
        document = read(path, lang=lang)  # type: ignore[arg-type]
        gold = sum(
            bool(re.fullmatch(pattern + r"([:：].*)?", line.strip()))
            for line in path.read_text("utf-8").splitlines()
        )
        found = [
            document.segments[p.segments.start].text
            for p in document.paragraphs
            if p.kind is ParagraphKind.HEADING
        ]
        right = sum(bool(re.match(pattern, text)) for text in found)
        print(
            f"  {lang}: {gold} articles and chapters, {right} found; "
            f"{len(found)} headings in all, {len(document)} segments"
        )


def report_declaration() -> None:
    print("Universal Declaration of Human Rights: paragraphs that come back, and headings")
    for name, lang in (("eng", "en"), ("cmn_hans", "zh"), ("cmn_hant", "zh")):
        root = ElementTree.parse(DATA / "udhr" / f"udhr_{name}.xml").getroot()
        space = root.tag.partition("}")[0] + "}"
        texts = [
            (element.tag.removeprefix(space), " ".join((element.text or "").split()))
            for element in root.iter()
            if element.tag.removeprefix(space) in ("title", "para")
        ]
        document = segment("\n".join(text for _, text in texts), lang=lang)  # type: ignore[arg-type]
        titles = {text for tag, text in texts if tag == "title"}
        headings = [
            document.segments[p.segments.start].text
            for p in document.paragraphs
            if p.kind is ParagraphKind.HEADING
        ]
        right = sum(heading in titles for heading in headings)
        print(
            f"  {name}: {len(document.paragraphs)} of {len(texts)} paragraphs, "
            f"headings {right} right of {len(headings)}, {len(document)} segments"
        )


def report_speed() -> None:
    print("speed, as a multiple of splitting the text into lines and words")
    for path in sorted((Path(__file__).parents[1] / "seeds").glob("*.txt")):
        text = path.read_text("utf-8") * 10
        start = time.perf_counter()
        segment(text, lang="zh")
        middle = time.perf_counter()
        for line in text.splitlines():
            re.findall(r"\w+|\W", line)
        end = time.perf_counter()
        print(f"  {path.name[:3]}: {(middle - start) / (end - middle):.1f}")


def score(right: int, found: int, given: int) -> str:
    precision = right / found if found else 0.0
    recall = right / given if given else 0.0
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}"


if __name__ == "__main__":
    main()
