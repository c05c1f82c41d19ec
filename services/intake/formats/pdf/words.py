"""Words of a page: neighbouring glyphs of one size that a reader can see."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from services.intake.formats.pdf.library import Font, Glyph, Page, Run, Shape

_SMALLEST = 2.0
"""Points: smaller text cannot be read, and is used to hide text."""

_CONTRAST = 0.08
"""Difference of luminance, 0 to 1, between a text and its background from which it is visible."""

_FROM_RIGHT = frozenset({"R", "AL"})
"""Bidirectional classes of letters (Unicode Standard Annex 9)."""

_PAPER = 1.0
"""Luminance of the paper: white."""

_WHOLE_PAGE = 0.5
"""Share of the page that a picture covers at least if the page is a scan."""

_MOST_BACKGROUNDS = 100
"""The largest filled areas of a page: a page has a handful, a map drawn in lines thousands of tiny ones."""

_UPRIGHT = 5
"""Degrees by which upright text may lean, in a scan or for effect."""

_GAP = 0.15
"""Share of the size: a wider gap separates words. A blank takes 0.2 to 0.35, kerning under 0.1."""

_OVERLAP = 0.6
"""Share of the size by which a glyph may overlap the one before it."""

_SAME_WORD = 1.3
"""Ratio of sizes within a word, as of capitals and small capitals; an initial is larger."""

_SAME_LINE = 0.05
"""Share of the size by which baselines within a word may differ."""


@dataclass(slots=True)
class Word:
    """Glyphs without a blank between them. `spaced`: whether a blank follows. `y`: the baseline."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    font: Font
    run: Run
    spaced: bool = False


def visible_words(page: Page) -> tuple[list[Word], str]:
    """The upright words, in the order in which the page draws them, and the text that is turned.

    Text that a reader cannot see is left out: text that is not painted, has its background's colour, is covered by a
    later object, or is too small. But if the page is a scan and none of its text is painted, this is the text of an
    optical character recognition, and is taken.
    """
    runs = {id(run): run for run in page.runs}
    seen = _seen(page, runs)
    upright = {key for key in seen if _is_upright(runs[key])}
    return list(_words(page.glyphs, upright)), _text(page.glyphs, seen - upright)


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter is of a script that runs from right to left, such as Hebrew or Arabic."""
    return next((unicodedata.bidirectional(letter) in _FROM_RIGHT for letter in text if letter.isalpha()), False)


def mirror(page: Page, words: Sequence[Word]) -> None:
    """Mirror the page from left to right, so that text of a script from right to left can be read like any other."""
    for word in words:
        word.x0, word.x1 = page.width - word.x1, page.width - word.x0
    page.shapes = [replace(shape, x0=page.width - shape.x1, x1=page.width - shape.x0) for shape in page.shapes]


def _is_upright(run: Run) -> bool:
    return run.turn <= _UPRIGHT or run.turn >= 360 - _UPRIGHT


def _seen(page: Page, runs: dict[int, Run]) -> set[int]:
    readable = {key for key, run in runs.items() if run.size >= _SMALLEST}
    inked = {key for key in readable if runs[key].visible}
    area = page.width * page.height
    scan = any(shape.picture and shape.width * shape.height >= _WHOLE_PAGE * area for shape in page.shapes)
    if not inked and scan:
        return readable
    backgrounds = sorted(
        (shape for shape in page.shapes if shape.picture or shape.luminance is not None),
        key=lambda shape: shape.width * shape.height,
        reverse=True,
    )[:_MOST_BACKGROUNDS]
    return inked - _hidden(page.glyphs, inked, backgrounds)


def _hidden(glyphs: list[Glyph], inked: set[int], backgrounds: list[Shape]) -> set[int]:
    hidden: set[int] = set()
    judged: set[int] = set()
    for glyph in glyphs:
        key = id(glyph.run)
        if key in judged or key not in inked:
            continue
        judged.add(key)
        if _is_hidden(glyph, backgrounds):
            hidden.add(key)
    return hidden


def _is_hidden(glyph: Glyph, backgrounds: list[Shape]) -> bool:
    run = glyph.run
    x, y = (glyph.x0 + glyph.x1) / 2, run.baseline - run.size / 4
    here = [shape for shape in backgrounds if shape.holds(x, y)]
    if any(shape.depth > run.depth and shape.whole for shape in here):
        return True
    below = sorted((shape for shape in here if shape.depth < run.depth), key=lambda shape: -shape.depth)
    for shape in below:
        if shape.picture or shape.luminance is None or _contrasts(run, shape.luminance):
            return False
        if shape.whole:
            return True
    return not _contrasts(run, _PAPER)


def _contrasts(run: Run, luminance: float) -> bool:
    return abs(luminance - run.luminance) >= _CONTRAST


def _words(glyphs: list[Glyph], kept: set[int]) -> Iterator[Word]:
    word: Word | None = None
    for glyph in glyphs:
        if glyph.run.size == 0.0:
            if word is not None:
                word.spaced = True
                yield word
            word = None
            continue
        if id(glyph.run) not in kept:
            continue
        if word is not None and _continues(word, glyph):
            word.text += glyph.text
            word.x0, word.x1 = min(word.x0, glyph.x0), max(word.x1, glyph.x1)
            continue
        if word is not None:
            yield word
        run = glyph.run
        word = Word(glyph.text, glyph.x0, glyph.x1, glyph.y, run.size, run.font, run)
    if word is not None:
        yield word


def _text(glyphs: list[Glyph], kept: set[int]) -> str:
    """The characters of some runs in drawing order, runs and words separated by blanks."""
    if not kept:
        return ""
    parts: list[str] = []
    last: Run | None = None
    for glyph in glyphs:
        if glyph.run.size == 0.0:
            parts.append(" " if last is not None else "")
        elif id(glyph.run) in kept:
            parts.append(glyph.text if glyph.run is last else f" {glyph.text}")
            last = glyph.run
        else:
            last = None
    return " ".join("".join(parts).split())


def _continues(word: Word, glyph: Glyph) -> bool:
    run = glyph.run
    if run is not word.run and (
        abs(run.baseline - word.y) > _SAME_LINE * word.size or not 1 / _SAME_WORD < run.size / word.size < _SAME_WORD
    ):
        return False
    if -_OVERLAP * run.size <= glyph.x0 - word.x1 <= _GAP * run.size:
        return True
    # From right to left, each letter is left of the one before it; a combining mark is over its letter.
    return -_OVERLAP * run.size <= word.x0 - glyph.x1 <= _GAP * run.size or unicodedata.combining(glyph.text) > 0
