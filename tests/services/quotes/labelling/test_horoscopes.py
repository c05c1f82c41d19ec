from __future__ import annotations

import pytest

from services.quotes.core import find_quotes
from services.quotes.labelling.horoscopes import horoscope
from tests.services.quotes.articles import annotated_article, parsed_article


@pytest.mark.parametrize(
    "text",
    [
        "Taurus: The sun says yes. Virgo: A friend tells you that she left. Pisces: Wait.",
        "Taurus. The sun says yes. Virgo. A friend tells you that she left. Pisces. Wait.",
        "Taurus (April 20 to May 20) The sun says yes.\n\nVirgo – A friend says no.\n\nPisces: Wait.",
        "Taurus\n\nThe sun says that you should wait.\n\nVirgo\n\nA friend says no.\n\nPisces\n\nYour boss says sorry.",
    ],
)
def test_signs_tell_nobodys_statements(text: str) -> None:
    assert horoscope(parsed_article(text)) is not None
    assert find_quotes(annotated_article(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Leo: I told her. Ann: She did.",
        "The Leo, the Virgo and the Pisces are ferries.",
        "Cancer: the facts. Leo Ferrari said no. Virgo sank.",
        "",
    ],
)
def test_no_horoscope(text: str) -> None:
    assert horoscope(parsed_article(text)) is None


def test_what_stands_behind_a_horoscope_or_in_marks_is_said() -> None:
    signs = "Taurus: The sun says yes. Virgo: “Stay at home,” said Ann Lee of it. Pisces: Wait."
    text = f"{signs}\n\nAnn Lee said that the ferry would sail again in the spring."
    span = horoscope(parsed_article(text))
    assert span is not None
    assert (span.start, span.end) == (0, len(signs))
    found = [quote.text for quote in find_quotes(annotated_article(text, ("Ann Lee",)))]
    assert "Stay at home" in found[0]
    assert found[1:] == ["that the ferry would sail again in the spring"]


def test_other_languages_have_no_signs_yet() -> None:
    assert horoscope(parsed_article("Leo: Nein. Virgo: Ja. Pisces: Nein.", language="de")) is None
