from __future__ import annotations

import pytest

from services.quotes.speakers.mentions import is_oblique
from tests.services.quotes.articles import parsed_article


def oblique(text: str) -> bool:
    parsed = parsed_article(text, ("Ann Lee",))
    return is_oblique(parsed, parsed.names.within(0, len(text))[0])


@pytest.mark.parametrize(
    "text",
    [
        "Bo went to Ann Lee for help.",
        "He spoke after the death of his mother Ann Lee.",
        "Ann Lee's boat sank.",
        "The captain told Ann Lee to go.",
    ],
)
def test_behind_a_preposition_a_name_is_no_subject(text: str) -> None:
    assert oblique(text)


@pytest.mark.parametrize(
    "text",
    [
        "His mother Ann Lee left.",
        "The port has asked for them four times.\n\nProfessor Ann Lee, a historian, was there.",
        "It was what they had waited for. Captain Ann Lee left.",
    ],
)
def test_a_preposition_of_another_sentence_says_nothing(text: str) -> None:
    assert not oblique(text)
