"""Scores against gold: alignments, extracted terms, translations."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import click

import unterm
from unterm.cli.inputs import (
    BITEXT_SUFFIXES,
    encoding_of,
    encoding_option,
    glossary_option,
    is_review,
    open_glossary,
)
from unterm.cli.output import as_json, count_of, format_option, table, write_or_echo
from unterm.errors import InputError
from unterm.formats.alignments import read_alignment
from unterm.formats.encodings import read_text
from unterm.language.scripts import detect_language
from unterm.model import LANGUAGE_NAMES

_WITH_CONFIDENCE = (".tsv", ".csv", ".xlsx", ".jsonl")
"""Bitexts whose files keep the segments of a bead apart."""


@click.group()
def evaluate() -> None:
    """Score what was made against gold."""


def _lines(path: str, encoding: str | None) -> list[str]:
    """The segments of a file, one a line; a line feed alone ends a line."""
    lines = read_text(path, encoding_of(path, encoding)).text.replace("\r\n", "\n").split("\n")
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

    texts = [_lines(path, encoding) for path in (source, reference, draft)]
    _say_other_languages((source, reference, draft), texts)
    score = score_translation(
        texts[0],
        texts[2],
        texts[1],
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
        share = f"{terms.accuracy:.1%}" if terms.required else "–"
        rows.append((name, share, f"{terms.found} of {terms.required}"))
    if score.terms.consistency is not None:
        rows.append(("term consistency", f"{score.terms.consistency:.1%}", score.signature))
    for line in table(rows):
        click.echo(line)
    if not score.terms.required:
        click.echo(
            f"{source}: no English term of the glossary stands there to be counted", err=True
        )


def _say_other_languages(paths: Sequence[str], texts: Sequence[Sequence[str]]) -> None:
    """Say which of source, reference and draft is not in the language that its place asks for."""
    wanted = (("SOURCE", "English"), ("REFERENCE", "Chinese"), ("DRAFT", "Chinese"))
    for path, lines, (place, language) in zip(paths, texts, wanted, strict=True):
        written = detect_language("\n".join(lines))
        found = LANGUAGE_NAMES[written] if written else None
        if found not in (None, language):
            click.echo(
                f"{path} is {found} by its script, but {place} is the {language} text; the order "
                "is SOURCE REFERENCE DRAFT",
                err=True,
            )


@evaluate.command()
@click.argument("gold")
@click.argument("test")
@format_option("text", "json")
def alignment(gold: str, test: str, form: str) -> None:
    """Score beads against gold beads.

    Both are files with beads such as `[0]:[0, 1]` (vecalign), ladders (hunalign), or bitexts that
    keep their segments (.tsv, .csv, .xlsx, .jsonl); or folders of such files with the same names.
    For bitexts the reliability of their confidence is printed too.

    \b
    Examples:
      unterm align source.txt target.txt -f beads > test.beads
      unterm evaluate alignment gold.beads test.beads
    """
    from unterm.evaluation.alignment import measure_reliability, pairs_of, score_alignment

    wanted, found, confidence, right = [], [], [], []
    for gold_path, test_path in _paired(gold, test):
        gold_beads, test_beads = _beads(gold_path), _beads(test_path)
        _same_documents(gold_path, gold_beads, test_path, test_beads)
        wanted.append(pairs_of(gold_beads))
        found.append(pairs_of(test_beads))
        if test_path.suffix.lower() in _WITH_CONFIDENCE:
            confidence += [bead.confidence for bead in test_beads]
            right += [pair in set(wanted[-1]) for pair in found[-1]]
    if not any(wanted):
        raise InputError(f"{gold}: no bead to score against")
    score = score_alignment(wanted, found)
    table_of = measure_reliability(confidence, right) if confidence else None
    if form == "json":
        record: dict[str, object] = {
            name: {"precision": s.precision, "recall": s.recall, "f1": s.f1}
            for name, s in (("strict", score.strict), ("lax", score.lax))
        }
        if table_of is not None:
            record["reliability"] = {
                "error": table_of.error,
                "auc": table_of.auc,
                "bins": [dataclasses.asdict(b) for b in table_of.bins],
            }
        write_or_echo(as_json({**record, "signature": score.signature}), None)
        return
    rows = [("", "precision", "recall", "F1")]
    for name, s in (("strict", score.strict), ("lax", score.lax)):
        rows.append((name, f"{s.precision:.4f}", f"{s.recall:.4f}", f"{s.f1:.4f}"))
    for line in table(rows):
        click.echo(line)
    if table_of is not None:
        click.echo(f"calibration error {table_of.error:.4f}, AUC {table_of.auc:.4f}")
        bins = [
            (
                count_of(b.count, "bead"),
                f"confidence {b.confidence:.3f}",
                f"right {b.accuracy:.3f}",
            )
            for b in table_of.bins
        ]
        for line in table(bins, indent="  "):
            click.echo(line)
    click.echo(score.signature)


def _paired(gold: str, test: str) -> list[tuple[Path, Path]]:
    one, other = Path(gold), Path(test)
    if not one.is_dir() and not other.is_dir():
        return [(one, other)]
    if not (one.is_dir() and other.is_dir()):
        raise InputError(f"{gold} and {test} must both be files, or both folders")
    found = {path.stem: path for path in sorted(other.iterdir()) if path.is_file()}
    pairs = []
    for path in sorted(path for path in one.iterdir() if path.is_file()):
        if path.stem not in found:
            raise InputError(f"{test} has no file {path.stem} to compare with {path}")
        pairs.append((path, found[path.stem]))
    if not pairs:
        raise InputError(f"{gold}: the folder has no file")
    return pairs


def _beads(path: Path) -> list[unterm.Bead]:
    if path.suffix.lower() in _WITH_CONFIDENCE:
        return list(unterm.load_bitext(path).beads)
    if path.suffix.lower() in BITEXT_SUFFIXES:
        raise InputError(
            f"{path}: a bitext of this format does not say which segments a bead joins; score "
            f"beads, or a bitext as {', '.join(_WITH_CONFIDENCE)}"
        )
    return [unterm.Bead(source, target) for source, target in read_alignment(path)]


def _same_documents(
    gold_path: Path, gold: list[unterm.Bead], test_path: Path, test: list[unterm.Bead]
) -> None:
    for side in ("source", "target"):
        last = [
            max((i for b in beads for i in getattr(b, side)), default=-1) for beads in (gold, test)
        ]
        if last[0] != last[1]:
            raise InputError(
                f"{test_path} has {last[1] + 1} {side} segments and {gold_path} {last[0] + 1}: "
                "they are not of the same documents"
            )


@evaluate.command()
@click.argument("gold")
@click.argument("candidates")
@click.option(
    "--section",
    type=click.Choice(["form", "statistical"]),
    help="Only this section of the list.",
)
@click.option("--limit", type=click.IntRange(min=1), help="Only the first so many candidates.")
@click.option("--new", "only_new", is_flag=True, help="Not those that the glossary knows.")
@encoding_option
@format_option("text", "json")
def extraction(
    gold: str,
    candidates: str,
    section: str | None,
    limit: int | None,
    only_new: bool,
    encoding: str | None,
    form: str,
) -> None:
    """Score a candidate list against the terms of a text.

    GOLD has one Chinese term a line, with its number of occurrences after a tab where it is known.
    CANDIDATES is what `unterm extract -o` wrote, or a plain list. Precision is that of the first
    n; recall is given by how often the terms occur.

    \b
    Example:
      unterm evaluate extraction gold.tsv candidates.jsonl --section form
    """
    from unterm.evaluation.extraction import score_candidates

    wanted = _gold_terms(gold, encoding)
    ranked: list[unterm.Candidate | str]
    if is_review(candidates):
        ranked = [
            entry.candidate
            for entry in unterm.load_review(candidates)
            if section in (None, entry.candidate.section)
            and not (only_new and entry.candidate.kind == "known")
        ]
    elif section or only_new:
        raise InputError(f"{candidates} is a plain list: it has neither sections nor known terms")
    else:
        ranked = [line.strip() for line in _lines(candidates, encoding) if line.strip()]
    ranked = ranked[:limit]
    score = score_candidates(ranked, wanted)
    signature = (
        f"extraction|gold:{len(wanted)}|candidates:{len(ranked)}|section:{section or 'all'}"
        f"|limit:{limit or 'none'}|known:{'no' if only_new else 'yes'}|unterm:{unterm.__version__}"
    )
    if form == "json":
        record = dataclasses.asdict(score) | {"total_recall": score.total_recall}
        write_or_echo(as_json(record | {"signature": signature}), None)
        return
    rows = [
        (f"precision of the first {n}", f"{value:.1%}", "")
        for n, value in score.precision.items()
        if n == min(score.precision) or n <= len(ranked)
    ]
    rows += [
        (f"recall of terms found {band}×", f"{hit / whole:.1%}", f"{hit} of {whole}")
        for band, (hit, whole) in score.recall.items()
        if whole
    ]
    rows.append(("recall", f"{score.total_recall:.1%}", ""))
    for line in table(rows):
        click.echo(line)
    click.echo(signature)


def _gold_terms(path: str, encoding: str | None) -> dict[str, int]:
    terms: dict[str, int] = {}
    for number, line in enumerate(_lines(path, encoding), start=1):
        term, _, count = line.strip().partition("\t")
        if not term:
            continue
        if count and not count.strip().isdecimal():
            raise unterm.FormatError(
                path,
                number,
                f"{count.strip()!r} is no number of occurrences; write term TAB number",
            )
        terms[term] = int(count) if count else 1
    return terms


COMMANDS = (evaluate,)
