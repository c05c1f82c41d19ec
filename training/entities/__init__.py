"""Training of the names tagger."""
