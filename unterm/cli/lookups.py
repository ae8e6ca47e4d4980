"""Look terms up and find them in texts: lookup, annotate, sheet, concordance."""

from __future__ import annotations

import sys
from typing import Any

import click

import unterm
from unterm.cli.output import (
    echo_json,
    format_option,
    glossary_option,
    open_document,
    open_glossary,
    shorten,
    table,
    write_or_echo,
)
from unterm.model import Position


@click.command()
@click.argument("terms", nargs=-1, required=True, metavar="TERM...")
@click.option("-n", "--limit", default=5, show_default=True, help="Results a term at most.")
@glossary_option
@format_option("text", "json")
def lookup(terms: tuple[str, ...], limit: int, glossaries: tuple[str, ...], form: str) -> None:
    """Look terms of either language up; exit code 1 when one is not known."""
    glossary = open_glossary(glossaries)
    found = {term: glossary.lookup(term, limit=limit) for term in terms}
    if form == "json":
        echo_json({term: [_as_json(r) for r in results] for term, results in found.items()})
    else:
        for term, results in found.items():
            if not results:
                click.echo(f"{term}: not in the glossary", err=True)
            for result in results:
                _show(result)
    sys.exit(0 if all(found.values()) else 1)


def _show(result: unterm.LookupResult) -> None:
    concept = result.concept
    click.echo(f"{concept.english} = {concept.chinese}")
    click.echo(
        f"    {result.reason} ({result.score:.2f}) · {concept.kind} · {concept.subject_field} · "
        f"{concept.reliability.replace('-', ' in ')}"
    )
    others = [d for d in concept.designations if d.text not in (concept.english, concept.chinese)]
    rows = [
        (
            d.lang,
            d.text,
            ", ".join(
                part
                for part in (
                    d.status.value,
                    d.term_type.value if d.status.allowed else "",
                    _years(d),
                    d.region or "",
                )
                if part
            ),
        )
        for d in others
    ]
    for line in table(rows, indent="    "):
        click.echo(line)
    for source in concept.sources[:3]:
        click.echo(f"    cited: {source}")
    for note in concept.notes:
        click.echo(f"    note: {note}")


def _years(designation: unterm.Designation) -> str:
    if designation.valid_from is None and designation.valid_until is None:
        return ""
    return f"{designation.valid_from or ''}–{designation.valid_until or ''}"


def _as_json(result: unterm.LookupResult) -> dict[str, Any]:
    return {
        "english": result.concept.english,
        "chinese": result.concept.chinese,
        "designation": result.designation.text,
        "score": result.score,
        "reason": result.reason,
        "concept": result.concept.model_dump(mode="json", exclude_defaults=True),
    }


@click.command()
@click.argument("file")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of the text.")
@glossary_option
@format_option("text", "json")
def annotate(file: str, lang: str | None, glossaries: tuple[str, ...], form: str) -> None:
    """Find every designation in a text: line and column, what stands there, what it is."""
    document = open_document(file, lang)
    occurrences = unterm.annotate(document, open_glossary(glossaries))
    if form == "json":
        echo_json(
            [
                {
                    "start": o.span.start,
                    "end": o.span.end,
                    "text": o.text,
                    "english": o.concept.english,
                    "chinese": o.concept.chinese,
                    "status": o.status,
                    "homonyms": [concept.english for concept, _ in o.homonyms],
                }
                for o in occurrences
            ]
        )
        return
    rows = []
    for occurrence in occurrences:
        place = Position.of(document.text, occurrence.span.start)
        concept = occurrence.concept
        rows.append(
            (
                f"{place.line}:{place.column}",
                shorten("".join(occurrence.text.split("\n")), 40),
                concept.english if document.lang == "zh" else concept.chinese,
                occurrence.status.value,
            )
        )
    for line in table(rows):
        click.echo(line)
    click.echo(f"{len(rows)} occurrences", err=True)


@click.command()
@click.argument("file")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of the text.")
@click.option("-o", "--out", metavar="FILE", help="Write there instead of standard output.")
@glossary_option
@format_option("text", "tsv", "prompt", "json")
def sheet(
    file: str, lang: str | None, out: str | None, glossaries: tuple[str, ...], form: str
) -> None:
    """The term sheet of a text: just the concepts that occur in it.

    As a table, as a glossary for a CAT tool (tsv), or as the glossary block of a prompt for a
    translation model.
    """
    document = open_document(file, lang)
    occurrences = unterm.annotate(document, open_glossary(glossaries))
    counts: dict[str, int] = {}
    concepts: dict[str, unterm.Concept] = {}
    for occurrence in occurrences:
        concepts.setdefault(occurrence.concept.id, occurrence.concept)
        counts[occurrence.concept.id] = counts.get(occurrence.concept.id, 0) + 1
    if form == "json":
        echo_json(
            [
                concept.model_dump(mode="json", exclude_defaults=True)
                for concept in concepts.values()
            ]
        )
        return
    zh_first = document.lang == "zh"
    rows = [
        (c.chinese, c.english) if zh_first else (c.english, c.chinese) for c in concepts.values()
    ]
    if form == "tsv":
        lines = ["\t".join(row) for row in rows]
    elif form == "prompt":
        lines = ["Use these official United Nations equivalents:"]
        lines += [f"- {source} → {target}" for source, target in rows]
    else:
        lines = list(
            table(
                (f"{counts[c.id]}×", *row, c.reliability.replace("-", " in "))
                for c, row in zip(concepts.values(), rows, strict=True)
            )
        )
    write_or_echo("\n".join(lines) + "\n" if lines else "", out)


@click.command()
@click.argument("term")
@click.argument("files", nargs=-1, required=True)
@click.option("--width", default=30, show_default=True, help="Characters on each side.")
@glossary_option
def concordance(term: str, files: tuple[str, ...], width: int, glossaries: tuple[str, ...]) -> None:
    """Every place where a term stands, with its context; a known term by all its designations."""
    results = open_glossary(glossaries).lookup(term, limit=1)
    known = results[0].concept if results and results[0].reason != "fuzzy" else None
    documents = [open_document(file) for file in files]
    number = 0
    for context in unterm.find_contexts(known or term, documents):
        number += 1
        start, end = context.span
        left = context.text[max(0, start - width) : start]
        right = context.text[end : end + width]
        click.echo(f"{shorten(context.document, 30)}\t{left}【{context.text[start:end]}】{right}")
    click.echo(f"{number} occurrences", err=True)
    sys.exit(0 if number else 1)


COMMANDS = (lookup, annotate, sheet, concordance)
