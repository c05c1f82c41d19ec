from __future__ import annotations

from pathlib import Path

import pytest

from copydesk.registry import EDGE_NAMES, PROCESS_NAMES, find_service
from schemas.topics import SERVICE_NAMES

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
