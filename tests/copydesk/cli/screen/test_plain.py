from __future__ import annotations

from dataclasses import replace

import pytest

from copydesk.cli.screen.plain import ROWS, print_picture
from tests.copydesk.cli.screen.pictures import PICTURE, article


def test_everything_as_text_without_colours(capsys: pytest.CaptureFixture[str]) -> None:
    print_picture(PICTURE)
    shown = capsys.readouterr().out
    assert "\x1b" not in shown
    for found in ("copydesk top", "SERVICE", "cleaner", "1,234", "Council keeps the night ferry 1", "ValidationError"):
        assert found in shown
    assert "TREND" not in shown, "one picture has no past"


def test_the_tables_are_short_and_the_empty_ones_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    many = replace(PICTURE, articles=tuple(article(number) for number in range(50)), dead_letters=(), sources=())
    print_picture(many)
    shown = capsys.readouterr().out
    assert shown.count("Council keeps") == ROWS
    assert "no dead letters" in shown
    assert "no source has sent an article" in shown


def test_markup_in_a_headline_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_picture(replace(PICTURE, articles=(article(title="[bold]no[/bold] [red]markup[/]"),)))
    assert "[bold]no[/bold] [red]markup[/]" in capsys.readouterr().out
