"""unterm: alignment and terminology of United Nations texts in Chinese and English.

    import unterm

    glossary = unterm.load_glossary()
    glossary["confidence-building measures"].chinese      # "建立信任措施"
    document = unterm.read("draft.txt")
    for finding in unterm.check(document, glossary):
        print(finding.message)

Everything runs on this machine: nothing ever sends a text anywhere. What is named in ``__all__``
is the promise; it is loaded at first use, so that ``import unterm`` costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from unterm.alignment import WordModel, align, align_terms, load_embeddings, pair_documents
    from unterm.annotation import annotate
    from unterm.attestation import attest, cite
    from unterm.checks import check, explain
    from unterm.concordance import find_contexts
    from unterm.errors import (
        FormatError,
        GlossaryError,
        InputError,
        MissingExtraError,
        UnknownConceptError,
        UntermError,
    )
    from unterm.extraction import extract, translations
    from unterm.formats.registry import dump_bitext, dump_concepts, load_bitext, load_concepts
    from unterm.formats.review import dump_candidates, load_review
    from unterm.glossary import Glossary, load_glossary
    from unterm.merging import Merge, diff, merge
    from unterm.model import (
        Attestation,
        Bead,
        Bitext,
        Candidate,
        Citation,
        Concept,
        Context,
        Designation,
        Document,
        Finding,
        LookupResult,
        Occurrence,
        Report,
        Severity,
        Span,
        Spec,
        Status,
    )
    from unterm.reporting import render, write_report
    from unterm.segmentation import read, segment
    from unterm.validation import validate

_HOMES = {
    "unterm.alignment": ("WordModel", "align", "align_terms", "load_embeddings", "pair_documents"),
    "unterm.annotation": ("annotate",),
    "unterm.attestation": ("attest", "cite"),
    "unterm.checks": ("check", "explain"),
    "unterm.concordance": ("find_contexts",),
    "unterm.errors": (
        "FormatError",
        "GlossaryError",
        "InputError",
        "MissingExtraError",
        "UnknownConceptError",
        "UntermError",
    ),
    "unterm.extraction": ("extract", "translations"),
    "unterm.formats.registry": ("dump_bitext", "dump_concepts", "load_bitext", "load_concepts"),
    "unterm.formats.review": ("dump_candidates", "load_review"),
    "unterm.glossary": ("Glossary", "load_glossary"),
    "unterm.merging": ("Merge", "diff", "merge"),
    "unterm.model": (
        "Attestation",
        "Bead",
        "Bitext",
        "Candidate",
        "Citation",
        "Concept",
        "Context",
        "Designation",
        "Document",
        "Finding",
        "LookupResult",
        "Occurrence",
        "Report",
        "Severity",
        "Span",
        "Spec",
        "Status",
    ),
    "unterm.reporting": ("render", "write_report"),
    "unterm.segmentation": ("read", "segment"),
    "unterm.validation": ("validate",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module 'unterm' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)


__all__ = [
    "Attestation",
    "Bead",
    "Bitext",
    "Candidate",
    "Citation",
    "Concept",
    "Context",
    "Designation",
    "Document",
    "Finding",
    "FormatError",
    "Glossary",
    "GlossaryError",
    "InputError",
    "LookupResult",
    "Merge",
    "MissingExtraError",
    "Occurrence",
    "Report",
    "Severity",
    "Span",
    "Spec",
    "Status",
    "UnknownConceptError",
    "UntermError",
    "WordModel",
    "align",
    "align_terms",
    "annotate",
    "attest",
    "check",
    "cite",
    "diff",
    "dump_bitext",
    "dump_candidates",
    "dump_concepts",
    "explain",
    "extract",
    "find_contexts",
    "load_bitext",
    "load_concepts",
    "load_embeddings",
    "load_glossary",
    "load_review",
    "merge",
    "pair_documents",
    "read",
    "render",
    "segment",
    "translations",
    "validate",
    "write_report",
]
