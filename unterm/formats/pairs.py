"""Glossaries of bare pairs: OmegaT's and DeepL's, each with its rules checked.

Sources of the rules: the OmegaT user's manual (tab-separated, UTF-8, three columns, lines that
begin with # are comments) and the documentation of DeepL's glossaries (two columns, each source
once, no control characters, no outer white space, 1,024 bytes a text, 10 MiB a glossary).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from unterm.errors import FormatError, InputError
from unterm.formats.drafts import Draft, DraftTerm, Gathering, collapse
from unterm.formats.encodings import read_text
from unterm.formats.files import write_atomically
from unterm.formats.reports import Loss, Reading
from unterm.formats.tables import text_rows
from unterm.model import Concept, Designation, Language, slug

_DEEPL_TEXT = 1024
_DEEPL_FILE = 10 * 1024 * 1024
_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")


def dump_omegat(
    concepts: Iterable[Concept], path: str | Path, *, source: Language = "en"
) -> tuple[Loss, ...]:
    """Write an OmegaT glossary: each term of the source language that may be used, the preferred
    one of the other language, and a comment with subject field, notes and terms to avoid.

    Returns what the file does not hold.
    """
    report: list[Loss] = []
    lines: list[str] = []
    taken: dict[str, str] = {}
    ordered = _sorted(concepts)
    for concept in ordered:
        target = concept.preferred(_other(source))
        comment = "; ".join(_remarks(concept, source))
        for designation in concept.allowed(source):
            texts = [_plain(designation.text), _plain(target.text)]
            why = _omegat_fault(texts[0], texts[1])
            if why:
                report.append(Loss(concept.id, "designations", f"{designation.text!r}: {why}"))
                continue
            if texts != [designation.text, target.text]:
                report.append(Loss(concept.id, "designations", f"{designation.text!r}: blanks"))
            if (owner := taken.setdefault(texts[0], concept.id)) != concept.id:
                what = f"{designation.text!r} stands for {owner!r} too; they will be one concept"
                report.extend(Loss(who, "designations", what) for who in (owner, concept.id))
            lines.append("\t".join((*texts, _plain(comment))) + "\n")
        report.extend(_losses(concept, source))
    report.extend(_numbered(ordered))
    write_atomically(path, lines)
    return tuple(report)


def load_omegat(
    path: str | Path, *, source: Language | None = None, encoding: str | None = None
) -> Reading:
    """The concepts of an OmegaT glossary; rows with the same English term are one concept.

    The first Chinese term of an English one becomes the preferred, the others admitted. ``source``
    is the language of the first column; without it, the column that is in Chinese shows it. A
    comment becomes a note.
    """
    rows: list[tuple[int, list[str]]] = []
    for number, raw in enumerate(read_text(path, encoding).text.split("\n"), start=1):
        line = raw.removesuffix("\r")
        if line.startswith("#") or not line.strip():
            continue
        cells = line.split("\t")
        if len(cells) < 2:
            raise FormatError(
                path, number, "the line has no tab; OmegaT wants source, tab, target, tab, comment"
            )
        rows.append((number, cells))
    return _gather(path, rows, source)


def dump_deepl(
    concepts: Iterable[Concept], path: str | Path, *, source: Language = "en"
) -> tuple[Loss, ...]:
    """Write a DeepL glossary (CSV or TSV by the suffix), one direction, each source term once.

    Returns what the file does not hold. Raises `InputError` where it would be too large.
    """
    report: list[Loss] = []
    taken: dict[str, str] = {}
    ordered = _sorted(concepts)
    for concept in ordered:
        target = concept.preferred(_other(source)).text
        for designation in concept.allowed(source):
            why = _deepl_fault(designation.text) or _deepl_fault(target)
            if not why and designation.text in taken:
                same = taken[designation.text] == target
                why = "" if same else f"stands already, for {taken[designation.text]!r}"
            if why:
                report.append(Loss(concept.id, "designations", f"{designation.text!r}: {why}"))
            else:
                taken[designation.text] = target
        report.extend(_losses(concept, source))
    report.extend(_numbered(ordered))
    delimiter = _deepl_delimiter(path)
    lines = [_deepl_line(term, translation, delimiter) for term, translation in taken.items()]
    size = sum(len(line.encode()) for line in lines)
    if size > _DEEPL_FILE:
        raise InputError(
            f"the glossary would have {size:,} bytes, DeepL takes {_DEEPL_FILE:,}; "
            "write fewer concepts, such as the term sheet of one text"
        )
    write_atomically(path, lines)
    return tuple(report)


def load_deepl(
    path: str | Path, *, source: Language | None = None, encoding: str | None = None
) -> Reading:
    """The concepts of a DeepL glossary, as `load_omegat` makes them; its rules are checked."""
    delimiter = _deepl_delimiter(path)
    rows: list[tuple[int, list[str]]] = []
    seen: dict[str, int] = {}
    for number, cells in text_rows(read_text(path, encoding).text, path, delimiter=delimiter):
        if len(cells) not in (2, 4):
            raise FormatError(path, number, f"{len(cells)} columns; DeepL wants source and target")
        for cell in cells[:2]:
            if why := _deepl_fault(cell):
                raise FormatError(path, number, f"{cell!r} {why}; DeepL refuses it")
        if cells[0] in seen:
            raise FormatError(
                path,
                number,
                f"the source {cells[0]!r} stands on line {seen[cells[0]]} already; "
                "DeepL wants each once",
            )
        seen[cells[0]] = number
        rows.append((number, cells[:2]))
    return _gather(path, rows, source)


def _gather(
    path: str | Path, rows: list[tuple[int, list[str]]], source: Language | None
) -> Reading:
    if source is None:
        source = _source_language(path, rows)
    gathering = Gathering()
    entries: dict[str, list[tuple[int, str, str]]] = {}
    for number, cells in rows:
        first, second = cells[0].strip(), cells[1].strip()
        english, chinese = (first, second) if source == "en" else (second, first)
        if not english or not chinese:
            gathering.problem(
                number,
                english or chinese,
                f"has no {'Chinese' if english else 'English'} term",
                [text for text in (english, chinese) if text],
            )
            continue
        comment = "; ".join(c.strip() for c in cells[2:] if c.strip())
        entries.setdefault(english, []).append((number, chinese, comment))
    for english, pairs in entries.items():
        terms = [DraftTerm(english, "en"), *(DraftTerm(chinese, "zh") for _, chinese, _ in pairs)]
        comments = dict.fromkeys(comment for _, _, comment in pairs if comment)
        gathering.take(Draft(line=pairs[0][0], id=None, terms=tuple(terms), notes=tuple(comments)))
    return gathering.result()


def _source_language(path: str | Path, rows: list[tuple[int, list[str]]]) -> Language:
    """The language of the first column: the one that has more Chinese is Chinese."""
    first = sum(bool(_HAN.search(cells[0])) for _, cells in rows)
    second = sum(bool(_HAN.search(cells[1])) for _, cells in rows)
    if rows and first == second:
        raise FormatError(
            path,
            rows[0][0],
            "neither column is clearly the Chinese one; say which language comes first",
        )
    return "zh" if first > second else "en"


def _other(language: Language) -> Language:
    return "zh" if language == "en" else "en"


def _sorted(concepts: Iterable[Concept]) -> list[Concept]:
    return sorted(concepts, key=lambda concept: concept.id)


def _plain(text: str) -> str:
    return collapse(_CONTROLS.sub(" ", text))


def _remarks(concept: Concept, source: Language) -> Iterator[str]:
    """What a translator should see beside a pair."""
    yield concept.subject_field
    others = [d for d in concept.designations if d.lang == _other(source)]
    admitted = [d.text for d in others if d.status.allowed][1:]
    if admitted:
        yield f"also: {', '.join(admitted)}"
    avoided = [d.text for d in others if not d.status.allowed]
    if avoided:
        yield f"not: {', '.join(avoided)}"
    yield from concept.notes


def _omegat_fault(source: str, target: str) -> str:
    if not source or not target:
        return "a term would be empty"
    if source.startswith("#"):
        return "a line that begins with # would be a comment"
    return ""


def _deepl_fault(text: str) -> str:
    """Why DeepL refuses a text, in words; empty if it takes it."""
    if not text.strip():
        return "is empty"
    if text != text.strip():
        return "begins or ends with white space"
    if _CONTROLS.search(text):
        return "holds a line break or a control character"
    if len(text.encode()) > _DEEPL_TEXT:
        return f"has more than {_DEEPL_TEXT:,} bytes"
    return ""


def _deepl_delimiter(path: str | Path) -> str:
    return "\t" if Path(path).suffix.lower() == ".tsv" else ","


def _deepl_line(source: str, target: str, delimiter: str) -> str:
    special = re.compile(f'["{delimiter}]')
    cells = (
        '"' + cell.replace('"', '""') + '"' if special.search(cell) else cell
        for cell in (source, target)
    )
    return delimiter.join(cells) + "\n"


def _losses(concept: Concept, source: Language) -> Iterator[Loss]:
    """The fields that a list of pairs has no place for, wherever the concept makes use of them."""
    bare = Concept.of(concept.english, concept.chinese, id=concept.id)
    for name in (
        "kind",
        "subject_field",
        "definition",
        "notes",
        "relations",
        "specs",
        "attestation",
    ):
        value = getattr(concept, name)
        if value != getattr(bare, name):
            yield Loss(concept.id, name, "at most a remark in the comment")
    preferred = {concept.preferred("en"), concept.preferred("zh")}
    for designation in concept.designations:
        if designation not in preferred:
            written = designation.lang == source and designation.status.allowed
            what = "as a pair of its own" if written else "at most in the comment"
            yield Loss(concept.id, "designations", f"{designation.text!r} {what}")
        plain = Designation(text=designation.text, lang=designation.lang, status=designation.status)
        if designation != plain:
            yield Loss(
                concept.id, "designations", f"{designation.text!r}: nothing but the term itself"
            )
    if concept.id != _bare_id(concept):
        yield Loss(concept.id, "id", f"comes back as {_bare_id(concept)!r}")


def _numbered(concepts: Iterable[Concept]) -> Iterator[Loss]:
    """The ids that would be one: all but the first come back with a number."""
    sharing: dict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        sharing[_bare_id(concept)].append(concept)
    for id, owners in sharing.items():
        for concept in owners if len(owners) > 1 else ():
            yield Loss(concept.id, "id", f"{id!r} is that of {len(owners)} terms; it is numbered")


def _bare_id(concept: Concept) -> str:
    """The id that a concept gets when only its English term is known."""
    return slug(_plain(concept.english))
