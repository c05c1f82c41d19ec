import pytest

from copydesk.text.tokens import tokenize
from services.entities.full_names import with_full_names
from services.entities.labels import NameClass
from tests.services.entities.test_repair import named


def found(text: str, *names: tuple[str, NameClass, int]) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    return [(text[name.start : name.end], name.label) for name in with_full_names(tokens, named(tokens, *names), "")]


@pytest.mark.parametrize(
    ("text", "surname", "name"),
    [
        ("Dann sprach Anna Quorn lange.", "Quorn", "Anna Quorn"),
        ("Dann sprach J.D. Quorn lange.", "Quorn", "J.D. Quorn"),
        ("Dann sprach J. Quorn lange.", "Quorn", "J. Quorn"),
        ("Dann sprach E. M. Quorn lange.", "Quorn", "E. M. Quorn"),
        ("Puis M. Quorn a parlé.", "Quorn", "Quorn"),
        ("Dann sprach Trainer Quorn lange.", "Quorn", "Quorn"),
        ("Ho parlato per ore. Per Quorn basta.", "Quorn", "Quorn"),
    ],
)
def test_given_names_and_initials_belong_to_the_surname(text: str, surname: str, name: str) -> None:
    assert found(text, (surname, "PERSON", 0)) == [(name, "PERSON")]


def test_a_given_name_and_a_word_of_no_language_are_somebody() -> None:
    assert found("Dann sprach Anna Zxquornova lange.") == [("Anna Zxquornova", "PERSON")]
    assert found("Dann kaufte Anna Brot.") == []


@pytest.mark.parametrize(
    ("language", "text", "name", "label"),
    [
        ("nl", "Dan kwam Femke Kvarnsma binnen.", "Femke Kvarnsma", "PERSON"),
        ("nl", "Dan kwam Femke Kvarnsma Zorvex binnen.", "Femke Kvarnsma Zorvex", "ORG"),
        ("nl", "Dan kwam Zorvex Kvarnsma binnen.", "Zorvex Kvarnsma", "ORG"),
        ("nl", "Dan kwam Minister Zorvex Kvarnsma binnen.", "Minister Zorvex Kvarnsma", "PERSON"),
        ("nl", "Dan kwam Femke Zwolle binnen.", "Femke Zwolle", "ORG"),
        ("de", "Dann kam Jan Kvarnsma herein.", "Jan Kvarnsma", "ORG"),
    ],
)
def test_two_capitals_behind_a_given_name_or_a_title_are_somebody(
    language: str, text: str, name: str, label: str
) -> None:
    tokens = tokenize(text)
    names = with_full_names(tokens, named(tokens, (name, "ORG", 0)), language)
    assert [(text[each.start : each.end], each.label) for each in names] == [(name, label)]


def test_a_name_that_opens_with_a_cyrillic_given_name_is_somebodys() -> None:
    assert found("Слова Дональда Кворна ясны.", ("Дональда Кворна", "ORG", 0)) == [("Дональда Кворна", "PERSON")]
    assert found("Новый Кворн Банк закрыт.", ("Кворн Банк", "ORG", 0)) == [("Кворн Банк", "ORG")]
