from __future__ import annotations

from services.quotes.core import find_quotes
from tests.services.quotes.articles import annotated_article


def test_a_transcript_without_marks() -> None:
    text = "\n\n".join(
        [
            "The paper met Ann Lee at the pier.",
            "PAPER: How many boats are left?",
            "ANN LEE: Nine. We had thirty.",
            "PAPER: Why?",
            "LEE: The fish are gone.",
        ]
    )
    found = find_quotes(annotated_article(text, ("Ann Lee",)))
    assert [quote.text for quote in found if quote.speaker.names == ("Ann Lee",)] == [
        "Nine. We had thirty.",
        "The fish are gone.",
    ]


def test_questions_and_answers() -> None:
    text = (
        "Ann Lee owns a boat.\n\nQ: How many are left?\n\nA: Nine. We had thirty.\n\nQ: Why?\n\nA: The fish are gone."
    )
    found = find_quotes(annotated_article(text, ("Ann Lee",)))
    assert [(quote.text, quote.speaker.name) for quote in found] == [
        ("How many are left?", None),
        ("Nine. We had thirty.", "Ann Lee"),
        ("Why?", None),
        ("The fish are gone.", "Ann Lee"),
    ]


def test_two_labels_make_no_transcript() -> None:
    text = "NORTH: Rain is falling.\n\nThe ferry sails.\n\nSOUTH: Sun all day."
    assert not [quote for quote in find_quotes(annotated_article(text)) if quote.kind == "direct"]


def test_answers_behind_bare_questions_are_of_the_only_person() -> None:
    text = "\n\n".join(
        [
            "Ann Lee owns the last boat of the harbour.",
            "How many boats are left?",
            "“Nine are left, and we had thirty of them once.”",
            "Why are there so few?",
            "“The fish are gone, and so are the young people of the town.”",
        ]
    )
    found = find_quotes(annotated_article(text, ("Ann Lee",)))
    assert [quote.speaker.names for quote in found] == [("Ann Lee",), ("Ann Lee",)]


def test_short_answers_are_found_and_are_nobodys_who_is_asked_about() -> None:
    text = "\n\n".join(
        [
            "Ann Lee owns the last boat of the harbour. She spoke to us on the quay.",
            "What do buyers say to you?",
            "“Nothing kind, these days.”",
            "Do you still sail out?",
            "“On Sundays. For the birds.”",
        ]
    )
    found = find_quotes(annotated_article(text, ("Ann Lee",)))
    assert [(quote.text, quote.speaker.name) for quote in found] == [
        ("Nothing kind, these days.", "Ann Lee"),
        ("On Sundays. For the birds.", "Ann Lee"),
    ]


def test_whoever_is_named_in_an_answer_does_not_give_the_next_ones() -> None:
    text = "\n\n".join(
        [
            "Five minutes with Ann Lee.",
            "Q: Do you read reviews?",
            "A: Only the cruel ones. Bo Ray wrote that my boat was a bath.",
            "Q: And the television?",
            "A: They ask me every year. I say no every year.",
        ]
    )
    found = find_quotes(annotated_article(text, ("Ann Lee", "Bo Ray")))
    assert found[-1].text.startswith("They ask me every year")
    assert found[-1].speaker.name == "Ann Lee"
