from __future__ import annotations

import pytest

from schemas.article import RawArticle
from services.cleaner.core import clean
from services.cleaner.head import read_head
from services.cleaner.text.lines import split_lines
from services.cleaner.text.offsets import TracedText
from tests.services.cleaner.ferry import COLUMN, cleaned


@pytest.mark.parametrize(
    ("head", "title", "bylines", "dateline"),
    [
        ("Ferry late again\nBy Ann Lee\n", "Ferry late again", ("Ann Lee",), None),
        ("Ferry late again\nAnn Lee\n", "Ferry late again", ("Ann Lee",), None),
        ("Ferry late\nonce again\nBy Ann Lee and Bo Ray\n", "Ferry late once again", ("Ann Lee", "Bo Ray"), None),
        ("Ferry late again\n\n", "Ferry late again", (), None),
        (
            "Ferry late again\nBY ANN LEE\nVALLETTA, May 3 (Reuters) - ",
            "Ferry late again",
            ("ANN LEE",),
            "VALLETTA, May 3 (Reuters)",
        ),
        ("Ferry late again\n\nVALLETTA — ", "Ferry late again", (), "VALLETTA"),
    ],
)
def test_the_head_is_taken_off(head: str, title: str, bylines: tuple[str, ...], dateline: str | None) -> None:
    article = cleaned(head + COLUMN, title=None)
    assert (article.title, article.bylines, article.dateline) == (title, bylines, dateline)
    assert article.text == cleaned(COLUMN).text


def test_the_source_knows_title_and_bylines_better() -> None:
    raw = RawArticle(
        id="a", title="Ferry late again", bylines=("A. Lee",), body=f"FERRY LATE AGAIN\nBy Ann Lee\n{COLUMN}"
    )
    article = clean(raw)
    assert (article.title, article.bylines) == ("Ferry late again", ("A. Lee",))
    assert article.text == cleaned(COLUMN).text


@pytest.mark.parametrize("body", ["Ferry late again", "The ferry was late. It was cold.\n\nThen it came."])
def test_no_headline_is_made_up(body: str) -> None:
    article = cleaned(body, title=None)
    assert article.title is None
    assert article.text == body


def test_a_byline_stands_below_a_standfirst_too() -> None:
    head = "Ferry late again\n\nNobody knows why, and\nfew people ask.\n\nBy Ann Lee\n\n"
    article = cleaned(head + COLUMN.replace("The old", "he old", 1), title=None)
    assert (article.title, article.bylines) == ("Ferry late again", ("Ann Lee",))
    assert article.text == f"Nobody knows why, and few people ask.\n\n{cleaned(COLUMN).text}"


def test_the_last_line_is_never_taken() -> None:
    lines = split_lines(TracedText.of("Ferry late again\n\nBy Ann Lee"))
    head = read_head(lines, None)
    assert head.title == "Ferry late again"
    assert [line.text for line in head.lines] == ["By Ann Lee"]


def test_a_title_that_the_text_repeats_as_a_sentence_stays() -> None:
    lines = split_lines(TracedText.of("The ferry was late.\n\nNobody knew why it had waited for so long."))
    assert read_head(lines, "The ferry was late").lines == lines


def test_each_part_has_its_raw_offsets() -> None:
    body = "Ferry late again\n\nBy Ann Lee\n\nVALLETTA — The ferry was late."
    head = read_head(split_lines(TracedText.of(body)), None)
    assert [(body[start:end].strip(), role) for start, end, role in head.parts] == [
        ("Ferry late again", "title"),
        ("By Ann Lee", "byline"),
        ("VALLETTA —", "dateline"),
    ]
