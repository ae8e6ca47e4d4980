"""Step through term candidates in a terminal: one key each, saved after every key."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

import click

import unterm
from unterm.cli.concordances import mark
from unterm.cli.inputs import glossary_option, open_glossary
from unterm.cli.output import count_of, shorten, table
from unterm.formats.review_columns import Decision, Reviewed

if TYPE_CHECKING:
    from unterm.merging.identity import Concepts

_KEYS = "a accept · r reject · m merge into · e English · n note · s skip · u undo · q quit"
_CONTEXT_WIDTH = 34
_CONTEXTS = 3


@click.command()
@click.argument("file")
@click.option(
    "--all", "everything", is_flag=True, help="Also what is decided, or known to the glossary."
)
@glossary_option
def review(file: str, everything: bool, glossaries: tuple[str, ...]) -> None:
    """Decide about term candidates, one key each.

    FILE is what `unterm extract -o` wrote (.tsv, .xlsx or .jsonl). Every decision is saved at
    once: stop with q at any time and go on later. `unterm merge` takes what was accepted,
    `unterm extract --reviewed` leaves out what was rejected. The columns of the file, and the words
    that a person may write there instead, stand in docs/formats.md under "Candidates under review".

    From anything but a terminal, each key and each answer is a line of its own; an empty line
    skips, or takes the answer that is offered.

    \b
    Example:
      unterm review candidates.tsv
    """
    entries = list(unterm.load_review(file))
    stops = [
        number
        for number, entry in enumerate(entries)
        if everything or (not entry.status and entry.candidate.kind != "known")
    ]
    session = _Session(entries, stops, file, glossaries)
    if stops:
        click.echo(_KEYS, err=True)
    while session.at < len(stops):
        session.show()
        key = _key()
        if key == "q":
            break
        if not session.take(key):
            click.echo(_KEYS, err=True)
    counts = Counter(entry.status for entry in entries)
    told = ", ".join(f"{counts[decision]} {decision or 'open'}" for decision in Decision)
    click.echo(f"{file}: {told}", err=True)


@dataclass
class _Session:
    """The candidates, where one stands among those to be decided, and what can be undone."""

    entries: list[Reviewed]
    stops: list[int]
    file: str
    glossaries: Sequence[str]
    at: int = 0
    history: list[tuple[int, Reviewed]] = field(default_factory=list)

    def take(self, key: str) -> bool:
        """Do what a key says; False for a key that says nothing here."""
        if key == "s":
            self.at += 1
            return True
        if key == "u":
            if self.history:
                self.at, before = self.history.pop()
                self._set(before)
            return True
        before = self.entries[self.stops[self.at]]
        changed = self._decide(before, key)
        if changed is None:
            return False
        self.history.append((self.at, before))
        self._set(changed)
        if key in "arm":
            self.at += 1
        return True

    def _set(self, entry: Reviewed) -> None:
        self.entries[self.stops[self.at]] = entry
        unterm.dump_candidates(self.entries, self.file)

    def _decide(self, entry: Reviewed, key: str) -> Reviewed | None:
        candidate = entry.candidate
        if key == "r":
            return replace(entry, status=Decision.REJECTED)
        if key in ("a", "e"):
            english = candidate.english
            if key == "e" or not english:
                english = _ask("official English term", _english(candidate) or None)
            if not english:
                return None
            self._say_namesake(english, candidate.chinese)
            changed = replace(entry, candidate=replace(candidate, english=english))
            return replace(changed, status=Decision.ACCEPTED) if key == "a" else changed
        if key == "m":
            into = self._known(_ask("merge into (official English term)", _english(candidate)))
            return replace(entry, status=Decision.MERGED, into=into) if into else None
        if key == "n":
            return replace(entry, note=_ask("note", entry.note) or None)
        return None

    @cached_property
    def _glossary(self) -> unterm.Glossary:
        return open_glossary(self.glossaries)

    @cached_property
    def _concepts(self) -> Concepts:
        from unterm.merging.identity import Concepts

        return Concepts(self._glossary)

    def _say_namesake(self, english: str, chinese: str) -> None:
        namesake = self._concepts.namesake(english, chinese)
        if namesake is not None:
            click.echo(f"{clash(english, namesake)}; to merge into that: u, then m", err=True)

    def _known(self, english: str) -> str | None:
        """The official English term of the concept meant; None, and said, where there is none."""
        results = self._glossary.lookup(english, limit=1) if english else []
        if not results or results[0].reason in ("fuzzy", "pinyin"):
            told = f"; {results[0].concept.english} is near" if results else ""
            click.echo(f"{english or 'nothing'}: not in the glossary{told}", err=True)
            return None
        return results[0].concept.english

    def show(self) -> None:
        """Print the candidate that is to be decided."""
        entry = self.entries[self.stops[self.at]]
        candidate = entry.candidate
        click.echo(
            f"\n{self.at + 1}/{len(self.stops)}  {click.style(candidate.chinese, bold=True)}"
            f"  {_english(candidate)}  [{entry.status or candidate.kind}]"
        )
        click.echo(
            f"  {candidate.count}× in {count_of(candidate.document_count, 'document')}; "
            f"{'; '.join(candidate.reasons)}"
        )
        if entry.note:
            click.echo(f"  note: {entry.note}")
        rows = [
            (shorten(context.document, 24), mark(context, _CONTEXT_WIDTH))
            for context in candidate.contexts[:_CONTEXTS]
        ]
        for line in table(rows, indent="  "):
            click.echo(line)


def clash(english: str, concept: unterm.Concept) -> str:
    """What is said of an English term that a concept has with other Chinese terms."""
    official = "" if english == concept.english else f"{concept.english!r}, "
    return f"{english!r} is {official}{concept.chinese!r} in the glossary ({concept.id})"


def _english(candidate: unterm.Candidate) -> str:
    return candidate.english or (candidate.concept.english if candidate.concept else "")


def _in_terminal() -> bool:
    return sys.stdin.isatty()


def _key() -> str:
    """One key from a terminal, one line from anything else; the end of input quits."""
    click.echo("[a/r/m/e/n/s/u/q] ", nl=False, err=True)
    if _in_terminal():
        pressed = click.getchar()
        click.echo(pressed, err=True)
    else:
        pressed = sys.stdin.readline() or "q"
    return pressed.strip().lower()[:1] or "s"


def _ask(question: str, default: str | None) -> str:
    if _in_terminal():
        shown = bool(default)
        answer = click.prompt(question, default=default or "", show_default=shown, err=True)
        return str(answer).strip()
    click.echo(f"{question}: ", nl=False, err=True)
    return sys.stdin.readline().strip() or default or ""


COMMANDS = (review,)
