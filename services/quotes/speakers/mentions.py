"""The mentions of an article's names in its narration, and the role of each in its sentence.

In: a parsed article, some of its names, the spans of reported speech, and where those stand who speak. Out: a mention a
name, in reading order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from copydesk.text.language.lexicon import Lexicon
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

SENTENCES_BACK: Final = 10
NAMES_BACK: Final = 24
"""How far back an antecedent is looked for: sentences, and names of people."""

MODIFIER_REACH: Final = 40
"""Characters between a name and another whose modifier it can be: "Trump campaign spokesman Jason Miller"."""


_PHRASE_REACH = 48
"""Characters before a name in which the preposition of its phrase stands: "of his respected father"."""

_LONGEST_NOUN = 7
"""Words of a phrase between its preposition and a name."""

_ARTICLE_REACH = 5
"""Characters before a name in which its article stands."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the narration; `sentence`, `paragraph`: their numbers in the article.

    `subject`: it speaks, or is the first of its sentence that is not `oblique` (behind a preposition, a possessor, a
    modifier). `topic`: it opens a paragraph. `introduced`: who that is stands behind it. `reported`: inside reported
    speech.
    """

    name: Name
    sentence: int
    paragraph: int
    speaking: bool
    subject: bool
    oblique: bool
    topic: bool
    introduced: bool
    reported: bool


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a pronoun or a description may mean, by the last mention that weighs most.

    `known`: the article tells that it fits, by gender. `sentences`, `paragraphs`: how far back that mention stands.
    """

    name: Name
    weight: float
    known: bool
    sentences: int
    paragraphs: int


def mentions_of(
    parsed: ParsedArticle,
    names: Sequence[Name],
    beside: Sequence[Name],
    reported: Sequence[tuple[int, int]],
    speaking: frozenset[int],
) -> Iterator[Mention]:
    """A mention for each of the names; `beside`: the names that one of them can be a modifier of, themselves included.

    `reported`: spans of reported speech in order; `speaking`: where the names begin of those who say something.
    """
    report_starts = [start for start, _ in reported]
    openings = frozenset(parsed.paragraph_starts)
    with_subject: set[int] = set()
    beside_starts = [name.start for name in beside]
    for name in names:
        sentence = bisect_right(parsed.sentence_starts, name.start) - 1
        at = bisect_right(beside_starts, name.start)
        following = beside[at] if at < len(beside) else None
        oblique = is_oblique(parsed, name) or _is_modifier(parsed.text, name, following, parsed.lexicon)
        report = bisect_right(report_starts, name.start) - 1
        speaks = name.start in speaking
        yield Mention(
            name,
            sentence,
            parsed.paragraph_at(name.start),
            speaking=speaks,
            subject=speaks or not (oblique or sentence in with_subject),
            oblique=oblique,
            topic=name.start in openings and not oblique,
            introduced=not speaks and _is_introduced(parsed.text, name),
            reported=report >= 0 and reported[report][1] > name.start,
        )
        if not oblique:
            with_subject.add(sentence)


def _is_introduced(text: str, name: Name) -> bool:
    """Whether a full name is followed by who that is: an age, a role behind a comma."""
    if " " not in text[name.start : name.end]:
        return False
    behind = text[name.end : name.end + 8]
    return behind.startswith(", ") and (behind[2:3].islower() or behind[2:3].isdigit())


def is_oblique(parsed: ParsedArticle, name: Name) -> bool:
    """Whether a name is no subject: behind a preposition, a possessor, or told something."""
    if parsed.text[name.end : name.end + 1] in ("'", "’", "‘"):
        return True
    sentence = parsed.sentence_start(name.start)
    before = parsed.text[max(sentence, name.start - _PHRASE_REACH) : name.start].lower().split()
    before = _without_noun(before, parsed.lexicon)
    if len(before) > 1 and before[-1] in parsed.lexicon.definite_articles:
        before.pop()
    return bool(before) and (before[-1] in parsed.lexicon.prepositions or before[-1] in parsed.lexicon.addressing)


def _without_noun(before: list[str], lexicon: Lexicon) -> list[str]:
    """The words before a name without a noun that says who that is: of "the death of his father": "the death of"."""
    if len(before) < 2 or (before[-1] not in lexicon.kin and before[-1] not in lexicon.person_nouns):  # noqa: PLR2004
        return before
    opens = lexicon.determiners | lexicon.possessive_pronouns
    for at in range(len(before) - 1, max(len(before) - _LONGEST_NOUN, 0), -1):
        if before[at - 1] in lexicon.links and before[at - 1] not in lexicon.conjunctions:
            return before[:at]
        if before[at - 1] in opens:
            return before[: at - 1]
    return before


def _is_modifier(text: str, name: Name, following: Name | None, lexicon: Lexicon) -> bool:
    """Whether the name only says of what kind another is, or a noun: "Lee adviser Bo Ray", "the Lee campaign"."""
    before = text[max(0, name.start - _ARTICLE_REACH) : name.start].lower().split()
    if name.is_person and before and before[-1] in lexicon.definite_articles:
        return True
    if following is None or not 1 < following.start - name.end < MODIFIER_REACH:
        return False
    between = text[name.end : following.start].split()
    if (
        not between
        or name.words > 1
        or not all(map(str.isalpha, between))
        or between[0].endswith(lexicon.participle_endings)
    ):
        return False
    return (lexicon.name_separators | lexicon.determiners).isdisjoint(between)
