from __future__ import annotations

import pytest

from services.intake.formats.pdf.roles import ends_sentence, is_name, names_author, squashed
from tests.services.intake.formats.pdf.printed import read, role
from tests.services.intake.formats.pdf_pages import newspaper


@pytest.mark.parametrize(
    ("text", "expected"),
    [("By Ann Lee", True), ("von Ann Lee", True), ("By noon they left", False), ("Ann Lee", False), ("By", False)],
)
def test_a_text_may_name_its_author(text: str, expected: bool) -> None:
    assert names_author(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"), [("Ann Lee", True), ("Ann van der Lee", True), ("Ann", False), ("a", False)]
)
def test_names(text: str, expected: bool) -> None:
    assert is_name(text) is expected


def test_squashed_text_is_equal_whatever_the_layout() -> None:
    assert squashed("The har-\nbour!") == squashed("the harbour")


def test_sentence_ends() -> None:
    assert ends_sentence("It left.”")
    assert not ends_sentence("It left")


def test_blocks_of_a_newspaper_page_have_roles() -> None:
    page = read(newspaper())
    assert role(page, "caption") == ["The customs house on Monday."]
    assert role(page, "credit") == ["Photo: Per Lund"]
    assert role(page, "byline") == ["By Ruth Amsel"]
    assert len(role(page, "pull_quote")) == 1
