"""Submissions as the loop takes them."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

from copydesk.runtime.envelope import RECEIVED_AT, Origin, Validated
from copydesk.runtime.in_flight import Arrival, Entry
from copydesk.runtime.tracing import TRACEPARENT
from copydesk.text.printable import replaced
from schemas.article import RawArticle
from schemas.document import utc_now
from services.intake.submission import ParsedArticle, Submission, encoded


def arrival(
    submission: Submission,
    acknowledge: Callable[[Entry], None],
    scheme: str = "file",
    article: RawArticle | None = None,
    parent: bytes | None = None,
    link: bytes | None = None,
) -> Arrival:
    """The submission with its arrival time. A dead letter names its file as the topic and its line as the offset.

    `article` is the submission's, where whoever calls has validated it already. `parent` is the traceparent of the span
    whose trace the article continues; without one it begins a trace, and `link` names the span that it came out of.
    """
    content = submission.content
    validated = _validated(content, article)
    received = {RECEIVED_AT: utc_now().isoformat().encode()}
    origin = Origin(
        topic=":".join(filter(None, (scheme, replaced(submission.file)))),
        partition=0,
        offset=submission.line,
        timestamp_ms=int(time.time() * 1000),
        key=None,
        value=content if isinstance(content, bytes) and validated is None else None,
        headers=received if parent is None else {**received, TRACEPARENT: parent},
        problem=submission.problem,
        validated=validated,
        link=link,
    )
    return Arrival(origin, acknowledge)


def _validated(content: bytes | ParsedArticle, article: RawArticle | None) -> Validated | None:
    if isinstance(content, ParsedArticle):
        return Validated(content.article, len(content.article.body.encode()), partial(encoded, content.fields))
    return None if article is None else Validated(article, len(content), lambda: content)
