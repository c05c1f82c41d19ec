from __future__ import annotations

import pytest

from services.intake.formats.html.signs import names_of, signs_of


def test_names_are_read_word_by_word() -> None:
    assert names_of("PromoSmall-title l-grid", "main") == ("promo small title", "l grid", "main")


def test_an_id_that_is_a_headings_text_names_nothing() -> None:
    assert names_of("", "how-we-lived-at-that-time-of-day") == ()


@pytest.mark.parametrize(
    ("classes", "sign"),
    [
        ("related-stories", "beside"),
        ("InlineNewsletterBox", "beside"),
        ("authorprofile-biography", "beside"),
        ("SideBar_inner", "seldom"),
        ("share-buttons", "seldom"),
        ("imageCaption", "caption"),
        ("bildunterschrift", "caption"),
        ("story-image-copyright", "credit"),
        ("textauthor", "small_print"),
        ("article__meta", "small_print"),
        ("articleBody", "body"),
        ("pull-quote", "pull_quote"),
        ("sr-only", "unseen"),
    ],
)
def test_what_a_name_says(classes: str, sign: str) -> None:
    assert sign in signs_of(classes, "")


@pytest.mark.parametrize(
    "classes",
    [
        "with-sidebar",
        "comments-enabled",
        "l-sidebar-fixed",
        "category-newsletter",
        "shareholder",
        "loads",
        "unrelated",
        "hidden md:block",
    ],
)
def test_what_says_nothing(classes: str) -> None:
    assert not signs_of(classes, "") & {"beside", "seldom", "unseen"}
