"""Look terms up and find them in texts: lookup, annotate, sheet."""

from __future__ import annotations

import sys
from collections import Counter
from typing import Any, Literal

import click

import unterm
from unterm.cli.inputs import (
    encoding_option,
    glossary_option,
    lang_option,
    open_document,
    open_glossary,
    read_stdin,
)
from unterm.cli.output import (
    as_json,
    count_of,
    format_option,
    out_option,
    shorten,
    table,
    write_or_echo,
)
from unterm.model import Position


@click.command()
@click.argument("terms", nargs=-1, required=True, metavar="TERM...")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Results a term at most.",
)
@glossary_option
@format_option("text", "json")
def lookup(terms: tuple[str, ...], limit: int, glossaries: tuple[str, ...], form: str) -> None:
    """Look terms up, in either language.

    Each result says how it was found: exact, folded, acronym, short-form, variant, deprecated,
    superseded, fuzzy or pinyin. With `-` the terms are read from standard input, one a line. The
    exit code is 1 when a term is not known.

    \b
    Examples:
      unterm lookup MONUSCO 保持和平
      unterm lookup "confidence building measure" -f json
    """
    glossary = open_glossary(glossaries)
    wanted = [
        term
        for given in terms
        for term in (read_stdin().splitlines() if given == "-" else [given])
        if term.strip()
    ]
    if not wanted:
        raise click.UsageError("no term was given")
    found = {term: glossary.lookup(term, limit=limit) for term in wanted}
    if form == "json":
        records = {term: [_as_json(r) for r in results] for term, results in found.items()}
        write_or_echo(as_json(records), None)
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
@lang_option
@encoding_option
@glossary_option
@format_option("text", "json")
def annotate(
    file: str,
    lang: Literal["en", "zh"] | None,
    encoding: str | None,
    glossaries: tuple[str, ...],
    form: str,
) -> None:
    """Find every designation in a text.

    Line and column, what stands there, the official term of the other language, and its status.

    \b
    Examples:
      unterm annotate draft.docx
      cat draft.txt | unterm annotate - -f json
    """
    document = open_document(file, lang, encoding)
    occurrences = unterm.annotate(document, open_glossary(glossaries))
    if form == "json":
        records = [
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
        write_or_echo(as_json(records), None)
        return
    rows = []
    for occurrence in occurrences:
        place = Position.of(document.text, occurrence.span.start)
        concept = occurrence.concept
        rows.append(
            (
                f"{place.line}:{place.column}",
                shorten("".join(occurrence.text.split("\n")), 40),
                shorten(concept.english if document.lang == "zh" else concept.chinese, 60),
                occurrence.status.value,
            )
        )
    for line in table(rows):
        click.echo(line)
    click.echo(count_of(len(rows), "occurrence"), err=True)


@click.command()
@click.argument("file")
@lang_option
@encoding_option
@out_option("Write there instead of standard output")
@glossary_option
@format_option("text", "tsv", "prompt", "json")
def sheet(
    file: str,
    lang: Literal["en", "zh"] | None,
    encoding: str | None,
    out: str | None,
    glossaries: tuple[str, ...],
    form: str,
) -> None:
    """Make the term sheet of a text: the concepts that occur in it.

    As a table, as a glossary for a CAT tool (tsv), or as the glossary block of a prompt for a
    translation model (prompt).

    \b
    Examples:
      unterm sheet source.docx
      unterm sheet source.docx -f tsv -o terms.tsv
    """
    document = open_document(file, lang, encoding)
    occurrences = unterm.annotate(document, open_glossary(glossaries))
    counts = Counter(occurrence.concept.id for occurrence in occurrences)
    concepts = {occurrence.concept.id: occurrence.concept for occurrence in occurrences}
    if form == "json":
        records = [
            {"count": counts[c.id], **c.model_dump(mode="json", exclude_defaults=True)}
            for c in concepts.values()
        ]
        write_or_echo(as_json(records), out)
        return
    zh_first = document.lang == "zh"
    rows = [
        (c.chinese, c.english) if zh_first else (c.english, c.chinese) for c in concepts.values()
    ]
    if form == "tsv":
        lines = ["\t".join(row) for row in rows]
    elif form == "prompt":
        lines = ["Use these official United Nations equivalents:"] if rows else []
        lines += [f"- {source} → {target}" for source, target in rows]
    else:
        lines = list(
            table(
                (f"{counts[c.id]}×", c.reliability.replace("-", " in "), *row)
                for c, row in zip(concepts.values(), rows, strict=True)
            )
        )
    write_or_echo("\n".join(lines) + "\n" if lines else "", out)
    if not lines:
        click.echo(f"{file}: no term of the glossary stands in it", err=True)


COMMANDS = (lookup, annotate, sheet)
