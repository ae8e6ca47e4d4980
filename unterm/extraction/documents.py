"""Candidates from Chinese documents: both sections, judged, grouped, with contexts."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable

from unterm.extraction.contexts import MOST_CONTEXTS, context_at
from unterm.extraction.counts import Counts
from unterm.extraction.drafts import Draft, draft_all, squash, stretch
from unterm.extraction.forms import DOUBTFUL
from unterm.extraction.fragments import find_all, is_fragment, is_part_of_a_name
from unterm.extraction.likely import LEAST_LIKELY, Likely, weigh_likelihood
from unterm.extraction.overlaps import count_covered, count_inside
from unterm.extraction.ranking import Evidence, Ranker, describe_evidence, load_ranker
from unterm.extraction.statistics import weigh_counts
from unterm.extraction.tagger import Tagger, load_tagger
from unterm.extraction.variants import Known, plain_key, variant_key
from unterm.extraction.words import Words, load_words
from unterm.glossary import Glossary
from unterm.language.folding import simplify
from unterm.model import Candidate, Context, Span

_SWALLOWED = 0.8
_LIKELY = 0.5
_ONCE = 0.1
_SURE = 0.8
"""How likely a name by its last word must be to stand in the form section."""
_SPARE = 8
_LEAST_DRAFTS = 4000
_OFTEN = 0.8
"""What the logarithm of the occurrences is worth beside the log odds where candidates are chosen: a
term that a text has often matters more to it, and the recall of all terms is the same."""

Found = dict[str, list[tuple[int, Span]]]


def extract_chinese(
    counts: Counts,
    glossary: Glossary | None,
    stop_list: Iterable[str],
    limit: int | None,
    words: Words | None = None,
) -> list[Candidate]:
    """The candidates of the counted documents; ``words`` are those that are shipped."""
    words = (words or load_words()).adapted(counts.frequencies)
    kept, found = find_drafts(counts, words, glossary, stop_list, limit, load_tagger())
    _rank(kept, found, counts, words, load_ranker())
    known = Known(glossary or ())
    groups = _choose(_group(kept, found, counts), known, limit)
    terms = _place_terms(kept, found)
    candidates = [
        _candidate(draft, others, found, counts, known, terms) for draft, others in groups
    ]
    candidates.sort(key=lambda c: (c.section != "form", -c.score, -c.count, c.chinese))
    return candidates


def find_drafts(
    counts: Counts,
    words: Words,
    glossary: Glossary | None,
    stop_list: Iterable[str],
    limit: int | None,
    tagger: Tagger,
) -> tuple[dict[str, Draft], Found]:
    """The drafts that hold, and where each stands in the segments."""
    stopped = {plain_key(text) for text in stop_list}
    texts = [simplify(place.text) for place in counts.places]
    drafts = draft_all(counts, texts, words, glossary, tagger)
    # What is certain but stopped stays until the end: its parts are no candidates instead of it.
    kept = {key: d for key, d in drafts.items() if d.certain or plain_key(d.text) not in stopped}
    kept = _shortlist(kept, limit)
    found = find_all((simplify(draft.text) for draft in kept.values()), texts)
    covered, _ = count_covered(found, {key for key, draft in kept.items() if draft.certain})
    for key, draft in kept.items():
        draft.free = max(1, len(found[key]) - covered[key])
        by_tagger = draft.section == "statistical" and draft.sequence is None and not draft.marked
        if by_tagger and draft.likely is not None:
            _rate_likely(draft, draft.likely)
    swallowed = _find_swallowed(kept, found)
    kept = {
        k: d
        for k, d in kept.items()
        if k not in swallowed
        and plain_key(d.text) not in stopped
        and not _is_doubtful(d, found[k])
        and not (not d.certain and is_part_of_a_name(found[k], texts, words))
        and d.score > 0
        and (d.certain or not is_fragment(found[k], texts, words))
    }
    return kept, {key: found[key] for key in kept}


def _shortlist(drafts: dict[str, Draft], limit: int | None) -> dict[str, Draft]:
    """Enough of the best drafts that what is dropped later leaves ``limit``: bounds the memory."""
    most = max(_SPARE * (limit or 0), _LEAST_DRAFTS)
    if limit is None or len(drafts) <= most:
        return drafts
    ranked = sorted(drafts, key=lambda key: (-drafts[key].score, key))
    first = {
        key
        for section in ("form", "statistical")
        for key in [k for k in ranked if drafts[k].section == section][:most]
    }
    return {key: d for key, d in drafts.items() if key in first or d.known}


def _rate_likely(draft: Draft, likely: Likely) -> None:
    """The score by all free occurrences, some of which may be no term; 0 where most are none."""
    shown = draft.known or draft.mean >= LEAST_LIKELY
    draft.score = squash(likely.score(draft.free)) if shown else 0.0
    draft.reasons.append(f"stands as terms stand in UN texts (likelihood {draft.mean:.2f})")


def _find_swallowed(drafts: dict[str, Draft], found: Found) -> set[str]:
    """Strings that nearly always stand inside one certain or repeated longer candidate.

    Not those that the tagger takes for terms where they stand by themselves.
    """
    return {
        key
        for (longer, key), count in count_inside(found).items()
        if count >= _SWALLOWED * len(found[key])
        and len(found[key]) - count < 2
        and not drafts[key].certain
        and not (count < len(found[key]) and drafts[key].mean >= _LIKELY)
        and (drafts[longer].certain or len(found[longer]) > 1)
    }


def _words_of(draft: Draft, counts: Counts) -> list[str]:
    place = draft.sequence or draft.likely
    if place is None:
        return counts.cut(draft.text) or [draft.text]
    return [counts.word(place.position + offset) for offset in range(place.length)]


def _is_doubtful(draft: Draft, occurrences: list[tuple[int, Span]]) -> bool:
    """Whether a name with a weak last word, or after 和, occurs only once, in an unlikely place."""
    weak = draft.section == "form" and draft.score <= DOUBTFUL
    return weak and not draft.known and len(occurrences) < 2 and draft.mean < _LIKELY


def _rank(
    drafts: dict[str, Draft], found: Found, counts: Counts, words: Words, ranker: Ranker
) -> None:
    """Say how likely each draft is a term, and lower the unlikely, and names that occur once.

    Names by their last word that are not likely enough go to the statistical section.
    """
    for draft in drafts.values():
        draft.odds = math.inf
    keys, rows = describe_drafts(drafts, found, counts, words)
    for key, odds in zip(keys, ranker.judge(rows), strict=True):
        drafts[key].odds = odds
    for key, draft in drafts.items():
        likelihood = 1 / (1 + math.exp(-draft.odds))
        if draft.section == "statistical":
            draft.score = squash(stretch(draft.score) * likelihood)
        elif likelihood >= _SURE:
            draft.score -= _ONCE / max(1, len(found[key]))
        else:
            once = weigh_likelihood(likelihood, draft.free)
            repeated = draft.sequence.score * likelihood if draft.sequence else 0.0
            draft.section, draft.score = "statistical", squash(max(once, repeated))


def describe_drafts(
    drafts: dict[str, Draft], found: Found, counts: Counts, words: Words
) -> tuple[list[str], list[list[float]]]:
    """The drafts that are not certain, and the figures of each."""
    covered, covers = count_covered(found)
    likelier = {key for key, draft in drafts.items() if draft.certain or draft.mean >= _LIKELY}
    taken, _ = count_covered(found, likelier)
    open_ = [key for key, draft in drafts.items() if not draft.certain]
    rows = []
    for key in open_:
        draft, places = drafts[key], found[key]
        s, likely, often = draft.sequence, draft.likely, max(1, len(places))
        evidence = Evidence(
            words=_words_of(draft, counts),
            mean=draft.mean,
            highest=likely.highest if likely else 0.0,
            rival=likely.rival if likely else 0.0,
            occurrences=often,
            documents=max(1, len({counts.places[number].document for number, _ in places})),
            entropy=s.entropy if s else 0.0,
            statistics=s.score if s else None,
            covered=covered[key] / often,
            taken=taken[key] / often,
            covers=covers[key],
            named=draft.section == "form",
            marked=words.terms.get(key),
        )
        rows.append(describe_evidence(evidence, words))
    return open_, rows


def _group(
    drafts: dict[str, Draft], found: Found, counts: Counts
) -> list[tuple[Draft, list[Draft]]]:
    """Candidates that are variants of one another, each group under its commonest member."""
    groups: dict[str, list[Draft]] = defaultdict(list)
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
    best: Draft,
    members: list[Draft],
    found: Found,
    counts: Counts,
) -> float:
    """The score of the best of a group, as if all occurrences of the group were its own."""

    def weigh(drafts: list[Draft]) -> float:
        occurrences = _outermost(o for draft in drafts for o in found[simplify(draft.text)])
        documents = {counts.places[number].document for number, _ in occurrences}
        return weigh_counts(len(occurrences), len(documents))

    return squash(stretch(best.score) * weigh(members) / weigh([best]))


def _candidate(
    draft: Draft,
    others: list[Draft],
    found: Found,
    counts: Counts,
    known: Known,
    terms: dict[int, list[Span]],
) -> Candidate:
    verdict = known.judge(draft.text)
    variants = (o for d in others for o in found[simplify(d.text)] if not _is_part(o, terms))
    occurrences = _outermost((*found[simplify(draft.text)], *variants))
    documents = {counts.places[number].document for number, _ in occurrences}
    forms = (reason for d in others if d.section == "form" for reason in d.reasons)
    reasons = list(dict.fromkeys((*draft.reasons, *forms)))
    if verdict.reason:
        reasons.append(verdict.reason)
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
        contexts=_contexts(sorted(occurrences, key=lambda o: _is_part(o, terms)), counts),
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


def _place_terms(drafts: dict[str, Draft], found: Found) -> dict[int, list[Span]]:
    """Where drafts stand that are certain or likely terms, by segment."""
    places: dict[int, list[Span]] = defaultdict(list)
    for key, draft in drafts.items():
        if draft.certain or draft.odds > 0:
            for number, span in found[key]:
                places[number].append(span)
    return places


def _is_part(occurrence: tuple[int, Span], terms: dict[int, list[Span]]) -> bool:
    """Whether a longer term covers an occurrence."""
    number, span = occurrence
    return any(len(term) > len(span) and term.covers(span) for term in terms.get(number, ()))


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


def _choose(
    groups: list[tuple[Draft, list[Draft]]], known: Known, limit: int | None
) -> list[tuple[Draft, list[Draft]]]:
    """All that the glossary knows, and ``limit`` of the others: the likeliest and commonest ones.

    What is certain takes half of the places, and those that nothing else needs.
    """

    def order(group: tuple[Draft, list[Draft]]) -> tuple[float, float, str]:
        first, others = group
        worth = max(d.odds + _OFTEN * math.log(d.free) for d in (first, *others))
        return (-worth, -first.score, first.text)

    chosen = [group for group in groups if known.judge(group[0].text).kind == "known"]
    names = {first.text for first, _ in chosen}
    ranked = sorted((g for g in groups if g[0].text not in names), key=order)
    if limit is None:
        return chosen + ranked
    certain = sum(order(group)[0] == -math.inf for group in ranked)
    places = max(limit - (len(ranked) - certain), (limit + 1) // 2)
    return chosen + (ranked[: min(certain, places)] + ranked[certain:])[:limit]
