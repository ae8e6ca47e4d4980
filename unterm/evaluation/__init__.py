"""Scores against gold: alignments, extracted terms, translations. Every number has a signature."""
