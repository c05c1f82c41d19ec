from __future__ import annotations

import pytest

from services.cleaner.text.drop_caps import rejoin_drop_cap
from services.cleaner.text.lines import split_lines
from services.cleaner.text.offsets import TracedText
from tests.services.cleaner.ferry import cleaned


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        ("H\n\nollywood came to the island\nand stayed for the summer there.", "Hollywood came"),
        (" he Syrian coast was calm when\nthe boat came in at last.", "The Syrian coast"),
        ("he was calm when the boat came\nin at last on that day.", "he was calm"),
        ("A\n\ngroup of people came, and the\nother group of people stayed.", "A group of"),
    ],
)
def test_drop_caps(body: str, begins: str) -> None:
    assert cleaned(body).text.startswith(begins)


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        ("fter the night the boat came in\nat last, and the people were glad.", "After the night"),
        ("he first boat of the day came in\nlate, and the people were cold.", "The first boat"),
        ("W hile the boat was late, the\npeople were waiting on the quay.", "While the boat"),
        ("T\n\nHE BOAT came in late, and the\nother people stayed on the quay.", "THE BOAT came"),
        ("arrowford had no boat, and in\nsummer Harrowford had no road.", "Harrowford had"),
        ("larm was heard in the morning on\nthe quay, and then no alarm at all.", "larm was"),
        ("A group of people came, and the\nboat was late and cold.", "A group"),
    ],
)
def test_lost_capitals_only_where_sure(body: str, begins: str) -> None:
    assert cleaned(body).text.startswith(begins)


def test_lines_before_the_story_are_left_alone() -> None:
    lines = split_lines(TracedText.of("A\n\nsummary.\n\nT\n\nhe ferry came."))
    assert [line.text for line in rejoin_drop_cap(lines, 2)] == ["A", "summary.", "The ferry came."]


def test_a_story_beyond_the_last_line_changes_nothing() -> None:
    lines = split_lines(TracedText.of("he first boat"))
    assert rejoin_drop_cap(lines, 1) == lines


@pytest.mark.parametrize(
    ("language", "body"),
    [
        ("pl", "W piątek prom stanął na środku rzeki."),
        ("pl", "Z portu nikt nie wyszedł na czas."),
        ("cs", "V pátek loď stála uprostřed řeky."),
        ("cs", "K večeru déšť ustal a lidé vyšli ven."),
        ("ru", "В письме завод пишет о ценах на хлеб."),
        ("ru", "У причала ждали люди из города."),
        ("uk", "З порту ніхто не вийшов вчасно."),
        ("es", "Y así fue todo el día en el puerto."),
        ("it", "È stato un giorno lungo per tutti."),
        ("sv", "Å ena sidan var färjan sen i fredags."),
    ],
)
def test_a_word_of_one_letter_keeps_its_blank(language: str, body: str) -> None:
    assert cleaned(body, language=language).text == body


def test_a_letter_of_a_word_that_the_story_has_elsewhere_is_rejoined() -> None:
    assert cleaned("S alt fell on the quay.\n\nNobody knew why salt fell.").text.startswith("Salt fell")
