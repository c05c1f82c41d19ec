from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.placement import LANGUAGES, language_slot, primary_subtag
from services.cleaner import language as detection

PARTITIONS = {
    # tag: its partition of 2, 3, 4 and 7. A change here moves a language, and its stories begin anew.
    "en": (0, 0, 0, 0),
    "es": (1, 1, 1, 1),
    "de": (0, 2, 2, 2),
    "fr": (1, 0, 3, 3),
    "ru": (0, 1, 0, 4),
    "zh": (1, 2, 1, 5),
    "ar": (0, 0, 2, 6),
    "pt": (1, 1, 3, 0),
    "ja": (0, 2, 0, 1),
    "it": (1, 0, 1, 2),
    "tr": (0, 1, 2, 3),
    "fa": (1, 2, 3, 4),
    "pl": (0, 0, 0, 5),
    "nl": (1, 1, 1, 6),
    "id": (0, 2, 2, 0),
    "ko": (1, 0, 3, 1),
    "uk": (0, 1, 0, 2),
    "vi": (1, 2, 1, 3),
    "cs": (0, 0, 2, 4),
    "sv": (1, 1, 3, 5),
    "ro": (0, 2, 0, 6),
    "el": (1, 0, 1, 0),
    "hu": (0, 1, 2, 1),
    "no": (1, 2, 3, 2),
    "sr": (0, 0, 0, 3),
    "hi": (1, 1, 1, 4),
    "he": (0, 2, 2, 5),
    "fi": (1, 0, 3, 6),
    "bg": (0, 1, 0, 0),
    "th": (1, 2, 1, 1),
    "tl": (0, 0, 2, 2),
}
HASHED = {
    "bn": (1, 0, 1, 3),
    "ca": (1, 2, 1, 5),
    "cy": (1, 2, 3, 0),
    "is": (1, 2, 3, 1),
    "sw": (1, 2, 1, 2),
    "tlh": (1, 2, 3, 4),
    "ur": (0, 1, 0, 4),
}


def partitions_of(tag: str | None) -> tuple[int, ...]:
    return tuple(language_slot(tag) % width for width in (2, 3, 4, 7))


@pytest.mark.parametrize(("tag", "expected"), [*PARTITIONS.items(), *HASHED.items()])
def test_a_language_keeps_its_partition_for_ever(tag: str, expected: tuple[int, ...]) -> None:
    assert partitions_of(tag) == expected


def test_the_most_frequent_languages_share_a_partition_only_where_they_must() -> None:
    for width in range(1, len(PARTITIONS) + 1):
        assert {language_slot(tag) % width for tag in list(PARTITIONS)[:width]} == set(range(width))


@pytest.mark.parametrize("tag", ["pt-BR", "pt_BR", "PT", "pt-Latn-BR", "Pt-br-x-house", " pt ", "por"], ids=repr)
def test_script_region_case_and_code_do_not_matter(tag: str) -> None:
    assert language_slot(tag) == language_slot("pt")


@pytest.mark.parametrize(
    "tag", [None, "", "und", "UND", "und-Latn", "mul", "zxx", "x-house", "i-default", "-", "7", "Deutsch!", "\u212ao"]
)
def test_what_is_no_language_has_the_slot_of_the_unknown(tag: str | None) -> None:
    assert language_slot(tag) == language_slot("und")


def test_the_unknown_is_where_english_is() -> None:
    assert language_slot(None) == language_slot("en")


@pytest.mark.parametrize("alike", detection._ALIKE, ids=sorted)
def test_languages_that_detection_takes_for_each_other_share_a_slot(alike: set[str]) -> None:
    assert len({language_slot(tag) for tag in alike}) == 1


@given(st.one_of(st.none(), st.text(max_size=40)))
def test_anything_at_all_has_a_slot(tag: str | None) -> None:
    slot = language_slot(tag)
    assert slot == language_slot(tag)
    assert slot >= 0


@pytest.mark.parametrize(
    ("tag", "subtag"), [("pt_BR", "pt"), ("EN", "en"), (" de ", "de"), ("?", "und"), (None, "und")]
)
def test_the_primary_subtag_is_in_lower_case(tag: str | None, subtag: str) -> None:
    assert primary_subtag(tag) == subtag


def test_the_languages_of_the_table_are_primary_subtags() -> None:
    assert {"en", "und", "pt"} <= LANGUAGES
    assert all(primary_subtag(tag) == tag for tag in LANGUAGES)
