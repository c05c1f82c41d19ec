from __future__ import annotations

import sys
from types import ModuleType

import pytest

from copydesk.text.language import registry
from copydesk.text.language.reporting import Reporting
from copydesk.text.word_set import word_set
from schemas.quote import Quote
from services.quotes.core import find_quotes
from tests.services.quotes.articles import annotated_article


def only(text: str, people: tuple[str, ...], language: str) -> Quote:
    quotes = find_quotes(annotated_article(text, people, language=language))
    assert len(quotes) == 1, [quote.text for quote in quotes]
    return quotes[0]


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("„Wir kamen zu spät“, sagte Bürgermeisterin Anna Lee am Dienstag.", "sagte", "Anna Lee"),
        ("„Wir kamen zu spät“, sagte Lee.", "sagte", "Anna Lee"),
        ("Anna Lee sagte: „Wir kamen zu spät“.", "sagte", "Anna Lee"),
        ("Anna Lee leitet den Hafen. Die Fähre ist alt. Da sagte sie: „Wir kamen zu spät“.", "sagte", "Anna Lee"),
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
        ("Anna Lee sagte, dass die Fähre zu spät kam.", "de", "die Fähre zu spät kam", "Anna Lee"),
        ("Die Fähre kam viel zu spät, laut Anna Lee.", "de", "Die Fähre kam viel zu spät", "Anna Lee"),
        ("Anna Lee a dit que le ferry était en retard.", "fr", "le ferry était en retard", "Anna Lee"),
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


@pytest.mark.parametrize(
    "text",
    [
        "„Túlságosan későn érkeztünk meg ide” – mondta Anna Lee.",
        "Anna Lee: „Túlságosan későn érkeztünk meg ide”.",
        "„Túlságosan későn érkeztünk meg ide” – Anna Lee",
        "Anna Lee said „Túlságosan későn érkeztünk meg ide”.",
    ],
)
def test_a_language_without_a_file_has_its_marks_alone(text: str) -> None:
    quote = only(text, ("Anna Lee",), "hu")
    assert (quote.kind, quote.text) == ("direct", "Túlságosan későn érkeztünk meg ide")
    assert (quote.speaker.status, quote.cue) == ("unknown", None)


@pytest.mark.parametrize(
    "text",
    ["Anna Lee said the ferry was late.", "Ez „túl késő” nekünk.", "Die Fähre kam viel zu spät, laut Anna Lee."],
)
def test_words_and_short_quotations_are_no_statements_in_a_language_without_a_file(text: str) -> None:
    assert find_quotes(annotated_article(text, ("Anna Lee",), language="hu")) == []


def test_a_quotation_that_goes_on_is_one_statement_in_a_language_without_a_file() -> None:
    text = "„Túlságosan későn érkeztünk meg. Esett.\n\n„Senki sem szólt nekünk egy szót sem”."
    quote = only(text, (), "hu")
    assert len(quote.spans) == 2


def test_what_is_in_no_known_language_is_not_read_as_english() -> None:
    text = "“Maji yamepungua lakini mvua haijakoma leo,” said Juma Ali. Juma Ali said the ferry was late."
    quote = only(text, ("Juma Ali",), "sw")
    assert (quote.text, quote.speaker.status) == ("Maji yamepungua lakini mvua haijakoma leo,", "unknown")


MADE_UP = Reporting(
    verbs=word_set("mukor balen"),
    pronouns={"el": "he", "ela": "she"},
    complementizers=word_set("ka"),
    definite=word_set("lo"),
    prepositions=word_set("da"),
    titles=word_set("dona"),
)


@pytest.mark.parametrize(
    ("text", "kind", "cue", "speaker"),
    [
        ("“Ventos e mareas”, mukor Anna Lee.", "direct", "mukor", "Anna Lee"),
        ("Anna Lee balen: “Ventos e mareas”.", "direct", "balen", "Anna Lee"),
        ("Dona Anna Lee vena. “Ventos e mareas”, mukor ela.", "direct", "mukor", "Anna Lee"),
        ("Anna Lee mukor ka ventos e mareas venan.", "indirect", "mukor", "Anna Lee"),
    ],
)
def test_a_new_language_is_one_file_and_one_line(
    text: str, kind: str, cue: str, speaker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = find_quotes(annotated_article(text, ("Anna Lee",), language="qaa"))
    assert all(quote.speaker.status == "unknown" for quote in found)
    module = ModuleType("copydesk.text.language.qab")
    monkeypatch.setattr(module, "REPORTING", MADE_UP, raising=False)
    monkeypatch.setitem(sys.modules, module.__name__, module)
    monkeypatch.setattr(registry, "REPORTING", registry.REPORTING | {"qab"})
    quote = only(text, ("Anna Lee",), "qab-Latn")
    assert quote.cue is not None
    assert (quote.kind, quote.cue.text, quote.speaker.name) == (kind, cue, speaker)
