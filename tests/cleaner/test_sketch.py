from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.cleaner.sketch import KEYS, sketch


def test_layout_case_and_marks_make_no_difference() -> None:
    assert sketch("The ferry, again: LATE.") == sketch("the ferry\n\nagain “late”")


def test_the_title_counts_only_where_there_is_no_text() -> None:
    assert sketch("The ferry was late.", "A") == sketch("The ferry was late.", "B")
    assert sketch("?!", "Ferry late") == sketch("Ferry late")


def test_the_value_is_stable() -> None:
    # Sketches of different releases are compared with each other: a change here needs a new topic.
    known = sketch("The ferry was late again")
    assert known.exact == "16c5ef5339e30df8884de90b916c4282"
    assert known.keys == (136002438944655, 207906205097191, 220132286579995)
    assert known.shingles == 3


@given(st.text(max_size=2000))
def test_keys_are_the_smallest_distinct_hashes(text: str) -> None:
    made = sketch(text)
    assert list(made.keys) == sorted(set(made.keys))
    assert len(made.keys) == min(KEYS, made.shingles)
    assert all(0 <= key < 2**48 for key in made.keys)


def test_one_changed_word_keeps_most_keys() -> None:
    words = [f"word{number}" for number in range(120)]
    changed = [*words[:60], "other", *words[61:]]
    one, two = set(sketch(" ".join(words)).keys), set(sketch(" ".join(changed)).keys)
    assert len(one & two) >= 0.9 * len(one)
    assert one != two
