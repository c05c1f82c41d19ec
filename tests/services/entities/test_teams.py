import pytest

from services.entities.core import find_entities


def type_of(text: str, name: str) -> str | None:
    return next((entity.type for entity in find_entities(text, "en") if name in entity.name), None)


@pytest.mark.parametrize(
    ("text", "team"),
    [
        ("They cheered when the Green Bay Packers took the lead in the first half.", "Packers"),
        ("Los Angeles beat the New York Titans in their first game of the season.", "Titans"),
        ("The striker has joined Manchester United for three years.", "Manchester United"),
        ("The cuts were first reported by the Kansas City Star and others.", "Kansas City Star"),
        ("The Oklahoma City Thunder won again on Sunday.", "Oklahoma City Thunder"),
        ("Rain fell as the Kansas City Chiefs lost again on Sunday night.", "Chiefs"),
    ],
)
def test_a_town_and_a_plural_are_a_team(text: str, team: str) -> None:
    assert type_of(text, team) == "ORG"


@pytest.mark.parametrize(
    ("text", "name", "type_"),
    [
        ("We spent a day at the Niagara Falls in the rain.", "Niagara Falls", "LOC"),
        ("Florence Hughes said that she would not resign.", "Florence Hughes", "PERSON"),
        ("An earthquake struck the northern Philippines on Wednesday.", "Philippines", "GPE"),
        ("They were driven from the Golan Heights in 1967.", "Golan Heights", "GPE"),
    ],
)
def test_other_names_that_end_in_s_are_none(text: str, name: str, type_: str) -> None:
    assert type_of(text, name) == type_
