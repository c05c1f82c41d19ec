from __future__ import annotations

import pytest

from services.cleaner.text.offsets import TracedText
from services.cleaner.text.quotation_marks import set_quotation_marks


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("``It is late,'' she said.", "“It is late,” she said."),
        (",,Es ist spät'', sagte sie.", "„Es ist spät“, sagte sie."),
        ("``Nobody closed this.", "“Nobody closed this."),
        ("It measures 6'' by 4''.", "It measures 6'' by 4''."),
        ("No marks at all.", "No marks at all."),
    ],
)
def test_typed_pairs_become_marks(typed: str, expected: str) -> None:
    assert set_quotation_marks(TracedText.of(typed)).text == expected
