from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import EnrichedArticle
from schemas.quote import Quote, QuoteEvent
from services.quotes.core import extract_quotes, find_quotes, handle
from tests.services.quotes.articles import annotated_article

PIECES = st.sampled_from(
    [
        *["“", "”", '"', "''", "``", "‘", "’", "«", "»", "„", "\n\n", "\n", ". ", ", ", ": ", "; ", " — ", " (", ") "],
        *[
            "Ann Lee ",
            "Bo Ray ",
            "Lee ",
            "said ",
            "she ",
            "they ",
            "said that ",
            "according to ",
            "who ",
            "and ",
            "told ",
        ],
        *[
            "the ferry was late ",
            "a spokesman for ",
            "The mayor ",
            "Fog",
            "“We were late,” said Lee. ",
            "also ",
            "not ",
        ],
    ]
)
TEXTS = st.lists(PIECES | st.text(max_size=3), max_size=50).map("".join)


def only(text: str, people: tuple[str, ...] = ("Ann Lee", "Bo Ray"), organisations: tuple[str, ...] = ()) -> Quote:
    quotes = find_quotes(annotated_article(text, people, organisations))
    assert len(quotes) == 1, [quote.text for quote in quotes]
    return quotes[0]


@pytest.mark.slow
@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_any_text_gives_quotes_that_lie_in_it(text: str) -> None:
    article = annotated_article(text, ("Ann Lee", "Bo Ray"))
    quotes = find_quotes(article)
    for quote in quotes:
        said = "".join(article.text[span.start : span.end] for span in quote.spans)
        assert [char for char in quote.text if char.isalnum()] == [char for char in said if char.isalnum()]
        ends = [offset for span in quote.spans for offset in (span.start, span.end)]
        assert ends == sorted(ends)
        assert all(span.start < span.end for span in quote.spans)
        for words in (quote.cue, quote.speaker.mention):
            assert words is None or article.text[words.start : words.end] == words.text
        assert (quote.speaker.status == "unknown") == (not quote.speaker.names)
    assert [quote.start for quote in quotes] == sorted(quote.start for quote in quotes)
    assert len({quote.id for quote in quotes}) == len(quotes)


def test_the_article_comes_first_then_one_event_a_quote() -> None:
    text = "The ferry was late. “Nobody told us,” Ann Lee said. The fog stayed.\n\nBo Ray said it was gone by noon."
    article = annotated_article(text, ("Ann Lee", "Bo Ray"))
    enriched, *events = extract_quotes(article)
    assert isinstance(enriched, EnrichedArticle)
    assert [quote.kind for quote in enriched.quotes] == ["direct", "indirect"]
    assert enriched.text == text
    assert len(events) == len(enriched.quotes)
    for event, quote in zip(events, enriched.quotes, strict=True):
        assert isinstance(event, QuoteEvent)
        assert event.quote == quote
        assert (event.id, event.story_id, event.source, event.title) == ("a", "s", "wire", "T")
    first, second = events
    assert isinstance(first, QuoteEvent)
    assert (first.before, first.after) == ("The ferry was late.", "The fog stayed.")
    assert isinstance(second, QuoteEvent)
    assert (second.before, second.after) == ("The fog stayed.", "")
    assert first.event_id("quotes") != second.event_id("quotes")


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("“Nobody told us,” Ann Lee said.", "said", "Ann Lee"),
        ("“Nobody told us,” said Ann Lee, who waited.", "said", "Ann Lee"),
        ('"Nobody told us," said harbour chief Ann Lee on Monday.', "said", "Ann Lee"),
        ("“Nobody told us,” Ann Lee, 62, a teacher on the island, told the Post.", "told", "Ann Lee"),
        ("Ann Lee said: “Nobody told us.”", "said", "Ann Lee"),
        ("According to Ann Lee, “nobody told us anything.”", "According to", "Ann Lee"),
        ("«Nobody told us», said Ann Lee.", "said", "Ann Lee"),
        ("„Nobody told us“, said Ann Lee.", "said", "Ann Lee"),
        ("``Nobody told us,'' said Ann Lee.", "said", "Ann Lee"),
        ("‘Nobody told us,’ said Ann Lee.", "said", "Ann Lee"),
    ],
)
def test_the_cue_beside_the_marks_names_the_speaker(text: str, cue: str, speaker: str) -> None:
    quote = only(text)
    assert quote.text.lower().rstrip(".,").startswith("nobody told us")
    assert quote.cue is not None
    assert quote.cue.text == cue
    assert quote.speaker.names == (speaker,)
    assert quote.speaker.status == "named"


def test_two_stretches_round_a_cue_are_one_statement() -> None:
    quote = only("“Nobody told us,” she said. “We waited all night.”")
    assert quote.text == "Nobody told us. We waited all night."
    assert len(quote.spans) == 2


def test_a_quotation_reopened_in_the_next_paragraph_is_one_statement() -> None:
    quote = only("“Nobody told us,” Ann Lee said. “We waited all night.\n\n“Then the fog went.”")
    assert len(quote.spans) == 3
    assert quote.text.endswith("Then the fog went.")
    assert quote.speaker.names == ("Ann Lee",)


def test_an_unclosed_quotation_does_not_swallow_what_follows() -> None:
    quotes = find_quotes(
        annotated_article(
            "“Nobody told us, Ann Lee said.\n\nThe ferry came. “We left,” Bo Ray said.", ("Ann Lee", "Bo Ray")
        )
    )
    assert quotes[-1].text == "We left,"
    assert quotes[-1].speaker.names == ("Bo Ray",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann Lee said that the ferry “never came in that night”.", "that the ferry “never came in that night”"),
        ("Ann Lee said in a letter that “fog is no excuse” for it.", "that “fog is no excuse” for it"),
        ("The port should be “closed for good,” Ann Lee said.", "The port should be “closed for good,”"),
    ],
)
def test_a_fragment_takes_its_clause_along(text: str, said: str) -> None:
    quote = only(text)
    assert quote.kind == "mixed"
    assert quote.text == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ann Lee said the ferry was late.", "the ferry was late"),
        ("Ann Lee also said on Monday that the ferry was late.", "that the ferry was late"),
        ("The ferry was late again, Ann Lee said.", "The ferry was late again"),
        ("According to Ann Lee, the ferry was late.", "the ferry was late"),
        ("The ferry was late, according to Ann Lee.", "The ferry was late"),
    ],
)
def test_a_reported_clause_is_an_indirect_quote(text: str, said: str) -> None:
    quote = only(text)
    assert quote.kind == "indirect"
    assert quote.text == said
    assert quote.speaker.names == ("Ann Lee",)


@pytest.mark.parametrize(
    "text",
    [
        "The “big freeze” came early.",
        "They staged “War and Peace” there.",
        "Joe “Shorty” Smith came.",
        "Ann Lee did not say the ferry was late.",
        "Ann Lee would say the ferry was late.",
    ],
)
def test_no_statement_no_quote(text: str) -> None:
    assert find_quotes(annotated_article(text, ("Ann Lee",))) == []


def test_a_report_inside_a_report_belongs_to_the_outer_speaker() -> None:
    quote = only("Ann Lee wrote in the Post that residents said the port would “lose its last boat”.")
    assert quote.speaker.names == ("Ann Lee",)
    assert quote.text.startswith("that residents said")


def test_a_spokesman_is_described_not_named_after_whom_he_speaks_for() -> None:
    speaker = only("“We regret it,” said a spokesman for Ann Lee.").speaker
    assert speaker.status == "described"
    assert speaker.name == "a spokesman for Ann Lee"
    assert speaker.entity_ids == ()


def test_quotes_are_counted_by_their_kinds_and_by_what_is_known_of_their_speakers() -> None:
    text = "The ferry was late. “Nobody told us,” Ann Lee said. The fog stayed.\n\nBo Ray said it was gone by noon."
    article = annotated_article(text, ("Ann Lee", "Bo Ray"))
    result = handle(article)
    assert result.documents == extract_quotes(article)
    assert result.counts == {"quote_kind": {"direct": 1, "indirect": 1}, "speaker_status": {"named": 2}}
    confidences = [event.quote.confidence for event in result.documents if isinstance(event, QuoteEvent)]
    assert result.measures == {"quotes": [2], "confidence": confidences}


def test_an_article_without_quotes_counts_none() -> None:
    result = handle(annotated_article("The fog stayed.", ()))
    assert result.counts == {"quote_kind": {}, "speaker_status": {}}
    assert result.measures == {"quotes": [0], "confidence": []}


def test_a_text_whose_paragraphs_nobody_states_is_one() -> None:
    stated = annotated_article("“We were late,” said Ann Lee. “It rained.”")
    assert find_quotes(stated.model_copy(update={"paragraphs": ()})) == find_quotes(stated)


@pytest.mark.parametrize(
    ("language", "statement"),
    [
        ("en", "“We went to the ferry on Monday,” said Ann Lee."),
        ("de", "“We went to the ferry on Monday,” said Ann Lee."),
        ("en", "The old ferry left at noon, a spokesman for the port said on Friday."),
        ("en", "Who pays?\n\n“Nobody yet.”"),
    ],
)
def test_an_article_of_nothing_but_statements_gives_a_bounded_number(
    monkeypatch: pytest.MonkeyPatch, language: str, statement: str
) -> None:
    for module in ("labelling", "rules"):
        monkeypatch.setattr(f"services.quotes.{module}.extraction.MOST_STATEMENTS", 5)
    article = annotated_article(f"{statement}\n\n" * 9)
    quotes = find_quotes(article.model_copy(update={"language": language}))
    assert 1 <= len(quotes) <= 6


@pytest.mark.parametrize(
    ("language", "support"),
    [("en-GB", "learnt"), (None, "learnt"), ("de-AT", "learnt"), ("fr", "learnt"), ("tr", "rules"), ("sw", "marks")],
)
def test_what_is_known_of_the_language_is_told(language: str | None, support: str) -> None:
    assert handle(annotated_article("The fog stayed.", (), language=language)).language_support == support
