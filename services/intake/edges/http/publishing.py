"""From the articles of a push to what became of each: through the loop, answered after the broker's confirmation."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pydantic import ValidationError
from pydantic_core import from_json, to_json

from copydesk.explanation import explain
from copydesk.runtime.delivery import REFUSED
from copydesk.runtime.envelope import DocumentTooLargeError
from copydesk.runtime.in_flight import Entry
from copydesk.runtime.loop import Loop
from copydesk.runtime.tracing import current_traceparent
from schemas.article import RawArticle
from services.intake.edges.arrivals import arrival
from services.intake.edges.http.answers import Outcome
from services.intake.edges.http.keys import Key
from services.intake.edges.http.problems import FieldError
from services.intake.submission import ParsedArticle, Submission

MAX_ERRORS = 10
"""An article with more is wrong as a whole."""

MAX_REASON_CHARACTERS = 200


@dataclass(slots=True)
class Item:
    """One article of a push, and how it ended; while nothing is known of it, it is unconfirmed."""

    file: str
    line: int
    outcome: Outcome = "unconfirmed"
    id: str | None = None
    detail: str = "the broker has not confirmed it in time; send it again: it is the same article then"
    errors: list[FieldError] = field(default_factory=list)

    def refuse(self, outcome: Outcome, error: Exception) -> None:
        """Note why it is not accepted."""
        self.outcome = outcome
        self.detail = explain(error)
        if isinstance(error, ValidationError):
            self.errors = field_errors(error)


@dataclass(slots=True)
class Push:
    """The articles of one request on their way."""

    items: list[Item] = field(default_factory=list)
    under_way: int = 0
    abandoned: bool = False
    settled: asyncio.Event = field(default_factory=asyncio.Event)


class SourceError(ValueError):
    """An article claims a source that its key is not bound to."""


class Publisher:
    """Hands articles to the loop, one at a time, whoever pushes them."""

    def __init__(self, loop: Loop[RawArticle], seconds: float, charge: Callable[[Key], None]) -> None:
        """`seconds` is how long a push may wait for the broker; `charge` is called for each article that is taken."""
        self._loop = loop
        self._seconds = seconds
        self._charge = charge
        # The loop looks for room and then takes: two that look at the same time would both find it.
        self._taking = asyncio.Lock()
        self._feeding: set[asyncio.Task[None]] = set()

    async def publish(self, submissions: Sequence[Submission], key: Key) -> list[Item]:
        """What became of each article, in order. What is not confirmed in time may still be written later."""
        push = Push()
        # Never cancelled: an article that the loop has begun to take must end in it.
        feeding = asyncio.create_task(self._feed(push, submissions, key))
        self._feeding.add(feeding)
        feeding.add_done_callback(self._feeding.discard)
        await asyncio.wait({feeding}, timeout=self._seconds)
        if feeding.done():
            feeding.result()
        push.abandoned = True
        return push.items

    async def _feed(self, push: Push, submissions: Sequence[Submission], key: Key) -> None:
        request = current_traceparent()
        # Thousands of articles in one trace no tool can show: of several each has its own.
        parent, link = (request, None) if len(submissions) == 1 else (None, request)
        for submission in submissions:
            item = Item(submission.file, submission.line)
            if not push.abandoned:
                push.items.append(item)
            self._charge(key)
            try:
                bound, article = bind(submission, key)
            except SourceError as error:
                # Not the loop's business: a dead letter may be sent again by whoever looks after them.
                item.refuse("source", error)
                item.errors = [FieldError(field="source", reason=str(error))]
                continue
            if push.abandoned:
                return
            push.under_way += 1
            push.settled.clear()
            taken = arrival(bound, _acknowledger(push, item), f"http:{key.name}", article, parent, link)
            async with self._taking:
                await self._loop.take(taken.origin, taken.acknowledge)
        if push.under_way:
            await push.settled.wait()


def _acknowledger(push: Push, item: Item) -> Callable[[Entry], None]:
    def acknowledge(entry: Entry) -> None:
        if not push.abandoned:
            _settle(item, entry)
        push.under_way -= 1
        if not push.under_way:
            push.settled.set()

    return acknowledge


def _settle(item: Item, entry: Entry) -> None:
    error = entry.error
    if error is None:
        item.outcome = "accepted"
        item.id = (entry.messages[0].key or b"").decode()
    elif isinstance(error, (DocumentTooLargeError, *REFUSED)):
        item.refuse("too_large", error)
    elif isinstance(error, ValidationError):
        item.refuse("invalid", error)
    else:
        item.refuse("unreadable", error)


def bind(submission: Submission, key: Key) -> tuple[Submission, RawArticle | None]:
    """The submission with a source that its key may claim: its own, or where it names none the key's.

    Beside it the article, where it is valid and was not validated before; what is wrong with it the loop says.

    Raises:
        SourceError: it names another.
    """
    content = submission.content
    if submission.problem is not None:
        return submission, None
    if isinstance(content, ParsedArticle):
        _check_source(content.article.source, key)
        return submission, None
    try:
        article = RawArticle.model_validate_json(content)
    except ValidationError:
        return _with_source(submission, content, key), None
    if "source" in article.model_fields_set and article.source:
        _check_source(article.source, key)
        return submission, article
    return _with_source(submission, content, key), None


def _with_source(submission: Submission, content: bytes, key: Key) -> Submission:
    """The submission with the key's source, where it is JSON that names none."""
    try:
        fields = from_json(content)
    except ValueError:
        return submission
    if not isinstance(fields, dict) or fields.get("source") not in (None, ""):
        return submission
    return Submission(submission.file, submission.line, to_json({**fields, "source": key.default_source}))


def _check_source(source: str, key: Key) -> None:
    if not key.may_claim(source):
        raise SourceError(
            f"this key may push for {', '.join(key.sources)}; leave the source out, or get a key that is bound to it"
        )


def field_errors(error: ValidationError) -> list[FieldError]:
    """Field and reason of each mistake; never the value, which may be the whole article."""
    found = error.errors(include_input=False, include_url=False, include_context=False)
    return [
        FieldError(field=".".join(map(str, one["loc"])) or "article", reason=one["msg"][:MAX_REASON_CHARACTERS])
        for one in found[:MAX_ERRORS]
    ]
