"""Every metric of Copydesk on one screen. The comments are the documentation; docs/metrics.md is generated from here.

Base units, `_total` on counters, and labels with few values only: never a URL, a headline or an exception's text.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import get_args

from prometheus_client import Counter, Gauge, Histogram, Info

from copydesk.result import Counted, Measured
from schemas.placement import LANGUAGES
from schemas.quote import QuoteKind, SpeakerStatus
from schemas.story import Verdict

SECONDS = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
LATENCY_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600, 3600)
BYTES = tuple(2.0**power for power in range(8, 24, 2))
ENTITIES = (0, 1, 2, 5, 10, 15, 20, 30, 50, 100, 200)
QUOTES_AN_ARTICLE = (0, 1, 2, 3, 5, 8, 12, 20, 50)
CONFIDENCE = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1)

BUILD = Info("copydesk_build", "Version and commit of Copydesk, and versions of what it runs on")

# --- Accounting: for each service, consumed = sum of processed over all statuses + in progress -----------------------
CONSUMED = Counter("copydesk_messages_consumed", "Messages taken from the topic", ["service", "topic"])
PROCESSED = Counter(
    "copydesk_messages_processed", "Messages that ended, each in exactly one status", ["service", "status"]
)
IN_PROGRESS = Gauge("copydesk_messages_in_progress", "Messages taken and not yet ended", ["service"])
PUBLISHED = Counter("copydesk_messages_published", "Messages whose write the broker confirmed", ["service", "topic"])
DEAD_LETTERS = Counter("copydesk_dead_letters", "Messages that could not be processed", ["service", "reason"])

# --- Duration and size -----------------------------------------------------------------------------------------------
PROCESSING_SECONDS = Histogram(
    "copydesk_processing_duration_seconds", "Time in the service's own function", ["service"], buckets=SECONDS
)
PUBLISH_SECONDS = Histogram(
    "copydesk_publish_duration_seconds", "From the send to the broker's confirmation", ["service"], buckets=SECONDS
)
LATENCY = Histogram(
    "copydesk_end_to_end_latency_seconds",
    "From the intake to the confirmed write of this service",
    ["service"],
    buckets=LATENCY_SECONDS,
)
MESSAGE_BYTES = Histogram("copydesk_message_size_bytes", "Size of the values read", ["service"], buckets=BYTES)

# --- What the articles are: counted by the cores (copydesk/result.py) when the broker has confirmed -----------------
SOURCE_ARTICLES = Counter("copydesk_source_articles", "Articles that the cleaner has passed on, by source", ["source"])
SOURCE_LAST_ARTICLE = Gauge(
    "copydesk_source_last_article_timestamp_seconds", "When the newest article of a source arrived", ["source"]
)
ARTICLES_EMBARGOED = Counter(
    "copydesk_articles_embargoed", "Articles that arrived before their embargo had passed", ["service"]
)
ARTICLES_CLEANED = Counter(
    "copydesk_articles_cleaned", "Articles with a reading text, by the language of it", ["service", "language"]
)
ARTICLES_JUDGED = Counter("copydesk_articles_judged", "Articles with a story, by its verdict", ["service", "verdict"])
ENTITY_LINKS = Counter(
    "copydesk_entity_links", "Links from entities into registers, by the register's scheme", ["service", "scheme"]
)
QUOTES = Counter("copydesk_quotes", "Quotes, by what part of them stands in quotation marks", ["service", "kind"])
QUOTE_SPEAKERS = Counter(
    "copydesk_quote_speakers", "Quotes, by how much is known of who speaks", ["service", "speaker"]
)

ARTICLE_ENTITIES = Histogram("copydesk_article_entities", "Entities an article", ["service"], buckets=ENTITIES)
ARTICLE_QUOTES = Histogram("copydesk_article_quotes", "Quotes an article", ["service"], buckets=QUOTES_AN_ARTICLE)
QUOTE_CONFIDENCE = Histogram(
    "copydesk_quote_confidence", "How sure quotes and their speakers are", ["service"], buckets=CONFIDENCE
)

LINK_SCHEMES = ("iso3166-1", "iso3166-2", "un-m49", "geonames", "wikidata")
"""The shipped registers; that of a newsroom's own authority file is `other`."""

COUNTED: Mapping[Counted, tuple[Counter, frozenset[str] | None]] = {
    "source": (SOURCE_ARTICLES, None),
    "embargoed": (ARTICLES_EMBARGOED, frozenset()),
    "language": (ARTICLES_CLEANED, LANGUAGES),
    "verdict": (ARTICLES_JUDGED, frozenset(get_args(Verdict))),
    "link_scheme": (ENTITY_LINKS, frozenset(LINK_SCHEMES)),
    "quote_kind": (QUOTES, frozenset(get_args(QuoteKind))),
    "speaker_status": (QUOTE_SPEAKERS, frozenset(get_args(SpeakerStatus))),
}
"""The metric that shows what a core counted, and the values of its label; any other value is `other`.

None: the values are names of sources, and `copydesk/runtime/sources.py` says which of them are shown.
"""

MEASURED: Mapping[Measured, Histogram] = {
    "entities": ARTICLE_ENTITIES,
    "quotes": ARTICLE_QUOTES,
    "confidence": QUOTE_CONFIDENCE,
}
"""The histogram that shows what a core measured."""

# --- Trouble ---------------------------------------------------------------------------------------------------------
PUBLISH_RETRIES = Counter("copydesk_publish_retries", "Sends that failed and were tried again", ["service", "error"])
BLOCKED = Gauge("copydesk_line_blocked", "1 while the service is blocked and takes nothing", ["service"])
READY = Gauge("copydesk_ready", "1 while `/readyz` answers ok", ["service"])

# --- Traces ----------------------------------------------------------------------------------------------------------
TRACE_SPANS = Counter(
    "copydesk_trace_spans",
    "Spans for the receiver of traces, by what became of them: sent, failed, dropped",
    ["outcome"],
)

# --- State that is rebuilt from its log: not ready before it has caught up ------------------------------------------
STATE_OFFSET = Gauge("copydesk_state_offset", "Next offset that the state has not seen", ["service", "partition"])
STATE_BEHIND = Gauge(
    "copydesk_state_behind_messages", "Messages between the state and the group's offset", ["service", "partition"]
)
STATE_SNAPSHOT = Gauge(
    "copydesk_state_snapshot_timestamp_seconds", "When a snapshot was last written", ["service", "partition"]
)
STATE_RECORDS = Gauge("copydesk_state_records", "Documents that the state remembers", ["service", "partition"])
STATE_BYTES = Gauge("copydesk_state_bytes", "Memory that the state takes", ["service", "partition"])

# --- What the process is given by its machine ------------------------------------------------------------------------
MEMORY_LIMIT = Gauge(
    "copydesk_memory_limit_bytes", "The most memory that the process may take (cgroup); +Inf where there is no limit"
)
DISK_FREE = Gauge("copydesk_data_disk_free_bytes", "Free for this process on the file system of COPYDESK_DATA_DIR")
DISK_SIZE = Gauge("copydesk_data_disk_size_bytes", "Size of the file system of COPYDESK_DATA_DIR")
CERTIFICATE_END = Gauge(
    "copydesk_certificate_expiry_timestamp_seconds",
    "When the first certificate of a file ends: `http` is served, `kafka` shown to brokers, `kafka_authority` trusted",
    ["use"],
)

# --- The HTTP edge ---------------------------------------------------------------------------------------------------
HTTP_REQUESTS = Counter("copydesk_http_requests", "Requests answered", ["endpoint", "status"])
HTTP_SECONDS = Histogram(
    "copydesk_http_request_duration_seconds", "From the request's head to its answer", ["endpoint"], buckets=SECONDS
)
HTTP_ITEMS = Counter("copydesk_http_items", "Articles pushed, accepted or refused for one of few reasons", ["outcome"])
HTTP_BODY_BYTES = Gauge("copydesk_http_body_bytes", "Bodies held in memory now")
HTTP_CONNECTIONS = Gauge("copydesk_http_connections", "Open connections")
HTTP_BACKLOG = Gauge("copydesk_http_backlog_messages", "Articles of the raw topic that wait for the cleaner")

# --- Feeds: `source` is one of a bounded list of names, or `other` ---------------------------------------------------
FEED_POLLS = Counter("copydesk_feed_polls", "Polls of feeds, by what they found", ["outcome"])
FEED_ITEMS = Counter("copydesk_feed_items", "New or changed items whose write the broker confirmed", ["source"])
FEED_ERRORS = Counter("copydesk_feed_errors", "Polls and items that failed", ["source", "kind"])
FEED_PAGES = Counter("copydesk_feed_pages", "Pages fetched for items with a summary only, by outcome", ["outcome"])
FEED_SUCCESS = Gauge(
    "copydesk_feed_last_success_timestamp_seconds",
    "When a poll last succeeded; of several feeds the earliest",
    ["source"],
)
FEED_NEWEST = Gauge(
    "copydesk_feed_newest_item_timestamp_seconds",
    "Date of the newest item; of several feeds of a name the latest",
    ["source"],
)
FEED_SILENT_AFTER = Gauge(
    "copydesk_feed_silent_after_seconds", "Without a new item for so long it is silent", ["source"]
)
FEED_FAILING = Gauge(
    "copydesk_feed_failing", "Feeds whose last three polls or more failed, or that are gone", ["source"]
)
FEED_HELD = Gauge("copydesk_feeds_held", "Feeds that this process polls")
FEED_SUBSCRIPTIONS = Gauge("copydesk_feed_subscriptions", "Feeds of which a hub tells this process")

# --- Position in the topic -------------------------------------------------------------------------------------------
LAG = Gauge("copydesk_consumer_lag_messages", "Messages in the topic not yet ended", ["service", "topic", "partition"])
LAG_SECONDS = Gauge(
    "copydesk_consumer_lag_seconds",
    "For how long the oldest message not yet ended has been in the topic; 0 where there is none",
    ["service", "topic", "partition"],
)
PARTITIONS = Gauge("copydesk_partitions_assigned", "Partitions that this process reads", ["service"])
REBALANCES = Counter("copydesk_rebalances", "Assignments of partitions since the start", ["service"])
LAST_MESSAGE = Gauge("copydesk_last_message_timestamp_seconds", "When a message last ended", ["service"])
