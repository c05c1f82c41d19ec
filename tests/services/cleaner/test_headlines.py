from __future__ import annotations

import pytest

from services.cleaner.headlines import author_lines, headline_end, reads_as_headline
from services.cleaner.text.column import measure
from services.cleaner.text.lines import split_lines
from services.cleaner.text.offsets import TracedText
from tests.services.cleaner.ferry import COLUMN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ferry late again", True),
        ("Who stopped the ferry?", True),
        ("The ferry was late.", False),
        ("late again", False),
        ("Ferries", False),
        ("“Nobody told us", False),
        ("- A new bell for the ferry", False),
        ("VALLETTA (Reuters) - The ferry", False),
        ("Ferry late again:", False),
        ("Ferry " * 31, False),
    ],
)
def test_what_reads_as_a_headline(text: str, expected: bool) -> None:
    assert reads_as_headline(text) is expected


def end_of_headline(head: str) -> int:
    lines = split_lines(TracedText.of(head + COLUMN))
    return headline_end(lines, 0, measure(lines))


@pytest.mark.parametrize(
    ("head", "end"),
    [("Ferry late again\n\n", 1), ("Ferry late\nonce again\n", 2), ("Ferry late again\nBy Ann Lee\n", 1), ("", 0)],
)
def test_a_headline_ends_before_byline_or_story(head: str, end: int) -> None:
    assert end_of_headline(head) == end


def test_authors_are_read_with_and_without_by() -> None:
    lines = split_lines(TracedText.of("By Ann Lee\nBo Ray\nThe ferry was late."))
    assert [author_lines(lines, index) for index in range(3)] == [("Ann Lee",), ("Bo Ray",), None]
