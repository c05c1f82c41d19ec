from __future__ import annotations

import pytest

from services.entities.gazetteer import home_of_people, is_given_name, lookup


@pytest.mark.parametrize(
    ("name", "type_", "country"),
    [("France", "GPE", "FR"), ("FRANCE", "GPE", "FR"), ("French", "NORP", None), ("Europe", "LOC", None)],
)
def test_listed_names(name: str, type_: str, country: str | None) -> None:
    entry = lookup(name)
    assert entry is not None
    assert (entry.type, entry.country) == (type_, country)


def test_what_is_not_listed() -> None:
    assert lookup("Quornby") is None
    assert lookup("") is None


def test_a_short_word_in_capitals_is_no_name_of_a_country() -> None:
    assert lookup("CHAD") is not None
    assert lookup("CUB") is None


def test_a_people_has_a_home() -> None:
    assert [home_of_people(name) for name in ("Japanese", "JAPANESE", "Scottish", "Quorn")] == [
        "JP",
        "JP",
        "GB-SCT",
        None,
    ]


def test_given_names_with_and_without_accents() -> None:
    assert is_given_name("José")
    assert is_given_name("Jose")
    assert not is_given_name("Quorn")


def test_cyrillic_given_names_are_known_in_every_case() -> None:
    assert all(is_given_name(word) for word in ("Дмитрий", "Дмитрия", "Ольгой", "Дональду", "Олексія", "Ольгою"))
    assert not any(is_given_name(word) for word in ("Кворн", "Вчера", "Москва"))
