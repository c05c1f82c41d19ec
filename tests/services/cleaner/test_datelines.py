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
