"""Found names: the token spans that the tagger takes for names, each with its class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import as_file, files

import numpy as np
from numpy.typing import NDArray

from copydesk.text.tagger import network as networks
from copydesk.text.tagger.multilingual import multilingual_vectors
from copydesk.text.tagger.spans import best_spans
from copydesk.text.tagger.token_scorer import TokenScorer, load_token_scorer
from copydesk.text.tokens import Tokens, TokenSpan, tokenize
from copydesk.text.unspaced import is_unspaced, split_unspaced, with_next_characters
from services.entities.caching import WORDS_KEPT
from services.entities.labels import CLASSES, CLASSES_BEYOND_ENGLISH, TAGS, TAGS_BEYOND_ENGLISH, NameClass

MODEL = "names-1.0"
"""Name and version of the shipped tagger; see training/entities/README.md."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name in a text: its tokens, and its code points from `start` to `end`, end exclusive."""

    tokens: TokenSpan
    start: int
    end: int
    words: tuple[str, ...]
    label: NameClass

    def relabelled(self, label: NameClass) -> FoundName:
        """The same span under another class."""
        return self if label == self.label else replace(self, label=label)


def name_at(tokens: Tokens, start: int, end: int, label: NameClass) -> FoundName:
    """The name that consists of the tokens from `start` to `end`, end exclusive."""
    return FoundName(
        tokens=TokenSpan(start, end),
        start=int(tokens.starts[start]),
        end=int(tokens.ends[end - 1]),
        words=tuple(tokens.words[start:end]),
        label=label,
    )


def in_order(names: Iterable[FoundName]) -> list[FoundName]:
    """The names in the order of the text."""
    return sorted(names, key=lambda name: name.start)


@cache
def name_scorer() -> TokenScorer:
    """The shipped tagger of names.

    Raises:
        ValueError: the file is that of a network for other labels.
    """
    with as_file(files("services.entities") / "data" / "names.npz") as path:
        scorer = load_token_scorer(path)
    if scorer.labels != TAGS:
        raise ValueError("names.npz labels other things than names")
    return scorer


@lru_cache(maxsize=WORDS_KEPT)
def is_known_word(word: str) -> bool:
    """Whether the tagger has a vector of the word: one that it has never seen is no word of the language."""
    return name_scorer().knows(word)


def find_names(text: str) -> tuple[Tokens, list[FoundName], NDArray[np.float32]]:
    """The tokens of a text, the names among them, in order and without overlap, and the scores [token, tag]."""
    tokens = tokenize(text)
    scores = name_scorer().scores(tokens)
    return tokens, [name_at(tokens, span.start, span.end, CLASSES[span.label]) for span in best_spans(scores)], scores


@cache
def multilingual_scorer() -> TokenScorer:
    """The shipped tagger of names in other languages; only a process that meets one of them carries it.

    Raises:
        ValueError: the file is that of a network for other labels.
    """
    vectors = multilingual_vectors()
    with as_file(files("services.entities") / "data" / "names_multilingual.npz") as path:
        scorer = TokenScorer(networks.load(path, vectors.matrix), vectors.index)
    if scorer.labels != TAGS_BEYOND_ENGLISH:
        raise ValueError("names_multilingual.npz labels other things than names")
    return scorer


def find_names_beyond_english(text: str) -> tuple[Tokens, list[tuple[FoundName, float]]]:
    """The same for a text in another language, in which each character of a script without blanks is a token.

    Beside each name its margin, a logarithm of odds: by how much its likeliest tag outdoes "outside" at the token
    where it does so least.
    """
    tokens = seen = tokenize(text)
    if is_unspaced(text):
        tokens = split_unspaced(tokens)
        seen = with_next_characters(tokens)
    scores = multilingual_scorer().scores(seen)
    margins = scores[:, 1:].max(axis=1, initial=-np.inf) - scores[:, 0]
    return tokens, [
        (name_at(tokens, start, end, CLASSES_BEYOND_ENGLISH[label]), float(margins[start:end].min()))
        for start, end, label in best_spans(scores)
    ]
