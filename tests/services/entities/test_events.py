import pytest

from services.entities.core import find_entities


def found(text: str) -> dict[str, str]:
    return {entity.name: entity.type for entity in find_entities(text, "en") if entity.mentions[0].kind == "name"}


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Thousands died in the 2010 Haiti earthquake.", "2010 Haiti earthquake"),
        ("She lost the 2018 Brazilian general election by a little.", "2018 Brazilian general election"),
        ("He ran in the 1990 California gubernatorial election.", "1990 California gubernatorial election"),
        ("The 2006 Texas primary election was close.", "2006 Texas primary election"),
        ("He won the 1967 Hamilton by-election.", "1967 Hamilton by-election"),
    ],
)
def test_year_name_and_noun_are_one_event(text: str, event: str) -> None:
    assert found(text).get(event) == "EVENT"


@pytest.mark.parametrize(
    "text",
    [
        "In 2018 Brazil held an election.",
        "After the drought of 2010, Brazil had floods again.",
        "In 2019 Brazil, an election year, was calm.",
        "By 2014 Brazil was the host of protests.",
    ],
)
def test_a_place_behind_a_year_stays_a_place(text: str) -> None:
    assert found(text)["Brazil"] == "GPE"
