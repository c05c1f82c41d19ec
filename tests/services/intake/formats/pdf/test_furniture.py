from __future__ import annotations

from tests.services.intake.formats.pdf.printed import body, read, role, story_page
from tests.services.intake.formats.pdf_pages import STORY


def test_a_folio_and_a_date_at_the_edges_are_furniture() -> None:
    page = story_page().text(40, 30, "Monday, 4 May 2026", 8, "sans").text(300, 780, "7", 8, "sans")
    assert role(read(page), "boilerplate") == ["Monday, 4 May 2026", "7"]
    assert body(read(page)) == STORY.split("\n")


def test_an_ordinary_line_at_the_top_is_no_furniture() -> None:
    page = story_page().text(40, 30, "Nobody saw it coming here", 8, "sans")
    assert role(read(page), "boilerplate") == []
