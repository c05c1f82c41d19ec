from __future__ import annotations

import pytest

from services.entities.labels import NameClass
from tests.services.entities.test_surroundings import found


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("They met Brooklyn Tanner in Brooklyn.", "Brooklyn Tanner", "ORG"),
        ("Kingston Oyelaran, the captain, left.", "Kingston Oyelaran", "LOC"),
        ("Madison Ferrer teaches in Madison.", "Madison Ferrer", "LOC"),
        ("The rest drove with Carolina Osei to the sea.", "Carolina Osei", "LOC"),
        ("The mill hired Ingrid Quarmbek.", "Ingrid Quarmbek", "LOC"),
        ("Ingrid Quarmbek drives the last bus.", "Ingrid Quarmbek", "ORG"),
        ("Pieter van den Quist keeps bees.", "Pieter van den Quist", "LOC"),
    ],
)
def test_a_given_name_and_a_surname_are_a_person(text: str, name: str, label: NameClass) -> None:
    assert found(text, (name, label, 0)) == [(name, "PERSON")]


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Houston Comets said they would move.", "Houston Comets", "ORG"),
        ("Madison Square was closed.", "Madison Square", "LOC"),
        ("They drove to Carolina Creek with a map.", "Carolina Creek", "LOC"),
        ("Chelsea Arena rises in the north.", "Chelsea Arena", "LOC"),
        ("Paris Match printed it.", "Paris Match", "ORG"),
        ("Paris Match prints it.", "Paris Match", "ORG"),
        ("They prayed at the abbey of Ingrid Quarmbek.", "Ingrid Quarmbek", "LOC"),
        ("Streets close for the Ingrid Quarmbek fair.", "Ingrid Quarmbek", "MISC"),
    ],
)
def test_teams_bodies_and_places_with_such_a_word_are_none(text: str, name: str, label: NameClass) -> None:
    assert found(text, (name, label, 0)) == [(name, label)]


def test_a_month_that_begins_a_sentence_before_a_surname_is_a_given_name() -> None:
    text = "June Zorvel, the head of the choir, sang in June."
    assert found(text, ("June", "DATE", 0)) == [("June Zorvel", "PERSON")]
    assert found("It rained. August Zorvel sang.", ("Zorvel", "PERSON", 0)) == [("August Zorvel", "PERSON")]


@pytest.mark.parametrize("text", ["In June Zorvel sang.", "By next May Zorvel will sing.", "Last August Zorvel sang."])
def test_a_month_inside_of_a_sentence_is_none(text: str) -> None:
    assert found(text, ("Zorvel", "PERSON", 0)) == [("Zorvel", "PERSON")]


def test_particles_join_what_stands_on_both_sides() -> None:
    text = "Kees van der Zorv left."
    assert found(text, ("Kees van", "PERSON", 0), ("Zorv", "LOC", 0)) == [("Kees van der Zorv", "PERSON")]
    beside = "Ana Ruiz di Zorv."
    assert found(beside, ("Ana", "PERSON", 0), ("Zorv", "LOC", 0)) == [("Ana", "PERSON"), ("Zorv", "LOC")]


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("A clerk met Salma Said at noon.", "Salma Said"),
        ("“No,” said George Will.", "George Will"),
        ("SALMA SAID: Two hours.", "SALMA SAID"),
    ],
)
def test_a_capitalised_verb_behind_a_given_name_is_a_surname(text: str, person: str) -> None:
    assert found(text, (person.split(maxsplit=1)[0], "PERSON", 0)) == [(person, "PERSON")]


@pytest.mark.parametrize("text", ["Salma said no.", "Salma Said No To Tax", "SALMA SAID NO TO TAX", "Zorvex Said no."])
def test_a_verb_behind_a_name_is_none(text: str) -> None:
    given = text.split(maxsplit=1)[0]
    assert found(text, (given, "PERSON", 0)) == [(given, "PERSON")]


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("Minister of Fisheries, Trade and Tourism Sigrid Holm said no.", "Trade and Tourism Sigrid Holm"),
        ("Secretary of State for Roads and Harbours Sigrid Holm left.", "Sigrid Holm"),
        ("Commissioner for Youth and Sport Sigrid Holm left.", "Youth and Sport Sigrid Holm"),
    ],
)
def test_the_fields_of_an_office_are_no_part_of_a_name(text: str, taken: str) -> None:
    assert found(text, (taken, "ORG", 0)) == [("Sigrid Holm", "PERSON")]


def test_a_body_without_an_office_before_it_stays_one() -> None:
    text = "They gave to the Trust for Trade and Tourism Sigrid Holm."
    assert found(text, ("Trade and Tourism Sigrid Holm", "ORG", 0)) == [("Trade and Tourism Sigrid Holm", "ORG")]


def test_a_rare_given_name_behind_an_office_is_known_by_who_speaks() -> None:
    text = "Minister for Ports and Inland Rail Quarm Zorvel said she left."
    assert found(text, ("Inland Rail Quarm Zorvel", "ORG", 0)) == [("Quarm Zorvel", "PERSON")]
    nobody = "The Minister for Ports and Inland Rail said she left."
    assert found(nobody, ("Inland Rail", "ORG", 0)) == [("Inland Rail", "ORG")]


def test_what_somebody_is_does_not_begin_the_name() -> None:
    text = "Novelist Ana Quarmbek read. Minister for Fisheries and Animal Husbandry Ingrid Zorv left."
    names = found(text, ("Novelist Ana Quarmbek", "PERSON", 0), ("Husbandry Ingrid Zorv", "PERSON", 0))
    assert names == [("Ana Quarmbek", "PERSON"), ("Ingrid Zorv", "PERSON")]


@pytest.mark.parametrize(
    ("text", "printed", "name", "label"),
    [
        ("Pensioner Audrey Quarmbek, 81, walked.", "Pensioner Audrey Quarmbek", "Audrey Quarmbek", "ORG"),
        ("Novelist Ingrid Quarmbek left.", "Novelist Ingrid Quarmbek", "Ingrid Quarmbek", "PERSON"),
        ("“Why?” asked Piers Dunstable.", "Piers Dunstable", "Piers Dunstable", "ORG"),
    ],
)
def test_a_noun_for_people_or_a_human_verb_tells_a_person(text: str, printed: str, name: str, label: NameClass) -> None:
    assert found(text, (printed, label, 0)) == [(name, "PERSON")]


def test_an_age_behind_a_full_name_that_was_missed_tells_a_person() -> None:
    assert found("They met Audrey Quarmbek, 81, in town.") == [("Audrey Quarmbek", "PERSON")]
    assert found("They left Audrey Quarmbek, 1981, behind.") == []


def test_a_body_that_ends_the_text_is_none() -> None:
    assert found("They wrote to Passenger", ("Passenger", "ORG", 0)) == [("Passenger", "ORG")]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("CSP Ngozi Umezu-Dike left.", [("CSP Ngozi Umezu-Dike", "ORG", 0)], ["Ngozi Umezu-Dike"]),
        ("The late Dame Honor Pettifer wrote.", [("Dame Honor", "PERSON", 0)], ["Honor Pettifer"]),
        ("Leeds MCA Fatuma Galgalo left.", [("Leeds MCA Fatuma Galgalo", "PERSON", 0)], ["Fatuma Galgalo"]),
        ("Ask Minister of State Maeve Tiernan.", [], ["Maeve Tiernan"]),
        ("Dig Deep Today is a book.", [], []),
    ],
)
def test_a_title_a_seat_or_an_office_tells_where_a_name_begins(
    text: str, names: list[tuple[str, NameClass, int]], expected: list[str]
) -> None:
    assert found(text, *names) == [(name, "PERSON") for name in expected]
