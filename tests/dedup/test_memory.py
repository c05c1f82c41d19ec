"""What deduplication keeps of an article: complete, compact and bounded."""

from __future__ import annotations

import tracemalloc
from array import array
from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st

from schemas.story import Story
from services.dedup.memory import Known, Memory
from services.dedup.resemblance import Fingerprint

IDS = st.text(min_size=1, max_size=40)
NUMBERS = st.integers(0, 2**32 - 1)
DIGESTS = st.integers(0, 2**64 - 1)


@st.composite
def known_articles(draw: st.DrawFn) -> Known:
    verdict = draw(st.sampled_from(["new", "exact", "near", "revision"]))
    return Known(
        article_id=draw(IDS),
        story=Story(
            id=str(draw(st.uuids())),
            verdict=verdict,
            of=draw(st.none() | IDS),
            similarity=draw(st.floats(0, 1)),
            version=draw(st.integers(1, 1000)),
        ),
        delivery=draw(DIGESTS),
        content=draw(DIGESTS),
        identities=tuple(draw(st.lists(DIGESTS, min_size=1, max_size=3))),
        fingerprint=Fingerprint(
            array("I", draw(st.lists(NUMBERS, max_size=8))), array("I", draw(st.lists(NUMBERS, max_size=8))), 30
        ),
    )


@given(known_articles())
def test_packing_loses_nothing_that_is_compared(known: Known) -> None:
    unpacked = Known.unpack(known.pack())
    for name in ("article_id", "story", "delivery", "content", "identities"):
        assert getattr(unpacked, name) == getattr(known, name)
    if known.is_compared:
        assert unpacked.fingerprint == known.fingerprint


def long_article(number: int) -> Known:
    """One with all that can be kept: a full fingerprint and every identity."""
    key = number * 2_654_435_761
    return Known(
        article_id=str(uuid5(UUID(int=0), str(number))),
        story=Story(id=str(UUID(int=number)), verdict="new"),
        delivery=(key * 7 + 1) % 2**64,
        content=(key * 11 + 2) % 2**64,
        identities=tuple((key * factor + 3) % 2**64 for factor in (13, 17, 19)),
        fingerprint=Fingerprint(
            array("I", ((key + each * 40_503) % 2**32 for each in range(128))),
            array("I", range(number, number + 64)),
            400,
        ),
    )


def test_a_full_memory_takes_little_and_does_not_grow() -> None:
    capacity = 2000
    tracemalloc.start()
    memory = Memory(capacity)
    for number in range(capacity):
        memory.remember(long_article(number))
    full, _ = tracemalloc.get_traced_memory()
    for number in range(capacity, 2 * capacity):
        memory.remember(long_article(number))
    later, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(memory) == capacity
    assert full / capacity < 1300
    assert later < full * 1.02
    assert memory.find(long_article(0).delivery) is None
    assert memory.find(long_article(2 * capacity - 1).delivery) == long_article(2 * capacity - 1)
