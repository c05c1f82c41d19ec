from __future__ import annotations

from services.cleaner.asides import find_asides
from services.cleaner.text.column import measure
from services.cleaner.text.lines import split_lines
from services.cleaner.text.offsets import TracedText
from tests.services.cleaner.ferry import COLUMN, cleaned


def test_a_column_between_two_asides_is_no_aside() -> None:
    """Cut in a word below a credit, it looks like a block between two halves of a sentence."""
    pull = "“No one at the harbour office had\na word to say.”"
    cut = COLUMN.replace("for it.\n", "for it.\n\nPhoto: Ruth Oye\n\n", 1).replace(
        "pot was dry.\n", f"pot was dry in the har-\n\n{pull}\n\nbour of the old town.\n"
    )
    article = cleaned(cut)
    whole = COLUMN.replace("peo-\nple", "people").replace("was dry.", "was dry in the harbour of the old town.")
    assert article.text.split() == whole.split()
    assert [(aside.kind, aside.text) for aside in article.asides] == [
        ("credit", "Photo: Ruth Oye"),
        ("pull_quote", pull),
    ]


def test_asides_come_in_the_order_of_the_body() -> None:
    pull = "“No one at the harbour office had\na word to say.”"
    body = COLUMN.replace("for it.\n", f"for it.\n\nPhoto: Ruth Oye\n\n{pull}\n\n", 1)
    lines = split_lines(TracedText.of(body))
    assert [aside.kind for aside in find_asides(lines, measure(lines))] == ["credit", "pull_quote"]


def test_a_column_without_asides_has_none() -> None:
    lines = split_lines(TracedText.of(COLUMN))
    assert find_asides(lines, measure(lines)) == []
