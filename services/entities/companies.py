"""Companies: names that the words beside them tell of, though the tagger took them for people or missed them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from copydesk.text.language.en import ENGLISH
from copydesk.text.tokens import Tokens
from copydesk.text.word_set import word_set
from services.entities.found_names import FoundName, in_order, name_at, name_scorer
from services.entities.gazetteer import lookup
from services.entities.lexicon import CORPORATE_ENDS, GROUPS, TITLES
from services.entities.place_table import place_table

_COMPANY_NOUNS: Final = GROUPS | {
    "company",
    "firm",
    "maker",
    "manufacturer",
    "retailer",
    "chain",
    "startup",
    "start-up",
    "developer",
    "operator",
}

COMPANY_HEADS: Final = word_set(
    "airlines airways biotech brewery cement chemicals electronics energy foods insurance logistics motors petroleum "
    "pharma pharmaceuticals rail railway railways retail securities semiconductor software telecom utilities"
)
"""A name of several words that ends in one of these is a company's: no surnames or heads of places are among them."""

_COMPANY_ENDS: Final = COMPANY_HEADS | CORPORATE_ENDS

_RESULTS: Final = frozenset({"earnings", "income", "losses", "profit", "profits", "revenue", "revenues", "sales"})
"""What a company reports of itself: "said profits rose"."""

_HOLDINGS: Final = frozenset({"shares", "stock", "shareholders"})

_COMPANY_VERBS: Final = frozenset({"says", "said", "announced", "reported", "posted", "launched", "hired"})

_CAMEL: Final = re.compile(r"([A-Z][a-z]+)[A-Z][a-z]{2,}")
_NAME_BEGINNINGS: Final = word_set("da de del della des di du fitz la le lo ma mac mc van von st saint ter ten")
"""Before a capital inside a surname: MacDonald, DeLuca. Other words with one are companies': WeWork."""

_COMPANY_OFFICES: Final = frozenset({"CEO", "CFO", "COO", "CTO", "chairman", "chairwoman", "founder", "shareholder"})
"""Offices that companies have, and people have not, as they have advisers and spokesmen."""

_LARGE_PLACE = 50_000
"""Inhabitants of a place by which it is known, so that its name is not short for a company's."""

_APPOSITION_REACH = 6
"""Tokens behind ", a" in which a company's noun stands: ", the Dutch maker"."""

_SENTENCE_REACH = 5
"""Tokens behind a verb of saying in which "it" means who said it: "says it will"."""

_RESULTS_REACH = 5
"""Tokens behind a verb of saying in which what is earned makes the speaker a company: "said its full-year sales"."""


def with_companies(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, companies among them as such; with those missed that an apposition calls so: "Etlon, the company".

    All names of the same words are of one class.
    """
    by_head = [name.relabelled("ORG") if _has_head_of_company(name) else name for name in _with_partners(tokens, names)]
    borne = {word for name in by_head if name.label == "PERSON" and len(name.words) > 1 for word in name.words}
    companies = {name.words for name in by_head if _is_company(tokens, name)}
    companies |= {name.words for name in by_head if name.words[0] not in borne and _is_led_or_camel(tokens, name)}
    companies |= _short_names(by_head, borne)
    kept = [
        name.relabelled("ORG") if name.label in {"PERSON", "LOC"} and name.words in companies else name
        for name in by_head
    ]
    taken = {at for name in kept for at in range(*name.tokens)}
    commas = [at for at, word in enumerate(tokens.words) if word == ","]
    missed = [at - 1 for at in commas if at and at - 1 not in taken and _is_named_company(tokens, at - 1)]
    return in_order([*kept, *(name_at(tokens, at, at + 1, "ORG") for at in missed)])


def _with_partners(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, those of two partners whose firm has a legal form joined into one: "Quorn and Zeb Corp"."""
    found: list[FoundName] = []
    for name in names:
        last = found[-1] if found else None
        if (
            last is not None
            and last.label in {"PERSON", "ORG"}
            and name.label == "ORG"
            and len(last.words) == 1
            and name.words[-1].casefold() in CORPORATE_ENDS
            and name.tokens.start == last.tokens.end + 1
            and tokens.lower[last.tokens.end] == "and"
        ):
            found[-1] = name_at(tokens, last.tokens.start, name.tokens.end, "ORG")
        else:
            found.append(name)
    return found


def _is_led_or_camel(tokens: Tokens, name: FoundName) -> bool:
    """Whether a single word has a capital inside, or an office and a name behind it: "Zorvex chairman Lee"."""
    if name.label != "PERSON" or len(name.words) > 1 or _is_part_of_longer_name(tokens, name.tokens.start):
        return False
    camel = _CAMEL.fullmatch(name.words[0])
    if camel is not None and camel[1].casefold() not in _NAME_BEGINNINGS:
        return True
    end = name.tokens.end
    return tokens.words[end : end + 1] != [] and tokens.words[end] in _COMPANY_OFFICES and _has_name(tokens, end + 1)


def _has_name(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at] if at < len(tokens) else ""
    return word[:1].isupper() and word[1:].islower()


def _short_names(names: Sequence[FoundName], borne: set[str]) -> set[tuple[str, ...]]:
    """The first words of the companies that the article names in full, which nobody and no known place bears alone.

    `borne`: the words of full names of people.
    """
    companies = [name.words for name in names if name.label == "ORG" and len(name.words) > 1]
    first = {words[0] for words in companies if words[-1].casefold() in _COMPANY_ENDS}
    return {(word,) for word in first - borne if lookup(word) is None and not _is_large_place(word)}


def _is_large_place(word: str) -> bool:
    return any(place.population >= _LARGE_PLACE for place in place_table().find(word))


def _has_head_of_company(name: FoundName) -> bool:
    if name.label not in {"PERSON", "LOC", "MISC"} or len(name.words) == 1:
        return False
    printed = " ".join(name.words)
    return name.words[-1].casefold() in COMPANY_HEADS and not place_table().find(printed) and lookup(printed) is None


def _is_named_company(tokens: Tokens, at: int) -> bool:
    """Whether the token is a name, since it is no word of the language, and an apposition calls it a company."""
    word = tokens.words[at]
    if not word[:1].isupper() or not word.isalpha() or not _is_called_company(tokens, at + 1):
        return False
    return not (at and tokens.words[at - 1][:1].isupper()) and not name_scorer().knows(word)


def _is_company(tokens: Tokens, name: FoundName) -> bool:
    """Whether the words beside a single word that was taken for a person tell of a company."""
    start, end = name.tokens
    if name.label != "PERSON" or len(name.words) > 1 or _is_part_of_longer_name(tokens, start):
        return False
    lower = tokens.lower
    if start > 1 and lower[start - 2] in _HOLDINGS and lower[start - 1] in {"of", "in"}:
        return True
    if lower[end : end + 1] == [","]:
        return _is_called_company(tokens, end)
    return lower[end : end + 1] != [] and lower[end] in _COMPANY_VERBS and _reports_as_company(lower, end + 1)


def _is_part_of_longer_name(tokens: Tokens, start: int) -> bool:
    return start > 0 and (tokens.lower[start - 1] in TITLES or tokens.words[start - 1][:1].isupper())


def _reports_as_company(lower: Sequence[str], start: int) -> bool:
    """Whether what follows a verb of saying is a company's: its results, or "it" for who says it, and no "he"."""
    if not _RESULTS.isdisjoint(lower[start : start + _RESULTS_REACH]):
        return not _has_person_pronoun(lower[start : start + _RESULTS_REACH])
    return "it" in lower[start : start + 2] and not _has_person_pronoun(lower[start : start + 2 * _SENTENCE_REACH])


def _is_called_company(tokens: Tokens, comma: int) -> bool:
    """Whether the apposition behind the comma says that what stands before it is a company: ", a maker of pumps"."""
    behind = tokens.lower[comma + 1 : comma + _APPOSITION_REACH]
    if not behind or behind[0] not in {"a", "an", "the"}:
        return False
    rest = behind[1:]
    stop = next((at for at, word in enumerate(rest) if word in {",", ".", "of", "behind", "that", "which"}), len(rest))
    return not _COMPANY_NOUNS.isdisjoint(rest[:stop])


def _has_person_pronoun(words: Sequence[str]) -> bool:
    return not ENGLISH.gendered_pronouns.keys().isdisjoint(words)
