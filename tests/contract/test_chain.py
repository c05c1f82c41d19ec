"""The services and the topics make one chain from RawArticle to EnrichedArticle."""

from __future__ import annotations

import importlib
from itertools import pairwise
from pathlib import Path

import pytest

from copydesk.registry import find_service
from copydesk.runtime.service import Service
from copydesk.runtime.step import process
from schemas.article import EnrichedArticle, RawArticle
from schemas.document import Document
from schemas.topics import ARTICLE_TOPICS, SERVICE_NAMES, topic_of

SERVICES = Path(__file__).parents[2] / "services"


@pytest.mark.parametrize("name", SERVICE_NAMES)
def test_a_service_is_where_its_name_says(name: str) -> None:
    assert (SERVICES / name / "service.py").is_file()
    service = importlib.import_module(f"services.{name}.service").SERVICE
    assert isinstance(service, Service)
    assert service.name == name
    assert callable(service.ready_handler())


@pytest.mark.parametrize("name", SERVICE_NAMES)
def test_a_service_reads_what_a_topic_carries(name: str) -> None:
    assert topic_of(find_service(name).source) in ARTICLE_TOPICS


def test_every_folder_of_a_service_writes_a_topic() -> None:
    folders = {path.parent.name for path in SERVICES.glob("*/__init__.py")}
    assert folders == set(SERVICE_NAMES)


def test_only_the_intake_is_an_edge() -> None:
    edges = [name for name in SERVICE_NAMES if find_service(name).arrivals is not None]
    assert edges == ["intake"]


def carried_after(service: Service[Document]) -> list[type[object]]:
    return [topic.model for topic in ARTICLE_TOPICS if topic.written_by == service.name]


def test_each_service_reads_what_the_one_before_it_writes() -> None:
    services = [find_service(name) for name in SERVICE_NAMES]
    assert services[0].source is RawArticle
    assert carried_after(services[0]) == [RawArticle]
    for before, after in pairwise(services):
        assert after.source in carried_after(before)
    assert EnrichedArticle in carried_after(services[-1])


@pytest.mark.parametrize("name", SERVICE_NAMES[1:])
def test_every_service_behind_the_edge_ships_an_article_that_is_known_to_be_good(name: str) -> None:
    service = find_service(name)
    assert service.probe is not None
    written = service.probe.model_dump_json()
    assert type(service.probe) is service.source
    made = process(service, service.ready_handler(), service.source.model_validate_json(written))
    assert made.documents
    assert made.counts, "it takes the whole way: something is counted"
