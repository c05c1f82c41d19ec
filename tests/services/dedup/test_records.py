"""Records by number: in files or in memory, and cut to what a snapshot knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.dedup import records
from services.dedup.records import Records


@pytest.fixture(autouse=True)
def _small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "SEGMENT", 4)


def filled(folder: Path | None, count: int) -> Records:
    made = Records(folder)
    assert [made.append(b"x" * number) for number in range(count)] == list(range(count))
    return made


@pytest.mark.parametrize("on_disk", [True, False])
def test_a_record_comes_back_by_its_number(tmp_path: Path, on_disk: bool) -> None:
    made = filled(tmp_path if on_disk else None, 10)
    assert [made.read(number) for number in range(10)] == [b"x" * number for number in range(10)]
    made.close()


def test_what_a_snapshot_knows_comes_back_and_the_rest_is_cut_off(tmp_path: Path) -> None:
    made = filled(tmp_path, 6)
    made.save(tmp_path / "ends")
    made.append(b"later")
    made.close()
    again = Records(tmp_path)
    again.load(tmp_path / "ends")
    assert len(again) == 6
    assert again.append(b"other") == 6
    assert [again.read(number) for number in (5, 6)] == [b"xxxxx", b"other"]
    again.close()


def test_a_file_that_is_too_short_is_refused(tmp_path: Path) -> None:
    made = filled(tmp_path, 6)
    made.save(tmp_path / "ends")
    made.close()
    max(tmp_path.glob("*.records")).write_bytes(b"")
    with pytest.raises(ValueError, match="cut off"):
        Records(tmp_path).load(tmp_path / "ends")


def test_forgotten_files_stay_until_no_snapshot_needs_them(tmp_path: Path) -> None:
    made = filled(tmp_path, 10)
    made.save(tmp_path / "ends")
    made.forget_before(9)
    with pytest.raises(KeyError):
        made.read(3)
    assert made.read(8) == b"x" * 8
    assert len(list(tmp_path.glob("*.records"))) == 3
    for _ in range(3):
        made.save(tmp_path / "ends")
    assert len(list(tmp_path.glob("*.records"))) == 1
    made.close()
