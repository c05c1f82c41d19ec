from __future__ import annotations

import pytest

from services.intake.formats.shared.wire_copy import copy_prose


@pytest.mark.parametrize(
    ("text", "body"),
    [
        ("   One line\nof two.\n   Another.\n", "One line of two.\n\nAnother."),
        ("\tOne line\nof two.\n\tAnother.", "One line of two.\n\nAnother."),
        ("   One.\n\nStands apart.\n", "One.\n\nStands apart."),
        ("\n\nNo indent\nat all.\n\n", "No indent\nat all."),
        ("   He said ``yes'' _ and went.\n", "He said “yes” – and went."),
        ("   One.\n   HW is\n", "One."),
        ("   One.\n  bpa mt/je\n", "One."),
        ("   One.\x02\x1f\n", "One."),
        ("\n \n", ""),
    ],
)
def test_paragraphs_begin_where_lines_are_set_in(text: str, body: str) -> None:
    assert copy_prose(text.split("\n")).body == body


def test_blank_lines_without_end_take_linear_time() -> None:
    assert copy_prose([""] * 300_000 + ["x"] + [""] * 300_000).body == "x"
