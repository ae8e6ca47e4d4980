"""The main job, end to end: read five UN documents, extract their terms, look up, check a draft."""

import os
from pathlib import Path

import unterm

HERE = Path(os.path.relpath(Path(__file__).parent))
SIX = ["建立信任措施", "预防外交", "区域和次区域组织", "建设和平", "维持和平", "安全理事会"]

glossary = unterm.load_glossary()
documents = [unterm.read(path) for path in sorted((HERE.parent / "seeds").glob("*.txt"))]

print("READ")
for document in documents:
    found = unterm.annotate(document, glossary)
    concepts = {occurrence.concept.id for occurrence in found}
    name = document.symbol or document.title
    print(
        f"  {name}: {len(document.paragraphs)} paragraphs, {len(document)} segments,"
        f" {len(found)} terms found ({len(concepts)} concepts)"
    )

candidates = unterm.extract(documents, glossary=glossary)
print("\nEXTRACT")
for kind in ("known", "new", "variant"):
    print(f"  {kind}: {sum(candidate.kind == kind for candidate in candidates)} candidates")
for term in SIX:
    candidate = next(c for c in candidates if term in (c.chinese, *c.variants))
    print(
        f"  {candidate.chinese} = {candidate.concept.english if candidate.concept else '?'}:"
        f" {candidate.count}× in {candidate.document_count} documents"
    )

print("\nLOOK UP")
for query in ("confidence-building measures", "保持和平", "聯合國憲章", "MONUSCO", "建立互信措施"):
    result = glossary.lookup(query)[0]
    print(f"  {query} → {result.concept.english} = {result.concept.chinese} ({result.reason})")

print("\nCHECK")
source = unterm.read(HERE / "texts" / "source_en.txt")
draft = unterm.read(HERE / "texts" / "draft_zh.txt")
report = unterm.check(unterm.align(source, draft, glossary=glossary), glossary)
print(unterm.render(report, "text"), end="")
