from __future__ import annotations

import pytest

from services.entities.names import person_keys, printed_words, surname, without_accents, without_corporate_end


@pytest.mark.parametrize(
    ("word", "key"), [("al-Khatib", "khatib"), ("Khatib", "khatib"), ("Smith-Jones", "smith-jones")]
)
def test_surnames(word: str, key: str) -> None:
    assert surname(word) == key


@pytest.mark.parametrize(
    ("name", "words"),
    [("the Hague", ("Hague",)), ("Lisbon's", ("Lisbon",)), ("The", ("The",)), ("", ("",))],
)
def test_printed_words(name: str, words: tuple[str, ...]) -> None:
    assert printed_words(name) == words


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("Dr. Zebulon van der Quorn Jr.", ("zebulon", "quorn")),
        ("César Quorn", ("cesar", "quorn")),
        ("General", ("general",)),
    ],
)
def test_person_keys(name: str, keys: tuple[str, ...]) -> None:
    assert person_keys(name) == keys


def test_legal_forms_are_left_out_unless_nothing_is_left() -> None:
    assert without_corporate_end(("Acme", "Widgets,", "Inc.")) == ("Acme", "Widgets")
    assert without_corporate_end(("Inc.",)) == ("Inc.",)
    assert without_accents("Müller") == "Muller"
