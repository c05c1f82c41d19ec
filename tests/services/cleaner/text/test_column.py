from __future__ import annotations

from services.cleaner.text.column import measure
from services.cleaner.text.lines import split_lines
from services.cleaner.text.offsets import TracedText
from tests.services.cleaner.ferry import COLUMN


def test_a_line_stops_short_where_the_next_word_would_have_fitted() -> None:
    lines = split_lines(TracedText.of(f"{COLUMN}The end.\nNobody else on the quay said it.\n"))
    column = measure(lines)
    short = [line.text for at, line in enumerate(lines[:-1]) if column.stops_short(at)]
    assert "The end." in short
    assert "late again on Sunday, and the peo-" not in short


def test_letters_of_one_width_are_counted() -> None:
    body = "iiiiiiiiii iiiiiiiii\nmmmmmmmmmm mmmmmmmmm\niiiiiiiiii mmmmmmmmm\nmmmmmmmmmm iiiiiiiii\nmmmm\n"
    column = measure(split_lines(TracedText.of(body)))
    assert column.widths[:4] == [20.0] * 4


def test_a_line_over_two_columns_is_wider() -> None:
    caption = "A caption over the whole width of the page, under its picture."
    lines = split_lines(TracedText.of(f"{caption}\n\n{COLUMN}"))
    column = measure(lines)
    assert column.is_wider(0, 1.5)
    assert not any(column.is_wider(at, 1.5) for at in range(1, len(lines)))
