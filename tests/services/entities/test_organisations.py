import pytest

from copydesk.text.tokens import tokenize
from services.entities.labels import NameClass
from services.entities.organisations import is_acronym, with_organisations
from tests.services.entities.test_repair import named


def found(text: str, language: str, *names: tuple[str, NameClass, int]) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    told = with_organisations(tokens, named(tokens, *names), language)
    return [(text[name.start : name.end], name.label) for name in told]


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("de", "Gestern entschied das Landgericht Quornstadt anders.", "Landgericht Quornstadt"),
        ("de", "Das Bundesamt für Fischerei und Moorland schwieg.", "Bundesamt für Fischerei und Moorland"),
        ("de", "Die Zorvex AG baut ein Werk.", "Zorvex AG"),
        ("de", "Ein Sprecher der AfD schwieg.", "AfD"),
        ("fr", "Selon le ministère de l'Énergie, tout va bien.", "ministère de l'Énergie"),
        ("fr", "Elle enseigne à l'Université de Quornville et chante.", "Université de Quornville"),
        ("fr", "Pour l'Office fédéral de l'énergie, rien ne change.", "Office fédéral de l'énergie"),
        ("es", "Lo dijo la Consejería de Pesca ayer.", "Consejería de Pesca"),
        ("it", "Lo ha detto la Corte di Quornia ieri.", "Corte di Quornia"),
        ("pt", "O Sindicato dos Pescadores parou.", "Sindicato dos Pescadores"),
        ("pl", "Tak uznał Sąd Rejonowy wczoraj.", "Sąd Rejonowy"),
        ("nl", "Dat zei de Universiteit van Quornstad gisteren.", "Universiteit van Quornstad"),
        ("sv", "Det säger Quornviks universitet i dag.", "Quornviks universitet"),
        ("tr", "Bunu Tarım ve Orman Bakanlığı açıkladı.", "Tarım ve Orman Bakanlığı"),
        ("tr", "Bunu Quornova Elektronik AŞ açıkladı.", "Quornova Elektronik AŞ"),
        ("ru", "Вчера компания «Зорвекс» закрылась.", "Зорвекс"),
        ("uk", "Учора компанія «Зорвекс» зачинилася.", "Зорвекс"),
        ("es", "Ganó el FC Quornía otra vez.", "FC Quornía"),
    ],
)
def test_heads_forms_marks_and_lists_tell_of_organisations(language: str, text: str, name: str) -> None:
    assert found(text, language) == [(name, "ORG")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Das Institut schwieg, die Partei auch."),
        ("fr", "Le Conseil a voté hier."),
        ("es", "La Asociación no respondió."),
        ("fr", "Le ministère de la pêche a répondu."),
        ("tr", "Bakanlığı eleştirdi."),
        ("ru", "Вчера компания закрылась."),
        ("de", "Die AG tagte."),
    ],
)
def test_a_noun_alone_is_no_name(language: str, text: str) -> None:
    assert found(text, language) == []


def test_a_noun_that_the_tagger_took_for_a_name_is_dropped() -> None:
    assert found("Lo dijo la Plataforma ayer.", "es", ("Plataforma", "ORG", 0)) == []


def test_an_abbreviation_of_something_else_is_no_organisation() -> None:
    assert found("Sie nutzt KI und mag DVDs.", "de", ("KI", "ORG", 0)) == []


def test_an_acronym_in_brackets_belongs_to_the_name_before_it_everywhere() -> None:
    text = "Der Quorner Fischereibund (QFB) tagt. Ein Kenner (QTX) kam. Der QFB schwieg."
    names = found(text, "de", ("Quorner Fischereibund", "ORG", 0))
    assert names == [("Quorner Fischereibund", "ORG"), ("QFB", "ORG"), ("QFB", "ORG")]


def test_an_acronym_that_is_seldom_found_is_not_found_again() -> None:
    text = "GQB hilft. Wer GQB nimmt, schläft. Kein GQB mehr. Und GQB ist teuer."
    assert found(text, "de", ("GQB", "ORG", 0)) == [("GQB", "ORG")]


def test_a_body_before_a_person_is_no_part_of_the_name() -> None:
    text = "Powiedział szef MSZ Olgierd Quorn wczoraj."
    assert found(text, "pl", ("MSZ Olgierd Quorn", "PERSON", 0)) == [("MSZ", "ORG"), ("Olgierd Quorn", "PERSON")]


def test_a_person_behind_a_head_stays_one() -> None:
    text = "Der Chef vom Landgericht Hans Quorn kam."
    assert found(text, "de", ("Hans Quorn", "PERSON", 0)) == [("Hans Quorn", "PERSON")]


def test_a_firm_called_after_somebody_is_a_firm() -> None:
    text = "Die Hans Quorn GmbH baut. Hans Quorn kam."
    names = found(text, "de", ("Hans Quorn", "PERSON", 0), ("Hans Quorn", "PERSON", 1))
    assert names == [("Hans Quorn GmbH", "ORG"), ("Hans Quorn", "PERSON")]


def test_two_universities_are_not_joined() -> None:
    text = "L'Université de Quornville et le FC Zorvex ont répondu."
    assert found(text, "fr") == [("Université de Quornville", "ORG"), ("FC Zorvex", "ORG")]


@pytest.mark.parametrize(
    ("word", "is_one"), [("UNO", True), ("AfD", True), ("A", False), ("Ada", False), ("uN", False)]
)
def test_acronyms_have_two_capitals(word: str, is_one: bool) -> None:
    assert is_acronym(word) is is_one
