from __future__ import annotations

import pytest

from services.entities.labels import NameClass
from tests.services.entities.test_surroundings import found


@pytest.mark.parametrize(
    ("text", "given", "towns"),
    [
        ("Omaha and Lincoln in Nebraska are at risk.", ("Lincoln",), ["Omaha", "Lincoln"]),
        ("They left Jackson, Mississippi, at noon.", ("Jackson",), ["Jackson"]),
        ("Storms hit Norman, Tulsa and Lawton in Oklahoma.", ("Norman",), ["Norman"]),
    ],
)
def test_a_town_before_its_state_is_no_person(text: str, given: tuple[str, ...], towns: list[str]) -> None:
    area = next(word for word in ("Nebraska", "Mississippi", "Oklahoma") if word in text)
    names: list[tuple[str, NameClass, int]] = [(name, "PERSON", 0) for name in given]
    others: list[tuple[str, NameClass, int]] = [(name, "LOC", 0) for name in ("Tulsa", "Lawton") if name in text]
    labelled = found(text, *names, *others, (area, "LOC", 0))
    assert [name for name, label in labelled if label == "LOC" and name not in {"Tulsa", "Lawton", area}] == towns


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("Jackson, Mississippi's governor, left.", "Mississippi"),
        ("Sen. Lincoln, Nebraska, left.", "Nebraska"),
        ("Mr Lincoln in Nebraska agreed.", "Nebraska"),
        ("Hilton in Nevada agreed.", "Nevada"),
    ],
)
def test_a_person_before_a_state_stays_one(text: str, area: str) -> None:
    person = next(word for word in ("Jackson", "Lincoln", "Hilton") if word in text)
    assert (person, "PERSON") in found(text, (person, "PERSON", 0), (area, "LOC", 0))


def test_a_surname_before_a_state_stays_a_person() -> None:
    text = "Ann Jackson left. Jackson in Mississippi agreed."
    names = found(text, ("Ann Jackson", "PERSON", 0), ("Jackson", "PERSON", 1), ("Mississippi", "LOC", 0))
    assert [label for _, label in names] == ["PERSON", "PERSON", "LOC"]


def test_a_list_makes_a_small_town_of_the_state_one_too() -> None:
    text = "Snow fell. Jackson and Dayton in Ohio are cut off."
    names = found(text, ("Jackson", "PERSON", 0), ("Dayton", "LOC", 0), ("Ohio", "LOC", 0))
    assert names == [("Jackson", "LOC"), ("Dayton", "LOC"), ("Ohio", "LOC")]
    assert ("Jackson", "PERSON") in found("Jackson in Ohio agreed.", ("Jackson", "PERSON", 0), ("Ohio", "LOC", 0))
