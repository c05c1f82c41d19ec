from __future__ import annotations

from services.cleaner.text.topics import Topic

FERRY = Topic.of(["The ferry left the harbour in Valletta, and the ferries", "of Gozo stayed in their harbours."])


def test_forms_of_a_word_have_one_stem() -> None:
    assert "harbour" in FERRY.stems
    assert "harbours" not in FERRY.stems


def test_function_words_are_no_content() -> None:
    assert Topic.of(["They would have been there with them."]).stems == frozenset()


def test_names_stand_inside_a_sentence_and_never_in_lower_case() -> None:
    assert FERRY.names == {"Valletta", "Gozo"}
    assert Topic.of(["He saw the Bank. The bank closed."]).names == frozenset()


def test_shares_are_of_the_first_topic() -> None:
    part = Topic.of(["ferry harbour"])
    assert part.share_in(FERRY) == 1.0
    assert FERRY.share_in(part) < 1.0
    assert Topic.of([]).share_in(FERRY) == 0.0
