from __future__ import annotations

import pytest

from services.cleaner.boilerplate import find_boilerplate
from services.cleaner.text.lines import Line
from services.cleaner.text.offsets import TracedText

STORY = ["The ferry left an hour late on Sunday.", "Nobody on the quay could say why it had waited."]


def boilerplate(*texts: str) -> list[str]:
    lines = [Line(TracedText.of(text), after_blank=True) for text in texts]
    return [lines[at].text for aside in find_boilerplate(lines) for at in range(aside.start, aside.end)]


@pytest.mark.parametrize(
    "notice",
    [
        "© 2016 The Harbour Post",
        "(c) Harbour Post",
        "Copyright 2016 Harbour Post. All rights reserved.",
        "The Harbour Post, all rights reserved",
        "This material may not be published, broadcast, rewritten or redistributed.",
        "Sign up for our daily newsletter",
        "Get the news delivered to your inbox",
        "Follow us on Twitter",
        "Share this on Facebook",
        "E-mail",
        "This article was originally published on Harbour Post",
        "View this email in your browser",
        "Unsubscribe from these mails",
        "(Additional reporting by Ann Lee; editing by Max Roe)",
        "Reporting by Ann Lee; writing by Max Roe",
        "Editing by Max Roe",
        "Associated Press writer Ann Lee in Paris contributed to this report.",
        "The Associated Press reporter Ann Lee contributed.",
        "Contact the reporter at ann.lee@harbour.example",
        "ann.lee@harbour.example",
        "Our Standards: The Harbour Post Trust Principles.",
        "Read more: The ferry that never came",
        "(MORE)",
        "Advertisement",
    ],
)
def test_a_notice_leaves_the_story(notice: str) -> None:
    assert boilerplate(STORY[0], notice, STORY[1]) == [notice]


@pytest.mark.parametrize(
    "sentence",
    [
        "He shared the prize with her and all of the crew.",
        "Copies may not be there yet, he said, and @harbour had no word of it either way, which left them waiting.",
        "Associated Press reporters were on the quay.",
        "Follow the river and you will find the ferry.",
    ],
)
def test_a_sentence_stays(sentence: str) -> None:
    assert boilerplate(STORY[0], sentence, STORY[1]) == []


def test_what_stands_below_the_end_mark_goes() -> None:
    assert boilerplate(*STORY, "ENDS", "Ann Lee, 01234 567890") == ["ENDS", "Ann Lee, 01234 567890"]
    assert boilerplate("ENDS") == []
