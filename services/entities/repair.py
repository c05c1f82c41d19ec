"""Repair: the evidence of the whole article corrects the spans and classes of single names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from copydesk.text.language.en import ENGLISH
from copydesk.text.language.name_lists import whose_in_the_world
from copydesk.text.language.registry import reporting_of
from copydesk.text.language.reporting import Reporting
from copydesk.text.tokens import BLANK, NO_GAP, PARAGRAPH_BREAK, Tokens
from copydesk.text.word_set import word_set
from services.entities.case_endings import basic_forms
from services.entities.events import with_dated_events
from services.entities.found_names import FoundName, in_order, name_at
from services.entities.full_names import titles_of
from services.entities.gazetteer import is_given_name, lookup
from services.entities.labels import NameClass
from services.entities.lexicon import ABBREVIATED_ENDS, CALENDAR, ROLES, TITLES, TITLES_OF_PEOPLE
from services.entities.names import surname
from services.entities.place_table import place_table
from services.entities.surroundings import corrected

_TIMES: frozenset[NameClass] = frozenset({"DATE", "MONEY"})

_GLUED = re.compile(r"(\w{4,}?)(?:based|backed|led|held|born|bound|controlled|owned|funded|made|wide)\Z")
"""A word whose hyphen was lost at a line end: Britainbased."""

_WELL_KNOWN = 50_000
"""Inhabitants from which a place counts as well known: the names of smaller places are often other names too."""

MAX_PLACE_TOKENS = 4
"""Tokens before the hyphen that may belong to a place: `Stratford-upon-`."""

_DOUBLE = 3
"""Tokens of a surname with a hyphen: "Winchester-Pryce"."""

_SHORTEST_NOUN = 6
"""Letters of a noun for what somebody is; shorter words before a name are names more often."""

_NAME_AND_SURNAME = 2
"""Words of a person's full name, before which a word may be a role."""

_PLACE_AND_NAME = 3
"""Words of a place, a given name and a surname."""

_PATRONYMICS = ("вич", "вна", "чна", "йович")
"""Ends of a father's name, which stands behind the given name where the surname opens the name."""

_NAME_AND_NOUN = 3
"""Words of a person's full name and of a noun behind it."""

_PAST = word_set(
    "became began broke came did fell gave got had has kept led left lost made met played ran sat saw took was won"
)
"""Verbs in the past without the usual ending that tell what somebody did."""

_DIRECTIONS = word_set(
    "central downtown east eastern mid north northeast northeastern northern northwest northwestern south southeast "
    "southeastern southern southwest southwestern west western"
)
"""Parts of a place, which in lower case are no part of its name: "northern Spain"."""

_ENDS_OF_NAMES = frozenset({"\u2019", "\u201d", "\u2122", "\u00ae"})
"""Marks beyond ASCII that a name may end in: an apostrophe, a quotation mark, those of a brand."""

_POST_CODE = 4
"""Digits of the shortest."""

_MAJORITY = 0.6
"""Share of a name's occurrences whose class is then given to all of them."""

MAX_NAME_WORDS = 10
"""Words of a name whose other occurrences are searched; a longer one is seldom repeated in full."""


def repair(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names of a text, each corrected by what the others show; in order, without overlap."""
    kept = [trimmed for name in corrected(tokens, names) if (trimmed := _trimmed(tokens, _as_titled(name))) is not None]
    kept = _agreed([_as_known(name) for name in kept])
    kept = _bearers_of_places(tokens, _surnames_as_people(kept))
    return with_dated_events(tokens, _with_repetitions(tokens, kept))


def repair_beyond_english(tokens: Tokens, names: Sequence[FoundName], language: str | None) -> list[FoundName]:
    """The same for a text in another language: what the article itself shows, without the rules on English words."""
    kept = [without_office(tokens, _without_opening(tokens, name, language), titles_of(language)) for name in names]
    people = {name.words for name in kept if name.label == "PERSON"}
    kept = [_without_owned(tokens, name, people) for name in kept]
    kept = [name for name in kept if any(not word.islower() for word in name.words)]
    kept = [part for name in kept for part in _parted_from_person(tokens, name, language)]
    kept = _surnames_as_people(_agreed(kept))
    return _with_cases(tokens, _with_repetitions(tokens, kept), language)


def _without_opening(tokens: Tokens, name: FoundName, language: str | None) -> FoundName:
    """A person's name without the source that opens its sentence: Italian "Secondo" of "Secondo Paola Grimaldi"."""
    start, end = name.tokens
    if name.label != "PERSON" or end - start < _NAME_AND_SURNAME:
        return name
    reporting = reporting_of(language)
    if not isinstance(reporting, Reporting):
        return name
    opening = tokens.lower[start]
    if _is_noun_before_person(tokens, name, reporting):
        return name_at(tokens, start + 1, end, name.label)
    opens = (opening,) in reporting.sources or opening in reporting.prepositions
    return name_at(tokens, start + 1, end, name.label) if opens and opening not in reporting.particles else name


def _is_noun_before_person(tokens: Tokens, name: FoundName, reporting: Reporting) -> bool:
    """Whether a name opens its sentence with a noun for what somebody is: Dutch "Vogelkenner Huub Geerlings"."""
    start, end = name.tokens
    if end - start <= _NAME_AND_SURNAME or len(tokens.words[start]) < _SHORTEST_NOUN or not _opens(tokens, start):
        return False
    noun, given = tokens.words[start], tokens.words[start + 1]
    opening = tokens.lower[start]
    known = opening in reporting.given_names or is_given_name(noun) or whose_in_the_world(opening) is not None
    return (
        not known
        and not noun.endswith("-")
        and (tokens.lower[start + 1] in reporting.given_names or is_given_name(given))
    )


def _opens(tokens: Tokens, at: int) -> bool:
    """Whether a sentence or a paragraph begins with a token."""
    return at == 0 or tokens.gaps[at] == PARAGRAPH_BREAK or tokens.words[at - 1] in {".", "!", "?", "–", "—"}


def _parted_from_person(tokens: Tokens, name: FoundName, language: str | None) -> list[FoundName]:
    """A body's name without the person behind it, in a language with cases: "Большого театра Анатолий Иксанов".

    The given name is in its basic form; who a body is named after stands in another.
    """
    start, end = name.tokens
    reporting = reporting_of(language)
    if isinstance(reporting, Reporting) and name.label == "PERSON":
        return [_without_place(tokens, name, reporting)]
    if name.label == "PERSON" or end - start <= _NAME_AND_SURNAME or not isinstance(reporting, Reporting):
        return [name]
    person = end - _NAME_AND_SURNAME
    given, last = tokens.words[person:end]
    if not reporting.inflects_names or tokens.lower[person] not in reporting.given_names:
        return [name]
    if not (given.istitle() and last.istitle()) or tokens.gaps[end - 1] != BLANK:
        return [name]
    return [name_at(tokens, start, person, name.label), name_at(tokens, person, end, "PERSON")]


def _without_place(tokens: Tokens, name: FoundName, reporting: Reporting) -> FoundName:
    """A person's name without the place or body of the office before it: "Fiom Rocco Riva" of "capo della Fiom".

    Where names have cases a title stands before it: "Сызрани Вадим Толмачёв" of "мэр Сызрани".
    """
    start, end = name.tokens
    if end - start != _PLACE_AND_NAME:
        return name
    place, given, last = tokens.lower[start:end]
    if given not in reporting.given_names or place in reporting.given_names or last.endswith(_PATRONYMICS):
        return name
    before = tokens.lower[start - 1] if start else ""
    governing = reporting.titles if reporting.inflects_names else reporting.prepositions | reporting.oblique
    return (
        name_at(tokens, start + 1, end, "PERSON") if before in governing and last not in reporting.given_names else name
    )


def without_office(tokens: Tokens, name: FoundName, titles: frozenset[str] = frozenset()) -> FoundName:
    """A person's name without the titles and roles that stand before it; `titles`: those of the language."""
    start, end = name.tokens
    while name.label == "PERSON" and end - start > 1 and _is_office(tokens.words[start]):
        start += 1
    while name.label == "PERSON" and end - start > 1 and tokens.lower[start] in titles:
        if end - start == _NAME_AND_SURNAME and not is_given_name(tokens.words[start + 1]):
            break
        start += 1
    return name if start == name.tokens.start else name_at(tokens, start, end, name.label)


def _without_owned(tokens: Tokens, name: FoundName, people: set[tuple[str, ...]]) -> FoundName:
    """A person's name without what a genitive says is that person's: `Anna Lunds Trainer` beside `Anna Lund`."""
    if name.label != "PERSON" or len(name.words) < _NAME_AND_NOUN:
        return name
    for count in range(2, len(name.words)):
        *given, last = name.words[:count]
        if (*given, last.removesuffix("s")) in people and last.endswith("s"):
            return name_at(tokens, name.tokens.start, name.tokens.start + count, name.label)
    return name


def _with_cases(tokens: Tokens, names: list[FoundName], language: str | None) -> list[FoundName]:
    """The names, with the surnames of people named in full that the text has in another case."""
    bearers = {surname(name.words[-1]) for name in names if name.label == "PERSON" and len(name.words) > 1}
    taken = {index for name in names for index in range(*name.tokens)}
    open_ = {
        index: surname(word) for index, word in enumerate(tokens.words) if word[0].isupper() and index not in taken
    }
    single = {surname(name.words[0]) for name in names if len(name.words) == 1}
    cases = basic_forms(bearers.union(open_.values(), single), language) if bearers else {}
    added = [name_at(tokens, index, index + 1, "PERSON") for index, word in open_.items() if cases.get(word) in bearers]
    names = [name.relabelled("PERSON") if _is_in_case(name, cases, bearers) else name for name in names]
    return in_order([*names, *added]) if added else names


def _is_in_case(name: FoundName, cases: Mapping[str, str], bearers: Collection[str]) -> bool:
    """Whether a single word taken for a place or a body is the surname of somebody named in full, in another case."""
    if name.label not in {"LOC", "ORG", "MISC"} or len(name.words) > 1 or name.words[0].isupper():
        return False
    word = surname(name.words[0])
    return cases.get(word, word) in bearers and lookup(name.words[0]) is None


def _is_office(word: str) -> bool:
    return word.casefold() in TITLES or word.casefold() in ROLES or not word[0].isalnum()


def _as_titled(name: FoundName) -> FoundName:
    """The name as a person's where it begins with a title that only people have, such as a rank."""
    titled = (
        name.label in {"ORG", "LOC", "MISC"} and len(name.words) > 1 and name.words[0].casefold() in TITLES_OF_PEOPLE
    )
    return name.relabelled("PERSON") if titled else name


def _trimmed(tokens: Tokens, name: FoundName) -> FoundName | None:
    """The name without title and article, with an abbreviation's full stop, cut at a lost hyphen; None if empty."""
    if name.label in _TIMES:
        return name
    start, end = _start_of_place(tokens, name), name.tokens.end
    while start < end and _is_no_part(tokens.words, start, end, name.label):
        start += 1
    while end > start and _is_loose(tokens.words[end - 1], name.label):
        end -= 1
    if start == end or not any(word[0].isalnum() for word in tokens.words[start:end]):
        return None
    start = _behind_leftovers(tokens, start, end, name.label)
    if start == end:
        return None
    if name.words[-1] in ABBREVIATED_ENDS and tokens.words[end : end + 1] == ["."] and tokens.gaps[end] == NO_GAP:
        end += 1
    if (start, end) != name.tokens:
        name = name_at(tokens, start, end, name.label)
    glued = _GLUED.match(name.words[-1]) if name.tokens.end - name.tokens.start == 1 else None
    if glued and name.label != "PERSON" and name.words[0][0].isupper() and _is_well_known(glued[1]):
        return replace(name, end=name.start + len(glued[1]), words=(glued[1],), label="LOC")
    return name


def _behind_leftovers(tokens: Tokens, start: int, end: int, label: NameClass) -> int:
    """Where a name begins without what is left of the words before it; its end where nothing else is there.

    The rest of a compound, "-east Victoria" and "-Cmdr"; and what a place is, "island of Tobago".
    """
    if label == "PERSON" and tokens.words[start] == "-":
        return end if end - start == 2 and f"{tokens.lower[start + 1]}." in TITLES else start + 1  # noqa: PLR2004
    if label != "LOC":
        return start
    if tokens.words[start] == "-" and start + 1 < end:
        start += 1
    while start + 1 < end and _is_no_part(tokens.words, start, end, label):
        start += 1
    is_kind = tokens.words[start].islower() and tokens.lower[start + 1 : start + 2] == ["of"]
    return min(start + 2, end - 1) if is_kind else start


def _is_loose(word: str, label: NameClass) -> bool:
    """Whether a token ends no name: a picture or a mark, and behind a place a post code; "Highway 61" is a name."""
    if label == "LOC" and word.isdigit():
        return len(word) >= _POST_CODE
    return not word[0].isalnum() and not word[0].isascii() and word[0] not in _ENDS_OF_NAMES


def _start_of_place(tokens: Tokens, name: FoundName) -> int:
    """First token of the well-known place whose end the name is, such as `Prince` of Port-au-Prince; else its own."""
    found = name.tokens.start
    if found < 2 or tokens.words[found - 1] != "-" or tokens.gaps[found] != NO_GAP:  # noqa: PLR2004
        return found
    for start in range(found - 2, max(-1, found - 2 - MAX_PLACE_TOKENS), -1):
        printed = " ".join(tokens.words[start : name.tokens.end])
        if tokens.words[start][0].isupper() and _is_well_known(printed):
            return start
    return found


def _is_well_known(place: str) -> bool:
    return any(found.population >= _WELL_KNOWN for found in place_table().find(place))


def _is_no_part(words: Sequence[str], start: int, end: int, label: NameClass) -> bool:
    """Whether the first token of a span is a title, an article or a direction, which is no part of the name."""
    word = words[start].casefold()
    if label == "PERSON" and end - start > 1 and (word in TITLES or word == "."):
        return words[start + 1][0].isupper() or words[start + 1] == "."
    if end - start == 1 or not words[start].islower():
        return False
    return word in {"the", "a", "an"} or (label == "LOC" and word in _DIRECTIONS)


_CLASS_OF_KNOWN: dict[str, NameClass] = {"GPE": "LOC", "LOC": "LOC", "NORP": "NORP", "ORG": "ORG"}


def _as_known(name: FoundName) -> FoundName:
    """The name under its class in the gazetteer, where it is listed.

    An exception is a single word that was tagged as an organisation or a person: teams and families bear the names of
    places. A name of class MISC that is also that of a well-known city of several words is the city.
    """
    if name.label in _TIMES:
        return name
    printed = " ".join(name.words).replace(" - ", "-")
    known = lookup(printed)
    label = _CLASS_OF_KNOWN.get(known.type) if known is not None else None
    if known is None and name.label == "MISC" and len(name.words) > 1 and _is_well_known(printed):
        return name.relabelled("LOC")
    if label is None or (label == "LOC" and name.label in {"ORG", "PERSON"} and len(name.words) == 1):
        return name
    return name.relabelled(label)


def _form(name: FoundName) -> tuple[str, ...]:
    return tuple(word.casefold() for word in name.words)


def _agreed(names: list[FoundName]) -> list[FoundName]:
    """Give all occurrences of a form the class that most of them have, if the majority is clear."""
    labels: dict[tuple[str, ...], list[NameClass]] = defaultdict(list)
    for name in names:
        labels[_form(name)].append(name.label)
    majorities = {form: label for form, votes in labels.items() if (label := _majority(form, votes)) is not None}
    return [name.relabelled(majorities.get(_form(name), name.label)) for name in names]


def _majority(form: Sequence[str], labels: Sequence[NameClass]) -> NameClass | None:
    """The class of a clear majority of occurrences; without one, LOC for a well-known place that some are tagged as.

    None where nothing is to be changed.
    """
    if len(set(labels)) == 1:
        return None
    label, count = Counter(labels).most_common(1)[0]
    if count >= _MAJORITY * len(labels):
        return label
    return "LOC" if "LOC" in labels and _is_well_known(" ".join(form)) else None


def _surnames_as_people(names: list[FoundName]) -> list[FoundName]:
    """Make the surname of a person named in full a person, unless it is one word that the gazetteer lists."""
    full = [name.words for name in names if name.label == "PERSON" and len(name.words) > 1]
    bearers = {surname(words[-1]) for words in full}
    double = {words[-_DOUBLE:] for words in full if len(words) > _DOUBLE and words[-2] == "-"}
    return [
        name.relabelled("PERSON")
        if name.label in {"ORG", "LOC", "MISC"} and (name.words in double or _is_surname_of(name, bearers))
        else name
        for name in names
    ]


def _is_surname_of(name: FoundName, bearers: Collection[str]) -> bool:
    return len(name.words) == 1 and surname(name.words[0]) in bearers and lookup(name.words[0]) is None


def _bearers_of_places(tokens: Tokens, names: list[FoundName]) -> list[FoundName]:
    """Make a place at the beginning of a sentence a person where somebody of that surname was named in full before.

    "Washington broke the record" behind "Kenny Washington"; not where the article has the place in any other way.
    """
    surnames: dict[str, int] = {}
    for name in reversed(names):
        if name.label == "PERSON" and len(name.words) > 1:
            surnames[name.words[-1]] = name.start
    meant = [name for name in names if name.label == "LOC" and len(name.words) == 1 and name.words[0] in surnames]
    places = {name.words[0] for name in meant if not _is_subject(tokens, name) or name.start < surnames[name.words[0]]}
    people = {name.tokens for name in meant if name.words[0] not in places}
    return [name.relabelled("PERSON") if name.tokens in people else name for name in names]


def _is_subject(tokens: Tokens, name: FoundName) -> bool:
    """Whether the name opens a sentence and a verb in the past follows it: what places seldom do."""
    start, end = name.tokens
    opens = start == 0 or tokens.gaps[start] > BLANK or tokens.words[start - 1] in {".", "!", "?"}
    behind = tokens.words[end] if end < len(tokens) else ""
    return opens and behind.islower() and (behind.endswith("ed") or behind in ENGLISH.speech_verbs | _PAST)


def _with_repetitions(tokens: Tokens, names: list[FoundName]) -> list[FoundName]:
    """The names, and their other occurrences that the tagger missed, as in headings and at sentence beginnings."""
    known = _sure_forms(tokens, names)
    if not known:
        return names
    by_first: dict[str, list[tuple[tuple[str, ...], NameClass]]] = defaultdict(list)
    for form, label in known.items():
        by_first[form[0]].append((form, label))
    for forms in by_first.values():
        forms.sort(key=lambda known_form: -len(known_form[0]))
    taken = bytearray(len(tokens))
    for name in names:
        taken[slice(*name.tokens)] = b"\x01" * (name.tokens.end - name.tokens.start)
    added: list[FoundName] = []
    words = tokens.words
    for index in [index for index, word in enumerate(words) if word in by_first]:
        if taken[index]:
            continue
        for form, label in by_first[words[index]]:
            end = index + len(form)
            if len(form) == 1 and _is_title_of_next(tokens, index):
                continue
            if tuple(words[index:end]) == form and not any(taken[index:end]):
                added.append(name_at(tokens, index, end, label))
                taken[index:end] = b"\x01" * len(form)
                break
    return sorted([*names, *added], key=lambda name: name.start) if added else names


def _is_title_of_next(tokens: Tokens, index: int) -> bool:
    """Whether a surname that is also a title stands before a name as one: "King Harald"."""
    following = tokens.words[index + 1 : index + 2]
    return tokens.lower[index] in TITLES and bool(following) and following[0][:1].isupper()


def _sure_forms(tokens: Tokens, names: Iterable[FoundName]) -> dict[tuple[str, ...], NameClass]:
    """The forms whose other occurrences are searched: names of several words, and surnames of people named in full."""
    common = {word for word in set(tokens.words) if word.islower()}
    forms: dict[tuple[str, ...], NameClass] = {}
    for name in names:
        if name.label in _TIMES or len(name.words) > MAX_NAME_WORDS or not name.words[0][0].isupper():
            continue
        if len(name.words) > 1:
            forms[name.words] = name.label
        if name.label == "PERSON":
            last = name.words[-1]
            if len(last) > 2 and last[0].isupper() and last.lower() not in common and last.lower() not in CALENDAR:  # noqa: PLR2004
                forms[(last,)] = "PERSON"
    return forms
