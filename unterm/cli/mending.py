"""Put fixes into drafts: in place, into a copy, or as a diff that changes nothing."""

from __future__ import annotations

import codecs
import difflib
from pathlib import Path
from typing import Literal

import click

import unterm
from unterm.checks.fixing import apply_fixes, fixes
from unterm.cli.drafts import Checker, Draft
from unterm.cli.inputs import encoding_of
from unterm.cli.output import write_or_echo
from unterm.errors import InputError
from unterm.formats.encodings import read_text
from unterm.formats.files import write_atomically

_TEXTS = (".txt", ".text", ".md", "")


def mend(
    checker: Checker,
    draft: Draft,
    report: unterm.Report,
    tier: Literal["safe", "suggested"],
    out: str | None,
    show_diff: bool,
) -> unterm.Report:
    """Mend a draft and return what the checks find afterwards; with a diff, what they found."""
    bitext = isinstance(draft.text, unterm.Bitext) and draft.source is None
    if bitext or Path(draft.path).suffix.lower() not in _TEXTS:
        raise InputError(f"{draft.path}: only plain text can be mended; its report has suggestions")
    number = sum(1 for _ in fixes(report, tier=tier))
    before = report.target
    after = apply_fixes(before, report, tier=tier)
    if show_diff:
        click.echo(_diff(before, after, draft.path), nl=False)
        click.echo(f"{draft.path}: {number} to mend", err=True)
        return report
    if to_stdout(draft.path, out):
        write_or_echo(after, None)
    elif out is not None:
        write_or_echo(after, out)
    elif number:
        _rewrite(draft.path, after, checker.encoding)
    click.echo(f"{draft.path}: {number} mended", err=True)
    return checker.report(checker.again(draft, after)) if number else report


def to_stdout(path: str, out: str | None) -> bool:
    """Whether the mended draft is printed, so that its report must go elsewhere."""
    return out == "-" or (out is None and path == "-")


def _diff(before: str, after: str, path: str) -> str:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), path, path
    )
    return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def _rewrite(path: str, text: str, encoding: str | None) -> None:
    """Write a text back in the encoding and with the byte-order mark that the file has."""
    decoded = read_text(path, encoding_of(path, encoding))
    raw = Path(path).read_bytes()
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    try:
        written = mark + text.encode(decoded.encoding)
    except (UnicodeEncodeError, LookupError):
        written = text.encode("utf-8", "replace")
        click.echo(f"{path}: written in UTF-8, {decoded.encoding} cannot hold it", err=True)
    write_atomically(path, [written])
