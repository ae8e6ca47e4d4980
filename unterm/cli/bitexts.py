"""Align texts and score what was made: align, evaluate."""

from __future__ import annotations

from pathlib import Path

import click

import unterm
from unterm.cli.output import glossary_option, open_document, open_glossary, progress, shorten
from unterm.cli.texts import BITEXT_SUFFIXES

READABLE = (".txt", ".text", ".md", ".docx", ".pdf")


@click.command()
@click.argument("source")
@click.argument("target")
@click.option("-o", "--out", metavar="FILE", help="Bitext to write (.tmx, .tsv, .jsonl, .xlsx …).")
@click.option("-d", "--dictionary", metavar="FILE", help="A dictionary in CC-CEDICT's format.")
@click.option("--fixed", metavar="FILE", help="Bitext whose fixed beads are kept.")
@glossary_option
def align(
    source: str,
    target: str,
    out: str | None,
    dictionary: str | None,
    fixed: str | None,
    glossaries: tuple[str, ...],
) -> None:
    """Align two documents, or two folders of documents, sentence by sentence."""
    glossary = open_glossary(glossaries)
    if Path(source).is_dir() and Path(target).is_dir():
        _align_folders(Path(source), Path(target), out or ".", dictionary, glossary)
        return
    pinned = unterm.load_bitext(fixed) if fixed else None
    bitext = unterm.align(
        open_document(source),
        open_document(target),
        glossary=glossary,
        dictionary=dictionary,
        fixed=pinned.beads if pinned else (),
    )
    for decision in bitext.decisions:
        click.echo(decision, err=True)
    if out:
        unterm.dump_bitext(bitext, out)
        click.echo(f"wrote {len(bitext)} beads to {out}", err=True)
        return
    for bead in bitext.beads:
        left, right = bitext.side(bead, "source"), bitext.side(bead, "target")
        click.echo(f"{bead.confidence:.2f}\t{shorten(left, 76)}\t{shorten(right, 76)}")


def _align_folders(
    source: Path, target: Path, out: str, dictionary: str | None, glossary: unterm.Glossary
) -> None:
    sides = []
    for folder in (source, target):
        files = sorted(f for f in folder.iterdir() if f.suffix.lower() in READABLE)
        documents = []
        with progress(files, f"reading {folder}") as paths:
            for path in paths:
                try:
                    documents.append(unterm.read(path))
                except (unterm.UntermError, OSError) as error:
                    click.echo(f"left out: {error}", err=True)
        sides.append(documents)
    pairs = list(unterm.pair_documents(*sides))
    Path(out).mkdir(parents=True, exist_ok=True)
    with progress(pairs, "aligning") as items:
        for one, other in items:
            try:
                bitext = unterm.align(one, other, glossary=glossary, dictionary=dictionary)
                name = Path(out) / (Path(one.path or "document").stem + ".tmx")
                unterm.dump_bitext(bitext, name)
                click.echo(f"{one.path} + {other.path}: {len(bitext)} beads, {name}", err=True)
            except (unterm.UntermError, OSError) as error:
                click.echo(f"left out: {one.path}: {error}", err=True)


COMMANDS = (align,)

__all__ = ["BITEXT_SUFFIXES", "COMMANDS"]
