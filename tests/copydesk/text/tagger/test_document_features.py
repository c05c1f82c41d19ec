from __future__ import annotations

import numpy as np

from copydesk.text.tagger.document_features import document_features
from copydesk.text.tagger.word_types import case
from copydesk.text.tokens import GAPS, tokenize


def test_the_document_tells_how_a_word_is_written_elsewhere() -> None:
    tokens = tokenize("the Rock fell. Rock music, the rock")
    cases = np.array([case(word) for word in tokens.words])
    groups = np.unique([word.lower() for word in tokens.words], return_inverse=True)[1]
    made = document_features(tokens.gaps, cases, groups)
    rock = [index for index, word in enumerate(tokens.words) if word.lower() == "rock"]
    assert made[rock, 4].tolist() == [1.0, 1.0, 1.0]
    assert made[rock, 5].tolist() == [1.0, 1.0, 1.0]
    assert made[rock, 6].tolist() == [0.0, 0.0, 0.0]


def test_an_empty_text_has_no_features() -> None:
    nothing = np.zeros(0, dtype=np.int64)
    assert document_features(nothing, nothing, nothing).shape == (0, GAPS + 5)


def test_the_first_paragraph_is_told_from_the_next() -> None:
    tokens = tokenize("Rain fell.\n\nSnow fell.")
    cases = np.array([case(word) for word in tokens.words])
    made = document_features(tokens.gaps, cases, np.arange(len(tokens)))
    assert made[:, GAPS + 4].tolist() == [0.5, 0.5, 0.5, 0.25, 0.25, 0.25]
