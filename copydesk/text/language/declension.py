"""How the names of a language end in its cases."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

Endings = Sequence[tuple[str, str | None]]
"""Endings in other cases, the first that fits, with those of the nominative; None where they do not tell it."""


class Declension(NamedTuple):
    """How names of one gender end in the other cases, foremost the genitive and the accusative, and in the nominative.

    `given`: endings of given names, of which every fitting one is tried. `surnames`: of surnames. `telling`: endings of
    surnames that tell the gender alone, so that a given name that is not listed is read by the endings in `unlisted`.
    """

    given: Endings
    surnames: Endings
    telling: tuple[str, ...]
    unlisted: Endings


def endings(listed: str) -> list[tuple[str, str | None]]:
    """Pairs of endings: "ego:y", with "-" for no ending and "?" for one that is not told."""
    pairs = (pair.split(":") for pair in listed.split())
    return [(other, None if basic == "?" else basic.strip("-")) for other, basic in pairs]
