"""The article that kills its process is found and set aside; one that was only there when others killed it is not."""

from __future__ import annotations

import os
import signal
from dataclasses import replace
from pathlib import Path

import pytest

from copydesk.runtime.dead_letters import raised_at
from copydesk.runtime.envelope import Origin
from copydesk.runtime.service import Service
from copydesk.runtime.suspects import MOST_DEATHS, KillingError, Suspects
from schemas.article import RawArticle
from schemas.document import Document
from tests.copydesk.runtime.bench import cleaned, origin

CPU_SECONDS = 1.0


def obey(article: RawArticle) -> Document:
    """Die or raise, as the body says."""
    match article.body:
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "crash":
            crash()
        case "raise":
            raise ValueError("no good")
    return cleaned(article)


def crash() -> None:
    os.kill(os.getpid(), signal.SIGSEGV)


SERVICE: Service[RawArticle] = Service("obedient", source=RawArticle, handle=obey)


def died(folder: Path, *, at: Origin, times: int = 1) -> None:
    """Leave the marks of processes that ended while they worked on a message: nobody has closed theirs."""
    for _ in range(times):
        suspects = Suspects(folder)
        suspects.begin(at)
        os.close(suspects._file)


@pytest.mark.parametrize(
    ("body", "how", "place"),
    [
        ("kill", "is killed (SIGKILL)", "unknown"),
        ("crash", "is killed (SIGSEGV)", "runtime/test_suspects.py:"),
    ],
)
async def test_what_kills_its_process_is_set_aside_at_the_second_try(
    tmp_path: Path, body: str, how: str, place: str
) -> None:
    poison = origin("a", body)
    died(tmp_path, at=poison)
    suspects = Suspects(tmp_path)
    problem = await suspects.problem(SERVICE, poison, CPU_SECONDS)
    assert isinstance(problem, KillingError)
    assert str(problem) == f"the process that works on it {how}"
    assert raised_at(problem).startswith(place)
    suspects.close()


async def test_an_article_that_was_there_when_others_killed_the_process_is_not_blamed(tmp_path: Path) -> None:
    innocent = origin("a", "raise")
    died(tmp_path, at=innocent)
    suspects = Suspects(tmp_path)
    assert await suspects.problem(SERVICE, innocent, CPU_SECONDS) is None
    suspects.close()


async def test_neighbours_of_a_suspect_are_not_tried(tmp_path: Path) -> None:
    poison = origin("a", "kill")
    died(tmp_path, at=poison)
    suspects = Suspects(tmp_path)
    for neighbour in (replace(poison, offset=8), replace(poison, partition=1), replace(poison, topic="articles.clean")):
        assert await suspects.problem(SERVICE, neighbour, CPU_SECONDS) is None
    suspects.close()


async def test_what_kills_only_beside_others_is_set_aside_in_the_end(tmp_path: Path) -> None:
    fine = origin("a", "fine")
    died(tmp_path, at=fine, times=MOST_DEATHS)
    suspects = Suspects(tmp_path)
    problem = await suspects.problem(SERVICE, fine, CPU_SECONDS)
    assert str(problem) == f"{MOST_DEATHS} processes ended while they worked on it"
    suspects.close()


async def test_what_was_finished_is_no_suspect(tmp_path: Path) -> None:
    suspects = Suspects(tmp_path)
    suspects.begin(origin("a", "kill"))
    suspects.end()
    os.close(suspects._file)
    after = Suspects(tmp_path)
    assert await after.problem(SERVICE, origin("a", "kill"), CPU_SECONDS) is None
    after.close()


async def test_processes_that_share_a_folder_have_marks_of_their_own(tmp_path: Path) -> None:
    other = Suspects(tmp_path)
    other.begin(replace(origin("b", "fine"), offset=9))
    died(tmp_path, at=origin("a", "fine"), times=MOST_DEATHS)
    after = Suspects(tmp_path)
    assert await after.problem(SERVICE, origin("a", "fine"), CPU_SECONDS) is not None
    after.close()
    other.close()


def test_a_damaged_mark_blames_nobody(tmp_path: Path) -> None:
    (tmp_path / "0").write_bytes(b"\x01\x02")
    Suspects(tmp_path).close()
