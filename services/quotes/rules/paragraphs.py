"""The paragraphs of an article by the marks and words of its language: words, quotations, dialogue, sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.text.language.marks import Marks
from copydesk.text.language.reporting import Reporting
from schemas.document import Span
from services.quotes.rules.quotations import quotations_of
from services.quotes.rules.turns import opens_turn, turn_inside, turn_of
from services.quotes.rules.words import Word, in_sentences, row_of
from services.quotes.text.marks import Quotation


@dataclass(slots=True)
class Paragraph:
    """A paragraph's quotations and words as one row.

    `ends`: for each place of the row the one behind its sentence. `turn`: it is dialogue behind a dash. `continued`:
    the paragraph before left a quotation open that this one goes on with.
    """

    number: int
    row: list[Word]
    ends: list[int]
    turn: bool
    continued: bool

    def sentence(self, at: int) -> range:
        """The places of the sentence that a place is in."""
        begin = at
        while begin > 0 and self.ends[begin - 1] == self.ends[at]:
            begin -= 1
        return range(begin, self.ends[at])


def quotations_in(paragraphs: Sequence[Paragraph]) -> list[Quotation]:
    """What stands in marks and behind dashes, in the order of the text."""
    return [word.quotation for each in paragraphs for word in each.row if word.quotation is not None]


class ParagraphReader:
    """Reads the paragraphs `spans` of a text."""

    def __init__(self, text: str, spans: Sequence[Span], marks: Marks, reporting: Reporting) -> None:
        self._text = text
        self._spans = spans
        self._marks = marks
        self._reporting = reporting

    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs, in their order."""
        read: list[Paragraph] = []
        left_open = False
        for number, span in enumerate(self._spans):
            quotations = quotations_of(self._text, span.start, span.end, self._marks, continued=left_open)
            first = quotations[0] if quotations else None
            continued = left_open and first is not None and first.start == span.start
            left_open = bool(quotations) and not quotations[-1].closed and quotations[-1].end >= span.end - 1
            row = row_of(self._text, span.start, span.end, quotations, self._reporting)
            turn = self._turn(number, span, row)
            if turn:
                told = [each for each in quotations if all(each.end <= t.start or each.start >= t.end for t in turn)]
                beside = sorted([*turn, *told], key=lambda each: each.start)
                opened = opens_turn(self._text, span.start, span.end)
                row = row_of(self._text, turn[0].start if opened else span.start, span.end, beside, self._reporting)
            row, ends = in_sentences(self._text, row, self._reporting)
            read.append(Paragraph(number, row, ends, bool(turn), continued))
        return read

    def _turn(self, number: int, span: Span, row: Sequence[Word]) -> list[Quotation]:
        if self._marks.dash == "none" or not row:
            return []
        if not opens_turn(self._text, span.start, span.end):
            return turn_inside(self._text, row, self._marks, self._reporting)
        near = [self._spans[at] for at in (number - 1, number + 1) if 0 <= at < len(self._spans)]
        near = [each for each in near if opens_turn(self._text, each.start, each.end)]
        if row[0].text == "-":  # a hyphen opens the items of lists, too
            near = [each for each in near if self._marks.dash == "comma" and self._is_told(each)]
        beside = bool(near)
        return turn_of(self._text, row, self._marks, self._reporting, beside=beside)

    def _is_told(self, span: Span) -> bool:
        """Whether a paragraph behind a dash says who speaks."""
        row = row_of(self._text, span.start, span.end, [], self._reporting)
        return bool(row) and bool(turn_of(self._text, row, self._marks, self._reporting, beside=False))
