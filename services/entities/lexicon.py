"""Words that say what stands beside them: titles, roles, heads of names.

The English lists stand in `data/words.txt`, lower-case where nothing else is said. Titles and roles of other languages
come from their lexicons and count in any text: an English article prints a Bürgermeister, too. What depends on the
language of the article (verbs of saying, words for men and women) is read from its lexicon itself.
"""

from __future__ import annotations

from importlib.resources import files

from copydesk.text.language.registry import LEXICONS


def _lists() -> dict[str, frozenset[str]]:
    text = (files("services.entities") / "data" / "words.txt").read_text(encoding="utf-8")
    sections = (section.partition("]") for section in text.split("\n[")[1:])
    return {name: frozenset(words.split()) for name, _, words in sections}


_WORDS = _lists()

TITLES = _WORDS["titles"].union(*(lexicon.titles for lexicon in LEXICONS.values()))
"""Honorifics, ranks and offices that stand before a person's name."""

TITLES_OF_PEOPLE = _WORDS["titles_of_people"]
"""Titles that begin no name of a place or body, as Major, General, Lady and King do."""

TITLE_ATTRIBUTES = _WORDS["title_attributes"]
"""Words that belong to the title behind them: Foreign Minister, Former President."""

OFFICES = _WORDS["offices"]
"""In "Secretary of State John Kerry" the word behind "of" belongs to the title."""

ROLES = _WORDS["roles"].union(*(lexicon.roles for lexicon in LEXICONS.values()))
"""Nouns for people: before a name, or behind it after a comma."""

GROUPS = _WORDS["groups"]
"""Nouns for organisations, behind a name after a comma."""

ORG_HEADS = _WORDS["org_heads"]
"""A name that ends in one of these, or has one before "of" or "for", is that of an organisation."""

PLACE_HEADS = _WORDS["place_heads"]
"""The same for places."""

POLITICAL_PLACES = _WORDS["political_places"]
"""Those of the place heads that are governed: GPE instead of LOC."""

CORPORATE_ENDS = _WORDS["corporate_ends"]
"""Ends of a company's name that a second mention leaves out."""

ABBREVIATED_ENDS = _WORDS["abbreviated_ends"]
"""Ends of a name, as they are printed, to which the full stop behind them belongs."""

EVENT_HEADS = _WORDS["event_heads"]
"""A name that ends in one of these is that of an event."""

PARTICLES = _WORDS["particles"]
"""Lower-case words inside a person's name."""

CALENDAR = _WORDS["calendar"].union(*(lexicon.weekdays for lexicon in LEXICONS.values()))
"""Days and months."""

PLURAL_PEOPLE = _WORDS["plural_people"]
"""Nouns for several people who may speak as one."""

SPEAKING_GROUPS = _WORDS["speaking_groups"]
"""Nouns for bodies that may speak, beside `GROUPS`."""

DETERMINERS = _WORDS["determiners"]
"""Articles, possessives and small numbers before a described group."""

MODIFIERS = _WORDS["modifiers"]
"""Words between a determiner and the noun of a described group."""

REGION_WORDS = _WORDS["region_words"]
"""Parts of the world and kinds of places: as the name of a small town somewhere they mislead."""

COMMON_ABBREVIATIONS = _WORDS["common_abbreviations"]
"""Offices, zones of time and things that are printed in capitals, and name nobody and no place."""
