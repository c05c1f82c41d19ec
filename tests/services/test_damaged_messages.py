from __future__ import annotations

import pytest

from benchmarks.hostile import fuzz
from copydesk.registry import find_service
from copydesk.runtime.settings import Settings
from schemas.topics import SERVICE_NAMES

WORKERS = tuple(name for name in SERVICE_NAMES if not find_service(name).is_edge)


@pytest.mark.slow
@pytest.mark.parametrize("name", WORKERS)
def test_no_message_of_its_topic_fails_in_a_service_but_by_an_error_of_the_document(name: str) -> None:
    found = fuzz(name, 2_500, 30, Settings())
    outcomes = found["outcomes"]
    assert isinstance(outcomes, dict)
    assert outcomes["ok"] > 400
    assert outcomes["no document"] > 400
    assert [outcome for outcome in outcomes if outcome.startswith("unknown error")] == []
    assert found["good_articles_hurt"] == 0
