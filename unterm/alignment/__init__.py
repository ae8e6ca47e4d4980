"""Alignment: sentences, words and terms of two documents that translate one another."""

from unterm.alignment.belonging import partnered
from unterm.alignment.coverage import Uncovered, find_uncovered
from unterm.alignment.embeddings import load_embeddings
from unterm.alignment.lexicon import Knowledge, Lexicon, shipped_lexicon
from unterm.alignment.linking import WordLink, grow_links, intersect_links
from unterm.alignment.pairing import DocumentPair, pair_documents
from unterm.alignment.sentences import align
from unterm.alignment.terms import TermAligner, TermPair, align_terms
from unterm.alignment.words import WordModel, tokenize

__all__ = [
    "DocumentPair",
    "Knowledge",
    "Lexicon",
    "TermAligner",
    "TermPair",
    "Uncovered",
    "WordLink",
    "WordModel",
    "align",
    "align_terms",
    "find_uncovered",
    "grow_links",
    "intersect_links",
    "load_embeddings",
    "pair_documents",
    "partnered",
    "shipped_lexicon",
    "tokenize",
]
