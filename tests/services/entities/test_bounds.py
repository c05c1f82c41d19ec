import pytest

from copydesk.text.tokens import tokenize
from services.entities.bounds import within_bounds
from services.entities.labels import NameClass
from tests.services.entities.test_repair import named


def found(text: str, language: str, *names: tuple[str, NameClass, int]) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    kept = within_bounds(tokens, named(tokens, *names), language)
    return [(text[name.start : name.end], name.label) for name in kept]


def test_marks_are_no_parts() -> None:
    assert found("Zobacz „Quorn” dziś.", "pl", ("Quorn”", "ORG", 0)) == [("Quorn", "ORG")]


def test_what_a_noun_calls_by_a_quoted_name_has_that_name() -> None:
    assert found("Вчера партия «Кворн» тут.", "ru", ("партия «Кворн", "ORG", 0)) == [("Кворн", "ORG")]


def test_a_slash_parts_two_names() -> None:
    names = found("Quorn/Zorvex kam.", "de", ("Quorn/Zorvex", "ORG", 0))
    assert names == [("Quorn", "ORG"), ("Zorvex", "ORG")]


def test_an_abbreviation_with_full_stops_stays_whole() -> None:
    assert found("Siger Q.T. i dag.", "da", ("Q.T.", "ORG", 0)) == [("Q.T.", "ORG")]


@pytest.mark.parametrize(
    ("text", "name", "kept"),
    [
        ("Die QTX-Politikerin kam.", "QTX-Politikerin", "QTX"),
        ("Das QTX-Institut kam.", "QTX-Institut", "QTX-Institut"),
        ("Das Max-Quorn-Institut kam.", "Max-Quorn-Institut", "Max-Quorn-Institut"),
    ],
)
def test_a_noun_that_a_hyphen_joins_to_an_acronym_is_no_part(text: str, name: str, kept: str) -> None:
    assert found(text, "de", (name, "ORG", 0)) == [(kept, "ORG")]


def test_a_german_word_with_an_article_is_no_person() -> None:
    text = "Wasserstoff ist teuer. Der Traum des Wasserstoffs lebt. Quorn lacht."
    assert found(text, "de", ("Wasserstoff", "PERSON", 0), ("Quorn", "PERSON", 0)) == [("Quorn", "PERSON")]


@pytest.mark.parametrize(
    ("language", "read", "kept"),
    [
        ("nl", "Femke de Quorn van Zwolle", "Femke de Quorn"),
        ("nl", "Femke van Zwolle", "Femke van Zwolle"),
        ("nl", "Jan Peter van Zwolle", "Jan Peter van Zwolle"),
        ("nl", "Femke Quorn van Zorvex", "Femke Quorn van Zorvex"),
        ("de", "Schäfer Torben Quorn", "Torben Quorn"),
        ("de", "Peter Torben Quorn", "Peter Torben Quorn"),
        ("de", "Zorvex Torben Quorn", "Zorvex Torben Quorn"),
    ],
)
def test_a_home_and_a_role_are_no_parts_of_a_person(language: str, read: str, kept: str) -> None:
    assert found(f"Dan {read} kom.", language, (read, "PERSON", 0)) == [(kept, "PERSON")]


@pytest.mark.parametrize(
    ("word", "is_place"),
    [
        ("Land", False),
        ("Wieso", False),
        ("Europa", True),
        ("Wörthersee", True),
        ("Essen", True),
        ("Quornau", True),
    ],
)
def test_a_german_noun_that_no_list_knows_is_no_place(word: str, is_place: bool) -> None:
    assert bool(found(f"Sie leben in {word} seither.", "de", (word, "LOC", 0))) is is_place
