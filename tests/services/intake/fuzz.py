"""Feeds a format's parser with broken files: `python -m tests.services.intake.fuzz html -n 100000`.

Inputs are mutations of the files in `formats/seeds/<module>/`, which are self-written. Each is determined by its
number, so `--first N -n 1` repeats one. The parser runs in a process of its own: one that crashes or hangs is reported
with its number and its stack, and the next process goes on behind it. A parser may raise FormatError and nothing else.
"""

from __future__ import annotations

import argparse
import faulthandler
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from services.intake.formats.format import Format, FormatError, Parsed, Refused
from services.intake.formats.registry import MODULES, load
from services.intake.sandbox.worker import encoded_item

SEEDS = Path(__file__).parent / "formats" / "seeds"

HANG_SECONDS = 10.0
"""No parser needs so long for a file of this size on any machine."""

MEMORY_BYTES = 1 << 30
"""As the sandbox allows."""

LARGEST_BYTES = 200_000

TOKENS = (
    b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xff\xfe", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\r\n", b"\n\n", b"\t",
    b" ", b"<", b">", b"</", b"/>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<?xml version='1.0' encoding='x'?>",
    b"&", b"&#0;", b"&#x110000;", b"&#xD800;", b"&lol;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b'"', b"'", b"{", b"}",
    b"[", b"]", b",", b":", b"null", b"true", b"1e999", b"-1", b"99999999999999999999", b"0", b'\\ud800', b"\\", b"%",
    b"=", b"=?", b"?=", b"=?utf-8?q?=FF?=", b"--", b";", b"charset=x", b"base64", b"obj", b"endobj", b"stream",
    b"endstream", b"<<", b">>", b"xref", b"9999-99-99T99:99:99Z", b"0000-00-00", b"+99:99", b"\xe2\x80\xae",
    b"\xcc\x81" * 50,
)  # fmt: skip
"""What parsers stumble over; pieces of the seeds come on top."""

_PIECE = re.compile(rb"[\w:.-]+|[^\w\s]+")


@dataclass(slots=True)
class Outcome:
    """How many inputs ended how, and what must not happen."""

    counts: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, -1)


def seeds_of(module: str) -> list[bytes]:
    """The sample files of a format, in the order of their names."""
    return [path.read_bytes() for path in sorted((SEEDS / module).glob("*")) if path.is_file()]


def mutated(seeds: Sequence[bytes], number: int) -> bytes:
    """The input of this number: a sample with one to eight changes."""
    chance = random.Random(number)  # noqa: S311 - to be repeatable is the point
    data = chance.choice(seeds)
    for _ in range(chance.choice((1, 1, 2, 3, 4, 8))):
        data = chance.choice(MUTATIONS)(data, chance, seeds)[:LARGEST_BYTES]
    return data


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(chance.expovariate(1 / 40)) + 1)


def _flip(data: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    changed = bytearray(data or b" ")
    for _ in range(chance.choice((1, 1, 4, 16))):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _delete(data: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 10, 100, 2000)) + data[end:]


def _swap(data: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    start, end = _span(data, chance)
    piece, rest = data[start:end], data[:start] + data[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + piece + rest[place:]


def _cut(data: bytes, chance: random.Random, _seeds: Sequence[bytes]) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] if chance.random() < 0.8 else data[place:]


def _insert(data: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    start, end = _span(data, chance)
    token = _token(chance, seeds) * chance.choice((1, 1, 1, 3, 500))
    return data[:start] + token + data[chance.choice((start, end)) :]


def _replace_piece(data: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    """Put a token where a word or a mark stood: keeps the file near to well-formed."""
    start = chance.randrange(len(data) + 1)
    found = _PIECE.search(data, start, start + 400)
    if found is None:
        return data
    return data[: found.start()] + _token(chance, seeds) + data[found.end() :]


def _splice(data: bytes, chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    other = chance.choice(seeds)
    return data[: chance.randrange(len(data) + 1)] + other[chance.randrange(len(other) + 1) :]


def _token(chance: random.Random, seeds: Sequence[bytes]) -> bytes:
    if chance.random() < 0.5:
        return chance.choice(TOKENS)
    seed = chance.choice(seeds)
    start = chance.randrange(len(seed) + 1)
    found = _PIECE.search(seed, start, start + 200)
    return found.group() if found else b""


MUTATIONS: tuple[Callable[[bytes, random.Random, Sequence[bytes]], bytes], ...] = (
    _flip, _delete, _repeat, _swap, _cut, _insert, _insert, _replace_piece, _replace_piece, _splice,
)  # fmt: skip


def parse_one(tested: Format, data: bytes) -> str:
    """How parsing ended; raises what a parser must not raise."""
    recognised = tested.can_parse(data[: tested.peek_bytes])
    if not isinstance(recognised, bool):
        raise TypeError(f"can_parse returns {recognised!r}")
    try:
        items = list(tested.parse(data))
    except FormatError:
        return "refused"
    for item in items:
        _check(item)
    return "parsed" if items else "empty"


def _check(item: Parsed | Refused) -> None:
    encoded_item(item)
    if isinstance(item, Parsed) and not isinstance(item.fields.get("body"), str):
        raise TypeError(f"body is {item.fields.get('body')!r}")


def fuzz(module: str, first: int, count: int, begun: Callable[[int], None] = lambda _number: None) -> Outcome:
    """Parse the inputs from number `first` on, in this process."""
    tested, seeds = load(module), seeds_of(module)
    outcome = Outcome()
    for number in range(first, first + count):
        data = mutated(seeds, number)
        begun(number)
        started = time.perf_counter()
        try:
            outcome.counts[parse_one(tested, data)] += 1
        except Exception as error:
            outcome.failures.append(f"input {number}: {type(error).__name__}: {error}"[:300])
        outcome.slowest = max(outcome.slowest, (time.perf_counter() - started, number))
    return outcome


# --- As a command: a process that may crash, and one that looks after it ---------------------------------------------


def _work(module: str, first: int, count: int, progress: int) -> None:
    """Fuzz in this process; the number of the input under way goes to the file descriptor `progress`."""
    faulthandler.enable()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    load(module)

    def begun(number: int) -> None:
        os.pwrite(progress, f"{number:>12}".encode(), 0)
        faulthandler.dump_traceback_later(HANG_SECONDS, exit=True)

    outcome = fuzz(module, first, count, begun)
    faulthandler.cancel_dump_traceback_later()
    print(json.dumps([outcome.counts, outcome.failures, outcome.slowest]))


def _watch(module: str, first: int, count: int) -> Outcome:
    total = Outcome()
    end = first + count
    while first < end:
        with tempfile.TemporaryFile() as progress:
            descriptor = progress.fileno()
            command = [
                sys.executable,
                "-m",
                "tests.services.intake.fuzz",
                module,
                "-n",
                str(end - first),
                "--first",
                str(first),
            ]
            child = subprocess.run(
                [*command, "--progress", str(descriptor)], pass_fds=[descriptor], capture_output=True, check=False
            )
            reached = os.pread(descriptor, 12, 0).decode().strip()
        if child.returncode == 0:
            counts, failures, slowest = json.loads(child.stdout)
            total.counts.update(counts)
            total.failures += failures
            total.slowest = max(total.slowest, tuple(slowest))
            return total
        stack = child.stderr.decode("utf-8", "replace")
        total.failures.append(f"input {reached or first}: crashed or hung, status {child.returncode}\n{stack[-3000:]}")
        done = int(reached or first)
        total.counts["lost with the process"] += done - first
        first = done + 1
    return total


def main(arguments: Sequence[str] | None = None) -> int:
    """The command; exit code 1 where anything went wrong that must not."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module", choices=MODULES)
    parser.add_argument("-n", "--count", type=int, default=1000)
    parser.add_argument("--first", type=int, default=0, metavar="NUMBER")
    parser.add_argument("--write", type=Path, metavar="FILE", help="only write the input with the number --first")
    parser.add_argument("--progress", type=int, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if not seeds_of(given.module):
        parser.error(f"no sample files in {SEEDS / given.module}")
    if given.write:
        given.write.write_bytes(mutated(seeds_of(given.module), given.first))
        return 0
    if given.progress is not None:
        _work(given.module, given.first, given.count, given.progress)
        return 0
    started = time.perf_counter()
    outcome = _watch(given.module, given.first, given.count)
    for failure in outcome.failures[:20]:
        print(failure)
    seconds, number = outcome.slowest
    print(f"{given.module}: {given.count} inputs in {time.perf_counter() - started:.0f} s: {dict(outcome.counts)}")
    print(f"slowest: input {number}, {seconds:.2f} s; failures: {len(outcome.failures)}")
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    sys.exit(main())
