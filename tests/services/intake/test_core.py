from __future__ import annotations

from datetime import UTC, datetime

from schemas.article import RawArticle
from schemas.document import utc_now
from services.intake.core import receive


def test_the_arrival_time_is_ours_and_all_else_the_senders() -> None:
    claimed = RawArticle(id="a", source="wire", body="text", received_at=datetime(1999, 1, 1, tzinfo=UTC))
    before = utc_now()
    received = receive(claimed)
    assert before <= received.received_at <= utc_now()
    assert received.model_dump(exclude={"received_at"}) == claimed.model_dump(exclude={"received_at"})
