from __future__ import annotations

from dataclasses import replace

import pytest

from schemas.story import Story
from services.cleaner.sketch import sketch
from services.dedup.core import packed_words
from services.dedup.known import Known, Names
from services.dedup.matching import Match, Newcomer, judge_match
from services.dedup.memory import Memory

STORY = (
    "The ferry left the island of Gozo at dawn with nineteen goats, two teachers and the last of the mail on board. "
    "Nobody had told the harbour master, Ilva Trent, who had the gates closed since a quarter past four. She called "
    "it a misunderstanding with horns and promised that it would not occur again before the feast of Saint Erasmus."
)
OTHER = (
    "A bell weighing four hundred kilograms was hung in the school tower of Molde on Friday. The foundry in Bergen "
    "tuned it to a tone that nobody had sung for a century, and the choir of the parish rehearsed below the scaffold."
)


def known(text: str, title: str = "", source: int = 0) -> Known:
    made = sketch(text, title)
    return Known(
        article_id="old",
        names=Names(1, 2, 3, 0, 0, source),
        root=0,
        words=packed_words(made.words),
        title_words=packed_words(made.title_words),
        packed_story=Story(id="s", verdict="new").model_dump_json().encode(),
    )


def match(new: str, old: Known, title: str = "", source: int = 0) -> Match:
    made = sketch(new, title)
    memory = Memory(3600.0)
    names = Names(9, 8, 7, 0, 0, source)
    found = memory.found(memory.look_up([(names.searched, made.keys)])[0])
    newcomer = Newcomer(packed_words(made.words), packed_words(made.title_words), source, made.keys, made.places, found)
    return judge_match(newcomer, Match(0, old, newcomer.compared_with(old), 0))


def test_a_truncated_text_is_a_copy() -> None:
    found = match(STORY[: len(STORY) * 2 // 3], known(STORY))
    assert found.is_copy
    assert found.refusal is None


def test_another_text_is_apart() -> None:
    found = match(OTHER, known(STORY))
    assert (found.is_copy, found.refusal) == (False, "apart")


def test_a_template_that_was_filled_in_anew_is_no_copy() -> None:
    filled = STORY.replace("Gozo", "Ven").replace("Ilva Trent", "Per Lund").replace("Saint Erasmus", "Corpus Christi")
    assert match(filled, known(STORY)).refusal == "replaced"


def test_what_is_not_compared_is_apart() -> None:
    assert match(STORY, replace(known(STORY), compared=False)).refusal == "apart"


def test_an_identical_text_is_certain() -> None:
    found = match(STORY, known(STORY))
    assert found.is_certain
    assert found.score == pytest.approx(1.1)


def test_more_of_the_same_source_is_a_longer_version() -> None:
    longer = f"{STORY} {OTHER}"
    assert match(longer, known(STORY, source=5), source=5).is_longer_version_of_the_same_source
    assert not match(longer, known(STORY, source=5), source=6).is_longer_version_of_the_same_source
