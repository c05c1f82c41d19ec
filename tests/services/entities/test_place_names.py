from collections import Counter

import pytest

from copydesk.text.tokens import tokenize
from copydesk.text.unspaced import split_unspaced
from services.entities.place_names import PlaceNames, find_places, place_names
from services.entities.place_table import place_table


@pytest.mark.parametrize(
    ("language", "name", "code"),
    [
        ("de", "Deutschland", "DE"),
        ("de-AT", "Österreichs", "AT"),
        ("fr", "Côte d’Ivoire", "CI"),
        ("es", "EE.UU.", "US"),
        ("pl", "Wielkiej Brytanii", "GB"),
        ("pl", "Niemczech", "DE"),
        ("ru", "Германии", "DE"),
        ("cs", "Rusku", "RU"),
        ("uk", "Україною", "UA"),
        ("no", "Sveriges", "SE"),
        ("ja", "ドイツ", "DE"),
        ("zh-Hant", "法國", "FR"),
        ("zh", "法国", "FR"),
    ],
)
def test_a_country_is_found_by_what_the_language_calls_it_in_every_case(language: str, name: str, code: str) -> None:
    assert [place.code for place in find_places(language)(name)] == [code]


@pytest.mark.parametrize(
    ("language", "name", "geonames"),
    [("it", "Parigi", 2988507), ("pl", "Warszawie", 756135), ("ru", "Москве", 524901), ("zh", "北京", 1816670)],
)
def test_so_is_a_capital(language: str, name: str, geonames: int) -> None:
    assert [place.geonames for place in find_places(language)(name)] == [geonames]


def test_other_names_are_those_of_the_place_table() -> None:
    assert find_places("de")("Springfield") == place_table().find("Springfield")
    assert find_places("sw")("Nairobi") == place_table().find("Nairobi")


def test_english_reads_the_place_table_alone() -> None:
    assert find_places("en-GB") is place_table().find
    assert find_places(None) is place_table().find


def test_a_language_without_names_of_its_own_has_none() -> None:
    assert not place_names("sw")
    assert list(place_names("sw").spans(tokenize("Nairobi na Mombasa"))) == []


def test_the_longest_name_is_found_and_a_lower_case_word_is_none() -> None:
    text = "W Nowym Jorku i w Stanach Zjednoczonych, nie w chinach"
    tokens = tokenize(text)

    found = [" ".join(tokens.words[start:end]) for start, end, _ in place_names("pl").spans(tokens)]

    assert found == ["Nowym Jorku", "Stanach Zjednoczonych"]


def test_names_without_blanks_around_them_are_found() -> None:
    tokens = split_unspaced(tokenize("法国总统周二抵达北京。"))

    found = ["".join(tokens.words[start:end]) for start, end, _ in place_names("zh").spans(tokens)]

    assert found == ["法国", "北京"]


def test_a_name_is_looked_up_and_not_tried_name_by_name() -> None:
    """A million characters with which many names begin took ten seconds, a name after the other at each of them."""

    class Counting(dict[str, int]):
        asked = 0

        def __contains__(self, name: object) -> bool:
            self.asked += 1
            return super().__contains__(name)

    names = PlaceNames("zh")
    names._ids = counting = Counting(names._ids)
    first, _ = max(Counter(name[0] for name in counting).items(), key=lambda item: item[1])

    assert list(names.spans(split_unspaced(tokenize(first * 1_000)))) == []
    assert counting.asked <= 1_000 * len({len(name) for name in counting})
