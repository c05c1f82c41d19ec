from __future__ import annotations

from tests.services.intake.formats.pdf.printed import body, read
from tests.services.intake.formats.pdf_pages import Page


def test_an_initial_joins_its_word() -> None:
    page = Page()
    page.text(40, 92, "T", 27, "bold")
    page.lines(66, 80, ["he ferry left the island at dawn", "with nineteen goats on board and"])
    page.lines(40, 104, ["the mail, which was late, and nobody", "had told the harbour master so."])
    assert body(read(page)) == [
        "The ferry left the island at dawn with nineteen goats on board and "
        "the mail, which was late, and nobody had told the harbour master so."
    ]


def test_an_initial_may_be_a_word() -> None:
    page = Page()
    page.text(40, 92, "A", 27, "bold")
    page.lines(66, 80, ["ferry left the island at dawn", "with nineteen goats on board and"])
    page.lines(40, 104, ["the mail. The ferry was late, and", "nobody had told anybody."])
    assert body(read(page))[0].startswith("A ferry left")
