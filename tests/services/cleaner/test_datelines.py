from __future__ import annotations

import pytest

from services.cleaner.datelines import dateline_end


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("LONDON (Reuters) - The ferry left late.", "LONDON (Reuters)"),
        ("PARIS, March 3 (AFP) — The ferry left late.", "PARIS, March 3 (AFP)"),
        ("NEW YORK — The ferry left late.", "NEW YORK"),
        ("Wien (APA) - Die Fähre kam spät.", "Wien (APA)"),
    ],
)
def test_a_dateline_is_read(text: str, dateline: str) -> None:
    found, end = dateline_end(text)
    assert found == dateline
    assert text[end:].startswith(("The ferry", "Die Fähre"))


@pytest.mark.parametrize("text", ["", "The ferry left late.", "UPDATE — The ferry left late.", "LONDON (Reuters) - "])
def test_no_dateline(text: str) -> None:
    assert dateline_end(text) == (None, 0)


@pytest.mark.parametrize("dateline", ["NAIROBI", "KUALA LUMPUR", "SÃO PAULO", "MUMBAI, India"])
def test_a_city_before_a_colon_is_a_dateline(dateline: str) -> None:
    text = f"{dateline}: “Ferry” left late."
    assert dateline_end(text, ["It came back."]) == (dateline, len(dateline) + 2)


@pytest.mark.parametrize(
    "text",
    [
        "BREAKING: The ferry left late.",
        "WATCH: The ferry leaves.",
        "READING: The ferry is a novel.",
        "OLGA PETRENKO: The ferry left late.",
        "JACKSON: Thank you for the ferry.",
        "CHARLOTTE: The ferry left late.",
        "NAIROBI: the ferry left late.",
        "Nairobi: The ferry left late.",
        "NAIROBI: ",
    ],
)
def test_a_label_before_a_colon_is_no_dateline(text: str) -> None:
    assert dateline_end(text) == (None, 0)


def test_a_city_that_is_a_speaker_in_a_transcript_is_no_dateline() -> None:
    assert dateline_end("JACKSON: The ferry left late.", ["LEE: When?", "JACKSON: At nine."]) == (None, 0)
