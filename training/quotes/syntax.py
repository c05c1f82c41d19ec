"""Silver syntax: what a parser says of the training texts.

The network learns to foretell it beside its own task, and so learns where clauses begin and end; nothing of the parser
is needed afterwards.

The parser is spaCy's `en_core_web_md` 3.8.0 (MIT), from the package whose vectors the tagger uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import spacy
from numpy.typing import NDArray

from copydesk.text.tokens import PARAGRAPH_BREAK
from training.quotes.corpus import Example

Integers = NDArray[np.int64]

FURTHEST_HEAD = 12
"""Tokens; heads further away count as this far."""


class Syntax:
    """Labels of tokens, 0 for none: part of speech, relation to the head, distance of the head."""

    def __init__(self, model: Path) -> None:
        """Load the unpacked model."""
        self._parser = spacy.load(model, exclude=["ner", "lemmatizer", "attribute_ruler"])
        self._tags: dict[str, int] = {}
        self._relations: dict[str, int] = {}

    @property
    def sizes(self) -> tuple[int, int, int]:
        """How many labels there are of each kind, 0 among them."""
        return len(self._tags) + 1, len(self._relations) + 1, 2 * FURTHEST_HEAD + 2

    def label(self, examples: Sequence[Example]) -> list[Integers]:
        """Labels [token, kind] of each article."""
        labels = [np.zeros((len(each.tokens), 3), dtype=np.int64) for each in examples]
        parsed = self._parser.pipe(self._paragraphs(examples), as_tuples=True, batch_size=64)
        for document, (number, start, end) in parsed:
            self._align(document, examples[number], labels[number], start, end)
        return labels

    @staticmethod
    def _paragraphs(examples: Sequence[Example]) -> Iterator[tuple[str, tuple[int, int, int]]]:
        for number, each in enumerate(examples):
            starts = np.flatnonzero(each.evidence[:, 0] == PARAGRAPH_BREAK)
            for start, end in zip(starts, np.append(starts[1:], len(each.tokens)), strict=True):
                text = each.article.text[each.tokens.starts[start] : each.tokens.ends[end - 1]]
                yield text, (number, int(start), int(end))

    def _align(self, document: spacy.tokens.Doc, each: Example, labels: Integers, start: int, end: int) -> None:
        """Give each token the labels of the parser's token in which it begins."""
        begin = each.tokens.starts[start]
        offsets = np.array([word.idx for word in document])
        of_ours = np.searchsorted(offsets, each.tokens.starts[start:end] - begin, "right") - 1
        of_theirs = np.searchsorted(each.tokens.ends[start:end] - begin, offsets, "right")
        tags = np.array([self._tags.setdefault(word.tag_, len(self._tags) + 1) for word in document])
        relations = np.array([self._relations.setdefault(word.dep_, len(self._relations) + 1) for word in document])
        heads = np.minimum(of_theirs, end - start - 1)[np.array([word.head.i for word in document])]
        distance = np.clip(heads[of_ours] - np.arange(end - start), -FURTHEST_HEAD, FURTHEST_HEAD)
        labels[start:end, 0] = tags[of_ours]
        labels[start:end, 1] = relations[of_ours]
        labels[start:end, 2] = distance + FURTHEST_HEAD + 1
