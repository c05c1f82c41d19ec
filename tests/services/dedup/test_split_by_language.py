"""Beyond one worker: a log that is split by language gives the verdicts of one log, at no message more."""

from __future__ import annotations

import random

import pytest

from schemas.article import CleanArticle
from schemas.placement import language_slot
from services.dedup.core import Deduplicator
from tests.services.dedup.test_core import article, prose

LANGUAGES = ("en", "en-GB", "es", "de", "fr", "sv", "sw", None)


def log_of(count: int) -> list[CleanArticle]:
    """Articles in several languages; copies, cut copies and revisions are in the language of what they repeat."""
    chance = random.Random(5)  # noqa: S311 - test texts
    made: list[CleanArticle] = []
    for number in range(count):
        kind = chance.random() if made else 1.0
        earlier = chance.choice(made) if made else None
        if earlier is None or kind > 0.45:
            made.append(article(prose(1000 + number, 90), id=f"a{number}", language=chance.choice(LANGUAGES)))
        elif kind < 0.15:
            made.append(article(earlier.text, id=f"a{number}", language=earlier.language))
        elif kind < 0.3:
            cut = " ".join(earlier.text.split()[:60])
            made.append(article(cut, id=f"a{number}", language=earlier.language))
        elif kind < 0.4:
            made.append(article(f"{earlier.text} Update {number}.", id=earlier.id, language=earlier.language))
        else:
            made.append(earlier)
    return made


@pytest.mark.parametrize("workers", [1, 2, 3, 5])
def test_verdicts_of_a_split_log_are_those_of_one(workers: int) -> None:
    log, one = log_of(250), Deduplicator()
    split = [Deduplicator() for _ in range(workers)]
    messages = [0] * workers
    for each in log:
        worker = language_slot(each.language) % workers
        messages[worker] += 1
        assert split[worker].judge(each).story == one.judge(each).story
    # Each article is read once, by one worker: the split costs no message.
    assert sum(messages) == len(log)
    assert all(messages)
    assert sum(len(each) for each in split) == len(one)
