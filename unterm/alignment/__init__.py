"""Alignment: sentences, words and terms of two documents that translate one another."""

from unterm.alignment.belonging import partnered
from unterm.alignment.embeddings import load_embeddings
from unterm.alignment.lexicon import Knowledge, Lexicon, shipped_lexicon
from unterm.alignment.pairing import DocumentPair, pair_documents
from unterm.alignment.sentences import align
from unterm.alignment.terms import TermAligner, TermPair, align_terms
from unterm.alignment.words import WordLink, WordModel, tokenize

__all__ = [
    "DocumentPair",
    "Knowledge",
    "Lexicon",
    "TermAligner",
    "TermPair",
    "WordLink",
    "WordModel",
    "align",
    "align_terms",
    "load_embeddings",
    "pair_documents",
    "partnered",
    "shipped_lexicon",
    "tokenize",
]
