"""Grow a glossary from documents: extract, review, merge. Nothing is overwritten in silence."""

import os
from pathlib import Path

import unterm

ROOT = Path(os.path.relpath(Path(__file__).parent)).parent
mine = unterm.Glossary(
    [
        unterm.Concept.of("confidence-building measures", "建立信任措施", subject_field="peace"),
        unterm.Concept.of("Security Council", "安全理事会", subject_field="organs"),
    ]
)
documents = [unterm.read(path) for path in sorted((ROOT / "seeds").glob("*.txt"))]

candidates = unterm.extract(documents, glossary=mine)
new = [candidate for candidate in candidates if candidate.kind == "new"]
print(f"{len(candidates)} candidates, {len(new)} new; the first ten of each section:")
for section in ("form", "statistical"):
    for candidate in [c for c in new if c.section == section][:10]:
        print(f"  {section}: {candidate.chinese} {candidate.count}×: {candidate.reasons[0]}")

# A terminologist accepts some and gives their official English; here the built-in glossary does.
official = unterm.load_glossary()
accepted = {}
for candidate in new:
    for result in official.lookup(candidate.chinese):
        if result.reason == "exact":
            accepted[result.concept.id] = result.concept
merged = unterm.merge(mine, list(accepted.values()))
print(
    f"{len(accepted)} accepted: {len(merged.added)} added, {len(merged.widened)} widened,"
    f" {len(merged.conflicts)} conflicts; {len(merged.glossary)} concepts now"
)
again = unterm.merge(merged.glossary, list(accepted.values()))
print(f"merged once more: {len(again.added)} added, {len(again.widened)} widened")
