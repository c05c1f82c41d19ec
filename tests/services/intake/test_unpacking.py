from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.unpacking import PIECE_BYTES, TooMuchError, Unpacking


def unpacked(packed: bytes, limit: int, step: int) -> bytes:
    unpacking = Unpacking(limit)
    found = b"".join(
        part for start in range(0, len(packed), step) for part in unpacking.of(packed[start : start + step])
    )
    unpacking.end()
    return found


@given(st.lists(st.binary(max_size=300), max_size=4), st.integers(1, 50))
def test_members_come_out_one_after_the_other_however_they_are_cut(members: list[bytes], step: int) -> None:
    whole = b"".join(members)
    packed = b"".join(map(gzip.compress, members))
    assert unpacked(packed, len(whole), step) == whole
    if whole:
        with pytest.raises(TooMuchError, match=f"more than {len(whole) - 1} bytes"):
            unpacked(packed, len(whole) - 1, step)


def test_a_bomb_is_noticed_one_piece_over_the_limit() -> None:
    unpacking, size = Unpacking(1000), 0
    with pytest.raises(TooMuchError):
        for part in unpacking.of(gzip.compress(b"\0" * 50_000_000)):
            size += len(part)
    assert size <= 1000 + PIECE_BYTES


@pytest.mark.parametrize("step", [1, 1000])
def test_what_is_cut_off_or_no_gzip_is_told(step: int) -> None:
    with pytest.raises(zlib.error, match="cut off"):
        unpacked(gzip.compress(b"the ferry runs on")[:-3], 100, step)
    with pytest.raises(zlib.error):
        unpacked(b"no gzip at all", 100, step)
