from __future__ import annotations

import pytest

from copydesk.cli.screen.details import PAGES
from copydesk.cli.screen.tables import PANES, SERVICES
from tests.copydesk.cli.screen.pictures import PICTURE


def page(table: str, key: str) -> str:
    text = PAGES[table](PICTURE, key)
    assert text is not None
    return text.plain


def test_every_table_has_pages() -> None:
    assert set(PAGES) == {table.name for table in (SERVICES, *PANES)}


@pytest.mark.parametrize("table", PAGES)
def test_every_row_has_a_page_and_what_has_gone_has_none(table: str) -> None:
    (found,) = [each for each in (SERVICES, *PANES) if each.name == table]
    for row in found.rows(PICTURE, {}):
        assert page(table, row.key)
    assert PAGES[table](PICTURE, "gone") is None


def test_a_service_with_its_processes_and_partitions() -> None:
    lines = page("services", "cleaner").splitlines()
    assert lines[0] == "cleaner"
    assert "latency       p50 250ms  p95 1.5s  p99 90s  (from the intake to the confirmed write)" in lines
    assert any("since the start" in line for line in lines), "what is not recent says so"
    assert "Processes (2)" in lines
    assert any(line.startswith("localhost:8084") and line.endswith("blocked") for line in lines)
    assert any(line.startswith("articles.raw/0") and "1,234 wait   oldest 4.2s" in line for line in lines)
    assert any(line.split() == ["ok", "4,321", "11/s"] for line in lines)
    assert any(line.split() == ["language", "en", "4,000", "10/s"] for line in lines)


def test_a_service_that_does_not_run_has_a_page_all_the_same() -> None:
    assert "Processes (0)" in page("services", "dedup")


def test_an_article_with_its_quotes() -> None:
    shown = page("headlines", "articles.enriched/0/1")
    assert shown.startswith("Council keeps the night ferry 1\n")
    assert "people        Ingrid Solheim" in shown
    assert "Quotes (1)\n\nIngrid Solheim  direct, confidence 0.90\n“They were not shy.”" in shown


def test_a_dead_letter_with_its_reason() -> None:
    shown = page("dead-letters", "intake.dead-letters/0/6")
    assert shown.startswith("intake: ValidationError\n")
    assert "reason        body: Field required" in shown
    assert '{"title": "no body"}' in shown
    assert "copydesk dead-letters show intake.dead-letters/0/6" in shown


def test_a_source_with_what_became_of_its_articles() -> None:
    shown = page("sources", "harbour-wire")
    assert "Of the last articles (2)" in shown
    assert "Of the last dead letters (1)" in shown
    assert "ValidationError  body: Field required" in shown
    assert "Of the last articles (0)" in page("sources", "city-wire")
