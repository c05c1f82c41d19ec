from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.registry import EDGE_NAMES, PROCESS_NAMES, find_service, topics_read
from schemas.topics import SERVICE_NAMES, topic_of

EDGES = Path(__file__).parents[2] / "services" / "intake" / "edges"


def test_every_edge_with_a_folder_is_known() -> None:
    assert {path.parent.name for path in EDGES.glob("*/service.py")} == set(EDGE_NAMES)


@pytest.mark.parametrize("name", EDGE_NAMES)
def test_an_edge_is_the_intake_under_a_process_name_of_its_own(name: str) -> None:
    edge = find_service(name)
    assert (edge.name, edge.process_name, edge.is_edge) == ("intake", name, True)


@pytest.mark.parametrize("name", SERVICE_NAMES)
def test_the_process_of_a_service_is_called_as_the_service(name: str) -> None:
    assert find_service(name).process_name == name


def test_all_processes_in_the_order_of_an_articles_way() -> None:
    assert PROCESS_NAMES[0] == "intake"
    assert PROCESS_NAMES[-4:] == SERVICE_NAMES[-4:]
    assert len(set(PROCESS_NAMES)) == len(PROCESS_NAMES)


def test_each_service_but_the_edges_reads_what_an_earlier_one_writes() -> None:
    reads = topics_read()
    assert list(reads) == [name for name in SERVICE_NAMES if not find_service(name).is_edge]
    for name, topic in reads.items():
        assert topic == topic_of(find_service(name).source)
        assert SERVICE_NAMES.index(topic.written_by) < SERVICE_NAMES.index(name)
