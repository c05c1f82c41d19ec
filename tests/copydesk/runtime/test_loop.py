from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import cast

import pytest
from aiokafka.errors import KafkaConnectionError, MessageSizeTooLargeError, TopicAuthorizationFailedError
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from copydesk.document_error import DocumentError
from copydesk.result import Counts, Result
from copydesk.runtime import loop as loop_module
from copydesk.runtime.dead_letters import DeadLetterLimit
from copydesk.runtime.defects import StateError
from copydesk.runtime.delivery import Confirmation
from copydesk.runtime.envelope import RECEIVED_AT, Origin, Outgoing, Validated
from copydesk.runtime.service import Service
from copydesk.runtime.settings import Settings
from copydesk.runtime.state import States
from schemas.article import DuplicateArticle, RawArticle
from schemas.dead_letter import DeadLetter
from schemas.document import Document
from schemas.story import Story
from tests.copydesk.runtime.bench import Bench, FakeSender, Handler, cleaned, confirm, obey, origin, pause, until

TRACEPARENT = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
"""The example of the W3C's Trace Context, section 3.2."""


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop_module, "FIRST_BACKOFF_SECONDS", 0.01)
    monkeypatch.setattr(loop_module, "LONGEST_BACKOFF_SECONDS", 0.04)
    monkeypatch.setattr(loop_module, "LONGEST_RESEND_SECONDS", 0.04)


def carried(document: Document, written: bytes = b"") -> Origin:
    """A message whose document an intake has validated."""
    return replace(origin(document.id), value=None, validated=Validated(document, 3, lambda: written))


def letter_of(message: Outgoing) -> DeadLetter:
    return DeadLetter.from_headers(message.headers)


async def test_acknowledges_in_order_though_a_later_confirmation_comes_first() -> None:
    bench = Bench()
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "two"), ("c", "three"))
        bench.sender.confirm(2, 1)
        await pause()
        assert bench.acknowledged == []
        bench.sender.confirm(0)
        await pause()
        assert bench.acknowledged == ["a", "b", "c"]


async def test_acknowledges_nothing_before_its_confirmation() -> None:
    bench = Bench()
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "two"))
        await pause()
        assert bench.acknowledged == []
        assert bench.loop.in_flight == 2
        bench.assert_accounted(2)
        bench.sender.confirm(0)
        await pause()
        assert bench.acknowledged == ["a"]
        bench.assert_accounted(2)


async def test_an_article_that_raises_is_a_dead_letter_and_its_neighbours_pass() -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "raise"), ("c", "three"))
        await bench.loop.emptied()
    assert bench.acknowledged == ["a", "b", "c"]
    assert bench.ends == {"a": "ok", "b": "dead_letter", "c": "ok"}
    dead = [message for message in bench.sender.sent if message.topic == f"{bench.name}.dead-letters"]
    assert [(message.key, message.value) for message in dead] == [(b"b", origin("b", "raise").value)]
    assert letter_of(dead[0]).error_type == "RuntimeError"
    assert letter_of(dead[0]).error_message == "no good"
    assert letter_of(dead[0]).error_place.startswith("runtime/bench.py:")
    assert bench.metric("copydesk_dead_letters_total", reason="RuntimeError") == 1
    bench.assert_accounted(3)


async def test_what_an_intake_could_not_read_is_a_dead_letter_with_the_bytes_that_came() -> None:
    bench = Bench(sender=FakeSender(confirm))
    unread = replace(origin("b", value=b"%PDF broken"), problem=ValueError("page 1: no text"))
    async with bench.settling():
        await bench.take(("a", "one"))
        await bench.loop.take(unread, bench.acknowledge)
        await bench.take(("c", "three"))
        await bench.loop.emptied()
    assert bench.ends == {"a": "ok", "b": "dead_letter", "c": "ok"}
    (dead,) = [message for message in bench.sender.sent if message.topic == f"{bench.name}.dead-letters"]
    assert dead.value == b"%PDF broken"
    assert (letter_of(dead).error_type, letter_of(dead).error_message) == ("ValueError", "page 1: no text")
    bench.assert_accounted(3)


async def test_a_document_that_is_validated_already_is_handled_as_it_is() -> None:
    handled: list[RawArticle] = []

    def note(article: RawArticle) -> Document:
        handled.append(article)
        return cleaned(article)

    bench = Bench(note, FakeSender(confirm))
    article = RawArticle(id="a", body="one")
    async with bench.settling():
        await bench.loop.take(carried(article), bench.acknowledge)
        await bench.loop.emptied()
    assert handled[0] is article
    assert [message.topic for message in bench.sender.sent] == ["articles.clean"]
    bench.assert_accounted(1)


async def test_a_validated_document_that_fails_is_a_dead_letter_with_what_it_was_made_from() -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        await bench.loop.take(carried(RawArticle(id="a", body="raise"), b"as it came"), bench.acknowledge)
        await bench.loop.emptied()
    assert bench.ends == {"a": "dead_letter"}
    assert bench.sender.sent[0].value == b"as it came"
    assert letter_of(bench.sender.sent[0]).original_size == len(b"as it came")


async def test_a_validated_document_of_another_type_is_a_dead_letter() -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        await bench.loop.take(carried(cleaned(RawArticle(id="a", body="one"))), bench.acknowledge)
        await bench.loop.emptied()
    assert bench.ends == {"a": "dead_letter"}
    assert letter_of(bench.sender.sent[0]).error_type == "TypeError"


async def test_what_a_core_counted_is_counted_once_it_is_confirmed() -> None:
    def count(article: RawArticle) -> Result:
        return Result([cleaned(article)], {"quote_kind": {"direct": 2, "sung": 1}})

    bench = Bench(count)
    async with bench.settling():
        await bench.take(("a", "one"))
        await pause()
        assert bench.metric("copydesk_quotes_total", kind="direct") == 0
        bench.sender.confirm(0)
        await pause()
    assert bench.metric("copydesk_quotes_total", kind="direct") == 2
    assert bench.metric("copydesk_quotes_total", kind="other") == 1
    bench.assert_accounted(1)


async def test_what_a_core_counted_of_a_dead_letter_does_not_count() -> None:
    def count(article: RawArticle) -> Result:
        return Result([cleaned(article)], {"quote_kind": {"direct": 2}})

    def refuse(message: Outgoing) -> Exception | None:
        return MessageSizeTooLargeError() if message.topic == "articles.clean" else None

    bench = Bench(count, FakeSender(refuse))
    async with bench.settling():
        await bench.take(("a", "one"))
        await bench.loop.emptied()
    assert bench.ends == {"a": "dead_letter"}
    assert bench.metric("copydesk_quotes_total", kind="direct") == 0
    bench.assert_accounted(1)


@pytest.mark.parametrize(
    "counts",
    [
        {"mood": {"calm": 1}},
        {"quote_kind": {"direct": -1}},
        {"quote_kind": {"direct": ""}},
        {"quote_kind": 1},
        {"embargoed": {"yes": 1}},
    ],
)
async def test_counts_that_no_metric_takes_are_a_dead_letter_and_the_loop_goes_on(counts: object) -> None:
    def count(article: RawArticle) -> Result:
        return Result([cleaned(article)], cast(Counts, counts) if article.id == "a" else {})

    bench = Bench(count, FakeSender(confirm))
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "two"))
        await bench.loop.emptied()
    assert bench.ends == {"a": "dead_letter", "b": "ok"}
    bench.assert_accounted(2)


async def test_the_newest_article_of_a_source_is_when_it_arrived_at_the_intake() -> None:
    def count(article: RawArticle) -> Result:
        return Result([cleaned(article)], {"source": {article.id: 1}})

    bench = Bench(count, FakeSender(confirm))
    arrived = datetime.now(UTC) - timedelta(hours=3)
    async with bench.settling():
        headers = {RECEIVED_AT: arrived.isoformat().encode()}
        await bench.loop.take(origin(bench.name, headers=headers), bench.acknowledge)
        await bench.loop.emptied()
    labels = {"source": bench.name}
    assert REGISTRY.get_sample_value("copydesk_source_articles_total", labels) == 1
    assert REGISTRY.get_sample_value("copydesk_source_last_article_timestamp_seconds", labels) == arrived.timestamp()


async def test_a_dead_letter_is_not_acknowledged_before_it_is_confirmed() -> None:
    bench = Bench()
    async with bench.settling():
        await bench.take(("a", "raise"))
        await pause()
        assert len(bench.sender.sent) == 1
        assert bench.acknowledged == []
        bench.sender.confirm(0)
        await pause()
        assert bench.acknowledged == ["a"]


@pytest.mark.parametrize("value", [b"", b"null", b"[]", b"\xff\xfe", b'{"body": 7}', b"[" * 200_000])
async def test_bytes_that_are_no_article_are_dead_letters(value: bytes) -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        await bench.loop.take(origin("a", value=value), bench.acknowledge)
        await bench.loop.emptied()
    assert bench.ends == {"a": "dead_letter"}
    assert bench.sender.sent[0].value == value


@pytest.mark.parametrize("returned", [[], (), None, "text", [None]])
async def test_a_handler_that_returns_no_document_makes_a_dead_letter(returned: object) -> None:
    bench = Bench(cast(Handler, lambda _article: returned), FakeSender(confirm))
    async with bench.settling():
        await bench.take(("a", "one"))
        await bench.loop.emptied()
    assert bench.ends == {"a": "dead_letter"}


class UnprintableError(Exception):
    def __str__(self) -> str:
        return "line one\nline two \x1b[31m" + "x" * 10_000


async def test_what_an_exception_says_is_cut_and_made_printable() -> None:
    def fail(_article: RawArticle) -> Document:
        raise UnprintableError

    bench = Bench(fail, FakeSender(confirm))
    async with bench.settling():
        await bench.take(("a", "one"))
        await bench.loop.emptied()
    message = letter_of(bench.sender.sent[0]).error_message
    assert message.startswith("line one line two")
    assert message.isprintable()
    assert len(message) == 100


@pytest.mark.parametrize("attempt", [b"0", b"000", b"-1", b"", b"\xb2", "\u0663".encode(), b"9" * 400])
async def test_a_strange_attempt_header_does_not_stop_the_line(attempt: bytes) -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        await bench.loop.take(origin("a", "raise", headers={"attempt": attempt}), bench.acknowledge)
        await asyncio.wait_for(bench.loop.emptied(), 10)
    assert letter_of(bench.sender.sent[0]).attempts == 1


@pytest.mark.parametrize(
    "arrived", [b"", b"\xff", b"yesterday", b"2026-01-01", b"0001-01-01T00:00:00+23:59", b"9999-12-31T23:59:59-23:59"]
)
async def test_a_strange_arrival_time_does_not_stop_the_line(arrived: bytes) -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        await bench.loop.take(origin("a", headers={"received_at": arrived}), bench.acknowledge)
        await asyncio.wait_for(bench.loop.emptied(), 10)
    assert bench.acknowledged == ["a"]


def too_large(message: Outgoing) -> Exception | None:
    """The answer of a broker that refuses the document of article a."""
    return MessageSizeTooLargeError() if (message.key, message.topic) == (b"a", "articles.clean") else None


async def test_a_document_too_large_for_its_topic_is_a_dead_letter_at_once() -> None:
    bench = Bench(sender=FakeSender(too_large))
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "two"))
        await asyncio.wait_for(bench.loop.emptied(), 10)
    assert bench.acknowledged == ["a", "b"]
    assert bench.ends == {"a": "dead_letter", "b": "ok"}
    (dead,) = [message for message in bench.sender.sent if message.topic.endswith(".dead-letters")]
    assert dead.value == origin("a", "one").value
    assert letter_of(dead).error_type == "MessageSizeTooLargeError"
    assert bench.sender.restarts == 0
    assert bench.health.unready_reason() is None
    assert bench.metric("copydesk_publish_retries_total", error="MessageSizeTooLargeError") == 0
    bench.assert_accounted(2)


class BatchingSender(FakeSender):
    """A broker that refuses whole batches: only a message sent alone is judged by itself."""

    async def send(self, messages: Sequence[Outgoing]) -> list[Confirmation]:
        self.answer = lambda message: None if message.topic.endswith(".dead-letters") else MessageSizeTooLargeError()
        return await super().send(messages)

    async def send_alone(self, messages: Sequence[Outgoing]) -> list[Confirmation]:
        self.alone += [(message.key or b"").decode() for message in messages]
        self.answer = self.judge
        return await super().send(messages)

    def judge(self, message: Outgoing) -> Exception | None:
        return too_large(message)


async def test_a_refused_document_does_not_take_its_batch_with_it() -> None:
    sender = BatchingSender()
    bench = Bench(sender=sender)
    async with bench.settling():
        await bench.take(("b", "one"), ("a", "two"), ("c", "three"))
        await asyncio.wait_for(bench.loop.emptied(), 10)
    assert bench.acknowledged == ["b", "a", "c"]
    assert bench.ends == {"b": "ok", "a": "dead_letter", "c": "ok"}
    assert sender.alone == ["b", "a", "c"]
    bench.assert_accounted(3)


async def test_what_is_behind_a_message_tried_alone_is_sent_again_in_order() -> None:
    bench = Bench()
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "two"), ("c", "three"))
        bench.sender.fail(0, MessageSizeTooLargeError())
        await pause()
        assert bench.sender.alone == ["a"]
        assert bench.sender.keys == ["a", "b", "c", "a", "b", "c"]
        bench.sender.confirm(1, 2, 3)
        await pause()
        assert bench.acknowledged == ["a"], "the producer that was to send b and c first is gone"
        bench.sender.confirm(4, 5)
        await pause()
    assert bench.ends == {"a": "ok", "b": "ok", "c": "ok"}


async def test_what_a_broken_connection_left_open_is_tried_alone_again() -> None:
    class Interrupted(BatchingSender):
        def judge(self, message: Outgoing) -> Exception | None:
            return KafkaConnectionError() if len(self.alone) == 1 else too_large(message)

    sender = Interrupted()
    bench = Bench(sender=sender)
    async with bench.settling():
        await bench.take(("b", "one"), ("a", "two"))
        await asyncio.wait_for(bench.loop.emptied(), 10)
    assert bench.ends == {"b": "ok", "a": "dead_letter"}
    assert sender.alone == ["b", "b", "a"]


async def test_a_broker_that_does_not_confirm_blocks_the_line_and_all_that_is_open_is_sent_again_in_order() -> None:
    bench = Bench()
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "two"), ("c", "three"))
        bench.sender.fail(0, KafkaConnectionError("gone"))
        await pause()
        assert bench.acknowledged == []
        assert bench.health.unready_reason() == "cannot write to articles.clean: KafkaConnectionError: gone"
        assert bench.health.stalled_seconds() == 0
        assert bench.metric("copydesk_line_blocked") == 1

        await until(lambda: len(bench.sender.sent) == 6)
        assert bench.sender.keys == ["a", "b", "c", "a", "b", "c"]
        assert bench.sender.restarts == 1
        bench.sender.confirm(2)
        await pause()
        assert bench.acknowledged == [], "the confirmation of the first send does not count any more"
        bench.sender.confirm(3, 4, 5)
        await pause()
        assert bench.acknowledged == ["a", "b", "c"]
        assert bench.health.unready_reason() is None
        assert bench.metric("copydesk_line_blocked") == 0
    assert bench.metric("copydesk_publish_retries_total", error="KafkaConnectionError") == 1
    bench.assert_accounted(3)


async def fail_and_wait(bench: Bench, number: int, sends: int) -> None:
    """Fail the send of this number, and wait until so many more have begun."""
    after = len(bench.sender.sent) + sends
    bench.sender.fail(number, KafkaConnectionError())
    await until(lambda: len(bench.sender.sent) == after)


async def test_what_is_confirmed_is_not_repeated_for_another_that_is_not() -> None:
    bench = Bench()
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "two"), ("c", "three"))
        bench.sender.confirm(1)
        for number in (0, 3, 5):
            await fail_and_wait(bench, number, sends=2)
        assert bench.sender.keys == ["a", "b", "c", "a", "c", "a", "c", "a", "c"]
        assert bench.acknowledged == [], "b waits for its turn"
        bench.sender.confirm(-2, -1)
        await pause()
    assert bench.acknowledged == ["a", "b", "c"]


async def test_a_later_version_is_sent_behind_an_earlier_one_that_is_sent_again() -> None:
    bench = Bench()
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "other"), ("a", "two"))
        bench.sender.confirm(1, 2)
        bench.sender.fail(0, KafkaConnectionError())
        await until(lambda: len(bench.sender.sent) == 5)
        assert bench.sender.keys == ["a", "b", "a", "a", "a"]
        assert [b"one" in message.value for message in bench.sender.sent[-2:]] == [True, False]
        bench.sender.confirm(3, 4)
        await pause()
    assert bench.acknowledged == ["a", "b", "a"]


async def test_what_is_taken_while_the_line_is_blocked_keeps_its_place() -> None:
    bench = Bench()
    async with bench.settling():
        await bench.take(("a", "one"))
        bench.sender.fail(0, KafkaConnectionError())
        await pause()
        await bench.take(("b", "two"))
        await until(lambda: len(bench.sender.sent) == 4)
        assert bench.sender.keys == ["a", "b", "a", "b"]
        bench.sender.confirm(2, 3)
        await pause()
    assert bench.acknowledged == ["a", "b"]


async def test_waits_longer_each_time_up_to_a_limit() -> None:
    failures = 5
    bench = Bench()
    bench.sender.answer = lambda _message: KafkaConnectionError() if len(bench.sender.sent) <= failures else None
    with capture_logs() as logs:
        async with bench.settling():
            await bench.take(("a", "one"))
            await asyncio.wait_for(bench.loop.emptied(), 5)
    assert [entry["seconds"] for entry in logs if "seconds" in entry] == [0.01, 0.02, 0.04, 0.04, 0.04]
    assert bench.acknowledged == ["a"]
    assert bench.sender.restarts == failures


async def test_a_broker_that_stays_away_during_the_restart_is_asked_again() -> None:
    class Away(FakeSender):
        async def restart(self) -> None:
            await super().restart()
            if self.restarts < 3:
                raise KafkaConnectionError("still away")

    sender = Away()
    sender.answer = lambda _message: KafkaConnectionError() if sender.restarts < 3 else None
    bench = Bench(sender=sender)
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "raise"))
        await asyncio.wait_for(bench.loop.emptied(), 5)
    assert bench.acknowledged == ["a", "b"]
    assert bench.ends == {"a": "ok", "b": "dead_letter"}


async def test_an_unknown_error_of_the_client_is_waited_for_as_well() -> None:
    bench = Bench()
    bench.sender.answer = lambda _message: ZeroDivisionError() if len(bench.sender.sent) == 1 else None
    async with bench.settling():
        await bench.take(("a", "one"))
        await asyncio.wait_for(bench.loop.emptied(), 5)
    assert bench.acknowledged == ["a"]
    assert bench.ends == {"a": "ok"}


@pytest.mark.parametrize("error", [MessageSizeTooLargeError(), TopicAuthorizationFailedError()])
async def test_a_dead_letter_that_is_refused_blocks_the_line_until_it_is_taken(error: Exception) -> None:
    bench = Bench()
    bench.sender.answer = lambda message: error if message.topic.endswith(".dead-letters") else None
    async with bench.settling():
        await bench.take(("a", "raise"), ("b", "two"))
        await until(lambda: bench.sender.restarts >= 2)
        assert bench.acknowledged == []
        assert bench.health.unready_reason() is not None
        assert f"cannot write to {bench.name}.dead-letters" in (bench.health.unready_reason() or "")
        bench.assert_accounted(2)
        bench.sender.answer = confirm
        await until(lambda: bench.acknowledged == ["a", "b"])
        assert bench.health.unready_reason() is None
    assert bench.ends == {"a": "dead_letter", "b": "ok"}
    bench.assert_accounted(2)


async def test_a_run_of_dead_letters_holds_the_line() -> None:
    bench = Bench(sender=FakeSender(confirm), settings=Settings(dead_letter_run=3))
    async with bench.settling():
        await bench.take(*((f"bad {n}", "raise") for n in range(5)), ("good", "one"))
        await pause()
        assert bench.acknowledged == ["bad 0", "bad 1", "bad 2"]
        assert bench.sender.keys.count("bad 3") == 0, "the one too many is not written"
        assert bench.health.unready_reason() == "3 dead letters in a row"
        assert bench.health.stalled_seconds() == 0, "a restart would let three more through"
        assert bench.metric("copydesk_line_blocked") == 1
        await asyncio.sleep(0.1)
        assert len(bench.acknowledged) == 3
        bench.assert_accounted(6)


async def test_a_share_of_dead_letters_holds_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DeadLetterLimit, "WINDOW", 10)
    bench = Bench(sender=FakeSender(confirm), settings=Settings(dead_letter_run=0, dead_letter_share=0.5))
    async with bench.settling():
        await bench.take(*((f"{n}", "raise" if n % 2 else "fine") for n in range(12)))
        await pause()
    assert bench.acknowledged == [f"{n}" for n in range(11)]
    assert bench.health.unready_reason() == "50% dead letters among the last 10 messages"
    bench.assert_accounted(12)


async def test_documents_that_the_broker_refuses_count_for_the_limit_as_well() -> None:
    bench = Bench(settings=Settings(dead_letter_run=2))
    bench.sender.answer = lambda m: None if m.topic.endswith(".dead-letters") else MessageSizeTooLargeError()
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "two"), ("c", "three"))
        await pause()
    assert bench.acknowledged == ["a", "b"]
    assert bench.health.unready_reason() == "2 dead letters in a row"


def doubled(article: RawArticle) -> Sequence[Document]:
    """What goes on, and a copy for another topic."""
    made = cleaned(article)
    story = Story(id=article.id, verdict="exact")
    return [made, DuplicateArticle(**made.model_dump(exclude={"sketch"}), story=story)]


async def test_an_article_is_acknowledged_when_all_that_came_of_it_is_confirmed() -> None:
    bench = Bench(doubled)
    async with bench.settling():
        await bench.take(("a", "one"))
        assert [message.topic for message in bench.sender.sent] == ["articles.clean", "articles.duplicates"]
        bench.sender.confirm(1)
        await pause()
        assert bench.acknowledged == []
        bench.sender.confirm(0)
        await pause()
        assert bench.acknowledged == ["a"]
    assert bench.ends == {"a": "ok"}, "the first document says how the article ended"
    assert bench.metric("copydesk_messages_published_total", topic="articles.clean") == 1
    assert bench.metric("copydesk_messages_published_total", topic="articles.duplicates") == 1
    bench.assert_accounted(1)


@pytest.mark.parametrize("refused", ["articles.clean", "articles.duplicates"])
async def test_an_article_of_which_one_document_is_refused_is_a_dead_letter(refused: str) -> None:
    bench = Bench(doubled)
    bench.sender.answer = lambda message: MessageSizeTooLargeError() if message.topic == refused else None
    async with bench.settling():
        await bench.take(("a", "one"))
        await asyncio.wait_for(bench.loop.emptied(), 10)
    assert bench.ends == {"a": "dead_letter"}
    bench.assert_accounted(1)


async def test_each_status_is_counted_once() -> None:
    def judge(article: RawArticle) -> Document:
        made = cleaned(article)
        if article.body == "short":
            return made.model_copy(update={"readability": "too_short"})
        if article.body == "raise":
            raise RuntimeError
        return made if article.body == "fine" else doubled(article)[1]

    bench = Bench(judge, FakeSender(confirm))
    bodies = ["fine", "short", "raise", "copy", "fine", "copy", "copy"]
    async with bench.settling():
        await bench.take(*((f"{n}", body) for n, body in enumerate(bodies)))
        await bench.loop.emptied()
    counted = {
        status: bench.metric("copydesk_messages_processed_total", status=status)
        for status in ("ok", "too_short", "dead_letter", "duplicate")
    }
    assert counted == {"ok": 2, "too_short": 1, "dead_letter": 1, "duplicate": 3}
    bench.assert_accounted(len(bodies))


async def test_takes_no_more_than_the_window_holds() -> None:
    bench = Bench(settings=Settings(in_flight=2))
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "two"))
        third = asyncio.create_task(bench.take(("c", "three")))
        await pause()
        assert not third.done()
        assert bench.sender.keys == ["a", "b"]
        bench.assert_accounted(2)
        bench.sender.confirm(0)
        await asyncio.wait_for(third, 10)
        assert bench.sender.keys == ["a", "b", "c"]


async def test_takes_no_more_bytes_than_the_window_holds_but_a_huge_article_passes_alone() -> None:
    bench = Bench(settings=Settings(in_flight_bytes=500))
    async with bench.settling():
        await bench.take(("huge", "x" * 10_000))
        second = asyncio.create_task(bench.take(("b", "two")))
        await pause()
        assert not second.done()
        assert bench.sender.keys == ["huge"]
        bench.sender.confirm(0)
        await asyncio.wait_for(second, 10)
        assert bench.acknowledged == ["huge"]


async def test_cancellation_acknowledges_nothing() -> None:
    bench = Bench()
    settling = asyncio.create_task(bench.loop.settle())
    await bench.take(("a", "one"), ("b", "raise"))
    await pause()
    settling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await settling
    assert bench.acknowledged == []
    assert bench.loop.in_flight == 2
    bench.assert_accounted(2)


async def test_cancellation_of_a_blocked_line_acknowledges_nothing() -> None:
    bench = Bench()
    bench.sender.answer = lambda _message: KafkaConnectionError()
    settling = asyncio.create_task(bench.loop.settle())
    await bench.take(("a", "one"))
    await until(lambda: bench.sender.restarts >= 1)
    settling.cancel()
    with pytest.raises(asyncio.CancelledError):
        await settling
    assert bench.acknowledged == []


async def test_a_replay_is_handed_on_and_is_no_latency() -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        marked = {"received_at": b"2020-01-01T00:00:00+00:00", "replay": b"again"}
        await bench.loop.take(origin("a", headers=marked), bench.acknowledge)
        await bench.loop.take(origin("b", value=b"no article", headers=marked), bench.acknowledge)
        await bench.loop.emptied()
    assert bench.metric("copydesk_end_to_end_latency_seconds_count") == 0
    assert [message.headers["replay"] for message in bench.sender.sent] == [b"again"] * 2, "a dead letter's, too"


async def test_measures_the_way_from_the_intake_to_here() -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        known = origin("a", headers={"received_at": b"2020-01-01T00:00:00+00:00"})
        await bench.loop.take(known, bench.acknowledge)
        await bench.take(("b", "two"))
        await bench.loop.emptied()
    assert bench.metric("copydesk_end_to_end_latency_seconds_count") == 1
    assert bench.metric("copydesk_end_to_end_latency_seconds_sum") > 3600
    assert bench.metric("copydesk_last_message_timestamp_seconds") > 0


def exemplars(name: str, service: str) -> set[str]:
    """The traces that the samples of a metric lead to."""
    return {
        sample.exemplar.labels["trace_id"]
        for metric in REGISTRY.collect()
        for sample in metric.samples
        if sample.name == name and sample.labels["service"] == service and sample.exemplar
    }


TIMED = (
    "copydesk_processing_duration_seconds",
    "copydesk_publish_duration_seconds",
    "copydesk_end_to_end_latency_seconds",
)


async def test_a_duration_leads_to_the_trace_of_its_article() -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        headers = {"traceparent": TRACEPARENT, "received_at": b"2020-01-01T00:00:00+00:00"}
        await bench.loop.take(origin("a", headers=headers), bench.acknowledge)
        await bench.loop.emptied()
    assert [exemplars(f"{name}_bucket", bench.name) for name in TIMED] == [{"0af7651916cd43dd8448eb211c80319c"}] * 3


async def test_a_dead_letter_leads_to_its_trace() -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        await bench.loop.take(origin("a", "raise", headers={"traceparent": TRACEPARENT}), bench.acknowledge)
        await bench.loop.emptied()
    assert exemplars("copydesk_dead_letters_total", bench.name) == {"0af7651916cd43dd8448eb211c80319c"}


async def test_nothing_leads_to_a_trace_that_is_not_recorded() -> None:
    bench = Bench(sender=FakeSender(confirm))
    async with bench.settling():
        for number, body in enumerate(("text", "raise")):
            headers = {"traceparent": TRACEPARENT[:-1] + b"0"}
            await bench.loop.take(origin(str(number), body, headers=headers), bench.acknowledge)
        await bench.loop.emptied()
    assert bench.ends == {"0": "ok", "1": "dead_letter"}
    names = [*(f"{name}_bucket" for name in TIMED), "copydesk_dead_letters_total"]
    assert [exemplars(name, bench.name) for name in names] == [set()] * 4


PROBE = RawArticle(id="probe", body="fine")


class Defective:
    """A handler that fails on every article for as long as it is broken, and on one article for ever."""

    def __init__(self, error: Exception) -> None:
        self.error: Exception | None = error
        self.handled: list[str] = []

    def __call__(self, article: RawArticle) -> Document:
        self.handled.append(article.id)
        if self.error is not None:
            raise self.error
        return obey(article)


@pytest.mark.parametrize(
    "error", [ValueError("cannot resize this array"), OSError("no space left on device"), MemoryError(), KeyError("x")]
)
async def test_a_defect_holds_the_line_at_the_first_article_and_flows_by_itself_when_it_is_mended(
    error: Exception,
) -> None:
    broken = Defective(error)
    bench = Bench(broken, FakeSender(confirm), probe=PROBE)
    async with bench.settling():
        taking = asyncio.create_task(bench.take(("a", "one"), ("b", "two"), ("c", "raise")))
        await until(lambda: broken.handled.count("a") >= 3)
        assert bench.sender.sent == []
        assert type(error).__name__ in (bench.health.unready_reason() or "")
        assert bench.metric("copydesk_line_blocked") == 1
        assert bench.health.stalled_seconds() == 0
        broken.error = None
        await taking
        await bench.loop.emptied()
    assert bench.ends == {"a": "ok", "b": "ok", "c": "dead_letter"}
    assert bench.health.unready_reason() is None
    assert bench.metric("copydesk_line_blocked") == 0
    bench.assert_accounted(3)


async def test_a_confirmation_from_before_does_not_hide_that_the_line_is_held() -> None:
    broken = Defective(ValueError("broken"))
    broken.error = None
    bench = Bench(broken, probe=PROBE)
    async with bench.settling():
        await bench.take(("a", "one"))
        broken.error = ValueError("broken")
        taking = asyncio.create_task(bench.take(("b", "two")))
        await until(lambda: bench.health.is_blocked)
        bench.sender.confirm(0)
        await pause()
        assert bench.acknowledged == ["a"]
        assert bench.health.unready_reason() is not None
        assert bench.metric("copydesk_line_blocked") == 1
        taking.cancel()


@pytest.mark.parametrize("error", [OSError("no such date"), MemoryError()])
async def test_a_want_that_only_one_article_has_time_after_time_is_of_that_article(error: Exception) -> None:
    def want(article: RawArticle) -> Document:
        if article.id == "a":
            raise error
        return cleaned(article)

    bench = Bench(want, FakeSender(confirm), probe=PROBE)
    async with bench.settling():
        await bench.take(("a", "one"), ("b", "two"))
        await bench.loop.emptied()
    assert bench.ends == {"a": "dead_letter", "b": "ok"}


async def test_a_document_at_fault_is_a_dead_letter_without_another_attempt() -> None:
    handled: list[str] = []

    def refuse(article: RawArticle) -> Document:
        handled.append(article.id)
        raise DocumentError("no words")

    bench = Bench(refuse, FakeSender(confirm), probe=PROBE)
    async with bench.settling():
        await bench.take(("a", "one"))
        await bench.loop.take(origin("b", value=b"{"), bench.acknowledge)
        await bench.loop.emptied()
    assert bench.ends == {"a": "dead_letter", "b": "dead_letter"}
    assert handled == ["a"]


async def test_a_state_that_cannot_be_had_holds_the_line() -> None:
    bench = Bench(sender=FakeSender(confirm), probe=PROBE)
    failures = [OSError("the disk is gone"), StateError("half changed")]

    class Away:
        @contextlib.asynccontextmanager
        async def turn(self, _origin: Origin) -> AsyncIterator[Handler]:
            if failures:
                raise failures.pop()
            yield obey

    service = Service(bench.name, source=RawArticle, handle=obey, probe=PROBE)
    states = cast(States[RawArticle], Away())
    loop = loop_module.Loop(service, Settings(), bench.sender, bench.health, states)
    settling = asyncio.create_task(loop.settle())
    await loop.take(origin("a"), bench.acknowledge)
    await loop.emptied()
    settling.cancel()
    assert bench.ends == {"a": "ok"}
    assert not failures


async def test_an_article_that_takes_too_long_is_a_dead_letter_that_says_at_what_and_its_neighbours_pass() -> None:
    def spin(article: RawArticle) -> Document:
        while article.id == "a":
            pass
        return cleaned(article)

    settings = Settings(article_cpu_seconds=0.1)
    bench = Bench(spin, FakeSender(confirm), settings, PROBE)
    async with bench.settling():
        await bench.take(("before", "one"), ("a", "two"), ("behind", "three"))
        await bench.loop.emptied()
    assert bench.ends == {"before": "ok", "a": "dead_letter", "behind": "ok"}
    (dead,) = [message for message in bench.sender.sent if message.topic.endswith(".dead-letters")]
    assert letter_of(dead).error_type == "OverBudgetError"
    assert letter_of(dead).error_message == "it took over 0.1 s of CPU"
    assert letter_of(dead).error_place.startswith("runtime/test_loop.py:")
    assert letter_of(dead).error_place.endswith(" spin")
    bench.assert_accounted(3)
