from copydesk.text.tokens import tokenize
from services.entities.found_names import name_at
from services.entities.labels import NameClass
from services.entities.works import without_quoted_titles


def kept(text: str, name: str, label: NameClass) -> int:
    tokens = tokenize(text)
    words = name.split()
    places = [at for at in range(len(tokens)) if tokens.words[at : at + len(words)] == words]
    return len(without_quoted_titles(tokens, [name_at(tokens, at, at + len(words), label) for at in places]))


def test_a_title_that_always_stands_in_quotation_marks_is_no_place_or_person() -> None:
    assert kept("She starred in “Harlow,” a film of 2015, and in “Harlow”.", "Harlow", "LOC") == 0
    assert kept('The single "Copper Lane" sold well.', "Copper Lane", "PERSON") == 0


def test_a_name_that_stands_without_them_anywhere_stays() -> None:
    assert kept("They filmed “Harlow” in Harlow.", "Harlow", "LOC") == 2


def test_what_is_known_by_itself_stays() -> None:
    assert kept("“Lebanon,” she said.", "Lebanon", "LOC") == 1
    assert kept("A body called “Quorn Relief Agency” paid.", "Quorn Relief Agency", "ORG") == 1
    assert kept("He calls himself “Peter Quorn” abroad.", "Peter Quorn", "PERSON") == 1


def test_a_possessive_closes_no_quotation() -> None:
    assert kept("They met at Quorn’s house.", "Quorn", "PERSON") == 1
