"""Show terms at work: concordance, and translations out of bitexts."""

from __future__ import annotations

import sys

import click

import unterm
from unterm.cli.inputs import (
    encoding_option,
    glossary_option,
    is_bitext,
    open_bitext,
    open_document,
    open_glossary,
)
from unterm.cli.output import (
    as_json,
    count_of,
    format_option,
    progress,
    shorten,
    table,
    write_or_echo,
)

_CONTEXT_WIDTH = 30


@click.command()
@click.argument("term")
@click.argument("files", nargs=-1, required=True)
@click.option(
    "--width",
    type=click.IntRange(min=0),
    default=30,
    show_default=True,
    help="Characters on each side.",
)
@click.option("--exact", is_flag=True, help="Only this string, not the concept's other names.")
@encoding_option
@glossary_option
def concordance(
    term: str,
    files: tuple[str, ...],
    width: int,
    exact: bool,
    encoding: str | None,
    glossaries: tuple[str, ...],
) -> None:
    """Show every place where a term stands, in its context.

    A term of the glossary is found by all its designations, in both languages. In bitexts
    (.tmx, .tsv …) the other side is shown beneath. The exit code is 1 where nothing is found.

    \b
    Examples:
      unterm concordance 斡旋 reports/*.txt
      unterm concordance "good offices" memory.tmx
    """
    results = [] if exact else open_glossary(glossaries).lookup(term, limit=1)
    known = results[0].concept if results and results[0].reason != "fuzzy" else None
    number = 0
    with progress(files, "searching") as paths:
        for path in paths:
            bitext = is_bitext(path)
            texts = (
                open_bitext([path], encoding) if bitext else [open_document(path, None, encoding)]
            )
            for context in unterm.find_contexts(known or term, texts):
                number += 1
                line = mark(context, width)
                if bitext:
                    click.echo(f"{line}\n    {shorten(context.document, 2 * width + 40)}")
                else:
                    click.echo(f"{shorten(context.document, 30)}\t{line}")
    click.echo(count_of(number, "occurrence"), err=True)
    sys.exit(0 if number else 1)


def mark(context: unterm.Context, width: int) -> str:
    """A term in brackets, with ``width`` characters of its sentence on each side.

    >>> from unterm.model import Context, Span
    >>> mark(Context("安理会强调斡旋的作用。", Span(5, 7), ""), 3)
    '会强调【斡旋】的作用'
    """
    start, end = context.span
    left, right = context.text[max(0, start - width) : start], context.text[end : end + width]
    return " ".join(f"{left}【{context.text[start:end]}】{right}".split())


@click.command()
@click.argument("term")
@click.argument("bitexts", nargs=-1, required=True)
@click.option(
    "-n",
    "--limit",
    type=click.IntRange(min=1),
    default=10,
    show_default=True,
    help="Renderings at most.",
)
@click.option(
    "--contexts",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Sentences shown of each rendering.",
)
@glossary_option
@format_option("text", "json")
def translations(
    term: str,
    bitexts: tuple[str, ...],
    limit: int,
    contexts: int,
    glossaries: tuple[str, ...],
    form: str,
) -> None:
    """Find how bitexts render a term.

    The term may be in either language. Each rendering comes with the number of segment pairs in
    which it stands for the term. Where a designation that the glossary has for the term stands on
    the other side, it is the rendering, marked *. The exit code is 1 where none is found.

    \b
    Example:
      unterm translations "good offices" memory.tmx
    """
    glossary = open_glossary(glossaries)
    found = unterm.translations(term, open_bitext(bitexts), glossary=glossary, limit=limit)
    if form == "json":
        records = [
            {
                "text": rendering.text,
                "count": rendering.count,
                "of": rendering.of,
                "score": round(rendering.score, 4),
                "known": rendering.known,
                "contexts": [
                    {"text": c.text, "start": c.span.start, "end": c.span.end}
                    for c in rendering.contexts
                ],
            }
            for rendering in found
        ]
        write_or_echo(as_json(records), None)
    else:
        rows = [
            (r.text, "*" if r.known else "", f"{r.count} of {r.of}", f"{r.score:.2f}")
            for r in found
        ]
        for line, rendering in zip(table(rows), found, strict=True):
            click.echo(line)
            for context in rendering.contexts[:contexts]:
                click.echo(f"    {mark(context, _CONTEXT_WIDTH)}")
    if not found:
        click.echo(f"{term}: no rendering found", err=True)
    sys.exit(0 if found else 1)


COMMANDS = (concordance, translations)
