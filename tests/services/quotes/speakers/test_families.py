from __future__ import annotations

import pytest

from services.quotes.speakers.families import Families
from tests.services.quotes.articles import parsed_article


def member(text: str, people: tuple[str, ...]) -> tuple[str, bool] | None:
    parsed = parsed_article(text, people)
    found = Families(parsed).member(parsed.names.people[-1])
    return None if found is None else (found.name.entity.name, found.sure)


@pytest.mark.parametrize(
    ("text", "relative"),
    [
        ("Ian Holt and his wife Joan won. Mrs Holt wept.", ("Joan", True)),
        ("Ian Holt, 15, drowned. His father, Neil, wept. Mr Holt left.", ("Neil", True)),
        ("Ian Holt drowned. His father, Neil, wept. Mr Holt left.", ("Neil", False)),
        ("Ian Holt drowned. His father, Neil, wept. Holt left.", None),
        ("Ian Holt drowned. Ian’s mother, Joan, wept. Mr Holt left.", None),
        ("Ian Holt left. Ann Lee’s son Neil wept. Mr Holt came.", None),
        ("Ian Holt died. Ann Lee drove. His widow, Joan, wept. Mrs Holt left.", ("Joan", True)),
        ("Ian Holt left. Mr Holt came.", None),
    ],
)
def test_a_title_and_a_surname_mean_the_relative(text: str, relative: tuple[str, bool] | None) -> None:
    assert member(text, ("Ian Holt", "Joan", "Neil", "Ann Lee")) == relative
