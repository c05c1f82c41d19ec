from __future__ import annotations

import pytest

from copydesk.text.language.name_cases import nominative
from copydesk.text.language.registry import reporting_of
from copydesk.text.language.reporting import Reporting


def in_nominative(name: str, language: str) -> str:
    reporting = reporting_of(language)
    assert isinstance(reporting, Reporting)
    return nominative(name, reporting)


@pytest.mark.parametrize(
    ("language", "printed", "name"),
    [
        ("pl", "Krystiana Wolaka", "Krystian Wolak"),
        ("pl", "Marka Kaczmarka", "Marek Kaczmarek"),
        ("pl", "Pawła Zielińskiego", "Paweł Zieliński"),
        ("pl", "Zenona Paprotnego", "Zenon Paprotny"),
        ("pl", "Aleksandra Rudnickiego", "Aleksander Rudnicki"),
        ("pl", "Haliny Brzezińskiej-Mróz", "Halina Brzezińska-Mróz"),
        ("pl", "Zofii Nałęckiej", "Zofia Nałęcka"),
        ("cs", "Libora Nesvadby", "Libor Nesvadba"),
        ("cs", "Ivy Chlumecké", "Iva Chlumecká"),
        ("cs", "Dany Trojákové", "Dana Trojáková"),
        ("ru", "Тимура Касаткина", "Тимур Касаткин"),
        ("ru", "Инны Берестовой", "Инна Берестова"),
        ("ru", "Олега Таранущенко", "Олег Таранущенко"),
        ("uk", "Олени Шуляк", "Олена Шуляк"),
        ("uk", "Дмитра Ковальчука", "Дмитро Ковальчук"),
    ],
)
def test_a_name_in_another_case_is_put_in_the_nominative(language: str, printed: str, name: str) -> None:
    assert in_nominative(printed, language) == name


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("pl", "Bożena Nowicka"),
        ("pl", "Rada Ministrów"),
        ("pl", "Agnieszka Hollender"),
        ("cs", "Jana Nováková"),
        ("cs", "Petra Fialy"),
        ("ru", "Анна Петрова"),
        ("ru", "Никита Рыбаков"),
        ("uk", "Олена Шуляк"),
        ("de", "Anna Wagner"),
        ("pl", "Nowaka"),
    ],
)
def test_what_may_be_the_nominative_stays(language: str, name: str) -> None:
    assert in_nominative(name, language) == name


def test_a_surname_whose_ending_does_not_tell_leaves_the_name_as_printed() -> None:
    assert in_nominative("Pawła Koszutki", "pl") == "Pawła Koszutki"
    assert in_nominative("Donalda Tuska", "pl") == "Donalda Tuska"
