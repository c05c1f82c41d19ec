from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.tokens import TokenSpan
from services.entities.cluster import MAX_COMPARED, _Bearers, cluster
from services.entities.found_names import FoundName
from services.entities.labels import CLASSES, NameClass


def clusters(*names: tuple[str, NameClass]) -> list[list[str]]:
    """The clusters of names that stand one behind the other."""
    text, found = "", []
    for name, label in names:
        start = len(text)
        found.append(FoundName(TokenSpan(0, 1), start, start + len(name), tuple(name.split()), label))
        text += name + " x "
    return [[printed.text for printed in group.names] for group in cluster(text, found)]


def people(*names: str) -> list[list[str]]:
    return clusters(*((name, "PERSON") for name in names))


def organisations(*names: str) -> list[list[str]]:
    return clusters(*((name, "ORG") for name in names))


@pytest.mark.parametrize(
    "names",
    [
        ["Abu Samir al-Tamimi", "Tamimi", "al-Tamimi"],
        ["Ursula van der Quorn", "van der Quorn", "Quorn"],
        ["Zebulon Quorn", "Z. Quorn", "Quorn", "Zebulon"],
        ["César Quorn", "Cesar Quorn", "QUORN"],
        ["Zebulon Quorn Jr.", "Zebulon Quorn", "Quorn"],
        ["Zebulon R. Quorn", "Zebulon Quorn"],
        ["Quorn", "Zebulon Quorn"],
        ["Zebulon Quorn", "Quorn’s"],
    ],
)
def test_forms_of_one_person_are_together(names: list[str]) -> None:
    assert sorted(map(sorted, people(*names))) == [sorted(names)]


@pytest.mark.parametrize("printed", ["Kowalsky", "Kowaski", "Kowallski"])
def test_a_surname_one_letter_off_is_the_only_one_that_is_so_near(printed: str) -> None:
    assert people("Jan Kowalski", printed) == [["Jan Kowalski", printed]]


@pytest.mark.parametrize(
    "names",
    [
        ["Jan Kowalski", "Kowalskis"],  # the family
        ["Jan Kowalski", "Ada Kowalska", "Kowalsko"],  # either
        ["Jan Kowalski", "Ada Kowalski", "Kowalsky"],  # either
        ["Jan Kowalski", "Eva Kowalska", "Kowalska"],  # borne as it is printed
        ["Jan Hale", "Hall"],  # too short to tell
        ["Jan Kowalski", "Kovalsky"],  # two letters off
    ],
)
def test_a_surname_one_letter_off_that_may_be_anothers_stays_apart(names: list[str]) -> None:
    assert names[:1] in people(*names)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Susie Chan Mei Fong", "Chan"], [["Susie Chan Mei Fong", "Chan"]]),
        (["Susie Chan Mei Fong", "Chan", "Chan Wai"], [["Chan Wai"], ["Susie Chan Mei Fong", "Chan"]]),
        (["Susie Chan Mei Fong", "Chan Wai", "Chan"], [["Chan Wai", "Chan"], ["Susie Chan Mei Fong"]]),
        (["Chan", "Susie Chan Mei Fong"], [["Chan"], ["Susie Chan Mei Fong"]]),
        (["Ana Peter Ruiz", "Peter"], [["Ana Peter Ruiz"], ["Peter"]]),
    ],
)
def test_a_surname_need_not_be_the_last_word(names: list[str], expected: list[list[str]]) -> None:
    assert sorted(people(*names)) == sorted(expected)


def test_family_members_are_apart_and_a_surname_goes_to_the_latest() -> None:
    found = people("Hilda Quorn", "Bill Quorn", "Quorn", "Hilda Quorn", "Quorn", "Hilda")
    assert sorted(found) == [["Bill Quorn", "Quorn"], ["Hilda Quorn", "Hilda Quorn", "Quorn", "Hilda"]]


def test_initials_of_another_name_are_another_person() -> None:
    assert len(people("Zebulon Quorn", "T. Quorn")) == 2


@pytest.mark.parametrize(
    "names",
    [
        ["Quorn Widgets Inc.", "Quorn Widgets", "Quorn"],
        ["Port Ellery Transit Agency", "PETA", "P.E.T.A."],
        ["United Nations", "U.N.", "UN"],
        ["Bank of Quornby", "the Bank"],
        ["the Quornby Times", "Quornby Times"],
    ],
)
def test_forms_of_one_organisation_are_together(names: list[str]) -> None:
    assert sorted(map(sorted, organisations(*names))) == [sorted(names)]


def places(*names: str) -> list[list[str]]:
    return clusters(*((name, "LOC") for name in names))


@pytest.mark.parametrize(
    "names", [["New York City", "New York"], ["Diyala Province", "Diyala"], ["Zorba City", "Zorba"]]
)
def test_forms_of_one_place_are_together(names: list[str]) -> None:
    assert sorted(map(sorted, places(*names))) == [sorted(names)]


@pytest.mark.parametrize("names", [["Kansas City", "Kansas"], ["Quebec City", "Quebec"], ["Mexico City", "Mexico"]])
def test_a_city_is_not_the_state_that_it_is_named_after(names: list[str]) -> None:
    assert len(places(*names)) == len(names)


def test_an_organisation_of_another_name_is_apart() -> None:
    assert len(organisations("Quorn League", "Quorn League of Iraq")) == 2
    assert len(organisations("Bank of Quornby", "Bank of Ellery", "the Bank")) == 3


def test_a_stated_alias_is_the_name() -> None:
    names: list[FoundName] = []
    text = "Quornby Sons of the Sea (QLX) sailed. QLX sank."
    for start, end in ((0, 23), (25, 28), (38, 41)):
        names.append(FoundName(TokenSpan(0, 1), start, end, tuple(text[start:end].split()), "ORG"))
    assert [len(group.names) for group in cluster(text, names)] == [3]


def test_a_country_its_people_and_an_organisation_of_its_name_are_apart() -> None:
    found = clusters(("Japan", "LOC"), ("Japanese", "NORP"), ("Japan", "ORG"), ("Japan", "LOC"))
    assert sorted(found) == [["Japan"], ["Japan", "Japan"], ["Japanese"]]


def test_names_of_one_country_are_together() -> None:
    assert len(clusters(("United States", "LOC"), ("U.S.", "LOC"), ("US", "LOC"), ("America", "LOC"))) == 1


NAMES = st.lists(
    st.tuples(
        st.sampled_from(["A", "Ann Lee", "Lee", "A. Lee", "al-Lee", "UN", "U.", "-", "The", "’s", "LEE Inc.", ",", "."])
        | st.text(min_size=1, max_size=5).filter(lambda text: bool(text.strip())),
        st.sampled_from(CLASSES),
    ),
    max_size=12,
)


@given(NAMES)
def test_every_name_is_in_one_cluster(names: list[tuple[str, NameClass]]) -> None:
    assert sum(map(len, clusters(*names))) == len(names)


def test_a_lady_is_not_the_sir_of_her_name() -> None:
    text = "Sir Keir Quorn left. Lady Quorn stayed. Quorn wept."
    full, lady, bare = text.index("Keir"), text.index("Quorn stayed"), text.rindex("Quorn")
    names = [
        FoundName(TokenSpan(0, 1), full, full + len("Keir Quorn"), ("Keir", "Quorn"), "PERSON"),
        FoundName(TokenSpan(0, 1), lady, lady + len("Quorn"), ("Quorn",), "PERSON"),
        FoundName(TokenSpan(0, 1), bare, bare + len("Quorn"), ("Quorn",), "PERSON"),
    ]
    groups = [[name.start for name in group.names] for group in cluster(text, names)]
    assert [full] in groups or [full, bare] in groups
    assert not any(full in group and lady in group for group in groups)


def test_a_son_is_not_his_father() -> None:
    groups = people("Zeb Quorn Jr.", "Zeb Quorn Sr.", "Quorn Jr.", "Quorn Sr.")
    assert sorted(groups) == [["Zeb Quorn Jr.", "Quorn Jr."], ["Zeb Quorn Sr.", "Quorn Sr."]]
    assert people("Zeb Quorn Jr.", "Zeb Quorn") == [["Zeb Quorn Jr.", "Zeb Quorn"]]


@given(st.lists(st.integers(0, 12), max_size=60))
def test_who_is_named_most_often_is_kept_up_as_it_would_be_counted(named: list[int]) -> None:
    bearers = _Bearers()
    for offset, number in enumerate(named):
        bearers.add((f"given {number}", "quorn"), offset, None, ())
    assert bearers.most_named == [keys for keys, _ in bearers.counts.most_common(MAX_COMPARED)]


def bearers(text: str) -> list[str]:
    """The fullest names of those whom the names between stars in a text mean, in order."""
    found, plain = [], ""
    for at, part in enumerate(text.split("*")):
        if at % 2:
            start = len(plain)
            found.append(FoundName(TokenSpan(0, 1), start, start + len(part), tuple(part.split()), "PERSON"))
        plain += part
    groups = cluster(plain, found)
    return [
        next(group.canonical for group in groups for each in group.names if each.start == name.start) for name in found
    ]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (
            "*Bae Dae-ki* spoke.\n\nRep. *Bae Gi-un* left.\n\nIt rained for a long time, all day and all night, as "
            + "it had for weeks in that valley where nothing ever happens.\n\n*Bae* said no.",
            "Bae Gi-un",
        ),
        ("Minister *Bae Dae-ki* spoke. Chief *Bae Gi-un* left.\n\nMinister *Bae* said no.", "Bae Dae-ki"),
        ("*Yuan Sizhong*, the only son of *Yuan Jianmin*, spoke.\n\n*Yuan* said no.", "Yuan Sizhong"),
        ("*Yuan Jianmin* left.\n\nHis son *Yuan Sizhong* spoke.\n\n*Yuan* said no.", "Yuan Sizhong"),
    ],
)
def test_a_surname_in_front_means_who_was_introduced_last(text: str, meant: str) -> None:
    assert bearers(text)[-1] == meant


def test_a_given_name_means_who_is_named_most_often() -> None:
    assert (
        bearers("*Ann Lee* met *Ann Lee*. *Ann Ray* left.\n\n" + "It rained. " * 20 + "*Ann* said no.")[-1] == "Ann Lee"
    )
