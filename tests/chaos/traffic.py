"""The articles of a run, drawn from a seed: as mixed as those on a wire."""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeAlias

from schemas.article import RawArticle

FIRST_ARRIVAL = datetime(2026, 1, 5, 6, 0, tzinfo=UTC)
SECONDS_APART = 2.0
POISON_EVERY = 100
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
    article: RawArticle | None
    """What it holds; None where that is no article, so that it must become a dead letter."""


def traffic(
    seed: int, count: int, first_arrival: datetime = FIRST_ARRIVAL, seconds_apart: float = SECONDS_APART
) -> list[Sent]:
    """New articles, copies, cut copies, new versions that overtake older ones, redeliveries, and some poison.

    Arrivals are so many seconds apart; deduplication tells the time by them.
    """
    chance = random.Random(f"traffic {seed}")  # noqa: S311 - a seed that can be repeated is the point
    made: list[Sent] = []
    articles: list[Fields] = []
    while len(made) < count:
        number = len(made)
        if number % POISON_EVERY == POISON_EVERY - 1:
            key = f"{seed}-{number}-poison"
            made.append(Sent(key, json.dumps({"id": key, "body": chance.choice(POISON)}).encode(), None))
            continue
        arrival = first_arrival + timedelta(seconds=seconds_apart * number)
        made.extend(_sent(fields) for fields in _next(articles, f"{seed}-{number}", arrival, chance))
    return made[:count]


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
    return Sent(str(fields["id"]), json.dumps(fields).encode(), RawArticle.model_validate(fields))


def _sentence(length: int, chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) + chance.choice(WORDS) for _ in range(length)).capitalize()


def _body(chance: random.Random) -> str:
    speaker = chance.choice(SPEAKERS)
    paragraphs = [f"{_sentence(14, chance)}. {_sentence(12, chance)}." for _ in range(3)]
    paragraphs.insert(1, f"\u201cWe {_sentence(9, chance).lower()},\u201d said {speaker}.")
    return "\n\n".join(paragraphs)
