from __future__ import annotations

import pytest

from schemas.quote import Quote
from services.quotes.core import find_quotes
from tests.services.quotes.articles import annotated_article

PEOPLE = ("Ann Lee", "Bo Ray")


def quotes(text: str) -> list[Quote]:
    return find_quotes(annotated_article(text, PEOPLE))


def test_a_signed_quotation_has_its_signer() -> None:
    text = "The town waits for its boat.\n\n“Nobody told us a word about the ferry” — Ann Lee, a teacher"
    (quote,) = quotes(text)
    assert quote.speaker.names == ("Ann Lee",)


def test_utterances_of_a_transcript_have_their_speakers() -> None:
    text = (
        "Ann Lee met Bo Ray.\n\n“LEE: We came late because the ferry company had forgotten about us.\n\n"
        "“RAY: And nobody told us anything about it at the harbour.”"
    )
    found = quotes(text)
    assert [quote.speaker.names for quote in found] == [("Ann Lee",), ("Bo Ray",)]
    assert all(quote.text.startswith(("We came", "And nobody")) for quote in found)


@pytest.mark.parametrize("said", ["did not say", "never said", "would say", "didn't say"])
def test_what_was_not_said_is_no_quote(said: str) -> None:
    assert quotes(f"Ann Lee {said} that the ferry was late.") == []


def test_a_cue_less_quotation_goes_on_with_the_one_before_it_in_its_paragraph() -> None:
    (quote,) = quotes("“We were late,” said Ann Lee on Monday. The wind rose. “Nobody came to tell us why it was so.”")
    assert len(quote.spans) == 2
    assert quote.speaker.names == ("Ann Lee",)


def test_a_statement_without_speaker_is_less_sure() -> None:
    (unnamed,) = quotes("The fog stayed.\n\n“Nobody came to tell us why the boat had not left yet.”")
    (named,) = quotes("“Nobody came to tell us why the boat had not left yet,” said Ann Lee.")
    assert unnamed.speaker.status == "unknown"
    assert unnamed.confidence < named.confidence


def test_the_described_speaker_is_meant_by_the_pronoun_behind() -> None:
    found = quotes("“The boat sank,” a port official said.\n\n“We found nobody alive,” he added.")
    assert [quote.speaker.name for quote in found] == ["a port official", "a port official"]


def test_a_role_means_the_only_person_who_has_it() -> None:
    found = quotes("Senator Ann Lee met Bo Ray on Monday.\n\n“We were late again,” the senator said.")
    assert found[-1].speaker.names == ("Ann Lee",)


def test_a_paragraph_that_is_a_quotation_goes_on_with_the_one_before() -> None:
    (quote,) = quotes(
        "“We were late,” said Ann Lee in a report on the ferry.\n\n“Nobody came to tell us why the boat had not left.”"
    )
    assert len(quote.spans) == 2
    assert quote.speaker.names == ("Ann Lee",)


def test_a_second_verb_of_saying_begins_a_second_statement() -> None:
    found = quotes("Ann Lee said that the ferry was late on Monday and warned that the pier would be closed in May.")
    assert [quote.text for quote in found] == [
        "that the ferry was late on Monday",
        "that the pier would be closed in May",
    ]
    assert [quote.speaker.names for quote in found] == [("Ann Lee",), ("Ann Lee",)]


def test_a_quotation_in_a_sentence_that_names_nobody_goes_on_with_who_spoke_but_is_unsure() -> None:
    found = quotes(
        "“The ferry is always late,” said Ann Lee.\n\n"
        "The harbour “has been closed for longer than anybody in the town can remember”, and the fog stays."
    )
    assert [quote.speaker.names for quote in found] == [("Ann Lee",), ("Ann Lee",)]
    assert found[1].confidence < 0.5 < found[0].confidence


def test_a_clause_behind_its_own_verb_is_of_the_sentence_that_it_stands_in() -> None:
    text = "“Reading is the exception here,” Ann Lee said. Bo Ray said that it was a matter for the schools."
    assert [quote.speaker.names for quote in quotes(text)] == [("Ann Lee",), ("Bo Ray",)]
