"""Candidate lists that a person reviews: XLSX and TSV with a column for the decision, JSON Lines.

A file comes back as a whole or not at all: the first cell that cannot be read is named with its
row and column, so that nothing is merged by halves.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, cast, get_args

from pydantic import TypeAdapter, ValidationError

from unterm.errors import FormatError, require_each, require_path
from unterm.formats.citations import parse_citation
from unterm.formats.faults import explain
from unterm.formats.files import read_lines, write_atomically
from unterm.formats.losses import clean_citations
from unterm.formats.reports import Loss
from unterm.formats.review_columns import DECISION_WORDS, Decision, Review, Reviewed
from unterm.formats.tables import clean, dump_rows, join, load_rows, split
from unterm.model import Candidate, Concept, Context, Span

_Kind = Literal["known", "new", "variant"]
_Section = Literal["form", "statistical"]
_CONTEXTS = 3
_OPEN, _CLOSE = "【", "】"
_CONTEXT_COLUMNS = tuple(
    f"{name} {number}"
    for number in range(1, _CONTEXTS + 1)
    for name in ("context", "document", "citation")
)
COLUMNS = (
    *("status", "chinese", "english", "into", "note", "count", "documents", "kind", "section"),
    *("score", "reasons", "variants", "concept"),
    *_CONTEXT_COLUMNS,
)
_NEEDED = ("status", "chinese")
_LINE: TypeAdapter[Reviewed] = TypeAdapter(Reviewed)


def dump_candidates(
    candidates: Iterable[Candidate | Reviewed], path: str | Path
) -> tuple[Loss, ...]:
    """Write candidates for review and return what the file does not hold.

    The suffix decides: ``.xlsx`` and ``.tsv`` for a person (three contexts each, the term marked
    【 】; of a known concept, its id), ``.jsonl`` for machines, without loss. What was decided
    already stays decided.
    """
    require_path("path", path)
    given = require_each("candidates", candidates, Candidate, Reviewed)
    entries = [c if isinstance(c, Reviewed) else Reviewed(c) for c in given]
    if Path(path).suffix.lower() == ".jsonl":
        write_atomically(path, (_json(entry) for entry in entries))
        return ()
    pairs = [(entry, _cells(entry)) for entry in entries]
    choices = {"status": [d.value for d in Decision if d]}
    dump_rows(COLUMNS, (cells for _, cells in pairs), path, title="Candidates", choices=choices)
    return tuple(
        loss
        for number, (entry, cells) in enumerate(pairs, start=2)
        for loss in _losses(entry, cells, number)
    )


def load_review(path: str | Path) -> Review:
    """The candidates of a review file with their decisions.

    Columns may be moved, left out (but for status and chinese) or added. Raises `FormatError`
    with row and column for the first cell that cannot be read, for a decision that is none, for an
    accepted candidate without English and a merged one that does not say into what; and with the
    row that ends before its contexts begin, or lacks cells where the file has no contexts.
    """
    require_path("path", path)
    if Path(path).suffix.lower() == ".jsonl":
        return Review(tuple(_lines(path)))
    rows = load_rows(path)
    if not rows:
        raise FormatError(path, None, "the file is empty; nothing to read")
    header = {cell.strip().lower(): n for n, cell in reversed(list(enumerate(rows[0][1])))}
    for name in _NEEDED:
        if name not in header:
            raise FormatError(
                path, rows[0][0], f"the header has no column {name!r}; it may not be renamed"
            )
    least = _least_width(header)
    entries: list[Reviewed] = []
    for number, cells in rows[1:]:
        if len(cells) < least:
            raise FormatError(
                path,
                number,
                f"row {number} has {len(cells)} of {len(rows[0][1])} cells: the file is cut, or "
                "empty cells were left out; fill the row up, or write the list anew and decide "
                "the row again",
            )
        entries.append(_Row(path, number, header, cells).entry())
    return Review(tuple(entries))


def _least_width(header: Mapping[str, int]) -> int:
    """How many cells a row has at least, so that none that a decision rests on is cut off.

    Spreadsheets leave out the empty cells at the end of a row. They may do so among the contexts
    alone: a row that ends before these could as well be half a decision. Where contexts follow,
    one cell of theirs must be there, which shows that the cell before it is whole.
    """
    read = max(n for name, n in header.items() if name in COLUMNS[: -len(_CONTEXT_COLUMNS)])
    follows = any(n > read for name, n in header.items() if name in _CONTEXT_COLUMNS)
    return read + 1 + follows


class _Row:
    """One row; what it refuses names row and column."""

    def __init__(
        self, path: str | Path, number: int, header: Mapping[str, int], cells: Sequence[str]
    ) -> None:
        self._path, self._number, self._header, self._cells = path, number, header, cells

    def entry(self) -> Reviewed:
        """The candidate and its decision."""
        chinese = self._get("chinese")
        if not chinese:
            raise self._refuse("chinese", "the term; delete the row instead, or reject it")
        word = self._get("status").lower()
        if word not in DECISION_WORDS:
            raise self._refuse("status", "accepted, rejected, merged, or nothing")
        decision = DECISION_WORDS[word]
        english = self._get("english") or None
        concept = self._get("concept") or None
        into = self._get("into") or (concept if decision is Decision.MERGED else None)
        if decision is Decision.ACCEPTED and english is None:
            raise self._refuse("english", "the English term that keys an accepted candidate")
        if decision is Decision.MERGED and into is None:
            raise self._refuse("into", "the concept that the candidate is merged into")
        candidate = Candidate(
            chinese=chinese,
            english=english,
            count=int(self._number_of("count", whole=True)),
            document_count=int(self._number_of("documents", whole=True)),
            kind=cast(_Kind, self._choice("kind", get_args(_Kind), "new")),
            section=cast(_Section, self._choice("section", get_args(_Section), "form")),
            score=self._number_of("score"),
            reasons=split(self._get("reasons")),
            contexts=tuple(self._contexts()),
            variants=split(self._get("variants")),
        )
        return Reviewed(candidate, decision, into, self._get("note") or None, self._number)

    def _get(self, column: str) -> str:
        position = self._header.get(column)
        if position is None or position >= len(self._cells):
            return ""
        return self._cells[position].strip()

    def _refuse(self, column: str, wanted: str) -> FormatError:
        return FormatError(
            self._path,
            self._number,
            f"row {self._number}, column {column!r} has {self._get(column)!r}; wanted: {wanted}",
        )

    def _number_of(self, column: str, *, whole: bool = False) -> float:
        text = self._get(column)
        if not text:
            return 0
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if value != value or value in (float("inf"), float("-inf")) or (whole and value % 1):
            raise self._refuse(column, "a whole number" if whole else "a number")
        return value

    def _choice(self, column: str, values: Sequence[str], default: str) -> str:
        word = self._get(column).lower() or default
        if word not in values:
            raise self._refuse(column, ", ".join(values))
        return word

    def _contexts(self) -> Iterator[Context]:
        for number in range(1, _CONTEXTS + 1):
            column = f"context {number}"
            marked = self._get(column)
            if not marked:
                continue
            before, opening, rest = marked.partition(_OPEN)
            term, closing, after = rest.partition(_CLOSE)
            if not opening or not closing:
                raise self._refuse(column, f"a sentence with the term marked {_OPEN}{_CLOSE}")
            citation = self._get(f"citation {number}")
            yield Context(
                text=before + term + after,
                span=Span(len(before), len(before) + len(term)),
                document=self._get(f"document {number}"),
                citation=parse_citation(citation) if citation else None,
            )


def _cells(entry: Reviewed) -> tuple[str, ...]:
    candidate = entry.candidate
    contexts: list[str] = []
    for context in candidate.contexts[:_CONTEXTS]:
        citation = clean_citations([context.citation], clean) if context.citation else ()
        contexts += [
            _marked(context),
            clean(context.document),
            str(citation[0]) if citation else "",
        ]
    contexts += [""] * (len(_CONTEXT_COLUMNS) - len(contexts))
    return (
        entry.status.value,
        clean(candidate.chinese),
        clean(candidate.english or ""),
        clean(entry.into or ""),
        clean(entry.note or ""),
        str(candidate.count),
        str(candidate.document_count),
        candidate.kind,
        candidate.section,
        repr(float(candidate.score)),
        join(filter(None, map(clean, candidate.reasons))),
        join(filter(None, map(clean, candidate.variants))),
        candidate.concept.id if candidate.concept else "",
        *contexts,
    )


def _marked(context: Context) -> str:
    """A sentence with its term in brackets; brackets of its own become others."""
    plain = str.maketrans(_OPEN + _CLOSE, "〔〕")
    text, span = context.text, context.span
    before, term, after = text[: span.start], span.cut(text), text[span.end :]
    return clean(
        f"{before.translate(plain)}{_OPEN}{term.translate(plain)}{_CLOSE}{after.translate(plain)}"
    )


def _losses(entry: Reviewed, cells: Sequence[str], number: int) -> Iterator[Loss]:
    """What differs when a row is read again; ``number`` is its row in the file."""
    header = {name: n for n, name in enumerate(COLUMNS)}
    try:
        after = _Row("", number, header, cells).entry()
    except FormatError as error:
        yield Loss(f"row {number}", "candidate", error.problem)
        return
    for name in Candidate.__dataclass_fields__:
        old, new = getattr(entry.candidate, name), getattr(after.candidate, name)
        if old != new:
            what = old.id if isinstance(old, Concept) else f"{old!r} became {new!r}"
            yield Loss(f"row {number}", name, what)
    for name in ("status", "into", "note"):
        if getattr(entry, name) != getattr(after, name):
            yield Loss(f"row {number}", name, str(getattr(entry, name)))


def _json(entry: Reviewed) -> str:
    value = _LINE.dump_python(entry, mode="json", exclude_defaults=True)
    value.pop("row", None)
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _lines(path: str | Path) -> Iterator[Reviewed]:
    for number, line in read_lines(path):
        if not line or line.isspace():
            continue
        try:
            value: dict[str, Any] = json.loads(line)
            entry = _LINE.validate_python(value | {"row": number})
        except ValidationError as error:
            raise FormatError(path, number, f"{explain(error)}; mend the line") from error
        except (ValueError, TypeError) as error:
            raise FormatError(path, number, f"not a candidate ({error}); mend the line") from error
        if entry.status is Decision.ACCEPTED and entry.candidate.english is None:
            raise FormatError(path, number, "accepted, but 'english' is missing; fill it in")
        if entry.status is Decision.MERGED and entry.into is None:
            raise FormatError(path, number, "merged, but 'into' is missing; name the concept")
        yield entry
