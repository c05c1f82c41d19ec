from __future__ import annotations

from services.quotes.core import find_quotes
from tests.services.quotes.articles import annotated_article

PEOPLE = ("Ann Lee", "Bo Ray")


def last_speakers(text: str) -> tuple[str, ...]:
    return find_quotes(annotated_article(text, PEOPLE))[-1].speaker.names


def test_a_surname_means_the_full_name() -> None:
    assert last_speakers("Ann Lee came. “I came,” Lee said.") == ("Ann Lee",)


def test_two_speakers_are_both_named() -> None:
    assert last_speakers("“We came,” said lawyers Ann Lee and Bo Ray in a letter.") == PEOPLE


def test_a_partner_who_is_not_introduced_stays_as_printed() -> None:
    quote = find_quotes(annotated_article("Ann Lee came. Lee and Smith said: “We came.”", PEOPLE))[-1]
    assert quote.speaker.names == ("Ann Lee", "Smith")
    assert quote.speaker.entity_ids == ("Ann Lee",)


def test_she_is_the_subject_of_the_paragraph() -> None:
    assert last_speakers("Bo Ray left.\n\nAnn Lee came with Bo Ray. “I came,” she said.") == ("Ann Lee",)


def test_he_goes_back_to_the_last_speaker_over_a_paragraph() -> None:
    text = "“I came,” said Bo Ray.\n\nNo boat left that night, and the fog stayed. “It was cold,” he said."
    assert last_speakers(text) == ("Bo Ray",)


def test_a_title_tells_he_from_she() -> None:
    assert last_speakers("Bo Ray waited. “I came,” said Mrs. Lee.\n\nThe fog stayed. “It was cold,” he said.") == (
        "Bo Ray",
    )


def test_a_given_name_tells_he_from_she() -> None:
    text = "Ann Lee came. “I came,” said Peter Ray.\n\nThe fog stayed. “It was cold,” she said."
    assert find_quotes(annotated_article(text, ("Ann Lee", "Peter Ray")))[-1].speaker.names == ("Ann Lee",)


def test_a_new_topic_comes_before_the_last_speaker() -> None:
    text = "“I came,” said Bo Ray.\n\nAnn Lee has a boat too.\n\nThe fog stayed. “It was cold,” she said."
    assert find_quotes(annotated_article(text, PEOPLE))[-1].speaker.names == ("Ann Lee",)


def test_a_speech_that_is_announced_has_its_speaker() -> None:
    assert last_speakers("Ann Lee wrote a speech. “We came late,” Lee will say.") == ("Ann Lee",)
    assert find_quotes(annotated_article("Ann Lee will never say that we came late.", PEOPLE)) == []


def test_they_are_the_two_people_named_together() -> None:
    assert last_speakers("Ann Lee and Bo Ray wrote a book on fog.\n\n“It is wet,” they said.") == PEOPLE


def test_a_name_inside_a_quotation_is_no_antecedent() -> None:
    assert last_speakers("Ann Lee stood up. “Then Bo Ray left,” she said.") == ("Ann Lee",)


def test_nobody_is_named_where_nobody_was() -> None:
    quote = find_quotes(annotated_article("“It was cold,” he said.", PEOPLE))[0]
    assert quote.speaker.status == "unknown"
    assert quote.speaker.name is None
    assert quote.speaker.mention is not None
    assert quote.speaker.mention.text == "he"


def test_a_quotation_that_follows_keeps_its_speaker() -> None:
    text = "“It was cold,” said Ann Lee.\n\n“And nobody came to tell us.”\n\nBo Ray left."
    assert last_speakers(text) == ("Ann Lee",)


def test_who_was_he_once_is_not_she_later() -> None:
    text = (
        "Bo Ray came with Sasha Fox.\n\n“It was late,” he said.\n\nRay waited. Sasha Fox waited, too.\n\n"
        "Ray left. “It was wet,” she said."
    )
    found = find_quotes(annotated_article(text, ("Bo Ray", "Sasha Fox")))
    assert [quote.speaker.names for quote in found] == [("Bo Ray",), ("Sasha Fox",)]


def test_the_subject_of_the_sentence_before_comes_first() -> None:
    text = "Minister Bo Ray, a lawyer, said it was late. Lee disagreed. “It was early,” she said."
    found = find_quotes(annotated_article("Ann Lee came.\n\n" + text, PEOPLE))
    assert found[-1].speaker.names == ("Ann Lee",)


def test_who_was_something_is_nobody_who_still_is() -> None:
    text = "{} Ann Lee opened the port on Monday.\n\nThe former senator said that the port had been shut for too long."
    assert last_speakers(text.format("Yesterday")) == ("Ann Lee",)
    assert last_speakers(text.format("Senator")) == ("The former senator",)


def test_a_surname_that_two_bear_is_less_sure_unless_a_title_tells() -> None:
    text = "Mary Lee met Peter Lee in Bonn on Monday.\n\n“I came on time,” {} said."
    sure: dict[str, float] = {}
    for words in ("Lee", "Mr Lee", "Peter Lee"):
        (quote,) = find_quotes(annotated_article(text.format(words), ("Peter Lee", "Mary Lee")))
        sure[words] = quote.confidence_person or 0
    assert sure["Lee"] < 0.7
    assert 0.9 < sure["Mr Lee"] <= sure["Peter Lee"]


def test_he_is_not_what_is_written() -> None:
    text = "Bo Ray has run the ferry for years. The lease says that the pier must be kept. “Nobody told me,” he said."
    assert last_speakers(text) == ("Bo Ray",)


def test_she_is_who_was_described_before_something_written() -> None:
    text = "A teacher said that the pier was shut. The lease says that it must be kept. “Nobody told me,” she said."
    (*_, quote) = find_quotes(annotated_article(text, PEOPLE))
    assert quote.speaker.name == "A teacher"


def test_nobody_is_nobody() -> None:
    quotes = find_quotes(annotated_article("Nobody expects that the ferry will ever sail again.", PEOPLE))
    assert all(quote.speaker.status == "unknown" for quote in quotes)


def test_whose_father_it_is_takes_over() -> None:
    text = "After the death of his old father Bo Ray in May, Al Fox took over the ferry. “I was afraid,” he said."
    assert find_quotes(annotated_article(text, ("Bo Ray", "Al Fox")))[-1].speaker.names == ("Al Fox",)


def test_nobody_speaks_of_themselves_by_name() -> None:
    text = "The aunt, Carol Lee, spoke for the family of Ann Lee. “Ann loved the sea,” Lee said."
    quote = find_quotes(annotated_article(text, ("Carol Lee", "Ann Lee")))[-1]
    assert quote.speaker.names == ("Carol Lee",)


def test_of_two_with_one_office_neither_is_meant_by_what_neither_is_told_to_be_of() -> None:
    text = "President Lee thanked President Ray for his visit. The president of Fjordland said he had been happy there."
    quote = find_quotes(annotated_article(text, PEOPLE, ("Fjordland",)))[-1]
    assert (quote.speaker.status, quote.speaker.name) == ("described", "The president of Fjordland")
