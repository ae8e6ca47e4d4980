"""Where a term stands on the other side: the span of its rendering, with a probability."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from unterm.alignment.lexicon import Knowledge
from unterm.alignment.linking import WordLink
from unterm.alignment.words import Token, WordModel, tokenize
from unterm.errors import InputError, require, require_each
from unterm.formats.cedict import Dictionary
from unterm.glossary import Glossary
from unterm.matching import Hit
from unterm.model import Bitext, Concept, Language, Span

LEAST = 0.1
"""Links less probable than this are no evidence."""

EQUIVALENT = 0.99
"""How probable it is that an equivalent of the glossary that stands in the bead is the rendering:
of 265 in the treebanks 264 are (`benchmarks/alignment_words.py --terms`)."""


@dataclass(frozen=True, slots=True)
class TermPair:
    """A term in a bead and its rendering on the other side.

    ``span`` and ``rendering`` point into the texts of the bead's two sides (`Bitext.side`);
    ``rendering`` is None where no word of the other side answers. ``bead`` is the bead's index.
    """

    bead: int
    term: str
    span: Span
    rendering: Span | None
    text: str
    probability: float


class TermAligner:
    """Word alignment of a bitext, ready to be asked for the renderings of terms."""

    def __init__(
        self,
        bitext: Bitext,
        *,
        glossary: Iterable[Concept] = (),
        dictionary: Dictionary | None = None,
    ) -> None:
        langs = (bitext.source.lang, bitext.target.lang)
        if set(langs) != {"en", "zh"}:
            raise InputError("terms are aligned between English and Chinese")
        self._bitext = bitext
        self._langs: tuple[Language, Language] = langs
        self._texts = list(bitext.pairs())
        self._tokens = [
            (tokenize(left, langs[0]), tokenize(right, langs[1])) for left, right in self._texts
        ]
        pairs = []
        for left, right in self._tokens:
            one, other = [t.type for t in left], [t.type for t in right]
            pairs.append((one, other) if langs[0] == "en" else (other, one))
        model = WordModel(pairs, Knowledge(glossary, dictionary))
        self._links = model.links(pairs, LEAST)

    def words(self, bead: int) -> tuple[list[Token], list[Token], list[WordLink]]:
        """The words of a bead's source and target, and the links between them."""
        links = self._links[bead]
        if self._langs[0] == "zh":
            links = [WordLink(link.target, link.source, link.probability) for link in links]
        return (*self._tokens[bead], links)

    def render(
        self,
        bead: int,
        span: Span,
        lang: Language,
        equivalents: Sequence[Span] = (),
        taken: Sequence[Span] = (),
    ) -> TermPair:
        """The rendering of a span of a bead's text in ``lang``.

        Where ``equivalents`` of the term stand in the other text, it is the one of them that the
        term's words are linked to most, the first of equals. No word in the spans ``taken`` is
        part of it else.

        It reaches from the first to the last word that is linked to the term more than to the rest
        of the sentence; words far off the others are left out. Its probability is the mean, over
        the term's words, of the chance that the word is linked into it.
        """
        source, target, links = self.words(bead)
        side = 0 if self._langs[0] == lang else 1
        if side:
            source, target = target, source
            links = [WordLink(link.target, link.source, link.probability) for link in links]
        own = {k for k, t in enumerate(source) if t.span.overlaps(span)}
        text, other = self._texts[bead][side], self._texts[bead][1 - side]
        if equivalents:
            mine = [(target[x.target].span, x.probability) for x in links if x.source in own]
            best = max(equivalents, key=lambda e: sum(p for at, p in mine if at.overlaps(e)))
            return TermPair(bead, span.cut(text), span, best, best.cut(other), EQUIVALENT)
        inside: dict[int, float] = {}
        outside: dict[int, float] = {}
        for link in links:
            bag = inside if link.source in own else outside
            bag[link.target] = bag.get(link.target, 0.0) + link.probability
        linked = [
            j
            for j, p in inside.items()
            if p > outside.get(j, 0.0) and not any(target[j].span.overlaps(t) for t in taken)
        ]
        run = _heaviest_run(sorted(linked), inside, max(2, len(own)))
        if not run:
            return TermPair(bead, span.cut(text), span, None, "", 0.0)
        found = Span(target[run[0]].span.start, target[run[-1]].span.end)
        covered = range(run[0], run[-1] + 1)
        chances = [
            min(1.0, sum(x.probability for x in links if x.source == k and x.target in covered))
            for k in sorted(own)
        ]
        return TermPair(
            bead, span.cut(text), span, found, found.cut(other), sum(chances) / len(chances)
        )


def _heaviest_run(places: Sequence[int], weight: dict[int, float], reach: int) -> list[int]:
    """Of the groups of places that lie within ``reach`` of one another, the weightiest."""
    groups: list[list[int]] = []
    for place in places:
        if groups and place - groups[-1][-1] <= reach:
            groups[-1].append(place)
        else:
            groups.append([place])
    return max(groups, key=lambda g: sum(weight[k] for k in g), default=[])


def align_terms(
    bitext: Bitext,
    terms: Iterable[str],
    *,
    lang: Language = "en",
    glossary: Iterable[Concept] = (),
    dictionary: Dictionary | None = None,
) -> list[TermPair]:
    """For each occurrence of terms in one language, the rendering on the other side of its bead.

    Terms are found word by word, English ones in any inflection. Where the glossary's equivalent of
    a term stands on the other side, each of its occurrences renders one of the term's. Else the
    word models say: they are learned from the bitext itself, with the shipped lexicon, the
    glossary and the dictionary as prior. Short bitexts teach little; look at the probability.

    >>> bitext = Bitext.from_pairs(
    ...     [("Women and peace and security", "妇女与和平与安全"), ("Sustaining peace", "保持和平")]
    ... )
    >>> [(pair.bead, pair.term, pair.text) for pair in align_terms(bitext, ["peace"])]
    [(0, 'peace', '和平'), (1, 'peace', '和平')]
    """
    require("bitext", bitext, Bitext)
    terms = require_each("terms", terms, str)
    glossary = require_each("glossary", glossary, Concept, as_given=Glossary)
    aligner = TermAligner(bitext, glossary=glossary, dictionary=dictionary)
    wanted: dict[str, list[tuple[str, ...]]] = {}
    for term in terms:
        types = tuple(token.type for token in tokenize(term, lang))
        if types:
            wanted.setdefault(types[0], []).append(types)
    pairs = []
    side = 0 if bitext.source.lang == lang else 1
    known = glossary if isinstance(glossary, Glossary) else Glossary(glossary)
    for number, texts in enumerate(bitext.pairs()):
        left, right, _ = aligner.words(number)
        tokens = right if side else left
        official = _Equivalents(known, texts[side], texts[1 - side])
        types = tuple(token.type for token in tokens)
        for k, first in enumerate(types):
            for term_types in wanted.get(first, ()):
                if types[k : k + len(term_types)] == term_types:
                    last = tokens[k + len(term_types) - 1]
                    span = Span(tokens[k].span.start, last.span.end)
                    pair = aligner.render(
                        number, span, lang, official.of(span), official.of_others(span)
                    )
                    official.use(pair.rendering)
                    pairs.append(pair)
    return pairs


class _Equivalents:
    """What the glossary knows of a bead's two sides: which spans can render which."""

    def __init__(self, glossary: Glossary, own: str, other: str) -> None:
        self._own = list(glossary.matcher.find(own)) if len(glossary) else []
        self._other = list(glossary.matcher.find(other)) if self._own else []
        self._free = self._other

    def of(self, span: Span) -> list[Span]:
        """The equivalents, not used yet, of the designation that stands in just this span."""
        return _answers((hit for hit in self._own if hit.span == span), self._free)

    def of_others(self, span: Span) -> list[Span]:
        """The equivalents of the designations that stand elsewhere."""
        return _answers((hit for hit in self._own if not hit.span.overlaps(span)), self._other)

    def use(self, span: Span | None) -> None:
        """Let a span render nothing else."""
        self._free = [hit for hit in self._free if hit.span != span]


def _answers(hits: Iterable[Hit], others: Iterable[Hit]) -> list[Span]:
    """The spans of the other side's designations that share a concept with these."""
    named = {p.concept.id for hit in hits for p in hit.patterns}
    return [hit.span for hit in others if any(p.concept.id in named for p in hit.patterns)]
