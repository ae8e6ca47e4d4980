"""Read texts and extract their terms: segment, extract."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import click

import unterm
from unterm.cli.inputs import (
    encoding_option,
    glossary_option,
    is_bitext,
    lang_option,
    open_bitext,
    open_document,
    open_glossary,
)
from unterm.cli.output import (
    as_json,
    count_of,
    format_option,
    out_option,
    progress,
    say_decisions,
    shorten,
    table,
    working,
    write_or_echo,
)
from unterm.language.scripts import detect_language
from unterm.model import LANGUAGE_NAMES
from unterm.reporting.candidates_page import write_candidates_page

_WIDTHS = (36, 44, 60)
_NAMED = 3


@click.command()
@click.argument("file")
@lang_option
@encoding_option
@out_option("Write there instead of standard output")
@format_option("text", "lines", "json")
def segment(
    file: str, lang: Literal["en", "zh"] | None, encoding: str | None, out: str | None, form: str
) -> None:
    """Cut a text into paragraphs and sentences.

    Hard wraps are joined and page furniture is taken out. As lines: one sentence a line, an empty
    line between paragraphs.

    \b
    Examples:
      unterm segment report.txt
      unterm segment report.docx -f lines -o sentences.txt
    """
    document = open_document(file, lang, encoding)
    say_decisions(file, document.decisions)
    write_or_echo(_as_json(document) if form == "json" else _as_text(document, form), out)


def _as_json(document: unterm.Document) -> str:
    return as_json(
        [
            {
                "kind": paragraph.kind,
                "number": paragraph.number,
                "level": paragraph.level,
                "segments": [
                    {"text": part.text, "start": part.span.start, "end": part.span.end}
                    for part in (document.segments[i] for i in paragraph.segments)
                ],
            }
            for paragraph in document.paragraphs
        ]
    )


def _as_text(document: unterm.Document, form: str) -> str:
    blocks = []
    for paragraph in document.paragraphs:
        lines = [" ".join(document.segments[i].text.split()) for i in paragraph.segments]
        if form == "text":
            label = paragraph.kind.value
            lines.insert(0, f"[{label} {paragraph.number}]" if paragraph.number else f"[{label}]")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("-s", "--source", metavar="FILE", help="English source of a Chinese document.")
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Candidates that the glossary does not know; known ones come beside them.",
)
@out_option("Review list or page to write", ".tsv", ".xlsx", ".jsonl", ".html")
@click.option("--new", "only_new", is_flag=True, help="Leave out what the glossary knows.")
@click.option(
    "--reviewed",
    metavar="FILE",
    multiple=True,
    help="Reviewed list; what it rejects is not shown. May be repeated.",
)
@glossary_option
@encoding_option
@format_option("text", "json")
def extract(
    files: tuple[str, ...],
    source: str | None,
    limit: int,
    out: str | None,
    only_new: bool,
    reviewed: tuple[str, ...],
    glossaries: tuple[str, ...],
    encoding: str | None,
    form: str,
) -> None:
    """Find the terms of Chinese documents or of bitexts.

    From bitexts (.tmx, .tsv …) come pairs of both languages. What follows from the form of the
    text comes first, then what statistics suggest; each with its counts and reasons. A written
    list is decided upon with `unterm review`, or in a spreadsheet; the page is for reading.

    \b
    Examples:
      unterm extract reports/*.txt -o candidates.xlsx
      unterm extract draft.docx --source original.docx
      unterm extract memory.tmx --new -o terms.html
    """
    glossary = open_glossary(glossaries)
    stop_list = [
        row.candidate.chinese for path in reviewed for row in unterm.load_review(path).rejected
    ]
    if source is not None or any(map(is_bitext, files)):
        bitext = _bitext(files, source, glossary, encoding)
        with working(f"pairing the terms of {count_of(len(bitext), 'bead')}"):
            candidates = unterm.extract(bitext, glossary=glossary, stop_list=stop_list, limit=limit)
    else:
        with progress(files, "reading") as paths:
            candidates = unterm.extract(
                (open_document(path, None, encoding) for path in paths),
                glossary=glossary,
                stop_list=stop_list,
                limit=limit,
            )
    if only_new:
        candidates = [candidate for candidate in candidates if candidate.kind != "known"]
    if out is None:
        if form == "json":
            write_or_echo(as_json([_record(candidate) for candidate in candidates]), None)
        else:
            _show(candidates)
        return
    if Path(out).suffix.lower() == ".html":
        write_candidates_page(candidates, out, title=_title(files))
    else:
        for loss in unterm.dump_candidates(candidates, out):
            if loss.field not in ("concept", "contexts"):  # the list has the id, three contexts
                click.echo(f"{out}: {loss}", err=True)
    click.echo(f"wrote {count_of(len(candidates), 'candidate')} to {out}", err=True)


def _title(files: Sequence[str]) -> str:
    more = f" + {len(files) - _NAMED}" if len(files) > _NAMED else ""
    return ", ".join(Path(file).name for file in files[:_NAMED]) + more


def _bitext(
    files: Sequence[str], source: str | None, glossary: unterm.Glossary, encoding: str | None
) -> unterm.Bitext:
    if source is None:
        if not all(map(is_bitext, files)):
            raise click.UsageError(
                "documents and bitexts cannot be mixed; extract one, then the other"
            )
        return open_bitext(files, encoding)
    if len(files) != 1 or is_bitext(files[0]):
        raise click.UsageError("--source belongs to one Chinese document")
    english, chinese = (
        open_document(source, "en", encoding),
        open_document(files[0], "zh", encoding),
    )
    for path, document in ((source, english), (files[0], chinese)):
        if detect_language(document.text) not in (None, document.lang):
            raise click.UsageError(
                f"{path} is not in {LANGUAGE_NAMES[document.lang]}: --source takes the English "
                "document, FILE the Chinese one"
            )
    bitext = unterm.align(english, chinese, glossary=glossary)
    say_decisions(files[0], bitext.decisions)
    return bitext


def _record(candidate: unterm.Candidate) -> dict[str, object]:
    return {
        "chinese": candidate.chinese,
        "english": candidate.english,
        "count": candidate.count,
        "document_count": candidate.document_count,
        "kind": candidate.kind,
        "section": candidate.section,
        "score": candidate.score,
        "reasons": candidate.reasons,
        "variants": candidate.variants,
        "concept": candidate.concept.id if candidate.concept else None,
        "contexts": [
            {"text": c.text, "start": c.span.start, "end": c.span.end, "document": c.document}
            for c in candidate.contexts
        ],
    }


def _show(candidates: list[unterm.Candidate]) -> None:
    for section in ("form", "statistical"):
        rows = [
            (
                shorten(candidate.chinese, _WIDTHS[0]),
                shorten(candidate.english or known_english(candidate), _WIDTHS[1]),
                f"{candidate.count}×/{candidate.document_count}",
                candidate.kind,
                f"{candidate.score:.2f}",
                shorten("; ".join(candidate.reasons), _WIDTHS[2]),
            )
            for candidate in candidates
            if candidate.section == section
        ]
        if rows:
            click.echo(f"== {section}: {len(rows)}")
            for line in table(rows):
                click.echo(line)
    if not candidates:
        click.echo("no candidates", err=True)


def known_english(candidate: unterm.Candidate) -> str:
    """The official English term of the concept that a candidate belongs to, or nothing."""
    return candidate.concept.english if candidate.concept else ""


COMMANDS = (segment, extract)
