"""Sources stand in <...>, cues in {...}, contents in [...]."""

from __future__ import annotations

import numpy as np
import pytest

from copydesk.text.language.en import ENGLISH
from copydesk.text.tokens import Tokens
from services.quotes.labelling.attribution import (
    BEFORE,
    BEHIND,
    FAR,
    FEATURES,
    Link,
    Ranker,
    RunningCounts,
    candidates,
    features,
)
from services.quotes.labelling.labeller import LabelledSpan, Labels
from services.quotes.labelling.pieces import Piece, PieceFinder
from services.quotes.text.marks import quotations
from tests.services.quotes.labelling.labels import labelled

IS_NOBODY, IN_FRONT, BEHIND_PIECE, INSIDE, SAME_PARAGRAPH, IS_PRONOUN = 0, 7, 8, 9, 14, 28
SPOKE_LAST = 30
"""Columns of the features."""


def prepared(marked: str) -> tuple[str, Tokens, Labels, list[Piece], RunningCounts]:
    text, tokens, labels = labelled(marked)
    marks = [each for span in _paragraphs(text) for each in quotations(text, *span)]
    pieces = PieceFinder(text, tokens, labels, marks, ENGLISH).pieces()
    return text, tokens, labels, pieces, RunningCounts(tokens, labels, pieces, ENGLISH)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    starts = [0, *(index + 2 for index in range(len(text)) if text.startswith("\n\n", index))]
    return [(start, end) for start, end in zip(starts, [*(each - 2 for each in starts[1:]), len(text)], strict=True)]


def possible(marked: str, last: int | None = None, piece: int = 0) -> list[str]:
    """The candidates of a piece; `last` is the index of the source that spoke last."""
    text, _, labels, pieces, counts = prepared(marked)
    spoke = None if last is None else labels.sources[last]
    return [text[each.start_char : each.end_char] for each in candidates(pieces[piece], labels, counts, spoke)]


def test_sources_to_both_sides_are_candidates_in_order() -> None:
    assert possible("<Lee> left. <Ray> {said} [it rained]. <Fox> slept.") == ["Lee", "Ray", "Fox"]


def test_a_source_inside_the_piece_is_none() -> None:
    assert possible("<Lee> {said} that [<Ray> {said} it rained].") == ["Lee"]


def test_only_the_nearest_are_candidates() -> None:
    before = [f"<Lee{number}> left." for number in range(BEFORE + 2)]
    behind = [f"<Ray{number}> slept." for number in range(BEHIND + 2)]
    found = possible(f"{' '.join(before)} It was [wet]. {' '.join(behind)}")
    assert found == [f"Lee{number}" for number in range(2, BEFORE + 2)] + [f"Ray{number}" for number in range(BEHIND)]


def test_a_source_paragraphs_away_is_none_unless_it_spoke_last() -> None:
    far = "<Lee> left." + "\n\nIt rained." * (FAR - 1) + "\n\nIt was [wet]."
    assert possible(far) == []
    assert possible(far, last=0) == ["Lee"]
    assert possible("<Lee> left." + "\n\nIt rained." * (FAR - 2) + "\n\nIt was [wet].") == ["Lee"]


def test_who_spoke_last_is_listed_once() -> None:
    assert possible("<Lee> {said} [it rained].", last=0) == ["Lee"]


def described(marked: str, source: int | None, last: int | None = None) -> list[float]:
    _, _, labels, pieces, counts = prepared(marked)
    spoke = None if last is None else labels.sources[last]
    chosen = None if source is None else labels.sources[source]
    return features(pieces[-1], chosen, counts, (pieces[0] if len(pieces) > 1 else pieces[-1], spoke))


def test_each_candidate_has_all_features() -> None:
    for source in (None, 0, 1):
        found = described("<Lee> {said} [it rained]. <Ray> left.", source)
        assert len(found) == FEATURES
        assert found[IS_NOBODY] == float(source is None)


def test_features_tell_on_which_side_a_source_stands() -> None:
    text = "<Lee> {said} [it rained]. <Ray> left."
    assert described(text, 0)[IN_FRONT : INSIDE + 1] == [1.0, 0.0, 0.0]
    assert described(text, 1)[IN_FRONT : INSIDE + 1] == [0.0, 1.0, 0.0]


def test_features_tell_paragraphs_and_pronouns_and_the_last_speaker() -> None:
    text = "<She> {said} [it rained].\n\n<Ray> {said} [it snowed]."
    assert (described(text, 0)[SAME_PARAGRAPH], described(text, 1)[SAME_PARAGRAPH]) == (0.0, 1.0)
    assert (described(text, 0)[IS_PRONOUN], described(text, 1)[IS_PRONOUN]) == (1.0, 0.0)
    assert (described(text, 0, last=0)[SPOKE_LAST], described(text, 1, last=0)[SPOKE_LAST]) == (1.0, 0.0)


def test_counts_between_tokens() -> None:
    _, _, _, _, counts = prepared("<Lee> {said} [it rained]. <Ray> {added} [it snowed].")
    assert [counts.cues_between(0, 2), counts.cues_between(0, 99), counts.cues_between(2, 5)] == [1, 2, 0]
    assert [counts.sources_between(0, 1), counts.sources_between(1, 99)] == [1, 1]
    assert [counts.pieces_between(0, 99), counts.pieces_between(3, 99)] == [2, 1]


def test_full_stops_inside_pieces_end_no_sentence() -> None:
    _, _, _, _, counts = prepared("“[It rained. It snowed.]” <Lee> left. Ray slept.")
    assert counts.sentences[-1] == 2


def weights(**columns: float) -> dict[str, np.ndarray]:
    """A ranker with one hidden number, the weighted sum of some features by their index."""
    inner = np.zeros((FEATURES, 1), dtype=np.float32)
    for name, weight in columns.items():
        inner[int(name.removeprefix("column")), 0] = weight
    one = np.ones(1, dtype=np.float32)
    return {"link_in": inner, "link_bias": 0 * one, "link_out": one}


def linked(marked: str, ranker: Ranker) -> list[str | None]:
    text, tokens, labels, pieces, _ = prepared(marked)
    links: list[Link] = ranker.links(pieces, labels, tokens, ENGLISH)
    sources: list[LabelledSpan | None] = [link.source for link in links]
    assert all(0 < link.probability <= 1 for link in links)
    return [None if each is None else text[each.start_char : each.end_char] for each in sources]


@pytest.mark.parametrize(("column", "expected"), [(IN_FRONT, "Lee"), (BEHIND_PIECE, "Ray"), (IS_NOBODY, None)])
def test_the_best_candidate_is_linked(column: int, expected: str | None) -> None:
    ranker = Ranker(weights(**{f"column{column}": 5.0}))
    assert linked("<Lee> {said} [it rained]. <Ray> left.", ranker) == [expected]


def test_the_ranker_knows_who_spoke_last() -> None:
    ranker = Ranker(weights(**{f"column{SPOKE_LAST}": 5.0, f"column{IS_PRONOUN}": 3.0}))
    found = linked("<She> {said} [it rained]. <Ray> left. It was [wet].", ranker)
    assert found == ["She", "She"]


def test_nothing_said_has_no_links() -> None:
    assert linked("<Lee> left.", Ranker(weights())) == []
