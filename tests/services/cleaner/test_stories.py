from __future__ import annotations

from services.cleaner.stories import find_neighbours
from services.cleaner.text.column import measure
from services.cleaner.text.lines import Line, split_lines
from services.cleaner.text.offsets import TracedText

FERRY = """\
The old ferry to the island was late
again on Sunday, and passengers on the
quay had been waiting since dawn for it.
The captain said that the engine had
stopped halfway across the strait, where
the current is strongest in spring. The
harbour office had no other vessel free.
Passengers slept on benches, and sailors
handed out blankets and hot soup. The
island has asked for a second ferry since
the engine failed in the winter storms.
The shipping company promised a spare
engine and a larger crew by the summer.
"""

BELL = """\
Bell cast for school tower

The council has bought a bronze bell for
the tower of the village school. It was
cast by a foundry in the mountains and
weighs four hundred kilograms. Pupils
will ring the bell at the beginning of
lessons, and a choir rehearses a song
about the tower for the opening. The old
bell cracked during a thunderstorm, and
the headmaster rang a cowbell for years.
"""


def neighbours(body: str, title: str | None = None) -> list[list[Line]]:
    lines = split_lines(TracedText.of(body))
    return [lines[aside.start : aside.end] for aside in find_neighbours(lines, title, measure(lines))]


def test_a_headline_with_another_topic_begins_a_neighbour() -> None:
    (story,) = neighbours(f"Ferry late again\n\n{FERRY}\n{BELL}")
    assert story[0].text == "Bell cast for school tower"
    assert story[-1].text == "the headmaster rang a cowbell for years."


def test_the_title_says_which_story_is_the_article() -> None:
    (story,) = neighbours(f"Ferry late again\n\n{FERRY}\n{BELL}", "Bell cast for school tower")
    assert story[0].text == "Ferry late again"


def test_a_crosshead_begins_no_story() -> None:
    first, second = FERRY[: FERRY.index("Passengers slept")], FERRY[FERRY.index("Passengers slept") :]
    assert neighbours(f"Ferry late again\n\n{first}\nBlankets and soup\n\n{second}") == []


def test_a_few_lines_are_one_story() -> None:
    assert neighbours("Ferry late again\n\nThe ferry was late.\n\nBell cast\n\nThe bell rang.") == []
