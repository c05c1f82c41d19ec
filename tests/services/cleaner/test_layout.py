from __future__ import annotations

import pytest

from schemas.article import CleanArticle, RawArticle
from services.cleaner.core import clean

COLUMN = """\
The old ferry to the island was
late again on Sunday, and the peo-
ple on the quay had been waiting
since the early morning for it.
No one at the harbour office had
a word to say about the delay.
A teacher from the next village,
Ann Lee, had brought hot soup for
the waiting families and handed
it round until the pot was dry.
"""


def cleaned(body: str, title: str | None = "Ferry late again") -> CleanArticle:
    return clean(RawArticle(id="a", title=title, body=body))


def paragraphs(article: CleanArticle) -> list[str]:
    return article.text.split("\n\n")


def test_lines_of_a_column_become_paragraphs() -> None:
    first, second, third = paragraphs(cleaned(COLUMN))
    assert first.startswith("The old ferry to the island was late again on Sunday, and the people on the quay")
    assert second == "No one at the harbour office had a word to say about the delay."
    assert third.startswith("A teacher from the next village, Ann Lee,")


def test_a_long_paragraph_is_cut_only_behind_a_short_line() -> None:
    body = (
        "The fog lay thick. The boat was late. The\n"
        "people stood there. The cold was hard. No\n"
        "one had a coat on. The wind blew again. A\n"
        "bell rang out loud. The dog ran away then.\n"
        "The boat came late.\n"
        "The people were glad. The soup was hot. The\n"
        "night was over then. The sun came out, and\n"
        "the fog was gone. They all went home soon.\n"
    )
    assert [text[:15] for text in paragraphs(cleaned(body))] == ["The fog lay thi", "The people were"]


def test_a_quotation_that_is_opened_again_opens_a_paragraph() -> None:
    body = (
        "The people were cold. “We had been told\n"
        "to wait for the boat and nobody came to us.\n"
        "“So we waited all night long on the cold\n"
        "quay,” the teacher said. The fog was thick.\n"
    )
    assert [text[:6] for text in paragraphs(cleaned(body))] == ["The pe", "“So we"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("sea-", "sonal", "seasonal"),
        ("Wed-", "nesday", "Wednesday"),
        ("Malta-", "based", "Malta-based"),
        ("Gar-", "Ross", "Gar-Ross"),
        ("UN-", "run", "UN-run"),
        ("mid-", "2019", "mid-2019"),
        ("self-", "made", "self-made"),
        ("al-", "Adha", "al-Adha"),
        ("sea\u00ad", "sonal", "seasonal"),
    ],
)
def test_hyphens_at_line_ends(before: str, after: str, joined: str) -> None:
    article = cleaned(f"The people on the quay had some {before}\n{after} words to say about it all then.")
    assert f"some {joined} words" in article.text
    if before + after != joined:
        assert [(repair.raw, repair.text) for repair in article.repairs] == [(f"{before}\n{after}", joined)]
    else:
        assert [repair.text for repair in article.repairs] == [joined]


def test_the_spelling_elsewhere_decides_about_a_hyphen() -> None:
    body = "The last-ditch plan had failed, and the last-\nditch plan that followed it had failed as well."
    assert "the last-ditch plan that followed" in cleaned(body).text


@pytest.mark.parametrize(
    ("raw", "restored"),
    [
        ("a Maltabased group", "a Malta-based group"),
        ("since mid2019 then", "since mid-2019 then"),
        ("May 10th11th then", "May 10th-11th then"),
        ("Russia and a Russialed bloc", "Russia and a Russia-led bloc"),
        ("the Settled and Handled cases", "the Settled and Handled cases"),
        ("it was Rebased then", "it was Rebased then"),
    ],
)
def test_lost_hyphens_only_where_sure(raw: str, restored: str) -> None:
    assert cleaned(f"There was {raw} in town.").text == f"There was {restored} in town."


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        ("H\n\nollywood came to the island\nand stayed for the summer there.", "Hollywood came"),
        (" he Syrian coast was calm when\nthe boat came in at last.", "The Syrian coast"),
        ("he was calm when the boat came\nin at last on that day.", "he was calm"),
        ("A\n\ngroup of people came, and the\nother group of people stayed.", "A group of"),
    ],
)
def test_drop_caps(body: str, begins: str) -> None:
    assert cleaned(body).text.startswith(begins)


@pytest.mark.parametrize(
    ("body", "begins"),
    [
        ("fter the night the boat came in\nat last, and the people were glad.", "After the night"),
        ("he first boat of the day came in\nlate, and the people were cold.", "The first boat"),
        ("W hile the boat was late, the\npeople were waiting on the quay.", "While the boat"),
        ("T\n\nHE BOAT came in late, and the\nother people stayed on the quay.", "THE BOAT came"),
        ("arrowford had no boat, and in\nsummer Harrowford had no road.", "Harrowford had"),
        ("larm was heard in the morning on\nthe quay, and then no alarm at all.", "larm was"),
        ("A group of people came, and the\nboat was late and cold.", "A group"),
    ],
)
def test_lost_capitals_only_where_sure(body: str, begins: str) -> None:
    assert cleaned(body).text.startswith(begins)


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("The Harbour Times          Sunday, 5 May 2024\n\n", "\n7\n"),
        ("12\nThe Harbour Times, Sunday, May 5, 2024\n\n", ""),
        ("Page 3\n\n", "\nThe Harbour Times          7\n"),
        ("Hafenblatt                 Sonntag, 5. Mai 2024\n\n", "\n- 7 -\n"),
    ],
)
def test_what_the_page_prints_around_the_story_goes(above: str, below: str) -> None:
    article = cleaned(f"{above}Ferry late again\n\nBy Ann Lee\n\n{COLUMN}{below}", title=None)
    assert (article.title, article.bylines, article.text) == ("Ferry late again", ("Ann Lee",), cleaned(COLUMN).text)
    assert {aside.kind for aside in article.asides} == {"boilerplate"}
    assert [aside.text for aside in article.asides] == [part.strip() for part in (above, below) if part]


def test_a_headline_may_tell_a_date_or_end_in_a_number() -> None:
    for headline in ("Ferry vote of 5 May 2024", "Sunday on the ferry", "Ferry Line 7"):
        article = cleaned(f"{headline}\n\n{COLUMN}", title=None)
        assert (article.title, article.text) == (headline, cleaned(COLUMN).text)


def test_a_byline_stands_below_a_standfirst_too() -> None:
    head = "Ferry late again\n\nNobody knows why, and\nfew people ask.\n\nBy Ann Lee\n\n"
    article = cleaned(head + COLUMN.replace("The old", "he old", 1), title=None)
    assert (article.title, article.bylines) == ("Ferry late again", ("Ann Lee",))
    assert article.text == f"Nobody knows why, and few people ask.\n\n{cleaned(COLUMN).text}"


def test_blank_lines_part_paragraphs_where_they_stand_behind_sentences() -> None:
    body = "The fog was gone.\nThe boat came in at last, and the\npeople were glad of it.\n\n"
    assert cleaned(body * 4).text.split("\n\n") == [" ".join(body.split())] * 4


CAPTION = "Families wait on the quay of the island for the ferry from the mainland on a Sunday morning in May."


def test_a_caption_in_the_middle_of_a_sentence_is_set_aside() -> None:
    cut = COLUMN.replace("had been waiting\n", f"had been waiting\n\n{CAPTION}\n", 1)
    article = cleaned(cut)
    assert article.text == cleaned(COLUMN).text
    assert [(aside.kind, aside.text) for aside in article.asides] == [("caption", CAPTION)]


@pytest.mark.parametrize("credit", ["Photo: Ruth Oye", "Photograph by Ruth Oye", "Ruth Oye/Reuters", "© Ruth Oye"])
def test_a_credit_takes_its_caption_along(credit: str) -> None:
    caption = "Families wait on the quay\nof the island."
    cut = COLUMN.replace("had been waiting\n", f"had been waiting\n\n{caption}\n{credit}\n\n", 1)
    article = cleaned(cut)
    assert article.text == cleaned(COLUMN).text
    assert [(aside.kind, aside.text) for aside in article.asides] == [("caption", caption), ("credit", credit)]


def test_a_column_between_two_asides_is_no_aside() -> None:
    """Cut in a word below a credit, it looks like a block between two halves of a sentence."""
    pull = "“No one at the harbour office had\na word to say.”"
    cut = COLUMN.replace("for it.\n", "for it.\n\nPhoto: Ruth Oye\n\n", 1).replace(
        "pot was dry.\n", f"pot was dry in the har-\n\n{pull}\n\nbour of the old town.\n"
    )
    article = cleaned(cut)
    whole = COLUMN.replace("peo-\nple", "people").replace("was dry.", "was dry in the harbour of the old town.")
    assert article.text.split() == whole.split()
    assert [(aside.kind, aside.text) for aside in article.asides] == [
        ("credit", "Photo: Ruth Oye"),
        ("pull_quote", pull),
    ]


def test_a_paragraph_that_stands_twice_is_kept_once_at_least() -> None:
    twice = "“No one at the harbour office had a\nword to say.”\n\n" * 2
    assert "harbour office had a word to say" in cleaned(f"{COLUMN.splitlines()[0]}\nlate again.\n\n{twice}").text


def test_a_pull_quote_in_marks_may_fill_the_column() -> None:
    pull = "“No one at the harbour office had\na word to say about the delay.”\nANN LEE"
    article = cleaned(COLUMN.replace("No one", f"\n{pull}\n\nNo one", 1))
    assert article.text == cleaned(COLUMN).text
    assert [(aside.kind, aside.text) for aside in article.asides] == [("pull_quote", pull)]


def test_a_pull_quote_goes_with_its_mark_and_trailer() -> None:
    pull = "No one at the\nharbour office\nhad a word to say"
    trailer = "”\n\nAnn Lee, a\nteacher"
    cut = COLUMN.replace("for it.\n", f"for it.\n\n{pull}\n\n{trailer}\n\n", 1)
    article = cleaned(cut)
    assert article.text == cleaned(COLUMN).text
    assert [(aside.kind, aside.text) for aside in article.asides] == [("pull_quote", f"{pull}\n\n{trailer}")]


def test_short_lines_that_repeat_nothing_stay() -> None:
    cut = COLUMN.replace("for it.\n", "for it.\nThe fog was\nthick and cold\nall that night.\n", 1)
    assert "thick and cold" in cleaned(cut).text
    assert cleaned(cut).asides == ()


def test_ligatures_and_invisible_characters() -> None:
    article = cleaned("The \ufb01rst o\ufb03ce\u200b was\xa0open,  and \x00warm.")
    assert article.text == "The first office was open, and warm."
    assert [(repair.raw, repair.text) for repair in article.repairs][:2] == [
        ("\ufb01rst", "first"),
        ("o\ufb03ce", "office"),
    ]


@pytest.mark.parametrize(
    ("head", "title", "bylines", "dateline"),
    [
        ("Ferry late again\nBy Ann Lee\n", "Ferry late again", ("Ann Lee",), None),
        ("Ferry late again\nAnn Lee\n", "Ferry late again", ("Ann Lee",), None),
        ("Ferry late\nonce again\nBy Ann Lee and Bo Ray\n", "Ferry late once again", ("Ann Lee", "Bo Ray"), None),
        ("Ferry late again\n\n", "Ferry late again", (), None),
        (
            "Ferry late again\nBY ANN LEE\nVALLETTA, May 3 (Reuters) - ",
            "Ferry late again",
            ("ANN LEE",),
            "VALLETTA, May 3 (Reuters)",
        ),
        ("Ferry late again\n\nVALLETTA — ", "Ferry late again", (), "VALLETTA"),
    ],
)
def test_the_head_is_taken_off(head: str, title: str, bylines: tuple[str, ...], dateline: str | None) -> None:
    article = cleaned(head + COLUMN, title=None)
    assert (article.title, article.bylines, article.dateline) == (title, bylines, dateline)
    assert article.text == cleaned(COLUMN).text


def test_the_source_knows_title_and_bylines_better() -> None:
    raw = RawArticle(
        id="a", title="Ferry late again", bylines=("A. Lee",), body=f"FERRY LATE AGAIN\nBy Ann Lee\n{COLUMN}"
    )
    article = clean(raw)
    assert (article.title, article.bylines) == ("Ferry late again", ("A. Lee",))
    assert article.text == cleaned(COLUMN).text


@pytest.mark.parametrize("body", ["Ferry late again", "The ferry was late. It was cold.\n\nThen it came."])
def test_no_headline_is_made_up(body: str) -> None:
    article = cleaned(body, title=None)
    assert article.title is None
    assert article.text == body
