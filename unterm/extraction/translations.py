"""How a term is rendered on the other side of a bitext."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from unterm.errors import InputError, require
from unterm.extraction.association import surprise
from unterm.extraction.contexts import MOST_CONTEXTS, context_in_bead
from unterm.extraction.english import FUNCTION
from unterm.extraction.model1 import Corpus, likeness, train
from unterm.extraction.phrases import LONGEST, english_breaks
from unterm.extraction.sides import Side, read_pairs
from unterm.extraction.words import COORDINATORS, load_words
from unterm.glossary import Glossary
from unterm.language.folding import fold_key, simplify
from unterm.language.scripts import is_han
from unterm.language.words import WordCutter
from unterm.matching import english_forms
from unterm.model import Bitext, Context, Language, Span

_DOUBT = 0.5
_LEAST_SCORE = 0.02
_GROWS = 0.9
_SURE = 1.0
"""The score of a rendering that the glossary has."""
_SHORT_LIST = 60
"""Renderings whose words are compared, of all that share a segment pair with the term."""


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendering of a term: in ``count`` of the ``of`` segment pairs that hold the term.

    ``contexts`` show it in its sentences; ``known`` says that it is the glossary's.
    """

    text: str
    count: int
    of: int
    score: float
    contexts: tuple[Context, ...] = ()
    known: bool = False


def translations(
    term: str, bitext: Bitext, *, glossary: Glossary | None = None, limit: int = 10
) -> list[Rendering]:
    """The renderings of a term on the other side of a bitext, the best first.

    The term may be in either language; English number, case and hyphens do not matter. Each
    segment pair is given to the best rendering that it holds, so the counts add up. Unknown terms
    give an empty list. For many terms make one `Translator`.

    Where a designation that the ``glossary`` has for the term stands on the other side, it is the
    rendering there; so the others are what the text says instead.

    >>> bitext = Bitext.from_pairs([
    ...     ("Good offices were offered.", "提出了斡旋。"),
    ...     ("The good offices continue.", "斡旋继续进行。"),
    ...     ("The report continues.", "报告继续。"),
    ... ])
    >>> [(r.text, r.count, r.of) for r in translations("good offices", bitext)]
    [('斡旋', 2, 2)]
    """
    return Translator(bitext, glossary).find(term, limit=limit)


class Translator:
    """A bitext indexed once, to be asked for many terms."""

    def __init__(self, bitext: Bitext, glossary: Glossary | None = None) -> None:
        require("bitext", bitext, Bitext)
        require("glossary", glossary, Glossary, type(None))
        self._bitext, self._glossary = bitext, glossary
        self._pairs = read_pairs(bitext, None, WordCutter())
        self._words = load_words()
        english, chinese = self._pairs.english, self._pairs.chinese
        self._lexicon = train(
            Corpus.of(english.tokens, len(english.words)),
            Corpus.of(chinese.tokens, len(chinese.words)),
        )
        self._simplified = [simplify(text) for text in chinese.texts]
        self._folded = [fold_key(text) for text in english.texts]
        self._numbers = {
            "en": {word: n for n, word in enumerate(english.words)},
            "zh": {word: n for n, word in enumerate(chinese.words)},
        }

    def find(self, term: str, *, limit: int = 10) -> list[Rendering]:
        """The renderings of a term; see `translations`."""
        require("term", term, str)
        if not term.strip():
            raise InputError("the term is empty; name one, in English or in Chinese")
        lang: Language = "zh" if any(map(is_han, term)) else "en"
        segments = self._segments_with(term, lang)
        other: Language = "en" if lang == "zh" else "zh"
        known = self._equivalents(term, segments, other)
        renderings = self._known_renderings(known, len(segments), other)[:limit]
        left = set(segments) - known.keys()
        options = {s: self._options(s, other) for s in segments if s in left}
        scores = self._score(term, lang, options)
        while left and len(renderings) < limit:
            counts = Counter(text for s in left for text in options[s])
            best = min(
                (text for text in counts if scores.get(text, 0) >= _LEAST_SCORE),
                key=lambda text: (-scores[text] * counts[text], -len(text), text),
                default=None,
            )
            if best is None:
                break
            holding = sorted(s for s in left if best in options[s])
            best, holding = _grow(best, holding, options, scores)
            left.difference_update(holding)
            places = [(s, options[s][best]) for s in holding]
            renderings.append(self._rendering(places, len(segments), scores[best], other))
        return sorted(renderings, key=lambda r: (-r.count, -r.score, r.text))

    def _segments_with(self, term: str, lang: Language) -> list[int]:
        if lang == "zh":
            wanted = simplify(term).strip("《》")
            return [s for s, text in enumerate(self._simplified) if wanted in text]
        forms = "|".join(re.escape(fold_key(form)) for form in english_forms(term))
        pattern = re.compile(rf"(?<!\w)(?:{forms})(?!\w)")
        return [s for s, text in enumerate(self._folded) if pattern.search(text)]

    def _equivalents(
        self, term: str, segments: Sequence[int], lang: Language
    ) -> dict[int, tuple[str, Span]]:
        """The segments that have a designation of the glossary for the term: which one, and where.

        One that lies inside another designation is none.
        """
        if self._glossary is None:
            return {}
        bare = fold_key(term.strip().strip("《》")).removeprefix("the ")
        hits = self._glossary.matcher.find(bare)
        concepts = {p.concept.id for h in hits if h.text == bare for p in h.patterns}
        found: dict[int, tuple[str, Span]] = {}
        for segment in segments if concepts else ():
            for hit in self._glossary.matcher.find(self._side(lang).texts[segment]):
                fitting = (p for p in hit.patterns if p.concept.id in concepts)
                if designation := next(
                    (p.designation for p in fitting if p.designation.lang == lang), None
                ):
                    found[segment] = designation.text, hit.span
                    break
        return found

    def _known_renderings(
        self, known: dict[int, tuple[str, Span]], of: int, lang: Language
    ) -> list[Rendering]:
        places: dict[str, list[tuple[int, Span]]] = defaultdict(list)
        for segment, (text, span) in sorted(known.items()):
            places[text].append((segment, span))
        found = [self._rendering(some, of, _SURE, lang, known=True) for some in places.values()]
        return sorted(found, key=lambda r: (-r.count, r.text))

    def _options(self, segment: int, lang: Language) -> dict[str, Span]:
        """The phrases of a segment that can render a term, with their first places."""
        side = self._side(lang)
        words = [side.words[t] for t in side.tokens[segment]]
        breaks = set(english_breaks(side, segment)) if lang == "en" else self._gaps(side, segment)
        found: dict[str, Span] = {}
        for start in range(len(words)):
            if self._is_edge(words[start], lang):
                continue
            for end in range(start + 1, min(len(words), start + LONGEST) + 1):
                if end - 1 > start and end - 1 in breaks:
                    break
                if not self._is_edge(words[end - 1], lang):
                    joint = " " if lang == "en" else ""
                    text = joint.join(words[start:end])
                    found.setdefault(text, side.span(segment, start, end))
        return found

    def _gaps(self, side: Side, segment: int) -> set[int]:
        starts, ends = side.starts[segment], side.ends[segment]
        return {at for at in range(1, len(starts)) if starts[at] != ends[at - 1]}

    def _is_edge(self, word: str, lang: Language) -> bool:
        if lang == "en":
            return word in FUNCTION or not word[0].isalpha()
        if not is_han(word[0]) or word in COORDINATORS:
            return True
        return self._words.is_function(word)

    def _side(self, lang: Language) -> Side:
        return self._pairs.english if lang == "en" else self._pairs.chinese

    def _score(
        self, term: str, lang: Language, options: dict[int, dict[str, Span]]
    ) -> dict[str, float]:
        """How well each option renders the term: association, and the words' own translations."""
        together = Counter(text for found in options.values() for text in found)
        if not together:
            return {}
        other: Language = "en" if lang == "zh" else "zh"
        texts = sorted(together, key=lambda text: (-together[text], text))
        totals = self._totals(texts, other, together)
        k = np.array([together[t] for t in texts], dtype=np.int64)
        n = np.array([totals[t] for t in texts], dtype=np.int64)
        of_term = np.full_like(k, len(options))
        value = surprise(k, of_term, n, len(self._pairs.beads))
        value = value * (k / (n + _DOUBT)) * (k / (of_term + _DOUBT))
        ranked = sorted(range(len(texts)), key=lambda i: (-value[i], texts[i]))
        term_words = self._term_words(term, lang)
        cells = {
            text: tuple(text.split(" ")) if other == "en" else self._cells(text, options)
            for text in (texts[i] for i in self._short_list(ranked, texts, options))
        }
        return {
            text: float(value[texts.index(text)]) * self._likeness(term_words, words, lang)
            for text, words in cells.items()
        }

    def _short_list(
        self, ranked: Sequence[int], texts: list[str], options: dict[int, dict[str, Span]]
    ) -> list[int]:
        """The best options of all, and the best ones of each segment pair."""
        chosen = dict.fromkeys(ranked[:_SHORT_LIST])
        left: dict[int, int] = dict.fromkeys(options, _SHORT_LIST // 4)
        for i in ranked:
            for segment in left:
                if left[segment] and texts[i] in options[segment]:
                    left[segment] -= 1
                    chosen[i] = None
        return list(chosen)

    def _totals(self, texts: list[str], lang: Language, at_least: Counter[str]) -> dict[str, int]:
        wanted = set(texts)
        totals: Counter[str] = Counter()
        side = self._side(lang)
        for segment in range(len(side)):
            totals.update(wanted.intersection(self._phrases(side, segment, lang)))
        return {text: max(totals[text], at_least[text]) for text in texts}

    def _phrases(self, side: Side, segment: int, lang: Language) -> set[str]:
        words = [side.words[t] for t in side.tokens[segment]]
        joint = " " if lang == "en" else ""
        return {
            joint.join(words[start:end])
            for start in range(len(words))
            for end in range(start + 1, min(len(words), start + LONGEST) + 1)
        }

    def _term_words(self, term: str, lang: Language) -> list[int]:
        if lang == "en":
            words = fold_key(term).split(" ")
            words += [w for form in english_forms(term) for w in fold_key(form).split(" ")]
        else:
            words = [w.text for w in WordCutter().cut(simplify(term))]
        numbers = self._numbers[lang]
        return [numbers[word] for word in dict.fromkeys(words) if word in numbers]

    def _cells(self, text: str, options: dict[int, dict[str, Span]]) -> tuple[str, ...]:
        for segment, found in options.items():
            if text in found:
                side, span = self._pairs.chinese, found[text]
                return tuple(
                    side.words[t]
                    for t, start in zip(side.tokens[segment], side.starts[segment], strict=True)
                    if span.start <= start < span.end
                )
        return ()

    def _likeness(self, term: list[int], words: tuple[str, ...], lang: Language) -> float:
        """How well the words of both translate each other, both ways, from near 0 to 1."""
        other: Language = "en" if lang == "zh" else "zh"
        numbers = [self._numbers[other][w] for w in words if w not in FUNCTION]
        en, zh = (numbers, term) if lang == "zh" else (term, numbers)
        return likeness(self._lexicon, en, zh)

    def _rendering(
        self,
        found: Sequence[tuple[int, Span]],
        of: int,
        score: float,
        lang: Language,
        *,
        known: bool = False,
    ) -> Rendering:
        """A rendering that stands in these segments, written as it mostly is there."""
        side = self._side(lang)
        written: Counter[str] = Counter()
        places: dict[str, list[tuple[int, Span]]] = defaultdict(list)
        for segment, span in found:
            shown = " ".join(span.cut(side.texts[segment]).split())
            written[shown] += 1
            places[shown].append((segment, span))
        shown = min(written, key=lambda w: (-written[w], w))
        every = places[shown] + [p for w in sorted(places) if w != shown for p in places[w]]
        contexts = tuple(
            context_in_bead(self._bitext, self._pairs.beads[segment], lang, span)
            for segment, span in every[:MOST_CONTEXTS]
        )
        return Rendering(shown, len(found), of, round(score, 4), contexts, known)


def _grow(
    text: str,
    segments: list[int],
    options: dict[int, dict[str, Span]],
    scores: dict[str, float],
) -> tuple[str, list[int]]:
    """A rendering that nearly always stands in a longer one is that longer one."""
    within = Counter(
        longer
        for s in segments
        for longer, span in options[s].items()
        if len(longer) > len(text)
        and text in longer
        and span.covers(options[s][text])
        and scores.get(longer, 0) >= _LEAST_SCORE
    )
    wide = [longer for longer, n in within.items() if n >= _GROWS * len(segments)]
    if not wide or len(segments) < 2:
        return text, segments
    best = min(wide, key=lambda longer: (-within[longer], len(longer), longer))
    return _grow(best, [s for s in segments if best in options[s]], options, scores)
