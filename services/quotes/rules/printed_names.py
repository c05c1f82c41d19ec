"""Names as they are printed: which words of a row are one, and which full name of the article a shorter one means."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile
from typing import Final, NamedTuple

from copydesk.text.given_names import FEMININE, MASCULINE
from copydesk.text.language.name_lists import whose_in_the_world
from copydesk.text.language.reporting import Reporting
from services.quotes.rules.words import Word

_MOST_WORDS = 6
_MOST_BEARERS = 50
"""Names with one beginning of a last word; a list of names has more, and looking through them takes too long."""

_INFLECTED = 3
"""Letters that the ending of an inflected name may have."""

_ACRONYM = 3
"""Capitals in front of a name from which on they are no initials: "EFE", but "JK"."""

_NAME_AND_OWNER = 3
"""Words of a full name and of what owns the noun behind it."""

_FULL_NAME = 2
"""Words of a given name and a surname."""

_CASE_LETTERS = 4
"""Most letters that a case puts behind the stem of a noun: "ovi" and two that change before it."""

_STEM = 3
"""Letters that two forms of one name share at least."""


class NameWords(NamedTuple):
    """Words `first` to `last` (exclusive) of a row that are one name."""

    first: int
    last: int
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        """The name as printed, with single blanks."""
        return " ".join(self.words)


def name_words(row: Sequence[Word], first: int, last: int, reporting: Reporting) -> list[NameWords]:
    """The runs of capitalised words between two places of a row, without words that open sentences."""
    found: list[NameWords] = []
    at = first
    while at < last:
        if not _begins(row, at, reporting):
            at += 1
            continue
        end = at + 1
        while end < last and _goes_on(row, end, last, reporting) and not _opens_another(row, at, end, reporting):
            end += 1
        while end > at + 1 and not row[end - 1].is_capital:
            end -= 1
        found.append(NameWords(at, end, tuple(_bare(word.text, reporting) for word in row[at:end] if word.is_word)))
        at = end
    return [each for each in found if len(each.words) <= _MOST_WORDS]


def _goes_on(row: Sequence[Word], at: int, last: int, reporting: Reporting) -> bool:
    """Whether a name goes on with the word at a place: a capital, "von" before one, the full stop of an initial."""
    word, before = row[at], row[at - 1]
    if word.lower in reporting.formal:
        return False
    if word.is_capital and _adjacent(row, at):
        return True
    initial = word.text == "." and len(before.text) == 1 and word.start == before.end
    if (
        initial
        and at > 1
        and row[at - 2].lower in reporting.prepositions
        and row[at + 1 : at + 2]
        and row[at + 1].opens
    ):
        return False  # the network X at the end of a sentence: "escribió en X. Cerca del gobernador"
    if word.text == "." and word.start == before.end and before.lower in reporting.titles & reporting.abbreviations:
        return at + 1 < last and row[at + 1].is_capital  # "Fachbeamtin Dr. Ann Lee"
    return initial or (at + 1 < last and _is_particle(row, at, reporting))


def _opens_another(row: Sequence[Word], first: int, at: int, reporting: Reporting) -> bool:
    """Whether another name follows a full one: "powiedziała Anna Lis Janowi Nowakowi"."""
    if at - first < _FULL_NAME or not row[at + 1 : at + 2] or not row[at + 1].is_capital:
        return False
    lower = row[at].lower
    return lower not in reporting.given_names and is_case_of_given_name(lower, reporting)


def is_case_of_given_name(word: str, reporting: Reporting) -> bool:
    """Whether a word is a given name in another case: Polish "Olgi" of "Olga"."""
    known = reporting.given_names
    stems = {word.removesuffix(case) for case in reporting.name_cases if word.endswith(case)}
    return any(stem + basic in known for stem in stems if len(stem) >= _STEM for basic in reporting.name_basics)


def _begins(row: Sequence[Word], at: int, reporting: Reporting) -> bool:
    word = row[at]
    return word.is_capital and not _is_function_word(word.lower, reporting)


def _is_function_word(lower: str, reporting: Reporting) -> bool:
    return (
        lower in reporting.not_names
        or lower in reporting.openers
        or lower in reporting.stops
        or lower in reporting.prepositions
        or lower in reporting.definite
        or lower in reporting.indefinite
        or lower in reporting.pronouns
        or lower in reporting.fillers
        or lower in reporting.complementizers
        or lower in reporting.oblique
        or lower in reporting.conjunctions
    )


def _adjacent(row: Sequence[Word], at: int) -> bool:
    return 0 <= row[at].start - row[at - 1].end <= 1


def _is_particle(row: Sequence[Word], at: int, reporting: Reporting) -> bool:
    """Whether small words go on with a name: "von", "de la"."""
    if row[at].lower not in reporting.particles or not row[at].text[0].islower():
        return False
    following = row[at + 1]
    return following.is_capital or (
        following.lower in reporting.particles | reporting.definite | reporting.oblique
        and at + 2 < len(row)
        and row[at + 2].is_capital
    )


def _bare(word: str, reporting: Reporting) -> str:
    """A word without the ending that a mark parts from it."""
    if not reporting.suffix_mark:
        return word
    return word.replace("’", "'").partition(reporting.suffix_mark)[0]


_NOUN_AND_SURNAME: Final = 2
_LONG_NOUN: Final = 8
"""Letters from which a word before a surname is no given name that the lists lack."""


@cache
def _stems(nouns: frozenset[str]) -> frozenset[str]:
    """What the cases of nouns have in common: "minist" of "minister" and "ministra"."""
    return frozenset(noun[: max(_STEM, len(noun) - 2)] for noun in nouns if len(noun) > _STEM)


class NameTable:
    """The full names of an article, by their last words, and the words that are nouns and no names in it."""

    def __init__(self, rows: Iterable[Sequence[Word]], known: Iterable[str], reporting: Reporting) -> None:
        """`known`: names of people that were found before."""
        self._reporting = reporting
        self._nouns: set[str] = set()
        self._small: set[str] = set()
        self._capital: set[str] = set()
        self._fulls: Counter[tuple[str, ...]] = Counter()
        rows, known = list(rows), list(known)
        self._known = {tuple(name.split()) for name in known if " " in name}
        for row in rows:
            self._note_words(row)
        self._fulls = self._full_names(rows)
        for name in known:
            if " " in name and reporting.conjunctions.isdisjoint(name.split()):
                full = tuple(name.split())
                self._fulls[full[1:] if len(full) > 2 and self.is_title(full[0]) else full] += 1  # noqa: PLR2004
        self._by_last: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for full in self._fulls:
            if reporting.capital_nouns and (*full[:-1], full[-1].removesuffix("s")) in self._fulls.keys() - {full}:
                continue  # the genitive of another
            for word in self._surnames(full):
                bearers = self._by_last[self._key(word)]
                if len(bearers) < _MOST_BEARERS:
                    bearers.append(full)

    def _full_names(self, rows: Iterable[Sequence[Word]]) -> Counter[tuple[str, ...]]:
        """Names of several words and how often they stand in the rows; twice where more tells that they are names."""
        reporting = self._reporting
        runs: Counter[tuple[str, ...]] = Counter()
        for row in rows:
            for run in name_words(row, 0, len(row), reporting):
                opened = self.without_owner(row, self.without_opening(row, run))
                person = self._person(self.without_home(opened).words)
                # A heading in capitals, or an agency and who spoke to it: "declaró a EFE Peña".
                body = person[:1] and person[0].isupper() and len(person[0]) >= _ACRONYM
                if len(person) > 1 and not body and not self._is_list(person):
                    told = run.first > 0 and row[run.first - 1].lower in reporting.verbs
                    # A verb of saying or a title before it tells that it is somebody's.
                    runs[person] += 2 if told or len(person) < len(run.words) else 1
        if not reporting.capital_nouns:
            return runs
        return Counter({words: n for words, n in runs.items() if n > 1 or self.is_given_name(words[0])})

    def without_owner(self, row: Sequence[Word], run: NameWords) -> NameWords:
        """A run without a place in the genitive that the next noun belongs to: "Matti Laine Oulun yliopistosta"."""
        words, reporting = run.words, self._reporting
        following = row[run.last] if run.last < len(row) else None
        if not reporting.inflects_names or len(words) < _NAME_AND_OWNER or following is None:
            return run
        small = following.is_word and not following.is_capital
        if not (
            small
            and words[-1].endswith(reporting.genitive_endings or ("\0",))
            and any(map(self.is_given_name, words[:-2]))
        ):
            return run
        return NameWords(run.first, run.last - 1, words[:-1])

    def _is_list(self, words: tuple[str, ...]) -> bool:
        """Whether a run is the names of two people without a comma, as captions print them: "Ann Lee Bo Ray"."""
        given = [self.is_given_name(word) for word in words]
        second = next((at for at in range(2, len(words) - 1) if given[at] and not given[at - 1]), None)
        return given[0] and second is not None and not given[-1]

    def _note_words(self, row: Sequence[Word]) -> None:
        determiners = self._reporting.definite | self._reporting.indefinite | self._reporting.oblique
        before = ""
        for word in row:
            if word.is_word and not word.opens:
                (self._capital if word.is_capital else self._small).add(word.lower)
            if word.is_capital and before in determiners and self._reporting.capital_nouns:
                self._nouns.add(word.text)
            before = word.lower

    def without_opening(self, row: Sequence[Word], run: NameWords) -> NameWords:
        """A run without the word that opens its sentence, where the article has that in small letters, too.

        One word by itself that nothing else tells to be a name is none.
        """
        if not row[run.first].opens or self._reporting.capital_nouns:
            return run
        lower = row[run.first].lower
        doubtful = lower in self._small and lower not in self._capital
        if doubtful and len(run.words) > 1 and not self.is_given_name(run.words[0]):
            first = 1
            while first < len(run.words) - 1 and run.words[first] in self._reporting.particles:
                first += 1  # "Cerca de Lee": what follows is a complement, and no name with a particle
            return NameWords(run.first + first, run.last, run.words[first:])
        if self._is_noun_before_name(run.words) and run.last - run.first == len(run.words):
            return NameWords(run.first + 1, run.last, run.words[1:])
        if len(run.words) == 1 and lower not in self._capital and not self._is_last_name(run.words[0]):
            return NameWords(run.first, run.first, ())
        return run

    def _is_noun_before_name(self, words: tuple[str, ...]) -> bool:
        """Whether a given name of anywhere is the second of three words or more, and the first one is none."""
        if len(words) < _NAME_AND_OWNER or words[:1] == words[1:2]:
            return False
        noun, given = (word.lower().partition("-")[0] for word in words[:2])
        known = self.is_given_name(words[0]) or whose_in_the_world(noun) is not None
        return not known and (self.is_given_name(words[1]) or whose_in_the_world(given) is not None)

    def _is_last_name(self, word: str) -> bool:
        return any(self.is_same(word, full[-1]) for full in self._fulls)

    def is_given_name(self, word: str) -> bool:
        """Whether a word is a given name that is known here, also the first part of a double one."""
        first = word.lower().partition("-")[0]
        if first in MASCULINE or first in FEMININE or first in self._reporting.given_names:
            return True
        return bool(self._reporting.name_cases) and is_case_of_given_name(first, self._reporting)

    def is_printed(self, word: str) -> bool:
        """Whether the article has a word with a capital inside a sentence."""
        return word.lower() in self._capital

    def is_body(self, words: tuple[str, ...]) -> bool:
        """Whether a name is that of a body, by small words inside: "Ministerio del Interior"."""
        linked = any(word in self._reporting.body_links for word in words)
        return linked and not self.is_given_name(words[0])

    def _key(self, word: str) -> str:
        lower = word.lower()
        return lower[:_STEM] if self._reporting.inflects_names or self._reporting.capital_nouns else lower

    def is_same(self, one: str, other: str) -> bool:
        """Whether two words are one name, in whatever case."""
        a, b = one.lower(), other.lower()
        if a == b:
            return True
        if self._reporting.capital_nouns and (a == b + "s" or a + "s" == b):
            return True
        if not self._reporting.inflects_names:
            return False
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))
        return shared >= _STEM and max(len(a), len(b)) - shared <= _INFLECTED

    def is_person_noun(self, noun: str) -> bool:
        """Whether a noun in lower case means somebody: a title, or another noun for people."""
        return self.is_title(noun) or noun in self._reporting.person_nouns

    def is_form_of_person_noun(self, noun: str) -> bool:
        """Whether a noun in lower case is one for somebody in whatever case, or with its article: "ministra"."""
        agents = tuple(ending for endings in self._reporting.agent_endings.values() for ending in endings)
        if self.is_person_noun(noun) or noun.endswith(agents):
            return True
        if any(self.is_person_noun(noun.removesuffix(end)) for end in ("n", *self._reporting.definite_endings)):
            return bool(self._reporting.definite_endings)
        if not self._reporting.inflects_names:
            return False
        stems = _stems(self._reporting.titles) | _stems(self._reporting.person_nouns)
        return any(noun[:cut] in stems for cut in range(max(_STEM, len(noun) - _CASE_LETTERS), len(noun)))

    def is_title(self, word: str) -> bool:
        """Whether a word is a title before a name."""
        lower = word.lower().rstrip(".")
        titles, endings = self._reporting.titles, self._reporting.title_endings
        if lower in titles or (bool(endings) and lower.endswith(endings)):
            return True
        if self._reporting.capital_nouns and lower in self._reporting.person_nouns:
            return True
        prefixes = self._reporting.title_prefixes
        return (
            bool(prefixes)
            and lower.startswith(prefixes)
            and any(lower.removeprefix(each) in titles for each in prefixes)
        )

    def is_bearer(self, words: tuple[str, ...]) -> bool:
        """Whether somebody whom the article names in full bears the name."""
        return any(self._means(words, full) for full in self._by_last.get(self._key(words[-1]), ()))

    def person_words(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The words of a run that are the name of a person or body; none where all are a title or a noun."""
        if len(words) == _NOUN_AND_SURNAME and self._is_agent(words[0]) and self.is_bearer(words[1:]):
            return words[1:]  # "Tagessieger Lee"
        for at in range(len(words) - 1):
            if words[at:] in self._fulls:
                return words[at:]
        if len(words) == 1 and self.is_bearer(words):
            return words
        if self._reporting.capital_nouns and len(words) > 1 and self.is_bearer(words[:1]):
            return words[:1]  # a noun stands behind: "Heute sieht Lee Vorteile"
        return self._person(words)

    def _is_agent(self, word: str) -> bool:
        """Whether a long word in an agent's ending is a noun for somebody, in a language that writes nouns so."""
        if not self._reporting.capital_nouns or len(word) < _LONG_NOUN or self.is_given_name(word):
            return False
        return any(word.endswith(endings) for endings in self._reporting.agent_endings.values())

    def without_home(self, run: NameWords) -> NameWords:
        """A name without where its bearer is from: German "Ann Lee von World Mission", Dutch "Ann de Lee van Delft"."""
        words, homes = run.words, self._reporting.home_particles
        if not homes or run.last - run.first != len(words):
            return run
        titles = sum(1 for _ in takewhile(self.is_title, words))
        for at in range(titles + 2, len(words) - 1):
            before = words[at - 1]
            if words[at] in homes and not (self.is_given_name(before) or self.is_title(before)):
                return NameWords(run.first, run.first + at, words[:at])
        return run

    def _person(self, words: tuple[str, ...]) -> tuple[str, ...]:
        for at in range(len(words) - 1):
            if self._is_plural_title(words, at):
                continue
            if self.is_given_name(words[at]) and not self.is_title(words[at + 1]):
                if self._reporting.capital_nouns and words[at + 1].endswith("s") and at + 2 < len(words):
                    return ()  # somebody or something of that person
                return words[at:]
        return self._as_entity(words) or self._behind_titles(words)

    def _as_entity(self, words: tuple[str, ...]) -> tuple[str, ...]:
        """The end of a run that is an entity: "Kenzo Peeters" of "Trainer Kenzo Peeters"."""
        small = self._reporting.particles | self._reporting.definite
        for at in range(1, len(words) - 1):
            if words[at].lower() not in small and words[at:] in self._known and len(words[at - 1]) > 1:
                return words[at:]
        return ()

    def _behind_titles(self, words: tuple[str, ...]) -> tuple[str, ...]:
        at = 0
        while at < len(words) and self.is_title(words[at]):
            at += 1
        rest = words[at:]
        if not self._reporting.capital_nouns or not rest:
            # "Diretor de Cinema" is an office, and "Ministro De Cinema" would be a name
            return () if at and rest and rest[0][0].islower() else rest
        while len(rest) > 1 and (rest[0] in self._nouns or rest[0] in self._reporting.particles):
            rest = rest[1:]
        if rest[-1] in self._nouns or any(self.is_title(word) for word in rest):
            return ()
        return rest

    def _is_plural_title(self, words: tuple[str, ...], at: int) -> bool:
        """Whether a word that is a given name, too, is a title before another: "Reyes Felipe y Letizia"."""
        return self.is_title(words[at]) and self.is_given_name(words[at + 1])

    def full_name(self, words: tuple[str, ...]) -> tuple[str, bool]:
        """The full name that words mean, and whether another of the article may be meant."""
        candidates = [full for full in self._by_last.get(self._key(words[-1]), ()) if self._means(words, full)]
        if not candidates and len(words) == 1 and self.is_given_name(words[0]):
            candidates = self._given(words[0])
        if not candidates:
            return " ".join(words), False
        best = max(
            candidates,
            key=lambda full: (not full[-1].isupper(), self._fulls[full], len(full), -len("".join(full))),
        )
        rivals = [full for full in candidates if not self._means(full, best) and not self._means(best, full)]
        return " ".join(best), bool(rivals)

    def _given(self, word: str) -> list[tuple[str, ...]]:
        """The one full name of the article that opens with a given name, as reports call people by it."""
        if self._reporting.inflects_names:
            return []
        found = [full for full in self._fulls if full[0] == word and len(full) > 1]
        longest = max(found, key=len, default=())
        return [longest] if found and all(self._means(full, longest) or full == longest for full in found) else []

    def _surnames(self, full: tuple[str, ...]) -> tuple[str, ...]:
        """The words of a full name by which its bearer is called."""
        if self.is_body(full):
            return ()
        return full[-2:] if self._reporting.two_surnames and len(full) > 2 else full[-1:]  # noqa: PLR2004

    def _means(self, words: tuple[str, ...], full: tuple[str, ...]) -> bool:
        if len(words) > len(full) or not any(self.is_same(words[-1], last) for last in self._surnames(full)):
            return False
        rest = iter(full[:-1])
        return all(any(self.is_same(word, other) for other in rest) for word in words[:-1])

    def gender(self, name: str) -> str | None:
        """What the given name of a full name tells: "he", "she" or nothing."""
        if " " not in name:
            return None
        first = name.split(maxsplit=1)[0].lower().partition("-")[0]
        reporting = self._reporting
        listed = reporting.name_genders.get(first)
        if listed is not None:
            return listed
        if reporting.feminine_name_endings and first in reporting.given_names:
            return "she" if first.endswith(reporting.feminine_name_endings) else "he"
        if first in FEMININE:
            return "she"
        return "he" if first in MASCULINE else None
