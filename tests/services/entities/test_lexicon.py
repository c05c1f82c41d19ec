from __future__ import annotations

from copydesk.text.language.registry import LEXICONS
from services.entities import lexicon


def test_titles_roles_and_weekdays_of_every_language_count() -> None:
    for language in LEXICONS.values():
        assert language.titles <= lexicon.TITLES
        assert language.roles <= lexicon.ROLES
        assert language.weekdays <= lexicon.CALENDAR


def test_english_lists_are_read() -> None:
    assert {"senator", "bürgermeister"} <= lexicon.TITLES
    assert {"historian", "maire"} <= lexicon.ROLES
    assert {"march", "monday", "montag"} <= lexicon.CALENDAR
