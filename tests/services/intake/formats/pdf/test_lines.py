from __future__ import annotations

from tests.services.intake.formats.pdf.printed import read
from tests.services.intake.formats.pdf_pages import STORY, Page, column


def test_print_laid_over_itself_is_read_once() -> None:
    page = Page()
    for at, line in enumerate(column(STORY, 80)):
        page.text(40, 80 + 12 * at, line.strip()).text(40.3, 80 + 12 * at, line.strip())
    assert read(page).body.count("nineteen") == 1
