from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.guarded import Guards, guarded_kafka


@pytest.fixture(scope="module")
def guards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Guards]:
    with guarded_kafka(tmp_path_factory.mktemp("guards")) as guards:
        yield guards
