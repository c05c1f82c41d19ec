"""People: names that the tagger cut short, missed or took for places, and that the words in and beside them tell of.

Given names that are also months or places (August, Sydney), particles inside of a name ("van der"), surnames that are
also verbs ("Said"), and a person behind an office that has several fields ("Minister of Trade and Tourism").
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.language.en import ENGLISH
from copydesk.text.language.name_lists import whose_in_the_world
from copydesk.text.tokens import BLANK, NO_GAP, Tokens
from copydesk.text.word_set import word_set
from services.entities.companies import COMPANY_HEADS
from services.entities.found_names import FoundName, in_order, is_known_word, name_at
from services.entities.gazetteer import is_given_name, lookup
from services.entities.lexicon import CALENDAR, EVENT_HEADS, OFFICES, ORG_HEADS, PARTICLES, PLACE_HEADS, ROLES, TITLES
from services.entities.place_table import place_table

_GIVEN_PLACES: Final = word_set(
    "adelaide asia aspen austin brooklyn carolina chelsea chester cheyenne dakota dallas dayton denver diego florence "
    "georgia houston india israel jackson jordan kent kingston lincoln logan london madison memphis milan paris "
    "phoenix salem santiago savannah siena sienna sydney trent trenton troy valencia victoria vienna virginia"
)
"""Places after which people are named."""

_GIVEN_MONTHS: Final = frozenset({"april", "august", "june", "may"})

_VERBAL_SURNAMES: Final = frozenset({"said", "will"})
"""Surnames that are verbs of any news text."""

_DEEDS: Final = word_set(
    "asked dances directed died grew lives married met painted plays sang sings smiled studied studies taught teaches "
    "was who wrote"
)
"""Verbs of what people do and teams do not, behind a name."""

_HUMAN_VERBS: Final = word_set("asked cried exclaimed joked laughed quipped shouted sighed whispered")
"""Verbs of saying that no body does."""

_MEETINGS: Final = word_set("hired interviewed married met named succeeds with")
"""Words before somebody's name, of which teams and places have none."""

_WITHIN: Final = PARTICLES - {"af", "ben", "do", "dos", "el", "le", "ten", "ul", "ur", "y", "zu", "zur"}
"""Particles that are no words of English or other languages that an English text prints between names."""

_MARKS: Final = {'"': '"', "“": "”", "‘": "’", "'": "'"}
"""Marks around a nickname: the opening ones, each with the one that closes it."""

_SURE_TITLES: Final = word_set(
    "alhaja alhaji brig capt cllr cmdr col cpl dame dcp det dr engr fr insp lt maj mr mrs ms prof pte rev sgt sir supt"
)
"""Titles, as they are shortened, behind which nothing but a person's name stands."""

_RANKS: Final = word_set("ACP AIG ASP CSP DCI DCP DCS DIG DSP IGP SSP WPC")
"""Ranks of the police in Africa, Asia and Britain, which are words or nothing in small letters."""

_SEATS: Final = word_set("MCA MEP MLA MLC MNA MP MPP MSP TD")
"""What a member of a parliament or an assembly is called between a place and the name: "Leeds MP Ann Lee"."""

_LONGEST_TITLED: Final = 3
"""Words of a full name that is taken for one by its title alone."""

_NICKNAME_WORDS: Final = 3
"""Words that a nickname has at most."""

_SURNAME_PARTICLES: Final = word_set("mac ní nic o' ó ua uí van von de da di du la le del della")
"""Words that a surname begins with."""

_DIGITS_OF_AGE: Final = 2
"""Digits of an age; of three the first is that of a year or a house number more often."""

_SHORTEST_VERB: Final = 3
"""Letters of "was" and "has", behind any name."""

_FULL_NAME: Final = 2
"""Words of a given name and a surname."""

_ROLE_REACH: Final = 6
"""Tokens behind ", a" in which a role stands: ", the former mayor"."""

_OFFICE_REACH: Final = 10
"""Tokens before a name in which its office begins: "Minister of Agriculture, Forestry and Fisheries"."""

_PEOPLE: Final = ENGLISH.person_nouns | ENGLISH.people_nouns
"""Nouns for people that open a sentence in front of a name."""

_NO_SURNAMES: Final = COMPANY_HEADS | ORG_HEADS | PLACE_HEADS | EVENT_HEADS
_NO_PART_OF_NAMES: Final = _NO_SURNAMES | TITLES | CALENDAR


def with_people(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, people among them as such and in full; in order, without overlap."""
    behind_office = [_behind_office(tokens, name) for name in names]
    whole = _with_verbal_surnames(tokens, _joined_by_particles(tokens, behind_office))
    whole = _with_officials(tokens, _with_titled(tokens, [_without_seat(tokens, name) for name in whole]))
    whole = _with_rare_given_names(tokens, _with_double_surnames(tokens, whole))
    whole = _with_aged(tokens, _with_nicknames(tokens, whole))
    kept = [name.relabelled("PERSON") if _is_person(tokens, name) else name for name in whole]
    return _with_given_months(tokens, kept)


def _behind_office(tokens: Tokens, name: FoundName) -> FoundName:
    """The person behind an office with several fields, of which the tagger took the last for the name's beginning.

    "Sigrid Holm" of "Minister of Fisheries, Trade and Tourism Sigrid Holm".
    """
    start, end = name.tokens
    given = end - _FULL_NAME
    if end - start > _FULL_NAME and tokens.lower[start] in _PEOPLE and _is_told_person(tokens, name):
        return name_at(tokens, start + 1, end, "PERSON")  # "Novelist Ann Lee"
    least = start + 1 if name.label == "PERSON" else start
    if name.label not in {"ORG", "LOC", "MISC", "PERSON"} or given < least:
        return name
    if not _has_surname_form(tokens.words[end - 1]) or tokens.lower[end - 1] in OFFICES:
        return name
    if not _is_given_name(tokens.words[given]) and not (given > start and _speaks_of_self(tokens, end)):
        return name
    return name_at(tokens, given, end, "PERSON") if is_behind_office(tokens, given) else name


def _is_told_person(tokens: Tokens, name: FoundName) -> bool:
    """Whether a name is one of a person behind its first word, a noun for people."""
    known = name.label in {"ORG", "LOC", "MISC"} and _is_given_name(tokens.words[name.tokens.start + 1])
    return name.label == "PERSON" or known


def _speaks_of_self(tokens: Tokens, end: int) -> bool:
    """Whether somebody says something of himself or herself behind the token: "said she"."""
    behind = tokens.lower[end : end + 2]
    return behind[:1] != [] and behind[0] in ENGLISH.speech_verbs and behind[-1] in ENGLISH.gendered_pronouns


def is_behind_office(tokens: Tokens, end: int) -> bool:
    """Whether an office and its fields stand before the token: nothing but capitalised words and what joins them."""
    fields = end
    for at in range(end - 1, max(-1, end - 1 - _OFFICE_REACH), -1):
        lower = tokens.lower[at]
        if lower in {"of", "for"}:
            fields = at
        elif lower in OFFICES and at + 1 == fields:
            return True
        elif lower not in {",", "and", "&", "the", "state"} and not tokens.words[at][:1].isupper():
            return False
    return False


def _joined_by_particles(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, those joined that only particles part: "Kees van" and "Meer" of "Kees van der Meer"."""
    found: list[FoundName] = []
    for name in names:
        before = found[-1] if found else None
        if before is None or not _is_parted_by_particle(tokens, before, name):
            found.append(name)
            continue
        found[-1] = name_at(tokens, before.tokens.start, name.tokens.end, "PERSON")
    return found


def _is_parted_by_particle(tokens: Tokens, before: FoundName, name: FoundName) -> bool:
    if before.label != "PERSON" or name.label not in {"PERSON", "LOC", "MISC", "ORG"} or len(name.words) > 1:
        return False
    between = tokens.lower[before.tokens.end : name.tokens.start]
    if not all(word in _WITHIN for word in between):
        return False
    return before.words[-1] in _WITHIN if not between or len(before.words) > 1 else _is_given_name(before.words[0])


def _with_verbal_surnames(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, a given name with the capitalised verb behind it that is a surname: "Salma Said"."""
    return [
        name_at(tokens, name.tokens.start, name.tokens.end + 1, "PERSON") if _has_verbal_surname(tokens, name) else name
        for name in names
    ]


def _with_double_surnames(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, people with both parts of the surname that a hyphen joins: "Djibril Konaté-Diaz"."""
    whole = {name.tokens.start: name for name in (_with_both_parts(tokens, each) for each in names)}
    inside = {at for name in whole.values() for at in range(name.tokens.start + 1, name.tokens.end)}
    return [name for at, name in whole.items() if at not in inside]


def _with_both_parts(tokens: Tokens, name: FoundName) -> FoundName:
    start, end = name.tokens
    if name.label != "PERSON":
        return name
    if _is_glued(tokens, end) and tokens.words[end + 1].istitle():
        end += 2
    if start > 1 and len(name.words) == 1 and _is_glued(tokens, start - 1) and tokens.words[start - 2].istitle():
        start -= 2
    return name if (start, end) == name.tokens else name_at(tokens, start, end, "PERSON")


def _is_glued(tokens: Tokens, hyphen: int) -> bool:
    """Whether a token is a hyphen that joins the words on both sides."""
    if tokens.words[hyphen : hyphen + 1] != ["-"] or hyphen + 1 >= len(tokens):
        return False
    return bool(tokens.gaps[hyphen] == NO_GAP and tokens.gaps[hyphen + 1] == NO_GAP)


def _without_seat(tokens: Tokens, name: FoundName) -> FoundName:
    """The person of a name without place and seat: "Ann Lee" of "Leeds MP Ann Lee"."""
    start, end = name.tokens
    seat = next((at for at in range(end - _FULL_NAME - 1, start - 1, -1) if tokens.words[at] in _SEATS), None)
    return name if seat is None or name.label not in {"PERSON", "ORG"} else name_at(tokens, seat + 1, end, "PERSON")


def _with_officials(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, with full ones that the tagger missed behind an office and its field: "Minister of State Ann Lee"."""
    taken = {at for name in names for at in range(*name.tokens)}
    missed = [
        name_at(tokens, at, at + _FULL_NAME, "PERSON")
        for at, word in enumerate(tokens.words[: -_FULL_NAME + 1])
        if word.istitle() and taken.isdisjoint((at, at + 1)) and _is_official(tokens, at)
    ]
    return in_order([*names, *missed]) if missed else list(names)


def _is_official(tokens: Tokens, at: int) -> bool:
    """Whether a given name and a surname stand at a token, behind an office."""
    if not _is_given_name(tokens.words[at]) or tokens.words[at].casefold() in OFFICES:
        return False
    return _may_go_on(tokens, at) and _may_go_on(tokens, at + 1) and is_behind_office(tokens, at)


def _with_titled(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, with those that the tagger missed or cut behind a title of people: "the Rev Olusegun Pike"."""
    taken = {at: name for name in names for at in range(*name.tokens)}
    whole: list[FoundName] = []
    for at, title in enumerate(tokens.words):
        if title not in _RANKS and (title.casefold() not in _SURE_TITLES or not title[0].isupper()):
            continue
        start = at + 2 if tokens.words[at + 1 : at + 2] == ["."] else at + 1
        end = start
        while end < len(tokens) and end - start < _LONGEST_TITLED and _may_go_on(tokens, end):
            end += 1
        parts = {taken[token] for token in range(start, end) if token in taken}
        if end - start >= _FULL_NAME and all(_is_cut_short(tokens, part, at, end) for part in parts):
            whole.append(name_at(tokens, start, end, "PERSON"))
    covered = {at for name in whole for at in range(*name.tokens)}
    return in_order([*(name for name in names if covered.isdisjoint(range(*name.tokens))), *whole])


def _is_cut_short(tokens: Tokens, part: FoundName, title: int, end: int) -> bool:
    """Whether a name is a part of the one between a title and an end, or is that with the title: "Dame Ann"."""
    last = end + 2 if _is_glued(tokens, end) else end
    if part.tokens.start < title or part.tokens.end > last:
        return False
    return part.label == "PERSON" or (part.label == "ORG" and part.tokens.start == title)


def _may_go_on(tokens: Tokens, at: int) -> bool:
    """Whether a token is a capitalised word, a blank behind the one before, and no word of a body, place or office."""
    word = tokens.words[at]
    if tokens.gaps[at] != BLANK or not (word.istitle() and word.isalpha()):
        return False
    return word.casefold() not in _NO_PART_OF_NAMES


def _with_aged(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, with full ones that the tagger missed and an age follows: "Pensioner Ann Blenkin, 81,"."""
    taken = {at for name in names for at in range(*name.tokens)}
    missed = [
        name_at(tokens, age - 1 - _FULL_NAME, age - 1, "PERSON")
        for age, word in enumerate(tokens.words)
        if word.isdigit() and taken.isdisjoint(range(age - 1 - _FULL_NAME, age)) and _is_age(tokens, age)
    ]
    return in_order([*names, *missed]) if missed else list(names)


def _is_age(tokens: Tokens, at: int) -> bool:
    """Whether a number stands in commas behind a given name and a surname."""
    given = at - 1 - _FULL_NAME
    if given < 0 or tokens.words[at - 1] != "," or tokens.words[at + 1 : at + 2] not in ([","], ["."]):
        return False
    if not (len(tokens.words[at]) <= _DIGITS_OF_AGE and _is_given_name(tokens.words[given])):
        return False
    return tokens.gaps[given + 1] == BLANK and _may_go_on(tokens, given + 1)


def _with_rare_given_names(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, a surname with the given name before it that no list has: "Sikiru" of "Engr. Sikiru Alabi-Owoyemi"."""
    taken = {at for name in names for at in range(*name.tokens)}
    return [
        name_at(tokens, name.tokens.start - 1, name.tokens.end, "PERSON")
        if name.tokens.start - 1 not in taken and _is_surname(name) and _is_rare_given_name(tokens, name.tokens.start)
        else name
        for name in names
    ]


def _with_nicknames(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, those joined between which a nickname stands in marks: Orville "Bigga" Sinclair."""
    taken = {at: name for name in names for at in range(*name.tokens)}
    whole = [
        name_at(tokens, *span, "PERSON")
        for opening in [at for at, word in enumerate(tokens.words) if word in _MARKS]
        if (span := _nicknamed(tokens, opening, taken)) is not None
    ]
    parts = {at for name in whole for at in range(*name.tokens)}
    return in_order([*(name for name in names if parts.isdisjoint(range(*name.tokens))), *whole])


def _nicknamed(tokens: Tokens, opening: int, taken: Mapping[int, FoundName]) -> tuple[int, int] | None:
    """The tokens of a given name, of the nickname in the marks behind it, and of the surname behind these."""
    closing = _end_of_nickname(tokens, opening)
    if not closing:
        return None
    before, behind = taken.get(opening - 1), taken.get(closing + 1)
    if before is not None and before.label != "PERSON":
        return None
    if behind is None:
        surname = tokens.words[closing + 1]
        joined = before is not None and len(before.words) == 1 and surname.istitle() and surname.isalpha()
        return (opening - 1, closing + 2) if joined and not is_known_word(surname) else None
    if behind.label != "PERSON" or (before is None and not _may_be_given_name(tokens, opening - 1)):
        return None
    return (before.tokens.start if before else opening - 1), behind.tokens.end


def _end_of_nickname(tokens: Tokens, opening: int) -> int:
    """The mark that closes a nickname of few words, behind which another word stands; 0 where there is none."""
    words = tokens.words
    closing = next(
        (
            at
            for at in range(opening + 2, opening + 3 + _NICKNAME_WORDS)
            if words[at : at + 1] == [_MARKS[words[opening]]]
        ),
        0,
    )
    if opening == 0 or not 0 < closing < len(tokens) - 1:
        return 0
    parted = tokens.gaps[opening] == BLANK and tokens.gaps[closing + 1] == BLANK
    return closing if parted and all(word[:1].isupper() for word in words[opening + 1 : closing]) else 0


def _may_be_given_name(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    if not (word.istitle() and word.isalpha()) or word.casefold() in TITLES | ROLES:
        return False
    return _is_given_name(word) or not is_known_word(word) or not _begins_sentence(tokens, at)


def _is_surname(name: FoundName) -> bool:
    """Whether a name is one word of a person's, or several that a hyphen or a particle joins: "Mac Giolla"."""
    if name.label != "PERSON" or _is_given_name(name.words[0]):
        return False
    return len(name.words) == 1 or "-" in name.words[1:2] or name.words[0].casefold() in _SURNAME_PARTICLES


def _is_rare_given_name(tokens: Tokens, surname: int) -> bool:
    """Whether a given name stands before the token, parted by a blank, or a capitalised word that is none of any."""
    if surname == 0 or tokens.gaps[surname] != BLANK:
        return False
    word = tokens.words[surname - 1]
    lower = word.casefold()
    if not (word.istitle() and word.isalpha() and len(word) > 1) or lower in TITLES | ROLES | CALENDAR:
        return False
    if lookup(word) is not None or place_table().find(word):
        return False
    if lower in ENGLISH.speech_verbs:
        return False
    if not is_known_word(word) or _is_given_name(word):
        return True
    return not _begins_sentence(tokens, surname - 1) and whose_in_the_world(lower) is not None


def _has_verbal_surname(tokens: Tokens, name: FoundName) -> bool:
    """Whether a verb behind a given name is its surname: capitalised where others are not, or all before a colon."""
    end = name.tokens.end
    if name.label != "PERSON" or len(name.words) > 1 or not _is_given_name(name.words[0].title()):
        return False
    verb = tokens.words[end] if end + 1 < len(tokens) else ""
    if verb.casefold() not in _VERBAL_SURNAMES:
        return False
    following = tokens.words[end + 1]
    if verb.isupper():
        return following == ":"
    return verb.istitle() and not following[:1].isupper()


def _is_person(tokens: Tokens, name: FoundName) -> bool:
    """Whether a name taken for a place or a body is a person's, by its given name and what stands beside it."""
    if name.label not in {"LOC", "ORG", "MISC"}:
        return False
    if _is_who_asked(tokens, name):
        return True
    if not has_form_of_person(name):
        return False
    if len(name.words) > _FULL_NAME:
        return True
    is_ambiguous = name.label == "LOC" or name.words[0].casefold() in _GIVEN_PLACES
    return _does_something(tokens, name) or (is_ambiguous and _is_among_people(tokens, name))


def _is_who_asked(tokens: Tokens, name: FoundName) -> bool:
    """Whether a full name stands behind a quotation and a verb of what only people do: `"Why?" asked Piers Dunn`."""
    start, end = name.tokens
    if start < _FULL_NAME or tokens.lower[start - 1] not in _HUMAN_VERBS or len(name.words) != _FULL_NAME:
        return False
    is_behind_mark = tokens.words[start - 2] in _MARKS.values()
    return is_behind_mark and tokens.words[start].istitle() and _may_go_on(tokens, end - 1)


def _does_something(tokens: Tokens, name: FoundName) -> bool:
    """Whether a given name that is no place's opens a sentence whose verb follows: "Ingrid Solheim drives"."""
    if name.words[0].casefold() in _GIVEN_PLACES or not _begins_sentence(tokens, name.tokens.start):
        return False
    verb = "".join(tokens.words[name.tokens.end : name.tokens.end + 1])
    return len(verb) > _SHORTEST_VERB and verb.isalpha() and verb.islower() and verb.endswith("s")


def has_form_of_person(name: FoundName) -> bool:
    """Whether a given name and a surname are all of the name, or particles part them."""
    given, last = name.words[0], name.words[-1]
    printed = " ".join(name.words)
    parted = len(name.words) > _FULL_NAME and all(word in _WITHIN for word in name.words[1:-1])
    if not (parted or len(name.words) == _FULL_NAME) or not _has_surname_form(last):
        return False
    if not _is_given_name(given) and (parted or given.casefold() not in _GIVEN_PLACES):
        return False
    return lookup(printed) is None and not place_table().find(printed)


def _has_surname_form(word: str) -> bool:
    return word.isalpha() and word.istitle() and word.casefold() not in _NO_SURNAMES


def _is_among_people(tokens: Tokens, name: FoundName) -> bool:
    """Whether what stands beside the name is what stands beside a person's: "met", ", the coach", "teaches"."""
    start, end = name.tokens
    behind = tokens.lower[end : end + _ROLE_REACH]
    if behind[:1] == [","]:
        return behind[1:2] != [] and behind[1] in {"a", "an", "the", "who"} and _tells_of_person(behind[1:])
    if start > 0 and tokens.lower[start - 1] in _MEETINGS:
        return True
    return not _is_team(name) and not (ENGLISH.speech_verbs | _DEEDS).isdisjoint(behind[:1])


def _is_team(name: FoundName) -> bool:
    """Whether a body's name ends in the plural of a word, as teams are called: "Sydney Swans"."""
    last = name.words[-1].casefold()
    return name.label == "ORG" and last.endswith("s") and is_known_word(last.removesuffix("s"))


def _tells_of_person(apposition: Sequence[str]) -> bool:
    return apposition[0] == "who" or not ROLES.isdisjoint(apposition)


def _with_given_months(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, with the months at sentence beginnings that are given names: "August Brandt sang"."""
    by_start = {name.tokens.start: name for name in names}
    taken = {at for name in names if name.label not in {"DATE", "MONEY"} for at in range(*name.tokens)}
    whole: dict[int, FoundName] = {}
    for at, word in enumerate(tokens.lower[:-2]):
        if word not in _GIVEN_MONTHS or at in taken or not _begins_sentence(tokens, at):
            continue
        surname = by_start.get(at + 1)
        is_name = surname is not None and surname.label == "PERSON" and len(surname.words) == 1
        end = at + _FULL_NAME
        person = name_at(tokens, at, end, "PERSON")
        if is_name or (at + 1 not in taken and _is_unlisted_person(tokens, person)):
            whole[at] = person
    parts = {part for at in whole for part in (at, at + 1)}
    return in_order([*(name for name in names if parts.isdisjoint(range(*name.tokens))), *whole.values()])


def _begins_sentence(tokens: Tokens, at: int) -> bool:
    return at == 0 or tokens.words[at - 1] in {".", "!", "?", "“", '"', ":"}


def _is_unlisted_person(tokens: Tokens, person: FoundName) -> bool:
    last = person.words[-1]
    if not _has_surname_form(last) or last.casefold() in CALENDAR:
        return False
    return _is_among_people(tokens, person)


def _is_given_name(word: str) -> bool:
    return is_given_name(word) or word.casefold() in FEMININE or word.casefold() in MASCULINE
