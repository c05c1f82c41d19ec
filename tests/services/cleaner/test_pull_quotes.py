from __future__ import annotations

from services.cleaner.pull_quotes import find_pull_quotes
from services.cleaner.text.column import measure
from services.cleaner.text.lines import split_lines
from services.cleaner.text.offsets import TracedText
from tests.services.cleaner.ferry import COLUMN, cleaned


def test_a_paragraph_that_stands_twice_is_kept_once_at_least() -> None:
    twice = "“No one at the harbour office had a\nword to say.”\n\n" * 2
    assert "harbour office had a word to say" in cleaned(f"{COLUMN.splitlines()[0]}\nlate again.\n\n{twice}").text


def test_a_pull_quote_in_marks_may_fill_the_column() -> None:
    pull = "“No one at the harbour office had\na word to say about the delay.”\nANN LEE"
    article = cleaned(COLUMN.replace("No one", f"\n{pull}\n\nNo one", 1))
    assert article.text == cleaned(COLUMN).text
    assert [(aside.kind, aside.text) for aside in article.asides] == [("pull_quote", pull)]


def test_a_pull_quote_goes_with_its_mark_and_attribution() -> None:
    pull = "No one at the\nharbour office\nhad a word to say"
    trailer = "”\n\nAnn Lee, a\nteacher"
    cut = COLUMN.replace("for it.\n", f"for it.\n\n{pull}\n\n{trailer}\n\n", 1)
    article = cleaned(cut)
    assert article.text == cleaned(COLUMN).text
    assert [(aside.kind, aside.text) for aside in article.asides] == [("pull_quote", f"{pull}\n\n{trailer}")]


def test_short_lines_that_repeat_nothing_stay() -> None:
    cut = COLUMN.replace("for it.\n", "for it.\nThe fog was\nthick and cold\nall that night.\n", 1)
    assert "thick and cold" in cleaned(cut).text
    assert cleaned(cut).asides == ()


def found(body: str) -> list[str]:
    lines = split_lines(TracedText.of(body))
    quotes = find_pull_quotes(lines, measure(lines))
    return [" ".join(line.text for line in lines[quote.start : quote.end]) for quote in quotes]


def test_a_quotation_that_stands_nowhere_else_is_no_pull_quote() -> None:
    assert found(f"“Nobody asked the goats about any of this.”\n\n{COLUMN}") == []


def test_a_repetition_that_differs_in_line_breaks_and_hyphens_alone_is_a_pull_quote() -> None:
    assert found(f"{COLUMN}\n“had brought hot soup for the wait-\ning families”\n") == [
        "“had brought hot soup for the wait- ing families”"
    ]
