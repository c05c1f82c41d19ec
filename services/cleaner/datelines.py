"""Datelines: the place, the day and the agency that stand before the first word of a story."""

from __future__ import annotations

import re
from collections.abc import Iterable

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.word_set import word_set
from services.cleaner.cities import is_city

_CHARACTERS = 120
"""Characters: no dateline with its dash is longer."""

_WORD = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_PLACE = rf"{_WORD}(?:[ /]{_WORD}){{0,3}}(?:, {_WORD}(?: {_WORD})?)?"
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_CAPITALS = rf"{_UPPER}(?:{_UPPER}|\.{_UPPER})(?:{_UPPER}|[.'’ /-]){{0,40}}"
_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|January|February|March|April|June|July|August|September|"
    r"October|November|December|Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember|janvier|février|mars|avril|juin|"
    r"juillet|août|septembre|octobre|novembre|décembre)\.?"
)
_DAY = rf"(?:,? (?:{_MONTH} \d{{1,2}}|\d{{1,2}}\.? {_MONTH})(?:,? \d{{4}})?)"
_AGENCY = rf"\((?:dpa|afp|ap|sda|apa|{_UPPER}[\w.&/ -]{{1,40}})\)"
_DASH = r"(?:--|[–—-])"
# Words that stand before a dash as a place does.
_NO_PLACE = r"(?!(?i:analysis|update|exclusive|opinion|comment|breaking|news|review|watch|video|live|correction)\b)"
_SENTENCE = r"(?=[“‘\"'„«]?[^\W\d_a-z])"

_DATELINE = re.compile(
    rf"(?:(?P<agency>{_PLACE}{_DAY}? ?{_AGENCY}) ?{_DASH} ?(?=\S)"
    rf"|(?P<agency_colon>{_CAPITALS}{_DAY}? ?{_AGENCY}): ?(?=\S)"
    rf"|(?P<dated>{_CAPITALS}(?:, {_PLACE})?{_DAY}) ?{_DASH} ?(?=\S)"
    rf"|{_NO_PLACE}(?P<capitals>{_CAPITALS}(?:, {_PLACE})?) ?(?:[–—]|--) ?{_SENTENCE}"
    rf"|{_NO_PLACE}(?P<hyphen>{_UPPER}{{4,}}(?: {_UPPER}{{2,}})?(?:, {_PLACE})?) - {_SENTENCE}"
    rf"|{_NO_PLACE}(?P<place>{_WORD}(?: {_WORD})?) (?:[–—]|--) {_SENTENCE}"
    rf"|(?P<agency_first>{_AGENCY}) ?{_DASH} ?(?=\S))"
)


_COLON = re.compile(rf"(?P<city>{_CAPITALS})(?:, {_PLACE})?: (?=[“‘\"'„«]?[^\W_a-zß-öø-ÿ])")
"""A place in capitals and a colon; whether it is one must be looked up, since labels and speakers look the same."""

_TURN = re.compile(rf"{_CAPITALS}: ")
"""The label of who speaks, at the beginning of a line."""

_SPOKEN = re.compile(r"[“‘\"'„«]?(?:I|I['’]m|We|You|Yes|No|Well|Thanks?|My|Our)\b")
"""How an answer begins, and no report."""

_LABELS = word_set("bath bury male man mobile most nice orange reading sale split")
"""Cities whose names are words that label articles, too."""


def dateline_end(text: str, following: Iterable[str] = ()) -> tuple[str | None, int]:
    """The dateline that opens the text, and the offset at which the story begins, after any repeated dateline.

    `following`: the lines behind it, read where the dateline ends in a colon as the label of a speaker does.
    """
    dateline, end = _before_colon(text, following)
    while (match := _DATELINE.match(text, end, end + _CHARACTERS)) is not None:
        found = next(group for group in match.groups() if group).strip()
        if match.end() >= len(text) or not any(character.isalpha() for character in found):
            break
        dateline = dateline or found
        end = match.end()
    return dateline, end


def _before_colon(text: str, following: Iterable[str]) -> tuple[str | None, int]:
    """A city in capitals with a colon, in a text that is no transcript: "NEW DELHI: Rain fell"."""
    match = _COLON.match(text, 0, _CHARACTERS)
    if match is None or match.end() >= len(text) or _SPOKEN.match(text, match.end()):
        return None, 0
    city = match["city"].strip().casefold()
    if city in _LABELS or city in MASCULINE or city in FEMININE or not is_city(city):
        return None, 0
    if any(_TURN.match(line) for line in following):
        return None, 0
    return text[: match.end()].rstrip(": "), match.end()
