from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from schemas.article import EnrichedArticle
from schemas.dead_letter import HEADER_PREFIX, DeadLetter
from schemas.document import STATUSES
from schemas.entity import Mention
from schemas.topics import ARTICLE_TOPICS, Topic
from tools.json_schemas import GENERATED

PAGE = (Path(__file__).parents[2] / "docs" / "events.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("topic", ARTICLE_TOPICS, ids=lambda topic: topic.name)
def test_every_topic_has_its_row(topic: Topic) -> None:
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| `{topic.name}` |"))
    assert f"| {topic.written_by} | `{topic.model.__name__}`" in row
    assert row.endswith(f"| {topic.retention_days} days |")


def test_every_header_has_its_row() -> None:
    components = json.loads((GENERATED / "asyncapi.json").read_text())["components"]["schemas"]
    for part in ("CarriedHeaders", "EventHeaders"):
        for name in components[part]["properties"]:
            assert re.search(rf"^\|.*`{name}`.* \| ", PAGE, re.MULTILINE), name


@pytest.mark.parametrize("status", STATUSES)
def test_every_status_has_its_row(status: str) -> None:
    assert re.search(rf"^\| (`[a-z_]+`, )*`{status}`", PAGE, re.MULTILINE)


def test_every_dead_letter_header_is_named() -> None:
    for name in DeadLetter.model_fields:
        assert re.search(rf"`({HEADER_PREFIX}|_){name}`", PAGE), name


def test_the_example_is_an_enriched_event_whose_offsets_are_right() -> None:
    block = re.search(r"```json\n(.*?)```", PAGE, re.DOTALL)
    assert block
    event = EnrichedArticle.model_validate_json(block[1])
    assert set(json.loads(block[1])) == set(EnrichedArticle.model_fields)
    pieces = [mention for entity in event.entities for mention in entity.mentions]
    pieces += [
        Mention(**found.model_dump()) for quote in event.quotes for found in (quote.cue, quote.speaker.mention) if found
    ]
    assert len(pieces) > 4
    for piece in pieces:
        assert event.text[piece.start : piece.end] == piece.text
    for quote in event.quotes:
        assert event.text[quote.start : quote.end] == quote.text
