"""Subjects of the narration that describe somebody whom the article has named: "The 37-year-old revealed", "The Finn".

In: a parsed article, the roles of its people, and a ranking of people for a description at an offset. Out: where each
such description stands, and whom it means. A pronoun behind it is likelier to mean that person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from copydesk.text.language.lexicon import Lexicon
from services.quotes.speakers import certainty
from services.quotes.speakers.genders import Gender
from services.quotes.speakers.mentions import Antecedent
from services.quotes.speakers.nominals import is_brought_in, nominal_of, of_people
from services.quotes.speakers.roles import Roles
from services.quotes.text.parsed_article import ParsedArticle
from services.quotes.text.sentences import Token

_LONGEST: Final = 5
"""Words of a description with its article: "The former Manchester City striker"."""

Rank = Callable[[int, Gender | None], Sequence[Antecedent]]
"""The people whom a description at an offset may mean, the likeliest first, by the gender that its noun tells."""


class Described(NamedTuple):
    """Where a description opens its sentence, and the entity of whom it means."""

    offset: int
    entity: str


def described_people(parsed: ParsedArticle, roles: Roles, rank: Rank) -> Iterator[Described]:
    """The descriptions that open a sentence and whose bearer is sure enough, in the order of the text."""
    for sentence in parsed.sentences:
        tokens = sentence.tokens
        if len(tokens) <= 2 or tokens[0].lower not in parsed.lexicon.definite_articles:  # noqa: PLR2004
            continue
        end = end_of_phrase(tokens, parsed.lexicon)
        person = None if end < 2 else _meant(tokens, end, parsed, roles, rank)  # noqa: PLR2004
        if person is not None:
            yield Described(tokens[0].start, person)


def end_of_phrase(tokens: Sequence[Token], lexicon: Lexicon) -> int:
    """How many tokens stand before the verb or the comma behind a description; 0 where it is too long."""
    for at, token in enumerate(tokens[1 : _LONGEST + 1], start=1):
        if token.quotation is not None:
            return 0
        word = token.lower
        is_verb = word in lexicon.cues or word in lexicon.finite or word.endswith(lexicon.participle_endings)
        if token.text == "," or (at > 1 and token.text.islower() and is_verb) or word in lexicon.relatives:
            return at
    return 0


def _meant(tokens: Sequence[Token], end: int, parsed: ParsedArticle, roles: Roles, rank: Rank) -> str | None:
    start = tokens[0].start
    phrase = parsed.text[start : tokens[end - 1].end]
    name = parsed.names.at(tokens[1].start, tokens[end - 1].end)
    if name is not None:
        nominal = of_people(name, parsed) if name.end == tokens[end - 1].end else None
    else:
        bearer, shared = roles.bearer(phrase, start)
        if bearer is not None:
            return bearer.entity.id if bearer.is_person and not shared else None
        nominal = nominal_of(phrase, parsed.lexicon)
    if nominal is None or not nominal.means_person or nominal.former or is_brought_in(nominal, start, parsed):
        return None
    ranked = rank(start, nominal.gender)
    sure = bool(ranked) and certainty.of_nominal(ranked) >= certainty.NAMED_FROM
    return ranked[0].name.entity.id if sure else None
