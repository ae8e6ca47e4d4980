"""SKOS (W3C) writing, as Turtle or RDF/XML: for thesauri, libraries and linked data.

Preferred terms are ``prefLabel``, admitted ones ``altLabel``, deprecated and superseded ones
``hiddenLabel``: found by a search, never shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from unterm.errors import InputError
from unterm.formats.files import write_atomically
from unterm.formats.markup import attribute, escape, writable
from unterm.formats.reports import Loss
from unterm.model import Concept, Language, Status, TermType

DEFAULT_BASE = "urn:unterm:"
_NAMESPACES: Mapping[str, str] = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
}
_RELATIONS = {
    "broader": "skos:broader",
    "narrower": "skos:narrower",
    "part of": "skos:broader",
    "has part": "skos:narrower",
    "related": "skos:related",
    "confusable": "skos:related",
    "successor": "dcterms:isReplacedBy",
    "predecessor": "dcterms:replaces",
}
_LABELS = {
    Status.PREFERRED: "skos:prefLabel",
    Status.ADMITTED: "skos:altLabel",
    Status.DEPRECATED: "skos:hiddenLabel",
    Status.SUPERSEDED: "skos:hiddenLabel",
}
_TAGS: Mapping[Language, str] = {"en": "en", "zh": "zh"}

# (property, value, language tag or None, whether the value is an address)
_Statement = tuple[str, str, str | None, bool]
_Subject = tuple[str, str, list[_Statement]]


def dump_skos(
    concepts: Iterable[Concept],
    path: str | Path,
    *,
    base: str = DEFAULT_BASE,
    title: str = "Glossary",
    tags: Mapping[Language, str] = _TAGS,
) -> tuple[Loss, ...]:
    """Write a concept scheme (``.ttl``: Turtle, else RDF/XML) and return what it does not hold.

    ``base`` is the address to which ids are appended. SKOS wants each label once a concept: of two
    designations of one text, the one of higher status is written.
    """
    if any(c in base for c in '<>"{}|^`\\ \n\r\t') or ":" not in base:
        raise InputError(f"{base!r} is no address to begin those of concepts with")
    every = sorted(concepts, key=lambda concept: concept.id)
    ids = frozenset(concept.id for concept in every)
    writer = _turtle if Path(path).suffix.lower() == ".ttl" else _rdf_xml
    # No concept has this address: an id has no underscore.
    scheme = f"{base}_scheme"
    subjects: list[_Subject] = [
        (scheme, "skos:ConceptScheme", [("dcterms:title", title, None, False)])
    ]
    for concept in every:
        statements = list(_statements(concept, base, scheme, ids, tags))
        subjects.append((f"{base}{concept.id}", "skos:Concept", statements))
    write_atomically(path, writer(subjects))
    return tuple(loss for concept in every for loss in _losses(concept, ids))


def _labels(concept: Concept) -> dict[tuple[Language, str], Status]:
    """Each text once a language, with the highest status that it has."""
    order = list(Status)
    labels: dict[tuple[Language, str], Status] = {}
    for d in concept.designations:
        key = (d.lang, d.text)
        labels[key] = min(labels.get(key, d.status), d.status, key=order.index)
    return labels


def _statements(
    concept: Concept,
    base: str,
    scheme: str,
    ids: frozenset[str],
    tags: Mapping[Language, str],
) -> Iterator[_Statement]:
    yield "skos:inScheme", scheme, None, True
    yield "skos:notation", concept.id, None, False
    for (language, text), status in _labels(concept).items():
        yield _LABELS[status], text, tags[language], False
    yield "dcterms:subject", concept.subject_field, None, False
    yield "dcterms:type", concept.kind.value, None, False
    if concept.definition:
        yield "skos:definition", concept.definition, None, False
    for note in concept.notes:
        yield "skos:note", note, None, False
    for citation in concept.sources:
        yield "dcterms:source", str(citation), None, False
    for relation in concept.relations:
        if relation.target in ids:
            yield _RELATIONS[relation.type], f"{base}{relation.target}", None, True


def _turtle(subjects: Iterable[_Subject]) -> Iterator[str]:
    for prefix, address in _NAMESPACES.items():
        yield f"@prefix {prefix}: <{address}> .\n"
    for subject, kind, statements in subjects:
        lines = [f"<{subject}> a {kind}"]
        for name, value, tag, is_address in statements:
            term = f"<{value}>" if is_address else _literal(value)
            lines.append(f"    {name} {term}{f'@{tag}' if tag else ''}")
        yield "\n" + " ;\n".join(lines) + " .\n"


def _literal(text: str) -> str:
    """A Turtle string: what may not stand in one is escaped.

    >>> print(_literal('the "Council"'))
    "the \\"Council\\""
    """
    escapes = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    escaped = "".join(
        escapes.get(c) or (f"\\u{ord(c):04X}" if ord(c) < 0x20 or ord(c) == 0x7F else c)
        for c in text
    )
    return f'"{escaped}"'


def _rdf_xml(subjects: Iterable[_Subject]) -> Iterator[str]:
    spaces = "".join(f" xmlns:{prefix}={attribute(a)}" for prefix, a in _NAMESPACES.items())
    yield f'<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF{spaces}>\n'
    for subject, kind, statements in subjects:
        yield f"<{kind} rdf:about={attribute(subject)}>\n"
        for name, value, tag, is_address in statements:
            if is_address:
                yield f"<{name} rdf:resource={attribute(value)}/>\n"
            else:
                language = f" xml:lang={attribute(tag)}" if tag else ""
                yield f"<{name}{language}>{escape(value)}</{name}>\n"
        yield f"</{kind}>\n"
    yield "</rdf:RDF>\n"


def _losses(concept: Concept, ids: frozenset[str]) -> Iterator[Loss]:
    for d in concept.designations:
        if d.status is Status.SUPERSEDED:
            yield Loss(concept.id, "designations", f"{d.text!r}: superseded as hiddenLabel")
        if _labels(concept)[d.lang, d.text] is not d.status:
            yield Loss(concept.id, "designations", f"{d.text!r} stands once only")
        if d.term_type is not TermType.FULL:
            yield Loss(concept.id, "designations", f"{d.text!r}: {d.term_type}")
        for name in ("valid_from", "valid_until", "region", "note", "case_sensitive", "not_in"):
            if value := getattr(d, name):
                yield Loss(concept.id, "designations", f"{d.text!r}: {name}: {value}")
        if not d.detect:
            yield Loss(concept.id, "designations", f"{d.text!r}: detect: no")
        if d.sources:
            yield Loss(concept.id, "designations", f"{d.text!r}: that its sources are its own")
        if not writable(d.text):
            yield Loss(concept.id, "designations", f"{d.text!r}: control characters, in RDF/XML")
    for relation in concept.relations:
        if relation.target not in ids:
            yield Loss(concept.id, "relations", f"{relation.target}: not among the concepts")
        elif relation.type in ("part of", "has part", "confusable"):
            yield Loss(concept.id, "relations", f"{relation.type} as {_RELATIONS[relation.type]}")
    for spec in concept.specs:
        yield Loss(concept.id, "specs", spec.draft)
    if concept.attestation:
        yield Loss(concept.id, "attestation", str(concept.attestation))
