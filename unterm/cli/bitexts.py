"""Align texts: two documents, or two folders of them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import click

import unterm
from unterm.cli.corrections import carry_over
from unterm.cli.group import COULD_NOT_WORK, explain_error
from unterm.cli.inputs import (
    BITEXT_SUFFIXES,
    TEXT_SUFFIXES,
    encoding_option,
    glossary_option,
    load_bitext,
    open_document,
    open_glossary,
)
from unterm.cli.output import (
    WIDEST,
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
from unterm.formats.alignments import dump_alignment
from unterm.formats.cedict import read_cedict
from unterm.formats.reports import Loss
from unterm.reporting.bitext_page import DOUBTFUL, write_bitext_page

WRITABLE = (".tmx", ".tsv", ".csv", ".xlsx", ".jsonl", ".xlf", ".xliff", ".html")


@click.command()
@click.argument("source")
@click.argument("target")
@out_option("Bitext or page to write; a folder, for folders", *WRITABLE, folder=True)
@click.option("-d", "--dictionary", metavar="FILE", help="A dictionary in CC-CEDICT's format.")
@click.option(
    "--embeddings",
    metavar="PATH",
    multiple=True,
    help="Model to ask where words leave doubt: the folder of a sentence-transformers or model2vec "
    "model, or word vectors as text (give it twice for a file of each language).",
)
@click.option(
    "--fixed",
    metavar="FILE",
    help="Bitext whose fixed beads are kept: the corrected one. For folders, a folder of bitexts "
    "named as those to be written.",
)
@click.option(
    "--to",
    "suffix",
    type=click.Choice(WRITABLE),
    default=WRITABLE[0],
    show_default=True,
    help="Format of the bitexts of folders.",
)
@glossary_option
@encoding_option
@format_option("text", "json", "beads")
def align(
    source: str,
    target: str,
    out: str | None,
    dictionary: str | None,
    embeddings: tuple[str, ...],
    fixed: str | None,
    suffix: str,
    glossaries: tuple[str, ...],
    encoding: str | None,
    form: str,
) -> None:
    """Align two documents, or two folders, sentence by sentence.

    Each bead has the probability that it is right. The page (.html) is for reading and correcting;
    give the corrections it saves to --fixed and align again. Only beads that are marked as fixed
    are kept, found by their text, so that the documents may have changed. The format `beads`
    prints the numbers of the segments, from 0, as other aligners do.

    Of two folders the documents are paired by their symbols or by what stands in them; one that
    cannot be read or paired is left out and named. The bitexts are written to --out, or to the
    current folder without it.

    \b
    Examples:
      unterm align source.docx target.docx -o bitext.tmx
      unterm align source.docx target.docx -o bitext.html
      unterm align source.docx target.docx --fixed bitext.tsv -o bitext.tmx
      unterm align english/ chinese/ -o bitexts/ --to .xlsx
    """
    folders = Path(source).is_dir(), Path(target).is_dir()
    glossary = open_glossary(glossaries)
    if all(folders):
        if out is not None and (Path(out).suffix or Path(out).is_file()):
            raise click.UsageError(f"--out {out} must be a folder, for the bitexts of two folders")
        if fixed is not None and not Path(fixed).is_dir():
            raise click.UsageError(f"--fixed {fixed} must be a folder, as both sides are")
        Path(out or ".").mkdir(exist_ok=True)
        sides = [_read_folder(Path(folder), encoding) for folder in (source, target)]
        _align_folders(sides, Path(out or "."), suffix, dictionary, embeddings, fixed, glossary)
        return
    if any(folders):
        raise click.UsageError("both sides must be files, or both folders")
    if out is not None and (Path(out).is_dir() or not Path(out).suffix):
        raise click.UsageError(f"--out {out} is a folder; name a file for one bitext")
    one, other = (open_document(path, None, encoding) for path in (source, target))
    pinned: tuple[unterm.Bead, ...] = ()
    if fixed is not None:
        corrected = load_bitext(fixed)
        if not _is_corrected(corrected):
            click.echo(f"{fixed}: no bead is marked as fixed, so that none is kept", err=True)
        pinned = _fixed_beads(corrected, fixed, one, other)
    with working(f"aligning {len(one)} and {len(other)} segments"):
        bitext = unterm.align(
            one,
            other,
            glossary=glossary,
            dictionary=dictionary,
            embeddings=embeddings or None,
            fixed=pinned,
        )
    for decision in bitext.decisions:
        click.echo(decision, err=True)
    if out is not None:
        _write(bitext, out)
        click.echo(f"wrote {_counted(bitext)} to {out}", err=True)
    elif form == "json":
        write_or_echo(as_json(_records(bitext)), None)
    elif form == "beads":
        beads = [(bead.source, bead.target) for bead in bitext.beads]
        write_or_echo(dump_alignment(beads), None)
    else:
        rows = [
            (f"{bead.confidence:.2f}", shorten(left, WIDEST), shorten(right, WIDEST))
            for bead, (left, right) in zip(bitext.beads, bitext.pairs(), strict=True)
        ]
        for line in table(rows):
            click.echo(line)


def write_bitext(bitext: unterm.Bitext, out: str | Path) -> list[Loss]:
    """Write a bitext, as a page or in the format that the suffix tells, and return what is lost."""
    if Path(out).suffix.lower() == ".html":
        write_bitext_page(bitext, out)
        return []
    return list(unterm.dump_bitext(bitext, out))


def _write(bitext: unterm.Bitext, out: str | Path) -> None:
    """Write an alignment; what is lost of its beads is said, that of documents is known."""
    for loss in write_bitext(bitext, out):
        if loss.owner.startswith("bead"):
            click.echo(f"{out}: {loss}", err=True)


def _fixed_beads(
    corrected: unterm.Bitext, path: str | Path, source: unterm.Document, target: unterm.Document
) -> tuple[unterm.Bead, ...]:
    """The fixed beads of a corrected bitext; those that cannot be kept are said."""
    corrections = carry_over(corrected, source, target)
    for reason in corrections.lost:
        click.echo(f"{path}: a fixed bead is not kept: {shorten(reason, 2 * WIDEST)}", err=True)
    return corrections.beads


def _is_corrected(bitext: unterm.Bitext) -> bool:
    return any(bead.fixed for bead in bitext.beads)


def _counted(bitext: unterm.Bitext) -> str:
    """How many beads there are, and how many want to be looked at."""
    doubtful = sum(bead.confidence < DOUBTFUL for bead in bitext.beads)
    beads = count_of(len(bitext), "bead")
    return f"{beads} ({doubtful} below {DOUBTFUL})" if doubtful else beads


def _records(bitext: unterm.Bitext) -> list[dict[str, object]]:
    return [
        {
            "source": bead.source,
            "target": bead.target,
            "confidence": round(bead.confidence, 4),
            "fixed": bead.fixed,
            bitext.source.lang: left,
            bitext.target.lang: right,
        }
        for bead, (left, right) in zip(bitext.beads, bitext.pairs(), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Folder:
    """The documents of a folder, and how many of its files could not be read."""

    documents: list[unterm.Document]
    failed: int


def _read_folder(folder: Path, encoding: str | None) -> _Folder:
    files = sorted(f for f in folder.iterdir() if f.suffix.lower() in TEXT_SUFFIXES)
    if not files:
        raise unterm.InputError(f"{folder} has no file of the kinds {', '.join(TEXT_SUFFIXES)}")
    documents = []
    with progress(files, f"reading {folder}") as paths:
        for path in paths:
            try:
                documents.append(open_document(str(path), None, encoding))
            except (unterm.UntermError, OSError) as error:
                click.echo(f"left out: {explain_error(error)}", err=True)
    return _Folder(documents, len(files) - len(documents))


def _align_folders(
    folders: list[_Folder],
    out: Path,
    suffix: str,
    dictionary: str | None,
    embeddings: tuple[str, ...],
    fixed: str | None,
    glossary: unterm.Glossary,
) -> None:
    sides = [folder.documents for folder in folders]
    model = unterm.load_embeddings(embeddings, chain(*sides)) if embeddings else None
    failed = sum(folder.failed for folder in folders)
    words = read_cedict(dictionary) if dictionary is not None else None
    pairs = []
    alone = 0
    for pair in unterm.pair_documents(*sides, glossary=glossary, dictionary=words):
        if pair.source is not None and pair.target is not None:
            pairs.append((sides[0][pair.source], sides[1][pair.target]))
            continue
        alone += 1
        left = sides[1][pair.target or 0] if pair.source is None else sides[0][pair.source]
        click.echo(f"left out: {left.path}: no document of the other folder fits", err=True)
    written: set[Path] = set()
    with progress(pairs, "aligning") as items:
        for one, other in items:
            name = _name(out, one, suffix, written)
            try:
                pinned = [
                    bead
                    for path, corrected in _corrected(fixed, name)
                    for bead in _fixed_beads(corrected, path, one, other)
                ]
                bitext = unterm.align(
                    one,
                    other,
                    glossary=glossary,
                    dictionary=words,
                    embeddings=model,
                    fixed=pinned,
                )
                _write(bitext, name)
            except (unterm.UntermError, OSError) as error:
                failed += 1
                click.echo(f"left out: {one.path}: {explain_error(error)}", err=True)
                continue
            written.add(name)
            click.echo(f"{one.path} + {other.path}: {_counted(bitext)}, {name}")
            say_decisions(name, bitext.decisions)
    click.echo(f"{count_of(len(written), 'bitext')} written, {failed + alone} left out", err=True)
    sys.exit(COULD_NOT_WORK if failed else int(bool(alone) or not written))


def _corrected(folder: str | None, name: Path) -> Iterator[tuple[Path, unterm.Bitext]]:
    """The corrected bitext in a folder that has the name of the one to be written, if any.

    It may be of any format; one beside it in which nothing is fixed is what was corrected.
    """
    for suffix in BITEXT_SUFFIXES if folder else ():
        path = Path(folder or "") / (name.stem + suffix)
        if path.is_file() and _is_corrected(corrected := load_bitext(str(path))):
            yield path, corrected
            return


def _name(folder: Path, document: unterm.Document, suffix: str, written: set[Path]) -> Path:
    """The bitext of a document: by its stem, or by its whole name if the stem is taken."""
    path = Path(document.path or "document")
    name = folder / (path.stem + suffix)
    return folder / (path.name + suffix) if name in written else name


COMMANDS = (align,)
