"""Language tools that several services use: tokens, the tagger, word lists, hyphens."""
