from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.language.marks import MARKS, SAME_AS, UNKNOWN, marks_of
from services.quotes.rules.quotations import is_short, quotations_of


def inner(text: str, tag: str, *, continued: bool = False) -> list[str]:
    found = quotations_of(text, 0, len(text), marks_of(tag), continued=continued)
    return [text[each.inner_start : each.inner_end] for each in found]


@pytest.mark.parametrize(
    ("tag", "printed"),
    [
        ("ar", "«{}»"),
        ("bg", "„{}“"),
        ("cs", "„{}“"),
        ("da", "»{}«"),
        ("da", "”{}”"),
        ("de", "„{}“"),
        ("de", "»{}«"),
        ("de", "«{}»"),
        ("de", "›{}‹"),
        ("de", "‚{}‘"),
        ("el", "«{}»"),
        ("es", "«{}»"),
        ("es", "“{}”"),
        ("et", "„{}“"),
        ("fi", "”{}”"),
        ("fi", "»{}»"),
        ("fr", "« {} »"),
        ("fr", "«\u00a0{}\u00a0»"),
        ("hr", "„{}”"),
        ("hu", "„{}”"),
        ("it", "«{}»"),
        ("it", "“{}”"),
        ("ja", "「{}」"),
        ("ja", "『{}』"),
        ("ko", "“{}”"),
        ("lt", "„{}“"),
        ("lv", "„{}“"),
        ("nb", "«{}»"),
        ("nl", "‘{}’"),
        ("nl", "“{}”"),
        ("pl", "„{}”"),
        ("pl", "«{}»"),
        ("pt", "“{}”"),
        ("ro", "„{}”"),
        ("ru", "«{}»"),
        ("ru", "„{}“"),
        ("sk", "„{}“"),
        ("sl", "»{}«"),
        ("sv", "”{}”"),
        ("sv", "»{}»"),
        ("th", "“{}”"),
        ("tr", "“{}”"),
        ("uk", "«{}»"),
        ("zh", "“{}”"),
        ("zh", "「{}」"),
        ("sw", "“{}”"),
        ("sw", '"{}"'),
    ],
)
def test_the_marks_of_each_language(tag: str, printed: str) -> None:
    said = "Das Wasser sinkt seit heute"
    assert inner(f"Vorher: {printed.format(said)}, nachher.", tag) == [said]
    assert inner(f"{printed.format(said)}. {printed.format(said)}.", tag) == [said, said]


@pytest.mark.parametrize(
    ("tag", "text", "said"),
    [
        ("de", "„Er sagte ‚nein‘ und ging“, so Lee.", ["Er sagte ‚nein‘ und ging"]),
        ("fr", "« Il a dit “non” et il est parti »", ["Il a dit “non” et il est parti"]),
        ("pl", "„Chce uchodzić za »twardziela«!” – zaznaczył.", ["Chce uchodzić za »twardziela«!"]),
        ("es", "“Se trata de testimonios“.", ["Se trata de testimonios"]),
        ("es", "el día 14 ”es cuando tiene lugar”.", ["es cuando tiene lugar"]),
        ("nl", "‘Ik ga ’s avonds niet’, zei hij.", ["Ik ga ’s avonds niet"]),
        ("it", "l’acqua dell’argine e un po’ di vento", []),
        ("zh", "他读了《雪国“夜”》。", ["雪国“夜”"]),
        ("de", '5" und 6" Rohre', []),
    ],
)
def test_marks_inside_others_and_misprints(tag: str, text: str, said: list[str]) -> None:
    assert inner(text, tag) == said


def test_a_quotation_that_goes_on_ends_with_its_paragraph() -> None:
    text = "« Nous avons tout perdu."
    (found,) = quotations_of(text, 0, len(text), marks_of("fr"))
    assert (found.closed, found.inner_end) == (False, len(text))


def test_a_closing_mark_in_front_opens_what_goes_on() -> None:
    assert inner("» Personne n’est venu nous voir », dit-il.", "fr", continued=True) == [
        "Personne n’est venu nous voir"
    ]


def test_lengths_are_counted_in_letters_where_words_have_no_blanks() -> None:
    assert not is_short("水は引いたが、雨は止まない", marks_of("ja"))
    assert is_short("緑の波", marks_of("ja"))
    assert not is_short("nous avons tout perdu hier", marks_of("fr"))
    assert is_short("vague verte", marks_of("fr"))


def test_each_tag_that_prints_the_marks_of_another_finds_them() -> None:
    assert all(tag in MARKS for tag in SAME_AS.values())
    assert marks_of("xx") is UNKNOWN


@given(st.text(alphabet="ab .,!„“”«»‚‘’'\"「」‹›\n–", max_size=60), st.sampled_from(sorted(MARKS)), st.booleans())
def test_whatever_stands_there_quotations_are_in_order_and_inside(text: str, tag: str, continued: bool) -> None:
    at = 0
    for each in quotations_of(text, 0, len(text), marks_of(tag), continued=continued):
        assert at <= each.start <= each.inner_start < each.inner_end <= each.end <= len(text)
        at = each.end


@pytest.mark.parametrize("text", ["„" * 20_000, "„“" * 20_000, "”" * 40_000, "‘a " * 20_000])
def test_many_marks_take_little_time(text: str) -> None:
    started = time.process_time()
    quotations_of(text, 0, len(text), marks_of("de"))
    quotations_of(text, 0, len(text), marks_of("nl"))
    assert time.process_time() - started < 2
