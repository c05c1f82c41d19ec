"""Titles: the evidence of two titles about the text that their articles share.

A title names what its article is about. So titles distinguish a copy with other text around it from another item in the
same furniture, and a corrected name from another story.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from services.dedup.known import Known
from services.dedup.resemblance import HALF, HALF_BITS, KIND_SHIFT, NAME, NUMBER, SAME, Mask, Resemblance, Text, Words

AGREEING_WORDS = 4
"""Content words that two agreeing titles share at least: fewer are a recurring heading, such as "Weather for Lund"."""

AGREEING_SHARE = 0.75
"""Share of the shorter title's words: sites add their name, and truncate long titles."""

EQUAL_WORDS = 6
"""Words, including short ones, from which identical titles agree; in Chinese most words are short."""

SHORT_BODY = 24
"""A text of fewer words has its title among its words already (`SHORT_WORDS` of the sketch)."""

NAMED_ELSEWHERE = 1 / 3
"""Share of a title's words in the shared part, below which the shared part is not what the title names."""

NAMED_HERE = 0.5
"""Share of a title's words in the shared part, from which the shared part is what the title names."""

NAMED_ONLY_HERE = 0.8
"""Share of a title's words in the shared part, from which the title names nothing else."""

DESCRIBING = 0.5
LEAST_NAMED = 2
"""Share and number of a title's words that its text must have: else the title does not describe it ("Morning
briefing")."""

_SAME = int(SAME)


@dataclass(frozen=True, slots=True)
class Titles:
    """The evidence of two titles.

    `agree`: they share enough words to mean the same. `differ`: they have no content word in common. `rename`: each has
    a name that its own text has and the other text has not. `count_anew`: the same with numbers alone. `new_here`,
    `old_here`: the share of a title's words that the shared part of its text has; None where this cannot be known.
    """

    agree: bool = False
    differ: bool = False
    rename: bool = False
    count_anew: bool = False
    new_here: float | None = None
    old_here: float | None = None

    @property
    def name_the_shared(self) -> bool:
        """Whether the shared part is what the articles are about, as far as their titles say."""
        return self.agree or min(self._known, default=0.0) >= NAMED_HERE

    @property
    def name_nothing_else(self) -> bool:
        """The same, and nearly all that the titles name is in the shared part, unlike the news of a follow-up."""
        return self.agree or min(self._known, default=0.0) >= NAMED_ONLY_HERE

    @property
    def name_the_rest(self) -> bool:
        """Whether both articles are about what they do not share, as items of one site are."""
        return len(self._known) > 1 and max(self._known) < NAMED_ELSEWHERE

    @property
    def _known(self) -> list[float]:
        return [share for share in (self.new_here, self.old_here) if share is not None]


def compared(title: Words, text: Text, known: Known, result: Resemblance) -> Titles:
    """Judge the titles of the newcomer and of an earlier article by their texts and what those share."""
    new, old = _content_words(title), _content_words(known.title_words)
    new_here, old_here = _share(new, text, result.new_covered), _share(old, known.text, result.old_covered)
    if not new or not old:
        return Titles(new_here=new_here, old_here=old_here)
    common = len(new & old)
    rename, count_anew = _named_anew(_own_facts(new, text, known.text), _own_facts(old, known.text, text))
    is_other = rename or count_anew or _numbered_anew(title, known.title_words)
    is_apart = not (_begins_with(text.words, title) or _begins_with(known.words, known.title_words))
    is_same = common >= AGREEING_WORDS and common >= AGREEING_SHARE * min(len(new), len(old))
    is_same = is_same or (len(title) >= EQUAL_WORDS and bool(np.array_equal(title, known.title_words)))
    return Titles(
        agree=is_same and is_apart and not is_other,
        differ=not common,
        rename=rename,
        count_anew=count_anew,
        new_here=new_here,
        old_here=old_here,
    )


def _content_words(title: Words) -> set[int]:
    """A title's content words: all but the short ones, each once and without its kind."""
    return {word & _SAME for word in title.tolist() if word >> KIND_SHIFT}


def _share(title: set[int], text: Text, covered: Mask) -> float | None:
    """Of the title's words that the text has, the share in its matching part; None where these are too few."""
    if len(covered) != len(text.words) or not title:
        return None
    named = title & text.forms
    if len(named) < max(LEAST_NAMED, DESCRIBING * len(title)):
        return None
    return len(named.intersection(text.same[covered].tolist())) / len(named)


def _begins_with(words: Words, title: Words) -> bool:
    """Whether a text is so short that the sketch put its title before it."""
    return len(words) < len(title) + SHORT_BODY and bool(np.array_equal(words[: len(title)], title))


def _numbered_anew(new: Words, old: Words) -> bool:
    """Whether each title has a number that the other has not."""
    one, two = ({word for word in title.tolist() if word >> KIND_SHIFT == NUMBER} for title in (new, old))
    return bool(one - two) and bool(two - one)


def _named_anew(new: set[int], old: set[int]) -> tuple[bool, bool]:
    """Whether each title has a name of its own text that the other text lacks; whether each has such a number."""
    new_only = [word for word in new if not any(_alike(word, each) for each in old)]
    old_only = [word for word in old if not any(_alike(word, each) for each in new)]
    if not new_only or not old_only:
        return False, False
    is_name = all(any(word >> KIND_SHIFT != NUMBER for word in words) for words in (new_only, old_only))
    return is_name, not is_name


def _own_facts(title: set[int], text: Text, other: Text) -> set[int]:
    """The names and numbers of a title that its text has as such, and that the other text lacks.

    In a script without capitals every word may be a name.
    """
    own = title - other.forms
    kinds = range(NAME if own and text.has_names else 1, NUMBER + 1)
    return {packed for word in own for kind in kinds if (packed := word | kind << KIND_SHIFT) in text.packed}


def _alike(left: int, right: int) -> bool:
    """Whether one word may be a misreading of the other."""
    if NUMBER in {left >> KIND_SHIFT, right >> KIND_SHIFT}:
        return False
    return (left & _SAME) >> HALF_BITS == (right & _SAME) >> HALF_BITS or (left & HALF) == (right & HALF)
