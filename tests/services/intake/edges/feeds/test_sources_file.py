from __future__ import annotations

from pathlib import Path

import pytest

from services.intake.edges.feeds.sources import Credentials, FeedSource, Secret
from services.intake.edges.feeds.sources_file import SourcesError, add_sources, read_sources, subscribe_source

GOOD = """\
# the desk's feeds
sources:
  - url: https://news.example/rss#top  # the main one
    name: harbour-news
    interval: 120
    language: en-GB
    text: page
    credentials:
      username: desk
      password: {env: HARBOUR_PASSWORD}
  - url: https://www.other.example/atom
    paused: true
    silent_after: 0
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "feeds.yml"


def test_a_file_of_sources(path: Path) -> None:
    path.write_text(GOOD)
    one, two = read_sources(path)
    assert one == FeedSource(
        url="https://news.example/rss",
        name="harbour-news",
        interval=120,
        language="en-GB",
        text="page",
        credentials=Credentials(username="desk", password=Secret(env="HARBOUR_PASSWORD")),
    )
    assert (two.source, two.host, two.paused, two.silent_after) == ("other.example", "www.other.example", True, 0)


@pytest.mark.parametrize("text", ["", "sources:\n", "sources: []\n", "# nothing yet\n"])
def test_an_empty_file_is_no_mistake(path: Path, text: str) -> None:
    path.write_text(text)
    assert read_sources(path) == ()


@pytest.mark.parametrize(
    ("change", "line", "reason"),
    [
        (("interval: 120", "interval: 5"), 5, "interval: Input should be greater than or equal to 30"),
        (("https://news.example/rss#top", "file:///etc/passwd"), 3, "url: only http and https"),
        (("https://news.example/rss#top", "https://desk:geheim@news.example/"), 3, "url: the URL carries a user name"),
        (("{env: HARBOUR_PASSWORD}", "geheim"), 10, "credentials.password: Input should be"),
        (("{env: HARBOUR_PASSWORD}", "{}"), 10, "credentials.password: give either env or file"),
        (("text: page", "txet: page"), 7, "txet: Extra inputs are not permitted"),
        (("text: page", "text: pages"), 7, "text: Input should be 'auto', 'feed' or 'page'"),
        (("    name: harbour-news", "\tname: x"), 4, "found character"),
        (("name: harbour-news", "url: https://twice.example/"), 4, "duplicate key"),
        (("www.other.example/atom", "news.example/rss"), 11, "on line 3 already"),
        (("sources:", "feeds:"), 2, "feeds: no such key"),
        (("paused: true", "paused: maybe"), 12, "paused: Input should be a valid boolean"),
    ],
)
def test_a_mistake_is_told_with_its_line(path: Path, change: tuple[str, str], line: int, reason: str) -> None:
    assert change[0] in GOOD
    path.write_text(GOOD.replace(*change, 1))
    with pytest.raises(SourcesError) as raised:
        read_sources(path)
    assert f"{path}:{line}: " in str(raised.value)
    assert reason in str(raised.value)
    assert "geheim" not in str(raised.value)


def test_all_mistakes_are_told_at_once(path: Path) -> None:
    path.write_text(GOOD.replace("interval: 120", "interval: 5").replace("paused: true", "paused: maybe"))
    with pytest.raises(SourcesError) as raised:
        read_sources(path)
    assert len(str(raised.value).splitlines()) == 2


@pytest.mark.parametrize(
    "text", ["[1, 2", "a: *b", "!!python/object/apply:os.system [ls]", "just text", "&a [*a, *a]", "\x00"]
)
def test_what_is_no_list_of_sources_is_refused(path: Path, text: str) -> None:
    path.write_text(text)
    with pytest.raises(SourcesError):
        read_sources(path)


def test_a_file_that_is_not_there_is_told(path: Path) -> None:
    with pytest.raises(SourcesError, match="No such file"):
        read_sources(path)


def test_adding_keeps_comments_and_order_and_adds_nothing_twice(path: Path) -> None:
    path.write_text(GOOD)
    path.chmod(0o640)
    new = FeedSource(url="https://third.example/feed", name="Third", interval=600)
    assert add_sources(path, [new, new, FeedSource(url="https://news.example/rss")]) == [new]
    text = path.read_text()
    assert text.startswith(GOOD.rstrip())
    assert "# the main one" in text
    assert read_sources(path)[2] == new
    assert path.stat().st_mode & 0o777 == 0o640
    assert [entry.name for entry in path.parent.iterdir()] == ["feeds.yml"]


def test_the_first_source_makes_the_file(path: Path) -> None:
    new = FeedSource(url="https://third.example/feed")
    assert add_sources(path, [new]) == [new]
    assert add_sources(path, [FeedSource(url="https://fourth.example/feed")])
    assert len(read_sources(path)) == 2
    assert "{" not in path.read_text()


def test_nothing_is_added_to_a_file_with_a_mistake(path: Path) -> None:
    broken = GOOD.replace("interval: 120", "interval: 5")
    path.write_text(broken)
    with pytest.raises(SourcesError):
        add_sources(path, [FeedSource(url="https://third.example/feed")])
    assert path.read_text() == broken


def test_subscribing_marks_the_source(path: Path) -> None:
    path.write_text(GOOD)
    subscribe_source(path, "https://news.example/rss")
    subscribe_source(path, "https://third.example/feed")
    assert [source.websub for source in read_sources(path)] == [True, False, True]
    assert "# the main one" in path.read_text()
