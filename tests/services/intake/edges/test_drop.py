from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from copydesk.runtime.in_flight import Arrival, Entry
from copydesk.runtime.settings import Settings
from copydesk.runtime.tracing import read_traceparent
from schemas.document import Status
from services.intake.edges import drop
from services.intake.edges.drop import watch_drop_folder
from tests.copydesk.runtime.bench import recorded_spans, until


class Watch:
    """The drop folder under watch. What arrives is collected; the test says when it is confirmed."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "drop"
        self.done = self.folder / "done"
        self.arrived: list[Arrival] = []
        self.arrivals = watch_drop_folder(Settings(data_dir=data))

    async def collect(self) -> None:
        async for arrival in self.arrivals:
            self.arrived.append(arrival)

    @property
    def values(self) -> list[bytes | None]:
        return [arrival.origin.original_value() for arrival in self.arrived]

    def put(self, name: str | bytes, data: bytes = b'{"body": "x"}\n', age: float = 60.0) -> Path:
        path = self.folder / (os.fsdecode(name) if isinstance(name, bytes) else name)
        path.write_bytes(data)
        written = path.stat().st_mtime - age
        os.utime(path, (written, written))
        return path

    def confirm(self, *numbers: int, error: Exception | None = None) -> None:
        for number in numbers:
            arrival = self.arrived[number]
            status: Status = "dead_letter" if error else "ok"
            entry = Entry(arrival.origin, arrival.acknowledge, status, messages=[], size=0, error=error)
            arrival.acknowledge(entry)

    async def wait_for(self, number: int) -> None:
        await until(lambda: len(self.arrived) >= number)
        # The file's end is read by a thread, after its last article.
        await until(lambda: all(thread.name != "reader" for thread in threading.enumerate()))
        await asyncio.sleep(0.02)

    async def look(self) -> None:
        """Long enough for several looks into the folder."""
        await asyncio.sleep(0.1)

    def names(self) -> set[str]:
        return {path.name for path in self.folder.iterdir()} - {"done"}

    def done_names(self) -> set[str]:
        return {path.name for path in self.done.iterdir()} if self.done.exists() else set()


@pytest.fixture
async def watch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Watch]:
    monkeypatch.setattr(drop, "LOOK_SECONDS", 0.01)
    watch = Watch(tmp_path / "data")
    collecting = asyncio.create_task(watch.collect())
    await until(watch.folder.exists)
    yield watch
    assert not collecting.done(), f"the watch ended: {collecting}"
    collecting.cancel()


async def test_a_file_is_moved_when_all_that_came_of_it_is_confirmed(watch: Watch) -> None:
    watch.put("wire.jsonl", b"{1}\n{2}\n{3}\n")
    await watch.wait_for(3)
    assert watch.values == [b"{1}", b"{2}", b"{3}"]
    watch.confirm(0, 1)
    await watch.look()
    assert watch.names() == {"wire.jsonl"}
    watch.confirm(2)
    assert watch.names() == set()
    assert watch.done_names() == {"wire.jsonl"}
    assert (watch.done / "wire.jsonl").read_bytes() == b"{1}\n{2}\n{3}\n"
    await watch.look()
    assert len(watch.arrived) == 3


async def test_a_file_under_way_is_not_read_again(watch: Watch) -> None:
    watch.put("wire.jsonl")
    await watch.wait_for(1)
    await watch.look()
    assert len(watch.arrived) == 1


async def test_a_file_with_a_bad_line_is_moved_and_the_refusal_is_counted(watch: Watch) -> None:
    watch.put("wire.jsonl", b'{"body": "x"}\nbroken\n')
    await watch.wait_for(2)
    with capture_logs() as logs:
        watch.confirm(0)
        watch.confirm(1, error=ValueError("x"))
    assert watch.done_names() == {"wire.jsonl"}
    (entry,) = logs
    assert (entry["file"], entry["articles"], entry["refused"]) == ("wire.jsonl", 2, 1)


async def test_the_oldest_file_comes_first(tmp_path: Path) -> None:
    watch = Watch(tmp_path)
    for name, age in (("b.jsonl", 100), ("a.jsonl", 50), ("c.jsonl", 200)):
        watch.put(name, name[:1].encode(), age)
    values = [(await anext(watch.arrivals)).origin.original_value() for _ in range(3)]
    assert values == [b"c", b"b", b"a"]


async def test_an_empty_file_of_json_lines_is_moved(watch: Watch) -> None:
    watch.put("empty.jsonl", b"\n\n")
    await until(lambda: watch.done_names() == {"empty.jsonl"})
    assert watch.arrived == []


async def test_a_name_that_is_taken_gets_a_suffix_and_nothing_is_overwritten(watch: Watch) -> None:
    watch.done.mkdir()
    (watch.done / "wire.jsonl").write_bytes(b"older")
    watch.put("wire.jsonl")
    await watch.wait_for(1)
    watch.confirm(0)
    assert (watch.done / "wire.jsonl").read_bytes() == b"older"
    (other,) = watch.done_names() - {"wire.jsonl"}
    assert other.startswith("wire.")
    assert other.endswith(".jsonl")


@pytest.mark.parametrize("name", [".hidden.jsonl", "wire.part", "wire.jsonl.tmp", "wire.PART", "x.crdownload"])
async def test_hidden_and_unfinished_files_are_left_alone(watch: Watch, name: str) -> None:
    watch.put(name)
    await watch.look()
    assert watch.arrived == []
    assert watch.names() == {name}


async def test_a_file_that_changed_a_moment_ago_is_left_until_it_rests(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    watch.put("wire.jsonl", age=0)
    await watch.look()
    assert watch.arrived == []
    monkeypatch.setattr(drop, "SETTLED_SECONDS", 0.0)
    await watch.wait_for(1)


async def test_links_and_folders_are_left_alone(watch: Watch, tmp_path: Path) -> None:
    secret = tmp_path / "secret.jsonl"
    secret.write_bytes(b"secret\n")
    os.utime(secret, (0, 0))
    (watch.folder / "link.jsonl").symlink_to(secret)
    (watch.folder / "folder.jsonl").mkdir()
    os.mkfifo(watch.folder / "pipe.jsonl")
    await watch.look()
    assert watch.arrived == []
    assert secret.exists()


async def test_a_file_that_cannot_be_read_does_not_stop_the_others(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def open_or_refuse(path: Path, mode: str = "r") -> object:
        if path.name == "bad.jsonl":
            raise PermissionError(13, "Permission denied")
        return open(path, mode)  # noqa: PTH123 - Path.open is what this stands for

    watch.put("bad.jsonl", age=100)
    watch.put("good.jsonl", b"{good}", age=50)
    monkeypatch.setattr(Path, "open", open_or_refuse)
    await watch.wait_for(1)
    assert watch.values == [b"{good}"]
    watch.confirm(0)
    await watch.look()
    assert watch.names() == {"bad.jsonl"}
    assert watch.done_names() == {"good.jsonl"}


async def test_a_file_of_the_same_name_is_read_however_soon_it_comes(watch: Watch) -> None:
    watch.put("latest.jsonl", b"{1}")
    await watch.wait_for(1)
    watch.confirm(0)
    watch.put("latest.jsonl", b"{2}")
    await watch.wait_for(2)
    assert watch.values == [b"{1}", b"{2}"]


async def test_a_file_that_cannot_be_moved_does_not_stop_the_line(watch: Watch) -> None:
    gone = watch.put("gone.jsonl", b"{1}")
    await watch.wait_for(1)
    gone.unlink()
    with capture_logs() as logs:
        watch.confirm(0)
    assert [entry["log_level"] for entry in logs] == ["error"]
    watch.put("next.jsonl", b"{2}")
    await watch.wait_for(2)
    watch.confirm(1)
    assert watch.done_names() == {"next.jsonl"}


async def test_a_file_that_stays_because_it_cannot_be_moved_is_not_published_over_and_over(
    watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, _target: Path) -> Path:
        raise PermissionError(13, "Permission denied")

    watch.put("wire.jsonl")
    await watch.wait_for(1)
    monkeypatch.setattr(Path, "rename", refuse)
    watch.confirm(0)
    await watch.look()
    assert len(watch.arrived) == 1


async def test_a_file_is_moved_once_the_disk_has_room_again(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path, *_arguments: object, **_options: object) -> None:
        raise OSError(28, "No space left on device")

    watch.put("wire.jsonl")
    await watch.wait_for(1)
    with monkeypatch.context() as full, capture_logs() as logs:
        full.setattr(Path, "mkdir", refuse)
        watch.confirm(0)
        await watch.look()
    assert watch.names() == {"wire.jsonl"}
    await until(lambda: watch.done_names() == {"wire.jsonl"})
    assert len(watch.arrived) == 1
    assert [entry["log_level"] for entry in logs].count("error") == 1


async def test_a_file_of_tomorrow_is_read_once_it_rests(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock was set back, or the file keeps the time of a machine whose clock is ahead."""
    watch.put("wire.jsonl", age=-24 * 3600)
    await watch.look()
    assert watch.arrived == []
    monkeypatch.setattr(drop, "SETTLED_SECONDS", 0.05)
    await watch.wait_for(1)


async def test_what_is_written_behind_what_was_read_is_not_lost(watch: Watch) -> None:
    path = watch.put("wire.jsonl", b"{1}\n")
    await watch.wait_for(1)
    with path.open("ab") as stream:
        stream.write(b"{2}\n")
    os.utime(path, (path.stat().st_mtime - 30, path.stat().st_mtime - 30))
    watch.confirm(0)
    assert watch.names() == {"wire.jsonl"}
    await watch.wait_for(3)
    assert watch.values == [b"{1}", b"{1}", b"{2}"]
    watch.confirm(1, 2)
    assert watch.done_names() == {"wire.jsonl"}


async def test_a_name_that_is_no_utf8_is_published_and_moved(watch: Watch) -> None:
    watch.put(b"\xff.jsonl")
    await watch.wait_for(1)
    assert watch.arrived[0].origin.topic == "file:\ufffd.jsonl"
    watch.confirm(0)
    assert watch.done_names() == {os.fsdecode(b"\xff.jsonl")}


async def test_a_file_of_another_format_is_read_and_moved_while_the_loop_goes_on(watch: Watch) -> None:
    watch.put(
        "page.html", b"<!DOCTYPE html><html><title>Fog</title><body><p>The fog lifted at noon, they said.</p></html>"
    )
    watch.put("broken.nitf", b"<nitf><body>", age=30)
    await until(lambda: len(watch.arrived) >= 2, seconds=60)
    page, broken = (arrival.origin for arrival in watch.arrived)
    assert b"The fog lifted at noon" in page.original_value()
    assert page.problem is None
    assert broken.original_value() == b"<nitf><body>"
    assert broken.problem is not None
    await watch.wait_for(2)
    watch.confirm(0)
    watch.confirm(1, error=broken.problem)
    assert watch.done_names() == {"page.html", "broken.nitf"}


async def test_the_folder_is_there_before_anything_is_waited_for(tmp_path: Path) -> None:
    watch_drop_folder(Settings(data_dir=tmp_path))
    assert (tmp_path / "drop").is_dir()


async def test_a_file_is_a_span_that_its_articles_name(watch: Watch) -> None:
    with recorded_spans() as recorder:
        watch.put("wire.jsonl", b"{1}\n{2}\n")
        await watch.wait_for(2)
        watch.confirm(0)
        assert recorder.spans == []
        watch.confirm(1, error=ValueError("x"))
    (span,) = recorder.spans
    assert (span.name, span.kind, span.parent) == ("read file", "internal", None)
    assert span.attributes == {"file.name": "wire.jsonl", "copydesk.articles": 2, "copydesk.refused": 1}
    assert [read_traceparent(arrival.origin.link) for arrival in watch.arrived] == [span.context] * 2
    assert all("traceparent" not in arrival.origin.headers for arrival in watch.arrived)
