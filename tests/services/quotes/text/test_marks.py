from __future__ import annotations

import pytest

from services.quotes.text.marks import quotations


def inner(text: str) -> list[str]:
    return [text[q.inner_start : q.inner_end] for q in quotations(text, 0, len(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("“A b,” he said. “C d.”", ["A b,", "C d."]),
        ('"A b," he said. "C d."', ["A b,", "C d."]),
        ("``A b,'' he said. ''C d.''", ["A b,", "C d."]),
        ("«A b», dit-il.", ["A b"]),
        ("»A b«, sagte er.", ["A b"]),
        ("„A b“, sagte er. „C d”", ["A b", "C d"]),
        ("“A ‘b c d’ e,” he said.", ["A ‘b c d’ e,"]),
        ("“A “b” e,” he said.", ["A “b” e,"]),
        ('He is 6\'2" tall. "A b," he said.', ["A b,"]),
        ('"A b. "C d," he said.', ["A b.", "C d,"]),
        ("‘A b c,’ he said of the ’90s.", ["A b c,"]),
        ("'A b c,' he said. It's the workers' own.", ["A b c,"]),
        ("The boys’ and girls’ school", []),
        ("'Shame,' said the boys' owner.", ["Shame,"]),
        ("'Mum said, \"Go home now\", and I went,' he said.", ['Mum said, "Go home now", and I went,']),
        ("It's the boys' and Ann's, \"A b c,\" he said.", ["A b c,"]),
        ("‘The boys’ dog barked all night.", ["The boys’ dog barked all night."]),
        ("No marks. ”", []),
        ("“”", []),
    ],
)
def test_marks_pair_by_type(text: str, found: list[str]) -> None:
    assert inner(text) == found


def test_an_unclosed_quotation_runs_to_the_end_of_its_paragraph() -> None:
    text = "He said: “A b. C d. "
    (only,) = quotations(text, 0, len(text))
    assert not only.closed
    assert text[only.inner_start : only.inner_end] == "A b. C d."
