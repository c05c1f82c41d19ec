"""Puts together what the processes and the broker said last: each is asked in a thread of its own, and may be away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from copydesk.operator.top.broker import BrokerNews
from copydesk.operator.top.history import History, Stretch
from copydesk.operator.top.metrics_source import MetricsSource
from copydesk.operator.top.picture import Origin, Picture
from copydesk.operator.top.scraping import ScrapeError
from copydesk.operator.top.summary import partition_pictures, process_pictures, service_pictures, source_pictures
from copydesk.text.printable import one_line

PATIENCE_SECONDS = 8.0
"""A round with a broker that answers takes two seconds; that it does not, a client notices after thirty only."""

LONGEST_NAME = 200
LONGEST_PROBLEM = 300

NOT_ASKED = "has not been asked yet"

FindSource = Callable[[], MetricsSource]


class Observer:
    """Remembers the last answers, and makes the picture of them. The methods may be called in different threads."""

    def __init__(
        self,
        names: Sequence[str],
        find_source: FindSource,
        ask_broker: Callable[[], BrokerNews],
        brokers: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`names` are the services in their order; `find_source` is called until it finds something that answers."""
        self._names = tuple(names)
        self._find_source = find_source
        self._ask_broker = ask_broker
        self._brokers = one_line(brokers, LONGEST_NAME)
        self._clock = clock
        self._lock = threading.Lock()
        self._source: MetricsSource | None = None
        self._history = History()
        self._stretches: tuple[Stretch, ...] = ()
        self._metrics_problem: str | None = NOT_ASKED
        self._news = BrokerNews(problem=NOT_ASKED)
        self._asking_since: float | None = None

    def read_metrics(self) -> None:
        """Ask the processes."""
        try:
            source = self._source or self._find_source()
            scrapes = source.read()
        except ScrapeError as error:
            with self._lock:
                self._metrics_problem = one_line(str(error), LONGEST_PROBLEM)
                self._stretches = ()
            # What runs may have been started anew, on other ports.
            self._source, self._history = None, History()
            return
        self._history.add(scrapes)
        with self._lock:
            self._source = source
            self._stretches = tuple(self._history.stretches())
            self._metrics_problem = None

    def ask_broker(self) -> None:
        """Ask the broker."""
        with self._lock:
            self._asking_since = self._clock()
        news = self._ask_broker()
        with self._lock:
            self._asking_since, self._news = None, news

    def picture(self) -> Picture:
        """How things stand, as far as is known."""
        now = self._clock()
        with self._lock:
            stretches, news, source = self._stretches, self._news, self._source
            metrics_problem, broker_problem = self._metrics_problem, self._broker_problem(now)
        partitions = partition_pictures(stretches, None if broker_problem else news.waiting)
        return Picture(
            at=datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds"),
            metrics=Origin(one_line(source.name, LONGEST_NAME) if source else "metrics", metrics_problem),
            broker=Origin(self._brokers, broker_problem),
            services=service_pictures(self._names, stretches, partitions),
            processes=process_pictures(stretches),
            partitions=partitions,
            sources=source_pictures(stretches, now),
            dead_letters=news.dead_letters,
            articles=news.articles,
        )

    def _broker_problem(self, now: float) -> str | None:
        if self._news.problem is not None:
            return self._news.problem
        waited = 0.0 if self._asking_since is None else now - self._asking_since
        return f"has not answered for {waited:.0f} s" if waited > PATIENCE_SECONDS else None
