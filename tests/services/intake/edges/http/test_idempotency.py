from __future__ import annotations

import pytest
from starlette.responses import Response

from services.intake.edges.http import idempotency
from services.intake.edges.http.idempotency import Idempotency
from services.intake.edges.http.problems import ProblemError


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_answer_is_forgotten_after_a_day() -> None:
    clock = Clock()
    answers = Idempotency(clock)
    assert answers.begin("desk", "k", b"body") is None
    answers.end("desk", "k", Response("first"))
    clock.now = idempotency.REMEMBERED_SECONDS - 1
    assert answers.begin("desk", "k", b"body") is not None
    clock.now = idempotency.REMEMBERED_SECONDS + 1
    assert answers.begin("desk", "k", b"body") is None


def test_keys_of_different_owners_do_not_meet() -> None:
    answers = Idempotency()
    assert answers.begin("desk", "k", b"one") is None
    assert answers.begin("agency", "k", b"two") is None


def test_memory_is_bounded_by_number_and_by_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(idempotency, "REMEMBERED", 10)
    monkeypatch.setattr(idempotency, "REMEMBERED_BYTES", 1000)
    answers = Idempotency()
    for number in range(30):
        answers.begin("desk", f"k{number}", b"")
        answers.end("desk", f"k{number}", Response("x" * 50))
    assert len(answers._entries) == 10
    answers.begin("desk", "large", b"")
    answers.end("desk", "large", Response("x" * 990))
    assert answers._size <= 1000
    assert answers.begin("desk", "large", b"") is not None
    answers.begin("desk", "too large", b"")
    answers.end("desk", "too large", Response("x" * 1001))
    assert (len(answers._entries), answers._size) == (0, 0)


def test_one_that_was_given_up_may_be_tried_again() -> None:
    answers = Idempotency()
    answers.begin("desk", "k", b"body")
    with pytest.raises(ProblemError, match="under way"):
        answers.begin("desk", "k", b"body")
    answers.end("desk", "k", None)
    assert answers.begin("desk", "k", b"body") is None
