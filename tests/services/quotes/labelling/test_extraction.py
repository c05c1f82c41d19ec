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


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bo Ray left. Lee said Ray told her: “You will never work on a boat again.” Ann Lee wept.", "Bo Ray"),
        ("Bo Ray left. Ann Lee said on Monday: “You will never work on a boat again.”", "Ann Lee"),
        ("Ann Lee, who met Bo Ray last week, said: “We will rebuild the bridge before winter comes.”", "Ann Lee"),
        ("Ann Lee, whose brother Bo Ray resigned, told us: “We will rebuild the bridge before winter.”", "Ann Lee"),
    ],
)
def test_a_quotation_is_of_the_subject_of_the_verb_right_before_it(text: str, speaker: str) -> None:
    quoted = next(quote for quote in quotes(text) if quote.kind == "direct")
    assert quoted.speaker.names == (speaker,)


def test_a_paragraph_that_is_a_quotation_is_of_who_spoke_in_the_one_before_but_is_less_sure() -> None:
    text = "Bo Ray left.\n\nAnn Lee said the ferry had been late all winter.\n\n“{}”\n\nThe wind rose."
    said = "Nobody at the harbour told us a word about it, and we stood there until it was dark."
    first, last = quotes(text.format(said))
    assert last.speaker.names == ("Ann Lee",)
    assert first.confidence_person is not None
    assert last.confidence_person is not None
    assert last.confidence_person < first.confidence_person


def test_the_speaker_of_an_object_relative_clause_is_who_it_is_about() -> None:
    text = "Ann Lee, whom the owners of the port owe a year of pay for the loss of her boat in May, said she would sue."
    assert quotes(text)[-1].speaker.names == ("Ann Lee",)


def test_a_quotation_over_paragraphs_is_whose_name_stands_behind_it() -> None:
    text = (
        "Bo Ray spoke first. He said the boats were old.\n\n“We lost three boats and nobody warned us.\n\n"
        "“The harbour must be rebuilt before the winter comes,” Ann Lee said."
    )
    quote = quotes(text)[-1]
    assert len(quote.spans) == 2
    assert quote.speaker.names == ("Ann Lee",)


def test_other_marks_open_another_quotation() -> None:
    text = 'Bo Ray told a story.\n\n"The captain came late and the boats had left.\n\n“Nobody told us,” Ann Lee said.'
    assert quotes(text)[-1].spans[0].start == text.index("Nobody")


def test_the_verb_behind_a_conjunction_reports() -> None:
    (quote,) = quotes("Bo Ray did not take the call, but said the harbour would be closed until Monday.")
    assert (quote.speaker.names, quote.cue and quote.cue.text) == (("Bo Ray",), "said")


def test_a_clause_behind_according_to_has_its_first_words() -> None:
    (quote,) = quotes("According to the guide, the best month to sail is May as the wind is from all sides.")
    assert quote.text.startswith("the best month")


def test_a_speaker_ends_with_the_paragraph() -> None:
    text = "The boats must pay more, says Ann Lee\n\nHarbour: With two boats lost the town looked poor on Sunday."
    assert quotes(text)[0].speaker.names == ("Ann Lee",)


@pytest.mark.parametrize(
    ("text", "said", "speaker"),
    [
        ("But the many boats caused more damage, different owners said.", "But the many boats caused more damage", 0),
        ("Prices would be about 0.75 degree (1.35) above the mean of 14.0 (57.2), the Met Office said.", "Prices", 1),
    ],
)
def test_a_clause_before_its_verb_is_not_overlooked(text: str, said: str, speaker: int) -> None:
    article = annotated_article(f"Ann Lee rose.\n\n{text}\n\nIt rained.", PEOPLE, ("Met Office",))
    (quote,) = find_quotes(article)
    assert quote.text.startswith(said)
    assert quote.speaker.name == ("different owners", "Met Office")[speaker]


@pytest.mark.parametrize("source", ["the Echo", "court papers"])
def test_who_is_quoted_by_somebody_else_says_it(source: str) -> None:
    text = f'Ann Lee runs it.\n\n"I think they need help and there are places to go," Lee said, according to {source}.'
    assert [quote.speaker.names for quote in quotes(text)] == [("Ann Lee",)]
