from __future__ import annotations

from schemas.article import RawArticle, Region, RegionRole
from services.cleaner.core import clean


def article(*stretches: tuple[RegionRole, str]) -> RawArticle:
    body, regions = "", []
    for role, text in stretches:
        regions.append(Region(start=len(body), end=len(body) + len(text), role=role))
        body += text + "\n\n"
    return RawArticle(id="a", body=body, regions=tuple(region for region in regions if region.role != "body"))


LEAD = "The ferry to the island was late again on Sunday, and nobody on the quay could say why."


def test_what_the_format_knows_is_trusted() -> None:
    cleaned = clean(
        article(
            ("title", "Ferry late\nonce again"),
            ("byline", "By Ann Lee and Bo Ray"),
            ("dateline", "VALLETTA —"),
            ("body", LEAD),
            ("caption", "The quay."),
            ("body", "The people went home."),
            ("pull_quote", "Nobody could say why"),
            ("neighbour", "Bus on time\n\nThe bus came."),
        )
    )
    assert (cleaned.title, cleaned.bylines, cleaned.dateline) == (
        "Ferry late once again",
        ("Ann Lee", "Bo Ray"),
        "VALLETTA",
    )
    assert cleaned.text == f"{LEAD}\n\nThe people went home."
    assert [(aside.kind, aside.text) for aside in cleaned.asides] == [
        ("caption", "The quay."),
        ("pull_quote", "Nobody could say why"),
        ("neighbour", "Bus on time\n\nThe bus came."),
    ]
    assert [region.role for region in cleaned.head] == ["title", "byline", "dateline"]


def test_a_sentence_around_a_caption_is_whole_again() -> None:
    cleaned = clean(
        article(("body", "The people on the quay were"), ("caption", "The quay."), ("body", "cold and wet that day."))
    )
    assert cleaned.text == "The people on the quay were cold and wet that day."


def test_the_sources_own_fields_come_first() -> None:
    raw = article(("title", "FERRY LATE"), ("byline", "By A. Lee"), ("body", LEAD))
    cleaned = clean(raw.model_copy(update={"title": "Ferry late again", "bylines": ("Ann Lee",)}))
    assert (cleaned.title, cleaned.bylines, cleaned.text) == ("Ferry late again", ("Ann Lee",), LEAD)


def test_a_byline_of_no_known_form_is_kept_whole() -> None:
    assert clean(article(("byline", "our man on the quay"), ("body", LEAD))).bylines == ("our man on the quay",)
