"""Regions: parts of the body whose role the source's format states. They are trusted, and nothing is guessed."""

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
    """The names in the text of a byline region; all of the text where its form is unknown."""
    return byline_names(text) or bare_names(text) or (text,)


def _separator(before: str, after: str) -> str:
    """The separator in place of a region that was taken out: no paragraph break where a sentence continues after it."""
    if is_hyphenated(before) and after[0].isalnum():
        return "\n"
    return " " if starts_lower(after) and not ends_sentence(before) else "\n\n"


_PARAGRAPH_END = "\n\n"


def _stands_apart(body: str, region: Region) -> bool:
    """Whether a blank line sets a region off on both sides, so that no paragraph runs on behind it."""
    before, behind = body[max(0, region.start - 2) : region.start], body[region.end : region.end + 2]
    return before in ("", _PARAGRAPH_END) and behind in ("", _PARAGRAPH_END)


def body_text(body: str, regions: Sequence[Region], *, whole_paragraphs: bool = False) -> TracedText:
    """The body without the regions of other roles; the regions must be in order and must not overlap.

    Where its paragraphs are whole, none runs on behind a region that stands between two.
    """
    whole, built, done = TracedText.of(body), TextBuilder(), 0
    kept: list[tuple[TracedText, bool]] = []
    apart = True
    for region in regions:
        if region.role == "body" or region.start < done:
            continue
        kept.append((whole.cut(done, min(region.start, len(body))).strip(), apart))
        done = min(region.end, len(body))
        apart = whole_paragraphs and _stands_apart(body, region)
    kept.append((whole.cut(done, len(body)).strip(), apart))
    before = ""
    for part, stands_apart in kept:
        if not part.text:
            continue
        if before:
            separator = _PARAGRAPH_END if stands_apart else _separator(before, part.text)
            built.write(separator, built.raw_end, built.raw_end)
        built.copy(part)
        before = part.text
    return built.build()
