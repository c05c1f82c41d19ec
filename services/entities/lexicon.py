"""Words that say what stands beside them: titles, roles, heads of names, verbs of saying.

The lists stand in `data/words.txt`, lower-case where nothing else is said.
"""

from __future__ import annotations

from importlib.resources import files


def _lists() -> dict[str, frozenset[str]]:
    text = (files("services.entities") / "data" / "words.txt").read_text(encoding="utf-8")
    sections = (section.partition("]") for section in text.split("\n[")[1:])
    return {name: frozenset(words.split()) for name, _, words in sections}


_WORDS = _lists()

TITLES = _WORDS["titles"]
"""Honorifics, ranks and offices that stand before a person's name."""

TITLE_ATTRIBUTES = _WORDS["title_attributes"]
"""Words that belong to the title behind them: Foreign Minister, Former President."""

OFFICES = _WORDS["offices"]
"""In "Secretary of State John Kerry" the word behind "of" belongs to the title."""

ROLES = _WORDS["roles"]
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

EVENT_HEADS = _WORDS["event_heads"]
"""A name that ends in one of these is that of an event."""

SPEECH_VERBS = _WORDS["speech_verbs"]
"""Past and present forms that stand beside a speaker."""

PARTICLES = _WORDS["particles"]
"""Lower-case words inside a person's name."""

NAME_PREFIXES = _WORDS["name_prefixes"]
"""Lower-case beginnings of a name that a hyphen or an apostrophe joins to the rest."""

PREFIXES = _WORDS["prefixes"]
"""Beginnings of a word that are no part of the name behind the hyphen."""

HYPHENED = _WORDS["hyphened"]
"""Lower-case ends of a word that are no part of the name before the hyphen, beside participles: China-wide."""

CALENDAR = _WORDS["calendar"]
"""Days and months."""

NO_ACRONYMS = _WORDS["no_acronyms"]
"""Words in capitals that name no organisation, as they are printed."""

STOP_WORDS = _WORDS["stop_words"]
"""Words that are no names although a sentence, a heading or a quote may begin with them."""

ABBREVIATIONS = _WORDS["abbreviations"]
"""Words whose full stop ends no sentence, as they are printed."""

PLACE_PREPOSITIONS: dict[str, int] = {
    "in": 16,
    "near": 16,
    "outside": 16,
    "across": 12,
    "throughout": 12,
    "toward": 10,
    "towards": 10,
    "around": 8,
    "from": 8,
    "into": 6,
    "at": 4,
    "northern": 20,
    "southern": 20,
    "eastern": 20,
    "western": 20,
    "downtown": 20,
    "central": 16,
}
"""What a word before a name says for its being a place, in the votes of `evidence`."""
