from __future__ import annotations

import pytest

from services.quotes.core import find_quotes
from tests.services.quotes.articles import annotated_article

SPOKE = "“I came,” said Mary Ray.\n\n"


def last_speaker(text: str) -> tuple[str | None, str]:
    speaker = find_quotes(annotated_article(SPOKE + text, ("Mary Ray", "Peter Lee")))[-1].speaker
    return speaker.name, speaker.status


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("His former tenant disagreed. “It was cold,” she said.", "His former tenant"),
        ("One passenger was unimpressed. “I missed the wedding,” she said.", "One passenger"),
        ("The defendant’s sister was in tears. “He is a good man,” she said.", "The defendant’s sister"),
        ("Lee’s trainer blamed the pitch. “It was not watered,” she lamented.", "Lee’s trainer"),
        ("Among the victims was a retired teacher, who wept. “It was cold,” she said.", "a retired teacher"),
        ("Beside her, a taxi operator nodded. “The ships dock,” she said.", "a taxi operator"),
        ("One passenger was unimpressed. She had waited for hours. “It was cold,” she said.", "One passenger"),
    ],
)
def test_a_pronoun_means_who_was_just_brought_in_without_a_name(text: str, described: str) -> None:
    assert last_speaker(text) == (described, "described")


@pytest.mark.parametrize(
    "text",
    [
        "Her career ended there. “It was cold,” she said.",
        "The fog stayed. “It was cold,” she said.",
        "One uncle was unimpressed. “It was cold,” she said.",
        "One passenger was unimpressed.\n\n“It was cold,” she said.",
    ],
)
def test_things_men_and_other_paragraphs_bring_no_woman_in(text: str) -> None:
    assert last_speaker(text) == ("Mary Ray", "named")


def test_a_newcomer_with_a_name_is_that_person() -> None:
    assert last_speaker("His former tenant, Peter Lee, disagreed. “It was cold,” he said.") == ("Peter Lee", "named")
