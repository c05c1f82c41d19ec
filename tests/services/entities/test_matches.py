from __future__ import annotations

import pytest

from services.entities.labels import NameClass
from tests.services.entities.test_surroundings import found


@pytest.mark.parametrize("verb", ["beat", "thrashed", "edged", "hosted"])
def test_places_on_both_sides_of_such_a_verb_are_teams(verb: str) -> None:
    text = f"Bridport {verb} Tiverton 3-1 on Sunday."
    assert found(text, ("Bridport", "LOC", 0), ("Tiverton", "LOC", 0)) == [("Bridport", "ORG"), ("Tiverton", "ORG")]


def test_behind_a_preposition_the_place_is_one() -> None:
    given: list[tuple[str, NameClass, int]] = [("Bridport", "LOC", 0), ("Tiverton", "LOC", 0), ("Exeter", "LOC", 0)]
    assert ("Exeter", "LOC") in found("Bridport beat Tiverton 3-1 in Exeter.", *given)
