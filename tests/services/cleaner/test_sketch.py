from __future__ import annotations

from base64 import b64decode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from copydesk.text.letters import letters
from services.cleaner.sketch import KEYS, MAX_WORDS, sketch

STABLE = {
    "form": 2,
    "exact": "4398e527168e9d8633632a3f7b71c235",
    "keys": (634207418,),
    "places": (0,),
    "shingles": 1,
    "words": "04MnbecCw2GseQ==",
    "title_words": "",
    "is_short": True,
}


def test_layout_case_and_marks_make_no_difference() -> None:
    one, two = sketch("The ferry, again: LATE."), sketch("the ferry\n\nagain “late”")
    assert (one.exact, one.keys, one.places) == (two.exact, two.keys, two.places)


def test_the_title_counts_only_where_there_is_little_text() -> None:
    long = "The ferry was late again, and nobody knew why it did not leave the harbour before noon on that day. " * 2
    one, two = sketch(long, "One title"), sketch(long, "Another headline")
    assert (one.exact, one.keys, one.words) == (two.exact, two.keys, two.words)
    assert one.title_words != two.title_words
    assert sketch("The ferry was late.", "A").keys != sketch("The ferry was late.", "B").keys
    assert sketch("?!", "Ferry late").exact == sketch("Ferry late").exact


def test_the_value_is_stable() -> None:
    # Sketches of different releases may meet in one log: a change here needs another SKETCH_FORM (schemas/sketch.py).
    known = sketch("The ferry was late again")
    assert known.model_dump() == STABLE


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("The UK-based group", "The UK-\nbased group"),
        ("Britain's minister", "Britain’s minister"),
        ("worth 1,200 euros", "worth 1200 euros"),
        ("soft\u00adly", "softly"),
        ("\ufb01nd the \ufb02ow", "find the flow"),
        ("Café", "Cafe\u0301"),
        ("élan", "elan"),
        ("市长周三宣布\n辞职的消息", "市长周三宣布辞职的消息"),
        ("وزيـــر", "وزير"),
    ],
)
def test_what_layout_and_typing_change_makes_no_difference(left: str, right: str) -> None:
    assert sketch(left).exact == sketch(right).exact
    assert sketch(left).keys == sketch(right).keys


@pytest.mark.parametrize(("left", "right"), [("a b", "ab"), ("2 1", "21"), ("one, two", "onetwo"), ("3.5 x", "3.6 x")])
def test_what_is_said_makes_one(left: str, right: str) -> None:
    assert sketch(left).exact != sketch(right).exact


def words_of(text: str) -> list[int]:
    packed = b64decode(sketch(text).words)
    return [packed[place] | packed[place + 1] << 8 for place in range(0, len(packed), 2)]


def test_korean_syllables_are_more_than_their_first_consonants() -> None:
    assert words_of("김철수 시장") != words_of("강찬식 시장")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        pytest.param(
            "นายกรัฐมนตรีแถลงข่าวเรื่องงบประมาณประจำปีที่ทำเนียบรัฐบาลเมื่อวานนี้",
            "ทีมฟุตบอลจากเชียงใหม่คว้าแชมป์ลีกหลังชนะคู่แข่งในนัดสุดท้ายของฤดูกาล",
            id="Thai",
        ),
        pytest.param(
            "市長は記者会見で来年度の予算案について説明しました。",
            "台風の影響で新幹線が一時運転を見合わせていました。",
            id="Japanese",
        ),
    ],
)
def test_texts_without_blanks_have_words_that_tell_them_apart(one: str, two: str) -> None:
    left, right = words_of(one), words_of(two)
    assert len(left) < 0.7 * len(one)
    assert len(set(left) & set(right)) <= 0.2 * min(len(set(left)), len(set(right)))


def test_a_changed_letter_moves_only_the_words_beside_it() -> None:
    text = "据新华社报道国务院周三召开会议讨论明年的经济工作并听取了各部门的汇报"
    changed = text.replace("讨", "探")
    assert len(set(words_of(text)) - set(words_of(changed))) <= 3


@given(st.text(max_size=2000), st.text(max_size=60))
def test_any_text_has_a_sketch_within_bounds(text: str, title: str) -> None:
    made = sketch(text, title)
    assert len(set(made.keys)) == len(made.keys) == len(made.places) <= KEYS
    assert all(0 <= key < 2**32 for key in made.keys)
    words = len(b64decode(made.words)) // 2
    assert all(0 <= place < max(words, 1) for place in made.places)
    assert sketch(text, title) == made


@given(st.text(alphabet="ab é中ก’-.1\n", max_size=200))
def test_narrow_and_wide_reading_agree(text: str) -> None:
    """Text with a rare character goes another way than plain Latin; both must say the same."""
    if all(character not in text for character in "中ก"):
        wide = letters(text + "\u0416")
        narrow = letters(text)
        assert wide.codes[: len(narrow)].tolist() == narrow.codes.tolist()


def test_one_changed_word_keeps_most_keys() -> None:
    words = [f"word{number}" for number in range(120)]
    changed = [*words[:60], "other", *words[61:]]
    one, two = set(sketch(" ".join(words)).keys), set(sketch(" ".join(changed)).keys)
    assert len(one & two) >= 0.8 * len(one)
    assert one != two


@pytest.mark.parametrize(
    "body", ["a" * 10**6, ".\n" * 500_000, "\n" * 10**6, "7" * 10**6, "ab " * 333_333, "中" * 10**6]
)
def test_a_hostile_body_costs_no_more_than_its_length(body: str) -> None:
    made = sketch(body)
    assert len(made.words) <= 4 * (2 * MAX_WORDS) // 3 + 4
