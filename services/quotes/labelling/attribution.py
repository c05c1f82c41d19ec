"""Attribution: which of the sources near a piece says it, or that none of them does.

In: the pieces of an article and the labelled spans. Out: one link a piece. A small network in numpy ranks the
candidates of each piece in reading order, so that it knows who spoke last.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import log1p
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.tokens import PARAGRAPH_BREAK, Tokens
from services.quotes.labelling.labeller import LabelledSpan, Labels
from services.quotes.labelling.pieces import Piece

Floats: TypeAlias = NDArray[np.float32]

BEFORE: Final = 4
BEHIND: Final = 3
"""Sources to either side that can be candidates; further ones were right in under one case in a hundred."""

FAR: Final = 6
"""Paragraphs between a piece and a source from which it is no candidate."""

FEATURES: Final = 35
_ENDS = frozenset([".", "!", "?", "...", "…"])
_NEAR = 2


@dataclass(frozen=True, slots=True)
class Link:
    """The source of a piece, None where nobody near says it, and how probable that is."""

    source: LabelledSpan | None
    probability: float


class RunningCounts:
    """Counts up to each token of one article, so that what lies between two tokens is a subtraction."""

    def __init__(self, tokens: Tokens, labels: Labels, pieces: Sequence[Piece], lexicon: Lexicon) -> None:
        self.pronouns = lexicon.pronoun_words
        count = len(tokens)
        self.words = tokens.words
        said = [0] * (count + 1)
        for piece in pieces:
            said[piece.start] += 1
            said[min(piece.end, count)] -= 1
        inside = list(accumulate(said))
        gaps = (tokens.gaps == PARAGRAPH_BREAK).tolist()
        self.paragraphs = list(accumulate(map(int, gaps), initial=0))
        self.sentences = list(
            accumulate((int(word in _ENDS and not inside[at]) for at, word in enumerate(tokens.words)), initial=0)
        )
        self._cue_starts = [cue.start for cue in labels.cues]
        self.source_starts = [source.start for source in labels.sources]
        self._piece_starts = [piece.start for piece in pieces]

    def cues_between(self, start: int, end: int) -> int:
        """How many cues begin in the tokens `start` to `end`."""
        return bisect_left(self._cue_starts, end) - bisect_left(self._cue_starts, start)

    def sources_between(self, start: int, end: int) -> int:
        """How many sources begin there."""
        return bisect_left(self.source_starts, end) - bisect_left(self.source_starts, start)

    def pieces_between(self, start: int, end: int) -> int:
        """How many pieces begin there."""
        return bisect_left(self._piece_starts, end) - bisect_left(self._piece_starts, start)


def candidates(piece: Piece, labels: Labels, counts: RunningCounts, last: LabelledSpan | None) -> list[LabelledSpan]:
    """The sources that can be meant, in the order of the text; the last speaker among them."""
    before = bisect_left(counts.source_starts, piece.start)
    behind = bisect_left(counts.source_starts, piece.end)
    # A source inside the piece belongs to a report in the report: "Lee said that residents said ..." is Lee's.
    found = labels.sources[max(0, before - BEFORE) : before] + labels.sources[behind : behind + BEHIND]
    here = counts.paragraphs[piece.start + 1]
    found = [source for source in found if abs(counts.paragraphs[source.start + 1] - here) < FAR]
    if last is not None and last not in found:
        found.insert(0, last)
    return found


def features(
    piece: Piece, source: LabelledSpan | None, counts: RunningCounts, previous: tuple[Piece, LabelledSpan | None]
) -> list[float]:
    """`FEATURES` numbers that describe a piece and one candidate, or the answer that there is none."""
    last_piece, last_source = previous
    follows = last_piece is not piece
    gap = piece.start - last_piece.end if follows else 99
    about = [
        float(piece.quoted and not piece.reported),
        float(piece.quoted and piece.reported),
        float(not piece.quoted),
        piece.sure,
        float(follows and counts.paragraphs[last_piece.start + 1] == counts.paragraphs[piece.start + 1]),
        float(follows and gap <= _NEAR),
    ]
    if source is None:
        return [1.0, *about, *([0.0] * (FEATURES - 1 - len(about)))]
    in_front, inside = source.end <= piece.start, piece.start <= source.start < piece.end
    begin, end = (source.end, piece.start) if in_front else (piece.end, max(source.start, piece.end))
    distance = log1p(max(end - begin, 0))
    crossed = counts.paragraphs[piece.start + 1] - counts.paragraphs[source.start + 1]
    sentences = min(counts.sentences[end] - counts.sentences[begin], 4)
    others = min(counts.pieces_between(begin, end), 3)
    rivals = min(counts.sources_between(begin, end), 3)
    cues = min(counts.cues_between(begin, end), 2)
    cue_behind = counts.cues_between(source.end, source.end + 1 + _NEAR) > 0
    cue_in_front = counts.cues_between(max(source.start - 1 - _NEAR, 0), source.start) > 0
    word = counts.words[source.start].lower()
    direct = about[0]
    first_word = counts.words[piece.start - 1] if piece.start else ""
    last_word = counts.words[piece.end - 1] if piece.end else ""
    colon = first_word == ":" or (piece.start > 1 and counts.words[piece.start - 2] == ":")
    comma = last_word == "," or counts.words[min(piece.end, len(counts.words) - 1)] == ","
    side = (float(in_front), float(not in_front and not inside), float(inside))
    return [
        0.0,
        *about,
        *side,
        side[0] * distance,
        side[1] * distance,
        side[0] * direct,
        side[1] * direct,
        float(crossed == 0),
        float(crossed == 1),
        float(crossed > 1) * min(crossed, 4),
        float(crossed < 0),
        side[0] * sentences,
        side[1] * sentences,
        side[0] * others,
        side[1] * others,
        side[0] * rivals,
        side[1] * rivals,
        float(cues > 0),
        float(cues > 1),
        float(cue_behind),
        float(cue_in_front),
        float(word in counts.pronouns),
        source.probability,
        float(source is last_source),
        float(source is last_source) * about[4],
        float(source is last_source) * about[5],
        side[0] * float(colon),
        side[1] * float(comma),
    ]


class Ranker:
    """Chooses among candidates."""

    def __init__(self, weights: Mapping[str, Floats]) -> None:
        """`weights` of two layers: `link_in`, `link_bias`, `link_out`."""
        self._inner, self._bias, self._outer = (weights[name] for name in ("link_in", "link_bias", "link_out"))

    def links(self, pieces: Sequence[Piece], labels: Labels, tokens: Tokens, lexicon: Lexicon) -> list[Link]:
        """The link of each piece."""
        counts = RunningCounts(tokens, labels, pieces, lexicon)
        found: list[Link] = []
        for at, piece in enumerate(pieces):
            previous = (pieces[at - 1], found[-1].source) if found else (piece, None)
            choices = [*candidates(piece, labels, counts, previous[1]), None]
            described = np.array([features(piece, choice, counts, previous) for choice in choices], dtype=np.float32)
            scores = np.maximum(described @ self._inner + self._bias, 0) @ self._outer
            chances = np.exp(scores - scores.max())
            best = int(chances.argmax())
            found.append(Link(choices[best], float(chances[best] / chances.sum())))
        return found
