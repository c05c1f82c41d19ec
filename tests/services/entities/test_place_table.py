from __future__ import annotations

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
