from __future__ import annotations

import pytest

from schemas.article import RawArticle
from services.intake.formats.shared.editorial import images, keywords, name, notice, related, terms, urgency


def test_keywords_are_each_there_once() -> None:
    stated = ["ferry, harbour", "ferry", None, " ; ferries &amp; co"]
    assert keywords(stated) == ["ferry", "harbour", "ferries & co"]


def test_a_term_has_a_name_or_a_code() -> None:
    assert terms(
        [("Sport", "15000000", "iptc"), ("Sport", "15000000", "iptc"), (None, None, "iptc"), (" ", "", None)]
    ) == [{"name": "Sport", "code": "15000000", "scheme": "iptc"}]
    assert terms([("Oslo", None, "iso")]) == [{"name": "Oslo"}]


def test_a_picture_has_an_address_or_a_caption() -> None:
    stated = [
        ("/a.jpg", None, "Ann"),
        ("https://h.example/a.jpg", "The quay.", "Bo"),
        (None, None, "Cy"),
        ("javascript:x", "B", None),
    ]
    assert images(stated, "https://h.example/") == [
        {"url": "https://h.example/a.jpg", "credit": "Ann", "caption": "The quay."},
        {"caption": "B"},
    ]


def test_a_link_leads_somewhere() -> None:
    assert related(
        [("urn:1", None, "A", "prev"), (None, "/b", None, None), (None, "mailto:x", "C", None)], "https://h.example"
    ) == [
        {"uri": "urn:1", "title": "A", "relation": "prev"},
        {"url": "https://h.example/b"},
    ]


@pytest.mark.parametrize(
    ("text", "number"), [("4", 4), (" 1 ", 1), (9, 9), ("0", None), ("10", None), ("high", None), (True, None)]
)
def test_urgency_is_from_one_to_nine(text: str | int, number: int | None) -> None:
    assert urgency(text) == number


def test_what_is_too_much_loses_no_article() -> None:
    long = "x" * 30_000
    fields = {
        "keywords": keywords([long] * 1000 + [f"k{n}" for n in range(1000)]),
        "subjects": terms((long, f"{n}{long}", long) for n in range(1000)),
        "images": images((f"https://h.example/{n}", long, long) for n in range(1000)),
        "related": related((f"{n}{long}", f"https://h.example/{long}", long, long) for n in range(1000)),
        "rights": notice(long),
        "edition": name(long),
    }
    RawArticle.model_validate({"body": "x", **fields})
