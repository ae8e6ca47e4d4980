"""Keep glossaries: validate, attest, merge, diff, convert."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import Literal

import click

import unterm
from unterm.cli.output import glossary_option, open_glossary, progress


@click.command()
@click.argument("paths", nargs=-1)
def validate(paths: tuple[str, ...]) -> None:
    """Find the defects of a glossary (the built-in one without PATHS)."""
    glossary = open_glossary(paths)
    problems = unterm.validate(glossary)
    for problem in problems:
        click.echo(f"{problem.concept_id}: {problem.code}: {problem.message}")
    click.echo(f"{len(glossary)} concepts, {len(problems)} problems", err=True)
    sys.exit(1 if problems else 0)


@click.command()
@click.argument("files", nargs=-1, required=True)
@click.option("-o", "--out", metavar="FILE", help="Glossary to write (.jsonl).")
@glossary_option
def attest(files: tuple[str, ...], out: str | None, glossaries: tuple[str, ...]) -> None:
    """Count what stands behind a glossary: Chinese documents are cited, bitexts counted."""
    glossary = open_glossary(glossaries)
    documents: list[unterm.Document] = []
    pairs: list[tuple[str, str]] = []
    with progress(files, "reading") as paths:
        for path in paths:
            if Path(path).suffix.lower() in (".tmx", ".tsv", ".xlf", ".xliff", ".sdlxliff"):
                pairs.extend(unterm.load_bitext(path).pairs())
            else:
                documents.append(unterm.read(path, lang="zh"))
    counted = unterm.attest(
        unterm.cite(glossary, documents),
        pairs,
        [segment.text for document in documents for segment in document],
    )
    shares = Counter(concept.reliability for concept in counted)
    for reliability, number in shares.most_common():
        click.echo(f"{reliability}: {number} of {len(counted)} = {number / len(counted):.1%}")
    if out:
        unterm.dump_concepts(counted, out)
        click.echo(f"wrote {out}", err=True)


@click.command()
@click.argument("base")
@click.argument("other")
@click.option("-o", "--out", metavar="FILE", required=True, help="Glossary to write.")
@click.option(
    "--prefer",
    type=click.Choice(["curated", "new"]),
    default="curated",
    show_default=True,
    help="Which of two that say different things stands.",
)
def merge(base: str, other: str, out: str, prefer: Literal["curated", "new"]) -> None:
    """Bring another glossary in; every conflict is shown, the curated entry wins."""
    result = unterm.merge(
        unterm.load_glossary(base),
        unterm.load_concepts(other).concepts,
        prefer=prefer,
    )
    for conflict in result.conflicts:
        click.echo(
            f"{conflict.concept_id}: {conflict.field}: kept {conflict.kept!r}, "
            f"not {conflict.rejected!r}"
        )
    unterm.dump_concepts(result.glossary, out)
    click.echo(
        f"{len(result.added)} added, {len(result.widened)} widened, "
        f"{len(result.conflicts)} conflicts; wrote {out}",
        err=True,
    )
    sys.exit(1 if result.conflicts else 0)


@click.command()
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    """What changed between two glossaries, as a terminologist would read it."""
    difference = unterm.diff(unterm.load_glossary(old), unterm.load_glossary(new))
    text = str(difference)
    click.echo(text, nl=not text.endswith("\n"))


@click.command()
@click.argument("source")
@click.argument("target")
def convert(source: str, target: str) -> None:
    """Convert a glossary to another format; what that cannot hold is said on standard error."""
    reading = unterm.load_concepts(source)
    for problem in reading.problems:
        click.echo(str(problem), err=True)
    losses = unterm.dump_concepts(reading.concepts, target)
    for loss in losses:
        click.echo(str(loss), err=True)
    click.echo(
        f"{len(reading.concepts)} concepts to {target}, {len(reading.problems)} problems, "
        f"{len(losses)} losses",
        err=True,
    )


COMMANDS = (validate, attest, merge, diff, convert)
