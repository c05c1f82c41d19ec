from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from unicodedata import category

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from copydesk.document_error import DocumentError
from schemas.article import CleanArticle, RawArticle, Region, SourceSegment
from services.cleaner.core import as_is, clean, handle

# Pieces that set the rules of the cleaner against each other, beside arbitrary characters.
PIECES = st.sampled_from(
    [
        *["\n", "\n\n", "\r\n", " ", "-\n", "\u00ad\n", "\u00ad", "\ufb01", "\u200b", "\t", "\f"],
        *["\x00", "“", "”", '"'],
        *["The council met on Monday. ", "By Ann Lee\n", "Ann Lee\n", "PARIS (AFP) - ", "ROME \u2014 ", "he Syrian "],
        *["Kabulbased ", "Settled ", "Russialed Russia ", "mid2019 ", "and the\n", "Photo: x\n"],
        *["a short\nnarrow line\nof the body\n", "New rules for the old harbour\n", "word ", "Word ", "1 ", ". ", ", "],
        *[
            "Read more: a link\n",
            "ENDS\n",
            "(MORE)\n",
            "``",
            "''",
            "\u00c2\u00a3",
            "\u00e2\u20ac\u0153",
            "A general view of x. (AP)\n",
        ],
        *["of a man who\nran home\n", "H\n\nollywood", "A\n\ngroup"],
    ]
)
BODIES = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


def article(body: str, title: str | None = None) -> RawArticle:
    return RawArticle(id="a", title=title, body=body if (body + (title or "")).strip() else "x")


def assert_maps_back(cleaned: CleanArticle, body: str) -> None:
    at = raw_at = 0
    for segment in cleaned.source_map:
        assert segment.start == at
        assert segment.end > segment.start
        assert raw_at <= segment.raw_start <= segment.raw_end <= len(body)
        at, raw_at = segment.end, segment.raw_end
    assert at == len(cleaned.text)


def raw_of(segment: SourceSegment, start: int, end: int) -> tuple[int, int]:
    """The raw stretch of the part of a segment that lies between two offsets of the text."""
    if segment.end - segment.start != segment.raw_end - segment.raw_start:
        return segment.raw_start, segment.raw_end
    shift = segment.raw_start - segment.start
    return max(start, segment.start) + shift, min(end, segment.end) + shift


def changed_words(cleaned: CleanArticle, body: str) -> set[tuple[int, int]]:
    """Words of the text that the source map leads to something else in the body."""
    changed = set()
    for word in re.finditer(r"\S+", cleaned.text):
        touching = [s for s in cleaned.source_map if s.start < word.end() and s.end > word.start()]
        stretches = [raw_of(segment, *word.span()) for segment in touching]
        if body[stretches[0][0] : stretches[-1][1]] != word.group():
            changed.add(word.span())
    return changed


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(BODIES, st.none() | st.sampled_from(["New rules for the old harbour", "x"]))
def test_any_body_gives_a_text_that_maps_back(body: str, title: str | None) -> None:
    raw = article(body, title)
    cleaned = clean(raw)
    assert_maps_back(cleaned, raw.body)
    assert {(repair.start, repair.end) for repair in cleaned.repairs} == changed_words(cleaned, raw.body)
    for repair in cleaned.repairs:
        assert cleaned.text[repair.start : repair.end] == repair.text
        assert repair.raw in raw.body
        assert repair.raw != repair.text
    for aside in cleaned.asides:
        assert raw.body[aside.raw_start : aside.raw_end] == aside.text
    assert cleaned.text == "\n\n".join(cleaned.text[span.start : span.end] for span in cleaned.paragraphs)
    assert all(cleaned.text[span.start : span.end].strip() for span in cleaned.paragraphs)


def accounted_for(cleaned: CleanArticle, body: str) -> set[int]:
    """Raw offsets that the text, an aside, the head or a repair speaks for."""
    raw_words = [
        (raw_of(touching[0], repair.start, repair.end)[0], raw_of(touching[-1], repair.start, repair.end)[1])
        for repair in cleaned.repairs
        if (touching := [s for s in cleaned.source_map if s.start < repair.end and s.end > repair.start])
    ]
    stretches = [
        *((segment.raw_start, segment.raw_end) for segment in cleaned.source_map),
        *((aside.raw_start, aside.raw_end) for aside in cleaned.asides),
        *((region.start, region.end) for region in cleaned.head),
        *raw_words,
    ]
    return {at for start, end in stretches for at in range(start, end)}


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(BODIES, st.none() | st.sampled_from(["New rules for the old harbour", "x"]))
def test_every_raw_character_is_accounted_for(body: str, title: str | None) -> None:
    raw = article(body, title)
    left = set(range(len(raw.body))) - accounted_for(clean(raw), raw.body)
    prints_nothing = {"Cc", "Cf", "Zs", "Zl", "Zp"}
    assert [raw.body[at] for at in left if category(raw.body[at]) not in prints_nothing] == []


@pytest.mark.slow
@settings(max_examples=400, deadline=None)
@given(BODIES)
def test_cleaning_a_clean_text_changes_nothing(body: str) -> None:
    once = clean(article(body))
    if not (once.text + (once.title or "")).strip():
        return
    twice = clean(RawArticle(id="a", body=once.text, title=once.title))
    assert twice.text == once.text
    assert twice.title == once.title
    assert twice.paragraphs == once.paragraphs
    assert twice.repairs == ()
    assert twice.sketch == once.sketch


@given(BODIES)
def test_as_is_keeps_every_character(body: str) -> None:
    raw = article(body)
    kept = as_is(raw)
    assert kept.text == raw.body
    assert kept.repairs == ()
    assert_maps_back(kept, raw.body)
    assert all(segment.start == segment.raw_start for segment in kept.source_map)
    for one, two in pairwise(kept.paragraphs):
        assert one.end < two.start


@pytest.mark.parametrize("title", [None, "Late ferry"])
def test_a_clean_text_passes_unchanged(title: str | None) -> None:
    body = (
        "The ferry left an hour late on Sunday, and nobody on the quay could say why it had waited.\n\n"
        "“We never got a word,” said Ann Lee, who had come down from the hills. She went home again.\n\n"
        "A spokesman blamed the fog."
    )
    cleaned = clean(RawArticle(id="a", body=body, title=title))
    assert cleaned.text == body
    assert cleaned.repairs == ()
    assert cleaned.asides == ()
    assert [segment.model_dump() for segment in cleaned.source_map] == [
        {"start": 0, "end": len(body), "raw_start": 0, "raw_end": len(body)}
    ]


def test_metadata_passes_through() -> None:
    raw = RawArticle(
        id="urn:x:1",
        version=3,
        received_at=datetime(2024, 5, 1, tzinfo=UTC),
        source="wire",
        uri="x:1",
        url="https://example.org/1",
        published_at=datetime(2024, 4, 30, tzinfo=UTC),
        language="de-AT",
        bylines=("Ann Lee",),
        dateline="WIEN",
        title="Fähre kommt spät",
        body="Fähre kommt spät\nDie Fähre kam am Sonntag erst eine Stunde nach der Zeit.",
    )
    for cleaned in (clean(raw), as_is(raw)):
        for name in RawArticle.model_fields:
            if name not in {"body", "regions", "whole_paragraphs"}:
                assert getattr(cleaned, name) == getattr(raw, name), name
    assert clean(raw).text == "Die Fähre kam am Sonntag erst eine Stunde nach der Zeit."


@pytest.mark.parametrize(
    ("body", "readability"),
    [("?! — …", "no_text"), ("Fog stops the ferry.", "too_short"), ("word " * 19, "too_short"), ("word " * 20, "ok")],
)
def test_readability_counts_words(body: str, readability: str) -> None:
    cleaned = clean(RawArticle(id="a", title="A title here", body=body))
    assert cleaned.readability == readability
    assert cleaned.status == readability


def test_one_blank_line_parts_a_short_wrapped_text() -> None:
    body = (
        "The night ferry will run for\nanother year, the council decided on Friday. It listened to\n"
        "the people who need it, the mayor said. They were not shy.\n\nFares will rise by four per cent."
    )
    assert clean(RawArticle(id="a", body=body)).text.split("\n\n")[1:] == ["Fares will rise by four per cent."]


@pytest.mark.parametrize(
    ("stated", "counted"), [("en-GB", "en"), ("DE", "de"), ("pt_BR", "pt"), (None, "und"), ("?", "und")]
)
def test_an_article_is_counted_by_its_language(stated: str | None, counted: str) -> None:
    raw = RawArticle(id="a", source="Harbour Wire", language=stated, body="Fog.")
    result = handle(raw)
    assert result.documents == [clean(raw)]
    assert result.counts == {"source": {"Harbour Wire": 1}, "language": {counted: 1}, "embargoed": 0}


@pytest.mark.parametrize(("hours", "counted"), [(None, 0), (-1, 0), (0, 0), (1, 1)])
def test_an_article_that_arrives_before_its_embargo_has_passed_is_counted(hours: int | None, counted: int) -> None:
    arrived = datetime(2026, 5, 4, 12, tzinfo=UTC)
    embargo = None if hours is None else arrived + timedelta(hours=hours)
    raw = RawArticle(id="a", received_at=arrived, embargoed_until=embargo, body="Fog.")
    assert handle(raw).counts["embargoed"] == counted


def test_whole_paragraphs_are_neither_joined_nor_parted() -> None:
    lines = (
        "The tram leaves the depot at five and comes\nback at noon, as it has for sixty years, on all\ndays of the week"
    )
    body = f"{lines}\n\nA tram at night\n\nand on holidays"
    caption = Region(start=body.index("A tram"), end=body.index("A tram") + 15, role="caption")
    cleaned = clean(RawArticle(id="a", title="Trams", body=body, regions=(caption,), whole_paragraphs=True))
    assert cleaned.text == lines.replace("\n", "\n\n") + "\n\nand on holidays"
    assert [aside.text for aside in cleaned.asides] == ["A tram at night"]
    other = clean(RawArticle(id="a", title="Trams", body=body, regions=(caption,)))
    assert "comes back at noon" in other.text
    assert other.text.endswith("days of the week and on holidays")


def test_a_body_that_changes_all_over_is_refused_before_it_costs_much() -> None:
    with pytest.raises(DocumentError, match="changed in over"):
        clean(RawArticle(id="a", body="ﬁ" * 150_000))


def test_a_word_as_long_as_the_text_is_no_word_with_a_lost_letter() -> None:
    body = "abcdefghij" * 10_000
    assert clean(RawArticle(id="a", body=body)).text == body
