from __future__ import annotations

import pytest

from services.cleaner.captions import find_captions
from services.cleaner.text.column import measure
from services.cleaner.text.lines import split_lines
from services.cleaner.text.offsets import TracedText
from tests.services.cleaner.ferry import COLUMN, cleaned

CAPTION = "Families wait on the quay of the island for the ferry from the mainland on a Sunday morning in May."


def test_a_caption_in_the_middle_of_a_sentence_is_set_aside() -> None:
    cut = COLUMN.replace("had been waiting\n", f"had been waiting\n\n{CAPTION}\n", 1)
    article = cleaned(cut)
    assert article.text == cleaned(COLUMN).text
    assert [(aside.kind, aside.text) for aside in article.asides] == [("caption", CAPTION)]


@pytest.mark.parametrize("credit", ["Photo: Ruth Oye", "Photograph by Ruth Oye", "Ruth Oye/Reuters", "© Ruth Oye"])
def test_a_credit_takes_its_caption_along(credit: str) -> None:
    caption = "Families wait on the quay\nof the island."
    cut = COLUMN.replace("had been waiting\n", f"had been waiting\n\n{caption}\n{credit}\n\n", 1)
    article = cleaned(cut)
    assert article.text == cleaned(COLUMN).text
    assert [(aside.kind, aside.text) for aside in article.asides] == [("caption", caption), ("credit", credit)]


def kinds(body: str) -> list[tuple[str, int, int]]:
    lines = split_lines(TracedText.of(body))
    return [(aside.kind, aside.start, aside.end) for aside in find_captions(lines, [], measure(lines))]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("Photo: Per Lund", [("credit", 2, 3)]),
        ("Goats graze on the customs house lawn on Monday. (AP)", [("caption", 2, 3)]),
        ("Pictured: the ferry at dawn.", [("caption", 2, 3)]),
        ("The goats were all unharmed.", []),
    ],
)
def test_a_block_that_names_its_picture_is_taken(block: str, expected: list[tuple[str, int, int]]) -> None:
    body = f"The ferry left the island at dawn,\nand nobody came to wave it off.\n\n{block}\n\nThe mail came late."
    assert kinds(body) == expected


def test_a_paragraph_that_is_set_in_as_the_others_is_no_caption() -> None:
    scene = "Dockers wait for the council's meeting on\nwages, which starts on Monday."
    above = "The ferry left the island at dawn,\nand nobody came to wave it off.\n"
    assert kinds(f"    {above}    {scene}\n    The mail came late.") == []
    assert kinds(f"{above}\n{scene}\n\nThe mail came late.") == [("caption", 2, 4)]


def test_the_first_block_is_never_a_caption() -> None:
    assert kinds("Photo: Per Lund\n\nThe ferry left at dawn.") == []
