from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from copydesk.text.tagger import network as networks
from copydesk.text.tokens import tokenize
from tests.copydesk.text.tagger.small_network import DESIGN, TEXT, VECTORS, random_network, random_weights, scorer_of


@pytest.mark.parametrize("text", ["a", "a b", "a b c"])
def test_texts_shorter_than_the_windows_are_read(text: str) -> None:
    assert len(scorer_of(random_network()).scores(tokenize(text))) == len(text.split())


def test_a_stored_network_reads_alike(tmp_path: Path) -> None:
    networks.save(tmp_path / "some.npz", DESIGN, random_weights(DESIGN))
    loaded = networks.load(tmp_path / "some.npz", VECTORS.matrix)
    assert loaded.design == DESIGN
    tokens = tokenize(TEXT)
    assert np.allclose(scorer_of(loaded).scores(tokens), scorer_of(random_network()).scores(tokens), atol=0.3)


def test_a_file_without_a_network_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", matrix=np.zeros(3))
    with pytest.raises(ValueError, match=r"other\.npz holds no network"):
        networks.load(tmp_path / "other.npz", VECTORS.matrix)


def test_a_stored_object_is_never_executed(tmp_path: Path) -> None:
    np.savez(tmp_path / "bad.npz", design=np.array([object()], dtype=object))
    with pytest.raises(ValueError, match="allow_pickle"):
        networks.load(tmp_path / "bad.npz", VECTORS.matrix)


def test_blocks_change_no_score(monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = tokenize(TEXT * 5)
    whole = scorer_of(random_network()).scores(tokens)
    for block in (1, 2, 3, 7):
        monkeypatch.setattr(networks, "BLOCK", block)
        blocked = scorer_of(random_network())
        assert np.allclose(blocked.scores(tokens), whole, atol=1e-4)
