"""Step through term candidates in a terminal: one key each, saved after every key."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

import unterm
from unterm.cli.output import shorten, table
from unterm.formats.review_columns import Decision, Reviewed

_KEYS = "a accept · r reject · m merge into · e English · n note · s skip · u undo · q quit"
_CONTEXT_WIDTH = 34


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--all", "everything", is_flag=True, help="Also what is decided, or known to the glossary."
)
def review(file: str, everything: bool) -> None:
    """Decide about the candidates of a review list, one key each.

    FILE is what `unterm extract -o` wrote (.tsv, .xlsx or .jsonl). Every decision is saved at
    once: stop with q at any time and go on later. `unterm merge` takes the accepted ones.
    """
    entries = list(unterm.load_review(file))
    stops = [
        n
        for n, entry in enumerate(entries)
        if everything or (not entry.status and entry.candidate.kind != "known")
    ]
    history: list[tuple[int, int, Reviewed]] = []
    at = 0
    while at < len(stops):
        number = stops[at]
        _show(entries[number], at + 1, len(stops))
        key = _key()
        if key == "q":
            break
        if key == "u":
            if history:
                at, number, entries[number] = history.pop()
                _save(entries, file)
            continue
        if key == "s":
            at += 1
            continue
        changed = _decide(entries[number], key)
        if changed is None:
            click.echo(_KEYS, err=True)
            continue
        history.append((at, number, entries[number]))
        entries[number] = changed
        _save(entries, file)
        if key in "arm":
            at += 1
    counts = dict.fromkeys(Decision, 0)
    for entry in entries:
        counts[entry.status] += 1
    click.echo(
        ", ".join(f"{count} {decision or 'open'}" for decision, count in counts.items()), err=True
    )


def _key() -> str:
    """One key from a terminal, one line from anything else; the end of input quits."""
    click.echo("[a/r/m/e/n/s/u/q] ", nl=False, err=True)
    if sys.stdin.isatty():
        pressed = click.getchar()
        click.echo(pressed, err=True)
    else:
        pressed = sys.stdin.readline() or "q"
    return pressed.strip().lower()[:1] or "s"


def _ask(question: str, default: str | None) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(question, default=default or "", err=True)).strip()
    click.echo(f"{question}: ", nl=False, err=True)
    return sys.stdin.readline().strip() or default or ""


def _decide(entry: Reviewed, key: str) -> Reviewed | None:
    candidate = entry.candidate
    if key == "r":
        return replace(entry, status=Decision.REJECTED)
    if key in ("a", "e"):
        english = candidate.english
        if key == "e" or not english:
            known = candidate.concept.english if candidate.concept else english
            english = _ask("official English term", known)
        if not english:
            return None
        changed = replace(entry, candidate=replace(candidate, english=english))
        return replace(changed, status=Decision.ACCEPTED) if key == "a" else changed
    if key == "m":
        known = candidate.concept.english if candidate.concept else entry.into
        into = _ask("merge into (official English term)", known)
        return replace(entry, status=Decision.MERGED, into=into) if into else None
    if key == "n":
        return replace(entry, note=_ask("note", entry.note) or None)
    return None


def _show(entry: Reviewed, position: int, total: int) -> None:
    candidate = entry.candidate
    click.echo(
        f"\n{position}/{total}  {click.style(candidate.chinese, bold=True)}"
        f"  {candidate.english or (candidate.concept.english if candidate.concept else '')}"
        f"  [{entry.status or candidate.kind}]"
    )
    click.echo(
        f"  {candidate.count}× in {candidate.document_count} documents; "
        f"{'; '.join(candidate.reasons)}"
    )
    rows = []
    for context in candidate.contexts[:3]:
        start, end = context.span
        left = context.text[max(0, start - _CONTEXT_WIDTH) : start]
        rows.append(
            (
                shorten(context.document, 24),
                f"{left}【{context.text[start:end]}】{context.text[end : end + _CONTEXT_WIDTH]}",
            )
        )
    for line in table(rows, indent="  "):
        click.echo(line)


def _save(entries: list[Reviewed], file: str) -> None:
    losses = unterm.dump_candidates(entries, Path(file))
    if losses:
        click.echo(f"{file} cannot hold all of it: {losses[0]}", err=True)
        sys.exit(2)


COMMANDS = (review,)
