from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from kafka.errors import KafkaError, KafkaTimeoutError, MessageSizeTooLargeError

from copydesk.operator import dead_letters as dead_letters_module
from copydesk.operator import redrive as redrive_module
from copydesk.operator.cluster import ClusterError
from copydesk.operator.dead_letters import Filter, FoundDeadLetter
from copydesk.operator.decisions import LetterPlace
from copydesk.operator.redrive import Chosen, Redriver, RefusedError, choose, drop, redrive
from copydesk.registry import topics_read
from copydesk.runtime.dead_letters import dead_letter
from copydesk.runtime.envelope import Origin
from copydesk.runtime.settings import Settings
from schemas.article import RawArticle
from schemas.dead_letter import DeadLetter
from schemas.topics import topic_of
from tests.copydesk.cli.command import copydesk
from tests.copydesk.operator.consumer import FakeConsumer, Record, reading
from tests.copydesk.operator.producer import FakeProducer, writing

SETTINGS = Settings(topic_prefix="daily.")
RAW = "daily.articles.raw"
MAKE = Redriver(SETTINGS, topics_read(), {RAW: {0, 1, 2, 3}}, most_attempts=3)
TRACE = b"00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
VALUE = b'{"id": "a", "version": 4, "body": "The  harbour, closed."}'


def failed(offset: int = 7, key: bytes = b"a", value: bytes = VALUE, attempt: int = 1) -> FoundDeadLetter:
    headers = {"traceparent": TRACE, "received_at": b"2026-11-29T12:00:00+00:00", "attempt": str(attempt).encode()}
    made = dead_letter(Origin(RAW, 2, 40 + offset, 1000, key, value, headers), ValueError("no good"), "cleaner")
    place = LetterPlace("daily.cleaner.dead-letters", 0, offset, 2000)
    return FoundDeadLetter(place, made.key, made.value, made.headers, DeadLetter.from_headers(made.headers))


def changed(found: FoundDeadLetter, **fields: object) -> FoundDeadLetter:
    assert found.letter is not None
    return replace(found, letter=found.letter.model_copy(update=fields))


# --- What a dead letter becomes ---------------------------------------------------------------------------------------


def test_it_goes_back_byte_for_byte_into_the_partition_that_it_came_from() -> None:
    sent = MAKE.message(failed())
    assert (sent.topic, sent.partition, sent.key, sent.value) == (RAW, 2, b"a", VALUE)


def test_it_has_the_event_id_of_the_first_time_and_counts_the_attempts() -> None:
    sent = MAKE.message(failed(attempt=2))
    assert sent.headers["ce_id"] == RawArticle.model_validate_json(VALUE).event_id("intake").encode()
    assert sent.headers["ce_source"] == b"/copydesk/intake"
    assert sent.headers["attempt"] == b"3"
    assert sent.headers["redriven_from"] == b"daily.cleaner.dead-letters/0/7"
    assert MAKE.message(failed(attempt=2)).headers["ce_id"] == sent.headers["ce_id"]


def test_its_trace_and_its_arrival_go_on_and_its_failure_stays_behind() -> None:
    letter = failed()
    headers = MAKE.message(letter).headers
    assert headers["received_at"] == b"2026-11-29T12:00:00+00:00"
    assert headers["traceparent"] == letter.headers["traceparent"]
    assert headers["traceparent"].split(b"-")[1] == TRACE.split(b"-")[1]
    assert not [name for name in headers if name.startswith("dead_letter_")]


@pytest.mark.parametrize("value", [b"", b"\xff", b"{}", b"[" * 100_000])
def test_what_never_was_an_event_goes_back_without_an_event_id(value: bytes) -> None:
    sent = MAKE.message(failed(value=value))
    assert sent.value == value
    assert "ce_id" not in sent.headers


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (replace(failed(), letter=None), "its headers are not Copydesk's"),
        (failed(attempt=3), "it has been tried 3 times"),
        (changed(failed(), original_partition=4), "daily.articles.raw has no partition 4"),
        (changed(failed(), truncated=True), "its value is only the beginning of the original"),
        (changed(failed(), original_topic="weekly.articles.raw"), "cleaner does not read weekly.articles.raw"),
        (changed(failed(), original_topic="daily.articles.clean"), "cleaner does not read daily.articles.clean"),
        (
            changed(failed(), service="intake", original_topic="file:wire.jsonl"),
            "it came from outside (file:wire.jsonl); mend it and push it again: `copydesk dead-letters show --raw`",
        ),
    ],
)
def test_what_cannot_be_sent_again_is_refused_with_the_reason(found: FoundDeadLetter, why: str) -> None:
    with pytest.raises(RefusedError) as caught:
        MAKE.message(found)
    assert str(caught.value) == why


def test_every_service_that_reads_has_its_topic() -> None:
    for name, topic in topics_read().items():
        make = Redriver(SETTINGS, topics_read(), {SETTINGS.topic(topic.name): {2}})
        letter = changed(failed(), service=name, original_topic=SETTINGS.topic(topic.name))
        assert make.message(letter).topic == SETTINGS.topic(topic.name)
    assert topic_of(RawArticle) in topics_read().values()


# --- Acting -----------------------------------------------------------------------------------------------------------


class Log:
    """The dead letters of a cluster, and what is sent to it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, *letters: FoundDeadLetter) -> None:
        self.letters = list(letters)
        self.producer = FakeProducer()
        monkeypatch.setattr(redrive_module, "writer", writing(self.producer))
        monkeypatch.setattr(redrive_module, "list_dead_letters", self._listed)
        decisions = Record("daily.operator.decisions", 0, 0, b"k", b"")
        monkeypatch.setattr(redrive_module, "reader", reading(FakeConsumer(decisions)))

    def _listed(self, _settings: Settings, wanted: Filter) -> Iterator[FoundDeadLetter]:
        decided = {record.key for record in self.decisions}
        return (
            found
            for found in self.letters
            if wanted.takes(found) and (wanted.decided or found.reference.encode() not in decided)
        )

    @property
    def decisions(self) -> list[Record]:
        return [Record(m.topic, 0, 0, m.key, m.value) for m in self.producer.sent if m.topic.endswith("decisions")]

    @property
    def redriven(self) -> list[bytes | None]:
        return [message.key for message in self.producer.sent if message.topic == RAW]


def test_all_that_is_chosen_is_sent_and_then_decided(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, *(failed(n, key=b"%d" % n) for n in range(250)))
    chosen = choose(SETTINGS, Filter())
    told: list[tuple[int, int]] = []
    outcome = redrive(SETTINGS, chosen, Filter(), MAKE, lambda done, total: told.append((done, total)))
    assert (outcome.done, outcome.refused) == (250, [])
    assert log.redriven == [b"%d" % n for n in range(250)]
    assert len(log.decisions) == 250
    assert told == [(100, 250), (200, 250), (250, 250)]
    assert choose(SETTINGS, Filter()).places == ()


def test_no_decision_is_written_before_what_it_is_about_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, *(failed(n, key=b"%d" % n) for n in range(230)))
    redrive(SETTINGS, choose(SETTINGS, Filter()), Filter(), MAKE)
    seen: set[str] = set()
    for message in log.producer.sent:
        if message.topic == RAW:
            seen.add(message.headers["redriven_from"].decode())
        else:
            assert (message.key or b"").decode() in seen


def test_what_is_not_confirmed_is_not_decided_and_the_rest_of_its_batch_is(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, *(failed(n, key=b"%d" % n) for n in range(150)))
    log.producer.failures = {b"3": KafkaTimeoutError("silence")}
    with pytest.raises(ClusterError, match=r"not confirmed, 99 were: .*silence"):
        redrive(SETTINGS, choose(SETTINGS, Filter()), Filter(), MAKE)
    assert len(log.decisions) == 99
    assert len(choose(SETTINGS, Filter()).places) == 51
    assert len(log.redriven) == 100, "where the broker does not confirm, nothing more is sent"


@pytest.mark.parametrize("failure", [MessageSizeTooLargeError("big")])
def test_what_the_broker_refuses_is_told_and_stays(failure: KafkaError, monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, failed(1, key=b"1"), failed(2, key=b"2"))
    log.producer.failures = {b"1": failure}
    outcome = redrive(SETTINGS, choose(SETTINGS, Filter()), Filter(), MAKE)
    assert outcome.done == 1
    assert outcome.refused == [
        ("daily.cleaner.dead-letters/0/1", "the broker refuses it: MessageSizeTooLargeError"),
    ]
    assert [place.offset for place in choose(SETTINGS, Filter()).places] == [1]


def test_what_fails_between_the_choice_and_the_act_is_not_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, failed(1))
    chosen = choose(SETTINGS, Filter())
    log.letters.append(failed(2))
    redrive(SETTINGS, chosen, Filter(), MAKE)
    drop(SETTINGS, chosen)
    assert len(log.redriven) == 1
    assert {record.key for record in log.decisions} == {b"daily.cleaner.dead-letters/0/1"}


def test_what_somebody_else_dealt_with_meanwhile_is_not_sent_once_more(monkeypatch: pytest.MonkeyPatch) -> None:
    log = Log(monkeypatch, failed(1), failed(2))
    chosen = choose(SETTINGS, Filter())
    drop(SETTINGS, Chosen(chosen.places[:1], {}))
    assert redrive(SETTINGS, chosen, Filter(), MAKE).done == 1
    assert len(log.redriven) == 1


def test_at_most_so_many_are_chosen_and_their_reasons_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    Log(monkeypatch, *(failed(n) for n in range(5)), replace(failed(6), letter=None))
    assert [place.offset for place in choose(SETTINGS, Filter(), 2).places] == [0, 1]
    assert choose(SETTINGS, Filter()).reasons == Counter(
        {("cleaner", "ValueError"): 5, ("daily.cleaner.dead-letters", "unknown"): 1}
    )


def test_without_a_topic_for_decisions_nothing_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    Log(monkeypatch, failed(1))
    monkeypatch.setattr(redrive_module, "reader", reading(FakeConsumer()))
    with pytest.raises(ClusterError, match=r"no topic daily\.operator\.decisions"):
        choose(SETTINGS, Filter())


# --- The commands -----------------------------------------------------------------------------------------------------

ENVIRONMENT = {"COPYDESK_TOPIC_PREFIX": "daily."}


@pytest.fixture
def log(monkeypatch: pytest.MonkeyPatch) -> Log:
    log = Log(monkeypatch, *(failed(n) for n in range(3)), failed(3, attempt=9))
    monkeypatch.setattr(redrive_module, "redriver", lambda _settings, reads, most: replace(MAKE, most_attempts=most))
    monkeypatch.setattr(dead_letters_module, "list_dead_letters", log._listed)
    return log


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
@pytest.mark.parametrize("action", ["redrive", "drop"])
def test_nothing_is_done_before_somebody_has_said_yes(log: Log, action: str, answer: str) -> None:
    result = copydesk("dead-letters", action, stdin=answer, env=ENVIRONMENT)
    assert result.exit_code == 1
    assert "4  cleaner    ValueError" in result.stderr
    assert "4 dead letters: " in result.stderr
    assert log.producer.sent == []


def test_a_yes_redrives_and_what_was_refused_is_told(log: Log) -> None:
    result = copydesk("dead-letters", "redrive", stdin="y\n", env=ENVIRONMENT)
    assert result.exit_code == 1
    assert result.stdout.endswith("daily.cleaner.dead-letters/0/3: it has been tried 9 times\n")
    assert result.stderr.endswith("3 redriven, 1 refused\n")
    assert len(log.redriven) == 3


def test_json_has_the_refused_and_then_the_figures(log: Log) -> None:
    result = copydesk("dead-letters", "redrive", "--yes", "--json", env=ENVIRONMENT)
    assert result.stdout.splitlines() == [
        '{"reference": "daily.cleaner.dead-letters/0/3", "refused": "it has been tried 9 times"}',
        '{"found": 4, "redriven": 3, "refused": 1}',
    ]
    assert len(log.decisions) == 3


@pytest.mark.parametrize("action", ["redrive", "drop"])
def test_a_dry_run_names_them_and_does_nothing(log: Log, action: str) -> None:
    result = copydesk("dead-letters", action, "--dry-run", "--most", "2", env=ENVIRONMENT)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"daily.cleaner.dead-letters/0/{n}" for n in (0, 1)]
    assert log.producer.sent == []


def test_a_drop_only_decides(log: Log) -> None:
    result = copydesk("dead-letters", "drop", "--yes", "--json", env=ENVIRONMENT)
    assert (result.exit_code, result.stdout) == (0, '{"found": 4, "dropped": 4, "refused": 0}\n')
    assert (len(log.redriven), len(log.decisions)) == (0, 4)


def test_where_there_is_nothing_to_do_nobody_is_asked(log: Log) -> None:
    for action in ("redrive", "drop"):
        result = copydesk("dead-letters", action, "--reason", "NoSuchError", env=ENVIRONMENT)
        assert result.exit_code == 0
        assert "dead letters:" not in result.stderr
    assert log.producer.sent == []


def test_the_list_and_the_export_show_the_same(log: Log) -> None:
    listed = copydesk("dead-letters", "list", "--json", env=ENVIRONMENT).stdout.splitlines()
    exported = copydesk("dead-letters", "export", env=ENVIRONMENT)
    assert len(listed) == len(exported.stdout.splitlines()) == len(log.letters)
    assert '"key": "a", "value": "{\\"id\\": \\"a\\"' in exported.stdout
    assert exported.stderr == "4 exported\n"
    assert len(copydesk("dead-letters", "export", "--most", "1", env=ENVIRONMENT).stdout.splitlines()) == 1
