"""What is nobody's statement, on whole articles."""

from __future__ import annotations

import pytest

from schemas.quote import Quote
from services.quotes.core import find_quotes
from services.quotes.labelling.judgement import person_before
from tests.services.quotes.articles import annotated_article, parsed_article

PEOPLE = ("Ann Lee", "Bo Ray")


def quotes(text: str) -> list[Quote]:
    return find_quotes(annotated_article(text, PEOPLE))


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee declined to comment on the ferry.",
        "The ship left according to schedule.",
        "One would have to be blind to say that the market works.",
        "If all goes according to plan, the ferry will sail again in May.",
        "The town shows the film “The Last Boat to Leave the Harbour”.",
        "She owned a bar called “the boat that never ever sailed away again”.",
        "That said, the ferry is late. The pier closed according to the timetable.",
        "Sooner said than done. To say the least, the ferry was late. Let's say it took an hour.",
        "Suffice it to say, nobody came. Truth be told, the ferry was empty.",
        "The harbour office has yet to say what sank the ferry.",
        "Ann Lee declined to say whether the ferry had been insured.",
        "The harbour office could not be reached to say why the ferry was late.",
        "Ann Lee writes a weekly column on fishing. Bo Ray argued the case in the port court.",
        "The port called Ann Lee to congratulate her. It has said little about the ferry.",
    ],
)
def test_nobody_says_it(text: str) -> None:
    assert quotes(text) == []


def test_what_somebody_says_beside_an_idiom_is_said() -> None:
    (quote,) = quotes("Ann Lee said that, all told, ten boats were late.")
    assert (quote.text, quote.speaker.names) == ("that, all told, ten boats were late", ("Ann Lee",))


def test_what_a_speaker_is_does_not_belong_to_what_is_said() -> None:
    (quote,) = quotes("According to Ann Lee, 34, a cook on the ferry, the guards had locked both gates.")
    assert (quote.text, quote.speaker.names) == ("the guards had locked both gates", ("Ann Lee",))


def test_who_found_something_does_not_say_it() -> None:
    (quote,) = quotes("Divers found the anchor near the wreck, the head of the inquiry, Ann Lee, told reporters.")
    assert (quote.text, quote.speaker.names) == ("Divers found the anchor near the wreck", ("Ann Lee",))


def test_who_was_told_in_front_of_a_clause_does_not_say_it() -> None:
    (quote,) = quotes("Dogs found two sailors under the pier, the harbour police chief, Ann Lee, told reporters.")
    assert (quote.text, quote.speaker.names) == ("Dogs found two sailors under the pier", ("Ann Lee",))


def test_a_question_and_its_answer_are_two_statements() -> None:
    question, answer = quotes("Bo Ray was asked, “Will the ferry sail again this year?” He answered: “It will sail.”")
    assert question.speaker.status == "unknown"
    assert answer.speaker.names == ("Bo Ray",)


def test_what_was_done_meanwhile_is_not_said() -> None:
    (quote,) = quotes("“The ferry will sail,” Ann Lee said as she left the meeting in the town hall.")
    assert (quote.kind, quote.text) == ("direct", "The ferry will sail,")


def test_what_a_speaker_does_while_speaking_is_not_said() -> None:
    (quote,) = quotes("“The ferry was late,” captain Ann Lee said, looking at the old clock on the quay.")
    assert (quote.kind, quote.text) == ("direct", "The ferry was late,")


def test_who_was_told_does_not_say_it() -> None:
    (quote,) = quotes("Ann Lee was told by Bo Ray that the ferry was shut.")
    assert quote.speaker.names == ("Bo Ray",)
    (quote,) = quotes("Ann Lee was told that the ferry was shut.")
    assert quote.speaker.status == "unknown"


def test_the_next_speaker_is_not_swallowed() -> None:
    first, second = quotes("Mayor Ann Lee said the ferry was safe. “It was not,” said Bo Ray, a sailor.")
    assert (first.text, first.speaker.names) == ("the ferry was safe", ("Ann Lee",))
    assert (second.text, second.speaker.names) == ("It was not,", ("Bo Ray",))


def test_a_sentence_behind_a_finished_quotation_names_no_speaker() -> None:
    text = "“He took me out on the boat and he would never bring me back.” Ray would later ask to meet her again."
    assert quotes(text)[0].speaker.status == "unknown"


@pytest.mark.parametrize(
    ("behind", "status"),
    [
        ("Ray denied all of it.", "unknown"),
        ("Ray discovered the boat in May.", "unknown"),
        ("Ray went on to sell two million boats.", "unknown"),
        ("Ray said on Monday.", "named"),
        ("Ray told reporters.", "named"),
    ],
)
def test_what_a_sentence_behind_a_finished_quotation_tells(behind: str, status: str) -> None:
    text = f"Ann Lee lost her boat.\n\n“They took it from me and they sank it in the bay.” {behind}\n\nIt rained."
    (quote,) = quotes(text)
    assert quote.speaker.name != "Bo Ray" or status == "named"


def test_a_whole_sentence_in_marks_behind_the_colon_of_another_is_said() -> None:
    (quote,) = quotes("Somebody had put up a sign about Ann Lee on the quay: “Sail home.” It was taken down.")
    assert (quote.text, "Ann Lee" in quote.speaker.names) == ("Sail home.", False)


def test_both_bodies_are_not_two_people() -> None:
    text = "Ann Lee and Bo Ray meet on Sunday. Both camps concede that the vote is open."
    assert quotes(text)[-1].speaker.names == ("Both camps",)


def test_they_are_who_met_two_people() -> None:
    (quote,) = quotes("Fishermen met Ann Lee and Bo Ray on Monday. They said that the port was shut.")
    assert "Ann Lee" not in quote.speaker.names


def test_who_is_accused_does_not_say_it() -> None:
    (quote,) = quotes("Ann Lee accused of hiding the report about the port")
    assert quote.speaker.status == "unknown"


def test_the_prime_minister_is_no_other_minister() -> None:
    (quote,) = quotes("Beside Foreign Minister Bo Ray, the prime minister said: “The port will stay open.”")
    assert quote.speaker.names == ("the prime minister",)


def test_an_inverted_verb_beside_a_quotation_has_its_own_speaker() -> None:
    first, second = quotes("“We get up at three,” Bo Ray said. “He does,” said Ann Lee.")
    assert (first.speaker.names, second.speaker.names) == (("Bo Ray",), ("Ann Lee",))


def test_a_poem_says_nothing_whether_its_lines_are_paragraphs_or_not() -> None:
    lines = ["Who said the night was ever long,", "That winter told the sea to stay?", "We asked the gulls,"]
    lines += ["We begged the hours;", "The ferry said it sailed away"]
    assert quotes("\n".join(lines)) == []
    assert quotes("\n\n".join(lines)) == []


def test_short_paragraphs_with_their_stops_are_no_poem() -> None:
    text = "\n\n".join(
        ["The ferry was late.", "It rained.", "Ann Lee said the ferry had sunk.", "Bo Ray left.", "He ran."]
    )
    assert [quote.speaker.names for quote in quotes(text)] == [("Ann Lee",)]


@pytest.mark.parametrize("number", ["", "3. ", "II) "])
def test_a_heading_in_marks_is_nobodys_words(number: str) -> None:
    text = f"Ann Lee runs it.\n\n{number}“The ferry problem”\n\nAnn Lee said that the ferry was old."
    assert [quote.text for quote in quotes(text)] == ["that the ferry was old"]


@pytest.mark.parametrize("credit", ["Photo: Harbour Images", "Picture courtesy: Ann Lee", "Video: Bo Ray"])
def test_whose_a_picture_is_is_nobodys_statement(credit: str) -> None:
    text = f"Ann Lee runs it.\n\n{credit}\n\n“I sail for a living,” she said."
    assert [(quote.text, quote.speaker.names) for quote in quotes(text)] == [("I sail for a living,", ("Ann Lee",))]


def test_one_word_is_no_statement_unless_it_opens_one() -> None:
    assert quotes("The boat is dark, which, according to Ann Lee, is new.")[0].text != "which"
    (quote,) = quotes("The dilemma is common. But, Ann Lee says, she felt that she had no choice.")
    assert quote.text.endswith("she felt that she had no choice")


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee was said to have been furious about the sale of the ferry.",
        "Bo Ray is reported to be close to a deal with the port.",
    ],
)
def test_a_rumour_is_not_who_it_is_about(text: str) -> None:
    assert [quote.speaker.status for quote in quotes(text)] == ["unknown"]


def test_who_was_said_to_have_replied_spoke() -> None:
    (quote,) = quotes("Ann Lee was said to have replied that the ferry would never sail again.")
    assert quote.speaker.names == ("Ann Lee",)


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ("Ann Lee has run the ferry for nine years.", ("Ann Lee",)),
        ("It rained all night. Ferry keeper Ann Lee wants the pier open in spite of Bo Ray.", ("Ann Lee",)),
        ("The ferry is late. In the view of Ann Lee it always was.", ()),
        ("The wind that Ann Lee feared came at noon.", ()),
        ("Who will tell Ann Lee?", ()),
        ("Ann Lee rose. “No,” said a voice.", ()),
    ],
)
def test_a_lone_quotation_is_of_whom_the_paragraph_before_is_about(before: str, names: tuple[str, ...]) -> None:
    text = f"{before}\n\n“Nobody ever asked us what the ferry was for, or who should pay for it.”"
    parsed = parsed_article(text, PEOPLE)
    found = person_before(1, parsed)
    assert (() if found is None else tuple(name.entity.name for name in found.names)) == names


def test_a_lone_quotation_has_that_speaker() -> None:
    text = "Ann Lee has run the ferry for nine years.\n\n“Nobody ever asked us what it was for, or who should pay.”"
    (quote,) = quotes(text)
    assert quote.speaker.names == ("Ann Lee",)


@pytest.mark.parametrize(
    "text",
    [
        "The pier is a mess of rope, nets and, as Ann Lee put it, “the good intentions of a whole town”.",
        "The pier is for nobody. Or, in the words of Ann Lee, who built it: “It was for the town, and the town left.”",
        "The pier is, as keeper Ann Lee once put it, “the good intentions of a whole town in wood and tar”.",
    ],
)
def test_a_phrase_in_front_of_a_quotation_says_whose_it_is(text: str) -> None:
    assert [quote.speaker.names for quote in quotes(text)] == [("Ann Lee",)]


@pytest.mark.parametrize("verb", ["screamed", "roared", "said", "whispered"])
def test_a_verb_behind_a_shout_has_its_speaker(verb: str) -> None:
    text = f'Bo Ray waited on the pier.\n\n"We did it!" {verb} Ann Lee as her coach, Bo Ray, wept.'
    assert quotes(text)[-1].speaker.names == ("Ann Lee",)


def test_a_sentence_behind_a_shout_is_another() -> None:
    text = '"We did it!" Ann Lee heard the crowd and Bo Ray heard it too.'
    assert all(quote.speaker.names != ("Ann Lee",) for quote in quotes(text) if quote.confidence >= 0.5)


@pytest.mark.parametrize(
    "text",
    [
        "Bo Ray quoted the late poet Ann Lee: “Only the rain in this town is honest.”",
        "The paper quoted Ann Lee, a porter, as saying that the lift was broken.",
        "Bo Ray rose. He cited Ann Lee as saying: “The lift was broken for a year.”",
    ],
)
def test_who_is_quoted_says_it(text: str) -> None:
    assert [quote.speaker.names for quote in quotes(text)] == [("Ann Lee",)]


def test_who_quotes_before_a_verb_of_their_own_says_it() -> None:
    (quote,) = quotes("Quoting Ann Lee, Bo Ray said: “Only the rain in this town is honest.”")
    assert quote.speaker.names == ("Bo Ray",)


def test_who_asks_does_not_answer() -> None:
    text = (
        "“Was the light on the pier green?” Ann Lee asked.\n\n"
        "“It was green when I looked, and I looked more than once on that night.”\n\n"
        "Ann Lee cut him off: “That was not my question.”"
    )
    assert quotes(text)[1].speaker.status == "unknown"
