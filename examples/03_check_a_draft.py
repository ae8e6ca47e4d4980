"""Check a Chinese draft against its English source: planted errors are found, the official text
is silent."""

import os
from pathlib import Path

import unterm

TEXTS = Path(os.path.relpath(Path(__file__).parent)) / "texts"
glossary = unterm.load_glossary()
source = unterm.read(TEXTS / "source_en.txt")

for name in ("draft_zh.txt", "official_zh.txt"):
    target = unterm.read(TEXTS / name)
    report = unterm.check(unterm.align(source, target, glossary=glossary), glossary)
    print(f"{name}: {len(report.findings)} findings")
    for finding in report:
        suggestion = f" → {finding.suggestions[0]}" if finding.suggestions else ""
        print(f"  {finding.severity} {finding.code}: {finding.found}{suggestion}")
