"""The digest map: a dictionary in two arrays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.dedup.digests import DigestMap

CAPACITY = 8

# Few digests, most of which want the same places, so that runs form and are taken apart again.
DIGESTS = st.sampled_from([0, 1, 2, 14, 15, 28, 29, 2**64 - 1])
STEPS = st.lists(st.tuples(st.sampled_from(["set", "remove"]), DIGESTS, st.integers(0, 2)), max_size=60)


@given(STEPS)
def test_it_answers_like_a_dictionary(steps: list[tuple[str, int, int]]) -> None:
    known: dict[int, int] = {}
    digests = DigestMap(CAPACITY)
    for action, digest, slot in steps:
        if action == "set":
            known[digest] = slot
            digests.set(digest, slot)
        else:
            if known.get(digest) == slot:
                del known[digest]
            digests.remove(digest, slot)
        for each in (0, 1, 2, 14, 15, 28, 29, 2**64 - 1):
            assert digests.get(each) == known.get(each)
