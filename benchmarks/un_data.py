"""The parallel texts that benchmarks and the evidence of the glossary are measured on.

They lie outside the repository, in the folder that the environment variable ``UNTERM_DATA`` names
(default ``../shared/data``). Of the sentence pairs one in five is held out: nothing is counted,
tuned or looked at there, it only measures at the end.
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree

from unterm.model import Citation

ROOT = Path(__file__).resolve().parents[1]
DATA = Path(os.environ.get("UNTERM_DATA", ROOT.parent / "shared" / "data"))
PAIR_FILES = ("un-pairs/unpc-dev.jsonl", "un-pairs/un-docs-2023.jsonl")
Part = Literal["development", "held-out", "all"]


def available() -> bool:
    """Whether the data is there."""
    return (DATA / PAIR_FILES[0]).is_file()


def sentence_pairs(
    part: Part = "development", files: tuple[str, ...] = PAIR_FILES
) -> Iterator[tuple[str, str]]:
    """(English, Chinese) of the UN sentence pairs; every fifth line is held out."""
    for name in files:
        with (DATA / name).open(encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                held_out = number % 5 == 4
                if part == "all" or held_out == (part == "held-out"):
                    record = json.loads(line)
                    yield record["en"], record["zh"]


def cited_pairs() -> Iterator[tuple[str, str, Citation]]:
    """(English, Chinese, place) of the texts whose parts carry numbers in both languages."""
    yield from _charter()
    yield from _declaration()
    yield from _goals()


def names() -> Iterator[tuple[str, str]]:
    """(English, Chinese) names of States and areas in UN usage."""
    with (DATA / "countries/country-codes.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            for form in ("Short", "Formal"):
                english = row[f"UNTERM English {form}"].strip(" *")
                chinese = row[f"UNTERM Chinese {form}"].strip(" *")
                if english and chinese:
                    yield english, chinese
    tables = []
    for name in ("UNSD-en.csv", "UNSD-cn.csv"):
        with (DATA / "countries" / name).open(encoding="utf-8-sig", newline="") as file:
            tables.append({row["M49 Code"]: row for row in csv.DictReader(file)})
    english_rows, chinese_rows = tables
    for code, row in english_rows.items():
        other = chinese_rows.get(code)
        if other is None:
            continue
        for column in ("Country or Area", "Region Name", "Sub-region Name"):
            if row[column] and other[column]:
                yield row[column], other[column]


def _charter() -> Iterator[tuple[str, str, Citation]]:
    sides = []
    for language, mark in (
        ("en", r"^Article (\d+)\s*$"),
        ("zh", r"^第([一二三四五六七八九十百]+)条"),
    ):
        text = (DATA / f"un-charter/raw_un_charter_{language}.txt").read_text(encoding="utf-8-sig")
        sides.append(re.split(mark, text, flags=re.MULTILINE)[2::2])
    for number, (english, chinese) in enumerate(zip(*sides, strict=False), start=1):
        title = "Charter of the United Nations"
        yield english, chinese, Citation(title=title, paragraph=f"Article {number}")


def _declaration() -> Iterator[tuple[str, str, Citation]]:
    space = "{http://efele.net/udhr}"
    sides = []
    for name in ("udhr_eng.xml", "udhr_cmn_hans.xml"):
        root = ElementTree.parse(DATA / "udhr" / name).getroot()
        sides.append(
            {
                article.get("number", ""): "\n".join(
                    "".join(para.itertext()) for para in article.iter(f"{space}para")
                )
                for article in root.iter(f"{space}article")
            }
        )
    for number, english in sides[0].items():
        place = Citation(
            symbol="A/RES/217(III)",
            title="Universal Declaration of Human Rights",
            paragraph=f"article {number}",
        )
        yield english, sides[1][number], place


def _goals() -> Iterator[tuple[str, str, Citation]]:
    for name, symbol in (
        ("global_goals", "A/RES/70/1"),
        ("global_targets", "A/RES/70/1"),
        ("global_indicators", "A/RES/71/313"),
    ):
        english, chinese = (
            _yaml(DATA / "sdg" / language / f"{name}.yml") for language in ("en", "zh-Hans")
        )
        for key in sorted(english.keys() & chinese.keys()):
            number = key.removesuffix("-title").replace("-", ".")
            what = name.removeprefix("global_").removesuffix("s")
            place = Citation(symbol=symbol, paragraph=f"{what} {number}")
            yield english[key], chinese[key], place


def _yaml(path: Path) -> dict[str, str]:
    """These files are flat: ``key: text`` with the text going on in indented lines."""
    entries: dict[str, str] = {}
    key = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        found = re.match(r"([\w-]+):\s*(.*)", line)
        if found:
            key = found[1]
            entries[key] = found[2].strip("'\"")
        elif key and line.strip():
            entries[key] += " " + line.strip().strip("'\"")
    return {k: v for k, v in sorted(entries.items()) if v}
