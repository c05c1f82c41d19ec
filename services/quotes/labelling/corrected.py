"""Subjects that the grammar of their sentence corrects.

In: the subject that was found for a cue. Out: who is told, and so does not speak, gives way to who tells; what stands
inside of a clause about the speaker gives way to the head of the sentence; a description gives way to the name behind
its comma.
"""

from __future__ import annotations

import re
from typing import Final

from services.quotes.labelling.judgement import subject_of_cue
from services.quotes.speakers.sources import subject_of
from services.quotes.speakers.subjects import Subject
from services.quotes.text.parsed_article import ParsedArticle

_REACH: Final = 60
"""Characters from a description to the name behind its comma, with the rest of the office and a title between."""

_ADDRESSED_REACH: Final = 40
"""Characters before a name in which the verb stands that somebody is told with: "told retired teacher "."""

_PASSIVE_REACH: Final = 12
"""Characters before such a verb in which its auxiliary stands: "was also told"."""

_CUE_REACH: Final = 20
"""Characters before a clause in which its verb stands, with a "that"."""

_WORD: Final = re.compile(r"\w+")

_QUOTED_REACH: Final = 120
"""Characters from "cited" to the end of "as saying"."""

_COLON: Final = 6
"""Characters between a colon and what is said: a blank and marks."""

_FULL_NAME: Final = 2
"""Words of a name that is enough alone: one word before a colon may be a heading."""

_PERSONAL: Final = ("he", "she")

_MARKS: Final = ',.;:“”"'

_TITLE_WORDS: Final = 3
"""Words before a name that opens its sentence: "Mrs Justice Lee"."""

_CLAUSE_WORDS: Final = 2
"""Words of such a clause, behind the word that opens it, from which the verb of saying is not its own."""

_BESIDE: Final = 3
"""Words between a subject and its verb: ", however,"."""


def corrected(subject: Subject | None, cue: tuple[int, int] | None, said: int, parsed: ParsedArticle) -> Subject | None:
    """Who speaks by the grammar of the sentence. `cue`: the verb's characters; `said`: where what is said begins."""
    if subject is not None and not subject.names and not subject.pronoun:
        subject = _before_colon(said, parsed) or subject
    cue = cue or _clause_cue(said, parsed)
    if subject is None or cue is None:
        return subject
    quoted = _quoted(cue, parsed)
    if quoted is not None:
        return quoted
    if subject.pronoun in _PERSONAL and said < cue[0]:
        return _introduced(said, parsed) or subject
    if subject.start >= cue[1]:
        return _teller(subject, cue, parsed) or _apposed(subject, parsed) or subject
    in_front = parsed.sentence_start(cue[0]) <= said < cue[0]
    head = None if in_front else _named_head(subject, cue, parsed) or _head(subject, cue, parsed)
    return head or _apposed(subject, parsed) or subject


def _introduced(said: int, parsed: ParsedArticle) -> Subject | None:
    """Whom the paragraph before a quotation introduces by its colon: "On Friday, Lee wrote in a letter:"."""
    number = parsed.paragraph_at(said)
    if number == 0 or said - parsed.paragraphs[number].start > _COLON:
        return None
    span = parsed.paragraphs[number - 1]
    if parsed.text[span.end - 1] != ":":
        return None
    start = max(parsed.sentence_start(span.end - 1), span.start)
    names = [name for name in parsed.names.within(start, span.end) if name.is_person]
    if len({name.entity.id for name in names}) != 1:
        return None
    (name, *_) = names
    opens = (
        not any(map(str.isalnum, parsed.text[start : name.start])) or parsed.text[name.start - 2 : name.start] == ", "
    )
    return Subject(name.start, name.end, (name,)) if opens else None


def _quoted(cue: tuple[int, int], parsed: ParsedArticle) -> Subject | None:
    """Who is quoted by somebody else, where a cue is part of how that is said: "the Post cited Lee as saying"."""
    for found in parsed.lexicon.quoted_as.finditer(parsed.text, parsed.sentence_start(cue[0]), cue[1] + _QUOTED_REACH):
        if found.start() <= cue[0] < found.end():
            return subject_of(*found.span("who"), parsed)
    return None


def _clause_cue(said: int, parsed: ParsedArticle) -> tuple[int, int] | None:
    """The verb right before a clause, which the labeller overlooked: "said" of ", said she had seen it"."""
    words = list(_WORD.finditer(parsed.text, max(0, said - _CUE_REACH), said))
    if words and words[-1][0] in parsed.lexicon.complementizers:
        words.pop()
    verb = words[-1] if words else None
    return verb.span() if verb is not None and verb[0] in parsed.lexicon.speech_verbs else None


def _before_colon(said: int, parsed: ParsedArticle) -> Subject | None:
    """Whose name stands right before the colon of a quotation, in commas or as where it is from."""
    if not parsed.text[max(0, said - _COLON) : said].rstrip(" “‘\"'").endswith(":"):
        return None
    end = parsed.text.rindex(":", 0, said)
    person = parsed.names.at(end - 1, end)
    if person is None or not person.is_person or person.end != end or person.words < _FULL_NAME:
        return None
    is_source = parsed.text.endswith(parsed.lexicon.before_named_source, max(0, person.start - _COLON), person.start)
    return Subject(person.start, person.end, (person,)) if is_source else None


def _teller(subject: Subject, cue: tuple[int, int], parsed: ParsedArticle) -> Subject | None:
    """Who tells, where who was found is told: of `"Yes," the guard told Ann Lee` the guard."""
    told = parsed.lexicon.addressing & parsed.lexicon.saying  # "warned the guard" may be the guard's
    verb = parsed.text[cue[0] : cue[1]].lower()
    between = parsed.text[cue[1] : subject.start]
    if subject.pronoun or verb not in told or len(between) > _ADDRESSED_REACH or any(map(str.isupper, between)):
        return None
    if any(mark in between for mark in _MARKS):
        return None
    if parsed.lexicon.told_passively.search(parsed.text, max(0, cue[0] - _PASSIVE_REACH), cue[1]):
        return None
    found = subject_of_cue(cue[0], parsed, inverted=False)
    return found if found is not None and found.end <= cue[0] else Subject(subject.start, subject.end, pronoun="it")


def _head(subject: Subject, cue: tuple[int, int], parsed: ParsedArticle) -> Subject | None:
    """The head of a sentence whose clause about it holds the subject: "A man" of "A man who saw Ann Lee said"."""
    opening = parsed.sentence_start(cue[0])
    if subject.pronoun in ("he", "she", "they") or subject.start < opening:
        return None
    if len(parsed.text[subject.end : cue[0]].split()) > _BESIDE:
        return None
    found = parsed.lexicon.head_and_clause.fullmatch(parsed.text[opening : cue[0]])
    if found is None or opening + found.start("clause") > subject.start:
        return None
    clause = parsed.text[opening + found.start("clause") : subject.start].split()
    if (
        len(clause) <= _CLAUSE_WORDS
        or _is_closed(subject, cue, parsed)
        or parsed.lexicon.new_subject.search(found["clause"])
    ):
        return None
    if clause[-1] in parsed.lexicon.before_body and any(not name.is_person for name in subject.names):
        return None  # "A report released by the Board said" is the Board's
    return Subject(opening, opening + found.end("head"))


def _named_head(subject: Subject, cue: tuple[int, int], parsed: ParsedArticle) -> Subject | None:
    """The person whose name opens the sentence, where the subject stands in what commas tell of that person.

    "Ann Lee, keeper of the Herbarium, where she worked, said"
    """
    if subject.pronoun or any(name.is_person for name in subject.names) or not parsed.text.endswith(", ", 0, cue[0]):
        return None
    opening = parsed.sentence_start(cue[0])
    named = [name for name in parsed.names.within(opening, cue[0]) if name.is_person]
    if not named or named[0].end >= subject.start or len({name.entity.id for name in named}) > 1:
        return None
    person = named[0]
    if len(parsed.text[opening : person.start].split()) > _TITLE_WORDS:
        return None
    titled = all(word[:1].isupper() for word in parsed.text[opening : person.start].split())
    inside = parsed.lexicon.told_in_commas.fullmatch(parsed.text, person.end, cue[0])
    return Subject(person.start, person.end, (person,)) if titled and inside is not None else None


def _is_closed(subject: Subject, cue: tuple[int, int], parsed: ParsedArticle) -> bool:
    """Whether a person's name in commas stands right before the verb: "The man who fell, Bo Ray, said"."""
    if not any(name.is_person for name in subject.names):
        return False
    return parsed.text.endswith(", ", 0, subject.start) and parsed.text[subject.end : cue[0]].strip() == ","


def _apposed(subject: Subject, parsed: ParsedArticle) -> Subject | None:
    """Whose name follows a description behind a comma: "the trust's head of policy, Dr Ann Lee, said"."""
    if subject.names or subject.pronoun:
        return None
    person = next(iter(parsed.names.within(subject.end, subject.end + _REACH)), None)
    if (
        person is None
        or not person.is_person
        or not parsed.lexicon.apposed.fullmatch(parsed.text, subject.end, person.start)
    ):
        return None
    behind = parsed.text[person.end : person.end + 1]
    return Subject(person.start, person.end, (person,)) if behind in ("", ",", ".", ":", " ", ";") else None
