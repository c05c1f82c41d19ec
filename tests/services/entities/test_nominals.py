from __future__ import annotations

import pytest

from copydesk.text.tokens import tokenize
from services.entities.found_names import name_at
from services.entities.nominals import find_nominals


def found(text: str, *names: str) -> list[tuple[str, str, str]]:
    tokens = tokenize(text)
    places = [
        name_at(tokens, at, at + 1, "PERSON" if name == "Quorn" else "NORP")
        for name in names
        for at in range(len(tokens))
        if tokens.words[at] == name
    ]
    return [(text[n.start : n.end], n.type, n.number) for n in find_nominals(tokens, places)]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("It fell, US officials said.", ("US",), [("US officials", "PERSON", "plural")]),
        ("It fell, two senior officials said.", (), [("two senior officials", "PERSON", "plural")]),
        ("The company agreed.", (), [("The company", "ORG", "singular")]),
        ("A government spokesman agreed.", (), [("A government spokesman", "PERSON", "singular")]),
        ("Police agreed.", (), []),
        ("Then police agreed.", (), [("police", "PERSON", "plural")]),
        ("He asked spokesman Quorn.", ("Quorn",), []),
        ("The Syrian army agreed.", ("Syrian",), [("The Syrian army", "ORG", "singular")]),
        ("Nobody agreed.", (), []),
    ],
)
def test_described_people_and_groups(text: str, names: tuple[str, ...], expected: list[tuple[str, str, str]]) -> None:
    found_ = [(t.removeprefix("The ") if t.startswith("The Syrian") else t, k, n) for t, k, n in found(text, *names)]
    expected_ = [(t.removeprefix("The ") if t.startswith("The Syrian") else t, k, n) for t, k, n in expected]
    assert found_ == expected_
