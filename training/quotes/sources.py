"""The sources of an article's annotated statements, with whom they name."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.quotes.speakers.antecedents import Antecedents
from services.quotes.speakers.sources import subject_of
from services.quotes.speakers.subjects import Subject
from services.quotes.text.parsed_article import ParsedArticle
from training.quotes.corpus import Example


@dataclass(frozen=True, slots=True)
class AnnotatedSources:
    """An article as parsed, whom its narration names, and in order its sources with the entities that they mean."""

    parsed: ParsedArticle
    antecedents: Antecedents
    sources: Sequence[tuple[Subject, Collection[str]]]

    @classmethod
    def of(cls, example: Example) -> AnnotatedSources:
        """Read an article of which the annotation tells by name who speaks."""
        parsed = ParsedArticle.of(example.article)
        quotes = [quote for quote in example.gold["quotes"] if quote["speech"] and quote["speaker_spans"]]
        spans = [quote["speaker_spans"][0] for quote in quotes]
        subjects = [subject_of(start, end, parsed) for start, end in spans]
        reported = [tuple(span) for quote in quotes for span in quote["spans"] if parsed.text[span[0]].isalnum()]
        speaking = [name.start for subject in subjects for name in subject.names]
        meant = [_entities(quote, parsed) for quote in quotes]
        return cls(parsed, Antecedents(parsed, reported, speaking), list(zip(subjects, meant, strict=True)))


def _entities(quote: Mapping[str, Any], parsed: ParsedArticle) -> Collection[str]:
    """The entities of the names that the annotation gives."""
    named = (parsed.names.at(start, end) for start, end in quote["speakers"])
    return {name.entity.id for name in named if name is not None}
