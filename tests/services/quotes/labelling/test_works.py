"""Titles of works and nicknames, on whole articles."""

from __future__ import annotations

import pytest

from schemas.quote import Quote
from services.quotes.core import find_quotes
from tests.services.quotes.articles import annotated_article


def quotes(text: str) -> list[Quote]:
    return find_quotes(annotated_article(text, ("Ann Lee", "Bo Ray")))


@pytest.mark.parametrize(
    "text",
    [
        "The choir opens with “Mother Said We Would Be Home by Winter” on Friday.",
        "Her third film, “Nobody Asked the Ferryman About It”, opens in May.",
        "The poem “What the Harbour Told the Rain” won a prize, and “The Clerk Who Wrote Letters” won none.",
        "The project, dubbed “the road to nowhere at all”, was late.",
        "Ann Lee told of it in a film, “Nobody Came.”",
        "Locals know the tower as “the needle in the fog”.",
        "The smugglers called themselves “the men of the quiet tide”.",
        "The old bridge was called “the stair to nowhere at all”.",
    ],
)
def test_nobody_says_a_title_or_a_nickname(text: str) -> None:
    assert quotes(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann Lee said: “The Ferry Will Sail Again”.", "The Ferry Will Sail Again"),
        ("“Nobody told us the river was coming,” Ann Lee said.", "Nobody told us the river was coming,"),
        ("Ann Lee called the bridge “the stair to nowhere”.", "“the stair to nowhere”"),
    ],
)
def test_what_somebody_says_stays(text: str, said: str) -> None:
    (quote,) = quotes(text)
    assert quote.text.endswith(said)
    assert quote.speaker.names == ("Ann Lee",)


def test_what_is_called_so_by_somebody_stays() -> None:
    assert any(
        "the worst in the town" in quote.text for quote in quotes("It was called “the worst in the town” by Ann Lee.")
    )
