"""Glossaries as tables (CSV, TSV, XLSX): one row a concept, or one row a term."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal, get_args

from unterm.errors import FormatError
from unterm.formats.citations import parse_citation
from unterm.formats.drafts import DEFAULT_SUBJECT, Draft, DraftTerm, Gathering
from unterm.formats.losses import clean_citations, clean_texts, losses, rebuild, reorder
from unterm.formats.reports import Loss, Reading
from unterm.formats.table_columns import (
    LANGUAGES,
    ROW_A_CONCEPT,
    ROW_A_TERM,
    VARIANTS,
    Cells,
    Header,
    read_header,
)
from unterm.formats.tables import Row, clean, dump_rows, join, load_rows, load_sheets, split
from unterm.model import Concept, Designation, Language, Relation, Status, TermType

Layout = Literal["concept", "term"]
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_RELATIONS = frozenset(get_args(Relation.model_fields["type"].annotation))
_REMEDY = (
    "name the columns 'en' and 'zh' (one row a concept) or 'id', 'lang' and 'term' (one row a "
    "term), or say which column holds which field"
)


def load_table(
    path: str | Path, *, columns: Mapping[str, str] | None = None, encoding: str | None = None
) -> Reading:
    """The concepts of a table, in either layout, which the header shows.

    ``columns`` maps column names of the (first) sheet to fields, such as ``{"EN-US": "en",
    "Remarks": "notes"}``; without it the usual names are understood. A table of two columns needs
    no header if one of them is in Chinese throughout. Every sheet of a workbook that has such a
    header is read; a sheet that has none is named among the problems.

    Raises `FormatError` with row and column for a value that the column cannot hold.
    """
    is_book = Path(path).suffix.lower() == ".xlsx"
    sheets = load_sheets(path) if is_book else [("", load_rows(path, encoding))]
    if not sheets or not sheets[0][1]:
        raise FormatError(path, None, "the table is empty; nothing to read")
    gathering = Gathering()
    for name, rows in sheets:
        place = path if len(sheets) == 1 else f"{path}[{name}]"
        header = read_header(rows[0][1], columns if name == sheets[0][0] else None)
        if header.usable:
            _take(place, header, rows[1:], gathering, rows[0][0])
        elif name == sheets[0][0]:
            _take(place, _guess(place, rows, columns), rows, gathering, rows[0][0])
        else:
            gathering.problem(
                None, "", f"the sheet {name!r} ({len(rows)} rows) is not taken: no glossary header"
            )
    return gathering.result()


def dump_table(
    concepts: Iterable[Concept], path: str | Path, *, layout: Layout = "term"
) -> tuple[Loss, ...]:
    """Write a table and return what it does not hold; the suffix says CSV, TSV or XLSX.

    ``layout`` "term" (one row a term) holds all but examples and counts; "concept" (one row a
    concept) is what most glossaries look like.
    """
    keep = _kept_by_term if layout == "term" else _kept_by_concept
    pairs = [(concept, keep(concept)) for concept in sorted(concepts, key=lambda c: c.id)]
    written = [kept for _, kept in pairs if kept is not None]
    if layout == "term":
        choices: dict[str, Sequence[str]] = {
            "status": tuple(Status),
            "term_type": tuple(TermType),
            "lang": LANGUAGES,
        }
        dump_rows(ROW_A_TERM, _term_rows(written), path, choices=choices)
    else:
        dump_rows(ROW_A_CONCEPT, map(_concept_row, written), path)
    return tuple(loss for concept, kept in pairs for loss in losses(concept, kept))


def _take(
    path: str | Path, header: Header, body: Sequence[Row], gathering: Gathering, line: int
) -> None:
    """Make concepts of the rows of one sheet."""
    for name in header.unknown:
        gathering.problem(line, "", f"the column {name!r} is not taken")
    every = [Cells(path, header, number, cells) for number, cells in body]
    drafts = _drafts_of_terms(every, gathering) if header.row_a_term else map(_draft, every)
    for draft in drafts:
        gathering.take(draft)


def _guess(path: str | Path, rows: Sequence[Row], columns: Mapping[str, str] | None) -> Header:
    """The header of a table that has none: two columns, Chinese in one of them throughout."""
    width = max(len(cells) for _, cells in rows)
    if columns is None and width == 2 and all(len(cells) == 2 for _, cells in rows):
        han = [all(_HAN.search(cells[i]) for _, cells in rows) for i in range(2)]
        if han == [True, False] or han == [False, True]:
            return Header({"en": int(han[0]), "zh": int(han[1])}, ())
    names = ", ".join(repr(cell) for cell in rows[0][1][:8])
    raise FormatError(path, rows[0][0], f"the header ({names}) names no terms; {_REMEDY}")


def _draft(cells: Cells) -> Draft:
    """A row that is a concept."""
    terms: list[DraftTerm] = []
    for language in LANGUAGES:
        for variant, (status, kind) in VARIANTS.items():
            cell = cells.get(f"{language}{variant}")
            values = split(cell) if variant else (cell,) if cell else ()
            sources = split(cells.get(f"{language}_sources")) if not variant else ()
            terms.extend(
                DraftTerm(
                    text=value,
                    tag=language,
                    status=status,
                    term_type=kind,
                    sources=tuple(map(parse_citation, sources)),
                )
                for value in values
            )
    return Draft(
        line=cells.number,
        id=cells.get("id") or None,
        terms=tuple(terms),
        subject_field=cells.get("subject_field") or None,
        kind=cells.kind(),
        definition=cells.get("definition") or None,
        notes=split(cells.get("notes")),
        relations=_relations(cells),
    )


def _drafts_of_terms(every: Sequence[Cells], gathering: Gathering) -> Iterator[Draft]:
    """Rows that are terms, gathered by the id of their concept."""
    entries: dict[str, list[Cells]] = {}
    for cells in every:
        identifier = cells.get("id")
        if not identifier:
            raise cells.refuse("id", "the id that the terms of one concept share")
        entries.setdefault(identifier, []).append(cells)
    for identifier, rows in entries.items():
        first = rows[0]
        for field in ("kind", "subject_field", "definition", "notes", "relations"):
            for cells in rows[1:]:
                if cells.get(field) not in ("", first.get(field)):
                    gathering.problem(
                        cells.number,
                        identifier,
                        f"column {field!r} differs from row {first.number}, which is taken",
                    )
        yield Draft(
            line=first.number,
            id=identifier,
            terms=tuple(term for cells in rows if (term := _term(cells, gathering))),
            subject_field=first.get("subject_field") or None,
            kind=first.kind(),
            definition=first.get("definition") or None,
            notes=split(first.get("notes")),
            relations=_relations(first),
        )


def _term(cells: Cells, gathering: Gathering) -> DraftTerm | None:
    text = cells.get("term")
    if not text:
        gathering.problem(cells.number, cells.get("id"), "the term is empty; not taken")
        return None
    if not cells.get("lang"):
        raise cells.refuse("lang", "a language such as en or zh")
    detect = cells.yes_no("detect")
    return DraftTerm(
        text=text,
        tag=cells.get("lang"),
        status=cells.status(),
        term_type=cells.term_type(),
        sources=tuple(map(parse_citation, split(cells.get("sources")))),
        region=cells.get("region") or None,
        note=cells.get("note") or None,
        valid_from=cells.year("valid_from"),
        valid_until=cells.year("valid_until"),
        detect=True if detect is None else detect,
        case_sensitive=cells.yes_no("case_sensitive"),
        not_in=split(cells.get("not_in")),
    )


def _relations(cells: Cells) -> tuple[tuple[str, str], ...]:
    relations = []
    for value in split(cells.get("relations")):
        kind, colon, target = value.partition(":")
        if not colon or kind.strip() not in _RELATIONS or not target.strip():
            raise cells.refuse("relations", "such as 'related: good-offices | broader: mediation'")
        relations.append((kind.strip(), target.strip()))
    return tuple(relations)


def _kept_by_term(concept: Concept) -> Concept | None:
    """The concept as it comes back from one row a term."""
    kept: list[Designation] = []
    seen: set[tuple[Language, str]] = set()
    for d in sorted(concept.designations, key=lambda d: d.status is not Status.PREFERRED):
        text = clean(d.text)
        if text and (d.lang, text) not in seen:
            seen.add((d.lang, text))
            kept.append(
                d.model_copy(
                    update={
                        "text": text,
                        "sources": clean_citations(d.sources, clean),
                        "region": clean(d.region or "") or None,
                        "note": clean(d.note or "") or None,
                        "not_in": clean_texts(d.not_in, clean),
                    }
                )
            )
    return _rebuild(concept, tuple(_in_order(concept, kept)))


def _in_order(concept: Concept, kept: Iterable[Designation]) -> list[Designation]:
    """Designations in the order that those they were made of have."""
    places: dict[tuple[Language, str, Status], int] = {}
    for number, d in enumerate(concept.designations):
        places.setdefault((d.lang, clean(d.text), d.status), number)
    return sorted(kept, key=lambda d: places[d.lang, d.text, d.status])


def _kept_by_concept(concept: Concept) -> Concept | None:
    """The concept as it comes back from one row a concept."""
    by_column = reorder(
        Designation(
            text=text,
            lang=d.lang,
            status=d.status,
            term_type=d.term_type if d.status is Status.ADMITTED else TermType.FULL,
            sources=clean_citations(d.sources, clean) if d.status is Status.PREFERRED else (),
        )
        for d in concept.designations
        if (text := clean(d.text))
    )
    columns = list(VARIANTS.values())
    ordered = sorted(by_column, key=lambda d: (d.lang, columns.index((d.status, d.term_type))))
    return _rebuild(concept, tuple(ordered))


def _rebuild(concept: Concept, designations: tuple[Designation, ...]) -> Concept | None:
    return rebuild(
        concept,
        subject_field=clean(concept.subject_field) or DEFAULT_SUBJECT,
        designations=designations,
        definition=clean(concept.definition or "") or None,
        notes=clean_texts(concept.notes, clean),
        specs=(),
        attestation=None,
    )


def _closing(concept: Concept) -> tuple[str, str, str]:
    relations = join(f"{relation.type}: {relation.target}" for relation in concept.relations)
    return concept.definition or "", join(concept.notes), relations


def _term_rows(concepts: Iterable[Concept]) -> Iterator[tuple[str, ...]]:
    for concept in concepts:
        for d in concept.designations:
            yield (
                concept.id,
                concept.kind.value,
                concept.subject_field,
                d.lang,
                d.text,
                d.status.value,
                d.term_type.value,
                join(map(str, d.sources)),
                "" if d.valid_from is None else str(d.valid_from),
                "" if d.valid_until is None else str(d.valid_until),
                d.region or "",
                d.note or "",
                "" if d.detect else "no",
                {None: "", True: "yes", False: "no"}[d.case_sensitive],
                join(d.not_in),
                *_closing(concept),
            )


def _concept_row(concept: Concept) -> tuple[str, ...]:
    cells = [concept.id, concept.kind.value, concept.subject_field]
    for language in LANGUAGES:
        for variant, (status, kind) in VARIANTS.items():
            texts = [
                d.text
                for d in concept.designations
                if (d.lang, d.status, d.term_type) == (language, status, kind)
            ]
            cells.append(join(texts) if variant else texts[0])
    for language in LANGUAGES:
        cells.append(join(map(str, concept.preferred(language).sources)))
    return (*cells, *_closing(concept))
