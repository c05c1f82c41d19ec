"""Found names: what the tagger makes of a text, as stretches of tokens with a class."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import as_file, files

from copydesk.text.tagger.reader import Reader, load_reader
from copydesk.text.tagger.spans import best_spans
from copydesk.text.tokens import Tokens, tokenize
from services.entities.labels import CLASSES, TAGS, NameClass

MODEL = "names-1.0"
"""Name and version of the shipped tagger; see training/entities/README.md."""


@dataclass(frozen=True, slots=True)
class FoundName:
    """A name: tokens `first` to `last` (exclusive) of the text, code points `start` to `end`."""

    first: int
    last: int
    start: int
    end: int
    words: tuple[str, ...]
    label: NameClass

    def relabelled(self, label: NameClass) -> FoundName:
        """The same stretch under another class."""
        return self if label == self.label else replace(self, label=label)


def name_at(tokens: Tokens, first: int, last: int, label: NameClass) -> FoundName:
    """The name of tokens `first` to `last` (exclusive)."""
    return FoundName(
        first, last, int(tokens.starts[first]), int(tokens.ends[last - 1]), tuple(tokens.words[first:last]), label
    )


@cache
def names_reader() -> Reader:
    """The shipped tagger of names.

    Raises:
        ValueError: the file is that of a network for other labels.
    """
    with as_file(files("services.entities") / "data" / "names.npz") as path:
        reader = load_reader(path)
    if reader.labels != TAGS:
        raise ValueError("names.npz labels other things than names")
    return reader


def find_names(text: str) -> tuple[Tokens, list[FoundName]]:
    """The tokens of a text and the names among them, in order and without overlap."""
    tokens = tokenize(text)
    spans = best_spans(names_reader().scores(tokens))
    return tokens, [name_at(tokens, span.first, span.last, CLASSES[span.label]) for span in spans]
