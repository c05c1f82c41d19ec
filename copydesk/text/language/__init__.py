"""The languages: one file a language with all of its words, and the registry that finds it."""
