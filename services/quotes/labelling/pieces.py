"""From labelled spans and quotation marks to pieces: the runs of text that somebody says.

Where labels and marks disagree, marks decide: a quotation is taken whole or left out.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from copydesk.text.language.lexicon import Lexicon
from copydesk.text.tokens import Tokens
from services.quotes.labelling.labeller import LabelledSpan, Labels
from services.quotes.text.marks import Quotation

SPEECH_THRESHOLD: Final = 0.4
"""Said rather than thought; a little under even, for what is thought aloud is worth reporting."""

_HALF = 0.5
LONG_QUOTATION: Final = 8
"""Words in marks that are speech although the labeller does not say so."""

_SURE = 0.75
"""How sure the labeller must be that a title in marks is said."""

_SENTENCE_ENDS = frozenset([".", "?", "!", "...", "…", ";", ":", "“", "”", '"'])

_LONGEST_REST = 60
"""Tokens to the end of a sentence; what is longer is none."""

_FULL_STOPS = frozenset([".", "?", "!"])
_OPENING_MARKS = frozenset(["“", '"', "‘", "``"])

_SHORTEST_REST = 6
"""Tokens behind the end of a sentence; fewer are the beginning of something else."""

_LARGE = 4
"""Letters of a word that is capitalised in titles."""

_LONGEST_TITLE = 14
"""Words of a title."""

_LEAD_IN, _LEAD_IN_WORDS = 40, 3
"""Characters before a colon, and words among them, that are a sentence and no label."""

_OUTER = ' \t\r\n,.;:—–-“”„«»"`'


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that is said: characters `start_char` to `end_char`, tokens `start` to `end`, ends exclusive.

    `quoted`, `reported`: whether it has words inside quotation marks, and others. `sure`: how sure the labeller is, 0
    to 1.
    """

    start_char: int
    end_char: int
    start: int
    end: int
    quoted: bool
    reported: bool
    sure: float


class _Marks:
    """The quotations of an article, found by characters."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._all = quotations
        self._starts = [each.start for each in quotations]
        self._ends = [each.end for each in quotations]

    def touching(self, start: int, end: int) -> Sequence[Quotation]:
        return self._all[bisect_right(self._ends, start) : bisect_left(self._starts, end)]


def _letters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end]))


def _whole(span: LabelledSpan, marks: _Marks) -> tuple[int, int]:
    """The characters of a span, with each quotation at its ends taken whole or left out: what most of it does."""
    start, end = span.start_char, span.end_char
    for quotation in marks.touching(start, end):
        shared = min(end, quotation.inner_end) - max(start, quotation.inner_start)
        inner = quotation.inner_end - quotation.inner_start
        if shared <= 0 or (start <= quotation.inner_start and quotation.inner_end <= end):
            continue
        if start >= quotation.inner_start and end <= quotation.inner_end and shared < _HALF * inner:
            continue  # a report inside of a longer quotation: only what the labeller says
        if shared >= _HALF * inner:
            start, end = min(start, quotation.inner_start), max(end, quotation.inner_end)
        elif quotation.start < start:
            start = quotation.end
        else:
            end = quotation.start
    return start, end


def _trimmed(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> tuple[int, int]:
    """The characters without punctuation and marks at their ends, but for marks that pair inside."""
    inside = [each for each in quotations if start <= each.inner_start and each.inner_end <= end]
    opens = {each.start for each in inside}
    closes = {each.end for each in inside if each.closed}
    while start < end and text[start] in _OUTER and start not in opens:
        start += 1
    while end > start and text[end - 1] in _OUTER and end not in closes:
        end -= 1
    return start, end


def is_title(quoted: str) -> bool:
    """Whether words in marks look like the title of a work: "War and Peace"."""
    words = quoted.split()
    large = [word for word in words if len(word) >= _LARGE]
    return 1 < len(words) <= _LONGEST_TITLE and bool(large) and all(word[0].isupper() for word in (words[0], *large))


class PieceFinder:
    """Finds the pieces of one article."""

    def __init__(
        self, text: str, tokens: Tokens, labels: Labels, quotations: Sequence[Quotation], lexicon: Lexicon
    ) -> None:
        self._text = text
        self._lexicon = lexicon
        self._labels = labels
        self._quotations = quotations
        self._marks = _Marks(quotations)
        self._words = tokens.words
        self._starts: list[int] = tokens.starts.tolist()
        self._ends: list[int] = tokens.ends.tolist()

    def pieces(self) -> list[Piece]:
        """The pieces in the order of the text, without overlap."""
        found = [piece for span in self._labels.contents for part in self._parts(span) for piece in self._of(part)]
        found += self._unlabelled(found)
        found.sort(key=lambda piece: (piece.start_char, -piece.end_char))
        kept: list[Piece] = []
        for piece in found:
            if not kept or piece.start_char >= kept[-1].end_char:
                kept.append(piece)
        return kept

    def _parts(self, span: LabelledSpan) -> Iterator[LabelledSpan]:
        """A span cut where a sentence of the narration ends inside it: what comes behind is another's, or nobody's."""
        start = span.start
        for at in range(span.start + 1, span.end - 1):
            if self._ends_narration(at) and not self._marks.touching(self._starts[start], self._ends[at]):
                yield self._cut(span, start, at)
                start = at + 1
        if start == span.start:
            yield span
        elif span.end - start >= _SHORTEST_REST or self._marks.touching(self._starts[start], self._ends[span.end - 1]):
            yield self._cut(span, start, span.end)

    def _ends_narration(self, at: int) -> bool:
        word, before, behind = self._words[at], self._words[at - 1], self._words[at + 1]
        if word not in _FULL_STOPS or not before.islower() or before in self._lexicon.abbreviations:
            return False
        if not (behind[:1].isupper() or behind in _OPENING_MARKS) or self._ends[at] == self._starts[at + 1]:
            return False
        return not self._marks.touching(self._starts[at], self._ends[at])

    def _cut(self, span: LabelledSpan, start: int, end: int) -> LabelledSpan:
        return replace(span, start=start, end=end, start_char=self._starts[start], end_char=self._ends[end - 1])

    def _of(self, span: LabelledSpan) -> Iterator[Piece]:
        if span.speech < SPEECH_THRESHOLD:
            return
        start, end = _whole(self._finished(span), self._marks)
        start = self._behind_colon(start, end)
        inside = self._marks.touching(start, end)
        sure = span.probability * span.speech
        letters = _letters(self._text, start, end)
        quoted = sum(_letters(self._text, max(start, each.inner_start), min(end, each.inner_end)) for each in inside)
        if quoted == letters:
            for each in inside:
                if sure < _SURE and is_title(self._text[each.inner_start : each.inner_end]):
                    continue
                yield from self._piece(max(start, each.inner_start), min(end, each.inner_end), (True, False), sure)
            return
        start, end = _trimmed(self._text, start, end, inside)
        titles = [each for each in inside if is_title(self._text[each.inner_start : each.inner_end])]
        titled = sum(_letters(self._text, max(start, each.inner_start), min(end, each.inner_end)) for each in titles)
        if sure < _SURE and titled > _HALF * letters:
            return
        yield from self._piece(start, end, (bool(quoted), True), sure)

    def _behind_colon(self, start: int, end: int) -> int:
        """Where a quotation begins that a colon parts from narration before it: "a sign about Lee: “Go home.”"."""
        for each in self._marks.touching(start, end):
            before = self._text[max(start, each.start - _LEAD_IN) : each.start].rstrip(" ")
            if before.endswith(":") and self._text[each.inner_start : each.inner_start + 1].isupper():
                return each.inner_start
        return start

    def _finished(self, span: LabelledSpan) -> LabelledSpan:
        """A span that ends in "in" or "the", with a word behind it, goes on to the end of its sentence."""
        words, at = self._words, span.end
        if at >= len(words) or words[at - 1].lower() not in self._lexicon.unfinished or not words[at].isalpha():
            return span
        if words[at].lower() in self._lexicon.no_complement:
            return span
        while at < min(len(words), span.end + _LONGEST_REST) and words[at] not in _SENTENCE_ENDS:
            at += 1
        return replace(span, end=at, end_char=self._ends[at - 1])

    def _piece(self, start: int, end: int, kind: tuple[bool, bool], sure: float) -> Iterator[Piece]:
        if not _letters(self._text, start, end):
            return
        first_token = bisect_right(self._ends, start)
        end_token = bisect_left(self._starts, end)
        yield Piece(start, end, first_token, end_token, *kind, sure)

    def _is_led_in(self, quotation: Quotation) -> bool:
        """Whether a quotation is a whole sentence behind the colon of another: "A banner hung there: “Go home.”"."""
        words = self._text[quotation.inner_start : quotation.inner_end].strip()
        before = self._text[max(0, quotation.start - _LEAD_IN) : quotation.start].rstrip(" ")
        if not before.endswith(":") or len(before.split()) < _LEAD_IN_WORDS or not quotation.closed:
            return False
        return words[:1].isupper() and words[-1:] in _FULL_STOPS and len(words.split()) > 1

    def _unlabelled(self, found: Sequence[Piece]) -> Iterator[Piece]:
        """Quotations so long that their marks alone say that somebody speaks."""
        taken = sorted((piece.start_char, piece.end_char) for piece in found)
        starts = [start for start, _ in taken]
        for each in self._quotations:
            near = taken[max(0, bisect_right(starts, each.inner_start) - 1) : bisect_left(starts, each.inner_end)]
            if any(start < each.inner_end and each.inner_start < end for start, end in near):
                continue
            words = self._text[each.inner_start : each.inner_end]
            long = len(words.split()) >= LONG_QUOTATION
            if (long or self._is_led_in(each)) and not is_title(words):
                yield from self._piece(each.inner_start, each.inner_end, (True, False), _HALF)
