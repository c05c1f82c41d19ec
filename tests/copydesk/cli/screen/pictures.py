"""Pictures of a pipeline at work, and of one that strangers have filled."""

from __future__ import annotations

from dataclasses import replace

from copydesk.operator.top.picture import (
    Amount,
    ArticlePicture,
    DeadLetterPicture,
    Origin,
    PartitionPicture,
    Percentiles,
    Picture,
    ProcessPicture,
    QuotePicture,
    ServicePicture,
    SourcePicture,
)

NAMES = ("intake", "http", "feeds", "cleaner", "dedup", "entities", "quotes")


def service(name: str = "cleaner") -> ServicePicture:
    return ServicePicture(
        name=name,
        processes=2,
        ready=2,
        state="ready",
        in_rate=12.5,
        out_rate=12.0,
        in_progress=3,
        lag=1234,
        lag_seconds=4.2,
        latency=Percentiles(0.25, 1.5, 90.0, recent=True),
        handling=Percentiles(0.004, 0.01, 0.02, recent=False),
        statuses=(Amount("ok", 4321, 11.0), Amount("dead_letter", 2, 0.0)),
        counted=(Amount("language en", 4000, 10.0),),
        dead_letters=Amount("dead_letter", 2, 0.0),
        cpu=0.42,
        memory_bytes=104 * 1024 * 1024,
    )


def article(number: int = 0, **changes: object) -> ArticlePicture:
    made = ArticlePicture(
        reference=f"articles.enriched/0/{number}",
        id="c37cba7e",
        title=f"Council keeps the night ferry {number}",
        source="harbour-wire",
        language="en",
        verdict="new",
        received_at="2023-11-14T22:13:18+00:00",
        enriched_at="2023-11-14T22:13:20+00:00",
        seconds=2.0,
        url="https://news.example/ferry",
        people=("Ingrid Solheim",),
        organisations=("Harbour Board",),
        places=("Kirkhaven",),
        quotes=(QuotePicture("Ingrid Solheim", "direct", "They were not shy.", 0.9),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


LETTER = DeadLetterPicture(
    reference="intake.dead-letters/0/6",
    service="intake",
    failed_at="2023-11-14T22:13:20+00:00",
    reason="ValidationError",
    message="body: Field required",
    place="pydantic/main.py:847",
    attempts=1,
    source="harbour-wire",
    origin="file:stdin/0/293",
    key="c37cba7e",
    value='{"title": "no body"}',
)

PICTURE = Picture(
    at="2023-11-14T22:13:25+00:00",
    metrics=Origin("copydesk up (process 7)"),
    broker=Origin("localhost:9092"),
    services=tuple(service(name) for name in NAMES),
    processes=(
        ProcessPicture("cleaner", "localhost:8083", "ready", "0.1.0 0123456", 12.0, 0.42, 104 << 20, 4, 180.0),
        ProcessPicture("cleaner", "localhost:8084", "blocked", "0.1.0 0123456", None, None, None, None, None),
    ),
    partitions=(PartitionPicture("cleaner", "articles.raw", 0, 1234, 4.2),),
    sources=(SourcePicture("harbour-wire", 321, 1.5, 12.0), SourcePicture("city-wire", 5, 0.0, None)),
    dead_letters=(LETTER,),
    articles=(article(1), article(0)),
)
