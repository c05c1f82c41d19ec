from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.formats.shared.embargoes import embargo_above, stated_embargo

END = datetime(2026, 3, 4, 0, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED until 4 March 2026, 00:01 GMT: Night ferry runs on",
        "EMBARGOED UNTIL 00:01 GMT, WEDNESDAY 4 MARCH 2026",
        "**STRICTLY EMBARGOED: not for release until 0001hrs GMT 4 March 2026**",
        "Press release (embargoed until 00.01 GMT, 4 March 2026)",
        "Embargo: 4 March 2026 00:01 GMT",
        "Under embargo until 12:01 am GMT, March 4, 2026",
        "Sperrfrist: 4. März 2026, 01:01 Uhr MEZ",
        "Sous embargo jusqu'au 4 mars 2026 à 01h01 CET",
        "NOT FOR PUBLICATION BEFORE 00:01 GMT ON 4 MARCH 2026",
        "HOLD FOR RELEASE until 2026-03-04T00:01Z",
        "FOR RELEASE: March 4, 2026 at 00:01 GMT",
        "Sotto embargo fino alle 00.01 GMT del 4 marzo 2026",
        "ONDER EMBARGO tot woensdag 4 maart 2026, 00.01 GMT",
    ],
)
def test_an_embargo_in_words_ends_when_it_says(line: str) -> None:
    found = stated_embargo(line)
    assert found is not None
    assert (found.until, found.status) == (END, "usable")


@pytest.mark.parametrize(
    "line",
    [
        "EMBARGOED",
        "[EMBARGOED] Night ferry",
        "EMBARGO: night ferry",
        "Embargoed until Thursday evening",
        "Sperrfrist morgen",
    ],
)
def test_one_whose_end_cannot_be_read_withholds(line: str) -> None:
    found = stated_embargo(line)
    assert found is not None
    assert (found.until, found.status) == (None, "withheld")


@pytest.mark.parametrize(
    "line",
    [
        "EU extends arms embargo until 2027",
        "Embargo on herring widened",
        "The embargo ends in May, the minister said",
        "Embargo lifted: night ferry runs on",
        "EMBARGO LIFTED",
        "No embargo: night ferry",
        "Cuba embargo for beginners",
        "Not for the first time the ferry is late",
        "Oil embargo until further notice",
        "For immediate release",
    ],
)
def test_news_of_an_embargo_is_none(line: str) -> None:
    assert stated_embargo(line) is None


def test_above_a_text_an_embargo_has_a_line_of_its_own() -> None:
    found = embargo_above("Harbour office\n\nEMBARGOED UNTIL 00:01 GMT, 4 MARCH 2026\n\nThe night ferry runs on.")
    assert found is not None
    assert (found.start, found.end, found.until) == (16, 55, END)
    assert embargo_above("Press release: STRICTLY EMBARGOED to 6pm on 4 March 2026\n\nText.") is not None
    assert embargo_above("HARBOUR OFFICE - EMBARGOED\n\nText.") is not None
    assert embargo_above("The report, embargoed until Friday, says that ferries are late.") is None
    assert embargo_above("x\n" * 20 + "EMBARGOED UNTIL FRIDAY") is None


@given(st.text(max_size=300))
def test_any_text_has_an_embargo_or_none(text: str) -> None:
    stated_embargo(text)
    found = embargo_above(text)
    assert found is None or 0 <= found.start <= found.end <= len(text)


@pytest.mark.parametrize(
    "line", ["FOR IMMEDIATE RELEASE", "For release: ask Ann Lee", "For release", "For publication fees see page 3"]
)
def test_a_release_that_names_no_day_is_free(line: str) -> None:
    assert stated_embargo(line) is None
