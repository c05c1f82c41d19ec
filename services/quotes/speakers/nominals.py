"""Definite descriptions: "the singer" and "the company" mean somebody or some body that the article has named.

In: the words of a description at an offset. Out: what kind of name it can mean. A noun that the article has brought in
without a name ("a singer was hurt") means nobody whom it names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from copydesk.text.language.lexicon import Lexicon
from services.quotes.speakers.genders import Gender
from services.quotes.text.names import Name
from services.quotes.text.parsed_article import ParsedArticle

NominalKind = Literal["person", "body", "place"]

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_NOUN_BEHIND = re.compile(r"[ -]([a-z]+)")
_BROUGHT_IN_REACH = 2500
"""Characters before a description in which its noun may have been brought in without a name: six paragraphs."""

_DETERMINER_REACH = 4
"""Words before a noun in which its determiner stands."""

_NOUN_REACH = 16
"""Characters before a name in which a noun stands that tells its kind."""

_APPOSED_REACH = 3
"""Characters from a noun to the name that it is said of, or back from its determiner: ", "."""


@dataclass(frozen=True, slots=True)
class Nominal:
    """What a description tells: its noun, what kind of name it means, and the gender where the noun says it.

    `former`: it means somebody who no longer is that: "the former mayor".
    """

    noun: str
    kind: NominalKind
    gender: Gender | None = None
    former: bool = False
    proper: bool = False
    """Printed with a capital: the short name of a body that is called so, "the Bank"."""

    @property
    def means_person(self) -> bool:
        """Whether it can mean a person."""
        return self.kind == "person"


def nominal_of(words: str, lexicon: Lexicon) -> Nominal | None:
    """What a definite description of one person or body tells; None for any other words."""
    parent = lexicon.children.sub("", words)
    opening, _, rest = parent.partition(" ")
    found = rest.split()
    if opening.lower() not in lexicon.definite_articles or not found or not found[-1][-1].isalnum():
        return None
    if any(word.lower() in lexicon.links for word in found) or found[-1].lower() in lexicon.anonymous:
        return None
    if parent != words:
        head = found[-1].lower()
        return Nominal(head, "person", _gender(head, lexicon)) if head in lexicon.kin else None
    if any(word.lower().partition("-")[0] in lexicon.former for word in found) and found[-1].islower():
        return replace(_of_noun(found[-1], lexicon) or Nominal(found[-1], "person"), former=True)
    nominal = _of_noun(found[-1], lexicon)
    return nominal if nominal is None or not found[-1][0].isupper() else replace(nominal, proper=True)


def _of_noun(noun: str, lexicon: Lexicon) -> Nominal | None:
    head, compound, _ = noun.lower().partition(lexicon.compound_link or " ")
    if lexicon.age_noun.fullmatch(noun):
        return Nominal(head, "person")
    if head in (lexicon.kin if compound else lexicon.person_nouns):
        return Nominal(head, "person", _gender(head, lexicon))
    if head in lexicon.place_nouns:
        return Nominal(head, "place")
    return Nominal(head, "body") if head in lexicon.group_nouns or head in lexicon.institution_nouns else None


def means_no_person(words: str, lexicon: Lexicon) -> bool:
    """Whether a description means a body, a place or something written: "the contract", "a report by the board"."""
    head = ""
    for word in _WORD.findall(words):
        lower = word.lower()
        if head and (
            lower in lexicon.links or lower in lexicon.relatives or lower.endswith(lexicon.participle_endings)
        ):
            break
        head = lower
    kinds = (lexicon.writings, lexicon.group_nouns, lexicon.institution_nouns, lexicon.place_nouns, lexicon.sides)
    return any(head in kind for kind in kinds)


def of_people(name: Name, parsed: ParsedArticle) -> Nominal | None:
    """The nominal that a name of a people is behind an article, where it means one person: "the Spaniard"."""
    if name.entity.type != "NORP" or not parsed.text[: name.start].endswith(" "):
        return None
    printed = parsed.text[name.start : name.end].lower()
    before = _WORD.findall(parsed.text[max(0, name.start - 8) : name.start].lower())[-1:]
    if not before or before[0] not in parsed.lexicon.definite_articles or _is_attribute(name, parsed):
        return None
    return Nominal(printed, "person") if printed.endswith(parsed.lexicon.demonym_endings) else None


def _is_attribute(name: Name, parsed: ParsedArticle) -> bool:
    """Whether a noun follows a name, which then only says of what kind: "the Russian government"."""
    behind = _NOUN_BEHIND.match(parsed.text, name.end)
    if behind is None:
        return False
    lexicon, word = parsed.lexicon, behind[1]
    verb = word in lexicon.cues or word in lexicon.auxiliaries or word.endswith(lexicon.participle_endings)
    return not (verb or word in lexicon.links or word in lexicon.times or word.endswith(lexicon.adverb_endings))


def _gender(noun: str, lexicon: Lexicon) -> Gender | None:
    if noun in lexicon.feminine:
        return "she"
    return "he" if noun in lexicon.masculine else None


def fits(nominal: Nominal, name: Name, parsed: ParsedArticle) -> bool | None:
    """Whether a body or place can be called so: a university is no company; None where nothing tells.

    What tells is the name, or the noun before it: "the broadcaster Channel Nine".
    """
    lexicon = parsed.lexicon
    if (nominal.kind == "place") != (name.entity.type == "GPE"):
        return False
    if nominal.kind == "place":
        return None
    before = _WORD.findall(parsed.text[max(0, name.start - _NOUN_REACH) : name.start])[-1:]
    kinds = {word.lower() for word in (*before, *_WORD.findall(name.entity.name))} & lexicon.institution_nouns
    if nominal.noun in kinds:
        return True
    return False if kinds or nominal.proper or nominal.noun in lexicon.named_by_kind else None


def is_brought_in(nominal: Nominal, offset: int, parsed: ParsedArticle) -> bool:
    """Whether the article brought the noun in before an offset without a name: "a singer"."""
    lexicon = parsed.lexicon
    first = max(0, offset - _BROUGHT_IN_REACH)
    for found in re.finditer(rf"\b{re.escape(nominal.noun)}\b", parsed.text[first:offset].lower()):
        at, end = first + found.start(), first + found.end()
        for word in reversed(list(_WORD.finditer(parsed.text, max(first, at - 40), at))[-_DETERMINER_REACH:]):
            if word[0].lower() in lexicon.indefinites:
                if not _is_said_of_a_name(word.start(), end, parsed):
                    return True
                break
    return False


def _is_said_of_a_name(start: int, end: int, parsed: ParsedArticle) -> bool:
    """Whether a name stands right before or behind a phrase: "Ann Lee, a singer", "a singer, Ann Lee"."""
    before = parsed.names.at(max(0, start - _APPOSED_REACH), start)
    behind = parsed.names.at(end, end + _APPOSED_REACH)
    return before is not None or behind is not None
