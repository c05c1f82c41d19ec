from __future__ import annotations

import tracemalloc

import pytest

from copydesk.text.place_digest import folded
from services.entities.place_table import place_table


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("Aţ Ţārmīyah", "at tarmiyah"),
        ("U.S.", "u s"),
        ("Cote d’Ivoire", "cote d ivoire"),
    ],
)
def test_names_are_found_without_marks(name: str, form: str) -> None:
    assert folded(name) == form


def test_the_table_knows_no_name_that_is_none() -> None:
    table = place_table()
    for name in ("", " ", "-", "\ud800", "qzxqzxqzx", "x" * 10_000):
        assert table.find(name) == ()


def test_a_look_up_copies_no_column_of_the_table() -> None:
    """It did, in another type, and of thousands of names in one article each took a millisecond."""
    table = place_table()
    table.of_geonames(1)  # orders the ids, once
    tracemalloc.start()
    try:
        assert table.find("Tessavordelo Unheard-of") == ()
        assert table.of_geonames(1) is None
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 100_000
