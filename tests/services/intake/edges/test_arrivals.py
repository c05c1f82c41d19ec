from __future__ import annotations

from datetime import datetime

import pytest

from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.window import Entry
from schemas.dead_letter import DeadLetter
from schemas.document import utc_now
from services.intake.edges.arrivals import arrival
from services.intake.submission import Submission


def ignore(_entry: Entry) -> None:
    """What becomes of it is of no interest here."""


def test_a_submission_arrives_with_its_time_and_its_place() -> None:
    before = utc_now()
    made = arrival(Submission("wire.jsonl", 7, b"{}"), ignore)
    assert made.acknowledge is ignore
    assert (made.origin.topic, made.origin.offset, made.origin.key) == ("file:wire.jsonl", 7, None)
    assert made.origin.value == b"{}"
    arrived = datetime.fromisoformat(made.origin.headers["received_at"].decode())
    assert before <= arrived <= utc_now()
    assert abs(made.origin.timestamp_ms / 1000 - arrived.timestamp()) < 1


@pytest.mark.parametrize("name", ["\udcff.jsonl", "a\nb.jsonl", "\x1b[31mred.txt", "\u202etxt.exe"])
def test_a_file_may_have_any_name_that_a_file_system_allows(name: str) -> None:
    origin = arrival(Submission(name, 1, b"{"), ignore).origin
    letter = DeadLetter.from_headers(dead_letter(origin, ValueError("x"), "intake").headers)
    assert letter.original_topic.startswith("file:")
    assert letter.original_topic.isprintable()
