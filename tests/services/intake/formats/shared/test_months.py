from __future__ import annotations

from services.intake.formats.shared.months import FILLERS, MONTHS, WEEKDAYS


def test_every_month_has_names_and_none_is_a_filler() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))
    assert not FILLERS & MONTHS.keys()
    assert all(name == name.lower() and not name.endswith(".") for name in {*MONTHS, *WEEKDAYS, *FILLERS})
