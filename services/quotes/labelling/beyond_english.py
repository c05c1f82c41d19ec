"""Reported clauses beyond English: what two networks see that learnt who says what in many languages together.

They are read beside the rules of a language: most of what these overlook is speech without marks, whose verbs no list
has. What taught them: `training/quotes/README.md`.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from math import log
from typing import Final

from copydesk.text.tagger.multilingual import multilingual_vectors
from copydesk.text.tokens import tokenize
from schemas.document import Span
from schemas.entity import Entity
from services.quotes.labelling.calibration import chance, log_odds
from services.quotes.labelling.evidence import evidence
from services.quotes.labelling.labeller import LabelledSpan, Labeller, Labels
from services.quotes.labelling.network import Network, members, shipped_weights
from services.quotes.text.marks import Quotation

READ: Final = frozenset(
    ["cs", "da", "de", "es", "fr", "it", "lt", "nb", "nl", "nn", "no", "pl", "pt", "ru", "sv", "uk"]
)
"""Languages that it has learnt and in which it was measured, by the primary subtag of BCP 47."""

_SURE = 0.5
"""Probability from which on a clause is taken for said."""

CERTAINTY: Final = (-1.05, 0.72, 0.31)
"""Weights of what decides whether a clause is one, and its extent right: bias, log odds of the mean probability of its
words, logarithm of their number. `python -m training.quotes.sure_beyond_english` prints them: learnt of the clauses
of the held-out articles."""

SPOKEN: Final = 0.4
"""Said rather than thought, as in English."""

MOST_CHARACTERS: Final = 300_000
"""Characters that are read, some 50,000 words, in a second and a half; the rules read on."""

SHORTEST: Final = 3
"""Tokens of a clause."""

_OUTER = " \t\r\n,.;:—–-"
"""Punctuation that is no part of what is said, where it opens or closes it."""

_REACH = 12
"""Most tokens between a clause and its cue, and between the cue and its source."""


@dataclass(frozen=True, slots=True)
class LabelledClause:
    """Words that somebody says, by their characters; the cue and the source of them where the network sees one.

    `probability`: that somebody says it, and that its extent is right.
    """

    start: int
    end: int
    cue: tuple[int, int] | None
    source: tuple[int, int] | None
    probability: float

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares characters with those between two."""
        return start < self.end and self.start < end

    def is_mostly_of(self, start: int, end: int) -> bool:
        """Whether more than half of it lies between two characters."""
        return 2 * (min(end, self.end) - max(start, self.start)) > self.end - self.start


def labelled_clauses(
    text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation], entities: Sequence[Entity]
) -> list[LabelledClause]:
    """What is said in a text, in its order; in one that is longer than `MOST_CHARACTERS`, in so many of its first."""
    tokens = tokenize(text[:MOST_CHARACTERS])
    labels = beyond_english_labeller().label(tokens, evidence(text, tokens, paragraphs, quotations, entities))
    contents = (each for each in labels.contents if each.speech >= SPOKEN and each.end - each.start >= SHORTEST)
    clauses = [_clause(text, each, labels) for each in contents]
    return [clause for clause in clauses if clause.probability >= _SURE]


def signals(content: LabelledSpan) -> tuple[float, float, float]:
    """What `CERTAINTY` weighs."""
    return 1.0, log_odds(content.probability), log(content.end - content.start)


def extent_of(content: LabelledSpan, text: str) -> tuple[int, int]:
    """The characters of a clause without the punctuation around it."""
    start, end = content.start_char, content.end_char
    while end - start > 1 and text[end - 1] in _OUTER:
        end -= 1
    while end - start > 1 and text[start] in _OUTER:
        start += 1
    return start, end


def _clause(text: str, content: LabelledSpan, labels: Labels) -> LabelledClause:
    start, end = extent_of(content, text)
    cue = _nearest(labels.cues, content)
    source = _nearest(labels.sources, cue or content)
    return LabelledClause(start, end, _characters(cue), _characters(source), chance(CERTAINTY, signals(content)))


def _characters(span: LabelledSpan | None) -> tuple[int, int] | None:
    return None if span is None else (span.start_char, span.end_char)


def _nearest(spans: Sequence[LabelledSpan], to: LabelledSpan) -> LabelledSpan | None:
    """The span with the fewest tokens between it and another, in doubt the one before it."""
    middle = bisect_left(spans, to.start, key=lambda span: span.start)
    near = [(max(to.start - span.end, span.start - to.end), span) for span in spans[max(0, middle - 1) : middle + 2]]
    near = [(distance, span) for distance, span in near if 0 <= distance <= _REACH]
    return min(near, key=lambda each: each[0])[1] if near else None


@cache
def beyond_english_labeller() -> Labeller:
    """The labeller with the weights that are shipped; only a process that meets such a language carries it.

    Raises:
        OSError: its file cannot be read.
        ValueError: the file holds something else.
    """
    return Labeller(Network(members(shipped_weights("labeller_multilingual.npz")), multilingual_vectors()))
