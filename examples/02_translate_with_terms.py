"""Before translating: mark the terms of an English source, and print its term sheet."""

import os
from pathlib import Path

import unterm

HERE = Path(os.path.relpath(Path(__file__).parent))
glossary = unterm.load_glossary()
source = unterm.read(HERE / "texts" / "source_en.txt")
occurrences = unterm.annotate(source, glossary)

marked = source.text
for occurrence in reversed(occurrences):
    start, end = occurrence.span
    marked = f"{marked[:start]}[{marked[start:end]}|{occurrence.concept.chinese}]{marked[end:]}"
print(marked)

print("Term sheet")
for concept in glossary.subset(source.text):
    citation = f"  ({concept.sources[0]})" if concept.sources else ""
    print(f"  {concept.english} = {concept.chinese}{citation}")
