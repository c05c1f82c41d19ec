"""From the subject of a statement to its speaker.

In: the subjects of an article's statements in reading order. Out: speakers: names by their entities, roles and pronouns
by what the article says before them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schemas.document import TextSpan
from schemas.quote import Speaker
from services.quotes.speakers.antecedents import Antecedents
from services.quotes.speakers.roles import Roles
from services.quotes.speakers.subjects import Subject
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

DESCRIBED_DISTANCE: Final = 600
"""Characters between "a port official" and a pronoun that means the same: a paragraph or two."""


class SpeakerResolver:
    """Names the speakers of one article, statement by statement in reading order."""

    def __init__(self, parsed: ParsedArticle, antecedents: Antecedents) -> None:
        self._parsed = parsed
        self._lexicon = parsed.lexicon
        self._antecedents = antecedents
        self._roles = Roles(parsed)
        self._described: Speaker | None = None

    def speaker(self, subject: Subject | None) -> Speaker:
        """The speaker whom these words mean. What cannot be told for sure stays unknown, with its words as mention."""
        if subject is None:
            return Speaker()
        words = self._parsed.text[subject.start : subject.end]
        mention = TextSpan(start=subject.start, end=subject.end, text=words)
        if subject.names:
            self._described = None
            return _named(subject.names, mention, subject.companion)
        if subject.pronoun is None:
            people = self._by_role(words, subject.start)
            if people:
                return _named(people, mention)
            self._described = Speaker(status="described", name=words, names=(words,), mention=mention)
            return self._described
        people = self._people(subject)
        if people:
            return _named(people, mention)
        described = self._described_before(subject)
        return Speaker(mention=mention) if described is None else described.model_copy(update={"mention": mention})

    def _by_role(self, words: str, offset: int) -> tuple[Name, ...]:
        if self._means_both(words):
            return self._antecedents.pair(offset)
        bearer = self._roles.bearer(words, offset)
        return () if bearer is None else (bearer,)

    def _means_both(self, words: str) -> bool:
        opening = f"{words.casefold()} "
        return any(opening.startswith(phrase) and not opening[len(phrase)].isalnum() for phrase in self._lexicon.both)

    def _people(self, subject: Subject) -> tuple[Name, ...]:
        if subject.pronoun in ("he", "she"):
            described = self._described_before(subject)
            since = described.mention.end if described and described.mention else 0
            person = self._antecedents.person(subject.pronoun, subject.start, since)
            return (person,) if person is not None else ()
        return self._antecedents.pair(subject.start) if subject.pronoun == "they" else ()

    def _described_before(self, subject: Subject) -> Speaker | None:
        """The speaker who was described a little before, where nobody was named since."""
        mention = self._described.mention if self._described else None
        if mention is None or not 0 <= subject.start - mention.end <= DESCRIBED_DISTANCE:
            return None
        plural = mention.text.rstrip().endswith(self._lexicon.plural_endings)
        return self._described if plural == (subject.pronoun == "they") else None


def _named(people: Sequence[Name], mention: TextSpan, companion: str = "") -> Speaker:
    return Speaker(
        status="named",
        name=people[0].entity.name,
        names=(*(name.entity.name for name in people), *([companion] if companion else [])),
        entity_ids=tuple(name.entity.id for name in people),
        mention=mention,
    )
