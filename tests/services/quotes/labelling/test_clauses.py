"""Clauses that end in who says them."""

from __future__ import annotations

import pytest

from services.quotes.labelling.clauses import clause_in_front
from tests.services.quotes.articles import parsed_article

PEOPLE = ("Ann Lee", "Bo Ray")


def found(text: str) -> tuple[str, str, str] | None:
    parsed = parsed_article(text, PEOPLE)
    clause = clause_in_front(parsed.sentences[0], parsed)
    if clause is None:
        return None
    return text[clause.start : clause.end], text[clause.subject.start : clause.subject.end], text[slice(*clause.cue)]


@pytest.mark.parametrize(
    ("text", "speaker", "cue"),
    [
        ("The ferry left at noon, a spokesman for the port said on Friday.", "a spokesman for the port", "said"),
        ("The ferry left at noon, harbour master Ann Lee said.", "Ann Lee", "said"),
        ("The ferry left at noon, says the pilot Ann Lee.", "Ann Lee", "says"),
        ("The ferry left at noon, Ann Lee, the harbour master, told reporters.", "Ann Lee", "told"),
        ("The ferry left at noon, the head of the port, Ann Lee, told the council.", "Ann Lee", "told"),
        ("The ferry left at noon, she said in a statement.", "she", "said"),
    ],
)
def test_a_clause_with_who_says_it_behind(text: str, speaker: str, cue: str) -> None:
    assert found(text) == ("The ferry left at noon", speaker, cue)


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, the harbour master, said.",
        "In Bonn, on Monday, the harbour master said.",
        "Ann Lee, who left the port in May, said the deal was signed in secret.",
        "On the quay in Bonn, Ann Lee said the ferry was late.",
        "The port, a firm said to be rich, was told to pay.",
        "Ann Lee, a pilot for ten years, tweeted a warning.",
        "“The ferry left at noon,” Ann Lee said.",
        "Most boats sail from the United States, where Ann Lee grew up.",
        "Why did the ferry leave at noon, Ann Lee asked?",
    ],
)
def test_a_sentence_that_reports_nothing_in_front(text: str) -> None:
    assert found(text) is None
