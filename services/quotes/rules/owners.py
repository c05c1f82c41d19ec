"""Whose a noun or a name is: who is named beside a noun is not always who the noun is.

In "adwokat Jana Lisa powiedział" the lawyer speaks, and not Jan Lis, whose name is in a case. A name in a case is
nobody who does something. Where a noun stands beside it, that noun does; where none does, the name is an object:
"Janowi Lisowi powiedziano". And behind a source, "według policji Ann Lee prowadziła", a name can be that of whom it
tells. In German an article tells: of "die Mutter des Opfers Ann Lee" the mother speaks.
"""

from __future__ import annotations

from collections.abc import Sequence

from copydesk.text.language.name_cases import nominative
from copydesk.text.language.reporting import Reporting
from services.quotes.rules.noun_phrases import Mentioned
from services.quotes.rules.printed_names import NameTable
from services.quotes.rules.words import Word, place_at
from services.quotes.text.names import NameIndex

_LEAST_NOUN = 3
"""Letters of a noun; shorter words are small ones."""


_LONGEST_PHRASE = 8
"""Words of a noun with its article and adjectives."""

_GENITIVE = 3
"""Least place of the noun of a genitive: behind a noun with its article, and an article."""


class Owners:
    """The names of one row, and the nouns beside them."""

    def __init__(self, row: Sequence[Word], names: NameTable, index: NameIndex, reporting: Reporting) -> None:
        self._row = row
        self._names = names
        self._index = index
        self._reporting = reporting

    def subject(self, found: Mentioned) -> Mentioned | None:
        """Who does something, where a name is said to: the name, its noun where it stands in a case, or nobody."""
        if not found.names:
            return found
        if not self.is_in_case(found):
            return self.belonging(found)
        first, last = (place_at(self._row, at) for at in (found.start, found.end))
        if first > 0 and self._is_noun(self._row[first - 1]):
            return self._described(first - 1, last, self._row[first - 1])
        if last < len(self._row) and self._is_noun(self._row[last]):
            return self._described(first, last + 1, self._row[last])
        return None

    def belonging(self, found: Mentioned) -> Mentioned:
        """Who belongs to somebody whose name tells that alone: "Lees Anwalt", "die Mutter des Opfers Ann Lee"."""
        if not found.names:
            return found
        return self._owned_behind(found) or self._whose_relative(found) or found

    def _owned_behind(self, found: Mentioned) -> Mentioned | None:
        """Who belongs to somebody by an "s" behind a name: "Lees Anwalt", "Lees advocaat"."""
        row, words, name = self._row, self._reporting, found.names[0]
        lasts = self._index.surnames_like(name[-1])
        if words.inflects_names or not name[-1].endswith("s") or name[-1] in lasts or name[-1][:-1] not in lasts:
            return None
        first = place_at(row, found.start)
        # Of a noun with a capital behind the name the noun is what stands at these characters.
        first -= len(name) * int(row[first].text not in name and first >= len(name))
        last = first + len(name)
        if last >= len(row) or row[last].start != row[last - 1].end + 1:
            return None
        noun = row[last]
        is_noun = noun.is_capital if words.capital_nouns else not noun.is_capital and self._is_noun(noun)
        return self._described(first, last + 1, noun) if is_noun else None

    def _whose_relative(self, found: Mentioned) -> Mentioned | None:
        """Who is told by the person whom a genitive names: "die Mutter des Opfers Ann Lee", but "die Frau Ann Lee"."""
        row, words = self._row, self._reporting
        noun = place_at(row, found.start) - 1
        if not words.possessor_articles or noun < _GENITIVE or not self._is_person(row[noun]):
            return None
        article, least = noun - 1, max(1, noun - _LONGEST_PHRASE)
        while (
            article > least
            and row[article].is_word
            and row[article].text[0].islower()
            and not self._owns(article, noun)
        ):
            article -= 1
        head = row[article - 1]
        if not self._owns(article, noun) or not head.is_capital or head.opens:
            return None
        first = article - 1
        least = max(0, first - _LONGEST_PHRASE)
        while (
            first > least and row[first - 1].is_word and row[first - 1].text[0].islower() and not self._opens(first - 1)
        ):
            first -= 1
        first -= int(first > 0 and self._opens(first - 1))
        last = place_at(row, found.end)
        return self._described(first, last, head)

    def _owns(self, at: int, noun: int) -> bool:
        """Whether the article of a genitive stands at a place; that of a woman is one of the nominative, too."""
        article, words = self._row[at].lower, self._reporting
        if article in words.possessor_articles:
            return True
        is_woman = self._row[noun].lower.endswith(words.agent_endings.get("she", ()))
        return is_woman and article in words.feminine_possessor_articles

    def _opens(self, at: int) -> bool:
        return self._row[at].lower in self._reporting.definite | self._reporting.indefinite

    def _is_person(self, noun: Word) -> bool:
        """Whether a German noun means a person, in the genitive, too: "Opfers"."""
        forms = (noun.lower.removesuffix(ending) for ending in ("", *self._reporting.noun_genitives))
        return noun.is_capital and any(map(self._names.is_person_noun, forms))

    def is_in_case(self, found: Mentioned) -> bool:
        """Whether somebody is named, and by a form other than the nominative."""
        if not self._reporting.inflects_names or not found.names:
            return False
        printed = found.names[0]
        lasts = self._index.surnames_like(printed[-1])
        if printed[-1] in lasts:
            return False
        if any(self._names.is_same(printed[-1], last) for last in lasts):
            return True
        name = " ".join(printed)
        return nominative(name, self._reporting) != name

    def apart_from(self, found: Mentioned, first: int) -> Mentioned | None:
        """The source at a place whose name is another's: of "Według policji Ann Lee prowadziła" the police.

        Or an owner's: of "zdaniem matki Jana Lisa" the mother.

        A name behind a source is its own behind a noun for people or a verb, "según dice Ann Lee", and in the case that
        the source asks for, where names have cases; in German, where all before it is one noun phrase. Else it is the
        subject of what is said.
        """
        row, words = self._row, self._reporting
        name = place_at(row, found.start)
        between = row[first:name]
        if found.names and (behind := self._relation_behind(found)) is not None:
            return behind
        if not found.names or not between or not all(word.is_word for word in between):
            return None
        small = words.definite | words.indefinite | words.oblique | words.prepositions | words.conjunctions
        if any(word.lower in words.relations for word in between):
            return Mentioned(between[0].start, found.end, definite=True, head=between[0].lower)
        if words.capital_nouns:
            last = next((at for at in range(1, len(between)) if self._ends_nouns(between, at, small)), None)
        else:
            # Where the verb comes second it parts the two: "Volgens de politie reed Ann Lee".
            own = words.verb_second or self._is_closed(found) or self._is_title_of(found, between, small)
            last = None if own else len(between)
        if last is None:
            return None
        noun = between[last - 1]
        return Mentioned(between[0].start, noun.end, definite=between[0].lower in words.definite, head=noun.lower)

    def _relation_behind(self, found: Mentioned) -> Mentioned | None:
        """Who is told by a name in front of it: "pasak Jono Lio motinos"."""
        last = place_at(self._row, found.end)
        if last >= len(self._row) or self._row[last].lower not in self._reporting.relations:
            return None
        return Mentioned(found.start, self._row[last].end, definite=True, head=self._row[last].lower)

    def _is_title_of(self, found: Mentioned, words: Sequence[Word], small: frozenset[str]) -> bool:
        """Whether words before a name lead to it: a noun for people, a verb, or any where the name is in a case."""
        nouns = [word for word in words if word.lower not in small]
        return not nouns or self._is_in_any_case(found) or any(map(self._leads_to_name, nouns))

    def _is_in_any_case(self, found: Mentioned) -> bool:
        """Whether a name can be one in a case; where its endings are not known, any that no list has as it is."""
        name, words = " ".join(found.names[0]), self._reporting
        if not words.inflects_names:
            return False
        if words.declensions:
            return nominative(name, words) != name
        return found.names[0][0].lower() not in words.given_names | words.name_genders.keys()

    def _is_closed(self, found: Mentioned) -> bool:
        """Whether a comma closes the source behind a name, and no age stands there: "Secondo la pm Ann Lee, "."""
        last = place_at(self._row, found.end)
        closed = last < len(self._row) and self._row[last].text == ","
        return closed and not self._row[min(last + 1, len(self._row) - 1)].text.isdigit()

    def _leads_to_name(self, word: Word) -> bool:
        lower, names, reporting = word.lower, self._names, self._reporting
        if lower in reporting.verbs or lower in reporting.auxiliaries:
            return True
        return names.is_person_noun(lower) if word.is_capital else names.is_form_of_person_noun(lower)

    @staticmethod
    def _ends_nouns(between: Sequence[Word], at: int, small: frozenset[str]) -> bool:
        """Whether a noun with a capital ends before a place: a verb follows it there."""
        return between[at - 1].is_capital and between[at].text[0].islower() and between[at].lower not in small

    def _is_noun(self, word: Word) -> bool:
        words = self._reporting
        small = (words.prepositions, words.oblique, words.conjunctions, words.verbs, words.auxiliaries, words.stops)
        others = (words.fillers, words.relatives, words.complementizers, words.as_words, words.pronouns)
        listed = any(word.lower in each for each in (*small, *others))
        return word.text.isalpha() and len(word.text) >= _LEAST_NOUN and not listed and not self._is_adverb(word)

    def _is_adverb(self, word: Word) -> bool:
        """Whether a word in small letters ends as adverbs do, or verbs in the past: "uznał Jana Lisa"."""
        endings = (*self._reporting.adverb_endings, *self._reporting.past_endings)
        ends = bool(endings) and not word.is_capital and word.lower.endswith(endings)
        return ends and not self._names.is_form_of_person_noun(word.lower)

    def _described(self, first: int, last: int, noun: Word) -> Mentioned:
        return Mentioned(self._row[first].start, self._row[last - 1].end, definite=True, head=noun.lower)
