from __future__ import annotations

import pytest

from copydesk.text.language.registry import wording_of
from schemas.quote import Quote
from services.quotes.core import find_quotes
from tests.services.quotes.reading import read


def only(text: str, people: tuple[str, ...], language: str) -> Quote:
    quotes = find_quotes(read(text, people, language=language))
    assert len(quotes) == 1, [quote.text for quote in quotes]
    return quotes[0]


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("„Wir kamen zu spät“, sagte Bürgermeisterin Anna Lee am Dienstag.", "sagte", "Anna Lee"),
        ("„Wir kamen zu spät“, sagte Lee.", "sagte", "Anna Lee"),
        ("Anna Lee sagte: „Wir kamen zu spät“.", "sagte", "Anna Lee"),
        ("Anna Lee leitet den Hafen. Die Fähre sei alt, sagte sie: „Wir kamen zu spät“.", "sagte", "Anna Lee"),
        ("»Wir kamen zu spät«, hat die Hafenmeisterin erklärt.", "erklärt", "die Hafenmeisterin"),
    ],
)
def test_german_speakers(text: str, cue: str, speaker: str) -> None:
    quote = only(text, ("Anna Lee",), "de-AT")
    assert quote.text == "Wir kamen zu spät"
    assert quote.cue is not None
    assert (quote.cue.text, quote.speaker.name) == (cue, speaker)


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("« Nous sommes arrivés tard », a déclaré la maire, Anne Legoff, devant la presse.", "déclaré", "Anne Legoff"),
        ("« Nous sommes arrivés tard », explique Legoff.", "explique", "Anne Legoff"),
        ("Anne Legoff dirige le port. « Nous sommes arrivés tard », a-t-elle dit.", "dit", "Anne Legoff"),
        ("Anne Legoff dirige le port. « Nous sommes arrivés tard », dit-elle.", "dit", "Anne Legoff"),
        ("Anne Legoff a ajouté : « Nous sommes arrivés tard ».", "ajouté", "Anne Legoff"),
    ],
)
def test_french_speakers(text: str, cue: str, speaker: str) -> None:
    quote = only(text, ("Anne Legoff",), "fr")
    assert quote.text == "Nous sommes arrivés tard"
    assert quote.cue is not None
    assert (quote.cue.text, quote.speaker.name) == (cue, speaker)


@pytest.mark.parametrize(
    ("text", "language", "said", "speaker"),
    [
        ("Anna Lee sagte, dass die Fähre zu spät kam.", "de", "dass die Fähre zu spät kam", "Anna Lee"),
        ("Die Fähre kam viel zu spät, laut Anna Lee.", "de", "Die Fähre kam viel zu spät", "Anna Lee"),
        ("Anna Lee a dit que le ferry était en retard.", "fr", "que le ferry était en retard", "Anna Lee"),
        ("Selon Anna Lee, le ferry était en retard.", "fr", "le ferry était en retard", "Anna Lee"),
    ],
)
def test_reported_clauses(text: str, language: str, said: str, speaker: str) -> None:
    quote = only(text, ("Anna Lee",), language)
    assert (quote.kind, quote.text, quote.speaker.name) == ("indirect", said, speaker)


def test_names_with_hyphens_are_no_french_pronouns() -> None:
    mention = only("“We were late,” said Kim Jong-il.", ("Kim Jong-il",), "en").speaker.mention
    assert mention is not None
    assert mention.text == "Kim Jong-il"


def test_an_unknown_language_is_read_like_english() -> None:
    assert wording_of(None) is wording_of("xx") is wording_of("en-GB")
    assert wording_of("de-CH") is not wording_of("fr")
