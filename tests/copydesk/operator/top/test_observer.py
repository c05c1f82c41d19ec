from __future__ import annotations

from dataclasses import dataclass, field

from copydesk.operator.top import observer as observer_module
from copydesk.operator.top.broker import BrokerNews
from copydesk.operator.top.metrics_source import MetricsSource
from copydesk.operator.top.observer import NOT_ASKED, PATIENCE_SECONDS, Observer
from copydesk.operator.top.scrape import Scrape
from copydesk.operator.top.scraping import ScrapeError
from copydesk.operator.top.summary import UNKNOWN, WaitingIn
from tests.copydesk.operator.top.pages import Page


@dataclass
class Stand:
    """An observer of processes and a broker that are told what to say."""

    rounds: list[list[Scrape] | str] = field(default_factory=list)
    news: BrokerNews = field(default_factory=BrokerNews)
    now: float = 2_000.0
    searches: int = 0

    def observer(self) -> Observer:
        stand = self

        class Source(MetricsSource):
            def read(self) -> list[Scrape]:
                answer = stand.rounds.pop(0)
                if isinstance(answer, str):
                    raise ScrapeError(answer)
                return answer

        def find() -> MetricsSource:
            self.searches += 1
            return Source("copydesk up")

        return Observer(("cleaner", "dedup"), find, lambda: self.news, "localhost:9092", lambda: self.now)


def cleaner(at: float, ok: int) -> list[Scrape]:
    return [Page("cleaner", statuses={"ok": ok}, lags={0: 5}, sources={"a": ok}).scrape(at)]


def test_before_anybody_answered() -> None:
    picture = Stand().observer().picture()
    assert (picture.metrics.problem, picture.broker.problem) == (NOT_ASKED, NOT_ASKED)
    assert [service.state for service in picture.services] == [UNKNOWN, UNKNOWN]
    assert picture.at == "1970-01-01T00:33:20+00:00"


def test_metrics_and_broker_together() -> None:
    stand = Stand([cleaner(0.0, 0), cleaner(2.0, 20)], BrokerNews((WaitingIn("cleaner", "articles.raw", 0, 3, 1.0),)))
    observer = stand.observer()
    observer.read_metrics()
    observer.read_metrics()
    observer.ask_broker()
    picture = observer.picture()
    assert (picture.metrics.name, picture.metrics.problem) == ("copydesk up", None)
    assert (picture.broker.name, picture.broker.problem) == ("localhost:9092", None)
    assert (picture.services[0].out_rate, picture.services[0].lag) == (10.0, 3)
    assert [source.name for source in picture.sources] == ["a"]
    assert [process.service for process in picture.processes] == ["cleaner"]
    assert stand.searches == 1


def test_without_the_broker_the_rest_goes_on() -> None:
    stand = Stand([cleaner(0.0, 0)], BrokerNews(problem="no broker at \x1b[31mlocalhost"))
    observer = stand.observer()
    observer.read_metrics()
    observer.ask_broker()
    picture = observer.picture()
    assert picture.broker.problem is not None
    assert (picture.metrics.problem, picture.services[0].lag) == (None, 5), "as the processes say"


def test_without_the_metrics_the_rest_goes_on() -> None:
    stand = Stand(["none of the processes answers"], BrokerNews((WaitingIn("cleaner", "articles.raw", 0, 3, 1.0),)))
    observer = stand.observer()
    observer.read_metrics()
    observer.ask_broker()
    picture = observer.picture()
    assert (picture.metrics.problem, picture.broker.problem) == ("none of the processes answers", None)
    assert (picture.services[0].lag, picture.services[0].state, picture.services[0].out_rate) == (3, UNKNOWN, None)


def test_what_comes_back_is_looked_for_anew_and_begins_without_a_past() -> None:
    stand = Stand([cleaner(0.0, 1_000), "none of the processes answers", cleaner(4.0, 5), cleaner(6.0, 25)])
    observer = stand.observer()
    observer.read_metrics()
    observer.read_metrics()
    assert observer.picture().processes == ()
    observer.read_metrics()
    assert observer.picture().services[0].out_rate is None
    observer.read_metrics()
    assert observer.picture().services[0].out_rate == 10.0
    assert stand.searches == 2


def test_a_broker_that_does_not_answer_is_said_to_be_away_before_the_client_gives_up() -> None:
    stand = Stand([cleaner(0.0, 0)])
    observer = stand.observer()
    pictures = []

    def hang() -> BrokerNews:
        stand.now += PATIENCE_SECONDS / 2
        pictures.append(observer.picture())
        stand.now += PATIENCE_SECONDS
        pictures.append(observer.picture())
        return BrokerNews(waiting=())

    observer.ask_broker()
    observer._ask_broker = hang
    observer.ask_broker()
    pictures.append(observer.picture())
    assert [picture.broker.problem for picture in pictures] == [None, "has not answered for 12 s", None]


def test_problems_are_printable_and_short() -> None:
    observer = Stand(["\x1b[31mno\n" + "x" * 5_000]).observer()
    observer.read_metrics()
    problem = observer.picture().metrics.problem
    assert problem is not None
    assert problem.isprintable()
    assert len(problem) <= observer_module.LONGEST_PROBLEM
