from __future__ import annotations

import pytest

from services.quotes.core import find_quotes
from tests.services.quotes.articles import annotated_article

PEOPLE = ("Ann Lee", "Bo Ray")


def speaker(text: str) -> tuple[str | None, str]:
    found = find_quotes(annotated_article(text, PEOPLE))[-1].speaker
    return found.name, found.status


def test_who_is_told_does_not_speak() -> None:
    assert speaker("“Nobody came,” the guard told Ann Lee.") == ("the guard", "described")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man who had often seen Ann Lee at the pier said he had waited.", "A man"),
        ("Residents living near Bo Ray's yard said the noise had stopped.", "Residents living near Bo Ray's yard"),
    ],
)
def test_a_clause_about_the_speaker_names_somebody_else(text: str, expected: str) -> None:
    assert speaker(text) == (expected, "described")


def test_a_description_gives_way_to_the_name_behind_its_comma() -> None:
    assert speaker("“We wait,” said the trust's head of policy, Ann Lee.") == ("Ann Lee", "named")
