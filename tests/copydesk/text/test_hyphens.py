from __future__ import annotations

import pytest

from copydesk.text.hyphens import hyphen_fate, vocabulary

NOTHING = vocabulary(())


@pytest.mark.parametrize(
    ("before", "after", "fate"),
    [
        ("The har-", "bour was shut.", "joined"),
        ("a Lisbon-", "based firm", "kept"),
        ("the Garcia-", "Lopez brothers", "kept"),
        ("two-", "and three-year terms", "suspended"),
        ("Vor-", "und Nachteile", "suspended"),
        ("in 2019-", "20 it fell", "kept"),
        ("a state-of-", "the-art mill", "kept"),
        ("an ex-", "minister", "kept"),
        ("to ex-", "change coins", "joined"),
        ("a self-", "made man", "kept"),
        ("a self-", "ish man", "joined"),
        ("the end -", "of it", "kept"),
    ],
)
def test_the_fate_of_a_hyphen_at_a_line_end(before: str, after: str, fate: str) -> None:
    assert hyphen_fate(before, after, NOTHING) == fate


def test_the_body_decides_by_how_it_writes_the_word_elsewhere() -> None:
    assert hyphen_fate("a ferry-", "man came", vocabulary(["the ferry-man slept"])) == "kept"
    assert hyphen_fate("an on-", "looker came", vocabulary(["the onlooker slept"])) == "joined"


def test_french_pronouns_keep_their_hyphen_in_french_alone() -> None:
    french = vocabulary(["les hommes et des femmes dans une ville pour qui est venu"])
    assert hyphen_fate("dit-", "il hier", french) == "kept"
    assert hyphen_fate("dit-", "il hier", NOTHING) == "joined"
