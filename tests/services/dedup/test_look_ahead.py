"""Looking up many articles at once saves time and changes no verdict."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta

import pytest

from schemas.article import CleanArticle
from schemas.story import Story
from services.dedup import key_index
from services.dedup.core import Deduplicator
from tests.services.dedup.test_core import article, prose


def log_of(count: int, seed: int) -> list[CleanArticle]:
    """New articles, copies, cut copies, revisions, redeliveries, a site's furniture, and sketches that are broken.

    They come over eight days, so that some are forgotten.
    """
    chance = random.Random(seed)  # noqa: S311 - test texts
    start = article("").received_at
    furniture = prose(99, 80)
    made: list[CleanArticle] = []
    for number in range(count):
        earlier = chance.choice(made[-60:]) if made else None
        kind = chance.random() if earlier else 1.0
        fields: dict[str, object] = {
            "id": f"a{number}",
            "source": chance.choice("xyz"),
            "received_at": start + timedelta(hours=8 * 24 * number / count),
        }
        if earlier is None or kind > 0.6:
            made.append(article(f"{prose(1000 + number, 70)}\n\n{furniture}", **fields))
        elif kind < 0.2:
            made.append(article(earlier.text, **fields))
        elif kind < 0.3:
            made.append(article(" ".join(earlier.text.split()[:60]), **fields))
        elif kind < 0.4:
            made.append(article(f"{earlier.text} Update {number}.", **{**fields, "id": earlier.id}))
        elif kind < 0.5:
            made.append(earlier)
        else:
            damage: dict[str, object] = {"words": "!"} if number % 2 else {"places": ()}
            broken = earlier.sketch.model_copy(update=damage)
            made.append(earlier.model_copy(update={"id": f"broken {number}", "sketch": broken}))
    return made


def stories(log: list[CleanArticle], ahead: int) -> list[Story | None]:
    """The story of each article; None where it is refused."""
    deduplicator, made = Deduplicator(), list[Story | None]()
    for start in range(0, len(log), ahead or 1):
        part = log[start : start + (ahead or 1)]
        if ahead:
            deduplicator.look_ahead(part)
        for each in part:
            made.append(None)
            with suppress(ValueError):
                made[-1] = deduplicator.judge(each).story
    return made


@pytest.mark.slow
@pytest.mark.parametrize("waiting", [50, key_index.RECENT_KEYS])
@pytest.mark.parametrize("ahead", [1, 7, 400])
def test_the_verdicts_are_the_same(waiting: int, ahead: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_index, "RECENT_KEYS", waiting)
    log = log_of(400, 3)
    alone = stories(log, 0)
    assert stories(log, ahead) == alone
    verdicts = {story.verdict if story else None for story in alone}
    assert verdicts == {"new", "exact", "near", "revision", None}


def test_what_was_looked_ahead_for_may_not_come() -> None:
    deduplicator = Deduplicator()
    deduplicator.look_ahead([article(prose(1), id="a"), article(prose(2), id="b")])
    assert deduplicator.judge(article(prose(3), id="c")).story.verdict == "new"
    assert len(deduplicator) == 1


@pytest.mark.parametrize("key", [-1, 1 << 32])
def test_a_key_that_has_not_32_bits_is_refused(key: int) -> None:
    good = article(prose(1))
    sketch = good.sketch.model_copy(update={"keys": (key, *good.sketch.keys[1:])})
    deduplicator = Deduplicator()
    with pytest.raises(ValueError, match="32 bits"):
        deduplicator.judge(good.model_copy(update={"sketch": sketch}))
    assert len(deduplicator) == 0
