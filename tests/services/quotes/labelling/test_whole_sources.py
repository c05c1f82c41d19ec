from __future__ import annotations

import pytest

from copydesk.text.language.registry import lexicon_of
from copydesk.text.tokens import tokenize
from schemas.document import Span
from schemas.entity import Entity, Mention
from services.quotes.labelling.evidence import evidence
from services.quotes.labelling.labeller import LabelledSpan, Labels
from services.quotes.labelling.whole_sources import whole_sources


def sources(text: str, labelled: tuple[str, ...], cue: str = "said", name: str = "Ann Lee") -> list[str]:
    """The sources of a text in which some words were labelled, and one cue."""
    tokens = tokenize(text)

    def span(words: str) -> LabelledSpan:
        start = text.index(words)
        first, last = tokens.starts.tolist().index(start), tokens.ends.tolist().index(start + len(words))
        return LabelledSpan(first, last + 1, start, start + len(words), 0.8)

    at = text.index(name)
    mention = Mention(start=at, end=at + len(name), text=name)
    entity = Entity(id="1", name=name, type="PERSON", salience=0.0, mentions=(mention,))
    seen = evidence(text, tokens, [Span(start=0, end=len(text))], (), [entity])
    labels = Labels([], [span(cue)], [span(words) for words in labelled])
    openings = [0, *(at + 2 for at in range(len(text)) if text.startswith(". ", at))]
    found = whole_sources(labels, tokens, seen, lexicon_of("en"), openings)
    return [text[each.start_char : each.end_char] for each in found.sources]


@pytest.mark.parametrize(
    ("text", "labelled", "expected"),
    [
        ("Mayor Ann Lee said it rained.", ("Lee",), ["Ann Lee"]),
        ("Mayor Ann Lee said it rained.", ("Mayor Ann",), ["Mayor Ann Lee"]),
        (
            "It rained, said ministers. Mayor Ann Lee left.",
            ("ministers. Mayor Ann Lee",),
            ["ministers", "Mayor Ann Lee"],
        ),
        ("Sens. Ann Lee and Bo Ray said it rained.", ("Sens. Ann Lee and Bo Ray",), ["Sens. Ann Lee and Bo Ray"]),
        ("The guard, Ann Lee, said it rained.", (", Ann Lee",), ["Ann Lee"]),
        (
            "Ann Lee, keeper of the harbour, said it rained.",
            ("Ann", "of the harbour"),
            ["Ann Lee, keeper of the harbour"],
        ),
        ("A man who saw Ann Lee said it rained.", ("A man", "Ann Lee"), ["A man", "Ann Lee"]),
        ("Ann Lee said he left.", ("Ann Lee", "he"), ["Ann Lee", "he"]),
        ("Ann Lee wept. It rained, she said.", ("Ann Lee", "she"), ["Ann Lee", "she"]),
    ],
)
def test_a_source_holds_whole_names_and_its_parts(text: str, labelled: tuple[str, ...], expected: list[str]) -> None:
    assert sources(text, labelled) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("According to her office, Ann Lee left.", ["her office"]),
        ("According to her, the board and Ann Lee left.", ["her"]),
        ("According to her (and to others, too) Ann Lee left.", ["her"]),
    ],
)
def test_a_source_behind_according_to_ends_at_the_comma(text: str, expected: list[str]) -> None:
    assert sources(text, ("her",), "According to") == expected


def test_marks_alone_are_no_source() -> None:
    assert sources("Ann Lee said, it rained.", (",",)) == []
