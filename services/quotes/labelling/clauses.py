"""Clauses that end in who says them: "The ferry was late, a spokesman for the port said on Friday".

In: one sentence. Out: the clause, its verb and its subject, where grammar leaves no doubt; the labeller has seen few of
them whose speaker comes with a description.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.text.language.lexicon import NOBODY_NAMED, Lexicon
from services.quotes.speakers.subjects import Clause, Subject
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle
from services.quotes.text.sentences import Sentence, Token

_SHORTEST = 3
"""Words of a clause: a subject, a verb and something more."""

_TAIL = 7
"""Tokens behind the verb: to whom, when and where it was said."""

_LONGEST_SUBJECT = 16
"""Tokens of a subject with its description."""

_DESCRIBED = 3
"""Commas round a name and a description: before, between and behind them."""

_BREAKS = frozenset(":;?")
"""What stands in no sentence that is one clause with its verb of saying."""


@dataclass(frozen=True, slots=True)
class ClauseInFront:
    """The characters `start` to `end` that are said, by whom, and the characters of the verb."""

    start: int
    end: int
    subject: Subject
    cue: tuple[int, int]


def clause_in_front(sentence: Sentence, parsed: ParsedArticle) -> ClauseInFront | None:
    """The clause that the end of a sentence reports, if it does."""
    tokens, lexicon = sentence.tokens, parsed.lexicon
    last = next((at + 1 for at in range(len(tokens) - 1, -1, -1) if tokens[at].is_word), 0)
    places = range(max(_SHORTEST + 1, last - _TAIL), last)
    at = next((at for at in places if tokens[at].text in lexicon.speech_verbs), 0)
    if not at or any(token.quotation is not None or token.text in _BREAKS for token in tokens):
        return None
    clause = Clause(tokens, parsed.names, lexicon)
    behind = _behind(clause, at, lexicon)
    comma, subject = (at - 1, behind) if behind is not None else _subject_first(clause, at, lexicon)
    if subject is None or subject.pronoun in NOBODY_NAMED or not _may_be_clause(tokens[:comma], lexicon):
        return None
    tail = [token for token in tokens[at + 1 : last] if token.start >= subject.end]
    if not _is_tail(tail, lexicon, addressed=tokens[at].text in lexicon.addressing):
        return None
    return ClauseInFront(tokens[0].start, tokens[comma - 1].end, subject, (tokens[at].start, tokens[at].end))


def _behind(clause: Clause, at: int, lexicon: Lexicon) -> Subject | None:
    """The person or the body behind its verb: ", said Ann Lee". Behind "told" stands who was told."""
    inverted = clause.tokens[at - 1].text == "," and clause.tokens[at].text not in lexicon.addressing
    subject = clause.after(at) if inverted else None
    return subject if subject is not None and (subject.names or subject.pronoun) else None


def _subject_first(clause: Clause, at: int, lexicon: Lexicon) -> tuple[int, Subject | None]:
    """The comma before the subject of the verb at a token, and the subject, described behind a comma or not."""
    tokens = clause.tokens
    commas = [place for place in range(max(0, at - _LONGEST_SUBJECT), at) if tokens[place].text == ","]
    closed = bool(commas) and commas[-1] == at - 1
    if len(commas) < (_DESCRIBED if closed else 1):
        return 0, None
    comma = commas[-_DESCRIBED] if closed else commas[-1]
    if not _is_phrase(clause, comma + 1, at, lexicon):
        return 0, None
    if not closed:
        return comma, clause.before(at, comma + 1)
    name = _only_person(clause.owners[commas[-2] + 1 : at]) or _only_person(clause.owners[comma + 1 : commas[-2]])
    if name is not None:
        return comma, Subject(name.start, name.end, (name,))
    printed = tokens[commas[-2] + 1 : commas[-1]]
    is_name = len(printed) > 1 and all(token.text[0].isupper() for token in printed)
    return comma, Subject(printed[0].start, printed[-1].end) if is_name else None


def _only_person(owners: Sequence[Name | None]) -> Name | None:
    people = {owner.start: owner for owner in owners if owner is not None and owner.is_person}
    return next(iter(people.values())) if len(people) == 1 else None


def _is_phrase(clause: Clause, first: int, end: int, lexicon: Lexicon) -> bool:
    """Whether tokens are a noun phrase without a verb."""
    words = [token.text for token in clause.tokens[first:end] if token.is_word]
    lower = [word.lower() for word in words]
    if len(words) == 1 and lower[0] in lexicon.pronouns:
        return True
    verbs = lexicon.finite | lexicon.cues | lexicon.clause_words | lexicon.relatives | lexicon.pronouns.keys()
    if not words or any(word in verbs for word in lower):
        return False
    opens = lower[0] in lexicon.determiners or words[0][0].isupper()
    return opens or any(owner is not None for owner in clause.owners[first:end]) or words[-1].endswith("s")


def _may_be_clause(tokens: Sequence[Token], lexicon: Lexicon) -> bool:
    """Whether words are a clause and not only when, where or how it was said: "In Bonn on Monday"."""
    if tokens and tokens[0].lower in lexicon.coordinators:
        tokens = tokens[1:]
    commas = [at for at, token in enumerate(tokens) if token.text == ","]
    opening = tokens[0].lower if tokens else ""
    adverbial = opening in (lexicon.prepositions | lexicon.clause_words) or opening.endswith(lexicon.participle_endings)
    behind = tokens[commas[-1] + 1 :] if adverbial and commas else () if adverbial else tokens
    return sum(token.is_word for token in behind) >= _SHORTEST


def _is_tail(tail: Sequence[Token], lexicon: Lexicon, *, addressed: bool) -> bool:
    """Whether words behind the verb and its subject only tell to whom, when and where."""
    if any(not token.is_word or token.lower in (lexicon.complementizers | lexicon.cues) for token in tail):
        return False
    circumstances = lexicon.prepositions | lexicon.times | lexicon.weekdays
    return not tail or addressed or tail[0].lower in circumstances
