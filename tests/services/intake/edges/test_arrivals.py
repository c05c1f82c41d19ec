from __future__ import annotations

from datetime import datetime

import pytest

from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.in_flight import Entry
from schemas.article import RawArticle
from schemas.dead_letter import DeadLetter
from schemas.document import utc_now
from services.intake.edges.arrivals import arrival
from services.intake.formats.format import Fields
from services.intake.submission import ParsedArticle, Submission


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


def test_what_a_parser_found_is_carried_and_written_down_for_a_dead_letter_alone() -> None:
    fields: Fields = {"id": "a", "body": "Zoë"}
    parsed = ParsedArticle(RawArticle.model_validate(fields), fields)
    origin = arrival(Submission("page.html", 1, parsed), ignore).origin
    assert (origin.value, origin.size) == (None, len("Zoë".encode()))
    assert origin.validated is not None and origin.validated.document is parsed.article
    letter = dead_letter(origin, ValueError("x"), "intake")
    assert letter.value == '{"id": "a", "body": "Zoë"}'.encode()
    assert DeadLetter.from_headers(letter.headers).original_size == len(letter.value)


@pytest.mark.parametrize("name", ["\udcff.jsonl", "a\nb.jsonl", "\x1b[31mred.txt", "\u202etxt.exe"])
def test_a_file_may_have_any_name_that_a_file_system_allows(name: str) -> None:
    origin = arrival(Submission(name, 1, b"{"), ignore).origin
    letter = DeadLetter.from_headers(dead_letter(origin, ValueError("x"), "intake").headers)
    assert letter.original_topic.startswith("file:")
    assert letter.original_topic.isprintable()


def test_a_submission_continues_a_trace_or_names_the_span_that_it_came_out_of() -> None:
    submission = Submission("wire.jsonl", 7, b"{}")
    continued = arrival(submission, ignore, parent=b"00-trace").origin
    assert (continued.headers["traceparent"], continued.link) == (b"00-trace", None)
    linked = arrival(submission, ignore, link=b"00-trace").origin
    assert (linked.headers.get("traceparent"), linked.link) == (None, b"00-trace")
