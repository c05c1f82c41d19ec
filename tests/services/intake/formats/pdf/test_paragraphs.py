from __future__ import annotations

from tests.services.intake.formats.pdf.printed import body, read
from tests.services.intake.formats.pdf_pages import STORY, Page, column


def test_paragraphs_parted_by_white_space() -> None:
    page, y = Page(), 80.0
    for paragraph in STORY.split("\n"):
        y = page.lines(40, y, [line.strip() for line in column(paragraph, 60)]) + 8
    assert body(read(page)) == STORY.split("\n")


def test_divided_words_are_whole_again_and_compounds_keep_their_hyphen() -> None:
    page = Page()
    page.lines(40, 80, ["The harbour mas-", "ter shut the gates for a well-", "known reason that he did", "not name."])
    assert body(read(page)) == ["The harbour master shut the gates for a well-known reason that he did not name."]
