from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from copydesk.operator.top import scraping
from copydesk.operator.top.scraping import Endpoint, ScrapeError, scrape, scrape_all, scrape_prometheus
from copydesk.runtime.broker import free_port
from tests.copydesk.operator.top.pages import Page
from tests.copydesk.operator.top.web import Serve, servers

PAGE = Page("cleaner", statuses={"ok": 7}).text().encode()
READY = {"/metrics": (200, PAGE), "/readyz": (200, b"ok\n")}


@pytest.fixture
def serve() -> Iterator[Serve]:
    with servers() as serving:
        yield serving


def test_a_ready_process(serve: Serve) -> None:
    url = serve(READY)
    found = scrape(Endpoint(f"{url}/metrics", "cleaner"))
    assert (found.name, found.problem, found.instance) == ("cleaner", None, url.removeprefix("http://"))
    assert found.value("copydesk_messages_processed_total") == 7


def test_a_process_that_is_not_ready_gives_its_figures_and_its_reason(serve: Serve) -> None:
    url = serve({**READY, "/readyz": (503, b"cannot write to \x1b[31marticles.clean\n")})
    found = scrape(Endpoint(f"{url}/metrics"))
    assert found.problem == "cannot write to [31marticles.clean"
    assert found.value("copydesk_messages_processed_total") == 7


def test_a_page_of_another_name_has_none_beside_it(serve: Serve) -> None:
    url = serve({"/cleaner/stats": (200, PAGE)})
    assert scrape(Endpoint(f"{url}/cleaner/stats")).problem is None


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        ((500, b""), "answers 500"),
        ((401, b"credentials, please"), "credentials, please"),
        ((302, b"file:///etc/passwd"), "file:///etc/passwd"),
        ((200, b"<html>\na{{{\n"), "answers with something that is no page of metrics"),
        ((200, b"\xff\xfe\x00"), "answers with something that is no page of metrics"),
    ],
)
def test_what_does_not_answer_as_it_should_is_no_error(serve: Serve, answer: tuple[int, bytes], problem: str) -> None:
    found = scrape(Endpoint(f"{serve({'/metrics': answer})}/metrics", "cleaner"))
    assert (found.answers, found.name, found.problem) == (False, "cleaner", problem)


def test_nobody_there(serve: Serve) -> None:
    live = Endpoint(f"{serve(READY)}/metrics")
    dead = Endpoint(f"http://127.0.0.1:{free_port()}/metrics", "dedup")
    first, second = scrape_all([dead, live])
    assert first.problem is not None
    assert first.problem.startswith("does not answer: ")
    assert second.answers
    assert scrape_all([]) == []


def test_no_file_is_read(tmp_path: Path) -> None:
    page = tmp_path / "metrics"
    page.write_bytes(PAGE)
    found = scrape(Endpoint(page.as_uri()))
    assert not found.answers
    assert found.problem is not None


def test_a_page_without_end_is_given_up(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scraping, "LARGEST_PAGE", 100)
    found = scrape(Endpoint(f"{serve(READY)}/metrics"))
    assert found.problem == "answers with more than a page of metrics"


def test_a_proxy_of_the_environment_is_not_asked(serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{free_port()}")
    assert scrape(Endpoint(f"{serve(READY)}/metrics")).answers


def test_prometheus_is_asked_for_all(serve: Serve) -> None:
    page = b'copydesk_line_blocked{service="dedup",instance="a:8080",job="dedup"} 0 1700000000000\n'
    (found,) = scrape_prometheus(serve({"/federate": (200, page)}) + "/", ["dedup"])
    assert (found.name, found.instance, found.at) == ("dedup", "a:8080", 1_700_000_000.0)


@pytest.mark.parametrize("answer", [(200, b"<html>\na{{{"), (503, b"starting"), (404, b"")])
def test_what_is_no_prometheus_is_refused(serve: Serve, answer: tuple[int, bytes]) -> None:
    with pytest.raises(ScrapeError):
        scrape_prometheus(serve({"/federate": answer}), ["dedup"])


@pytest.mark.parametrize(
    ("url", "instance"),
    [
        ("http://a:8080/metrics", "a:8080"),
        ("http://user:secret@a:8080/metrics", "a:8080"),
        ("http://[::1]:1/m", "[::1]:1"),
    ],
)
def test_an_endpoint_is_called_by_host_and_port(url: str, instance: str) -> None:
    assert Endpoint(url).instance == instance
