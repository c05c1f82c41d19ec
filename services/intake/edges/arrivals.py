"""Submissions as the loop takes them, each with a new trace."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from copydesk.runtime.envelope import RECEIVED_AT, Origin, Validated
from copydesk.runtime.in_flight import Arrival, Entry
from schemas.document import utc_now
from services.intake.submission import ParsedArticle, Submission, encoded


def arrival(submission: Submission, acknowledge: Callable[[Entry], None], scheme: str = "file") -> Arrival:
    """The submission with its arrival time. A dead letter names its file as the topic and its line as the offset."""
    content = submission.content
    origin = Origin(
        topic=":".join(filter(None, (scheme, _printable(submission.file)))),
        partition=0,
        offset=submission.line,
        timestamp_ms=int(time.time() * 1000),
        key=None,
        value=content if isinstance(content, bytes) else None,
        headers={RECEIVED_AT: utc_now().isoformat().encode()},
        problem=submission.problem,
        validated=_validated(content) if isinstance(content, ParsedArticle) else None,
    )
    return Arrival(origin, acknowledge)


def _validated(parsed: ParsedArticle) -> Validated:
    size = len(parsed.article.body.encode())
    return Validated(parsed.article, size, partial(encoded, parsed.fields))


def _printable(name: str) -> str:
    """A file may have a name that is no UTF-8, or one that steers a terminal; headers and logs are no place for it."""
    return "".join(character if character.isprintable() else "\ufffd" for character in name)
