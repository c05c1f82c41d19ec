"""The head of an article: the headline, byline and dateline above the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from schemas.article import RegionRole
from services.cleaner.bylines import bare_names, byline_names, is_personal_name, is_role
from services.cleaner.datelines import dateline_end
from services.cleaner.headlines import headline_end, joined, reads_as_headline
from services.cleaner.text.column import Column
from services.cleaner.text.lines import Line, ends_sentence, is_hard_wrapped
from services.cleaner.text.words import normalised_words

_TITLE_LINES = 8
_STANDFIRST_LINES = 8
_STANDFIRST_WORDS = 60
"""Limits of a standfirst, the summary between headline and byline; a byline further down belongs to another story."""

_HEADLINE_LINES = 4
"""Lines of a headline in a body that is not hard-wrapped."""


@dataclass(frozen=True, slots=True)
class Head:
    """What was found above the story, and the lines that are left.

    `body`: index of the line that begins the story; a standfirst may precede it. `parts`: raw start, raw end and role
    of each part that was taken off.
    """

    lines: list[Line]
    body: int = 0
    title: str | None = None
    bylines: tuple[str, ...] = ()
    dateline: str | None = None
    parts: list[tuple[int, int, RegionRole]] = field(default_factory=list)


def _repeated_length(lines: Sequence[Line], title: str) -> int:
    """How many of the first lines together repeat a known title; 0 for none, and never all lines.

    Where the text ends those words with a full stop and the title does not, they are a sentence of the text.
    """
    wanted = normalised_words(title)
    found: list[str] = []
    for count, line in enumerate(lines[: min(_TITLE_LINES, len(lines) - 1)], start=1):
        found += normalised_words(line.text)
        if found != wanted[: len(found)]:
            return 0
        if found and len(found) == len(wanted):
            return count if _closes_as_sentence(line.text) <= _closes_as_sentence(title) else 0
    return 0


def _closes_as_sentence(text: str) -> bool:
    return "." in text[-2:]


def _headline_length(lines: Sequence[Line], column: Column | None, at: int) -> int:
    """How many of the lines from `at` on are the headline; 0 for none. At least one line must follow it."""
    if column is not None and (end := headline_end(lines, at, column)) > at:
        return end - at
    for count in range(1, min(_HEADLINE_LINES, len(lines) - at - 1) + 1):
        last, following = lines[at + count - 1], lines[at + count]
        if not reads_as_headline(joined(lines[at : at + count])) or byline_names(last.text) is not None:
            return 0
        if following.after_blank or byline_names(following.text) is not None:
            return count
        if count == 1 and not is_hard_wrapped(lines[at : at + 2]) and not is_hard_wrapped(lines[at + 1 : at + 40]):
            return 1
        if is_personal_name(following.text) and not is_personal_name(last.text):
            return count
    return 0


def _authors(line: Line, *, below_headline: bool) -> tuple[str, ...] | None:
    names = byline_names(line.text)
    return bare_names(line.text) if names is None and below_headline else names


def _byline_below_standfirst(lines: Sequence[Line]) -> int:
    """Index of a byline between a short summary and the story; 0 for none."""
    words = 0
    for at, line in enumerate(lines[: min(_STANDFIRST_LINES, len(lines) - 1)]):
        if at and (line.after_blank or ends_sentence(lines[at - 1].text)) and byline_names(line.text) is not None:
            return at
        words += line.text.count(" ") + 1
        if words > _STANDFIRST_WORDS:
            return 0
    return 0


def _part(lines: Sequence[Line], start: int, end: int, role: RegionRole) -> tuple[int, int, RegionRole]:
    return lines[start].traced.raw_start, lines[end - 1].traced.raw_end, role


def _without_dateline(head: Head) -> Head:
    first = head.lines[head.body]
    dateline, end = dateline_end(first.text, (line.text for line in head.lines[head.body + 1 :]))
    if not end:
        return head
    lines = [*head.lines]
    lines[head.body] = replace(first, traced=first.traced.cut(end, len(first.text)).strip())
    taken: tuple[int, int, RegionRole] = (*first.traced.raw_span(0, end), "dateline")
    return replace(head, lines=lines, dateline=dateline, parts=[*head.parts, taken])


def read_head(lines: list[Line], title: str | None, column: Column | None = None) -> Head:
    """Take headline, bylines and dateline off the lines. If `title` is known, only a headline that repeats it is taken.

    `column` is given for hard-wrapped lines. The last line is never taken: an article that consists of a headline keeps
    it as its text.
    """
    known = title
    bylines: tuple[str, ...] = ()
    parts: list[tuple[int, int, RegionRole]] = []
    at = 0
    while at < len(lines) - 1:
        count = (
            _repeated_length(lines[at : at + _TITLE_LINES + 1], known) if known else _headline_length(lines, column, at)
        )
        if count:
            known = known or joined(lines[at : at + count])
            parts.append(_part(lines, at, at + count, "title"))
            at += count
        names = _authors(lines[at], below_headline=count > 0) if at < len(lines) - 1 else None
        if names is not None:
            end = at + 1 + (at + 2 < len(lines) and is_role(lines[at + 1].text))
            bylines = bylines or names
            parts.append(_part(lines, at, end, "byline"))
            at = end
        if not count and names is None:
            break
    rest, body = lines[at:], 0
    below = _byline_below_standfirst(rest) if at and not bylines else 0
    if below:
        bylines, body = byline_names(rest[below].text) or (), below
        parts.append(_part(rest, below, below + 1, "byline"))
        rest = [*rest[:below], *rest[below + 1 :]]
    head = Head(rest, body, known, bylines, None, parts)
    return _without_dateline(head) if rest else head
