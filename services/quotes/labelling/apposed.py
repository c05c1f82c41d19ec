"""Apposed people: the person whom a long description behind a quotation names at its end.

"“No,” said the deputy chair of the Committee on Roads, Rail and Ports and a former pilot, Dr Ann Lee."
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from services.quotes.speakers.subjects import Subject
from services.quotes.text.parsed_article import ParsedArticle

_REACH: Final = 240
"""Characters from a cue to the end of the longest description that is read."""

_OPENED: Final = re.compile(r"\s+(?:[a-z]+\s+){2,}")
"""A description opens with an article and a role, in small letters."""

_BEFORE_NAME: Final = re.compile(r", (?:[A-Z][\w.]* ){0,3}\Z")
"""The comma before a person's name, with a title between."""

_WORD: Final = re.compile(r"\w+")


def person_at_end(cue_end: int, parsed: ParsedArticle) -> Subject | None:
    """The person whose name ends the sentence of a cue, behind the description of an office that holds no verb."""
    at = bisect_right(parsed.sentence_starts, cue_end) - 1
    if at < 0 or not _OPENED.match(parsed.text, cue_end):
        return None
    end = parsed.sentences[at].end
    people = [name for name in parsed.names.within(cue_end, min(end, cue_end + _REACH)) if name.is_person]
    if len(people) != 1 or any(map(str.isalnum, parsed.text[people[0].end : end])):
        return None
    (person,) = people
    described = parsed.text[cue_end : person.start]
    return Subject(person.start, person.end, (person,)) if _is_description(described, parsed) else None


def _is_description(described: str, parsed: ParsedArticle) -> bool:
    lexicon = parsed.lexicon
    if not _BEFORE_NAME.search(described) or any(mark in described for mark in '“”";'):
        return False
    words = {word.casefold() for word in _WORD.findall(described)}
    return words.isdisjoint(lexicon.cues | lexicon.relatives | lexicon.finite)
