"""The judge sees what is lost, what is buried, and what comes twice."""

from __future__ import annotations

import json
from collections import Counter

from schemas.article import RawArticle
from tests.chaos.traffic import Sent, traffic
from tests.chaos.verdict import DUPLICATES, ENDS, ENRICHED, Verdict, judged
from tests.support.cluster import Read

SENT = traffic(1, 250)
ARTICLES = [message for message in SENT if message.article is not None]
POISON = [message for message in SENT if message.article is None]


def read_of(key: str, value: bytes, **headers: str) -> Read:
    return Read(0, 0, key.encode(), value, {name: text.encode() for name, text in headers.items()})


def event(message: Sent, service: str) -> Read:
    assert message.article is not None
    return read_of(message.key, b"{}", ce_id=message.article.event_id(service))


def buried(message: Sent) -> Read:
    return read_of(message.key, message.value)


def verdict(enriched: list[Read], duplicates: list[Read], dead: list[Read]) -> Verdict:
    nothing: dict[str, list[Read]] = {name: [] for name in ENDS}
    return judged(SENT, {**nothing, ENRICHED: enriched, DUPLICATES: duplicates, "cleaner.dead-letters": dead})


def all_enriched() -> list[Read]:
    return [event(message, "quotes") for message in {m.value: m for m in ARTICLES}.values()]


DEAD = [buried(message) for message in POISON]


def test_a_run_without_a_loss_is_good() -> None:
    found = verdict(all_enriched(), [], DEAD)
    assert found.is_good
    assert found.acknowledged == len(SENT)
    assert found.repeated == 0


def test_a_copy_ends_among_the_duplicates() -> None:
    first, *others = all_enriched()
    copy = next(m for m in ARTICLES if event(m, "quotes") == first)
    assert verdict(others, [event(copy, "dedup")], DEAD).is_good


def test_one_version_that_is_missing_is_a_loss_though_others_came_out() -> None:
    versions = [m for m in ARTICLES if m.article is not None and m.article.version == 2]
    missing = event(versions[0], "quotes")
    found = verdict([read for read in all_enriched() if read != missing], [], DEAD)
    assert found.lost == (versions[0].key,)
    assert not found.is_good


def test_a_sound_article_among_the_dead_letters_is_seen() -> None:
    found = verdict(all_enriched(), [], [*DEAD, buried(ARTICLES[3])])
    assert found.buried == (ARTICLES[3].key,)
    assert not found.is_good


def test_a_sound_article_that_was_buried_further_down_is_seen() -> None:
    article = RawArticle(id="x", body="Rain.")
    clean = {**article.model_dump(mode="json", exclude={"body"}), "text": "Rain.", "sketch": {"exact": ""}}
    found = verdict(all_enriched(), [], [*DEAD, read_of("x", json.dumps(clean).encode())])
    assert found.buried == ("x",)


def test_poison_must_become_a_dead_letter() -> None:
    found = verdict(all_enriched(), [], DEAD[1:])
    assert found.passed == (POISON[0].key,)
    assert not found.is_good


def test_repeats_are_counted_by_their_event_unless_the_article_was_sent_again() -> None:
    sent = Counter(m.value for m in ARTICLES)
    once = next(m for m in ARTICLES if sent[m.value] == 1)
    twice = next(m for m in ARTICLES if sent[m.value] == 2)
    found = verdict([*all_enriched(), event(once, "quotes"), event(twice, "quotes")], [], DEAD)
    assert found.is_good
    assert found.repeated == 1


def test_traffic_is_that_of_its_seed_and_has_every_kind() -> None:
    assert traffic(1, 250) == SENT
    assert traffic(2, 250) != SENT
    assert {m.article.version for m in ARTICLES if m.article} == {None, 1, 2, 3}
    assert len({m.value for m in ARTICLES}) < len(ARTICLES), "no redelivery"
    assert len(POISON) == 2
