"""Concepts and what designates them, in the words of ISO 704, ISO 1087 and ISO 30042 (TBX).

These records come from files and from people, so pydantic checks them: unknown fields are
refused, nothing can be changed after it was made.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from enum import StrEnum
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from unterm.errors import InputError, require, require_choice

Language = Literal["en", "zh"]
LANGUAGE_NAMES: Final[dict[Language, str]] = {"en": "English", "zh": "Chinese"}
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=False)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Record(BaseModel):
    """What all records share: frozen, and no field that is not declared.

    A value that its field does not take is refused with pydantic's ``ValidationError``, which is a
    ValueError and names the field.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")


class Status(StrEnum):
    """How a designation may be used (TBX ``administrativeStatus``)."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"

    @property
    def allowed(self) -> bool:
        """Whether a draft may use it."""
        return self in (Status.PREFERRED, Status.ADMITTED)


class TermType(StrEnum):
    """What sort of designation it is (TBX ``termType``)."""

    FULL = "full form"
    SHORT = "short form"
    ACRONYM = "acronym"
    VARIANT = "variant"


class Kind(StrEnum):
    """What sort of concept it is; a check is stricter with names than with ordinary terms."""

    TERM = "term"
    BODY = "body"
    MISSION = "mission"
    ORGANIZATION = "organization"
    POST = "post"
    INSTRUMENT = "instrument"
    DOCUMENT = "document"
    CONFERENCE = "conference"
    PROGRAMME = "programme"
    PLACE = "place"

    @property
    def names_one_thing(self) -> bool:
        """Whether the concept is an individual one (ISO 1087), designated by a name."""
        return self is not Kind.TERM


class Reliability(StrEnum):
    """What stands behind a concept: texts in both languages, in Chinese, or knowledge alone."""

    ATTESTED = "attested"
    ATTESTED_CHINESE = "attested-chinese"
    KNOWLEDGE = "knowledge"


class Citation(Record):
    """A place in a document that can be looked up.

    ``symbol`` is the document symbol (S/2021/297). A document that has none is cited by ``title``
    and ``date``. ``paragraph`` is the number printed before the paragraph ("12", "12 (a)"); for an
    unnumbered one it is the paragraph's position in the document, in square brackets ("[7]").

    >>> str(Citation(symbol="S/2021/297", paragraph="4"))
    'S/2021/297, para. 4'
    >>> str(Citation(title="Charter of the United Nations", paragraph="Article 33"))
    'Charter of the United Nations, Article 33'
    """

    symbol: Text | None = None
    title: Text | None = None
    date: dt.date | None = None
    paragraph: Text | None = None

    @model_validator(mode="after")
    def _names_a_document(self) -> Self:
        if self.symbol is None and self.title is None:
            raise ValueError("a citation needs the document's symbol, or its title")
        return self

    def __str__(self) -> str:
        document = self.symbol or self.title or ""
        if self.symbol is None and self.date is not None:
            document += f" ({self.date.isoformat()})"
        if self.paragraph is None:
            return document
        # "Article 33" and "target 16.1" say themselves what they are.
        sort = "" if self.paragraph[0].isalpha() and " " in self.paragraph else "para. "
        return f"{document}, {sort}{self.paragraph}"


class Designation(Record):
    """A term, name, short form or acronym that stands for a concept in one language.

    ``detect`` switches detection in running text off, for designations too ambiguous to find
    (they can still be looked up). ``case_sensitive`` left at None means: an English acronym is.
    ``not_in`` lists longer strings inside which this designation is no occurrence (调解 in
    协调解决). ``valid_from`` and ``valid_until`` are the years of a name that changed.

    >>> Designation(text="建立互信措施", lang="zh", status="deprecated").status.allowed
    False
    """

    text: Text
    lang: Language
    status: Status = Status.PREFERRED
    term_type: TermType = TermType.FULL
    sources: tuple[Citation, ...] = ()
    valid_from: int | None = None
    valid_until: int | None = None
    region: Text | None = None
    note: Text | None = None
    detect: bool = True
    case_sensitive: bool | None = None
    not_in: tuple[Text, ...] = ()

    @property
    def exact_case(self) -> bool:
        """Whether upper and lower case must agree for an occurrence."""
        if self.case_sensitive is not None:
            return self.case_sensitive
        return self.lang == "en" and self.term_type is TermType.ACRONYM


class Relation(Record):
    """A link to another concept; ``confusable`` marks neighbours that are mistaken for it."""

    type: Literal[
        "broader",
        "narrower",
        "part of",
        "has part",
        "related",
        "confusable",
        "successor",
        "predecessor",
    ]
    target: Slug


class Spec(Record):
    """A small text with the finding that a check must give on it, or must not give at all.

    ``draft`` is Chinese; with ``source`` it is checked against that English text. ``code`` None
    means that no finding about this concept may come.
    """

    draft: Text
    source: Text | None = None
    code: Text | None = None
    found: Text | None = None
    suggestion: Text | None = None


class Attestation(Record):
    """Figures counted by `unterm attest` in real texts; never typed in by hand.

    ``english_pairs`` counts the segment pairs in which an English designation stands,
    ``both_pairs`` those of them with an allowed Chinese designation on the other side,
    ``chinese_count`` the occurrences in Chinese documents and Chinese sides of pairs.
    """

    english_pairs: int = 0
    both_pairs: int = 0
    chinese_count: int = 0

    @property
    def reliability(self) -> Reliability:
        """What the figures amount to."""
        if self.both_pairs:
            return Reliability.ATTESTED
        if self.chinese_count:
            return Reliability.ATTESTED_CHINESE
        return Reliability.KNOWLEDGE


class Concept(Record):
    """One unit of knowledge with everything that designates it, keyed by its official English term.

    Exactly one preferred designation in each language.

    >>> concept = Concept.of("sustaining peace", "保持和平", subject_field="peace and security")
    >>> concept.id, concept.english, concept.chinese
    ('sustaining-peace', 'sustaining peace', '保持和平')
    """

    id: Slug
    kind: Kind = Kind.TERM
    subject_field: Text
    designations: tuple[Designation, ...] = Field(min_length=2)
    definition: Text | None = None
    notes: tuple[Text, ...] = ()
    relations: tuple[Relation, ...] = ()
    specs: tuple[Spec, ...] = ()
    attestation: Attestation | None = None

    @model_validator(mode="after")
    def _one_preferred_a_language(self) -> Self:
        for lang in ("en", "zh"):
            preferred = [
                d.text for d in self.designations if d.lang == lang and d.status is Status.PREFERRED
            ]
            if len(preferred) != 1:
                raise ValueError(
                    f"concept {self.id!r} has {len(preferred)} preferred {lang} designations "
                    f"({', '.join(preferred) or 'none'}); mark exactly one as preferred"
                )
        return self

    @classmethod
    def of(
        cls,
        english: str,
        chinese: str,
        *,
        subject_field: str = "general",
        id: str | None = None,
        kind: Kind = Kind.TERM,
    ) -> Concept:
        """The smallest concept: a pair of preferred designations.

        Raises InputError for a term that is no text.
        """
        for name, text in (("english", english), ("chinese", chinese)):
            require(name, text, str)
            if not text:
                raise InputError(f"{name} is empty; a concept needs a term in each language")
        require_choice("kind", kind, list(Kind))
        return cls(
            id=id or slug(english),
            kind=kind,
            subject_field=subject_field,
            designations=(
                Designation(text=english, lang="en"),
                Designation(text=chinese, lang="zh"),
            ),
        )

    def preferred(self, lang: Language) -> Designation:
        """The preferred designation in a language."""
        return next(d for d in self.designations if d.lang == lang and d.status is Status.PREFERRED)

    def allowed(self, lang: Language) -> tuple[Designation, ...]:
        """The preferred and admitted designations in a language, in the order of the record."""
        return tuple(d for d in self.designations if d.lang == lang and d.status.allowed)

    @property
    def english(self) -> str:
        """The official English term."""
        return self.preferred("en").text

    @property
    def chinese(self) -> str:
        """The official Chinese equivalent."""
        return self.preferred("zh").text

    @property
    def reliability(self) -> Reliability:
        """Attested in both languages, in Chinese alone, or known but not attested."""
        return self.attestation.reliability if self.attestation else Reliability.KNOWLEDGE

    @property
    def sources(self) -> tuple[Citation, ...]:
        """Every citation of its designations, in order and once each."""
        return tuple(dict.fromkeys(c for d in self.designations for c in d.sources))


def slug(english: str) -> str:
    """An id made of an English term: lower case ASCII letters and digits, joined by hyphens.

    >>> slug("Permanent Five (P5)"), slug("Côte d'Ivoire")
    ('permanent-five-p5', 'cote-d-ivoire')
    """
    plain = unicodedata.normalize("NFKD", english).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "concept"
