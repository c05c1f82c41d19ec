"""The articles of a run, drawn from a seed: as mixed as those on a wire."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from schemas.article import RawArticle

FIRST_ARRIVAL = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
SECONDS_APART = 2.0
POISON_EVERY = 100
MOST_COPIED = 5000
"""Articles that are kept to be copied, sent again or corrected."""

Fields: TypeAlias = dict[str, object]
WORDS = [
    f"{a}{b}" for a in ("ba", "de", "ki", "lo", "mu", "ne", "po", "ra", "si") for b in ("lt", "rn", "st", "m", "sk")
]
SPEAKERS = ("Clara Whitfield", "Peter Hollis", "Ingrid Solheim", "Tomas Varga")


@dataclass(frozen=True)
class Sent:
    """One message for `articles.raw`."""

    key: str
    value: bytes
    is_poison: bool = False

    @property
    def article(self) -> RawArticle | None:
        """What it holds; None where that is no article, so that it must become a dead letter.

        Read each time: a load of hours holds half a million messages.
        """
        return None if self.is_poison else RawArticle.model_validate_json(self.value)


def traffic(
    seed: int, count: int, first_arrival: datetime = FIRST_ARRIVAL, seconds_apart: float = SECONDS_APART
) -> list[Sent]:
    """So many messages of `endless`."""
    return list(itertools.islice(endless(seed, first_arrival, seconds_apart), count))


def endless(seed: int, first_arrival: datetime, seconds_apart: float) -> Iterator[Sent]:
    """New articles, copies, cut copies, new versions that overtake older ones, redeliveries, and some poison.

    Arrivals are so many seconds apart; deduplication tells the time by them.
    """
    chance = random.Random(f"traffic {seed}")  # noqa: S311 - a seed that can be repeated is the point
    articles: list[Fields] = []
    number, next_poison = 0, POISON_EVERY - 1
    while True:
        if number >= next_poison:
            next_poison += POISON_EVERY
            key = f"{seed}-{number}-poison"
            made = [Sent(key, json.dumps({"id": key, "body": chance.choice(POISON)}).encode(), is_poison=True)]
        else:
            arrival = first_arrival + timedelta(seconds=seconds_apart * number)
            made = [_sent(fields) for fields in _next(articles, f"{seed}-{number}", arrival, chance)]
        yield from made
        number += len(made)
        # What is copied is the news of the day, not of last week.
        del articles[: max(0, len(articles) - MOST_COPIED)]


POISON: tuple[object, ...] = (17, None, ["a list"], "", {"a": "table"})
"""Bodies that are no text with a letter in it."""


def _next(articles: list[Fields], name: str, arrival: datetime, chance: random.Random) -> list[Fields]:
    """The next message, or the next few that belong together."""
    fields: Fields = {
        "id": name,
        "source": chance.choice(("agency", "desk", "wire")),
        "received_at": arrival.isoformat(),
        "title": _sentence(6, chance),
        "body": _body(chance),
    }
    kind = chance.random() if articles else 1.0
    if kind < 0.05:
        return [chance.choice(articles)]
    earlier = chance.choice(articles) if articles else fields
    if kind < 0.15:
        fields |= {"title": earlier["title"], "body": earlier["body"]}
    elif kind < 0.25:
        paragraphs = str(earlier["body"]).split("\n\n")
        fields |= {"title": earlier["title"], "body": "\n\n".join(paragraphs[:-1])}
    elif kind < 0.35:
        versions = [{**fields, "version": v, "body": f"{fields['body']}\n\nUpdate {v}."} for v in (1, 2, 3)]
        chance.shuffle(versions)
        articles.extend(versions)
        return versions
    articles.append(fields)
    return [fields]


def _sent(fields: Fields) -> Sent:
    return Sent(str(fields["id"]), json.dumps(fields).encode())


def _sentence(length: int, chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) + chance.choice(WORDS) for _ in range(length)).capitalize()


def _body(chance: random.Random) -> str:
    speaker = chance.choice(SPEAKERS)
    # Short: what is tried is how they come through, and each word costs every run processor time.
    paragraphs = [f"{_sentence(10, chance)}." for _ in range(3)]
    paragraphs.insert(1, f"\u201cWe {_sentence(6, chance).lower()},\u201d said {speaker}.")
    return "\n\n".join(paragraphs)
