"""Closed lists of words, written as running text so that they can be read and extended."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The blank-separated words."""
    return frozenset(words.split())
