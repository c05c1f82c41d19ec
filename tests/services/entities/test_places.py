from __future__ import annotations

import pytest

from services.entities.place_table import Place
from services.entities.places import PlaceLinker


def linked(text: str, name: str, others: tuple[str, ...] = (), peoples: tuple[str, ...] = ()) -> Place | None:
    spans = [(at, at + len(name)) for at in range(len(text)) if text.startswith(name, at)]
    return PlaceLinker(text, (name, *others), peoples).link(name, {name: spans})


@pytest.mark.parametrize(
    ("name", "code"),
    [("Syria", "SY"), ("U.S.", "US"), ("the United States", "US"), ("DRC", "CD"), ("Ivory Coast", "CI"), ("UAE", "AE")],
)
def test_countries_are_linked_by_any_name(name: str, code: str) -> None:
    place = linked(f"They left {name} then.", name.removeprefix("the "))
    assert place is not None
    assert (place.kind, place.code) == ("country", code)


def test_a_continent_is_linked_without_an_iso_code() -> None:
    place = linked("They left Europe.", "Europe")
    assert place is not None
    assert (place.kind, place.code, place.geonames) == ("continent", "", 6255148)


def test_a_city_is_chosen_by_the_country_of_the_article() -> None:
    in_texas = linked("Paris, a town in Texas, and Dallas", "Paris", ("Texas",))
    stated = linked("He moved to Paris, Texas, and slept.", "Paris")
    in_france = linked("He moved to Paris and slept.", "Paris")
    assert stated is not None
    assert stated.subdivision == "US-TX"
    assert in_france is not None
    assert (in_france.country, in_france.capital) == ("FR", True)
    assert in_texas is not None


def test_a_people_says_which_country_is_meant() -> None:
    place = linked("The ruins of Palmyra stood.", "Palmyra", peoples=("SY",))
    assert place is not None
    assert (place.country, place.geonames) == ("SY", 163808)


def test_a_small_place_that_nothing_supports_is_not_linked() -> None:
    assert linked("The ruins of Palmyra stood.", "Palmyra") is None


@pytest.mark.parametrize("name", ["West", "Gulf", "Middle East"])
def test_a_part_of_the_world_is_no_town(name: str) -> None:
    assert linked(f"They sailed to the {name}.", name) is None


def test_a_town_has_no_article() -> None:
    assert linked("They sailed to the Orange.", "Orange", ("France",)) is None


def test_a_name_of_a_country_and_of_a_large_state_needs_support() -> None:
    assert linked("She came from Georgia.", "Georgia") is None
    tbilisi = linked("She left Tbilisi for Georgia.", "Georgia", peoples=("GE",))
    atlanta = linked("She left Ohio for Georgia.", "Georgia", ("Ohio",))
    assert tbilisi is not None
    assert tbilisi.code == "GE"
    assert atlanta is not None
    assert atlanta.code == "US-GA"


def test_an_unknown_place_is_not_linked() -> None:
    assert linked("They went to Quornby.", "Quornby") is None


@pytest.mark.parametrize(
    ("text", "name", "others", "code"),
    [
        ("Drought in Nevada, Virginia and Utah.", "Virginia", ("Nevada", "Utah"), "US-VA"),
        ("The governor of Georgia met the one of Alabama.", "Georgia", ("Alabama",), "US-GA"),
        ("Georgia and its towns Atlanta and Savannah.", "Georgia", ("Atlanta", "Savannah"), "US-GA"),
        ("Trains between Tbilisi and Batumi in Georgia.", "Georgia", ("Tbilisi", "Batumi"), "GE"),
        ("Armenia and Georgia signed.", "Georgia", ("Armenia",), "GE"),
        ("Washington and its towns Tacoma and Spokane.", "Washington", ("Tacoma", "Spokane"), "US-WA"),
        ("Farms in Washington, Oregon and Idaho near Yakima.", "Washington", ("Oregon", "Idaho", "Yakima"), "US-WA"),
    ],
)
def test_a_state_is_known_by_the_states_and_towns_beside_it(
    text: str, name: str, others: tuple[str, ...], code: str
) -> None:
    place = linked(text, name, others)
    assert place is not None
    assert place.code == code


@pytest.mark.parametrize(
    ("text", "name", "others", "geonames"),
    [
        ("Officials in Washington told the Senate of Tacoma and Spokane.", "Washington", ("Tacoma", "Spokane"), None),
        ("Washington asked Virginia and Maryland.", "Washington", ("Virginia", "Maryland"), 4140963),
        ("Washington, Boston, Denver and Tacoma.", "Washington", ("Boston", "Denver", "Tacoma"), 4140963),
        ("New York, Florida and Texas voted.", "New York", ("Florida", "Texas"), 5128581),
        ("New York City is in New York.", "New York City", ("New York",), 5128581),
        ("Springfield in Illinois voted.", "Springfield", ("Illinois",), 4250542),
    ],
)
def test_a_town_that_bears_the_name_of_a_state_stays_one(
    text: str, name: str, others: tuple[str, ...], geonames: int | None
) -> None:
    place = linked(text, name, others)
    assert (place.geonames if place else None) == geonames


def test_a_name_of_a_country_and_a_state_is_not_linked_where_both_are_near() -> None:
    assert linked("Georgia, Ukraine, Alabama and Tbilisi.", "Georgia", ("Ukraine", "Alabama", "Tbilisi")) is None


@pytest.mark.parametrize(
    "text",
    [
        "Oregon, Washington and Idaho share it.",
        "In Washington, Utah, and Idaho it rained.",
        "Utah, Idaho or Washington",
    ],
)
def test_a_name_in_a_list_of_states_is_a_state(text: str) -> None:
    place = linked(text, "Washington", ("Oregon", "Idaho", "Utah"))
    assert place is not None
    assert place.code == "US-WA"


def test_a_name_that_the_text_calls_a_state_is_one() -> None:
    place = linked("Growers in the state of Washington hope.", "Washington", ())
    assert place is not None
    assert place.code == "US-WA"


@pytest.mark.parametrize(
    "text",
    ["London, Washington and Paris", "Utah, Washington and Paris", "from Washington and Idaho", "Washington, Utah"],
)
def test_a_name_in_another_list_is_not(text: str) -> None:
    place = linked(text, "Washington", tuple(name for name in ("London", "Paris") if name in text))
    assert place is None or place.code != "US-WA"


def test_a_large_town_of_the_same_country_supports_a_small_place() -> None:
    others = ("London", "UK", "US")
    place = linked("In Camden and London, in the UK and the US.", "Camden", others)
    assert place is None or place.country == "GB"
