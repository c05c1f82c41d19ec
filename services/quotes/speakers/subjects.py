"""The subject of a verb of saying.

In: a sentence as tokens, the names of the article, the token of the verb. Out: who speaks as printed: a name, several
names, a pronoun or a description; None where no subject is to be seen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from copydesk.text.language.lexicon import PERSONAL, Lexicon, Pronoun
from services.quotes.text.names import Name, NameIndex
from services.quotes.text.sentences import Token

_LONGEST_SUBJECT = 14
"""Words; what is longer was cut wrongly."""

_SHORT_SUBJECT = 6
_INSIDE_PHRASE = frozenset(".'’&-/$%")


@dataclass(frozen=True, slots=True)
class Subject:
    """Who is said to speak, characters `start` to `end`. `names` is empty for a pronoun and for a description.

    `companion` is a second speaker as printed, whom the article names but does not introduce.
    """

    start: int
    end: int
    names: tuple[Name, ...] = ()
    pronoun: Pronoun | None = None
    companion: str = ""


class Clause:
    """Finds subjects in one sentence: before a verb, behind it, and at the head of the sentence.

    `owners`: for each token the name that it belongs to. Arguments are indices of tokens; `floor` is the first token
    that may belong to the subject.
    """

    def __init__(self, tokens: Sequence[Token], names: NameIndex, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self._lexicon = lexicon
        self.owners: list[Name | None] = [
            names.at(token.start, token.end) if token.is_word else None for token in tokens
        ]

    def before(self, cue: int, floor: int = 0) -> Subject | None:
        """The subject to the left of a cue: "the mayor, Ann Lee, also said"."""
        last = self._skip_auxiliaries(cue, floor)
        if last is None:
            return None
        if self.tokens[last].text == ")":
            last = self._before_bracket(last, floor)
        if last < floor or self.tokens[last].quotation is not None:
            return None
        token = self.tokens[last]
        if token.text in (",", "—", "–"):
            return self.head(floor, last) or self._apposed(floor, last)
        if token.lower in self._lexicon.coordinators:
            return self.head(floor, last)
        if token.lower in self._lexicon.subject_relatives:
            end = last - 2 if last - 1 >= floor and self.tokens[last - 1].text == "," else last - 1
            return self._phrase_before(end, floor) if end >= floor else None
        return self._phrase_before(last, floor)

    def after(self, cue: int) -> Subject | None:
        """The subject to the right of a cue: "said Ann Lee, the mayor"."""
        first = cue + 1
        end = first
        while end < len(self.tokens) and end - first <= _LONGEST_SUBJECT and self._goes_on(end, first):
            end += 1
        if end == first:
            return None
        subject = self._classify(first, end - 1)
        apposed = end + 1 < len(self.tokens) and self.tokens[end].text == "," and self.owners[end + 1]
        if apposed and apposed.is_person and (subject is None or not (subject.names or subject.pronoun)):
            return Subject(apposed.start, apposed.end, (apposed,))
        return subject

    def head(self, floor: int, limit: int) -> Subject | None:
        """Who the sentence is about: its first person or personal pronoun, else the first organisation."""
        organisation: Subject | None = None
        for at in range(floor, limit):
            token, owner = self.tokens[at], self.owners[at]
            pronoun = self._lexicon.pronouns.get(token.lower)
            if pronoun in PERSONAL:
                return Subject(token.start, token.end, pronoun=pronoun)
            if owner is None or self._is_oblique(at, owner):
                continue
            if owner.is_person:
                return self._with_joint(owner, at, limit)
            organisation = organisation or Subject(owner.start, owner.end, (owner,))
        return organisation

    def _is_oblique(self, at: int, owner: Name) -> bool:
        """Whether the name is no subject: behind a preposition, or a possessor."""
        first = at
        while first and self.owners[first - 1] is owner:
            first -= 1
        last = at
        while last + 1 < len(self.tokens) and self.owners[last + 1] is owner:
            last += 1
        before = self.tokens[first - 1].lower if first else ""
        possessor = self.tokens[last].text.endswith(self._lexicon.possessive_endings)
        return possessor or before in self._lexicon.prepositions

    def _apposed(self, floor: int, limit: int) -> Subject | None:
        """Of "the mayor, 62, said" the words before the first comma, where they are a short noun phrase."""
        commas = [at for at in range(floor, limit) if self.tokens[at].text == ","]
        if not commas or not 0 < commas[0] - floor <= _SHORT_SUBJECT:
            return None
        opening = self.tokens[floor]
        capital = opening.is_word and opening.text[0].isupper() and opening.lower not in self._lexicon.links
        if not (capital or opening.lower in self._lexicon.determiners):
            return None
        if opening.lower.endswith(self._lexicon.adverb_endings):
            return None
        return self._phrase_before(commas[0] - 1, floor)

    def _with_joint(self, owner: Name, at: int, limit: int) -> Subject:
        end = at
        while end < limit and self.owners[end] is owner:
            end += 1
        if end + 1 < limit and self.tokens[end].lower in self._lexicon.conjunctions:
            other = self.owners[end + 1]
            if other is not None and other.is_person:
                return Subject(owner.start, other.end, (owner, other))
        return Subject(owner.start, owner.end, (owner,))

    def _skip_auxiliaries(self, cue: int, floor: int) -> int | None:
        announced = self._lexicon.announcing if self.tokens[cue].lower in self._lexicon.saying else frozenset()
        at = cue - 1
        while at >= floor:
            token = self.tokens[at]
            if token.text in announced:
                at -= 1
                continue
            if token.lower in self._lexicon.denials or token.lower.endswith(self._lexicon.negative_endings):
                return None
            adverb = token.lower.endswith(self._lexicon.adverb_endings) and self.owners[at] is None
            if not (token.lower in self._lexicon.auxiliaries or adverb):
                return at
            at -= 1
        return None

    def _before_bracket(self, at: int, floor: int) -> int:
        while at >= floor and self.tokens[at].text != "(":
            at -= 1
        return at - 1

    def _phrase_before(self, last: int, floor: int) -> Subject | None:
        first = last
        while first - 1 >= floor and last - first <= _LONGEST_SUBJECT and self._is_phrase_word(first - 1):
            first -= 1
        if last - first > _LONGEST_SUBJECT:
            return None
        verbs = [at for at in range(first + 1, last + 1) if self.tokens[at].lower in self._lexicon.finite]
        if verbs:
            last = verbs[0] - 1
        if self.tokens[first].lower in self._lexicon.prepositions and first < last:
            return self._behind_adverbial(first, last)
        return self._classify(first, last)

    def _is_phrase_word(self, at: int) -> bool:
        sure = self._inside_phrase(at)
        if sure is not None:
            return sure
        word, lexicon = self.tokens[at].lower, self._lexicon
        return not any(word in ends for ends in (lexicon.clause_words, lexicon.pronouns, lexicon.cues))

    def _inside_phrase(self, at: int) -> bool | None:
        """Whether a token surely goes on with a noun phrase beside it or surely not; None where its word decides."""
        token = self.tokens[at]
        if token.quotation is not None:
            return False
        if self.owners[at] is not None:
            return True
        if token.lower in self._lexicon.conjunctions:
            return self._joins_people(at, at + 1)
        return None if token.is_word else token.text in _INSIDE_PHRASE

    def _joins_people(self, at: int, following: int) -> bool:
        left = self.owners[at - 1] if at else None
        if left is None or not left.is_person or following >= len(self.tokens):
            return False
        right = self.owners[following]
        return right.is_person if right is not None else self.tokens[following].text[0].isupper()

    def _behind_adverbial(self, first: int, last: int) -> Subject | None:
        """Of "On Monday Ann Lee said" the name next to the cue, or a phrase that opens with an article."""
        owner = self.owners[last]
        if owner is not None:
            begin = last
            while begin > first and self.owners[begin - 1] is owner:
                begin -= 1
            return self._classify(begin, last)
        starts = [at for at in range(first + 2, last) if self.tokens[at].lower in self._lexicon.determiners]
        return self._classify(starts[-1], last) if starts else None

    def _goes_on(self, at: int, first: int) -> bool:
        """Whether a token belongs to a noun phrase that began at `first`."""
        token = self.tokens[at]
        sure = self._inside_phrase(at)
        if sure is not None:
            return sure and (token.is_word or (at > first and at + 1 < len(self.tokens)))
        if token.lower in self._lexicon.prepositions:
            return at > first and token.lower in self._lexicon.linking and self.owners[at - 1] is None
        ends = token.lower in self._lexicon.clause_words or token.lower in self._lexicon.times
        if at > first and token.text.islower() and token.lower.endswith(self._lexicon.participle_endings):
            before = self.owners[at - 1]  # "said Ann Lee referring to the boat"
            ends |= before is not None and before.is_person
        return not ends and not (at > first and self.tokens[first].lower in self._lexicon.pronouns)

    def _classify(self, first: int, last: int) -> Subject | None:
        tokens = self.tokens
        while last > first and not tokens[last].is_word:
            last -= 1
        while first < last and tokens[first].lower in self._lexicon.auxiliaries:
            first += 1
        head = tokens[last]
        if first == last and head.lower in self._lexicon.pronouns:
            return Subject(head.start, head.end, pronoun=self._lexicon.pronouns[head.lower])
        if not head.is_word or head.text.endswith(self._lexicon.possessive_endings):
            return None
        return self._noun_phrase(first, last)

    def _noun_phrase(self, first: int, last: int) -> Subject | None:
        owners = self.owners
        final = owners[last]
        if final is not None and not self._is_linked(final, first, last):
            return self._named(first, last, final)
        joined = [at for at in range(first + 1, last) if self.tokens[at].lower in self._lexicon.conjunctions]
        partner = owners[joined[-1] - 1] if joined else None
        if final is None and partner is not None and partner.is_person:
            companion = self.tokens[joined[-1] + 1 : last + 1]
            printed = " ".join(token.text for token in companion)
            return Subject(partner.start, companion[-1].end, (partner,), companion=printed)
        opening = owners[first]
        if opening is not None and opening.is_person and self._is_followed_by_origin(first, last, opening):
            return Subject(opening.start, opening.end, (opening,))
        return self._described(first, last)

    def _described(self, first: int, last: int) -> Subject | None:
        """A description as printed, "a spokesman for the port": it opens like a noun phrase and ends like one."""
        opening, head = self.tokens[first], self.tokens[last]
        if opening.text[0].islower() and opening.lower.endswith(self._lexicon.participle_endings):
            return None
        if head.lower in self._lexicon.no_head or head.lower.isdigit():
            return None
        return Subject(opening.start, head.end)

    def _is_linked(self, name: Name, first: int, last: int) -> bool:
        """Whether the name only says whose speaker it is: "a spokesman for Ann Lee"."""
        at = last
        while at > first and (self.owners[at] is name or self.tokens[at].lower in self._lexicon.ranks):
            at -= 1
        return self.owners[at] is not name and self.tokens[at].lower in self._lexicon.owner_links

    def _is_followed_by_origin(self, first: int, last: int, name: Name) -> bool:
        at = first
        while at <= last and self.owners[at] is name:
            at += 1
        return at <= last and self.tokens[at].lower in self._lexicon.origin_links

    def _named(self, first: int, last: int, final: Name) -> Subject:
        people: list[Name] = []
        for at in range(first, last + 1):
            owner = self.owners[at]
            if owner is not None and owner.is_person and owner not in people:
                people.append(owner)
        joint = any(self.tokens[at].lower in self._lexicon.conjunctions for at in range(first, last + 1))
        if final.is_person and joint and len(people) > 1:
            return Subject(people[0].start, people[-1].end, tuple(people))
        return Subject(final.start, final.end, (final,))
