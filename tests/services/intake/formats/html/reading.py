"""Pages of a few lines, and the text and asides that are read from them."""

from __future__ import annotations

from services.intake.formats.format import Fields
from services.intake.formats.html.page import parse

SENTENCES = (
    "The tram to the northern suburbs will run every five minutes from May, the city's transport office said.",
    "Drivers had asked for longer breaks at both ends of the line, and they will get eleven minutes at each stop.",
    "Six new carriages were ordered from a maker in Pilsen, whose first ones are due before the end of winter.",
    "A day ticket will cost as much as it does now, while those for a single ride become a little cheaper.",
    "Shopkeepers along the route had feared for their parking places, of which only nine will be lost, it said.",
)
"""Of the article."""

ANOTHER = (
    "A choir of two hundred pensioners sang in the covered market on Sunday, to the delight of all who shopped there."
)
"""Of something else on the page."""

STORY = "".join(f"<p>{sentence}</p>" for sentence in SENTENCES)

HEADLINE = "More trams for the north"


def page(inside: str, head: str = "") -> str:
    """A page with a headline in its title alone."""
    return f"<!DOCTYPE html><html lang=en><head><title>{HEADLINE}</title>{head}</head><body>{inside}</body></html>"


def fields(markup: str) -> Fields:
    """What is read of a page."""
    (item,) = parse(markup.encode())
    return item.fields


def asides(markup: str) -> list[tuple[str, str]]:
    """The roles of the regions and their words."""
    found = fields(markup)
    body, regions = str(found["body"]), found.get("regions", [])
    assert isinstance(regions, list)
    return [(region["role"], body[region["start"] : region["end"]]) for region in regions]


def paragraphs(markup: str) -> list[str]:
    """The paragraphs that no region covers."""
    found = fields(markup)
    body, regions = str(found["body"]), found.get("regions", [])
    assert isinstance(regions, list)
    for region in reversed(regions):
        body = body[: region["start"]] + body[region["end"] :]
    return [paragraph for paragraph in body.split("\n\n") if paragraph]
