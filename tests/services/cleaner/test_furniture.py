from __future__ import annotations

import pytest

from services.cleaner.furniture import find_furniture
from services.cleaner.text.lines import split_lines
from services.cleaner.text.offsets import TracedText
from tests.services.cleaner.ferry import COLUMN, cleaned


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("The Harbour Times          Sunday, 5 May 2024\n\n", "\n7\n"),
        ("12\nThe Harbour Times, Sunday, May 5, 2024\n\n", ""),
        ("Page 3\n\n", "\nThe Harbour Times          7\n"),
        ("Hafenblatt                 Sonntag, 5. Mai 2024\n\n", "\n- 7 -\n"),
    ],
)
def test_what_the_page_prints_around_the_story_goes(above: str, below: str) -> None:
    article = cleaned(f"{above}Ferry late again\n\nBy Ann Lee\n\n{COLUMN}{below}", title=None)
    assert (article.title, article.bylines, article.text) == ("Ferry late again", ("Ann Lee",), cleaned(COLUMN).text)
    assert {aside.kind for aside in article.asides} == {"boilerplate"}
    assert [aside.text for aside in article.asides] == [part.strip() for part in (above, below) if part]


def test_a_headline_may_tell_a_date_or_end_in_a_number() -> None:
    for headline in ("Ferry vote of 5 May 2024", "Sunday on the ferry", "Ferry Line 7"):
        article = cleaned(f"{headline}\n\n{COLUMN}", title=None)
        assert (article.title, article.text) == (headline, cleaned(COLUMN).text)


def test_one_line_is_left_at_least() -> None:
    lines = split_lines(TracedText.of("12\n13"))
    assert sum(aside.end - aside.start for aside in find_furniture(lines)) < len(lines)


def test_a_year_that_ends_a_sentence_over_a_line_end_is_no_page_number() -> None:
    lines = split_lines(TracedText.of("The bell was cast in the year\n974"))
    assert find_furniture(lines) == []
