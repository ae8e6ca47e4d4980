"""Read texts, extract their terms, check them: segment, extract, check, explain."""

from __future__ import annotations

import sys
from pathlib import Path

import click

import unterm
from unterm.cli.output import (
    echo_json,
    format_option,
    glossary_option,
    open_document,
    open_glossary,
    progress,
    shorten,
    table,
    write_or_echo,
)

BITEXT_SUFFIXES = (".tmx", ".xlf", ".xliff", ".sdlxliff", ".tsv", ".jsonl", ".xlsx")
REPORT_FORMATS = ("text", "json", "jsonl", "csv", "html", "sarif", "github", "junit")
REPORT_SUFFIXES = {
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".html": "html",
    ".sarif": "sarif",
    ".xml": "junit",
}


@click.command()
@click.argument("file")
@click.option("--lang", type=click.Choice(["en", "zh"]), help="Language of the text.")
@click.option("-o", "--out", metavar="FILE", help="Write there instead of standard output.")
@format_option("text", "json")
def segment(file: str, lang: str | None, out: str | None, form: str) -> None:
    """The paragraphs and sentences of a text; wraps joined, page furniture taken out."""
    document = open_document(file, lang)
    for decision in document.decisions:
        click.echo(f"{file}: {decision}", err=True)
    if form == "json":
        echo_json(
            [
                {
                    "kind": paragraph.kind,
                    "number": paragraph.number,
                    "level": paragraph.level,
                    "segments": [
                        {
                            "text": document.segments[i].text,
                            "start": document.segments[i].span.start,
                            "end": document.segments[i].span.end,
                        }
                        for i in paragraph.segments
                    ],
                }
                for paragraph in document.paragraphs
            ]
        )
        return
    lines = []
    for paragraph in document.paragraphs:
        label = f"{paragraph.kind} {paragraph.number}" if paragraph.number else paragraph.kind.value
        lines.append(f"[{label}]")
        lines += [document.segments[i].text for i in paragraph.segments]
        lines.append("")
    write_or_echo("\n".join(lines), out)


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("-n", "--limit", default=100, show_default=True, help="Candidates a section.")
@click.option("-o", "--out", metavar="FILE", help="Review list to write (.tsv, .xlsx, .jsonl).")
@click.option("--new", "only_new", is_flag=True, help="Leave out what the glossary knows.")
@click.option("--reviewed", metavar="FILE", help="Reviewed list; what it rejects is not shown.")
@glossary_option
@format_option("text", "json")
def extract(
    files: tuple[str, ...],
    limit: int,
    out: str | None,
    only_new: bool,
    reviewed: str | None,
    glossaries: tuple[str, ...],
    form: str,
) -> None:
    """Term candidates of Chinese documents, or of one bitext (.tmx, .tsv, .xlf …)."""
    glossary = open_glossary(glossaries)
    stop_list = (
        [row.candidate.chinese for row in unterm.load_review(reviewed) if row.status == "rejected"]
        if reviewed
        else []
    )
    if len(files) == 1 and Path(files[0]).suffix.lower() in BITEXT_SUFFIXES:
        source: list[unterm.Document] | unterm.Bitext = unterm.load_bitext(files[0])
    else:
        with progress(files, "reading") as paths:
            source = [open_document(path) for path in paths]
    candidates = unterm.extract(source, glossary=glossary, stop_list=stop_list, limit=limit)
    if only_new:
        candidates = [candidate for candidate in candidates if candidate.kind != "known"]
    if out:
        unterm.dump_candidates(candidates, out)
        click.echo(f"wrote {len(candidates)} candidates to {out}", err=True)
    elif form == "json":
        echo_json([_candidate_json(candidate) for candidate in candidates])
    else:
        _show_candidates(candidates)


def _candidate_json(candidate: unterm.Candidate) -> dict[str, object]:
    return {
        "chinese": candidate.chinese,
        "english": candidate.english,
        "count": candidate.count,
        "document_count": candidate.document_count,
        "kind": candidate.kind,
        "section": candidate.section,
        "score": candidate.score,
        "reasons": candidate.reasons,
        "concept": candidate.concept.id if candidate.concept else None,
        "contexts": [
            {"text": c.text, "start": c.span.start, "end": c.span.end, "document": c.document}
            for c in candidate.contexts
        ],
    }


def _show_candidates(candidates: list[unterm.Candidate]) -> None:
    for section in ("form", "statistical"):
        rows = [
            (
                candidate.chinese,
                candidate.english or (candidate.concept.english if candidate.concept else ""),
                f"{candidate.count}×/{candidate.document_count}",
                candidate.kind,
                shorten("; ".join(candidate.reasons), 60),
            )
            for candidate in candidates
            if candidate.section == section
        ]
        if rows:
            click.echo(f"== {section}: {len(rows)}")
            for line in table(rows):
                click.echo(line)


@click.command()
@click.argument("draft")
@click.option("-s", "--source", metavar="FILE", help="The English source, to be aligned with it.")
@click.option("-o", "--out", metavar="FILE", help="Report to write; its suffix tells the format.")
@glossary_option
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(REPORT_FORMATS),
    help="Format of the report; text without it.",
)
def check(
    draft: str, source: str | None, out: str | None, glossaries: tuple[str, ...], form: str | None
) -> None:
    """Check a Chinese draft alone, against its English source, or a bitext (.tmx, .tsv …)."""
    glossary = open_glossary(glossaries)
    if source is not None:
        english, chinese = open_document(source, "en"), open_document(draft, "zh")
        text: unterm.Document | unterm.Bitext = unterm.align(english, chinese, glossary=glossary)
    elif Path(draft).suffix.lower() in BITEXT_SUFFIXES:
        text = unterm.load_bitext(draft)
    else:
        text = open_document(draft, "zh")
    report = unterm.check(text, glossary)
    form = form or REPORT_SUFFIXES.get(Path(out).suffix.lower() if out else "", "text")
    write_or_echo(unterm.render(report, form), out)
    sys.exit(1 if report.at_least(unterm.Severity.WARNING) else 0)


@click.command()
@click.argument("code")
def explain(code: str) -> None:
    """What a check looks for, by the code that its findings carry."""
    click.echo(unterm.explain(code))


COMMANDS = (segment, extract, check, explain)
