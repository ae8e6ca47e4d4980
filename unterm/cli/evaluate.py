"""Scores against gold: alignments, extracted terms, translations."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import click

from unterm.cli.output import echo_json, format_option, glossary_option, open_glossary, table


@click.group()
def evaluate() -> None:
    """Score an alignment, a candidate list or a translation against gold."""


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8-sig").splitlines()


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
@format_option("text", "json")
def translation(
    source: str,
    reference: str,
    draft: str,
    metrics: tuple[str, ...],
    glossaries: tuple[str, ...],
    form: str,
) -> None:
    """Score a Chinese DRAFT against the official REFERENCE; one segment a line in each file."""
    from unterm.evaluation.translation import METRICS, score_translation

    score = score_translation(
        _lines(source),
        _lines(draft),
        _lines(reference),
        open_glossary(glossaries),
        metrics=metrics or METRICS,  # type: ignore[arg-type]
    )
    if form == "json":
        echo_json(dataclasses.asdict(score))
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
