from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from copydesk.operator.account import Account, Balance, Event, Missing, Place

RAW, CLEAN, UNIQUE = "articles.raw", "articles.clean", "articles.unique"


def event(name: str = "a") -> Event:
    return Event(name, 1, "f" * 32)


def raw(offset: int = 0) -> Place:
    return Place(RAW, 0, offset)


def clean(offset: int = 0) -> Place:
    return Place(CLEAN, 0, offset)


def read_to(**offsets: int) -> dict[str, dict[tuple[str, int], int]]:
    topics = {"cleaner": RAW, "dedup": CLEAN, "entities": UNIQUE}
    return {service: {(topics[service], 0): offset} for service, offset in offsets.items()}


def account_of(*names: str, services: tuple[str, ...] = ("cleaner",)) -> Account:
    account = Account(services)
    for offset, name in enumerate(names):
        account.give(raw(offset), event(name))
    return account


def test_what_a_service_has_written_has_its_status() -> None:
    account = account_of("a", "b", "c")
    account.pass_on("cleaner", clean(), event("a"), "ok")
    account.pass_on("cleaner", clean(1), event("b"), "too_short")
    account.fail("cleaner", raw(2), None)
    balance = account.close(read_to(cleaner=3))
    assert balance == Balance(3, {"ok": 1, "too_short": 1, "dead_letter": 1}, {}, ())
    assert balance.is_even
    assert account.open == 1


def test_what_was_not_read_yet_waits() -> None:
    balance = account_of("a", "b").close({})
    assert (dict(balance.statuses), dict(balance.waiting), balance.is_even) == ({}, {"cleaner": 2}, True)


def test_what_was_read_and_left_no_trace_is_missing_and_named() -> None:
    account = account_of("a", "b")
    account.pass_on("cleaner", clean(), event("a"), "ok")
    balance = account.close(read_to(cleaner=2))
    assert not balance.is_even
    assert balance.missing == (Missing("b", 1, "f" * 32, raw(1), raw(1), "cleaner"),)
    assert str(balance.missing[0].given) == "articles.raw/0/1"


def test_another_version_of_an_article_is_no_trace_of_this_one() -> None:
    account = account_of("a")
    account.pass_on("cleaner", clean(), Event("a", 2, "f" * 32), "ok")
    account.pass_on("cleaner", clean(), Event("a", 1, "e" * 32), "ok")
    assert len(account.close(read_to(cleaner=1)).missing) == 1


def test_what_was_given_twice_counts_twice() -> None:
    account = account_of("a", "a")
    account.pass_on("cleaner", clean(), event("a"), "ok")
    assert account.close(read_to(cleaner=2)).statuses == {"ok": 2}


def test_a_dead_letter_that_was_redriven_is_one_of_each() -> None:
    account = account_of("a", "a")
    account.fail("cleaner", raw(0), event("a"))
    account.pass_on("cleaner", clean(), event("a"), "ok")
    assert account.close(read_to(cleaner=2)).statuses == {"dead_letter": 1, "ok": 1}


def test_outcomes_of_what_was_not_given_do_not_count() -> None:
    account = account_of()
    account.pass_on("cleaner", clean(), event("other"), "ok")
    account.fail("cleaner", raw(9), event("other"))
    assert account.close({}) == Balance(0, {}, {}, ())


BOTH = ("cleaner", "dedup", "entities")


def test_over_several_services_it_is_told_where_an_article_stands() -> None:
    account = account_of(*"abcde", services=BOTH)
    for offset, name in enumerate("abcd"):
        account.pass_on("cleaner", clean(offset), event(name), "ok")
    account.pass_on("dedup", Place(UNIQUE, 0, 0), event("a"), "ok")
    account.pass_on("entities", Place("articles.entities", 0, 0), event("a"), "ok")
    account.pass_on("dedup", Place("articles.duplicates", 0, 0), event("b"), "duplicate", ends=True)
    account.fail("dedup", clean(2), event("c"))
    balance = account.close(read_to(cleaner=4, dedup=4))
    assert balance.statuses == {"ok": 1, "duplicate": 1, "dead_letter": 1}
    assert balance.waiting == {"cleaner": 1}
    assert [(each.article_id, each.service, each.last_seen) for each in balance.missing] == [("d", "dedup", clean(3))]


def test_a_repeat_of_an_earlier_step_does_not_take_an_article_back() -> None:
    account = account_of("a", services=("cleaner", "dedup"))
    account.pass_on("dedup", Place(UNIQUE, 0, 0), event("a"), "ok")
    account.pass_on("cleaner", clean(7), event("a"), "ok")
    assert account.close(read_to(cleaner=1, dedup=9)).statuses == {"ok": 1}


ENDS = st.sampled_from(["ok", "too_short", "dead_letter", "nothing"])


@given(st.lists(st.tuples(st.integers(0, 5), ENDS)), st.integers(0, 40))
def test_what_was_given_is_the_sum_of_all_that_came_of_it(ends: list[tuple[int, str]], committed: int) -> None:
    account = Account(["cleaner"])
    for offset, (name, end) in enumerate(ends):
        account.give(raw(offset), event(f"{name}"))
        if end == "dead_letter":
            account.fail("cleaner", raw(offset), event(f"{name}"))
        elif end != "nothing":
            account.pass_on("cleaner", clean(offset), event(f"{name}"), end)
    balance = account.close(read_to(cleaner=committed))
    counted = sum(balance.statuses.values()) + sum(balance.waiting.values()) + len(balance.missing)
    assert balance.given == len(ends) == counted
    assert balance.is_even is not bool(balance.missing)
