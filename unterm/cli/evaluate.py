"""Scores against gold: alignments, extracted terms, translations."""

from __future__ import annotations

import dataclasses

import click

from unterm.cli.inputs import encoding_option, glossary_option, open_glossary
from unterm.cli.output import as_json, format_option, table, write_or_echo
from unterm.formats.encodings import read_text


@click.group()
def evaluate() -> None:
    """Score what was made against gold."""


def _lines(path: str, encoding: str | None) -> list[str]:
    """The segments of a file, one a line; a line feed alone ends a line."""
    lines = read_text(path, encoding).text.replace("\r\n", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


@evaluate.command()
@click.argument("source")
@click.argument("reference")
@click.argument("draft")
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    type=click.Choice(["bleu", "chrf", "ter"]),
    help="Only these; all three without it (TER is slow).",
)
@glossary_option
@encoding_option
@format_option("text", "json")
def translation(
    source: str,
    reference: str,
    draft: str,
    metrics: tuple[str, ...],
    glossaries: tuple[str, ...],
    encoding: str | None,
    form: str,
) -> None:
    """Score a Chinese draft against the official translation.

    SOURCE (English), REFERENCE and DRAFT have one segment a line. BLEU, chrF and TER are printed
    with the signatures that reproduce them; term accuracy beside that of the reference, its
    ceiling, and that of shuffled targets, which should be near zero.

    \b
    Example:
      unterm evaluate translation source.en official.zh draft.zh --metric chrf
    """
    from unterm.evaluation.translation import METRICS, score_translation

    score = score_translation(
        _lines(source, encoding),
        _lines(draft, encoding),
        _lines(reference, encoding),
        open_glossary(glossaries),
        metrics=metrics or METRICS,  # type: ignore[arg-type]
    )
    if form == "json":
        write_or_echo(as_json(dataclasses.asdict(score)), None)
        return
    rows = [(m.name, f"{m.score:.1f}", m.signature) for m in score.metrics]
    for name, terms in (
        ("term accuracy", score.terms),
        ("  of the reference (ceiling)", score.reference),
        ("  with shuffled targets (control)", score.control),
    ):
        rows.append((name, f"{terms.accuracy:.1%}", f"{terms.found} of {terms.required}"))
    if score.terms.consistency is not None:
        rows.append(("term consistency", f"{score.terms.consistency:.1%}", score.signature))
    for line in table(rows):
        click.echo(line)


COMMANDS = (evaluate,)
