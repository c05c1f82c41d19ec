import pytest

from copydesk.text.tokens import tokenize
from services.entities.abbreviations import without_common_abbreviations
from services.entities.found_names import name_at
from services.entities.labels import NameClass


def kept(text: str, word: str, label: NameClass = "ORG") -> int:
    tokens = tokenize(text)
    names = [name_at(tokens, at, at + 1, label) for at, each in enumerate(tokens.words) if each == word]
    return len(without_common_abbreviations(tokens, names))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("He has iron deficiency anaemia, or IDA, the clinic said. IDA is common.", "IDA"),
        ("The grid uses a direct current link (DCL).", "DCL"),
        ("Each DCL (direct current link) costs a million.", "DCL"),
        ("She was made CFO in May.", "CFO"),
        ("The District Chief Executive (DCE), Ann Lee, left. The DCE is new.", "DCE"),
        ("The call starts at 9 a.m. GMT on Friday.", "GMT"),
        ("Two rows of LEDs lit the stage.", "LEDs"),
    ],
)
def test_abbreviations_of_common_nouns_are_no_names(text: str, word: str) -> None:
    assert kept(text, word) == 0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The Quorn Dockers Association (QDA) met.", "QDA"),
        ("He joined the FBI in May.", "FBI"),
        ("NASA said it would wait.", "NASA"),
        ("The harbour union (QDA) met.", "QDA"),
    ],
)
def test_those_of_names_stay(text: str, word: str) -> None:
    assert kept(text, word) == 1


def test_the_code_of_a_state_stays() -> None:
    assert kept("They live in Baltimore, MD.", "MD", "LOC") == 1
