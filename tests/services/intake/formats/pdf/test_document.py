from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import RawArticle
from services.intake.formats.format import FormatError
from services.intake.formats.pdf.document import FORMAT
from services.intake.formats.registry import choose
from tests.services.intake.formats.pdf.printed import body, read, role, story_page
from tests.services.intake.formats.pdf_pages import (
    HEIGHT,
    OTHER,
    PICTURE,
    STORY,
    WIDTH,
    Page,
    column,
    document,
    newspaper,
    seeds,
    show_picture,
)
from tests.services.intake.formats.reading import article


def dense() -> Page:
    page = Page()
    page.lines(10, 10, ["x " * 500] * 320, 0.8)
    return page


def test_a_newspaper_page_gives_the_story_and_names_all_else() -> None:
    found = read(newspaper())
    assert found.title == "Ferry sails with goats, gates shut"
    assert found.bylines == ("Ruth Amsel",)
    assert body(found) == STORY.split("\n")
    assert role(found, "title") == [found.title]
    assert role(found, "byline") == ["By Ruth Amsel"]
    assert role(found, "caption") == ["The customs house on Monday."]
    assert role(found, "credit") == ["Photo: Per Lund"]
    assert role(found, "pull_quote") == ['"A misunderstanding with horns"']
    assert role(found, "neighbour") == ["Bell for the tower", *OTHER.split("\n")]
    assert role(found, "boilerplate") == ["The Island Courier", "Monday, 4 May 2026", "7"]
    assert found.media_type == "application/pdf"
    assert found.language is None


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_program_does_not_matter(seed: int) -> None:
    page = newspaper()
    random.Random(seed).shuffle(page.operators)  # noqa: S311
    assert read(page).body == read(newspaper()).body


def test_nothing_that_can_be_seen_is_lost() -> None:
    found = read(newspaper())
    shown = "".join(newspaper().operators)
    letters = sum(character.isalpha() for part in shown.split("(")[1:] for character in part.split(") Tj")[0])
    assert sum(character.isalpha() for character in found.body) == letters


def test_a_story_goes_on_over_pages_and_their_furniture_is_told_apart() -> None:
    lines = column(STORY, 80)
    first, second = Page(), Page()
    for page, part in ((first, lines[:5]), (second, lines[5:])):
        page.text(40, 30, "Press service of the island", 8, "sans")
        page.lines(40, 80, part)
    found = read(first, second)
    assert body(found) == STORY.split("\n")
    assert role(found, "boilerplate") == ["Press service of the island"] * 2


def test_a_line_without_letters_is_kept() -> None:
    assert "* * *" in read(story_page().text(40, 400, "* * *")).body


def test_a_credit_that_runs_up_the_side_is_no_part_of_the_story() -> None:
    page = story_page()
    page.operators.append("BT /sans 6 Tf 0 1 -1 0 580 400 Tm (Per Lund, Island Pictures) Tj ET")
    found = read(page)
    assert body(found) == STORY.split("\n")
    assert "Per Lund, Island Pictures" in found.body


HEBREW = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 102 0 R >>"


def hebrew(words: str, x: float, y: float) -> str:
    """Operators for words whose letters a to z stand for Hebrew ones, drawn from the left as fonts do."""
    return f"BT /hebrew 10 Tf 1 0 0 1 {x} {HEIGHT - y} Tm ({words}) Tj ET"


def test_columns_that_run_from_right_to_left_are_read_so() -> None:
    content = "/CIDInit /ProcSet findresource begin begincmap 1 beginbfrange <61> <7a> <05D0> endbfrange endcmap end"
    page = Page(entries="/Resources << /Font << /hebrew 101 0 R >> >>")
    lines = ["cba fed ihg", "lkj onm rqp", "uts xwv azy"]
    for at, line in enumerate(lines):
        page.operators += [hebrew(line, 300, 80 + 12 * at), hebrew(line, 100, 80 + 12 * at)]
    extra = [PICTURE, HEBREW, f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"]
    found = article(FORMAT, document([page], extra=extra))
    spelt = "".join(character if character in " \n" else chr(ord(character) - 0x5D0 + 0x61) for character in found.body)
    assert " ".join(spelt.split()[:9]) == "ghi def abc pqr mno jkl yza vwx stu"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7\n", "cannot open"),
        (b"%PDF-1.7\n" + b"\x00" * 500, "cannot open"),
        (document([Page()]), "no text"),
        (document([Page([show_picture(0, 0, WIDTH, HEIGHT)])], extra=[PICTURE]), "pictures"),
        (document([Page()] * 51), "51 pages"),
        (document([dense()]), "characters"),
    ],
    ids=["empty", "broken", "blank", "scan", "pages", "long"],
)
def test_what_cannot_be_read_says_why(data: bytes, reason: str) -> None:
    with pytest.raises(FormatError, match=reason):
        list(FORMAT.parse(data))


def test_a_document_under_a_password_is_refused() -> None:
    encryption = "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <{0}> /U <{0}> >> /ID [<00><00>]".format("41" * 32)
    with pytest.raises(FormatError, match=r"(?i)password"):
        list(FORMAT.parse(document([story_page()], trailer=encryption)))


def test_a_form_that_shows_itself_is_refused_soon() -> None:
    content = "/Picture Do BT /roman 10 Tf 40 700 Td (Again.) Tj ET"
    form = (
        f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length {len(content)} "
        f"/Resources << /XObject << /Picture 100 0 R >> >> >>\nstream\n{content}\nendstream"
    )
    with pytest.raises(FormatError, match="forms nested"):
        list(FORMAT.parse(document([Page(["/Picture Do"])], extra=[form])))


def test_text_scattered_over_the_page_is_refused_soon() -> None:
    page = Page()
    for at in range(4000):
        page.text(20 + (at % 80) * 7, 20 + (at // 80) * 14.9, "a", 2)
    with pytest.raises(FormatError, match="pieces"):
        list(FORMAT.parse(document([page])))


def test_the_registry_knows_a_pdf_by_its_signature() -> None:
    assert choose(document([Page()])).name == "pdf"
    assert choose(b"\n\n%PDF-1.4").name == "pdf"
    assert not FORMAT.can_parse(b"plain text")


def test_the_fuzzing_starts_from_documents_that_can_be_read() -> None:
    for data in seeds().values():
        assert article(FORMAT, data).body


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(st.binary(max_size=300), st.integers(0, 4000), st.sampled_from(sorted(seeds())))
def test_a_broken_document_is_read_or_refused(change: bytes, at: int, name: str) -> None:
    data = seeds()[name]
    at %= len(data)
    try:
        for item in FORMAT.parse(data[:at] + change + data[at + len(change) :]):
            RawArticle.model_validate(getattr(item, "fields", None))
    except FormatError:
        return


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=200))
def test_any_text_on_a_page_gives_a_valid_article(text: str) -> None:
    page = Page()
    for at, line in enumerate(text.encode("cp1252", "ignore").decode("cp1252").splitlines()[:40]):
        page.text(40, 40 + 15 * at, line, 4 + at)
    try:
        for item in FORMAT.parse(document([page])):
            found = RawArticle.model_validate(getattr(item, "fields", None))
            ends = [0, *(end for region in found.regions for end in (region.start, region.end)), len(found.body)]
            assert ends == sorted(ends)
    except FormatError:
        return
