"""Explanation: why each quote has its speaker, how sure that is, and who else it may be; for people to read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from copydesk.text.printable import printable
from schemas.article import AnnotatedArticle
from schemas.quote import Quote, SpeakerStatus
from services.quotes.core import answered_quotes
from services.quotes.speakers import certainty
from services.quotes.speakers.mentions import Antecedent
from services.quotes.speakers.resolver import Answer, Evidence
from services.quotes.text.parsed_article import ParsedArticle

MOST_SHOWN = 5
"""Of those who may be meant: further ones have next to no probability left."""

LONGEST_SHOWN = 160
"""Characters of a quote that are shown."""

_WHY: Final[Mapping[Evidence, str]] = {
    "name": "the name beside the quote",
    "role": "a role that the article gives to somebody it names",
    "description": "a description",
    "family": "a surname of a family, by the relative it can mean",
    "pronoun": "a pronoun: whom the sentences before it make likeliest",
    "they": '"they" or "both": two people named together before',
    "described before": "a pronoun: who was described a little before, for nobody was named since",
    "spoke before": "nobody is named beside it: who said the quote before",
    "nothing": "nothing beside it names anybody",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """Somebody who may be the speaker, and the mention that speaks for it.

    `probability`: from 0 to 1, of those weighed. `sentences_before`: from the quote back to that mention.
    `known_to_fit`: whether the article tells that gender or kind agree; else nothing speaks against it.
    """

    name: str
    probability: float
    sentences_before: int
    known_to_fit: bool


@dataclass(frozen=True, slots=True)
class QuoteExplanation:
    """Why the speaker of one quote is who it is. Offsets are code points into the article's text, end exclusive.

    `confidence` is the product of `extent` (it begins and ends where it should), `speech` (somebody says it) and
    `person` (it is this person); `extent` and `speech` are None where rules found the quote, which tell only one
    figure. `why` says what decided, `weighed` who was compared, the likeliest first.
    """

    article: str
    quote: str
    kind: str
    start: int
    end: int
    status: SpeakerStatus
    speaker: tuple[str, ...]
    mention: str | None
    mention_start: int | None
    evidence: Evidence
    why: str
    confidence: float
    extent: float | None
    speech: float | None
    person: float | None
    named_from: float
    weighed: tuple[Weighed, ...]

    def as_dict(self) -> dict[str, object]:
        """The same for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        """The same for a terminal."""
        return "\n".join(printable(line) for line in self._lines())

    def _lines(self) -> Iterator[str]:
        quote = textwrap.shorten(self.quote, LONGEST_SHOWN, placeholder=" …")
        yield f"“{quote}”  ({self.kind}, {self.start}-{self.end})"
        yield f"  {' and '.join(self.speaker) or 'unknown'} ({self.status}), confidence {self._product()}"
        beside = f', "{self.mention}" at {self.mention_start}' if self.mention is not None else ""
        yield f"  by {self.why}{beside}"
        if self.evidence == "description" and self.status == "described":
            yield "  nobody whom the article names is known to be meant"
        if self.weighed and self.status == "unknown":
            yield f"  nobody is named below a probability of {self.named_from}"
        for each in self.weighed:
            fits = "known to fit" if each.known_to_fit else "nothing speaks against it"
            yield f"    {each.probability:.2f}  {each.name}: {_before(each.sentences_before)}, {fits}"

    def _product(self) -> str:
        parts = {"extent": self.extent, "speech": self.speech, "person": self.person}
        known = [f"{name} {value:.2f}" for name, value in parts.items() if value is not None]
        return f"{self.confidence:.2f} = {' x '.join(known)}" if len(known) > 1 else f"{self.confidence:.2f}"


def _before(sentences: int) -> str:
    if sentences == 0:
        return "in the same sentence"
    return "in the sentence before" if sentences == 1 else f"{sentences} sentences before"


def explain_quotes(article: AnnotatedArticle) -> list[QuoteExplanation]:
    """Why each quote of an article has its speaker, in the order of the text."""
    answered = answered_quotes(article, ParsedArticle.of(article))
    return [_explanation(article.id, quote, answer) for quote, answer in answered]


def _explanation(article: str, quote: Quote, answer: Answer) -> QuoteExplanation:
    mention = quote.speaker.mention
    return QuoteExplanation(
        article=article,
        quote=quote.text,
        kind=quote.kind,
        start=quote.start,
        end=quote.end,
        status=quote.speaker.status,
        speaker=quote.speaker.names,
        mention=mention.text if mention else None,
        mention_start=mention.start if mention else None,
        evidence=answer.evidence,
        why=_WHY[answer.evidence],
        confidence=quote.confidence,
        extent=quote.confidence_extent,
        speech=quote.confidence_speech,
        person=quote.confidence_person,
        named_from=certainty.NAMED_FROM,
        weighed=_weighed(answer),
    )


def _weighed(answer: Answer) -> tuple[Weighed, ...]:
    if not answer.ranked:
        return ()
    first = answer.person if answer.speaker.status == "named" else answer.candidates[0].confidence
    return tuple(_with_probability(answer.ranked[:MOST_SHOWN], first))


def _with_probability(ranked: Sequence[Antecedent], first: float) -> Iterator[Weighed]:
    for each, probability in zip(ranked, certainty.shares(ranked, first), strict=True):
        yield Weighed(each.name.entity.name, round(probability, 2), each.sentences, each.known)
