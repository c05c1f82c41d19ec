from __future__ import annotations

from dataclasses import replace

from copydesk.cli.screen.heading import heading
from copydesk.operator.top.picture import Origin, Picture
from tests.copydesk.cli.screen.pictures import PICTURE


def test_the_whole_in_three_lines() -> None:
    first, metrics, broker = heading(PICTURE, "HELD").plain.splitlines()
    assert first.split("   ")[2:] == ["HELD", "12 enriched/s", "8,638 wait, oldest 4.2s", "14 dead"]
    assert metrics == "metrics ● copydesk up (process 7)"
    assert broker == "broker  ● localhost:9092"


def test_what_is_away_says_why() -> None:
    away = replace(PICTURE, broker=Origin("localhost:9092", "no broker"), metrics=Origin("metrics", "found none"))
    assert heading(away).plain.splitlines()[1:] == [
        "metrics ○ metrics: found none",
        "broker  ○ localhost:9092: no broker",
    ]


def test_an_empty_picture() -> None:
    empty = Picture("2023-11-14T22:13:25+00:00", Origin("m"), Origin("b"))
    assert "– enriched/s   – wait, oldest –   0 dead" in heading(empty).plain
