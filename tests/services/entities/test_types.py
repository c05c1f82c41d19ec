from __future__ import annotations

import pytest

from services.entities.labels import NameClass
from services.entities.place_table import Place
from services.entities.types import entity_type

REGION = Place("region", 0, "150", "", "", 0, capital=False, chief_name=True)
CITY = Place("city", 1, "", "SE", "SE-M", 90_000, capital=False, chief_name=True)


@pytest.mark.parametrize(
    ("label", "name", "place", "before", "expected"),
    [
        ("PERSON", "Ann Lee", None, "", "PERSON"),
        ("MONEY", "$5", None, "", "AMOUNT"),
        ("LOC", "Quornby", None, "", "GPE"),
        ("LOC", "Upper Midwest", None, "", "LOC"),
        ("LOC", "Northern Hemisphere", None, "", "LOC"),
        ("LOC", "Quorn Infirmary", None, "", "LOC"),
        ("LOC", "Quornby", CITY, "", "GPE"),
        ("LOC", "Quornby", REGION, "", "LOC"),
        ("LOC", "Quorn River", None, "", "LOC"),
        ("LOC", "Quorn Bus Depot", None, "", "LOC"),
        ("MISC", "Quorn Festival", None, "", "EVENT"),
        ("MISC", "The Long Quorn", None, "“", "WORK"),
        ("MISC", "The Long Quorn", None, " ", None),
        ("MISC", "Quorn", None, "“", None),
    ],
)
def test_types(label: NameClass, name: str, place: Place | None, before: str, expected: str | None) -> None:
    assert entity_type(label, name, place, before) == expected
