"""Check random and mutated drafts with the built-in glossary, and hold the checks to their laws.

Half of the drafts are cuts of the seed documents with characters deleted, doubled, exchanged or
put in; half are made of designations, figures, marks and arbitrary characters, lone surrogates
among them. Every third one is checked against a source. No check may fail, every span must cut out
what its finding says, and fixing once must leave nothing to fix.

    python benchmarks/checking_fuzz.py [EXAMPLES]
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import unterm
from unterm.checks import Config, apply_fixes, fixes, suppress

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES: Final = 12_000
EVERYTHING: Final = Config(ignore=("wrong-language",), minimum_confidence=0.0)
_LONGEST_CUT: Final = 300
_AWKWARD: Final = [
    *("\u200b", "\ud800", "\ufeff", "\u0000", "İ", "ß", "𠮷", "\n\n", " ", "\u3000", "¼", "Ⅻ"),
    *(
        "（",
        "）",
        "《",
        "》",
        '"',
        "“",
        ",",
        "，",
        "。。",
        "１２",
        "聯合國",
        "資訊",
        "トヨタ",
        "한국",
    ),
    *("12,500", "百分之六十五", "三分之一", "1.2 million", "S/2020/372", "第2254(2015)号决议"),
    *("2021年3月25日", "25 March 2021", "<!-- unterm: ignore -->", "TODO", "&nbsp;"),
]

GLOSSARY = unterm.load_glossary()
SEEDS: Final = [path.read_text("utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
TERMS: Final = [d.text for concept in GLOSSARY for d in concept.designations]
counted: Counter[str] = Counter()

arbitrary = st.text(st.characters(codec=None), max_size=40)
piece = st.one_of(st.sampled_from(TERMS), st.sampled_from(_AWKWARD), arbitrary)
made = st.lists(piece, max_size=14).map("".join)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A cut of a seed document with up to eight changes."""
    seed = draw(st.sampled_from(SEEDS))
    start = draw(st.integers(0, len(seed) - 1))
    text = seed[start : start + draw(st.integers(1, _LONGEST_CUT))]
    for _ in range(draw(st.integers(0, 8))):
        at = draw(st.integers(0, len(text)))
        how = draw(st.sampled_from(["delete", "double", "exchange", "insert"]))
        end = at + draw(st.integers(0, 4))
        put = {
            "delete": "",
            "double": text[at:end] * 2,
            "exchange": text[at:end][::-1],
            "insert": text[at:end] + draw(piece),
        }[how]
        text = text[:at] + put + text[end:]
    return text


def holds(report: unterm.Report) -> None:
    """Raise AssertionError where a check failed or a span does not cut out what it should."""
    for finding in report:
        counted[finding.code] += 1
        assert finding.code != "check-failed", finding.message
        assert finding.target_span.cut(report.target) == finding.found, finding
        if finding.source_span is not None and report.source is not None:
            assert 0 <= finding.source_span.start <= finding.source_span.end <= len(report.source)


def beside(source: str | None, text: str) -> str | unterm.Bitext:
    """A draft alone, or with its source."""
    return text if source is None else unterm.Bitext.from_pairs([(source, text)])


@given(st.one_of(mutated(), made), st.one_of(st.none(), st.none(), made))
def check_one(text: str, source: str | None) -> None:
    """Check one draft, alone or against a source, and put its fixes in."""
    counted["drafts"] += 1
    report = unterm.check(beside(source, text), GLOSSARY)
    holds(report)
    # most of these texts are in no language: what else is found must hold as well
    holds(unterm.check(beside(source, text), GLOSSARY, config=EVERYTHING))
    holds(suppress(report))
    holds(unterm.check(unterm.segment(text, lang="zh"), GLOSSARY))
    once = apply_fixes(text, report)
    assert not list(fixes(unterm.check(beside(source, once), GLOSSARY))), once
    for form in ("text", "json", "sarif", "html"):
        unterm.render(report, form)


def main() -> None:
    """Run as many examples as asked for and print what was found in them."""
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    run = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )(check_one)
    start = time.process_time()
    run()
    drafts = counted.pop("drafts")
    print(f"{drafts:,} drafts checked in {time.process_time() - start:.0f} s, none failed")
    print(", ".join(f"{code} {number:,}" for code, number in counted.most_common()))


if __name__ == "__main__":
    main()
