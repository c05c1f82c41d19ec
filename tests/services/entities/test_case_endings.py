import pytest

from services.entities.case_endings import basic_forms


@pytest.mark.parametrize(
    ("language", "words", "basic"),
    [
        ("pl", {"trump", "trumpa", "trumpem", "kowal"}, {"trumpa": "trump", "trumpem": "trump"}),
        ("pl", {"kowalski", "kowalskiego"}, {"kowalskiego": "kowalski"}),
        ("ru", {"орлов", "орлова", "орловым"}, {"орлова": "орлов", "орловым": "орлов"}),
        ("de-CH", {"merkel", "merkels"}, {"merkels": "merkel"}),
        ("lt", {"jonaitis", "jonaicio", "petraitis", "petraitiui"}, {"petraitiui": "petraitis"}),
        ("fr", {"martin", "martins"}, {}),
        ("en", {"peter", "peters"}, {}),
        ("pl", {"nowak", "wrona"}, {}),
        ("pl", {"ada", "adamem"}, {}),
        ("sv", {"li", "lis"}, {}),
    ],
)
def test_a_name_in_another_case_is_the_name_of_which_the_text_has_the_basic_form(
    language: str, words: set[str], basic: dict[str, str]
) -> None:
    assert basic_forms(words, language) == basic


def test_nothing_is_a_case_of_a_name_that_the_text_does_not_have() -> None:
    assert basic_forms({"trumpa"}, "pl") == {}
