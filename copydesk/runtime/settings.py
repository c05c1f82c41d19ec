"""Settings of a process: environment variables with the prefix COPYDESK_. docs/settings.md is generated from here."""

from __future__ import annotations

import re
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.topics import TOPICS, Topic

MOST_PARTITIONS = 1_000
"""Far more than any newsroom needs. Partitions can never be removed, so a slip of the finger must not make them."""


class Settings(BaseSettings):
    """Every setting of every process, with its default and its reason."""

    model_config = SettingsConfigDict(env_prefix="COPYDESK_", frozen=True, extra="ignore", secrets_dir=None)

    brokers: str = Field(default="localhost:9092", description="Kafka bootstrap servers, `host:port,host:port`")
    topic_prefix: str = Field(
        default="",
        pattern=r"^[a-zA-Z0-9._-]*$",
        description="put before every topic and consumer group, so that two newsrooms can share a cluster",
    )
    topic_partitions: str = Field(
        default="",
        description="how wide `copydesk topics apply` makes topics, `TOPIC=PARTITIONS,TOPIC=PARTITIONS`, names without "
        "prefix; before you widen one that is in use, see docs/operations.md",
    )
    health_port: int = Field(
        default=8080, ge=0, le=65535, description="`/livez`, `/readyz`, `/metrics`; 0 picks a free port"
    )
    health_host: str = Field(default="127.0.0.1", description="address of the health port; containers set 0.0.0.0")
    data_dir: Path = Field(default=Path("data"), description="state of a process; the intake's drop folder is inside")
    log_format: Literal["auto", "json", "human"] = Field(
        default="auto", description="`auto` is human on a terminal and JSON elsewhere"
    )
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        default="INFO", description="the least severe records that are written"
    )
    otlp_endpoint: str = Field(
        default="",
        pattern=r"^(https?://[^\s?#]+)?$",
        description="OpenTelemetry receiver that traces are sent to, `http://localhost:4318`; none: no traces. "
        "`OTEL_EXPORTER_OTLP_ENDPOINT` and the other standard variables hold as well, see docs/operations.md",
    )
    trace_share: float = Field(
        default=1,
        ge=0,
        le=1,
        description="share of the articles whose traces are recorded, decided where an article comes in; "
        "`OTEL_TRACES_SAMPLER` goes before it",
    )

    metric_sources: int = Field(
        default=100,
        ge=0,
        description="sources with metrics of their own in the cleaner, in the order in which they come; the rest is "
        "`other`",
    )

    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = Field(
        default="PLAINTEXT", description="as Kafka's `security.protocol`"
    )
    ssl_ca_file: Path | None = Field(
        default=None, description="PEM file of the authority behind the brokers' certificates"
    )
    ssl_cert_file: Path | None = Field(default=None, description="PEM certificate of this client, for mutual TLS")
    ssl_key_file: Path | None = Field(default=None, description="PEM key of this client, for mutual TLS")
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = Field(
        default="PLAIN", description="as Kafka's `sasl.mechanism`; PLAIN only over SASL_SSL"
    )
    sasl_username: str | None = Field(default=None, description="user name for SASL")
    sasl_password: SecretStr | None = Field(default=None, description="password for SASL; never logged")
    sasl_password_file: Path | None = Field(
        default=None,
        description="file with the password for SASL instead, read at each connection; a line break at its end is not "
        "of the password",
    )

    producer_idempotence: bool = Field(
        default=True, description="no repeats from the producer's own retries; the embedded broker cannot do it"
    )
    request_timeout_seconds: float = Field(
        default=60, gt=0, description="after this a send that was not confirmed counts as failed and is tried again"
    )
    session_timeout_seconds: float = Field(
        default=45, gt=0, description="a worker silent for so long loses its partitions"
    )
    commit_interval_seconds: float = Field(
        default=1, gt=0, description="how much work may be repeated after a crash, in time"
    )
    in_flight: int = Field(
        default=128, ge=1, description="articles handled but not yet confirmed by the broker; 1 waits for each"
    )
    in_flight_bytes: int = Field(
        default=32 * 1024 * 1024, ge=1, description="the same limit in bytes, so that huge articles do not fill memory"
    )
    article_cpu_seconds: float = Field(
        default=20,
        gt=0,
        description="CPU time that one article may take in one service; over it the article is a dead letter",
    )
    article_memory_bytes: int = Field(
        default=512 * 1024 * 1024,
        ge=1024 * 1024,
        description="by how much a service may grow for one article; over it the article is a dead letter",
    )
    stream_buffer: int = Field(
        default=256, ge=1, description="articles fetched ahead a partition; 4,096 of 30 KB would take 120 MB"
    )
    fetch_ahead_bytes: int = Field(
        default=8 * 1024 * 1024,
        ge=1,
        description="the same in bytes, all partitions together: while so much waits, no more is asked for",
    )

    parse_seconds: float = Field(
        default=20, gt=0, description="how long a parser may work on one file; then the file is a dead letter"
    )
    parse_memory_bytes: int = Field(
        default=1024 * 1024 * 1024,
        ge=128 * 1024 * 1024,
        description="address space of the process that parses files, as `RLIMIT_AS`",
    )
    parse_file_bytes: int = Field(
        default=64 * 1024 * 1024, ge=1, description="a longer file is a dead letter; JSON Lines may be of any length"
    )

    http_host: str = Field(
        default="127.0.0.1", description="address of the HTTP edge: this machine only, until told otherwise"
    )
    http_port: int = Field(default=8000, ge=0, le=65535, description="port of the HTTP edge; 0 picks a free port")
    http_keys_file: Path | None = Field(
        default=None, description="keys of those who may push, as `copydesk keys` writes it; none: in the data folder"
    )
    http_tls_cert_file: Path | None = Field(
        default=None, description="PEM certificate of the HTTP edge, with its chain"
    )
    http_tls_key_file: Path | None = Field(default=None, description="PEM key that belongs to it")
    http_trusted_proxies: str = Field(
        default="", description="addresses or networks whose `X-Forwarded-*` headers count, `10.0.0.1,10.1.0.0/16`"
    )
    http_body_bytes: int = Field(
        default=16 * 1024 * 1024, ge=1024, description="the largest body that is taken, as it came and unpacked"
    )
    http_memory_bytes: int = Field(
        default=32 * 1024 * 1024,
        ge=1024,
        description="all bodies at a time; one key may hold half of it, and what is over it is answered 503",
    )
    http_body_seconds: float = Field(default=30, gt=0, description="how long a body may take to arrive")
    http_confirm_seconds: float = Field(
        default=30, gt=0, description="how long a push waits for the broker's confirmation before it is answered 503"
    )
    http_patience_seconds: float = Field(
        default=2,
        gt=0,
        description="once the broker has owed a confirmation for so long, pushes are answered 503 at once",
    )
    http_lag_limit: int = Field(
        default=100_000,
        ge=0,
        description="so many articles that wait for the cleaner, and pushes are answered 503; 0 never",
    )
    http_connections: int = Field(
        default=1_000, ge=1, description="connections at a time; for one more the longest idle one is closed"
    )
    http_parsers: int = Field(
        default=2,
        ge=1,
        description="processes that parse what is no JSON Lines; one file that hangs holds up one of them",
    )

    feeds_file: Path | None = Field(
        default=None,
        description="the sources that `copydesk run feeds` fetches; default: `feeds.yml` in the data folder",
    )
    feeds_contact: str = Field(
        default="",
        pattern=r"^[\x21-\x7e]*$",
        description="a mail address or URL in the user agent, where a site finds whoever fetches from it",
    )
    feeds_shortest_seconds: float = Field(default=60, ge=1, description="the shortest interval between polls of a feed")
    feeds_first_seconds: float = Field(
        default=300, gt=0, description="the interval to begin with, for a feed whose items have no dates"
    )
    feeds_longest_seconds: float = Field(
        default=3600, gt=0, description="the longest interval, and the longest wait that a feed may ask for"
    )
    feeds_concurrency: int = Field(default=32, ge=1, description="hosts that are asked at a time")
    feeds_fetch_seconds: float = Field(default=30, gt=0, description="how long one answer may take as a whole")
    feeds_fetch_bytes: int = Field(
        default=8 * 1024 * 1024, ge=1024, description="the largest feed or page that is taken, unpacked"
    )
    feeds_page_pause_seconds: float = Field(
        default=1, ge=0, description="time between two pages of a host; its robots.txt may ask for more"
    )
    feeds_allowed_networks: str = Field(
        default="",
        description="addresses that are not public and may be fetched from all the same, `10.1.2.3/32,10.2.0.0/16`; "
        "whatever a feed links to may then be fetched from there",
    )
    feeds_metric_sources: int = Field(
        default=100,
        ge=0,
        description="sources with metrics of their own, in the order of the file; the rest is `other`",
    )
    feeds_callback_url: str = Field(
        default="",
        pattern=r"^(https?://[^\s?#]+)?$",
        description="where hubs reach the callback of this process from outside; none: feeds are only polled",
    )
    feeds_callback_host: str = Field(default="127.0.0.1", description="address that the callback listens on")
    feeds_callback_port: int = Field(
        default=8001, ge=0, le=65535, description="port that the callback listens on; 0 picks a free one"
    )

    authority_file: Path | None = Field(
        default=None,
        description="a newsroom's own register of names, CSV or JSON Lines; its ids win, see docs/entities.md",
    )

    dedup_window_days: float = Field(
        default=7, gt=0, description="for how long deduplication remembers an article; the log must last longer"
    )
    snapshot_seconds: float = Field(
        default=300, gt=0, description="how often a service writes its state; a restart reads the log from there"
    )
    standby: bool = Field(
        default=True,
        description="whether a service with state follows the partitions of others, to take over within seconds",
    )

    dead_letter_run: int = Field(
        default=50, ge=0, description="so many dead letters in a row stop the service; 0 never stops it"
    )
    dead_letter_share: float = Field(
        default=0.5, ge=0, le=1, description="so large a share of the last 200 messages stops the service; 1 never does"
    )
    stop_grace_seconds: float = Field(
        default=25,
        ge=0,
        description="how long a stop waits for confirmations; under the 30 s that Kubernetes waits before SIGKILL",
    )
    stall_seconds: float = Field(
        default=120,
        gt=0,
        description="lag without progress for so long fails `/livez`; twice as long ends the process for a restart",
    )

    @field_validator("feeds_allowed_networks")
    @classmethod
    def _names_networks(cls, networks: str) -> str:
        for part in filter(None, map(str.strip, networks.split(","))):
            ip_network(part)
        return networks

    @field_validator("topic_partitions")
    @classmethod
    def _names_topics(cls, asked: str) -> str:
        _widths(asked)
        return asked

    @model_validator(mode="after")
    def _has_credentials(self) -> Self:
        if self.sasl_password is not None and self.sasl_password_file is not None:
            raise ValueError("give COPYDESK_SASL_PASSWORD or COPYDESK_SASL_PASSWORD_FILE, not both")
        has_password = self.sasl_password or self.sasl_password_file
        if self.security_protocol.startswith("SASL") and not (self.sasl_username and has_password):
            raise ValueError(
                f"security_protocol {self.security_protocol} needs COPYDESK_SASL_USERNAME, and COPYDESK_SASL_PASSWORD "
                "or COPYDESK_SASL_PASSWORD_FILE"
            )
        if (self.ssl_cert_file is None) != (self.ssl_key_file is None):
            raise ValueError("COPYDESK_SSL_CERT_FILE and COPYDESK_SSL_KEY_FILE go together")
        if (self.http_tls_cert_file is None) != (self.http_tls_key_file is None):
            raise ValueError("COPYDESK_HTTP_TLS_CERT_FILE and COPYDESK_HTTP_TLS_KEY_FILE go together")
        return self

    @property
    def keys_file(self) -> Path:
        """Where the keys of the HTTP edge are."""
        return self.http_keys_file or self.data_dir / "keys.json"

    @property
    def sources_file(self) -> Path:
        """Where the sources of the feeds are."""
        return self.feeds_file or self.data_dir / "feeds.yml"

    def topic(self, name: str) -> str:
        """The name that a topic of the contract has in this cluster."""
        return self.topic_prefix + name

    def partitions(self, topic: Topic) -> int:
        """How many partitions a topic of the contract should have in this cluster."""
        return _widths(self.topic_partitions).get(topic.name, topic.partitions)

    def group(self, service: str) -> str:
        """The consumer group of a service."""
        return f"{self.topic_prefix}copydesk.{service}"


def _widths(asked: str) -> dict[str, int]:
    """Partitions by topic.

    Raises:
        ValueError: something in `asked` is no topic or no number of partitions.
    """
    known = [topic.name for topic in TOPICS]
    widths: dict[str, int] = {}
    for part in filter(None, map(str.strip, asked.split(","))):
        name, _, number = map(str.strip, part.partition("="))
        if not (re.fullmatch("[0-9]{1,4}", number) and 1 <= int(number) <= MOST_PARTITIONS):
            raise ValueError(f"{part[:80]}: expected TOPIC=PARTITIONS, from 1 to {MOST_PARTITIONS:,}")
        if name not in known:
            raise ValueError(f"there is no topic {name}; there are {', '.join(known)}")
        if name in widths:
            raise ValueError(f"{name} is named twice")
        widths[name] = int(number)
    return widths
