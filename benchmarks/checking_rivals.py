"""unterm's checks beside what a translator would otherwise take, on the same drafts and terms.

    python benchmarks/checking_rivals.py

The drafts are those of ``data/checking.jsonl`` that have a source. Beside unterm stand a search for
each term's official equivalent, by substring and by ``\\bterm\\b``, both with the whole glossary,
and pofilter of translate-toolkit with all its tests and with those about content. pofilter takes no
list of terms with equivalents. It is under the GPL: this script calls it as a command where it is
installed (``pipx install translate-toolkit``), and leaves it out where it is not.

A draft counts as found, or as a false alarm, when a tool says anything of it; where that is in the
draft is not asked, which favours the others.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from checking import read_drafts

from unterm.checks import check
from unterm.glossary import Glossary, load_glossary
from unterm.model import Bitext, Severity

Pairs = list[tuple[str, str]]
Tool = Callable[[list[Pairs]], list[bool]]
CONTENT = ("acronyms", "brackets", "emails", "musttranslatewords", "numbers", "unchanged", "urls")


def sourced() -> Iterator[tuple[dict[str, Any], Pairs]]:
    """The drafts that have a source, with their pairs."""
    for draft in read_drafts():
        source, text = draft.get("source"), draft["draft"]
        if isinstance(source, str) and isinstance(text, str):
            yield draft, [(source, text)]
        elif source is not None:
            yield draft, list(zip(source, text, strict=True))


def by_unterm(glossary: Glossary, least: Severity) -> Tool:
    """unterm's findings of at least a severity."""

    def run(drafts: list[Pairs]) -> list[bool]:
        reports = (check(Bitext.from_pairs(pairs), glossary) for pairs in drafts)
        return [bool(report.at_least(least)) for report in reports]

    return run


def by_search(glossary: Glossary, edge: str) -> Tool:
    """Whether an English term stands in the source, and its equivalent not in the draft."""
    terms = [
        (
            re.compile(edge + re.escape(concept.english) + edge, re.IGNORECASE),
            re.compile(edge + re.escape(concept.chinese) + edge),
        )
        for concept in glossary
    ]

    def run(drafts: list[Pairs]) -> list[bool]:
        return [
            any(
                en.search(source) and not zh.search(text)
                for source, text in pairs
                for en, zh in terms
            )
            for pairs in drafts
        ]

    return run


def by_pofilter(command: str, tests: tuple[str, ...]) -> Tool:
    """Whether pofilter writes a unit of the draft among those that fail."""

    def run(drafts: list[Pairs]) -> list[bool]:
        with tempfile.TemporaryDirectory() as folder:
            given, failing = Path(folder, "drafts.po"), Path(folder, "failing.po")
            units = ['msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n']
            for number, pairs in enumerate(drafts):
                for part, (source, text) in enumerate(pairs):
                    texts = f"msgid {_quoted(source)}\nmsgstr {_quoted(text)}\n"
                    units.append(f'msgctxt "{number}.{part}"\n{texts}')
            given.write_text("\n".join(units), "utf-8")
            chosen = [option for test in tests for option in ("-t", test)]
            options = [command, "--language=zh_CN", "--progress=none", *chosen]
            subprocess.run([*options, str(given), str(failing)], check=True, capture_output=True)
            found = failing.read_text("utf-8") if failing.is_file() else ""
        numbers = {int(number) for number in re.findall(r'^msgctxt "(\d+)\.', found, re.MULTILINE)}
        return [number in numbers for number in range(len(drafts))]

    return run


def _quoted(text: str) -> str:
    # A string of a PO file is quoted as one of JSON is.
    return json.dumps(text, ensure_ascii=False)


def main() -> None:
    """Print what each tool finds, its false alarms and its time."""
    glossary = load_glossary()
    drafts = list(sourced())
    planted = [draft["kind"] != "correct" for draft, _ in drafts]
    every = [pairs for _, pairs in drafts]
    tools: list[tuple[str, Tool]] = [
        ("unterm, all findings", by_unterm(glossary, Severity.ADVICE)),
        ("unterm, warnings and errors", by_unterm(glossary, Severity.WARNING)),
        ("substring search", by_search(glossary, "")),
        (r"\bterm\b", by_search(glossary, r"\b")),
    ]
    if command := shutil.which("pofilter"):
        tools.append(("pofilter, all tests", by_pofilter(command, ())))
        tools.append(("pofilter, tests of content", by_pofilter(command, CONTENT)))
    else:
        print("pofilter is not installed: left out")
    tools[0][1](every[:5])  # what is loaded once is not timed
    print(f"{'tool':30} {'errors found':>14} {'correct alarmed':>16} {'seconds':>8}")
    for name, tool in tools:
        start = time.perf_counter()
        said = tool(every)
        seconds = time.perf_counter() - start
        found = sum(s for s, wrong in zip(said, planted, strict=True) if wrong)
        alarms = sum(s for s, wrong in zip(said, planted, strict=True) if not wrong)
        of = f"{found} of {sum(planted)}", f"{alarms} of {len(planted) - sum(planted)}"
        print(f"{name:30} {of[0]:>14} {of[1]:>16} {seconds:8.1f}")


if __name__ == "__main__":
    main()
