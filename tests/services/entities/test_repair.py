from __future__ import annotations

from typing import cast

import pytest

from copydesk.text.tokens import Tokens, tokenize
from services.entities.found_names import FoundName, name_at
from services.entities.labels import NameClass
from services.entities.repair import repair, repair_beyond_english


def named(tokens: Tokens, *names: tuple[str, NameClass, int]) -> list[FoundName]:
    """The names as they are printed, each at its occurrence by number."""
    found = []
    for name, label, occurrence in names:
        words = tokenize(name).words
        places = [at for at in range(len(tokens)) if tokens.words[at : at + len(words)] == words]
        found.append(name_at(tokens, places[occurrence], places[occurrence] + len(words), label))
    return sorted(found, key=lambda name: name.start)


def repaired(text: str, *names: tuple[str, NameClass, int]) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    return [(text[name.start : name.end], name.label) for name in repair(tokens, named(tokens, *names))]


def test_a_surname_at_another_place_is_found() -> None:
    text = "Olga Petrenko came. Nobody saw Petrenko leave."
    assert repaired(text, ("Olga Petrenko", "PERSON", 0)) == [("Olga Petrenko", "PERSON"), ("Petrenko", "PERSON")]


def test_a_surname_that_is_a_word_of_the_article_is_left() -> None:
    text = "Joan Baker came. The baker left. Baker shops closed."
    assert repaired(text, ("Joan Baker", "PERSON", 0)) == [("Joan Baker", "PERSON")]


def test_a_surname_under_another_class_is_the_person() -> None:
    text = "Olga Petrenko came. Petrenko slept."
    assert repaired(text, ("Olga Petrenko", "PERSON", 0), ("Petrenko", "ORG", 1))[1] == ("Petrenko", "PERSON")


def test_a_known_place_stays_a_place() -> None:
    text = "Jack London wrote. He left London."
    assert repaired(text, ("Jack London", "PERSON", 0), ("London", "LOC", 1))[1] == ("London", "LOC")


def test_the_majority_decides() -> None:
    text = "Quornby fell. Quornby rose. Quornby sank."
    names: list[tuple[str, NameClass, int]] = [("Quornby", "LOC", 0), ("Quornby", "ORG", 1), ("Quornby", "LOC", 2)]
    assert [label for _, label in repaired(text, *names)] == ["LOC"] * 3


def test_a_tie_is_left_as_it_was_read() -> None:
    text = "Quornby fell. Quornby rose."
    assert [label for _, label in repaired(text, ("Quornby", "LOC", 0), ("Quornby", "ORG", 1))] == ["LOC", "ORG"]


def test_a_long_name_is_found_again() -> None:
    text = "The Quorn Light Company sold lamps. Shares of Quorn Light Company fell."
    assert len(repaired(text, ("Quorn Light Company", "ORG", 0))) == 2


@pytest.mark.parametrize("end", ["based", "backed", "led"])
def test_a_glued_word_is_no_part_of_a_place(end: str) -> None:
    text = f"A Britain{end} group met."
    assert repaired(text, (f"Britain{end}", "ORG", 0)) == [("Britain", "LOC")]


def test_a_name_that_only_ends_like_a_glued_word_stays() -> None:
    assert repaired("Then Quornled met.", ("Quornled", "PERSON", 0)) == [("Quornled", "PERSON")]


def test_titles_and_articles_are_no_parts() -> None:
    assert repaired("Then Dr. Olga Petrenko met.", ("Dr. Olga Petrenko", "PERSON", 0)) == [("Olga Petrenko", "PERSON")]
    assert repaired("They left the Hague then.", ("the Hague", "LOC", 0)) == [("Hague", "LOC")]


def test_marks_alone_are_no_name() -> None:
    assert repaired("Then ... he left.", ("...", "ORG", 0)) == []


def test_the_beginning_of_a_known_place_is_found() -> None:
    assert repaired("They left Port-au-Prince then.", ("Prince", "LOC", 0)) == [("Port-au-Prince", "LOC")]
    assert repaired("They left Quorn-au-Prince then.", ("Prince", "LOC", 0)) == [("Prince", "LOC")]


def test_another_name_that_is_a_city_of_several_words_is_a_place() -> None:
    text = "They left Nizhny Tagil for the Nobel Prize."
    names = repaired(text, ("Nizhny Tagil", "MISC", 0), ("Nobel Prize", "MISC", 0))
    assert names == [("Nizhny Tagil", "LOC"), ("Nobel Prize", "MISC")]


def test_a_surname_that_ends_like_a_glued_word_is_whole() -> None:
    assert repaired("Then Sanborn met.", ("Sanborn", "PERSON", 0)) == [("Sanborn", "PERSON")]


def test_a_place_is_the_person_of_that_surname_who_was_named_before() -> None:
    text = "They met Olga Washington. Washington broke the record."
    names = repaired(text, ("Olga Washington", "PERSON", 0), ("Washington", "LOC", 1))
    assert names[-1] == ("Washington", "PERSON")


def test_a_place_that_the_article_has_elsewhere_as_such_stays_one() -> None:
    text = "They met Olga Washington. Washington broke the talks off. She flew to Washington then."
    names = repaired(text, ("Olga Washington", "PERSON", 0), ("Washington", "LOC", 1), ("Washington", "LOC", 2))
    assert [label for _, label in names] == ["PERSON", "LOC", "LOC"]


def test_a_direction_in_lower_case_is_no_part_of_a_place() -> None:
    assert repaired("They left northern Quornland then.", ("northern Quornland", "LOC", 0)) == [("Quornland", "LOC")]
    assert repaired("They left Northern Quornland then.", ("Northern Quornland", "LOC", 0)) == [
        ("Northern Quornland", "LOC")
    ]


def comparisons(names: int) -> int:
    """How often the class of a name is compared where a text of another language has so many names of three words."""
    asked = 0

    class Label(str):
        __slots__ = ()

        def __eq__(self, other: object) -> bool:
            nonlocal asked
            asked += 1
            return str(self) == other

        def __hash__(self) -> int:
            return hash(str(self))

    tokens = tokenize("Anna Quorn Zeb. " * names)
    label = cast(NameClass, Label("PERSON"))
    repair_beyond_english(tokens, [name_at(tokens, 4 * at, 4 * at + 3, label) for at in range(names)], "de")
    return asked


def test_twice_as_many_names_beyond_english_are_twice_the_work() -> None:
    assert comparisons(400) <= 2.5 * comparisons(200)


@pytest.mark.parametrize(
    ("language", "text", "read", "person"),
    [
        ("nb", "Forsker Ingrid Tveit er bekymret.", "Forsker Ingrid Tveit", "Ingrid Tveit"),
        ("uk", "Тренерка Ірина Сас задоволена.", "Тренерка Ірина Сас", "Ірина Сас"),
        ("it", "Secondo Paola Grimaldi tutto va bene.", "Secondo Paola Grimaldi", "Paola Grimaldi"),
        ("ru", "Директор Большого театра Анатолий Иксанов ушёл.", "театра Анатолий Иксанов", "Анатолий Иксанов"),
    ],
)
def test_roles_sources_and_bodies_are_no_parts_of_a_person(language: str, text: str, read: str, person: str) -> None:
    tokens = tokenize(text)
    words = read.split()
    start = next(at for at in range(len(tokens)) if list(tokens.words[at : at + len(words)]) == words)
    label: NameClass = "ORG" if language == "ru" else "PERSON"
    names = repair_beyond_english(tokens, [name_at(tokens, start, start + len(words), label)], language)
    assert [" ".join(name.words) for name in names if name.label == "PERSON"] == [person]


@pytest.mark.parametrize(
    ("text", "read", "person"),
    [
        ("Мэр Сызрани Вадим Квасов ушёл.", "Сызрани Вадим Квасов", "Вадим Квасов"),
        ("Мэр Квасов Вадим Петрович ушёл.", "Квасов Вадим Петрович", "Квасов Вадим Петрович"),
        ("Тут Сызрани Вадим Квасов ушёл.", "Сызрани Вадим Квасов", "Сызрани Вадим Квасов"),
    ],
)
def test_the_place_of_an_office_is_no_part_of_its_bearer(text: str, read: str, person: str) -> None:
    tokens = tokenize(text)
    names = repair_beyond_english(tokens, [name_at(tokens, 1, 4, "PERSON")], "ru")
    assert read == " ".join(tokens.words[1:4])
    assert [" ".join(name.words) for name in names] == [person]


def test_a_surname_in_another_case_is_no_place() -> None:
    tokens = tokenize("Ушёл Павел Вовк. Суд поверил Вовку.")
    read = [name_at(tokens, 1, 3, "PERSON"), name_at(tokens, 6, 7, "LOC")]
    assert [name.label for name in repair_beyond_english(tokens, read, "ru")] == ["PERSON", "PERSON"]


def test_words_without_a_capital_are_no_name() -> None:
    tokens = tokenize("Las cifras no son definitivas.")
    assert repair_beyond_english(tokens, [name_at(tokens, 2, 4, "PERSON")], "es") == []


def test_a_picture_and_a_post_code_are_no_part_of_a_name() -> None:
    assert repaired("Olga Petrenko 🎈 left.", ("Olga Petrenko 🎈", "PERSON", 0)) == [("Olga Petrenko", "PERSON")]
    assert repaired("She lives in Quorn 94107 now.", ("Quorn 94107", "LOC", 0)) == [("Quorn", "LOC")]
    assert repaired("She crossed Highway 61 at noon.", ("Highway 61", "LOC", 0)) == [("Highway 61", "LOC")]


def test_northwestern_is_a_direction_too() -> None:
    text = "It rained in northwestern Spain."
    assert repaired(text, ("northwestern Spain", "LOC", 0)) == [("Spain", "LOC")]


def test_the_double_surname_of_a_person_is_that_person() -> None:
    text = "Delroy Winchester-Pryce rose. Winchester-Pryce left."
    tokens = tokenize(text)
    names = repair(tokens, named(tokens, ("Delroy Winchester-Pryce", "PERSON", 0), ("Winchester-Pryce", "ORG", 1)))
    assert [name.label for name in names] == ["PERSON", "PERSON"]


@pytest.mark.parametrize(
    ("language", "printed", "name"),
    [
        ("nl", "Vogelkenner Jan de Boer", "Jan de Boer"),
        ("pt", "Alberto Roberto Tudo", "Alberto Roberto Tudo"),
    ],
)
def test_a_noun_that_opens_a_sentence_is_no_part_of_a_name(language: str, printed: str, name: str) -> None:
    text = f"{printed} zingt."
    tokens = tokenize(text)
    found = repair_beyond_english(tokens, named(tokens, (printed, "PERSON", 0)), language)
    assert [text[each.start : each.end] for each in found] == [name]
