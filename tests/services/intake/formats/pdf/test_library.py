from __future__ import annotations

from tests.services.intake.formats.pdf.printed import read
from tests.services.intake.formats.pdf_pages import Page, newspaper


def test_a_page_that_is_turned_reads_like_one_that_is_not() -> None:
    upright = newspaper()
    turned = Page(["q 0 1 -1 0 800 0 cm", *upright.operators, "Q"], entries="/Rotate 90 /MediaBox [0 0 800 600]")
    lying = Page(turned.operators, entries="/MediaBox [0 0 800 600]")
    assert read(turned).body == read(upright).body
    assert read(lying).body == read(upright).body


def test_a_compressed_document_reads_alike() -> None:
    assert read(newspaper(), compressed=True).body == read(newspaper()).body
