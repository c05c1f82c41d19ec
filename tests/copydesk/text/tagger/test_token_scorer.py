from __future__ import annotations

import numpy as np
import pytest

from copydesk.text.tagger import token_scorer
from copydesk.text.tagger.document_features import DOCUMENT_FEATURES
from copydesk.text.tagger.network import Design
from copydesk.text.tagger.token_scorer import TokenScorer
from copydesk.text.tokens import Tokens, tokenize
from tests.copydesk.text.tagger.small_network import DESIGN, TEXT, VECTORS, random_network, scorer_of


def test_every_token_gets_a_score_for_every_label() -> None:
    tokens = tokenize(TEXT)
    scores = scorer_of(random_network()).scores(tokens)
    assert scores.shape == (len(tokens), 5)
    assert np.isfinite(scores).all()


def test_an_empty_text_has_no_scores() -> None:
    assert scorer_of(random_network()).scores(tokenize("")).shape == (0, 5)


def test_what_is_remembered_changes_no_score() -> None:
    scorer = scorer_of(random_network())
    first = scorer.scores(tokenize(TEXT))
    scorer.scores(tokenize("Quite different words, of another text."))
    assert np.array_equal(scorer.scores(tokenize(TEXT)), first)


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_scorer, "MAX_TYPES", 6)
    scorer = scorer_of(random_network())
    first = scorer.scores(tokenize("one two three"))
    for number in range(20):
        scorer.scores(tokenize(f"w{number} x{number}"))
    assert np.array_equal(scorer.scores(tokenize("one two three")), first)


def test_a_text_with_more_words_than_the_memory_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_scorer, "MAX_TYPES", 4)
    assert len(scorer_of(random_network()).scores(tokenize("a b c d e f g h"))) == 8


def test_a_long_text_is_read_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(token_scorer, "MAX_SCORED", 5)
    tokens = tokenize(TEXT)
    assert len(scorer_of(random_network()).scores(tokens)) == len(tokens)


def test_extra_features_are_read() -> None:
    design = Design(labels=DESIGN.labels, extras=DOCUMENT_FEATURES + 1, hidden=8, shared=4)

    def is_ann(tokens: Tokens) -> np.ndarray:
        return np.array([[float(word == "Ann")] for word in tokens.words], dtype=np.float32)

    with_extra = random_network(design)
    tokens = tokenize(TEXT)
    assert TokenScorer(with_extra, VECTORS.index, is_ann).scores(tokens).shape == (len(tokens), 5)
