from __future__ import annotations

import pytest

from services.quotes.core import find_quotes
from tests.services.quotes.articles import annotated_article

PEOPLE = ("Ann Lee", "Bo Ray")


def speaker(text: str) -> tuple[str | None, str]:
    found = find_quotes(annotated_article(text, PEOPLE))[-1].speaker
    return found.name, found.status


def test_who_is_told_does_not_speak() -> None:
    assert speaker("“Nobody came,” the guard told Ann Lee.") == ("the guard", "described")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A man who had often seen Ann Lee at the pier said he had waited.", "A man"),
        ("Residents living near Bo Ray's yard said the noise had stopped.", "Residents living near Bo Ray's yard"),
    ],
)
def test_a_clause_about_the_speaker_names_somebody_else(text: str, expected: str) -> None:
    assert speaker(text) == (expected, "described")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Echo cited Ann Lee as saying that the pier would close in May.", ("Ann Lee", "named")),
        (
            "Ann Lee quoted the port authority as saying the pier would close in May.",
            ("the port authority", "described"),
        ),
        (
            "The nephew of the well-known novelist Ann Lee said the pier had closed in May.",
            ("The nephew of the well-known novelist Ann Lee", "described"),
        ),
    ],
)
def test_who_is_quoted_or_is_of_somebody_speaks(text: str, expected: tuple[str, str]) -> None:
    assert speaker(text) == expected


def test_a_description_gives_way_to_the_name_behind_its_comma() -> None:
    assert speaker("“We wait,” said the trust's head of policy, Ann Lee.") == ("Ann Lee", "named")


@pytest.mark.parametrize(
    "text",
    [
        "Dr Ann Lee, keeper of the harbour, where she works on Tuesdays, said she had mended six of its doors.",
        "Cllr Ann Lee (Ind), whose wife works at the depot, said the mood among drivers was grim.",
    ],
)
def test_who_opens_a_sentence_speaks_and_not_what_is_told_of_that_person_in_commas(text: str) -> None:
    assert speaker(text) == ("Ann Lee", "named")


def test_a_pronoun_means_somebody_new_behind_an_adverb_of_the_scene() -> None:
    text = "Ann Lee sang for two hours. Afterwards a man in a wax jacket waited. “You made me ring her,” he said."
    assert speaker(text) == ("a man", "described")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ann Lee grinned. “Bring a jumper. And be patient with us.”", ("Ann Lee", "named")),
        ("Ann Lee met Bo Ray at the pier. “It was cold. We went home.”", (None, "unknown")),
        ("The pier was shut on Monday. “It was cold. We went home.”", (None, "unknown")),
    ],
)
def test_a_quotation_that_ends_its_paragraph_is_of_the_one_person_before_it(
    text: str, expected: tuple[str | None, str]
) -> None:
    assert speaker(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bo Ray left.\n\nOn Friday, Ann Lee gave a hint in a letter:\n\n“The pier will go,” she declared.", "Ann Lee"),
        ("Bo Ray left.\n\nAnn Lee gave a hint:\n\n“The pier will go,” she declared.", "Ann Lee"),
    ],
)
def test_a_pronoun_behind_a_colon_is_whom_the_paragraph_before_introduces(text: str, expected: str) -> None:
    assert speaker(text) == (expected, "named")


def test_who_shouts_right_behind_a_quotation_is_no_speaker_of_a_sentence_before() -> None:
    text = (
        "Ann Lee blamed the wind. “We were late,” she told the crew.\n\nIt booed. “Pay us!” shouted a man at the back."
    )
    assert speaker(text)[1] == "described"


def test_who_is_asked_for_something_does_not_say_it() -> None:
    assert speaker("Parents wrote to headteacher Bo Ray asking for “a safer road”.")[0] != "Bo Ray"


def test_who_is_named_in_front_of_a_quotation_speaks_whatever_pronoun_is_behind_it() -> None:
    text = "On young sailors like Bo Ray, keeper Ann Lee said, “The pier used a lot of them in May,” she said."
    assert speaker(text) == ("Ann Lee", "named")
