from __future__ import annotations

import pytest

from services.quotes.printable import printable


def printed(text: str, *stretches: str, cue: str | None = "said") -> str:
    spans = [(text.index(each), text.index(each) + len(each)) for each in stretches]
    at = text.find(cue) if cue else -1
    return printable(text, spans, (at, at + len(cue)) if cue and at >= 0 else None)


def test_a_sentence_behind_the_attribution_begins_behind_a_full_stop() -> None:
    text = "“The boat sank,” Lee said. “Nobody came.”"
    assert printed(text, "The boat sank,", "Nobody came.") == "The boat sank. Nobody came."


def test_a_sentence_that_goes_on_keeps_its_comma() -> None:
    assert printed("“The boat,” Lee said, “sank.”", "The boat,", "sank.") == "The boat, sank."


def test_left_out_words_are_an_ellipsis() -> None:
    text = "Lee said it was “a wreck,” and two days later that it was “a ruin”."
    assert printed(text, "a wreck,", "a ruin") == "a wreck … a ruin"


def test_a_paragraph_goes_on_without_one() -> None:
    text = "“The boat sank.\n\n“Nobody came.”"
    assert printed(text, "The boat sank.", "Nobody came.", cue=None) == "The boat sank. Nobody came."


@pytest.mark.parametrize(
    ("stretch", "expected"),
    [
        ("the “old boat” sank", "the “old boat” sank"),
        ("the “old boat sank", "the old boat sank"),
        ("the old boat” sank", "the old boat sank"),
        ('the "old boat sank', "the old boat sank"),
        ("das „alte Boot“ sank", "das „alte Boot“ sank"),
    ],
)
def test_a_mark_without_a_partner_is_left_out(stretch: str, expected: str) -> None:
    assert printable(stretch, [(0, len(stretch))], None) == expected
