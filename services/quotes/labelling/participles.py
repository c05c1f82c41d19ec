"""Participles that report for the subject of their sentence: "Lee spoke to the Echo, adding that it sank"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from copydesk.text.language.lexicon import PERSONAL, Lexicon
from services.quotes.labelling.labeller import LabelledSpan
from services.quotes.speakers.described import end_of_phrase
from services.quotes.speakers.mentions import is_oblique
from services.quotes.speakers.phrases import REACH
from services.quotes.speakers.subjects import Clause, Subject
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle
from services.quotes.text.sentences import Token

_BEFORE_SOURCE = 16
"""Characters before a source in which the preposition stands that it belongs to."""


def subject_of_participle(
    cue: LabelledSpan | None, source: LabelledSpan | None, start: int, parsed: ParsedArticle
) -> Subject | None:
    """The subject of a participle behind a comma that reports what begins at `start`: the cue, or the word before it.

    None where there is no such participle, where the source that was found can be its subject, or where the sentence
    opens with no name and no pronoun.
    """
    at = bisect_right(parsed.sentence_starts, start) - 1
    if at < 0:
        return None
    tokens, lexicon = parsed.sentences[at].tokens, parsed.lexicon
    index = _participle(tokens, _word_before(tokens, start, lexicon), lexicon)
    if index is None and cue is not None and tokens[0].start <= cue.start_char < start:
        cued = next((number for number, token in enumerate(tokens) if token.end > cue.start_char), None)
        index = _participle(tokens, cued, lexicon)
    if index is None or (source is not None and _may_be_subject(source, tokens[index].start, parsed)):
        return None
    clause = Clause(tokens, parsed.names, lexicon)
    floors = [0, *(at + 1 for at in range(1, index) if _opens_clause(tokens, at, lexicon))]
    subjects = (_subject(clause, floor, index, parsed) for floor in reversed(floors))
    return next((subject for subject in subjects if subject is not None), _described(tokens, index, parsed))


def _described(tokens: Sequence[Token], limit: int, parsed: ParsedArticle) -> Subject | None:
    """The description that opens a sentence: "The rector called Ann Lee a liar, saying"."""
    if tokens[0].lower not in parsed.lexicon.definite_articles:
        return None
    end = end_of_phrase(tokens[:limit], parsed.lexicon)
    while end > 1 and tokens[end - 1].lower in parsed.lexicon.auxiliaries:
        end -= 1
    if not 1 < end < limit or parsed.names.within(tokens[0].start, tokens[end - 1].end):
        return None
    return Subject(tokens[0].start, tokens[end - 1].end)


def _word_before(tokens: Sequence[Token], start: int, lexicon: Lexicon) -> int | None:
    """The last word before an offset, but for a "that"."""
    words = [number for number, token in enumerate(tokens) if token.end <= start and token.is_word]
    if words and tokens[words[-1]].lower in lexicon.complementizers:
        words.pop()
    return words[-1] if words else None


def _participle(tokens: Sequence[Token], index: int | None, lexicon: Lexicon) -> int | None:
    """A word, or the one behind a conjunction there, if it is a participle behind a comma."""
    if index is not None and tokens[index].lower in lexicon.coordinators:
        index += 1
    if not index or index >= len(tokens) or not tokens[index].lower.endswith(lexicon.gerund_endings):
        return None
    behind = tokens[index - 1]
    parted = behind.text == "," or behind.lower in lexicon.coordinators
    return index if parted or _is_without_comma(tokens, index, lexicon) else None


def _is_without_comma(tokens: Sequence[Token], index: int, lexicon: Lexicon) -> bool:
    """Whether a participle that no comma parts from its clause is of its subject: not of a letter or "with Ann Lee"."""
    before = [token.lower for token in tokens[:index]]
    if tokens[index].lower not in lexicon.cues or not _may_end_clause(tokens[index - 1], lexicon):
        return False
    return lexicon.writings.isdisjoint(before) and lexicon.absolute_openers.isdisjoint(before)


def _may_end_clause(token: Token, lexicon: Lexicon) -> bool:
    """Whether a clause may end in a word, behind which a participle has no comma: "praised the mayor saying"."""
    verbs = lexicon.auxiliaries | lexicon.finite | lexicon.cues | lexicon.speech_verbs
    words = verbs | lexicon.prepositions | lexicon.determiners | lexicon.clause_words | lexicon.pronouns.keys()
    return token.is_word and token.lower not in words and not token.lower.endswith(lexicon.participle_endings)


def _may_be_subject(source: LabelledSpan, participle: int, parsed: ParsedArticle) -> bool:
    """Whether a source stands before the participle, and is no object of a preposition."""
    if source.start_char > participle:
        return False
    cut = parsed.names.at(source.start_char, source.start_char + 1)
    first = cut or next(iter(parsed.names.within(source.start_char, source.end_char)), None)
    if first is not None:
        first = _first_joined(first, parsed)
        return not is_oblique(parsed, first) and not _is_object(first, parsed)
    before = parsed.text[max(0, source.start_char - _BEFORE_SOURCE) : source.start_char].lower().split()
    while len(before) > 1 and before[-1] in parsed.lexicon.determiners:
        before.pop()
    absolute = len(before) > 1 and before[-2].endswith(",")  # ", with officials warning"
    return not before or absolute or before[-1] not in parsed.lexicon.prepositions


def _is_object(name: Name, parsed: ParsedArticle) -> bool:
    """Whether a verb stands right before a name, which is then its object: "The MP considered NATO a danger"."""
    opening = parsed.sentence_start(name.start)
    before = parsed.text[opening : name.start].split()
    while before and before[-1].lower() in parsed.lexicon.determiners:
        before.pop()
    return len(before) > 1 and before[-1].islower() and before[-1].endswith(parsed.lexicon.participle_endings)


def _first_joined(name: Name, parsed: ParsedArticle) -> Name:
    """The name that a conjunction joins to one behind it, "the Post" of "the Post and the Echo"; else the name."""
    before = parsed.names.within(max(0, name.start - REACH), name.start)
    between = parsed.text[before[-1].end : name.start].lower().split() if before else []
    joined = between[:1] and between[0] in parsed.lexicon.conjunctions and len(between) <= 2  # noqa: PLR2004
    return before[-1] if joined else name


def _opens(body: Name, phrase: Sequence[Token], parsed: ParsedArticle) -> bool:
    """Whether the name of a body opens its clause, and is no people and no place before a report: "LAGOS, May 4"."""
    if body.entity.type == "NORP" or any(token.lower not in parsed.lexicon.determiners for token in phrase):
        return False
    return body.entity.type != "GPE" or not parsed.text[body.start : body.end].isupper()


def _opens_clause(tokens: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """Whether a further main clause may begin behind a token: ", but"."""
    return tokens[at].lower in lexicon.coordinators and tokens[at - 1].text == ","


def _subject(clause: Clause, floor: int, limit: int, parsed: ParsedArticle) -> Subject | None:
    """The name or pronoun that opens a clause, behind what tells when or where; no name inside of a description."""
    subject = clause.head(floor, limit)
    if subject is None:
        return None
    opening = [token for token in clause.tokens[floor:limit] if token.end <= subject.start]
    commas = [at for at, token in enumerate(opening) if token.text == ","]
    if floor and commas:
        return None
    phrase = opening[commas[-1] + 1 :] if commas else opening
    lexicon = parsed.lexicon
    if subject.pronoun in PERSONAL:
        return subject if not phrase else None
    if not subject.names or (not subject.names[0].is_person and not _opens(subject.names[0], phrase, parsed)):
        return None
    if _is_object(subject.names[0], parsed):
        return None
    ends = lexicon.links | lexicon.finite | lexicon.cues | lexicon.relatives
    return None if any(token.quotation is not None or token.lower in ends for token in phrase) else subject
