"""The words, marks and quotations of a paragraph as one row, with the sentences of the narration."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from copydesk.text.language.reporting import Phrase, Reporting
from services.quotes.text.marks import Quotation

_ENDS = ".!?…"
_LONGEST_PAPER = 30
"""Characters of the name of a newspaper."""

_CLAUSE = 16
"""Words of a clause between a verb and its particle."""

_ONE_LETTER = 2
"""Places back from a full stop to the word before a single letter."""

_LONGEST_SENTENCE = 250
"""Words; what has no end by then is cut there, so that looking for who speaks stays linear in the text."""


class Word(NamedTuple):
    """A word, a punctuation mark, or a whole quotation; offsets are characters of the article's text."""

    start: int
    end: int
    text: str
    lower: str
    quotation: Quotation | None = None
    opens: bool = False
    """Whether it is the first word of a sentence, so that its capital tells nothing."""

    @property
    def is_word(self) -> bool:
        """Whether it is a word of the narration."""
        return self.quotation is None and self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        """Whether it is a word with a capital letter in front."""
        return self.quotation is None and self.text[0].isupper()


def place_at(row: Sequence[Word], offset: int) -> int:
    """The place in a row of the first word that begins at an offset or behind it."""
    return bisect_left(row, offset, key=lambda word: word.start)


@cache
def _pattern(elisions: frozenset[str], enclitics: tuple[str, ...], joints: tuple[str, ...]) -> re.Pattern[str]:
    elided = rf"(?:{'|'.join(sorted(map(re.escape, elisions), key=len, reverse=True))})['’](?=\w)|" if elisions else ""
    word = r"[^\W_]+(?:['’.\-\u2010\u2011&][^\W_]+)*"
    stops = r"(?:[^\W\d_]\.){2,}|"
    if enclitics:
        joint = rf"(?:{'|'.join(joints)})(?=(?:{'|'.join(enclitics)})\b)"
        verb = rf"[^\W\d_]+(?={joint})|"
        return re.compile(rf"\b{elided}{stops}{verb}{word}|(?P<joint>(?<=\w){joint})|[^\w\s]", re.IGNORECASE)
    return re.compile(rf"{elided}{stops}{word}|[^\w\s]", re.IGNORECASE)


def _plain(text: str, start: int, end: int, reporting: Reporting) -> Iterator[Word]:
    for match in _pattern(reporting.elisions, reporting.enclitics, reporting.enclitic_joints).finditer(
        text, start, end
    ):
        if match.lastgroup != "joint":
            printed = match[0]
            yield Word(match.start(), match.end(), printed, printed.lower().rstrip("’'"))


def row_of(text: str, start: int, end: int, quotations: Sequence[Quotation], reporting: Reporting) -> list[Word]:
    """What stands in the paragraph `text[start:end]`, in order; each quotation is one."""
    found: list[Word] = []
    at = start
    for quotation in quotations:
        found += _plain(text, at, quotation.start, reporting)
        found.append(Word(quotation.start, quotation.end, "\ufffc", "", quotation))
        at = quotation.end
    found += _plain(text, at, end, reporting)
    return found


def is_told_paper(row: Sequence[Word], at: int, reporting: Reporting) -> bool:
    """Whether a quotation is the paper to which somebody said it: `mówi „Gazecie” Jan Lis`, `declaró a «Sol» Ana Roca`.

    A short name in marks, right behind a verb of saying or a preposition behind one, and before who speaks.
    """
    quotation = row[at].quotation
    if quotation is None or not at or at + 1 >= len(row) or not row[at + 1].is_capital:
        return False
    if quotation.inner_end - quotation.inner_start > _LONGEST_PAPER:
        return False
    before = row[at - 1].lower
    if before in reporting.prepositions and at > 1:
        before = row[at - 2].lower
    return before in reporting.verbs


def phrase_at(row: Sequence[Word], at: int, phrases: Sequence[Phrase]) -> int:
    """The words of the first of these phrases that stands at a place; 0 where none does."""
    for phrase in phrases:
        if tuple(word.lower for word in row[at : at + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def in_sentences(text: str, row: Sequence[Word], reporting: Reporting) -> tuple[list[Word], list[int]]:
    """The row with the first words of its sentences marked, and for each place the one behind its sentence."""
    ends = _sentence_ends(text, row, reporting)
    marked = list(row)
    begin = 0
    while begin < len(row):
        first = next((at for at in range(begin, ends[begin]) if row[at].is_word or row[at].quotation), None)
        if first is not None and row[first].is_word:
            marked[first] = row[first]._replace(opens=True)
        begin = ends[begin]
    if reporting.parted_verbs:
        _join_parted_verbs(marked, ends, reporting)
    return marked, ends


def _join_parted_verbs(row: list[Word], ends: Sequence[int], reporting: Reporting) -> None:
    """Let verbs whose particle stands at the end of their clause be read with it: "warf [ihm] vor" as "vorwarf"."""
    for at, word in enumerate(row):
        particles = None if word.is_capital else reporting.parted_verbs.get(word.lower)
        if particles is None:
            continue
        for behind in row[at + 1 : min(ends[at], at + _CLAUSE)]:
            if behind.lower in particles:
                row[at] = word._replace(lower=behind.lower + word.lower)
                break
            if behind.text in {":", ";"}:
                break


def _sentence_ends(text: str, row: Sequence[Word], reporting: Reporting) -> list[int]:
    ends: list[int] = []
    begin = 0
    for at in range(len(row)):
        if at + 1 == len(row) or at + 1 - begin == _LONGEST_SENTENCE or _ends(text, row, at, reporting):
            ends += [at + 1] * (at + 1 - begin)
            begin = at + 1
    return ends


def _ends(text: str, row: Sequence[Word], at: int, reporting: Reporting) -> bool:
    word, following = row[at], row[at + 1]
    if word.quotation is not None:
        inside = text[word.quotation.inner_start : word.quotation.inner_end]
        complete = inside.endswith(tuple(_ENDS)) or not word.quotation.closed
        return complete and (following.quotation is not None or following.is_capital)
    if word.text == ";":
        return True
    if word.text not in _ENDS or following.start == word.end:
        return False
    if word.text == "." and _is_abbreviation(row, at, reporting):
        return False
    return following.quotation is not None or not (following.is_word and following.text[0].islower())


def _is_abbreviation(row: Sequence[Word], at: int, reporting: Reporting) -> bool:
    before = row[at - 1] if at else None
    if before is None or before.end != row[at].start:
        return False
    if len(before.text) > 1 or not before.text.isalpha():
        return before.lower in reporting.abbreviations
    # No initial is the network X: "escribió en X. Cerca del gobernador".
    return at < _ONE_LETTER or row[at - _ONE_LETTER].lower not in reporting.prepositions
