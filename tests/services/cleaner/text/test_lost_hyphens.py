from __future__ import annotations

import pytest

from tests.services.cleaner.ferry import cleaned


@pytest.mark.parametrize(
    ("raw", "restored"),
    [
        ("a Maltabased group", "a Malta-based group"),
        ("since mid2019 then", "since mid-2019 then"),
        ("May 10th11th then", "May 10th-11th then"),
        ("Russia and a Russialed bloc", "Russia and a Russia-led bloc"),
        ("the Settled and Handled cases", "the Settled and Handled cases"),
        ("it was Rebased then", "it was Rebased then"),
    ],
)
def test_lost_hyphens_only_where_sure(raw: str, restored: str) -> None:
    assert cleaned(f"There was {raw} in town.").text == f"There was {restored} in town."
