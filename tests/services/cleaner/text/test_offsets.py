from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.cleaner.text.offsets import TextBuilder, TracedText, repairs, source_map

BODY = "The har-\nbour  was shut."


def joined() -> TracedText:
    """The body with its hyphen and its line end removed, and one blank for two."""
    whole = TracedText.of(BODY)
    built = TextBuilder()
    built.copy(whole.cut(0, 7))
    built.copy(whole.cut(9, 13))
    built.write(" ", 13, 15)
    built.copy(whole.cut(15, len(BODY)))
    return built.build()


def test_every_word_that_differs_is_a_repair() -> None:
    assert [(repair.raw, repair.text) for repair in repairs(joined(), BODY)] == [("har-\nbour", "harbour")]


def test_the_map_leads_every_character_back() -> None:
    traced = joined()
    assert traced.text == "The harbour was shut."
    for segment in source_map(traced, BODY):
        text, raw = traced.text[segment.start : segment.end], BODY[segment.raw_start : segment.raw_end]
        assert text == raw or text.isspace()


@given(st.data())
def test_a_cut_keeps_its_raw_span(data: st.DataObject) -> None:
    traced = joined()
    start = data.draw(st.integers(0, len(traced.text) - 1))
    end = data.draw(st.integers(start + 1, len(traced.text)))
    cut = traced.cut(start, end)
    assert cut.text == traced.text[start:end]
    assert (cut.raw_start, cut.raw_end) == traced.raw_span(start, end)


def test_an_insertion_has_an_empty_raw_span() -> None:
    built = TextBuilder()
    built.copy(TracedText.of("he ferry").cut(0, 0))
    built.write("T", 0, 0)
    built.copy(TracedText.of("he ferry"))
    assert built.build().raw_span(0, 1) == (0, 0)


def test_two_cuts_of_one_replacement_are_one_piece_again() -> None:
    built = TextBuilder()
    built.write("ffi", 0, 1)
    replaced = built.build()
    again = TextBuilder()
    again.copy(replaced.cut(0, 1))
    again.copy(replaced.cut(1, 3))
    assert again.build() == replaced
