"""Han and Latin text: folding with a map back, words, numbers and dates, sentences."""
