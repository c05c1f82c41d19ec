from __future__ import annotations

import pytest

from services.cleaner.cities import is_city


@pytest.mark.parametrize("name", ["NEW DELHI", "São Paulo", "SAO PAULO", "Addis Ababa", "st. petersburg", "KIEV"])
def test_a_city_is_known_in_any_case_and_spelling(name: str) -> None:
    assert is_city(name)


@pytest.mark.parametrize("name", ["", "BREAKING", "EXCLUSIVE", "JOHN SMITH", "THE CITY", "Quornby"])
def test_no_city(name: str) -> None:
    assert not is_city(name)
