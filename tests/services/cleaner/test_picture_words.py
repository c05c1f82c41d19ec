from __future__ import annotations

import pytest

from services.cleaner.picture_words import ends_in_credit, is_credit, is_one_sentence, names_its_picture, tells_a_scene


@pytest.mark.parametrize("text", ["Photo: Per Lund", "© Per Lund", "Per Lund/Reuters", "(Photograph by Per Lund)"])
def test_credits(text: str) -> None:
    assert is_credit(text)


@pytest.mark.parametrize("text", ["The photo was taken at dawn.", "Per Lund", "Photo: " + "x" * 90, "and/or not"])
def test_what_is_no_credit(text: str) -> None:
    assert not is_credit(text)


def test_a_credit_at_the_end_of_a_caption() -> None:
    assert ends_in_credit("The ferry at dawn (AP)")
    assert not ends_in_credit("The agency (AP) denied it on Monday")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Pictured: the ferry", True),
        ("The ferry, pictured at dawn", True),
        ("A general view of the quay", True),
        ("The ferry was seen by nobody", False),
    ],
)
def test_a_text_may_refer_to_its_picture(text: str, expected: bool) -> None:
    assert names_its_picture(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A teacher walks along the quay on Sunday", True),
        ("A teacher walks along the quay", False),
        ("A teacher walked along the quay on Sunday", False),
        ("She walks along the quay on Sunday", False),
        ("A teacher walks along the quay on Sunday, officials said", False),
    ],
)
def test_a_scene_has_the_present_tense_and_a_date(text: str, expected: bool) -> None:
    assert tells_a_scene(text) is expected


def test_one_sentence() -> None:
    assert is_one_sentence("The ferry left at dawn.")
    assert not is_one_sentence("The ferry left. Nobody waved.")
