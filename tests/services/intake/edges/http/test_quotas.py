from __future__ import annotations

import pytest

from services.intake.edges.http.keys import Key, new_key
from services.intake.edges.http.problems import ProblemError
from services.intake.edges.http.quotas import DAY, Quotas

NOON = 20_000 * DAY + DAY / 2


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def quotas(clock: Clock) -> Quotas:
    return Quotas(clock, clock)


def refused(quotas: Quotas, key: Key) -> ProblemError:
    with pytest.raises(ProblemError) as error:
        quotas.check(key)
    assert error.value.status == 429
    return error.value


def take(quotas: Quotas, key: Key, number: int) -> None:
    for _ in range(number):
        quotas.check(key)
        quotas.charge(key)


def test_without_a_limit_any_number_may_come(quotas: Quotas) -> None:
    take(quotas, new_key("a", ["s"])[0], 10_000)


def test_a_minutes_articles_may_come_at_once_and_then_one_at_a_time(quotas: Quotas, clock: Clock) -> None:
    key = new_key("a", ["s"], per_minute=60)[0]
    take(quotas, key, 60)
    assert refused(quotas, key).headers["retry-after"] == "1"
    clock.now += 1
    take(quotas, key, 1)
    refused(quotas, key)
    clock.now += 3600
    take(quotas, key, 60)
    refused(quotas, key)


def test_a_body_that_was_begun_is_a_debt_that_the_next_waits_for(quotas: Quotas, clock: Clock) -> None:
    key = new_key("a", ["s"], per_minute=60)[0]
    quotas.check(key)
    for _ in range(180):
        quotas.charge(key)
    assert refused(quotas, key).headers["retry-after"] in {"121", "122"}
    clock.now += 122
    quotas.check(key)


def test_a_days_volume_begins_anew_at_midnight_utc(quotas: Quotas, clock: Clock) -> None:
    key = new_key("a", ["s"], per_day=3)[0]
    take(quotas, key, 3)
    assert refused(quotas, key).headers["retry-after"] == str(int(DAY / 2) + 1) or refused(quotas, key).headers[
        "retry-after"
    ] == str(int(DAY / 2))
    clock.now += DAY / 2 - 1
    refused(quotas, key)
    clock.now += 1
    take(quotas, key, 3)


def test_keys_do_not_share(quotas: Quotas) -> None:
    one, two = (new_key(name, ["s"], per_minute=1)[0] for name in ("a", "b"))
    take(quotas, one, 1)
    refused(quotas, one)
    take(quotas, two, 1)
