from __future__ import annotations

import threading

from copydesk.operator.top.rounds import Rounds

PATIENCE = 10.0


def test_it_asks_again_and_again_and_tells_each_time() -> None:
    told, thrice = [], threading.Event()

    def tell() -> None:
        told.append(threading.current_thread())
        if len(told) == 3:
            thrice.set()

    rounds = Rounds(0.01, (lambda: None,))
    rounds.start(tell)
    assert thrice.wait(PATIENCE)
    rounds.stop()


def test_a_question_without_an_answer_holds_up_no_other() -> None:
    never, told = threading.Event(), threading.Event()

    def hang() -> None:
        never.wait(PATIENCE)

    rounds = Rounds(0.01, (hang, lambda: None))
    rounds.start(told.set)
    assert told.wait(PATIENCE)
    rounds.stop()
    never.set()


def test_it_can_be_asked_before_its_time_and_ends() -> None:
    asked, told = threading.Semaphore(0), threading.Semaphore(0)
    rounds = Rounds(3_600, (asked.release,))
    rounds.start(told.release)
    assert told.acquire(timeout=PATIENCE)
    rounds.ask_now()
    assert told.acquire(timeout=PATIENCE)
    rounds.stop()
    assert asked.acquire(timeout=PATIENCE)
    assert asked.acquire(timeout=PATIENCE)
    assert not told.acquire(timeout=0.05), "what ends tells nothing more"
