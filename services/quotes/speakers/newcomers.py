"""People without a name whom the narration brings in right before a pronoun: `His tenant disagreed. "No," she said`.

In: a parsed article, the roles of its people, the offset of a pronoun. Out: the words for the person who is the subject
of the sentence before it, or who stands behind its verb: "Among the victims was a porter." A name in that sentence
other than the owner's ("Lee's tenant") may be that person's own, so that nobody is found.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from schemas.document import TextSpan
from services.quotes.speakers.genders import Gender
from services.quotes.speakers.roles import Roles
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle
from services.quotes.text.sentences import Sentence, Token

_BACK: Final = 3
"""Sentences before a pronoun, of its paragraph, in which a newcomer stands: the ones between say "she" of the same."""

_LONGEST: Final = 6
"""Words of a description up to its noun: "a retired mail carrier", "the defendant's elder sister"."""


def newcomer(offset: int, pronoun: Gender, parsed: ParsedArticle, roles: Roles) -> TextSpan | None:
    """The words for whom a pronoun at an offset means, where that is somebody without a name."""
    own = parsed.sentence_at(offset)
    for number in range(own - 1, max(-1, own - 1 - _BACK), -1):
        sentence = parsed.sentences[number]
        if sentence.paragraph != parsed.sentences[own].paragraph:
            return None
        found = _opening(sentence, parsed) or _behind_copula(sentence, parsed)
        if found is not None:
            return found if _may_be(found, pronoun, parsed, roles) else None
        if any(name.is_person for name in parsed.names.within(sentence.start, sentence.end)):
            return None
    return None


def _opening(sentence: Sentence, parsed: ParsedArticle) -> TextSpan | None:
    """The description that opens a sentence, up to its verb or its comma."""
    lexicon = parsed.lexicon
    tokens = sentence.tokens[_behind_adverbial(sentence.tokens, parsed) :]
    first = tokens[0].lower
    owner = _owner(tokens, parsed)
    if owner == 0 and first not in lexicon.indefinites and first not in lexicon.possessive_pronouns:
        return None
    noun = _noun(tokens, max(owner, 1), parsed)
    if noun is None or _names_somebody(sentence, tokens[max(owner - 1, 0)].end if owner else tokens[0].start, parsed):
        return None
    return _span(tokens[0].start, tokens[noun].end, parsed)


def _behind_adverbial(tokens: Sequence[Token], parsed: ParsedArticle) -> int:
    """The place behind where or when something was: "Beside her, a taxi driver nodded.", "Afterwards a man came."."""
    lexicon = parsed.lexicon
    if len(tokens) > 1 and tokens[1].lower in lexicon.indefinites and tokens[0].lower in lexicon.scenes:
        return 1
    if tokens[0].lower not in lexicon.prepositions:
        return 0
    commas = (at + 1 for at, token in enumerate(tokens[: _LONGEST + 1]) if token.text == ",")
    behind = next(commas, 0)
    return behind if behind < len(tokens) else 0


def _owner(tokens: Sequence[Token], parsed: ParsedArticle) -> int:
    """How many tokens the owner of a description has: 1 for "Lakeside's trainer", 2 for "The defendant's sister"."""
    for at, token in enumerate(tokens[:_LONGEST]):
        if not token.is_word:
            return 0
        if token.lower.endswith(parsed.lexicon.possessive_endings):
            return at + 1
    return 0


def _noun(tokens: Sequence[Token], first: int, parsed: ParsedArticle) -> int | None:
    """The place of the noun for a person that ends a description, or None where its noun is for something else."""
    lexicon = parsed.lexicon
    for at in range(first, min(len(tokens) - 1, first + _LONGEST)):
        if not tokens[at].is_word or tokens[at].text[0].isupper():
            return None
        behind = tokens[at + 1]
        if behind.text == "," or not behind.is_word or _opens_predicate(behind, parsed):
            return at if _means_person(tokens[at].lower, parsed) else None
        if tokens[at].lower in lexicon.links:
            return None
    return None


def _opens_predicate(token: Token, parsed: ParsedArticle) -> bool:
    lexicon, word = parsed.lexicon, token.lower
    is_verb = word in lexicon.cues or word in lexicon.finite or word in lexicon.presenting
    return is_verb or word in lexicon.relatives or word.endswith(lexicon.participle_endings) or word in lexicon.links


def _behind_copula(sentence: Sentence, parsed: ParsedArticle) -> TextSpan | None:
    """Whom a sentence brings in at its end: "Among the victims was a retired mail carrier, who wept."."""
    tokens = sentence.tokens
    for at in range(1, len(tokens) - 2):
        if tokens[at].lower in parsed.lexicon.presenting and tokens[at + 1].lower in parsed.lexicon.indefinites:
            opening = tokens[0].lower
            if opening not in parsed.lexicon.prepositions | parsed.lexicon.existential:
                return None
            noun = _noun(tokens, at + 2, parsed)
            if noun is None or _names_somebody(sentence, tokens[at].end, parsed):
                return None
            return _span(tokens[at + 1].start, tokens[noun].end, parsed)
    return None


def _names_somebody(sentence: Sentence, start: int, parsed: ParsedArticle) -> bool:
    return any(name.is_person for name in parsed.names.within(start, sentence.end))


def _means_person(noun: str, parsed: ParsedArticle) -> bool:
    lexicon = parsed.lexicon
    lists = (lexicon.person_nouns, lexicon.kin, lexicon.anonymous, lexicon.feminine, lexicon.masculine)
    return noun in lexicon.people_nouns or any(noun in each for each in lists)


def _may_be(found: TextSpan, pronoun: Gender, parsed: ParsedArticle, roles: Roles) -> bool:
    """Whether a pronoun can mean a description, and the article does not give that role to somebody by name."""
    noun = found.text.rpartition(" ")[2].lower()
    lexicon = parsed.lexicon
    other = lexicon.masculine if pronoun == "she" else lexicon.feminine
    if noun in other:
        return False
    bearer: tuple[Name | None, bool] = roles.bearer(f"the {noun}", found.start)
    return bearer[0] is None


def _span(start: int, end: int, parsed: ParsedArticle) -> TextSpan:
    return TextSpan(start=start, end=end, text=parsed.text[start:end])
