"""From the words that name a source to who it is.

In: the characters that the labeller calls a source. Out: a subject: names, a pronoun, or a description as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from copydesk.text.language.lexicon import Lexicon
from services.quotes.speakers.phrases import (
    REACH,
    before_parenthesis,
    before_time,
    is_fragment,
    somebody_beside,
    whole_phrase,
)
from services.quotes.speakers.subjects import Subject
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

_WORD = re.compile(r"\w+(?:['’.-]\w+)*|[^\w\s]")
_AGE_BEHIND = re.compile(r", \d{1,3}\Z")
_APOSTROPHES = ("'", "’", "‘")
_APPOSITION = re.compile(r"\s*[,(—–]")
_WORD_BEHIND = re.compile(r",? (\w+) ")
_SIGNED = re.compile(r"[”\"»’]{0,2}\s{0,3}[—–―-]\s{0,3}")
_SIGNED_BELOW = re.compile(r"[—–―-]\s{0,3}(?=\w)")
"""A signature that is a paragraph of its own."""

_WHERE_FROM = re.compile(r", (?:[A-Z0-9][\w.&’'-]*\s?){1,4}\s*")
"""Behind the name of who signs, the paper or the town: ", Harbour Post"."""

_FULL_NAME = 2
"""Words of a name that may sign so."""

_CLOSING_MARKS = ("”", '"', "»", "’", "'")

_SIGNATURE_REACH = 80
"""Characters of a name and what its bearer is, behind a quotation that is signed."""

_ANTECEDENT_REACH = 150
"""Characters before a relative pronoun in which its antecedent stands."""

_LONGEST_OPENING = 7
"""Words of a noun phrase before the last of its parts."""

_MODIFIERS = 3
"""Words before the last noun of a phrase in which its preposition stands: "on rolling"."""

_PRONOUN_WORDS = 2
"""Words of a source that is only a pronoun: "he himself"."""

_LONGEST_ROLE = 5
"""Words of a role behind "and", before its bearer: "and deputy council leader"."""

_COMPANION_WORDS = 3
_POSSESSIVE_LENGTH = 2
"""An apostrophe and a letter: with nothing behind them the name itself is the source."""


_OPENING = 40
"""Characters that open a sentence and have a capital, unless all of it is written without."""


def subject_of(start: int, end: int, parsed: ParsedArticle) -> Subject:
    """Who the characters `start` to `end` name."""
    start, end = whole_phrase(start, end, parsed)
    start = _behind_relation(start, end, parsed)
    speaking = before_parenthesis(start, end, parsed)
    if speaking is not None:
        return Subject(speaking.start, speaking.end, (speaking,))
    subject = somebody_beside(start, end, parsed) or _by_word(start, end, parsed)
    subject = subject or _by_names(_with_partner(start, parsed), end, parsed)
    return replace(subject, names=()) if _is_common_noun(subject.names, parsed) else subject


def _is_common_noun(names: Sequence[Name], parsed: ParsedArticle) -> bool:
    """Whether the only name is one word without a capital, in a sentence that has one: "the tabasqueño said"."""
    if len(names) != 1:
        return False
    word = parsed.text[names[0].start : names[0].end]
    start = parsed.sentence_start(names[0].start)
    opening = parsed.text[start : start + _OPENING]
    return word.islower() and word.isalpha() and opening.lower() != opening


def _behind_relation(start: int, end: int, parsed: ParsedArticle) -> int:
    """Where the words begin without somebody who only comes first: "Joined by her wife, Mia, Mayor Ann Lee said"."""
    names = parsed.names.within(start, end)
    if len(names) < 2 or "," in parsed.text[start : names[0].start] or not all(name.is_person for name in names):  # noqa: PLR2004
        return start
    comma, _, rest = parsed.text[names[0].end : end].partition(" ")
    if comma != "," or rest.partition(" ")[0] in parsed.lexicon.conjunctions | parsed.lexicon.determiners:
        return start
    opening = parsed.sentence_start(start)
    related = parsed.lexicon.relation_before.search(parsed.text, opening, start) is not None
    return end - len(rest) if related or _ends_opening_phrase(names, opening, end, parsed) else start


def _ends_opening_phrase(names: Sequence[Name], opening: int, end: int, parsed: ParsedArticle) -> bool:
    """Whether the first of two names ends the phrase that opens the sentence: "After a talk with Lee, actor Ray"."""
    if len(names) != 2 or names[1].end != end:  # noqa: PLR2004
        return False
    phrase = parsed.text[opening : names[0].start].lower().split()
    role = parsed.text[names[0].end + 1 : names[1].start].lower().split()
    openers, links = parsed.lexicon.prepositions | parsed.lexicon.circumstances, parsed.lexicon.links
    if not phrase or phrase[0] not in openers or "," in parsed.text[opening : names[0].start]:
        return False
    return 0 < len(role) <= _LONGEST_ROLE and (links | parsed.lexicon.relatives).isdisjoint(role)


def _by_word(start: int, end: int, parsed: ParsedArticle) -> Subject | None:
    """Whom a pronoun means that needs no antecedents, or who stands beside words that name nobody."""
    words = _WORD.findall(parsed.text[start:end])
    lower = words[0].lower() if words else ""
    if len(words) == 1 and lower in parsed.lexicon.relatives:
        return _antecedent(start, end, parsed)
    if len(words) == 1 and lower not in parsed.lexicon.pronouns and lower.endswith(parsed.lexicon.reflexive_endings):
        named = parsed.names.at(start - 2, start)
        return None if named is None else Subject(named.start, end, (named,))
    gendered = parsed.lexicon.gendered_pronouns.get(lower) if len(words) == 1 else None
    if gendered is not None and lower not in parsed.lexicon.pronouns:  # "according to her"
        return Subject(start, end, pronoun=gendered)
    if not is_fragment(parsed.text[start:end], parsed.lexicon):
        return None
    meant = _apposed_to(start, parsed) or before_time(start, parsed)
    return Subject(start, end, pronoun="it") if meant is None else Subject(meant.start, meant.end, (meant,))


def _by_names(start: int, end: int, parsed: ParsedArticle) -> Subject:
    text = parsed.text
    words = _WORD.findall(text[start:end])
    names = parsed.names.within(start, end)
    pronoun = parsed.lexicon.pronouns.get(words[0].lower() if words else "")
    if pronoun is not None and len(words) <= _PRONOUN_WORDS and not names:
        return Subject(start, end, pronoun=pronoun)
    speaking = _speaking(text, start, end, names, parsed.lexicon)
    if len(speaking) == 1 and (larger := _larger_name(speaking[0], parsed)) < speaking[0].start:
        return Subject(min(start, larger), end)
    if speaking:
        return Subject(start, end, tuple(speaking), companion=_companion(text, speaking[-1], end, parsed.lexicon))
    if text[start:end].isupper():
        owner = parsed.names.bearer_of(text[start:end])
    else:
        owner = _apposed_to(start, parsed) if _is_fragment(start, parsed) else None
        start = _opening(start, parsed) if owner is None else start
    return Subject(start, end, () if owner is None else (owner,))


def _with_partner(start: int, parsed: ParsedArticle) -> int:
    """Where the words begin with the partner whom a conjunction joins to them: "Ann Lee and" before "Bo Ray"."""
    for name in parsed.names.within(max(0, start - REACH), start):
        if parsed.text[name.end : start].strip().lower() in parsed.lexicon.conjunctions:
            return name.start
    return start


def _is_fragment(start: int, parsed: ParsedArticle) -> bool:
    """Whether the words begin inside a noun phrase: "network of activists" of "a group with a network of activists"."""
    before = _WORD.findall(parsed.text[max(0, start - 16) : start])
    lexicon = parsed.lexicon
    inside = (
        bool(before) and before[-1].lower() in (lexicon.determiners | lexicon.prepositions) - lexicon.complementizers
    )
    inside |= parsed.text[max(0, start - 16) : start].rstrip().endswith(lexicon.possessive_endings)
    return inside and parsed.text[start].islower()


def _opening(start: int, parsed: ParsedArticle) -> int:
    """Where the noun phrase begins that opens a sentence and ends in words behind a preposition.

    Of "Staff on short contracts" the labeller may see "short contracts" alone. Elsewhere where the words begin.
    """
    opening = parsed.sentence_start(start)
    lexicon = parsed.lexicon
    before = parsed.text[opening:start]
    words = _WORD.findall(before.lower().replace("%", ""))
    if not 1 < len(words) <= _LONGEST_OPENING or lexicon.prepositions.isdisjoint(words[-_MODIFIERS:]):
        return start
    if words[0] in lexicon.links:
        return start
    verbs = lexicon.finite | lexicon.cues | lexicon.clause_words | lexicon.pronouns.keys() | lexicon.no_addressee
    inside = any(not word[0].isalnum() or word in verbs for word in words)
    return start if inside else opening


def _companion(text: str, name: Name, end: int, lexicon: Lexicon) -> str:
    """Of "Ann Lee and Parker" the partner whom the article does not introduce, as printed."""
    conjunction, _, partner = text[name.end : end].strip().partition(" ")
    printed = partner.split()
    if conjunction not in lexicon.conjunctions or not 0 < len(printed) <= _COMPANION_WORDS:
        return ""
    return partner if all(word[:1].isupper() for word in printed) else ""


def signature(end: int, parsed: ParsedArticle) -> Subject | None:
    """Who signs a quotation that ends at an offset, behind a dash at the end of its paragraph: `"..." - Ann Lee`."""
    number = parsed.paragraph_at(end)
    last = parsed.paragraphs[number].end
    dash = _SIGNED.match(parsed.text, end, last)
    closed = parsed.text[end : end + 1] in _CLOSING_MARKS and not any(map(str.isalnum, parsed.text[end:last]))
    if dash is None and closed and number + 1 < len(parsed.paragraphs):
        following = parsed.paragraphs[number + 1]
        dash, last = _SIGNED_BELOW.match(parsed.text, following.start, following.end), following.end
        if dash is None:
            return _signed_below(following.start, following.end, parsed)
    if dash is None or last - dash.end() > _SIGNATURE_REACH:
        return None
    name = next(iter(parsed.names.within(dash.end(), last)), None)
    if name is None or not all(word[:1].isupper() for word in parsed.text[dash.end() : name.start].split()):
        return None
    return Subject(name.start, name.end, (name,))


def _signed_below(start: int, end: int, parsed: ParsedArticle) -> Subject | None:
    """Whose name, and where that person is from, is all that a paragraph holds: "Ann Lee, Harbour Post"."""
    name = next(iter(parsed.names.within(start, end)), None)
    if name is None or not name.is_person or name.start != start or name.words < _FULL_NAME:
        return None
    behind = _WHERE_FROM.fullmatch(parsed.text, name.end, end)
    return None if behind is None else Subject(name.start, name.end, (name,))


def _antecedent(start: int, end: int, parsed: ParsedArticle) -> Subject:
    """Of "Ann Lee, who said" and "Ann Lee, a teacher in Bonn who said": the name before the relative pronoun."""
    text = parsed.text
    before = text[max(0, start - _ANTECEDENT_REACH) : start]
    end_before = start - len(before) + len(_AGE_BEHIND.sub("", before.rstrip(" ,")))
    names = parsed.names.within(start - len(before), start)
    if (
        names
        and names[-1].end >= end_before
        and (names[-1].is_person or not _means_people(text[start:end], parsed.lexicon))
    ):
        return Subject(start, end, (_not_the_place(names, parsed),))
    person = _apposed_to(start, parsed)
    if person is not None and person.is_person:
        return Subject(start, end, (person,))
    return _described_in_front(start, parsed) or Subject(start, end, pronoun="who")


def _described_in_front(start: int, parsed: ParsedArticle) -> Subject | None:
    """Who opens the sentence of a relative clause: "One juror" of "One juror, who asked not to be named, said"."""
    opening = parsed.sentence_start(start)
    found = parsed.lexicon.described_in_front.fullmatch(parsed.text, opening, start)
    if found is None or parsed.names.within(opening, found.end(1)):
        return None
    words = {word.lower() for word in found[1].split()}
    verbs = parsed.lexicon.cues | parsed.lexicon.finite | parsed.lexicon.clause_words
    return None if words & verbs else Subject(opening, found.end(1))


def _not_the_place(names: Sequence[Name], parsed: ParsedArticle) -> Name:
    """The last of some names, or the one before where the last only says where it is: "the Guild in Bonn, which"."""
    last = names[-1]
    if last.entity.type != "GPE" or len(names) == 1:
        return last
    between = parsed.text[names[-2].end : last.start].split()
    return names[-2] if len(between) == 1 and between[0] in parsed.lexicon.prepositions else last


def _means_people(relative: str, lexicon: Lexicon) -> bool:
    return lexicon.pronouns.get(relative.lower()) == "who"


def _apposed_to(start: int, parsed: ParsedArticle) -> Name | None:
    """The name before an apposition that goes on up to an offset: "Ann Lee, a teacher in Bonn"."""
    text = parsed.text
    apposed = [
        name
        for name in parsed.names.within(max(0, start - _ANTECEDENT_REACH), start)
        if _opens_apposition(text, name.end, start, parsed.lexicon)
    ]
    return apposed[-1] if apposed and text.find(". ", apposed[-1].end, start) < 0 else None


def _opens_apposition(text: str, at: int, limit: int, lexicon: Lexicon) -> bool:
    """Whether an apposition begins at an offset, behind a name: "Ann Lee, a teacher"."""
    word = _WORD_BEHIND.match(text, at, limit)
    return word is not None and word[1] in lexicon.apposition_openers


_CAPITALS = re.compile(r"(?:[A-Z][\w’'-]+ )+\Z")


def _larger_name(name: Name, parsed: ParsedArticle) -> int:
    """Where a name begins that a place ends, which the article does not know: "Frack Free Bonn"; else the place.

    One capital alone at the beginning of a sentence is any word.
    """
    opening = max(parsed.sentence_start(name.start), name.start - REACH)
    before = _CAPITALS.search(parsed.text, opening, name.start)
    if name.entity.type != "GPE" or before is None or parsed.names.at(before.start(), name.start) is not None:
        return name.start
    words = before[0].lower().split()
    alone = len(words) == 1 and before.start() == parsed.sentence_start(name.start)
    lexicon = parsed.lexicon
    ordinary = lexicon.role_modifiers | lexicon.determiners | lexicon.links | lexicon.times | lexicon.cues
    return name.start if alone or not ordinary.isdisjoint(words) else before.start()


def _speaking(text: str, start: int, end: int, names: Sequence[Name], lexicon: Lexicon) -> list[Name]:
    """Of the names in a source those of who speaks, not of those for whom they speak."""
    linked = _linked(text, start, end, names, lexicon)
    free = [name for name in names if name not in linked and not _is_modifier(text, start, end, name, lexicon)]
    people = [name for name in free if name.is_person]
    if _is_list(text, people, lexicon):
        return people
    head = _APPOSITION.search(text, min(start + 1, end), end)
    head_end = head.start() if head else end
    in_head = _up_to_circumstance(text, [name for name in people if name.start < head_end], lexicon)
    chosen = in_head or people
    if chosen:
        first = chosen[-1] if in_head else chosen[0]
        return _joint(text, chosen, lexicon) or [first, *_further(text, first, people, lexicon)]
    if len(free) > 1 and _joint(text, free, lexicon):
        return free
    return [name for name in free if _is_head(text, name, head_end, lexicon)][:1]


def _up_to_circumstance(text: str, people: list[Name], lexicon: Lexicon) -> list[Name]:
    """The people before the words that tell when or with whom somebody spoke: "Ann Lee after Bo Ray left"."""
    for at, (left, right) in enumerate(pairwise(people), start=1):
        behind = text[left.end : right.start].split()
        if behind and behind[0] in lexicon.prepositions | lexicon.circumstances:
            return people[:at]
    return people


def _is_head(text: str, name: Name, head_end: int, lexicon: Lexicon) -> bool:
    """Whether the name of a body ends the head of a source, but for when or where: "Chevron in 2017"."""
    if name.start >= head_end or name.end >= head_end:
        return name.start < head_end
    behind = _NOUN_BEHIND.match(text, name.end, head_end) if name.entity.type == "ORG" else None
    return behind is not None and behind[1] in lexicon.prepositions & lexicon.times


_NOUN_BEHIND = re.compile(r" ([a-z]+)")


def _is_modifier(text: str, start: int, end: int, name: Name, lexicon: Lexicon) -> bool:
    """Whether a person's name only says whose people speak: "Lee allies", "the Lee administration"."""
    noun = _NOUN_BEHIND.match(text, name.end, end) if name.is_person else None
    if noun is None or noun[1] in (
        lexicon.links | lexicon.cues | lexicon.auxiliaries | lexicon.gendered_pronouns.keys()
    ):
        return False
    adverb = noun[1].endswith(lexicon.adverb_endings) and noun[1] not in lexicon.no_adverbs
    if noun[1] in lexicon.times or adverb:
        return False
    before = text[start : name.start].split()
    participle = noun[1].endswith(lexicon.participle_endings)  # "said Lee referring to the boat"
    return not participle or (bool(before) and before[-1].lower() in lexicon.determiners)


def _is_list(text: str, people: Sequence[Name], lexicon: Lexicon) -> bool:
    """Whether commas part the names, and a conjunction the last: "Ann Lee, Bo Ray and farmer Cy Fox"."""
    between = [text[left.end : right.start].strip(" ,").lower() for left, right in pairwise(people)]
    return len(between) > 1 and _joins(between[-1], lexicon) and not any(between[:-1])


def _joint(text: str, people: Sequence[Name], lexicon: Lexicon) -> list[Name]:
    """People who speak together: "Ann Lee and Bo Ray"."""
    if len(people) == 1:
        return []
    between = [text[left.end : right.start].strip(" ,").lower() for left, right in pairwise(people)]
    return list(people) if any(_joins(part, lexicon) for part in between) else []


def _further(text: str, first: Name, people: Sequence[Name], lexicon: Lexicon) -> Iterator[Name]:
    """Who speaks with a person behind an apposition: "Ann Lee, the mayor, and her lawyer, Bo Ray"."""
    last = first
    for name in people[people.index(first) + 1 :]:
        between = text[last.end : name.start].strip(" ").rstrip(",").lower()
        behind_apposition = between.rpartition(", ")[2] if between.startswith(",") else between
        if not _joins(behind_apposition, lexicon):
            return
        yield name
        last = name


def _joins(between: str, lexicon: Lexicon) -> bool:
    """Whether what stands between two names, in lower case, makes them speak together: "and", "and her lawyer"."""
    first, *role = between.split() or [""]
    if first not in lexicon.conjunctions and first != "&":
        return False
    no_role = lexicon.relatives | lexicon.prepositions | lexicon.cues | lexicon.finite | lexicon.auxiliaries
    return len(role) <= _LONGEST_ROLE and no_role.isdisjoint(role)


def _linked(text: str, start: int, end: int, names: Sequence[Name], lexicon: Lexicon) -> list[Name]:
    """The names that only say whose or what kind of speaker it is, with people who are joined to one of them.

    "A spokesman for Ann Lee and council leader Bo Ray".
    """
    linked: list[Name] = []
    for name in names:
        before = linked[-1] if linked and linked[-1].is_person and name.is_person else None
        joined = before is not None and _joins(text[before.end : name.start].strip().lower(), lexicon)
        if joined or _is_linked(text, start, end, name, lexicon):
            linked.append(name)
    return linked


def _is_linked(text: str, start: int, end: int, name: Name, lexicon: Lexicon) -> bool:
    """Whether a name only says whose or what kind of speaker it is: "a spokesman for Ann Lee", "Lee's lawyer"."""
    possessor = text[name.end : name.end + 1] in _APOSTROPHES and text[name.end + 1 : name.end + 2].isalnum()
    if possessor and end - name.end > _POSSESSIVE_LENGTH:
        return True
    before = _WORD.findall(text[max(start, name.start - 40) : name.start])
    office = bool(before) and before[-1][0].isupper() and before[-1].lower() in lexicon.ranks
    while len(before) > 1 and _opens_name(before[-1].lower(), lexicon):
        before.pop()
    before = _before_field(before) if office else before
    last = before[-1].lower() if before else ""
    return last in lexicon.owner_links or (name.is_person and last in lexicon.camps)


def _before_field(before: list[str]) -> list[str]:
    """The words in front of an office without its field: "for" of "A spokeswoman for Agriculture" before "Minister"."""
    first = len(before)
    while first and before[first - 1][0].isupper():
        first -= 1
    return before[:first] if any(word.islower() for word in before[: first - 1]) else before


def _opens_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word before a name belongs to it: "the", "Mr", "Private"."""
    titles = lexicon.masculine_titles | lexicon.feminine_titles | lexicon.ranks
    return word == "." or word in lexicon.determiners or word in titles or word in lexicon.short_titles
