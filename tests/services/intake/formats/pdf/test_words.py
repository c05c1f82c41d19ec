from __future__ import annotations

import pytest

from tests.services.intake.formats.pdf.printed import body, read, story_page
from tests.services.intake.formats.pdf_pages import HEIGHT, STORY, WIDTH, Page, column, show_picture


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param(lambda page: page.text(40, 600, "SECRET", before="3 Tr"), id="no ink"),
        pytest.param(lambda page: page.text(40, 600, "SECRET", before="1 1 1 rg"), id="white on white"),
        pytest.param(lambda page: page.text(40, 600, "SECRET", 0.5), id="too small"),
        pytest.param(lambda page: page.text(WIDTH + 50, 600, "SECRET"), id="beside the page"),
        pytest.param(lambda page: page.text(40, HEIGHT + 60, "SECRET"), id="below the page"),
        pytest.param(lambda page: page.text(40, 600, "SECRET").rectangle(20, 580, 200, 40, 1.0), id="painted over"),
        pytest.param(
            lambda page: page.rectangle(20, 580, 200, 40, 0.0).text(40, 600, "SECRET", before="0 g"),
            id="black on black",
        ),
    ],
)
def test_text_that_cannot_be_seen_is_not_read(hidden: object) -> None:
    page = story_page()
    assert callable(hidden)
    hidden(page)
    found = read(page)
    assert "SECRET" not in found.body
    assert body(found) == STORY.split("\n")


def test_text_outside_the_crop_box_is_not_read() -> None:
    page = story_page()
    page.entries = "/CropBox [0 300 600 800]"
    page.text(40, 700, "SECRET")
    assert "SECRET" not in read(page).body


def test_white_text_on_a_dark_ground_is_read() -> None:
    page = Page()
    page.rectangle(0, 0, WIDTH, HEIGHT, 0.1)
    for at, line in enumerate(column(STORY, 80)):
        page.text(40, 80 + 12 * at, line, before="1 g")
    assert "nineteen goats" in read(page).body


def test_what_a_text_recognition_laid_over_a_scan_is_read() -> None:
    page = Page([show_picture(0, 0, WIDTH, HEIGHT)])
    for at, line in enumerate(column(STORY, 80)):
        page.text(40, 80 + 12 * at, line, before="3 Tr")
    assert "nineteen goats" in read(page).body
