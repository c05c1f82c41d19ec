from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.text.tokens import tokenize
from services.quotes import labelling
from services.quotes.labelling.evidence import EVIDENCE_SIZES
from services.quotes.labelling.extraction import trained_extractor
from services.quotes.labelling.labeller import Labeller
from services.quotes.labelling.network import SCORES, Network, members, numbered, read_weights
from services.quotes.labelling.word_rows import MAX_TYPES


class FixedScores:
    """A network whose scores are given."""

    def __init__(self, scores: list[list[float]]) -> None:
        self.transitions = np.zeros((3, 3), dtype=np.float32)
        self._scores = np.zeros((len(scores), SCORES), dtype=np.float32)
        self._scores[:, :3] = scores

    def scores(self, words: list[str], evidence: object) -> np.ndarray:
        return self._scores[: len(words)]


def contents(text: str, scores: list[list[float]], paragraphs: tuple[int, ...] = (0,)) -> list[tuple[int, int]]:
    tokens = tokenize(text)
    evidence = np.zeros((len(tokens), len(EVIDENCE_SIZES)), dtype=np.int64)
    evidence[list(paragraphs), 0] = 3
    found = Labeller(FixedScores(scores)).label(tokens, evidence)  # type: ignore[arg-type]
    return [(span.start, span.end) for span in found.contents]


OUTSIDE, FIRST, FURTHER = [9.0, 0.0, 0.0], [0.0, 9.0, 0.0], [0.0, 0.0, 9.0]


def test_a_span_goes_on_until_it_ends() -> None:
    assert contents("a b c d", [OUTSIDE, FIRST, FURTHER, OUTSIDE]) == [(1, 3)]


def test_nothing_goes_on_that_has_not_begun() -> None:
    assert contents("a b c", [OUTSIDE, [0.0, 1.0, 9.0], FURTHER]) == [(1, 3)]


def test_two_spans_side_by_side_stay_two() -> None:
    assert contents("a b c d", [FIRST, FURTHER, FIRST, FURTHER]) == [(0, 2), (2, 4)]


def test_no_span_goes_over_the_end_of_a_paragraph() -> None:
    assert contents("a b c d", [FIRST, FURTHER, FURTHER, FURTHER], (0, 2)) == [(0, 2), (2, 4)]


@settings(max_examples=50, deadline=None)
@given(st.lists(st.lists(st.floats(-8, 8), min_size=3, max_size=3), min_size=1, max_size=30))
def test_spans_are_in_order_and_do_not_overlap(scores: list[list[float]]) -> None:
    found = contents(" ".join("a" * len(scores)), scores)
    ends = [end for span in found for end in span]
    assert ends == sorted(ends)
    assert all(start < end for start, end in found)


def test_a_word_is_scored_the_same_among_known_and_new_words() -> None:
    with_memory = trained_extractor()._labeller._network
    words, evidence = ["Lee", "said", "no"], np.zeros((3, len(EVIDENCE_SIZES)), dtype=np.int64)
    before = with_memory.scores(words, evidence)
    with_memory.scores([f"word{number}" for number in range(2000)], np.zeros((2000, 3), dtype=np.int64))
    assert np.array_equal(before, with_memory.scores(words, evidence))


def test_several_networks_are_read_as_the_mean_of_what_each_says() -> None:
    first, second = members(read_weights(Path(labelling.__file__).parent / "labeller.npz"))
    words, evidence = ["Lee", "said", "no"], np.zeros((3, len(EVIDENCE_SIZES)), dtype=np.int64)
    alone = [Network([weights]).scores(words, evidence) for weights in (first, second)]
    together = Network([first, second]).scores(words, evidence)
    assert np.abs(alone[0] - alone[1]).max() > 0.1
    assert np.allclose(together, np.mean(alone, axis=0), atol=1e-4)


def test_the_weights_of_networks_are_stored_by_number() -> None:
    networks = [{"head": np.zeros(1, dtype=np.float32)}, {"head": np.ones(1, dtype=np.float32)}]
    assert members({**numbered(networks), "certainty": networks[0]["head"]}) == networks


@pytest.mark.slow
def test_the_memory_for_words_is_bounded() -> None:
    network: Network = trained_extractor()._labeller._network
    for batch in range(5):
        words = [f"w{batch}x{number}" for number in range(MAX_TYPES // 4)]
        network.scores(words, np.zeros((len(words), len(EVIDENCE_SIZES)), dtype=np.int64))
    assert len(network._words._indices) <= MAX_TYPES


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.npz"
    np.savez(path, nothing=np.zeros(1))
    with pytest.raises(ValueError, match="holds no labeller"):
        read_weights(path)
