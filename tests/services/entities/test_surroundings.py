from __future__ import annotations

from copydesk.text.tokens import tokenize
from services.entities.labels import NameClass
from services.entities.surroundings import corrected
from tests.services.entities.test_repair import named


def found(text: str, *names: tuple[str, NameClass, int]) -> list[tuple[str, str]]:
    tokens = tokenize(text)
    return [(text[name.start : name.end], name.label) for name in corrected(tokens, named(tokens, *names))]


def test_a_heading_is_no_part_of_a_name() -> None:
    assert found("GONE\n\nPetrenko left.", ("GONE Petrenko", "PERSON", 0)) == [("Petrenko", "PERSON")]


def test_a_firm_over_an_ampersand_is_one() -> None:
    text = "Quorn & Zeb sank it."
    assert found(text, ("Quorn", "PERSON", 0), ("Zeb", "PERSON", 0)) == [("Quorn & Zeb", "ORG")]


def test_an_office_is_no_part_of_a_name() -> None:
    text = "Minister for Women and Fisheries Olga Petrenko left."
    assert found(text, ("Fisheries Olga Petrenko", "PERSON", 0)) == [("Olga Petrenko", "PERSON")]


def test_a_newspaper_is_no_part_of_a_name() -> None:
    text = "The Daily Mail met Olga Petrenko. A clerk told the Daily Mail Petrenko was late."
    known = found(text, ("Daily Mail", "ORG", 0), ("Olga Petrenko", "PERSON", 0), ("Mail Petrenko", "PERSON", 0))
    assert known[-1] == ("Petrenko", "PERSON")
    unknown = "Olga Petrenko rose. A clerk told the Harbour Echo Petrenko was late."
    names = found(unknown, ("Olga Petrenko", "PERSON", 0), ("Echo Petrenko", "PERSON", 0))
    assert names[-1] == ("Petrenko", "PERSON")
    honoured = "Olga Petrenko rose. A clerk met the Honourable Ivan Petrenko."
    assert found(honoured, ("Olga Petrenko", "PERSON", 0), ("Ivan Petrenko", "PERSON", 0))[-1] == (
        "Ivan Petrenko",
        "PERSON",
    )


def test_a_given_name_that_is_also_a_place_opens_a_person() -> None:
    assert found("April Zorvex, the mayor, left.", ("April Zorvex", "LOC", 0)) == [("April Zorvex", "PERSON")]
    assert found("Virginia Beach said no.", ("Virginia Beach", "LOC", 0)) == [("Virginia Beach", "LOC")]


def test_a_building_and_a_state_are_places() -> None:
    assert found("Zeb Bay Hostel burnt.", ("Zeb Bay Hostel", "PERSON", 0)) == [("Zeb Bay Hostel", "LOC")]
    assert found("Lee (D., Conn.) left.", ("Conn", "PERSON", 0)) == [("Conn", "LOC")]


def test_a_firm_is_one_where_the_tagger_took_it_for_a_person_or_missed_half() -> None:
    assert found("Quorn & Zeb's lawyer left.", ("Quorn & Zeb", "PERSON", 0)) == [("Quorn & Zeb", "ORG")]
    assert found("Marks & Zeb sank it.", ("Zeb", "PERSON", 0)) == [("Marks & Zeb", "ORG")]
    assert found("Its client, Quorn & Zeb, said no.") == [("Quorn & Zeb", "ORG")]
    assert found("Ann, Quorn & Zeb & Lyle left.", ("Quorn", "PERSON", 0), ("Zeb", "LOC", 0)) == [
        ("Quorn & Zeb & Lyle", "ORG")
    ]


def test_a_couple_and_a_country_over_an_ampersand_are_no_firm() -> None:
    assert found("Mr & Mrs Zeb left.", ("Zeb", "PERSON", 0)) == [("Zeb", "PERSON")]
    assert found("Trinidad & Tobago won.", ("Trinidad & Tobago", "LOC", 0)) == [("Trinidad & Tobago", "LOC")]
    assert found("Bring Salt & Pepper along.") == []

    assert found("Zeb Bay Arena burnt.", ("Zeb Bay Arena", "ORG", 0)) == [("Zeb Bay Arena", "LOC")]


def test_a_bracket_ends_a_person() -> None:
    assert found("Olga Petrenko (R) left.", ("Olga Petrenko (R)", "PERSON", 0)) == [("Olga Petrenko", "PERSON")]


def test_an_event_that_is_called_after_somebody_is_no_person() -> None:
    assert found("Olga Petrenko Night fell.", ("Olga Petrenko Night", "PERSON", 0)) == [("Olga Petrenko Night", "MISC")]
    assert found("Olga Petra Day left.", ("Olga Petra Day", "PERSON", 0)) == [("Olga Petra Day", "PERSON")]


def test_capitals_are_the_body_whose_first_letters_they_are() -> None:
    text = "The Quorn Grain Corporation and QGC left."
    names = found(text, ("Quorn Grain Corporation", "ORG", 0), ("QGC", "LOC", 0))
    assert names == [("Quorn Grain Corporation", "ORG"), ("QGC", "ORG")]


def test_sums_and_measures_are_no_names() -> None:
    assert found("They got R4bn at 80C.", ("R4bn", "ORG", 0), ("80C", "ORG", 0)) == []
    assert found("They met G7 at 3M.", ("G7", "ORG", 0), ("3M", "ORG", 0)) == [("G7", "ORG"), ("3M", "ORG")]


def test_no_name_goes_over_the_end_of_a_sentence() -> None:
    text = "They met in Quornville. Quornix & Zebrant hired."
    assert found(text, ("Quornville. Quornix & Zebrant", "LOC", 0)) == [("Quornix & Zebrant", "ORG")]
    assert found("They met in St. Quorn.", ("St. Quorn", "LOC", 0)) == [("St. Quorn", "LOC")]


def test_a_state_of_two_words_behind_a_party_is_a_place() -> None:
    assert found("Olga Petrenko, R-N.D., left.", ("R-N.D.", "PERSON", 0))[-1][1] == "LOC"


def test_how_an_account_is_called_is_no_name() -> None:
    text = "Olga Petrenko (@OlgaPetrenko) left."
    assert found(text, ("Olga Petrenko", "PERSON", 0), ("OlgaPetrenko", "ORG", 0)) == [("Olga Petrenko", "PERSON")]


def test_a_device_and_days_are_no_names() -> None:
    assert found("The iMac is slow.", ("iMac", "ORG", 0)) == []
    assert found("Closed on Sun & Mon.", ("Sun & Mon", "ORG", 0)) == []
    assert found("Closed on Monday.", ("Monday", "PERSON", 0)) == []
    assert found("Rain fell on Quorn & Zeb.", ("Quorn & Zeb", "ORG", 0)) == [("Quorn & Zeb", "ORG")]


def test_a_hall_is_a_place_and_a_centre_of_three_words_a_body() -> None:
    assert found("He sang at Quorn Amphitheatre.", ("Quorn Amphitheatre", "ORG", 0))[0][1] == "LOC"
    assert found("He sang at Quorn Arena.", ("Quorn Arena", "PERSON", 0))[0][1] == "LOC"
    assert found("He works at Quorn Rights Centre.", ("Quorn Rights Centre", "LOC", 0))[0][1] == "ORG"
    assert found("He works at Quorn Shopping Centre.", ("Quorn Shopping Centre", "LOC", 0))[0][1] == "LOC"
