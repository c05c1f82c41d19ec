from __future__ import annotations

import pytest

from copydesk.document_error import DocumentError
from services.cleaner.text import lines
from services.cleaner.text.lines import (
    AsideLines,
    continues,
    ends_sentence,
    first_letter,
    is_hard_wrapped,
    is_hyphenated,
    is_open,
    split_lines,
    without,
)
from services.cleaner.text.offsets import TracedText


def test_lines_know_their_indent_and_the_blank_line_before_them() -> None:
    lines = split_lines(TracedText.of("One\n\n   two\nthree\ffour"))
    assert [(line.text, line.indent, line.after_blank) for line in lines] == [
        ("One", 0, True),
        ("two", 3, True),
        ("three", 0, False),
        ("four", 0, True),
    ]


def test_more_lines_than_an_event_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_LINES", 3)
    assert len(split_lines(TracedText.of("x\n\nx\n\nx\n\n"))) == 3
    with pytest.raises(DocumentError, match="its body has over 3 lines"):
        split_lines(TracedText.of("x\nx\nx\nx"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("It came.", True), ("“It came.”", True), ("Did it?)", True), ("它来了。", True), ("It came", False), ("", False)],
)
def test_ends_of_sentences(text: str, expected: bool) -> None:
    assert ends_sentence(text) is expected


def test_beginnings_and_ends_inside_a_sentence() -> None:
    assert first_letter("“(Why") == "W"
    assert is_open("the end of the")
    assert not is_open("the end")
    assert continues("It was the", "Ferry")
    assert not continues("It came.", "and went")


@pytest.mark.parametrize(("text", "expected"), [("har-", True), ("19-", True), ("the end -", False), ("har", False)])
def test_hyphens_at_line_ends(text: str, expected: bool) -> None:
    assert is_hyphenated(text) is expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("The ferry was late\nagain on Sunday.", True),
        ("The ferry was late.\nNobody knew why.", False),
        ("x" * 200 + "\nand more", False),
        ("One paragraph.\n\nAnother one.", False),
    ],
)
def test_hard_wrapped_bodies(body: str, expected: bool) -> None:
    assert is_hard_wrapped(split_lines(TracedText.of(body))) is expected


def test_a_line_after_an_aside_counts_as_after_a_blank_line() -> None:
    lines = split_lines(TracedText.of("one\ntwo\nthree"))
    left = without(lines, [AsideLines("caption", 1, 2)])
    assert [(line.text, line.after_blank) for line in left] == [("one", True), ("three", True)]
