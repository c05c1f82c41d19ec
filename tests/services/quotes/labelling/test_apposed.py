from __future__ import annotations

import pytest

from services.quotes.core import find_quotes
from services.quotes.labelling.apposed import person_at_end
from tests.services.quotes.articles import annotated_article, parsed_article


@pytest.mark.parametrize(
    "text",
    [
        "“No,” said the deputy head of the Agency for Rail, Ports and Rivers and a lecturer in law, Dr Ann Lee.",
        "“No,” insisted the treasurer of the Society of Weavers, Dyers and Spinners, Senator Ann Lee.",
        "“No,” said the first keeper of maps at the Museum of the Southern Isles, Ann Lee.",
    ],
)
def test_the_person_at_the_end_of_a_long_description_speaks(text: str) -> None:
    organisations = ("Agency for Rail", "Society of Weavers", "Museum of the Southern Isles")
    (quote,) = find_quotes(annotated_article(text, ("Ann Lee",), organisations))
    assert quote.speaker.names == ("Ann Lee",)


@pytest.mark.parametrize(
    "text",
    [
        "“No,” said the head of the board, who had met Ann Lee.",
        "“No,” said the head of the board that sacked the pilot, Ann Lee.",
        "“No,” said the head of the board, Ann Lee and Bo Ray.",
        "“No,” said the head of the board, Ann Lee, before noon.",
        "“No,” said the head of the board. Later came a pilot, Ann Lee.",
        "“No,” said Mr Zorv, the head of the board, Ann Lee.",
    ],
)
def test_a_name_that_is_no_apposition_is_not_read(text: str) -> None:
    parsed = parsed_article(text, ("Ann Lee", "Bo Ray"))
    assert person_at_end(text.index(" said") + len(" said"), parsed) is None
