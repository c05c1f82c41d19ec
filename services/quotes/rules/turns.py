"""Dialogue that opens with a dash: which words of such a paragraph are spoken, and which tell who speaks them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from copydesk.text.language.marks import DASHES, Marks
from copydesk.text.language.reporting import Reporting
from services.quotes.rules.words import Word
from services.quotes.text.marks import Quotation

_OPENING = re.compile(r"[\u2012-\u2015]\s*(?=[\w¿¡«“\"„”»(…\[])|-\s+(?=[\w¿¡])")
_NARRATION_REACH = 5
"""Words behind a dash or comma in which the verb of saying stands: "— тихо сказал он"."""

_BEHIND_VERB = 8
"""Words to the end of such a sentence from its verb on."""

_TURN_WORDS = 3
"""A paragraph without narration and with fewer words is a heading or the item of a list."""

_ENDS = (".", "!", "?", "…", "”", "»", '"')


def opens_turn(text: str, start: int, end: int) -> bool:
    """Whether a paragraph opens with a dash of dialogue."""
    return _OPENING.match(text, start, end) is not None


def turn_of(text: str, row: Sequence[Word], marks: Marks, reporting: Reporting, *, beside: bool) -> list[Quotation]:
    """The spoken stretches of a paragraph that opens with a dash; none where it is no dialogue, but a list.

    `row`: its words. `beside`: whether a paragraph next to it opens with a dash, too.
    """
    opening = 1 if row and row[0].text in DASHES else 0
    pieces = list(_pieces(row, opening, marks, reporting))
    told = len(pieces) > 1 or (bool(pieces) and pieces[-1][1] < len(row))
    if not pieces or not (told or _alone_is_speech(text, row, marks, beside=beside)):
        return []
    found = [_quotation(row, first, last) for first, last in pieces]
    return [each for each in found if each is not None]


def turn_inside(text: str, row: Sequence[Word], marks: Marks, reporting: Reporting) -> list[Quotation]:
    """The same of speech that opens behind a sentence of narration: "Hun er skuffet. – Jeg er tom, sier Dahl"."""
    ends = {".", "!", "?", "…"}
    for at in range(1, len(row) - 1):
        dash = row[at].text in DASHES and row[at].quotation is None and row[at].end < row[at + 1].start
        if dash and row[at + 1].is_capital and (row[at - 1].text in ends or row[at - 1].quotation is not None):
            pieces = list(_pieces(row[at:], 1, marks, reporting))
            told = len(pieces) > 1 or (bool(pieces) and pieces[-1][1] < len(row) - at)
            found = [_quotation(row[at:], first, last) for first, last in pieces] if told else []
            return [each for each in found if each is not None]
    return []


def _alone_is_speech(text: str, row: Sequence[Word], marks: Marks, *, beside: bool) -> bool:
    """Without narration: a whole sentence, in a language that prints dialogue so in news, or beside another turn."""
    if row[0].text == "-" and not beside:
        return False
    if sum(word.is_word for word in row) < _TURN_WORDS or not text[: row[-1].end].endswith(_ENDS):
        return beside and row[-1].text == "?"
    return beside or marks.dash == "comma"


def _pieces(row: Sequence[Word], opening: int, marks: Marks, reporting: Reporting) -> Iterator[tuple[int, int]]:
    """Places of the row from and to which somebody speaks."""
    begin, at, speaks = opening, opening, True
    while at < len(row):
        dash = row[at].text in DASHES and row[at].quotation is None
        if speaks and at > begin and _narrates(row, at, marks, reporting, dash=dash):
            yield begin, at if dash or row[at].text in {",", "."} else at + 1
            if not dash and not marks.resumes:
                at = _resumption(row, at + 1)  # "sier hun. – Men nei."
                if at == len(row):
                    return
                begin = at + 1
            else:
                speaks, begin = False, at + 1
        elif not speaks and (dash or (marks.resumes and row[at].text == ".")):
            # behind words in marks a dash leads to who says these: "„Nie” – mówi Jan Lis"
            speaks = not (dash and at and row[at - 1].quotation is not None)
            begin = at + 1
        at += 1
    if speaks and begin < len(row):
        yield begin, len(row)


def _resumption(row: Sequence[Word], first: int) -> int:
    """The place of the dash with which speech goes on behind a sentence of narration, or the end of the row."""
    dashes = (at for at in range(first + 1, len(row)) if row[at].text in DASHES and row[at].quotation is None)
    return next((at for at in dashes if row[at - 1].text in {".", "!", "?"}), len(row))


def _narrates(row: Sequence[Word], at: int, marks: Marks, reporting: Reporting, *, dash: bool) -> bool:
    """Whether narration begins behind a dash, or where the language prints it so behind a comma."""
    if dash:
        return _verb_within(row, at + 1, reporting)
    if not (marks.dash == "comma" or marks.resumes) or row[at].text not in {",", "!", "?", "."}:
        return False
    following = row[at + 1 : at + 3]
    if row[at].text == "," and not marks.resumes and _ends_in_verb(row, at + 1, reporting):
        return True
    if len(following) < 2 or following[0].is_capital:  # noqa: PLR2004
        return False
    return following[0].lower in reporting.verbs or (
        following[0].lower in reporting.auxiliaries and _verb_within(row, at + 1, reporting)
    )


def _ends_in_verb(row: Sequence[Word], first: int, reporting: Reporting) -> bool:
    """Whether who speaks, the verb and its adverbs end the sentence: Finnish "– Talvi on pitkä, Lahti sanoo."."""
    last = next((at for at in range(first, len(row)) if row[at].text in {".", "!", "?", *DASHES}), len(row))
    verb = next((at for at in range(first, last) if row[at].lower in reporting.verbs), None)
    if verb is None:
        return False  # "– Du lovade det, Anders."
    named = any(word.is_capital and not word.opens for word in row[first:verb]) or (
        verb == first + 1 and row[first].lower in reporting.pronouns
    )
    plain = all(word.is_word for word in row[first:last])
    return named and plain and 0 < verb - first < _NARRATION_REACH and last - verb <= _BEHIND_VERB


def _verb_within(row: Sequence[Word], first: int, reporting: Reporting) -> bool:
    near = row[first : first + _NARRATION_REACH]
    if not near or near[0].is_capital:
        return False
    for word in near:
        if word.text in {".", "!", "?"}:
            return False
        if word.lower in reporting.verbs or word.lower in reporting.verbs_behind:
            return True
    return False


def _quotation(row: Sequence[Word], first: int, last: int) -> Quotation | None:
    """The stretch without marks at its ends that belong to the narration."""
    while first < last and row[first].text in {",", ".", ":", *DASHES}:
        first += 1
    end = last
    while end > first and row[end - 1].text in {",", *DASHES}:
        end -= 1
    if not any(word.is_word or word.quotation for word in row[first:end]):
        return None
    return Quotation(row[first].start, row[end - 1].end, row[first].start, row[end - 1].end, closed=True)
