"""Candidates from Chinese documents: both sections, judged, grouped, with contexts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from unterm.extraction.contexts import MOST_CONTEXTS, context_at
from unterm.extraction.counts import Counts
from unterm.extraction.forms import DOUBTFUL, LINE, find_forms
from unterm.extraction.fragments import find_all, is_fragment
from unterm.extraction.likely import LEAST_LIKELY, Likely, find_likely
from unterm.extraction.statistics import LONGEST, Sequence, find_sequences, weigh_counts
from unterm.extraction.tagger import load_tagger
from unterm.extraction.variants import Known, plain_key, variant_key
from unterm.extraction.words import Words, load_words
from unterm.glossary import Glossary
from unterm.language.folding import simplify
from unterm.model import Candidate, Context, Span

_KNOWN = 0.3
_SWALLOWED = 0.8
_ONCE = 0.1
_SPARE = 8


@dataclass(slots=True)
class _Draft:
    """A candidate that is being put together."""

    text: str
    section: Literal["form", "statistical"]
    score: float
    reasons: list[str] = field(default_factory=list)
    known: bool = False
    likely: Likely | None = None
    """For what the tagger alone has found."""


def extract_chinese(
    counts: Counts,
    glossary: Glossary | None,
    stop_list: Iterable[str],
    limit: int | None,
    words: Words | None = None,
) -> list[Candidate]:
    """The candidates of the counted documents; ``words`` are those that are shipped."""
    words = (words or load_words()).adapted(counts.frequencies)
    drafts: dict[str, _Draft] = {}
    _draft_forms(drafts, counts, words)
    likelihoods = load_tagger().judge(counts.tokens, counts.words, words, LONGEST)
    _draft_sequences(drafts, find_sequences(counts, words, likelihoods), counts)
    _draft_likely(drafts, find_likely(counts, likelihoods))
    if glossary is not None:
        _draft_known(drafts, counts, glossary)
    stopped = {plain_key(text) for text in stop_list}
    kept = {key: d for key, d in drafts.items() if plain_key(d.text) not in stopped}
    kept = _shortlist(kept, limit)
    texts = [simplify(place.text) for place in counts.places]
    found = find_all((simplify(draft.text) for draft in kept.values()), texts)
    for key, draft in kept.items():
        if draft.likely is not None:
            _rate_likely(draft, draft.likely, len(found[key]))
    swallowed = _find_swallowed(kept, found)
    kept = {
        k: d
        for k, d in kept.items()
        if k not in swallowed
        and not _is_doubtful(d, found[k])
        and d.score > 0
        and (_is_certain(d) or not is_fragment(found[k], texts, words))
    }
    for key, draft in kept.items():
        if draft.section == "form":
            draft.score -= _ONCE / max(1, len(found[key]))
    known = Known(glossary or ())
    candidates = [
        _candidate(draft, group, found, counts, known)
        for draft, group in _group(kept, found, counts)
    ]
    candidates.sort(key=lambda c: (c.section != "form", -c.score, -c.count, c.chinese))
    return cut_sections(candidates, limit)


def _shortlist(drafts: dict[str, _Draft], limit: int | None) -> dict[str, _Draft]:
    """Enough of the best drafts that what is dropped later leaves ``limit``: bounds the memory."""
    if limit is None or len(drafts) <= _SPARE * limit:
        return drafts
    ranked = sorted(drafts, key=lambda key: (-drafts[key].score, key))
    first = {
        key
        for section in ("form", "statistical")
        for key in [k for k in ranked if drafts[k].section == section][: _SPARE * limit]
    }
    return {key: d for key, d in drafts.items() if key in first or d.known}


def _draft_forms(drafts: dict[str, _Draft], counts: Counts, words: Words) -> None:
    for evidence in find_forms(counts, words):
        draft = drafts.setdefault(
            simplify(evidence.text), _Draft(evidence.text, "form", evidence.score)
        )
        draft.score = max(draft.score, evidence.score)
        if evidence.reason not in draft.reasons:
            draft.reasons.append(evidence.reason)


def _draft_sequences(
    drafts: dict[str, _Draft], sequences: Iterable[Sequence], counts: Counts
) -> None:
    for sequence in sequences:
        key = simplify(sequence.text)
        draft = drafts.get(key)
        if draft is None:
            text = counts.text(sequence.position, sequence.length)
            draft = drafts[key] = _Draft(text, "statistical", _squash(sequence.score))
        draft.reasons.extend(_say(sequence))


def _draft_likely(drafts: dict[str, _Draft], found: dict[str, Likely]) -> None:
    for text, likely in found.items():
        draft = _Draft(text, "statistical", _squash(likely.score(1)), likely=likely)
        drafts.setdefault(simplify(text), draft)


def _rate_likely(draft: _Draft, likely: Likely, occurrences: int) -> None:
    """The score by all occurrences, some of which may be no term; 0 where nearly all are none."""
    mean = likely.mean(occurrences)
    shown = draft.known or mean >= LEAST_LIKELY
    draft.score = _squash(likely.score(occurrences)) if shown else 0.0
    draft.reasons.append(f"stands as terms stand in UN texts (likelihood {mean:.2f})")


def _squash(score: float) -> float:
    return score / (1 + score)


def _say(sequence: Sequence) -> list[str]:
    if sequence.length == 1:
        return ["far oftener here than in general Chinese"]
    return [f"neighbours vary on both sides (branching entropy {sequence.entropy:.2f})"]


def _draft_known(drafts: dict[str, _Draft], counts: Counts, glossary: Glossary) -> None:
    for place in counts.places:
        for hit in glossary.matcher.find(place.text):
            key = simplify(hit.text)
            drafts.setdefault(key, _Draft(hit.text, "form", _KNOWN)).known = True


def _find_swallowed(
    drafts: dict[str, _Draft], found: dict[str, list[tuple[int, Span]]]
) -> set[str]:
    """Strings that nearly always stand inside one certain or repeated longer candidate."""
    by_segment: dict[int, list[tuple[Span, str]]] = defaultdict(list)
    for key in drafts:
        for number, span in found[key]:
            by_segment[number].append((span, key))
    inside: dict[tuple[str, str], int] = Counter()
    for spans in by_segment.values():
        spans.sort(key=lambda item: (item[0].start, -item[0].end))
        open_: list[tuple[Span, str]] = []
        for span, key in spans:
            open_ = [o for o in open_ if o[0].end > span.start]
            for outer, longer in open_:
                if outer.covers(span) and variant_key(longer) != variant_key(key):
                    inside[longer, key] += 1
            open_.append((span, key))
    return {
        key
        for (longer, key), count in inside.items()
        if count >= _SWALLOWED * len(found[key])
        and len(found[key]) - count < 2
        and not _is_certain(drafts[key])
        and (_is_certain(drafts[longer]) or len(found[longer]) > 1)
    }


def _is_doubtful(draft: _Draft, occurrences: list[tuple[int, Span]]) -> bool:
    """Whether a name with a weak last word, or after 和, occurs only once."""
    weak = draft.section == "form" and draft.score <= DOUBTFUL
    return weak and not draft.known and len(occurrences) < 2


def _is_certain(draft: _Draft) -> bool:
    return draft.known or (draft.section == "form" and draft.score >= LINE)


def _group(
    drafts: dict[str, _Draft], found: dict[str, list[tuple[int, Span]]], counts: Counts
) -> list[tuple[_Draft, list[_Draft]]]:
    """Candidates that are variants of one another, each group under its commonest member."""
    groups: dict[str, list[_Draft]] = defaultdict(list)
    for key in sorted(drafts):
        groups[variant_key(key)].append(drafts[key])
    result = []
    for members in groups.values():
        members.sort(
            key=lambda d: (d.text[0] != "《", -len(found[simplify(d.text)]), -d.score, d.text)
        )
        best = max(members, key=lambda d: (bool(d.reasons), d.section == "form", d.score))
        score = best.score
        if len(members) > 1 and best.section == "statistical":
            score = _count_together(best, members, found, counts)
        members[0].section, members[0].score = best.section, score
        result.append((members[0], members[1:]))
    return result


def _count_together(
    best: _Draft,
    members: list[_Draft],
    found: dict[str, list[tuple[int, Span]]],
    counts: Counts,
) -> float:
    """The score of the best of a group, as if all occurrences of the group were its own."""

    def weigh(drafts: list[_Draft]) -> float:
        occurrences = _outermost(o for draft in drafts for o in found[simplify(draft.text)])
        documents = {counts.places[number].document for number, _ in occurrences}
        return weigh_counts(len(occurrences), len(documents))

    raw = best.score / (1 - best.score)
    return _squash(raw * weigh(members) / weigh([best]))


def _candidate(
    draft: _Draft,
    others: list[_Draft],
    found: dict[str, list[tuple[int, Span]]],
    counts: Counts,
    known: Known,
) -> Candidate:
    verdict = known.judge(draft.text)
    occurrences = _outermost(o for d in (draft, *others) for o in found[simplify(d.text)])
    documents = {counts.places[number].document for number, _ in occurrences}
    reasons = [*draft.reasons, *([verdict.reason] if verdict.reason else [])]
    if others:
        reasons.append("also written " + ", ".join(d.text for d in others))
    return Candidate(
        chinese=draft.text,
        english=verdict.concept.english if verdict.concept else None,
        count=len(occurrences),
        document_count=len(documents),
        kind=verdict.kind,
        section=draft.section,
        score=round(draft.score, 4),
        reasons=tuple(reasons),
        contexts=_contexts(occurrences, counts),
        concept=verdict.concept,
        variants=tuple(d.text for d in others),
    )


def _outermost(occurrences: Iterable[tuple[int, Span]]) -> list[tuple[int, Span]]:
    """In order, without those inside another (联合国宪章 in 《联合国宪章》)."""
    kept: list[tuple[int, Span]] = []
    for number, span in sorted(occurrences, key=lambda o: (o[0], o[1].start, -o[1].end)):
        if not (kept and kept[-1][0] == number and kept[-1][1].covers(span)):
            kept.append((number, span))
    return kept


def _contexts(occurrences: list[tuple[int, Span]], counts: Counts) -> tuple[Context, ...]:
    """The first occurrence of each document, then the next ones."""
    seen: set[int] = set()
    first: list[tuple[int, Span]] = []
    later: list[tuple[int, Span]] = []
    for number, span in occurrences:
        document = counts.places[number].document
        (later if document in seen else first).append((number, span))
        seen.add(document)
    return tuple(
        context_at(
            counts.origins[counts.places[n].document],
            counts.places[n].label,
            counts.places[n].text,
            span,
        )
        for n, span in (first + later)[:MOST_CONTEXTS]
    )


def cut_sections(candidates: list[Candidate], limit: int | None) -> list[Candidate]:
    """The first ``limit`` that no glossary knows, half of them from each section if it has them."""
    if limit is None:
        return candidates
    open_ = [c for c in candidates if c.kind != "known"]
    form = [c for c in open_ if c.section == "form"]
    statistical = [c for c in open_ if c.section == "statistical"]
    of_form = max(limit - len(statistical), (limit + 1) // 2)
    chosen = {c.chinese for c in form[:of_form]}
    chosen.update(c.chinese for c in statistical[: limit - min(of_form, len(form))])
    return [c for c in candidates if c.kind == "known" or c.chinese in chosen]
