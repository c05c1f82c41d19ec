"""Pages made to be slow: the work grows with their length, not with its square."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from services.intake.formats.html.page import parse

PIECES = [
    "<div>a",
    "<div class=article-body>a",
    "<p>a ",
    "<p><a href=1>A long enough headline of a story</a></p>",
    "<main>a",
    "<article>a",
    "<h1>A b c</h1>",
    "<nav><h1>T</h1>",
    "<time datetime=x>a",
    "<div class=byline>By Ann Lee",
    "<aside>“A b c d e f g”",
    "<figure><img>a",
    "<q>a",
    "<table><tr><td>a</table>",
    "<td>a",
    "<li>a, <a>b</a>",
    "<div hidden><p>A sentence that is long enough for a paragraph of an article, or so it seems to me.",
    '<script type=application/json>{"a": [</script>',
]

MOST_GROWTH = 2.6
"""Linear work doubles; quadratic work grows fourfold."""

DEEPEST = 900
"""Pieces, of which some open two elements: the parser takes 2,048 within each other."""


def work(markup: str) -> int:
    """Calls of functions: a measure that no other load disturbs."""
    calls = 0

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        list(parse(markup.encode()))
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("piece", PIECES)
def test_work_grows_with_length(piece: str) -> None:
    head = "<html><head><title>A b c</title></head><body>"
    short, long = (work(head + piece * count) for count in (DEEPEST // 2, DEEPEST))
    assert long <= MOST_GROWTH * short
