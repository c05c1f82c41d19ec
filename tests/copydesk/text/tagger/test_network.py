from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from copydesk.text.tagger import network as networks
from copydesk.text.tagger import reader as readers
from copydesk.text.tagger.document_features import DOCUMENT_FEATURES, document_features
from copydesk.text.tagger.network import Design, Network
from copydesk.text.tagger.reader import Reader
from copydesk.text.tagger.vectors import WordVectors
from copydesk.text.tagger.word_types import (
    FORM_BUCKETS,
    PREFIX_BUCKETS,
    SHAPE_BUCKETS,
    SUFFIX_BUCKETS,
    case,
    features,
    shape,
)
from copydesk.text.tokens import Tokens, tokenize

DESIGN = Design(labels=("O", "B", "I", "E", "S"), extras=DOCUMENT_FEATURES, hidden=8, shared=4)
VECTORS = WordVectors(
    np.array([0, 7], dtype=np.uint32),
    np.array([1, 1], dtype=np.uint16),
    np.ones((2, 6), dtype=np.float32),
)


def random_weights(design: Design) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    size, shared, labels = design.hidden, design.shared, len(design.labels)
    shapes: dict[str, tuple[int, ...]] = {
        "table_form": (FORM_BUCKETS, 3),
        "table_prefix": (PREFIX_BUCKETS, 2),
        "table_suffix": (SUFFIX_BUCKETS, 2),
        "table_shape": (SHAPE_BUCKETS, 2),
        "type_in": (6 + 9, size),
        "type_bias": (size,),
        "type_out": (size, 3 * size),
        "extra_in": (design.extras, size),
        "first_bias": (size,),
        "tell": (size, shared),
        "tell_bias": (shared,),
        "hear": (2 * shared, size),
        "mix": (size, size),
        "topic": (shared, size),
        "mix_bias": (size,),
        "out": (size, labels),
        "out_bias": (labels,),
    }
    for name in (*(f"conv{number}" for number in range(len(design.dilations))), "last"):
        shapes |= {f"{name}_in": (3 * size, size), f"{name}_bias": (size,)}
    return {name: rng.normal(0, 0.4, dims).astype(np.float32) for name, dims in shapes.items()}


def reader_of(network: Network) -> Reader:
    return Reader(network, VECTORS)


@pytest.fixture
def network() -> Network:
    return Network(DESIGN, random_weights(DESIGN), VECTORS.matrix)


TEXT = "Ann Lee met Bo.\n\nAnn said: Bo LEE met ann."


def test_every_token_gets_a_score_for_every_label(network: Network) -> None:
    tokens = tokenize(TEXT)
    scores = reader_of(network).scores(tokens)
    assert scores.shape == (len(tokens), 5)
    assert np.isfinite(scores).all()


def test_an_empty_text_has_no_scores(network: Network) -> None:
    assert reader_of(network).scores(tokenize("")).shape == (0, 5)


@pytest.mark.parametrize("text", ["a", "a b", "a b c"])
def test_texts_shorter_than_the_windows_are_read(network: Network, text: str) -> None:
    assert len(reader_of(network).scores(tokenize(text))) == len(text.split())


def test_a_stored_network_reads_alike(network: Network, tmp_path: Path) -> None:
    networks.save(tmp_path / "some.npz", DESIGN, random_weights(DESIGN))
    loaded = networks.load(tmp_path / "some.npz", VECTORS.matrix)
    assert loaded.design == DESIGN
    tokens = tokenize(TEXT)
    assert np.allclose(reader_of(loaded).scores(tokens), reader_of(network).scores(tokens), atol=0.3)


def test_a_file_without_a_network_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", matrix=np.zeros(3))
    with pytest.raises(ValueError, match=r"other\.npz holds no network"):
        networks.load(tmp_path / "other.npz", VECTORS.matrix)


def test_a_stored_object_is_never_executed(tmp_path: Path) -> None:
    np.savez(tmp_path / "bad.npz", design=np.array([object()], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        networks.load(tmp_path / "bad.npz", VECTORS.matrix)


def test_what_is_remembered_changes_no_score(network: Network) -> None:
    reader = reader_of(network)
    first = reader.scores(tokenize(TEXT))
    reader.scores(tokenize("Quite different words, of another text."))
    assert np.array_equal(reader.scores(tokenize(TEXT)), first)


def test_memory_is_bounded(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_TYPES", 6)
    reader = reader_of(network)
    first = reader.scores(tokenize("one two three"))
    for number in range(20):
        reader.scores(tokenize(f"w{number} x{number}"))
    assert np.array_equal(reader.scores(tokenize("one two three")), first)


def test_a_text_with_more_words_than_the_memory_is_read(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_TYPES", 4)
    assert len(reader_of(network).scores(tokenize("a b c d e f g h"))) == 8


def test_a_long_text_is_read_in_parts(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "MAX_READ", 5)
    tokens = tokenize(TEXT)
    assert len(reader_of(network).scores(tokens)) == len(tokens)


def test_extra_features_are_read(network: Network) -> None:
    design = Design(labels=DESIGN.labels, extras=DOCUMENT_FEATURES + 1, hidden=8, shared=4)

    def is_ann(tokens: Tokens) -> np.ndarray:
        return np.array([[float(word == "Ann")] for word in tokens.words], dtype=np.float32)

    with_extra = Network(design, random_weights(design), VECTORS.matrix)
    tokens = tokenize(TEXT)
    assert Reader(with_extra, VECTORS, is_ann).scores(tokens).shape == (len(tokens), 5)


@pytest.mark.parametrize(
    ("word", "kind"), [("Bonn", "Xx4"), ("U.S.", "X.X.4"), ("1,200", "d,d5"), ("al", "x2"), ("iPhone15", "xXxd8")]
)
def test_shapes(word: str, kind: str) -> None:
    assert shape(word) == kind


def test_surrogates_and_long_words_have_features() -> None:
    assert features(["\ud800", "x" * 100_000, "\U0001f600"], VECTORS).shape == (3, 5)


def test_the_document_tells_how_a_word_is_written_elsewhere() -> None:
    tokens = tokenize("the Rock fell. Rock music, the rock")
    cases = np.array([case(word) for word in tokens.words])
    groups = np.unique([word.lower() for word in tokens.words], return_inverse=True)[1]
    made = document_features(tokens.gaps, cases, groups)
    rock = [index for index, word in enumerate(tokens.words) if word.lower() == "rock"]
    assert made[rock, 4].tolist() == [1.0, 1.0, 1.0]
    assert made[rock, 5].tolist() == [1.0, 1.0, 1.0]
    assert made[rock, 6].tolist() == [0.0, 0.0, 0.0]


def test_blocks_change_no_score(network: Network, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = tokenize(TEXT * 5)
    whole = reader_of(network).scores(tokens)
    for block in (1, 2, 3, 7):
        monkeypatch.setattr(networks, "BLOCK", block)
        blocked = Reader(Network(DESIGN, random_weights(DESIGN), VECTORS.matrix), VECTORS)
        assert np.allclose(blocked.scores(tokens), whole, atol=1e-4)
