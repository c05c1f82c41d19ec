"""Whom the last pronoun of a text means."""

from __future__ import annotations

from typing import Literal

import pytest

from services.quotes.speakers.antecedents import PAIR_DISTANCE, Antecedents
from services.quotes.speakers.mentions import SENTENCES_BACK
from tests.services.quotes.articles import parsed_article, span_of

PEOPLE = ("Ann Lee", "Bo Ray", "Cleo Fox")


def antecedents(text: str, reported: tuple[str, ...] = (), speaking: tuple[str, ...] = ()) -> Antecedents:
    parsed = parsed_article(text, PEOPLE)
    return Antecedents(
        parsed, [span_of(each, text) for each in reported], [span_of(each, text)[0] for each in speaking]
    )


def meant(
    text: str, pronoun: Literal["he", "she"], reported: tuple[str, ...] = (), speaking: tuple[str, ...] = ()
) -> str | None:
    found = antecedents(text, reported, speaking).ranked(pronoun, text.rindex(f" {pronoun} "))
    return found[0].name.entity.name if found else None


def test_the_subject_of_the_sentence_before() -> None:
    assert meant("Cleo Fox met Ann Lee. Then she left.", "she") == "Cleo Fox"


def test_a_person_behind_a_preposition_is_less_likely() -> None:
    assert meant("With Cleo Fox away, Ann Lee rose. Then she left.", "she") == "Ann Lee"


def test_a_possessor_is_less_likely() -> None:
    assert meant("Ann Lee ate. Cleo Fox’s boat sank. Then she left.", "she") == "Ann Lee"


def test_who_spoke_last_is_likelier() -> None:
    text = "Ann Lee waved. Cleo Fox sang. It rained, and they met Cleo Fox.\n\nThen she left."
    found, offset = antecedents(text), text.index(" she ")
    assert [each.name.entity.name for each in found.ranked("she", offset)] == ["Cleo Fox", "Ann Lee"]
    found.heard(0, "Ann Lee")
    assert [each.name.entity.name for each in found.ranked("she", offset)] == ["Ann Lee", "Cleo Fox"]


def test_who_is_introduced_is_likely_to_be_described() -> None:
    text = "Ann Lee, 62, waved to all. It was late. Cleo Fox sat by.\n\nIt rained, and the singer left."
    assert antecedents(text).people(text.index("the singer"), None)[0].name.entity.name == "Ann Lee"


def test_names_inside_quotations_are_none() -> None:
    assert meant("Ann Lee rose. “Cleo Fox left.” Then she left.", "she") == "Ann Lee"


def test_names_inside_reported_speech_are_less_likely() -> None:
    text = "At noon Ann Lee rose. Cleo Fox went home, it was said. It was late. Then she left."
    reported = antecedents(text, reported=("Cleo Fox went home",)).ranked("she", text.index(" she "))
    weights = [
        each.weight
        for ranked in (antecedents(text).ranked("she", text.index(" she ")), reported)
        for each in ranked
        if each.name.entity.name == "Cleo Fox"
    ]
    assert weights[0] > weights[1]


def test_a_known_gender_must_fit() -> None:
    assert meant("Mr. Ray met Ann Lee. Then she left.", "she") == "Ann Lee"
    assert meant("Mr. Ray met Ann Lee. Then he left.", "he") == "Bo Ray"


def test_who_was_she_once_is_not_he_later() -> None:
    text = "Cleo Fox rose. Then she left. It rained, and he stayed."
    found = antecedents(text)
    found.settle(found.ranked("she", text.index("she"))[0].name, "she")
    assert not found.ranked("he", text.index("he stayed"))


def test_nobody_from_too_far_back() -> None:
    assert meant("Ann Lee rose. " + "It rained. " * (SENTENCES_BACK - 1) + "Then she left.", "she") == "Ann Lee"
    assert meant("Ann Lee rose. " + "It rained. " * (SENTENCES_BACK + 1) + "Then she left.", "she") is None


def test_nobody_named_behind_the_pronoun() -> None:
    assert meant("Then she left. Ann Lee rose.", "she") is None


def test_since_asks_for_subjects_behind_it() -> None:
    text = "Ann Lee rose. A keeper came with Cleo Fox. Then she left."
    found, offset = antecedents(text), text.index(" she ")
    assert not found.ranked("she", offset, since=text.index("A keeper"))
    later = text.replace("came with Cleo Fox", "came. Cleo Fox came")
    ranked = antecedents(later).ranked("she", later.index(" she "), since=later.index("A keeper"))
    assert [each.name.entity.name for each in ranked] == ["Cleo Fox"]


def test_a_name_that_modifies_another_is_no_subject() -> None:
    assert meant("Ray campaign keeper Cleo Fox rose. Then he left.", "he") == "Cleo Fox"
    assert meant("Bo Ray sued the keeper Cleo Fox. Then he left.", "he") == "Bo Ray"
    assert meant("Bo Ray met keeper Cleo Fox. Then he left.", "he") == "Bo Ray"


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Ann Lee, 71, and his wife, Bo Ray, left. So they won.", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee and the lawyer Bo Ray left. So they won.", []),
        ("Ann Lee and Bo Ray rose. Then they left.", ["Ann Lee", "Bo Ray"]),
        ("Ann Lee and Bo Ray rose. Bo Ray and Cleo Fox sat. Then they left.", ["Bo Ray", "Cleo Fox"]),
        ("Ann Lee met Bo Ray. Then they left.", []),
        ("Ann Lee and Ann Lee rose. Then they left.", []),
        ("“Ann Lee and Bo Ray rose.” Then they left.", []),
        ("Then they left. Ann Lee and Bo Ray rose.", []),
        ("Ann Lee and Bo Ray rose. " + "It rained. " * (PAIR_DISTANCE // 10) + "Then they left.", []),
    ],
)
def test_they_are_two_who_were_named_together(text: str, pair: list[str]) -> None:
    assert [name.entity.name for name in antecedents(text).pair(text.index(" they "))] == pair
