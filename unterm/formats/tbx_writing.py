"""TBX (ISO 30042:2019) writing: dialects Basic and Min, styles DCA and DCT."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from unterm.errors import InputError
from unterm.formats.drafts import DEFAULT_SUBJECT, collapse
from unterm.formats.files import write_atomically
from unterm.formats.losses import clean_citations, clean_texts, losses, rebuild, reorder
from unterm.formats.markup import attribute, escape, writable
from unterm.formats.reports import Loss
from unterm.formats.tags import is_valid, language_of
from unterm.formats.tbx_categories import (
    CATEGORIES,
    CORE,
    DIALECTS,
    MODULES,
    NAMESPACES,
    STATUS_WORDS,
    TYPE_WORDS,
    Dialect,
    Style,
)
from unterm.model import Concept, Designation, Kind, Language, Relation, TermType

_SCHEMAS = "https://raw.githubusercontent.com/LTAC-Global"
_TAGS: Mapping[Language, str] = {"en": "en", "zh": "zh"}


def dump_tbx(
    concepts: Iterable[Concept],
    path: str | Path,
    *,
    dialect: Dialect = "basic",
    style: Style = "dca",
    title: str = "Glossary",
    tags: Mapping[Language, str] = _TAGS,
) -> tuple[Loss, ...]:
    """Write a TBX file and return what it does not hold.

    ``tags`` are the language tags to write, such as ``{"en": "en", "zh": "zh-CN"}``. TBX needs one
    entry at least: an empty list of concepts raises `InputError`.
    """
    for language, tag in tags.items():
        if not is_valid(tag) or language_of(tag) != language:
            raise InputError(f"{tag!r} is no tag for {language}; give one such as {_TAGS}")
    every = sorted(concepts, key=lambda concept: concept.id)
    ids = frozenset(concept.id for concept in every)
    pairs = [(concept, _kept(concept, dialect, ids)) for concept in every]
    written = [kept for _, kept in pairs if kept is not None]
    if not written:
        raise InputError("a TBX file needs one concept at least; there is none to write")
    writer = _Writer(dialect, style, tags, {concept.id: concept.english for concept in written})
    write_atomically(path, writer.document(written, title))
    return tuple(loss for concept, kept in pairs for loss in losses(concept, kept))


def xml_id(identifier: str) -> str:
    """A concept's id as an XML id, which may not begin with a digit.

    >>> xml_id("2030-agenda"), xml_id("good-offices")
    ('_2030-agenda', 'good-offices')
    """
    return f"_{identifier}" if identifier[0].isdigit() else identifier


def _clean(text: str) -> str:
    return collapse(
        text if writable(text) else "".join(c if writable(c) else "\ufffd" for c in text)
    )


def _kept(concept: Concept, dialect: Dialect, ids: frozenset[str]) -> Concept | None:
    """The concept as it comes back from the dialect."""
    basic = dialect == "basic"
    designations = reorder(
        Designation(
            text=text,
            lang=d.lang,
            status=d.status,
            term_type=d.term_type if basic else TermType.FULL,
            sources=clean_citations(d.sources, _clean) if basic else (),
            region=(_clean(d.region or "") or None) if basic else None,
            note=_clean(d.note or "") or None,
        )
        for d in concept.designations
        if (text := _clean(d.text))
    )
    return rebuild(
        concept,
        kind=Kind.TERM,
        subject_field=_clean(concept.subject_field) or DEFAULT_SUBJECT,
        designations=designations,
        definition=(_clean(concept.definition or "") or None) if basic else None,
        notes=clean_texts(concept.notes, _clean),
        relations=tuple(
            Relation(type="related", target=r.target) for r in concept.relations if r.target in ids
        )
        if basic
        else (),
        specs=(),
        attestation=None,
    )


class _Writer:
    """Writes elements in one style of one dialect."""

    def __init__(
        self, dialect: Dialect, style: Style, tags: Mapping[Language, str], names: dict[str, str]
    ) -> None:
        self._dialect = dialect
        self._style = style
        self._tags = tags
        self._names = names

    def document(self, concepts: Iterable[Concept], title: str) -> Iterator[str]:
        dialect = next(name for name, d in DIALECTS.items() if d == self._dialect)
        spaces = "".join(
            f" xmlns:{module}={attribute(NAMESPACES[module])}"
            for module in MODULES[self._dialect]
            if self._style == "dct"
        )
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield (
            f'<?xml-model href="{_SCHEMAS}/{dialect}_dialect/master/{self._style.upper()}/'
            f'{dialect}_{self._style.upper()}.sch" type="application/xml" '
            'schematypens="http://purl.oclc.org/dsdl/schematron"?>\n'
        )
        yield (
            f'<tbx type="{dialect}" style="{self._style}" '
            f"xml:lang={attribute(self._tags['en'])} xmlns={attribute(CORE)}{spaces}>\n"
            f"<tbxHeader><fileDesc><titleStmt><title>{escape(title)}</title></titleStmt>"
            "<sourceDesc><p>Written by unterm</p></sourceDesc></fileDesc></tbxHeader>\n"
            "<text><body>\n"
        )
        for concept in concepts:
            yield from self._entry(concept)
        yield "</body></text>\n</tbx>\n"

    def _entry(self, concept: Concept) -> Iterator[str]:
        yield f"<conceptEntry id={attribute(xml_id(concept.id))}>\n"
        yield self._category("subjectField", concept.subject_field)
        if concept.definition:
            yield self._category("definition", concept.definition)
        for relation in concept.relations:
            target = attribute(xml_id(relation.target))
            name = self._names.get(relation.target, relation.target)
            yield self._category("crossReference", name, f" target={target}")
        yield from map(_note, concept.notes)
        for language in ("en", "zh"):
            yield f"<langSec xml:lang={attribute(self._tags[language])}>\n"
            for designation in concept.designations:
                if designation.lang == language:
                    yield from self._term(designation)
            yield "</langSec>\n"
        yield "</conceptEntry>\n"

    def _term(self, designation: Designation) -> Iterator[str]:
        yield f"<termSec>\n<term>{escape(designation.text)}</term>\n"
        yield self._category("administrativeStatus", STATUS_WORDS[designation.status])
        if designation.term_type is not TermType.FULL:
            yield self._category("termType", TYPE_WORDS[designation.term_type])
        if designation.region:
            yield self._category("geographicalUsage", designation.region)
        for source in designation.sources:
            yield self._category("source", str(source))
        if designation.note:
            yield _note(designation.note)
        yield "</termSec>\n"

    def _category(self, name: str, value: str, more: str = "") -> str:
        category = CATEGORIES[name]
        if self._style == "dct":
            tag = f"{category.module}:{name}"
            return f"<{tag}{more}>{escape(value)}</{tag}>\n"
        return f'<{category.element} type="{name}"{more}>{escape(value)}</{category.element}>\n'


def _note(text: str) -> str:
    return f"<note>{escape(text)}</note>\n"
