"""One row as all read it that look for who speaks, and what they find: somebody, and the words that tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from copydesk.text.language.reporting import Reporting
from services.quotes.rules.noun_phrases import Mentioned
from services.quotes.rules.phrases import Phrases
from services.quotes.rules.words import Word

Finding = Literal["beside", "lead_in", "end", "according", "clause", "topic", "alone"]
"""How a speaker was found: a verb stands beside the marks; a colon leads to them; a verb or a source ends their
sentence, further behind; a phrase names the source; a verb reports a clause; the sentence before is about somebody;
nothing but marks tells that somebody speaks."""

REACH = 60
"""Words beside a quotation that are looked at."""

SUBJECT_FIRST = 12
"""Words behind a quotation in which its verb stands where the subject comes first."""

LEAD_IN = 6
"""Words in front of a colon that are no more than who speaks."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to speak and by which words, `cue` in characters."""

    mentioned: Mentioned
    cue: tuple[int, int]
    found: Finding


class Narration:
    """The words of one row with their sentences, and the phrases among them; places are its indices."""

    def __init__(self, row: Sequence[Word], ends: Sequence[int], phrases: Phrases, reporting: Reporting) -> None:
        """`ends`: for each place the one behind its sentence."""
        self.row = row
        self.ends = ends
        self.phrases = phrases
        self.reporting = reporting

    def sentence_begin(self, at: int) -> int:
        """The place at which the sentence of a place begins."""
        end = self.ends[at]
        begin = at
        while begin > 0 and self.ends[begin - 1] == end:
            begin -= 1
        return begin

    def words_behind(self, offset: int, end: int) -> int:
        """How many words stand between a character and a place; those far in front of that place do not count."""
        return sum(word.start >= offset and word.is_word for word in self.row[max(0, end - SUBJECT_FIRST) : end])

    def attribution(self, mentioned: Mentioned | None, first: int, last: int, found: Finding) -> Attribution | None:
        """That somebody speaks by the words from a place up to another; the name, where one stands in apposition."""
        if mentioned is None:
            return None
        mentioned = self.phrases.apposed_behind(mentioned) or mentioned
        owners = self.phrases.owners
        subject = owners.belonging(mentioned) if found == "according" else owners.subject(mentioned)
        if subject is None:
            return None
        return Attribution(subject, (self.row[first].start, self.row[last - 1].end), found)
