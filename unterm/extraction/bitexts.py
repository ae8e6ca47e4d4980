"""Candidates from a bitext: Chinese terms keyed to their English, with both contexts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal

from unterm.alignment.lexicon import Knowledge, Lexicon
from unterm.extraction.contexts import MOST_CONTEXTS, context_in_bead
from unterm.extraction.formpairs import FormPair, find_form_pairs
from unterm.extraction.pairjudge import load_pair_judge
from unterm.extraction.pairs import Link, find_links
from unterm.extraction.phrases import LONGEST
from unterm.extraction.sides import KnownPair, Pairs, read_pairs
from unterm.extraction.tagger import load_tagger
from unterm.extraction.variants import Known, plain_key
from unterm.extraction.wordlinks import WordLinks
from unterm.extraction.words import load_words
from unterm.glossary import Glossary
from unterm.language.folding import fold_key, simplify
from unterm.language.words import WordCutter
from unterm.matching import english_forms
from unterm.model import Bitext, Candidate, Concept, Context, Span

Kind = Literal["known", "new", "variant"]
_ONCE = 0.1


def extract_pairs(
    bitext: Bitext,
    glossary: Glossary | None,
    cutter: WordCutter,
    stop_list: Iterable[str],
    limit: int | None,
    lexicon: Lexicon | None = None,
) -> list[Candidate]:
    """Candidate pairs: first those that the glossary or form links, then statistics.

    ``lexicon`` is what is known of words beforehand, the shipped one unless it is given.
    """
    pairs = read_pairs(bitext, glossary, cutter)
    stopped = {plain_key(text) for text in stop_list}
    known = [
        _known_candidate(pair, pairs, bitext)
        for pair in pairs.known.values()
        if plain_key(pair.chinese) not in stopped
    ]
    word_links, words = WordLinks(pairs, Knowledge(glossary or (), None, lexicon)), load_words()
    judge = _Judge(glossary or ())
    names = find_form_pairs(pairs, word_links, words)
    named = [
        _named_candidate(pair, pairs, bitext, judge)
        for pair in names
        if not {plain_key(pair.chinese), plain_key(pair.english)} & stopped
    ]
    stopped.update(plain_key(candidate.chinese) for candidate in named)
    found = find_links(
        pairs,
        word_links,
        words,
        load_tagger(),
        load_pair_judge(),
        {simplify(pair.chinese): pair.count for pair in names},
    )
    links = [
        link for link in found if not {plain_key(link.chinese), plain_key(link.english)} & stopped
    ][:limit]
    places = _find_places(pairs, links)
    linked = [
        _linked_candidate(link, places[link.chinese, link.words], pairs, bitext, judge)
        for link in links
    ]
    form = sorted(known + named, key=lambda c: (-c.score, -c.count, c.chinese, c.english or ""))
    return _cut_sections(form + linked, limit)


def _known_candidate(pair: KnownPair, pairs: Pairs, bitext: Bitext) -> Candidate:
    beads = sorted({segment for segment, _ in pair.beads})
    contexts: list[Context] = []
    for segment, span in pair.beads[:MOST_CONTEXTS]:
        contexts.append(context_in_bead(bitext, pairs.beads[segment], "zh", span))
    return Candidate(
        chinese=pair.chinese,
        english=pair.concept.english,
        count=len(pair.beads),
        document_count=1,
        kind="known",
        section="form",
        score=round(1 - _ONCE / len(pair.beads), 4),
        reasons=(
            f"in the glossary: {pair.concept.english}",
            f"designations on both sides of {len(beads)} segment pairs",
        ),
        contexts=tuple(contexts),
        concept=pair.concept,
    )


def _named_candidate(pair: FormPair, pairs: Pairs, bitext: Bitext, judge: _Judge) -> Candidate:
    kind, concept, reason = judge.judge(pair.chinese, pair.english)
    contexts: list[Context] = []
    for place in pair.places[:MOST_CONTEXTS]:
        bead = pairs.beads[place.segment]
        contexts.append(context_in_bead(bitext, bead, "zh", place.chinese))
        contexts.append(context_in_bead(bitext, bead, "en", place.english))
    return Candidate(
        chinese=pair.chinese,
        english=pair.english,
        count=pair.count,
        document_count=1,
        kind=kind,
        section="form",
        score=round(pair.fit, 4),
        reasons=(
            pair.reason,
            f"its English stands in capitals or quotation marks in {pair.count} segment pairs",
            *([reason] if reason else []),
        ),
        contexts=tuple(contexts),
        concept=concept,
    )


def _linked_candidate(
    link: Link,
    places: list[tuple[int, Span, Span]],
    pairs: Pairs,
    bitext: Bitext,
    judge: _Judge,
) -> Candidate:
    kind, concept, reason = judge.judge(link.chinese, link.english)
    contexts: list[Context] = []
    for segment, zh_span, en_span in places[:MOST_CONTEXTS]:
        contexts.append(context_in_bead(bitext, pairs.beads[segment], "zh", zh_span))
        contexts.append(context_in_bead(bitext, pairs.beads[segment], "en", en_span))
    return Candidate(
        chinese=contexts[0].span.cut(contexts[0].text) if contexts else link.chinese,
        english=link.english,
        count=link.together,
        document_count=1,
        kind=kind,
        section="statistical",
        score=round(link.score, 4),
        reasons=(
            f"translate each other in {link.together} segment pairs, of {link.chinese_count} "
            f"with the Chinese and {link.english_count} with the English",
            *([reason] if reason else []),
        ),
        contexts=tuple(contexts),
        concept=concept,
    )


class _Judge:
    """What a glossary says of a pair."""

    def __init__(self, concepts: Iterable[Concept]) -> None:
        self._concepts = list(concepts)
        self._chinese = Known(self._concepts)
        self._english: dict[str, Concept] = {}
        self._pairs: set[tuple[str, str]] = set()
        for concept in self._concepts:
            for designation in concept.allowed("en"):
                for form in english_forms(designation.text):
                    self._english.setdefault(fold_key(form), concept)
                    self._pairs.update(
                        (plain_key(zh.text), fold_key(form)) for zh in concept.allowed("zh")
                    )

    def judge(self, chinese: str, english: str) -> tuple[Kind, Concept | None, str | None]:
        """Known as a pair, a variant of what is known on one side, or new."""
        verdict = self._chinese.judge(chinese)
        of_english = self._english.get(fold_key(english))
        if (plain_key(chinese), fold_key(english)) in self._pairs:
            concept = of_english or verdict.concept
            return "known", concept, f"in the glossary: {concept.english if concept else english}"
        if verdict.concept is not None:
            return "variant", verdict.concept, verdict.reason
        if of_english is not None:
            return "variant", of_english, f"the glossary has {of_english.chinese} for it"
        return "new", None, None


def _find_places(
    pairs: Pairs, links: list[Link]
) -> dict[tuple[str, tuple[str, ...]], list[tuple[int, Span, Span]]]:
    """Where both phrases of each link stand in one segment pair; the first places are enough."""
    wanted: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        wanted[link.chinese].append(link)
    places: dict[tuple[str, tuple[str, ...]], list[tuple[int, Span, Span]]] = defaultdict(list)
    for segment in range(len(pairs.beads)):
        zh = [pairs.chinese.words[t] for t in pairs.chinese.tokens[segment]]
        en: list[str] | None = None
        for start in range(len(zh)):
            for end in range(start + 1, min(len(zh), start + LONGEST) + 1):
                for link in wanted.get("".join(zh[start:end]), ()):
                    key = (link.chinese, link.words)
                    if len(places[key]) >= MOST_CONTEXTS:
                        continue
                    if en is None:
                        en = [pairs.english.words[t] for t in pairs.english.tokens[segment]]
                    at = _find(en, link.words)
                    if at is not None:
                        zh_span = pairs.chinese.span(segment, start, end)
                        en_span = pairs.english.span(segment, at, at + len(link.words))
                        places[key].append((segment, zh_span, en_span))
    return places


def _find(words: list[str], wanted: tuple[str, ...]) -> int | None:
    size = len(wanted)
    return next(
        (i for i in range(len(words) - size + 1) if tuple(words[i : i + size]) == wanted), None
    )


def _cut_sections(candidates: list[Candidate], limit: int | None) -> list[Candidate]:
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
