"""Words of a paragraph: verbs that are read with the particle at the end of their clause."""

from __future__ import annotations

import pytest

from copydesk.text.language.registry import reporting_of
from copydesk.text.language.reporting import Reporting
from services.quotes.rules.words import in_sentences, row_of


def verbs(text: str) -> list[str]:
    german = reporting_of("de")
    assert isinstance(german, Reporting)
    row, _ = in_sentences(text, row_of(text, 0, len(text), [], german), german)
    return [word.lower for word in row if word.lower in german.verbs]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Er warf ihr Untreue vor.", ["vorwarf"]),
        ("Er warf den Ball ins Netz. Sie stand vor ihm.", []),
        ("Er warf den Ball: Sie stand vor ihm.", []),
        ("Sie wies das zurück.", ["zurückwies"]),
        ("Sie gab an, krank zu sein.", ["angab"]),
        ("Warf er ihr das vor?", []),
    ],
)
def test_a_verb_is_read_with_its_particle(text: str, expected: list[str]) -> None:
    assert verbs(text) == expected
