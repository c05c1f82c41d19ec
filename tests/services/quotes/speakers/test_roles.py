"""Whom the last phrase of a text means by its role."""

from __future__ import annotations

import pytest

from services.quotes.speakers.roles import REACH, Roles
from tests.services.quotes.articles import parsed_article, span_of

PEOPLE = ("Ann Lee", "Bo Ray")
ORGANISATIONS = ("Harbour Council", "Fjordline")


def bearer(text: str, phrase: str, language: str = "en", **descriptions: str) -> str | None:
    known = {name.replace("_", " "): {"description": said} for name, said in descriptions.items()}
    roles = Roles(parsed_article(text, PEOPLE, ORGANISATIONS, language, known))
    found, _ = roles.bearer(phrase, span_of(phrase, text)[0])
    return None if found is None else found.entity.name


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Senator Ann Lee met Bo Ray. Then the senator left.", "the senator"),
        ("Sen. Ann Lee met Bo Ray. Then the senator left.", "the senator"),
        ("Senator Ann Lee met Bo Ray. Then the old senator left.", "the old senator"),
        ("Senator Ann Lee met Bo Ray. Then the senator from Ohio left.", "the senator from Ohio"),
        ("Senator Ann Lee met Bo Ray. Then the senator, 62, left.", "the senator, 62"),
    ],
)
def test_a_title_before_the_name(text: str, phrase: str) -> None:
    assert bearer(text, phrase) == "Ann Lee"


@pytest.mark.parametrize(
    ("description", "phrase"),
    [
        ("a lamp keeper", "the keeper"),
        ("the keeper of the northern lamp", "the keeper"),
        ("keeper, swimmer", "the keeper"),
        ("head of the port", "the head"),
    ],
)
def test_the_last_word_of_a_description(description: str, phrase: str) -> None:
    assert bearer(f"Ann Lee met Bo Ray. Then {phrase} left.", phrase, Ann_Lee=description) == "Ann Lee"


def test_an_organisation_by_the_last_word_of_its_name() -> None:
    assert bearer("Harbour Council met. Then the council left.", "the council") == "Harbour Council"
    assert bearer("Fjordline met. Then the fjordline left.", "the fjordline") is None


def test_of_several_who_have_a_role_the_one_named_last() -> None:
    text = "Senator Ann Lee rose. Senator Bo Ray sat. Ann Lee spoke. Then the senator left."
    assert bearer(text, "the senator") == "Ann Lee"


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("Deputy Fire Chief Ann Lee met Bo Ray. Then the deputy chief left.", "the deputy chief", "Ann Lee"),
        ("Fire Chief Ann Lee met Bo Ray. Then the deputy chief left.", "the deputy chief", None),
        ("Vice Admiral Ann Lee met Rear Admiral Bo Ray. Then the vice admiral left.", "the vice admiral", "Ann Lee"),
        ("Major General Ann Lee met Bo Ray. Then the lieutenant general left.", "the lieutenant general", None),
        ("Lieutenant Governor Ann Lee met Bo Ray. Then the governor left.", "the governor", "Ann Lee"),
    ],
)
def test_what_stands_before_a_role_tells_who_is_meant(text: str, phrase: str, expected: str | None) -> None:
    assert bearer(text, phrase) == expected


def test_of_several_none_is_meant_from_far_back() -> None:
    gap = "It rained. " * (REACH // 10)
    assert bearer(f"Senator Ann Lee rose. {gap}Then the senator left.", "the senator") == "Ann Lee"
    assert bearer(f"Senator Ann Lee rose. Senator Bo Ray sat. {gap}Then the senator left.", "the senator") is None


@pytest.mark.parametrize("phrase", ["a senator", "senators", "the mayor", "the", "his senator"])
def test_other_phrases_mean_nobody(phrase: str) -> None:
    assert bearer(f"Senator Ann Lee rose. Then {phrase} left.", phrase) is None


def test_a_noun_for_anybody_is_no_role() -> None:
    assert bearer("Ann Lee rose. Then the woman left.", "the woman", Ann_Lee="a woman") is None


def test_nobody_is_meant_before_being_named() -> None:
    assert bearer("Then the senator left. Senator Ann Lee rose.", "the senator") is None


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The runner came with his wife, Ann Lee, and Bo Ray. Then his wife left.", "his wife"),
        ("The singer Ann Lee met Bo Ray. Then the singer left.", "the singer"),
        ("Ann Lee, an old poet from Ohio, met Bo Ray. Then the poet left.", "the poet"),
        ("Ann Lee, 40, a union lawyer, met Bo Ray. Then the lawyer left.", "the lawyer"),
    ],
)
def test_a_noun_beside_the_name(text: str, phrase: str) -> None:
    assert bearer(text, phrase) == "Ann Lee"


def test_his_lawyer_may_be_anybodys() -> None:
    assert bearer("Ann Lee, a lawyer, met Bo Ray. Then his lawyer left.", "his lawyer") is None


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("Former senator Ann Lee met Senator Bo Ray. The former senator left.", "The former senator", "Ann Lee"),
        ("Former Senator Ann Lee met Senator Bo Ray. The former senator left.", "The former senator", "Ann Lee"),
        ("Ann Lee, a former singer, met Bo Ray. The former singer left.", "The former singer", "Ann Lee"),
        ("Former senator Ann Lee met Bo Ray. The senator left.", "The senator", "Ann Lee"),
        ("Senator Ann Lee met Bo Ray. The former senator left.", "The former senator", None),
    ],
)
def test_who_was_something_is_not_who_is(text: str, phrase: str, expected: str | None) -> None:
    assert bearer(text, phrase) == expected


def test_a_role_is_held_by_who_is_nowhere_called_former() -> None:
    parsed = parsed_article("Senator Ann Lee met former senator Bo Ray.", PEOPLE)
    roles = Roles(parsed)
    assert [roles.holds(name, "senator") for name in parsed.names.people] == [True, False]
