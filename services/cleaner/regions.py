"""Bodies of which the source's format says what their stretches are: that is trusted, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Sequence

from schemas.article import AsideKind, Region
from services.cleaner.bylines import bare_names, byline_names
from services.cleaner.text.lines import ends_sentence, is_hyphenated, starts_lower
from services.cleaner.text.offsets import TextBuilder, TracedText

ASIDE_KINDS: dict[str, AsideKind] = {
    "caption": "caption",
    "pull_quote": "pull_quote",
    "credit": "credit",
    "boilerplate": "boilerplate",
    "neighbour": "neighbour",
}


def region_text(body: str, region: Region) -> str:
    """The words of a region on one line."""
    return " ".join(body[region.start : region.end].split())


def authors(text: str) -> tuple[str, ...]:
    """The names in a region that is a byline; the whole of one that is written in no known form."""
    return byline_names(text) or bare_names(text) or (text,)


def _separator(before: str, after: str) -> str:
    """What stands for a region that was taken out: no paragraph's end, where a sentence runs on behind it."""
    if is_hyphenated(before) and after[0].isalnum():
        return "\n"
    return " " if starts_lower(after) and not ends_sentence(before) else "\n\n"


def body_text(body: str, regions: Sequence[Region]) -> TracedText:
    """The body without the regions that are no body, which must be in order and apart."""
    whole, built, done = TracedText.of(body), TextBuilder(), 0
    kept: list[TracedText] = []
    for region in regions:
        if region.role == "body" or region.start < done:
            continue
        kept.append(whole.cut(done, min(region.start, len(body))).strip())
        done = min(region.end, len(body))
    kept.append(whole.cut(done, len(body)).strip())
    before = ""
    for stretch in kept:
        if not stretch.text:
            continue
        if before:
            separator = _separator(before, stretch.text)
            built.write(separator, built.raw_end, built.raw_end)
        built.copy(stretch)
        before = stretch.text
    return built.build()
