from __future__ import annotations

from schemas.article import Aside
from services.quotes.pull_quotes import repetitions

SAID = "We waited all night at the harbour, and nobody came to tell us why the ferry was late"


def aside(kind: str, text: str) -> Aside:
    return Aside.model_validate({"kind": kind, "text": text, "raw_start": 0, "raw_end": len(text)})


def test_a_pull_quote_is_linked_to_the_statement_that_it_repeats() -> None:
    asides = [aside("caption", SAID), aside("pull_quote", "“nobody came to tell us why the ferry was late” Ann Lee")]
    assert list(repetitions(["The ferry was late", SAID], asides)) == [(), (1,)]


def test_a_pull_quote_of_other_words_is_linked_to_nothing() -> None:
    asides = [aside("pull_quote", "“The fog came in from the sea and stayed for days”")]
    assert list(repetitions([SAID, ""], asides)) == [(), ()]
