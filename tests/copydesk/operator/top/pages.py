"""Pages of metrics and scrapes as processes of a small pipeline would give them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from copydesk.operator.top.scrape import Scrape, parse_page


@dataclass
class Page:
    """What one process shows. Latencies are counts by upper bound, not cumulative."""

    service: str
    consumed: int = 0
    statuses: Mapping[str, int] = field(default_factory=dict)
    lags: Mapping[int, int] = field(default_factory=dict)
    ages: Mapping[int, float] = field(default_factory=dict)
    latencies: Mapping[float, int] = field(default_factory=dict)
    sources: Mapping[str, int] = field(default_factory=dict)
    newest: Mapping[str, float] = field(default_factory=dict)
    blocked: int = 0
    behind: int | None = None
    started: float = 1_000.0
    cpu: float = 0.0
    memory: int = 80 * 1024 * 1024
    topic: str = "articles.raw"

    def text(self) -> str:
        """In Prometheus' text format."""
        own = f'service="{self.service}"'
        lines = [
            'copydesk_build_info{version="0.1.0",commit="0123456789abcdef"} 1.0',
            f"process_start_time_seconds {self.started}",
            f"process_cpu_seconds_total {self.cpu}",
            f"process_resident_memory_bytes {self.memory}",
            f"copydesk_line_blocked{{{own}}} {self.blocked}",
            f'copydesk_messages_consumed_total{{{own},topic="{self.topic}"}} {self.consumed}',
            f"copydesk_messages_in_progress{{{own}}} {self.consumed - sum(self.statuses.values())}",
            f"copydesk_partitions_assigned{{{own}}} {len(self.lags)}",
            "copydesk_memory_limit_bytes +Inf",
        ]
        lines += [f'copydesk_messages_processed_total{{{own},status="{s}"}} {n}' for s, n in self.statuses.items()]
        for metric, values in (("messages", self.lags), ("seconds", self.ages)):
            where = f'copydesk_consumer_lag_{metric}{{{own},topic="{self.topic}",partition='
            lines += [f'{where}"{partition}"}} {value}' for partition, value in values.items()]
        below = 0
        for bound, count in sorted(self.latencies.items()):
            below += count
            lines.append(f'copydesk_end_to_end_latency_seconds_bucket{{{own},le="{bound}"}} {below}')
        if self.latencies:
            lines.append(f'copydesk_end_to_end_latency_seconds_bucket{{{own},le="+Inf"}} {below}')
        if self.behind is not None:
            lines.append(f'copydesk_state_behind_messages{{{own},partition="0"}} {self.behind}')
        lines += [f'copydesk_source_articles_total{{source="{name}"}} {n}' for name, n in self.sources.items()]
        moment = "copydesk_source_last_article_timestamp_seconds"
        lines += [f'{moment}{{source="{name}"}} {at}' for name, at in self.newest.items()]
        return "\n".join(lines) + "\n"

    def scrape(self, at: float, instance: str | None = None) -> Scrape:
        """Of one moment."""
        return parse_page(self.text(), instance or f"{self.service}:8080", at, self.service)
