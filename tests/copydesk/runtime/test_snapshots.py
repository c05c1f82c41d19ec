"""Snapshots: whole or not there, and one process a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from copydesk.runtime import snapshots
from copydesk.runtime.snapshots import MANIFEST, Position, Snapshots


def save(text: str) -> Callable[[Path], None]:
    def write(folder: Path) -> None:
        (folder / "state").write_text(text)

    return write


def write(kept: Snapshots, save: Callable[[Path], None], position: Position) -> None:
    kept.publish(kept.fill(save), position)


def test_without_a_snapshot_there_is_none(tmp_path: Path) -> None:
    assert Snapshots(tmp_path).latest() is None


def test_what_was_written_comes_back_with_its_position(tmp_path: Path) -> None:
    kept, position = Snapshots(tmp_path), Position.behind(6, 1000, b"message")
    write(kept, save("one"), position)
    kept.close()
    found = Snapshots(tmp_path).latest()
    assert found is not None
    assert ((found[0] / "state").read_text(), found[1]) == ("one", position)
    assert position.offset == 7


def test_only_the_newest_is_kept(tmp_path: Path) -> None:
    kept = Snapshots(tmp_path)
    for offset in (9, 10, 100):
        write(kept, save(str(offset)), Position(offset))
    found = kept.latest()
    assert found is not None
    assert found[1] == Position(100)
    assert len(list(kept.folder.glob("snapshot-*"))) == 1


def test_a_failure_leaves_the_earlier_one(tmp_path: Path) -> None:
    def fail(folder: Path) -> None:
        (folder / "state").write_text("half")
        raise OSError("no space left on device")

    kept = Snapshots(tmp_path)
    write(kept, save("one"), Position(1))
    with pytest.raises(OSError, match="no space"):
        write(kept, fail, Position(2))
    found = kept.latest()
    assert found is not None
    assert found[1] == Position(1)
    write(kept, save("three"), Position(3))
    assert kept.latest() == (kept.folder / "snapshot-00000000000000000003", Position(3))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("state", b"onE", id="a flipped bit"),
        pytest.param("state", b"", id="cut off"),
        pytest.param(MANIFEST, b"{", id="half a manifest"),
        pytest.param(MANIFEST, b'{"files": {}}', id="no position"),
        pytest.param(MANIFEST, b'{"files": {"gone": 1}, "position": {"offset": 1}}', id="a file is missing"),
    ],
)
def test_a_damaged_one_is_not_used(tmp_path: Path, name: str, content: bytes) -> None:
    kept = Snapshots(tmp_path)
    write(kept, save("one"), Position(1))
    (kept.folder / "snapshot-00000000000000000001" / name).write_bytes(content)
    assert kept.latest() is None


def test_each_process_has_a_place_of_its_own(tmp_path: Path) -> None:
    first, second = Snapshots(tmp_path), Snapshots(tmp_path)
    assert first.folder != second.folder
    first.close()
    assert Snapshots(tmp_path).folder == first.folder


def test_there_are_not_endless_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "MOST_PROCESSES", 1)
    taken = Snapshots(tmp_path)
    with pytest.raises(OSError, match="1 processes use it"):
        Snapshots(tmp_path)
    taken.close()


def test_clearing_leaves_the_place_taken_and_empty(tmp_path: Path) -> None:
    kept = Snapshots(tmp_path)
    write(kept, save("one"), Position(1))
    kept.clear()
    assert kept.latest() is None
    assert [path.name for path in kept.folder.iterdir()] == ["lock"]
