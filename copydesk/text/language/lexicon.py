"""What a language reports speech with: closed lists of words in lower case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Pronoun = Literal["he", "she", "they", "it", "i", "we", "you", "who"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The words that the rules need of a language."""

    saying: frozenset[str]
    """Report a clause even without "that"."""

    addressing: frozenset[str] = frozenset()
    """Name the addressee before what is said."""

    stating: frozenset[str]
    """Report a clause, or stand beside quotation marks."""

    naming: frozenset[str]
    """Take a quoted name or judgement, not a clause."""

    participles: frozenset[str] = frozenset()
    """Report for the subject of the main clause."""

    needs_that: frozenset[str] = frozenset()
    """Often nouns or verbs of something else: a clause without quotation marks must open with "that"."""

    according: tuple[tuple[str, ...], ...]
    """Phrases that name a source: "according to"."""

    that: frozenset[str]
    auxiliaries: frozenset[str]
    finite: frozenset[str]
    """Auxiliaries that end the subject before them."""

    denials: frozenset[str]
    """Before a cue: nothing was said."""

    announcing: frozenset[str] = frozenset()
    """Denials that are none before a word of saying: "she will say" tells of a speech known beforehand."""

    pronouns: Mapping[str, Pronoun]
    """By its English counterpart."""

    determiners: frozenset[str]
    clause_words: frozenset[str]
    """End a noun phrase to their left and right."""

    prepositions: frozenset[str]
    linking: frozenset[str]
    """Prepositions that go on with a noun phrase: "a spokesman for the port"."""

    times: frozenset[str]
    conjunctions: frozenset[str]
    """Join two subjects: "and"."""

    masculine: frozenset[str]
    """Titles of men, which tell whom "he" can mean."""

    feminine: frozenset[str]
    inverts: bool = False
    """Whether the verb stands before its subject behind a quotation or a clause, always, and never without "that"."""

    cues: frozenset[str] = field(init=False)
    """All words that report speech."""

    report_words: frozenset[str] = field(init=False)
    """Cues, and first words of the phrases that name a source."""

    clause_cues: frozenset[str] = field(init=False)
    """Those that report a clause."""

    links: frozenset[str] = field(init=False)
    """Prepositions and conjunctions: they open something new."""

    according_openers: frozenset[str] = field(init=False)
    """First words of the phrases that name a source."""

    no_head: frozenset[str] = field(init=False)
    """No noun phrase ends in them."""

    def __post_init__(self) -> None:
        """Join the lists that are looked up together."""
        object.__setattr__(self, "clause_cues", self.saying | self.stating | self.participles)
        object.__setattr__(self, "cues", self.clause_cues | self.naming)
        object.__setattr__(self, "links", self.prepositions | self.clause_words)
        object.__setattr__(self, "according_openers", frozenset(phrase[0] for phrase in self.according))
        object.__setattr__(self, "report_words", self.cues | self.according_openers)
        small = self.determiners | self.links | frozenset(self.pronouns)
        object.__setattr__(self, "no_head", small | self.times | self.auxiliaries)
