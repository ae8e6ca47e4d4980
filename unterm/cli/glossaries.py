"""Keep glossaries: validate, attest, merge, diff, convert."""

from __future__ import annotations

import difflib
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import click

import unterm
from unterm.cli.bitexts import WRITABLE, write_bitext
from unterm.cli.inputs import (
    BUILT_IN,
    encoding_option,
    glossary_option,
    is_bitext,
    is_review,
    load_bitext,
    open_document,
    open_glossary,
)
from unterm.cli.output import count_of, out_option, progress, say_decisions, table
from unterm.cli.review import clash
from unterm.formats.registry import CONCEPT_FORMATS

_BITEXT_ONLY = (".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff")
_UNSAID_SUBJECT = "general"
_EXAMPLES = 3


@click.command()
@click.argument("paths", nargs=-1)
def validate(paths: tuple[str, ...]) -> None:
    """Find the defects of a glossary.

    PATHS are glossary files or folders; without them the built-in one is looked at. The exit code
    is 1 where there are defects.

    \b
    Example:
      unterm validate mine.jsonl
    """
    glossary = open_glossary(paths)
    problems = unterm.validate(glossary)
    for problem in problems:
        click.echo(f"{problem.concept_id}: {problem.code}: {problem.message}")
    click.echo(
        f"{count_of(len(glossary), 'concept')}, {count_of(len(problems), 'problem')}", err=True
    )
    sys.exit(1 if problems else 0)


@click.command()
@click.argument("files", nargs=-1, required=True)
@out_option("Glossary to write", ".jsonl")
@glossary_option
@encoding_option
def attest(
    files: tuple[str, ...], out: str | None, glossaries: tuple[str, ...], encoding: str | None
) -> None:
    """Count what stands behind a glossary.

    Chinese documents are cited, the pairs of bitexts (.tmx, .tsv …) counted; the figures say for
    how many concepts which proof was found.

    \b
    Example:
      unterm attest reports/*.txt memory.tmx -o counted.jsonl
    """
    glossary = open_glossary(glossaries)
    documents: list[unterm.Document] = []
    pairs: list[tuple[str, str]] = []
    with progress(files, "reading") as paths:
        for path in paths:
            if is_bitext(path):
                pairs.extend(load_bitext(path, encoding).pairs())
            else:
                documents.append(open_document(path, "zh", encoding))
    counted = unterm.attest(
        unterm.cite(glossary, documents),
        pairs,
        [segment.text for document in documents for segment in document],
    )
    shares = Counter(concept.reliability for concept in counted)
    total = len(counted)
    rows = [
        (reliability.replace("-", " in "), f"{number} of {total}", f"{number / total:.1%}")
        for reliability, number in shares.most_common()
    ]
    for line in table(rows):
        click.echo(line)
    if out is not None:
        _dump(counted, out, every=False)
        click.echo(f"wrote {out}", err=True)


@click.command()
@click.argument("base")
@click.argument("other")
@out_option("Glossary to write", ".jsonl", ".tbx", ".csv", ".tsv", ".xlsx")
@click.option(
    "--prefer",
    type=click.Choice(["curated", "new"]),
    default="curated",
    show_default=True,
    help="Which of two that say different things stands.",
)
@click.option(
    "--subject",
    default=_UNSAID_SUBJECT,
    show_default=True,
    metavar="FIELD",
    help="Subject field of the concepts that a review makes anew.",
)
def merge(
    base: str, other: str, out: str | None, prefer: Literal["curated", "new"], subject: str
) -> None:
    """Bring a glossary or a reviewed list into a glossary.

    OTHER is a glossary, or a candidate list that `unterm review` or a spreadsheet has decided.
    BASE and OTHER stay as they are; 'built-in' names the built-in glossary. Every conflict is
    shown, and the exit code is 1 where there are any. Without --out nothing is written.

    An accepted term whose English already stands for a concept of BASE, be it as a short form,
    makes no new concept: with other Chinese it is a conflict. A new concept brings the citations
    of its contexts with it.

    \b
    Examples:
      unterm merge mine.jsonl colleague.tbx -o merged.jsonl
      unterm merge mine.jsonl candidates.xlsx -o mine-new.jsonl
    """
    glossary = open_glossary([base])
    concepts = _incoming(other, glossary, base, subject)
    result = unterm.merge(glossary, concepts, prefer=prefer)
    for conflict in result.conflicts:
        click.echo(
            f"{conflict.concept_id}: {conflict.field}: kept {conflict.kept!r}, "
            f"not {conflict.rejected!r}"
        )
    if out is not None:
        _dump(result.glossary, out, every=False)
    click.echo(
        f"{len(result.added)} added, {len(result.widened)} widened, "
        f"{count_of(len(result.conflicts), 'conflict')}"
        f"; {f'wrote {out}' if out else 'nothing written'}",
        err=True,
    )
    sys.exit(1 if result.conflicts else 0)


def _incoming(
    path: str, glossary: unterm.Glossary, base: str, subject: str
) -> Iterable[unterm.Concept]:
    if path == BUILT_IN or Path(path).is_dir():
        return open_glossary([path])
    if is_review(path):
        return _of_review(path, glossary, base, subject)
    reading = unterm.load_concepts(path)
    for problem in reading.problems:
        click.echo(f"{path}: {problem}", err=True)
    return reading.concepts


def _of_review(
    path: str, glossary: unterm.Glossary, base: str, subject: str
) -> Iterable[unterm.Concept]:
    from unterm.merging import concepts_of_review
    from unterm.merging.identity import Concepts

    review = unterm.load_review(path)
    try:
        concepts = concepts_of_review(review, glossary, subject_field=subject)
    except unterm.InputError as error:
        remedy = f"decide the row again with `unterm review --all -g {base} {path}`"
        if base != BUILT_IN:
            remedy += f", or merge into the glossary it was decided with, such as {BUILT_IN}"
        raise unterm.FormatError(path, None, f"{error} (looked for in {base}); {remedy}") from error
    if review.open:
        click.echo(f"{path}: {len(review.open)} of {len(review)} are still open", err=True)
    known = Concepts(glossary)
    for entry in review.accepted:
        english = entry.candidate.english or ""
        namesake = known.namesake(english, entry.candidate.chinese)
        if namesake is not None:
            click.echo(f"{path}: row {entry.row}: {clash(english, namesake)}", err=True)
    fields = {concept.subject_field for concept in glossary}
    if fields and subject not in {_UNSAID_SUBJECT, *fields}:
        click.echo(_new_field(subject, fields, base), err=True)
    return concepts


def _new_field(subject: str, fields: set[str], base: str) -> str:
    near = difflib.get_close_matches(subject, sorted(fields), n=3)
    hint = f"did you mean {', '.join(near)}?" if near else f"it has {', '.join(sorted(fields))}"
    return f"{subject!r} is a new subject field in {base}; {hint}"


@click.command()
@click.argument("old")
@click.argument("new")
def diff(old: str, new: str) -> None:
    """Say what changed between two glossaries.

    In the words of a terminologist: new, gone, widened, changed. The exit code is 1 where they
    differ; 'built-in' names the built-in glossary.

    \b
    Example:
      unterm diff last-year.jsonl mine.jsonl
    """
    difference = unterm.diff(open_glossary([old]), open_glossary([new]))
    click.echo(str(difference), nl=False)
    sys.exit(1 if difference else 0)


@click.command()
@click.argument("source")
@click.argument("target")
@click.option(
    "--from", "source_format", type=click.Choice(CONCEPT_FORMATS), help="Format of SOURCE."
)
@click.option("--to", "target_format", type=click.Choice(CONCEPT_FORMATS), help="Format of TARGET.")
@click.option("--bitext", is_flag=True, help="SOURCE is a bitext, where no suffix says so.")
@click.option(
    "--losses", "every", is_flag=True, help="Name everything that TARGET cannot hold, one by one."
)
@encoding_option
def convert(
    source: str,
    target: str,
    source_format: str | None,
    target_format: str | None,
    bitext: bool,
    every: bool,
    encoding: str | None,
) -> None:
    """Convert a glossary, or a bitext, to another format.

    The suffixes tell the formats (.jsonl, .tbx, .csv, .tsv, .xlsx, .txt, .ttl; bitexts .tmx, .xlf,
    .tsv, .xlsx, .jsonl, .html); --from and --to where they do not. 'built-in' names the built-in
    glossary. What could not be read, and what the target cannot hold, is said on standard error;
    the exit code is 1 where something could not be read.

    \b
    Examples:
      unterm convert glossary.tbx glossary.xlsx
      unterm convert built-in unterm.tbx --to tbx-min
      unterm convert project.sdlxliff memory.tmx
    """
    suffixes = (Path(source).suffix.lower(), Path(target).suffix.lower())
    into_bitext = suffixes[1] in (*_BITEXT_ONLY, ".html") and is_bitext(source)
    if bitext or into_bitext or suffixes[0] in _BITEXT_ONLY:
        _convert_bitext(source, target, encoding)
        return
    if source == BUILT_IN or Path(source).is_dir():
        concepts, problems = tuple(open_glossary([source])), 0
    else:
        reading = unterm.load_concepts(source, format=source_format, encoding=encoding)
        for problem in reading.problems:
            click.echo(f"{source}:{problem}" if problem.line else f"{source}: {problem}", err=True)
        concepts, problems = reading.concepts, len(reading.problems)
        others = ", ".join(f"{n} {lang}" for lang, n in sorted(reading.other_languages.items()))
        if others:
            click.echo(f"{source}: terms of other languages were left out: {others}", err=True)
    losses = _dump(concepts, target, target_format, every=every)
    click.echo(
        f"wrote {count_of(len(concepts), 'concept')} to {target}; "
        f"{count_of(problems, 'problem')}, {losses} not held by the format",
        err=True,
    )
    sys.exit(1 if problems else 0)


def _convert_bitext(source: str, target: str, encoding: str | None) -> None:
    suffix = Path(target).suffix.lower()
    if suffix not in WRITABLE:
        raise click.UsageError(f"{target}: unknown suffix {suffix!r}; use {', '.join(WRITABLE)}")
    bitext = unterm.load_bitext(source, encoding=encoding)
    say_decisions(source, bitext.decisions)
    for loss in write_bitext(bitext, target):
        click.echo(f"{target}: {loss}", err=True)
    click.echo(f"wrote {count_of(len(bitext), 'bead')} to {target}", err=True)


def _dump(
    concepts: Iterable[unterm.Concept], path: str, form: str | None = None, *, every: bool
) -> int:
    """Write concepts and say what the format cannot hold, one by one or field by field."""
    losses = unterm.dump_concepts(concepts, path, format=form)
    if every:
        for loss in losses:
            click.echo(f"{path}: {loss}", err=True)
        return len(losses)
    owners: dict[str, list[str]] = defaultdict(list)
    for loss in losses:
        owners[re.sub(r", number \d+", "", loss.field)].append(loss.owner)
    for name, of in sorted(owners.items()):
        shown = ", ".join(dict.fromkeys(of[:_EXAMPLES])) + (" …" if len(of) > _EXAMPLES else "")
        click.echo(f"{path}: does not hold {name} of {len(of)}: {shown}", err=True)
    return len(losses)


COMMANDS = (validate, attest, merge, diff, convert)
