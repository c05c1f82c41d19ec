"""What titles say about copies: who is named, and where the story is."""

from __future__ import annotations

import pytest

from services.cleaner.sketch import sketch
from tests.services.dedup.test_core import article, judge_all, prose

FLASH = (
    "{name} said on Monday that it will close its plant in the port next year and move the work abroad. The company "
    "blamed the price of energy. Unions said that they had not been asked, and that they will strike before the end of "
    "the month unless the board changes its mind. The plant has stood in the port for forty years."
)
FURNITURE = (
    "Skip to the content. Home. News. Sport. Business. Subscribe now and read all our stories for a crown a week. "
    "{item} This paper belongs to the council of the press and keeps to its rules. Whoever has a complaint may write "
    "to the editor. Comments are open for a day. We ask readers to be polite to each other and to stick to the matter. "
    "Ownership and control are declared. All rights are reserved, and nothing may be printed without a permission. "
)


def test_a_name_that_both_titles_replace_is_another_story() -> None:
    first, other, corrected = judge_all(
        article(FLASH.format(name="Halden Corp"), id="a", title="Halden to close plant in port", source="x"),
        article(FLASH.format(name="Tamarack Corp"), id="b", title="Tamarack to close plant in port", source="y"),
        article(FLASH.format(name="Haldan Corp"), id="c", title="Haldan to close plant in port", source="z"),
    )
    assert other.story.verdict == "new"
    assert corrected.story.id == first.story.id


def test_a_name_corrected_under_a_title_that_says_the_same_is_a_copy() -> None:
    title = "Unions call for strike over closure of port plant"
    short = (
        "On Monday {} of the port council told the unions that the closure of the plant cannot be stopped any more, \
and that a strike would be in vain."
    )
    first, corrected = judge_all(
        article(short.format("Ann"), id="a", title=title, source="x"),
        article(short.format("Eva"), id="b", title=title, source="y"),
    )
    assert corrected.story.id == first.story.id


def test_a_series_under_one_long_title_is_no_copy() -> None:
    title = "Central bank sets rates for weekly treasury tender"
    text = (
        "The central bank offered {} million crowns at its weekly tender on {} May, after {} million a week before. "
        "Bids came to {} million, and the mean rate was {} percent. Dealers had expected as much. The next tender is "
        "in a week."
    )
    _, second = judge_all(
        article(text.format(500, 4, 350, 920, 3.1), id="a", title=title, source="x"),
        article(text.format(700, 11, 500, 840, 3.4), id="b", title=title, source="y"),
    )
    assert second.story.verdict == "new"


@pytest.mark.parametrize("source", ["site", "other"])
def test_two_items_in_the_same_long_furniture_are_two_stories(source: str) -> None:
    one = "The ferry to Visby was late again on Tuesday, and nobody could say why."
    two = "A bakery in Kotka has won the prize for the best rye bread of the country."
    _, second = judge_all(
        article(FURNITURE.format(item=one) * 2, id="a", title="Ferry to Visby late again", source="site"),
        article(FURNITURE.format(item=two) * 2, id="b", title="Bakery in Kotka wins prize for bread", source=source),
    )
    assert second.story.verdict == "new"


def test_a_story_that_comes_behind_a_digest_is_a_story_of_its_own() -> None:
    stories = [prose(seed, 120) for seed in (1, 2, 3)]
    titles = [" ".join(story.split()[9:16]) for story in stories]
    digest, *own = judge_all(
        article("\n\n".join(stories), id="digest", title="Morning briefing for busy readers", source="x"),
        *(article(text, id=title, title=title, source="y") for text, title in zip(stories, titles, strict=True)),
    )
    assert digest.story.verdict == "new"
    assert [verdict.story.verdict for verdict in own] == ["new"] * 3
    assert all(verdict.story.shares_text_with == ("digest",) for verdict in own)


def test_a_page_with_much_around_a_story_is_a_copy_where_its_title_names_the_story() -> None:
    story = prose(1, 150)
    title = " ".join(story.split()[9:16])
    first, page = judge_all(
        article(f"{prose(7, 60)}\n\n{story}\n\n{prose(8, 60)}", id="a", title=title, source="x"),
        article(f"{prose(9, 60)}\n\n{story}\n\n{prose(10, 60)}", id="b", title=title, source="y"),
    )
    assert page.story.id == first.story.id


def test_a_title_in_a_text_too_short_for_itself_agrees_with_nothing() -> None:
    title = "Quarterly dividend of the Halden Corporation"
    body = "Quarterly dividend {} cents. Payable {}. Record {}."
    _, second = judge_all(
        article(body.format(22, "July 10", "June 29"), id="a", title=title, source="x"),
        article(body.format(22, "October 12", "September 30"), id="b", title=title, source="y"),
    )
    assert sketch(body, title).is_short
    assert second.story.verdict == "new"
