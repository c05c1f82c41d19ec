from __future__ import annotations

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.cleaner.letters import letters
from services.cleaner.sketch import KEYS, MAX_WORDS, sketch

STABLE = {
    "exact": "4398e527168e9d8633632a3f7b71c235",
    "keys": (634207418,),
    "places": (0,),
    "shingles": 1,
    "words": "zaYnbfk8w2GseQ==",
    "title_words": "",
    "is_short": True,
}


def test_layout_case_and_marks_make_no_difference() -> None:
    one, two = sketch("The ferry, again: LATE."), sketch("the ferry\n\nagain “late”")
    assert (one.exact, one.keys, one.places) == (two.exact, two.keys, two.places)


def test_the_title_counts_only_where_there_is_little_text() -> None:
    long = "The ferry was late again, and nobody knew why it did not leave the harbour before noon on that day. " * 2
    one, two = sketch(long, "One title"), sketch(long, "Another headline")
    assert (one.exact, one.keys, one.words) == (two.exact, two.keys, two.words)
    assert one.title_words != two.title_words
    assert sketch("The ferry was late.", "A").keys != sketch("The ferry was late.", "B").keys
    assert sketch("?!", "Ferry late").exact == sketch("Ferry late").exact


def test_the_value_is_stable() -> None:
    # Sketches of different releases are compared with each other: a change here needs a new state (memory.FORMAT).
    known = sketch("The ferry was late again")
    assert known.model_dump() == STABLE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The UK-based group", "The UK-\nbased group"),
        ("Britain's minister", "Britain’s minister"),
        ("worth 1,200 euros", "worth 1200 euros"),
        ("soft\u00adly", "softly"),
        ("\ufb01nd the \ufb02ow", "find the flow"),
        ("Café", "Cafe\u0301"),
        ("élan", "elan"),
    ],
)
def test_what_layout_and_typing_change_makes_no_difference(left: str, right: str) -> None:
    assert sketch(left).exact == sketch(right).exact
    assert sketch(left).keys == sketch(right).keys


@pytest.mark.parametrize(("left", "right"), [("a b", "ab"), ("2 1", "21"), ("one, two", "onetwo"), ("3.5 x", "3.6 x")])
def test_what_is_said_makes_one(left: str, right: str) -> None:
    assert sketch(left).exact != sketch(right).exact


@given(st.text(max_size=2000), st.text(max_size=60))
def test_any_text_has_a_sketch_within_bounds(text: str, title: str) -> None:
    made = sketch(text, title)
    assert len(set(made.keys)) == len(made.keys) == len(made.places) <= KEYS
    assert all(0 <= key < 2**32 for key in made.keys)
    words = len(b64decode(made.words)) // 2
    assert all(0 <= place < max(words, 1) for place in made.places)
    assert sketch(text, title) == made


@given(st.text(alphabet="ab é中ก’-.1\n", max_size=200))
def test_narrow_and_wide_reading_agree(text: str) -> None:
    """Text with a rare character goes another way than plain Latin; both must say the same."""
    if all(character not in text for character in "中ก"):
        wide = letters(text + "\u0416")
        narrow = letters(text)
        assert wide.codes[: len(narrow)].tolist() == narrow.codes.tolist()


def test_one_changed_word_keeps_most_keys() -> None:
    words = [f"word{number}" for number in range(120)]
    changed = [*words[:60], "other", *words[61:]]
    one, two = set(sketch(" ".join(words)).keys), set(sketch(" ".join(changed)).keys)
    assert len(one & two) >= 0.8 * len(one)
    assert one != two


@pytest.mark.parametrize(
    "body", ["a" * 10**6, ".\n" * 500_000, "\n" * 10**6, "7" * 10**6, "ab " * 333_333, "中" * 10**6]
)
def test_a_hostile_body_costs_no_more_than_its_length(body: str) -> None:
    made = sketch(body)
    assert len(made.words) <= 4 * (2 * MAX_WORDS) // 3 + 4
