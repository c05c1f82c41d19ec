"""Datelines: the place, the day and the agency that stand before the first word of a story."""

from __future__ import annotations

import re

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


def dateline_end(text: str) -> tuple[str | None, int]:
    """The dateline that opens the text, and the offset at which the story begins, after any repeated dateline."""
    dateline, end = None, 0
    while (match := _DATELINE.match(text, end, end + _CHARACTERS)) is not None:
        found = next(group for group in match.groups() if group).strip()
        if match.end() >= len(text) or not any(character.isalpha() for character in found):
            break
        dateline = dateline or found
        end = match.end()
    return dateline, end
