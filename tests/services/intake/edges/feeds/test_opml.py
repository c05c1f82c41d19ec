from __future__ import annotations

import pytest

from services.intake.edges.feeds.opml import read_opml, write_opml
from services.intake.edges.feeds.sources import FeedSource
from services.intake.formats.format import FormatError

OPML = b"""<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body>
<outline text="Folder"><outline text="Harbour  News" type="rss" xmlUrl="https://news.example/rss?a=1&amp;b=2"/>
<outline title="Other" xmlUrl="https://other.example/atom" language="de"/></outline>
<outline text="Bad" xmlUrl="file:///etc/passwd"/><outline text="A link" url="https://x.example/"/></body></opml>"""


def test_import() -> None:
    one, two, problem = read_opml(OPML)
    assert one == FeedSource(url="https://news.example/rss?a=1&b=2", name="Harbour News")
    assert two == FeedSource(url="https://other.example/atom", name="Other", language="de")
    assert isinstance(problem, str)
    assert problem.startswith("line 4: file:///etc/passwd: url: ")


def test_what_is_exported_is_imported_again() -> None:
    sources = [
        FeedSource(url="https://news.example/rss?a=1&b=<2>", name='Harbour & "News"', language="en"),
        FeedSource(url="https://other.example/"),
    ]
    again = list(read_opml(write_opml(sources)))
    assert again == [sources[0], FeedSource(url="https://other.example/", name="other.example")]


def test_entities_are_not_expanded() -> None:
    bomb = b'<!DOCTYPE o [<!ENTITY a SYSTEM "file:///etc/passwd">]><opml><body><outline text="&a;" xmlUrl="https://a.example"/></body></opml>'
    with pytest.raises(FormatError):
        list(read_opml(bomb))
