"""What two texts share, and what stands in the place of something else."""

from __future__ import annotations

import random
import time

import pytest

from services.cleaner.sketch import sketch
from services.dedup.core import packed_words
from services.dedup.resemblance import Resemblance, Text, resemblance
from tests.services.dedup.test_core import article, judge_all, prose

CASE = (
    "{name} of {place} was fined {fine} pounds for driving without insurance, and must pay costs of {costs} pounds. "
    "The case was decided on the papers by one magistrate."
)


def compared(new: str, old: str) -> Resemblance:
    return resemblance(Text(packed_words(sketch(new).words)), Text(packed_words(sketch(old).words)))


def cases(seed: int, count: int = 12) -> list[str]:
    chance = random.Random(seed)  # noqa: S311 - a test text, no secret
    return [
        CASE.format(
            name=f"{prose(chance.randrange(10**6), 1)} {prose(chance.randrange(10**6), 1)}",
            place=prose(chance.randrange(10**6), 1),
            fine=chance.randrange(100, 900),
            costs=chance.randrange(100, 900),
        )
        for _ in range(count)
    ]


def test_two_lists_of_one_form_are_two_stories() -> None:
    first, second, copy = judge_all(
        article("\n\n".join(cases(1)), id="a", title="From the courts"),
        article("\n\n".join(cases(2)), id="b", title="From the courts"),
        article("\n\n".join(cases(1)[:9]), id="c", title="From the courts"),
    )
    assert second.story.verdict == "new"
    assert copy.story.id == first.story.id


def test_phrases_that_lie_elsewhere_in_the_other_text_make_a_patchwork() -> None:
    phrases = [prose(seed, 4) for seed in range(60)]
    other = phrases[:]
    random.Random(3).shuffle(other)  # noqa: S311 - a test text, no secret
    assert compared(" ".join(phrases), " ".join(other)).is_patchwork


def test_moved_sentences_make_no_patchwork() -> None:
    sentences = [prose(seed, 14) for seed in range(30)]
    other = sentences[:]
    random.Random(3).shuffle(other)  # noqa: S311 - a test text, no secret
    assert not compared(" ".join(sentences), " ".join(other)).is_patchwork


def test_what_is_filled_into_a_known_form_counts_in_full() -> None:
    """A form of which four stories are known: its fifth filling differs in one name, and that is what it says."""
    notice = (
        "The ferry to {} does not run today because of the storm. Passengers may change their tickets for free, or "
        "have their money back. Buses leave from the square in front of the harbour office every hour until midnight."
    )
    places = ("Visby and Slite", "Kotka and Hamina", "Molde and Bud", "Narvik and Bodo", "Turku and Nauvo")
    stories = [
        verdict.story.verdict
        for verdict in judge_all(
            *(article(notice.format(place), id=place, title=f"No ferry to {place}") for place in places),
            article(notice.format("Turku and Pargas"), id="last", title="Ferries"),
        )
    ]
    assert stories == ["new"] * 6


def test_a_story_copied_often_with_small_changes_stays_one_story() -> None:
    text = prose(1, 200).split()

    def copy(seed: int) -> str:
        chance = random.Random(seed)  # noqa: S311 - a test text, no secret
        return " ".join(prose(seed * 200 + place, 1) if chance.random() < 0.02 else w for place, w in enumerate(text))

    verdicts = judge_all(*(article(copy(seed), id=f"copy{seed}", source="x") for seed in range(120)))
    assert {verdict.story.id for verdict in verdicts} == {verdicts[0].story.id}


@pytest.mark.parametrize(
    ("new", "old"),
    [
        pytest.param("Same " * 4096, "Same " * 2000 + "Other " * 2096, id="one word"),
        pytest.param("ab cd " * 2048, "cd ab " * 2048, id="two words"),
        pytest.param(
            " ".join(f"A{n} b{n} c{n} New{n}" for n in range(1000)),
            " ".join(f"A{n * 7 % 1000} b{n * 7 % 1000} c{n * 7 % 1000} Old{n}" for n in range(1000)),
            id="matches that cross",
        ),
    ],
)
def test_a_hostile_text_is_compared_in_moments(new: str, old: str) -> None:
    started = time.process_time()
    compared(new, old)
    assert time.process_time() - started < 1
