"""What is remembered of feeds, in SQLite in the data folder: a restart fetches nothing twice and forgets nothing.

Written by several processes at a time, each of which writes the rows of its own feeds.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

BUSY_SECONDS = 10.0

REMEMBERED_SECONDS = 90 * 86400.0
"""An item that was out of its feed for so long and comes back is published again."""

REFRESHED_SECONDS = 86400.0
"""How old the mark of an item that is still in its feed may get before it is renewed; saves a write at every poll."""

SCHEMA = """
CREATE TABLE IF NOT EXISTS feed (
    url TEXT PRIMARY KEY, address TEXT, etag TEXT, modified TEXT, digest TEXT, interval REAL NOT NULL,
    due REAL NOT NULL, failures INTEGER NOT NULL, gone INTEGER NOT NULL, problem TEXT, succeeded REAL, newest REAL,
    channel TEXT
);
CREATE TABLE IF NOT EXISTS seen (
    feed TEXT NOT NULL, item TEXT NOT NULL, digest TEXT NOT NULL, at REAL NOT NULL, PRIMARY KEY (feed, item, digest)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS subscription (
    feed TEXT PRIMARY KEY, hub TEXT NOT NULL, topic TEXT NOT NULL, token TEXT NOT NULL UNIQUE, secret TEXT NOT NULL,
    asked REAL NOT NULL, ends REAL, heard REAL, silent INTEGER NOT NULL, problem TEXT
);
CREATE TABLE IF NOT EXISTS notified (feed TEXT PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True)
class FeedState:
    """How a feed stands. Moments are seconds of the epoch.

    `address` is where it has moved to for good; `etag` and `modified` are the validators of the last answer whose items
    are all confirmed, and `digest` that answer's own. `channel` is
    what the feed said of itself (`Channel` as JSON).
    """

    url: str
    address: str | None = None
    etag: str | None = None
    modified: str | None = None
    digest: str | None = None
    interval: float = 0.0
    due: float = 0.0
    failures: int = 0
    gone: bool = False
    problem: str | None = None
    succeeded: float | None = None
    newest: float | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription at a hub (WebSub). `ends` is None until the hub has verified it.

    `silent` is true where a poll found news that the hub had not pushed.
    """

    feed: str
    hub: str
    topic: str
    token: str
    secret: str
    asked: float
    ends: float | None = None
    heard: float | None = None
    silent: bool = False
    problem: str | None = None


FEED_COLUMNS = ", ".join(field.name for field in fields(FeedState))
SUBSCRIPTION_COLUMNS = ", ".join(field.name for field in fields(Subscription))


def _marks(columns: str) -> str:
    return ", ".join("?" for _ in columns.split(", "))


class FeedStore:
    """The store. Its calls take microseconds, so they run in the loop's own thread."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # it has the secrets of subscriptions
        self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        # Written ahead and synchronised now and then: a crash of the machine costs the last marks, whose articles
        # are then published again, and a crash of the process costs nothing.
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=NORMAL")
        self._connection.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def feed(self, url: str) -> FeedState:
        """How the feed stands; as new where it is not known."""
        row = self._connection.execute(f"SELECT {FEED_COLUMNS} FROM feed WHERE url = ?", (url,)).fetchone()  # noqa: S608
        return _feed_state(row) if row else FeedState(url)

    def feeds(self) -> list[FeedState]:
        """All that are known."""
        rows = self._connection.execute(f"SELECT {FEED_COLUMNS} FROM feed ORDER BY url")  # noqa: S608
        return [_feed_state(row) for row in rows]

    def keep(self, state: FeedState) -> None:
        """Remember how the feed stands."""
        self._connection.execute(
            f"INSERT OR REPLACE INTO feed ({FEED_COLUMNS}) VALUES ({_marks(FEED_COLUMNS)})",  # noqa: S608
            astuple(state),
        )

    def seen(self, feed: str) -> dict[str, set[str]]:
        """The digests of the contents that each item of the feed was published with and still has."""
        found: dict[str, set[str]] = {}
        for item, digest in self._connection.execute("SELECT item, digest FROM seen WHERE feed = ?", (feed,)):
            found.setdefault(item, set()).add(digest)
        return found

    def mark(self, feed: str, item: str, digest: str, now: float) -> None:
        """Note that the broker has confirmed an item with this content."""
        self._connection.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)", (feed, item, digest, now))

    def finish(self, state: FeedState, present: Sequence[tuple[str, str]], now: float) -> None:
        """Keep the state after a whole answer, together with what it says of items: `present` has item and digest.

        Contents that an item does not have any more are forgotten, so that a change back is a change.
        """
        kept = set(present)
        items = {item for item, _ in kept}
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            rows = connection.execute("SELECT item, digest, at FROM seen WHERE feed = ?", (state.url,)).fetchall()
            changed = [
                (state.url, item, digest) for item, digest, _ in rows if item in items and (item, digest) not in kept
            ]
            stale = [
                (now, state.url, item, digest)
                for item, digest, at in rows
                if (item, digest) in kept and now - at > REFRESHED_SECONDS
            ]
            connection.executemany("DELETE FROM seen WHERE feed = ? AND item = ? AND digest = ?", changed)
            connection.executemany("UPDATE seen SET at = ? WHERE feed = ? AND item = ? AND digest = ?", stale)
            if any(now - at > REMEMBERED_SECONDS for _, _, at in rows):
                connection.execute("DELETE FROM seen WHERE feed = ? AND at < ?", (state.url, now - REMEMBERED_SECONDS))
            self.keep(state)
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def subscription(self, feed: str) -> Subscription | None:
        """The subscription of the feed."""
        return self._subscription("feed", feed)

    def subscription_by_token(self, token: str) -> Subscription | None:
        """The subscription whose callback has this token."""
        return self._subscription("token", token)

    def subscribe(self, subscription: Subscription) -> None:
        """Remember a subscription."""
        self._connection.execute(
            f"INSERT OR REPLACE INTO subscription ({SUBSCRIPTION_COLUMNS}) VALUES ({_marks(SUBSCRIPTION_COLUMNS)})",  # noqa: S608
            astuple(subscription),
        )

    def unsubscribe(self, feed: str) -> None:
        """Forget a subscription."""
        self._connection.execute("DELETE FROM subscription WHERE feed = ?", (feed,))

    def notify(self, feed: str) -> None:
        """Note, for whichever process holds the feed, that it has news."""
        self._connection.execute("INSERT OR REPLACE INTO notified VALUES (?)", (feed,))

    def take_notified(self, mine: Iterable[str]) -> list[str]:
        """Those of the feeds that were noted so."""
        notified = [feed for (feed,) in self._connection.execute("SELECT feed FROM notified")]
        taken = sorted(set(notified) & set(mine)) if notified else []
        self._connection.executemany("DELETE FROM notified WHERE feed = ?", [(feed,) for feed in taken])
        return taken

    def _subscription(self, column: str, value: str) -> Subscription | None:
        row = self._connection.execute(
            f"SELECT {SUBSCRIPTION_COLUMNS} FROM subscription WHERE {column} = ?",  # noqa: S608
            (value,),
        ).fetchone()
        return _subscription(row) if row else None


def _feed_state(row: Sequence[object]) -> FeedState:
    known = dict(zip(FEED_COLUMNS.split(", "), row, strict=True))
    return FeedState(**{**known, "gone": bool(known["gone"])})  # type: ignore[arg-type]


def _subscription(row: Sequence[object]) -> Subscription:
    known = dict(zip(SUBSCRIPTION_COLUMNS.split(", "), row, strict=True))
    return Subscription(**{**known, "silent": bool(known["silent"])})  # type: ignore[arg-type]
