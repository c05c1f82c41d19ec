"""Given names by language: who bears a name where, and that no list holds what is no name."""

from __future__ import annotations

import pytest

from copydesk.text.language.name_lists import given_names_of
from copydesk.text.language.registry import REPORTING, reporting_of
from copydesk.text.language.reporting import Reporting

LISTED = sorted(tag for tag in REPORTING if given_names_of(tag))


def test_most_languages_that_set_blanks_have_a_list() -> None:
    assert set(LISTED) == REPORTING - {"ja", "zh", "lt", "tr"}


@pytest.mark.parametrize("tag", LISTED)
def test_names_are_printed_in_small_letters(tag: str) -> None:
    names = given_names_of(tag)
    assert len(names) > 100
    assert [name for name in names if not name.isalpha() or name != name.lower()] == []
    assert set(names.values()) <= {"he", "she", "either"}


@pytest.mark.parametrize(
    ("tag", "name", "whose"),
    [
        ("de", "andrea", "she"),
        ("nl", "femke", "she"),
        ("nb", "tore", "he"),
        ("fr", "sacha", "he"),
    ],
)
def test_a_language_decides_whose_a_name_is(tag: str, name: str, whose: str) -> None:
    assert given_names_of(tag)[name] == whose


@pytest.mark.parametrize(
    ("tag", "word"), [("de", "mark"), ("es", "del"), ("it", "durante"), ("nl", "elke"), ("fr", "marine")]
)
def test_a_common_word_is_no_name(tag: str, word: str) -> None:
    assert word not in given_names_of(tag)


def test_a_language_without_a_list_has_none() -> None:
    assert given_names_of("xx") == {}


def test_the_words_of_a_language_have_its_names() -> None:
    dutch = reporting_of("nl")
    assert isinstance(dutch, Reporting)
    assert "femke" in dutch.given_names
    assert dutch.name_genders["femke"] == "she"


def test_the_file_of_a_language_has_the_last_word() -> None:
    italian = reporting_of("it")
    assert isinstance(italian, Reporting)
    assert italian.name_genders["andrea"] == "he"
