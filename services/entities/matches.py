"""Match reports: places that stand for their teams, as the line of the score and the verbs of winning tell.

"Hartsmere Town 0 Bridport 3", and "Bridport beat Tiverton" in an article with a score. Behind a preposition such a name
is the place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from copydesk.text.tokens import NO_GAP, PARAGRAPH_BREAK, Tokens
from copydesk.text.word_set import word_set
from services.entities.found_names import FoundName, in_order, name_at
from services.entities.gazetteer import lookup

_WINNING: Final = word_set(
    "beat beats beaten beating crush crushed crushing defeat defeated defeating defeats down downed edge edged edges "
    "edging eliminated hammered hammering host hosted outclassed overcame overcome overpowered routed thrash thrashed "
    "thrashing thumped trounced"
)
"""Verbs between two teams."""

_LOSING: Final = (("lost", "to"), ("drew", "with"), ("win", "over"), ("victory", "over"), ("defeat", "to"))
"""Words before the other team."""

_WHERE: Final = word_set("around at from in into near of outside to towards")
"""Words before a place that is meant as one."""

_MOST_WORDS: Final = 4
"""Words of a team's name in the line of a score."""

_MOST_POINTS: Final = 3
"""Digits of a score."""


def with_teams_of_matches(tokens: Tokens, names: Sequence[FoundName]) -> list[FoundName]:
    """The names, those of teams as organisations; with those in the line of a score that the tagger missed."""
    lines = list(_score_lines(tokens))
    spans = [span for line in lines for span in line]
    teams = {tuple(tokens.words[start:end]) for start, end in spans}
    if lines or _has_score(tokens):
        places = (name for name in names if name.label in {"LOC", "PERSON"} and lookup(" ".join(name.words)) is None)
        teams |= {name.words for name in places if _is_in_match(tokens, name)}  # a country is its team's name
    if not teams:
        return list(names)
    covered = {at for start, end in spans for at in range(start, end)}
    kept = [
        name.relabelled("ORG") if name.words in teams and not _is_where(tokens, name) else name
        for name in names
        if covered.isdisjoint(range(*name.tokens))
    ]
    return in_order([*kept, *(name_at(tokens, start, end, "ORG") for start, end in spans)])


def _score_lines(tokens: Tokens) -> Iterator[list[tuple[int, int]]]:
    """The tokens of both teams of each paragraph that opens with a score: "Portarra 2-17 Cloonbeg 1-19"."""
    starts = [0, *(at for at in range(1, len(tokens)) if tokens.gaps[at] == PARAGRAPH_BREAK)]
    for start in starts:
        first = _side(tokens, start)
        second = None if first is None else _side(tokens, first[1])
        if first is not None and second is not None and second[1] <= len(tokens):
            yield [first[0], second[0]]


def _side(tokens: Tokens, start: int) -> tuple[tuple[int, int], int] | None:
    """The tokens of a team that opens at a place, and where its score ends."""
    end = start
    while end < len(tokens) and end - start < _MOST_WORDS and tokens.words[end].istitle():
        end += 1
    behind = end
    while behind < len(tokens) and (_is_points(tokens.words[behind]) or tokens.words[behind] == "-"):
        behind += 1
    if end in {start, behind} or not _is_points(tokens.words[end]):
        return None
    return (start, end), behind


def _is_points(word: str) -> bool:
    return word.isdigit() and len(word) <= _MOST_POINTS


def _has_score(tokens: Tokens) -> bool:
    """Whether two numbers that a hyphen joins stand anywhere: "3-1"."""
    return any(
        word == "-"
        and _is_points(tokens.words[at])
        and _is_points(tokens.words[at + 2])
        and tokens.gaps[at + 1] == NO_GAP
        for at, word in enumerate(tokens.words[1:-1])
    )


def _is_in_match(tokens: Tokens, name: FoundName) -> bool:
    """Whether a verb of winning stands right beside a name, or words of losing right before it."""
    start, end = name.tokens
    before, behind = tokens.lower[max(0, start - 2) : start], tokens.lower[end : end + 1]
    if before[-1:] == ["the"]:
        before = tokens.lower[max(0, start - 3) : start - 1]
    beside = not _WINNING.isdisjoint(before[-1:]) or not _WINNING.isdisjoint(behind)
    return beside or tuple(before) in _LOSING


def _is_where(tokens: Tokens, name: FoundName) -> bool:
    start = name.tokens.start
    return start > 0 and tokens.lower[start - 1] in _WHERE and tokens.lower[max(0, start - 2) : start] != ["lost", "to"]
