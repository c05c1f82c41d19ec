"""Where an article stands among those already seen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.document import Contract

Verdict = Literal["new", "exact", "near", "revision"]
"""`new` and `revision` go on to the language services, `exact` and `near` are copies. There will be no others: what
else is to be said of an article stands in further fields."""

Direction = Literal["same", "truncated", "extended"]


class Evidence(Contract):
    """Why the verdict is what it is. Shares are of words weighed by what they say, from 0 to 1 (docs/duplicates.md)."""

    reason: Literal["identity", "words", "text", "contained", "title"] = Field(
        description="the same item by id, uri or url; the same words; similar text; the old text within the new one "
        "of the same source; the same title of an item without text"
    )
    new_in_old: float = Field(default=0.0, ge=0, le=1, description="share of this article's text that the other has")
    old_in_new: float = Field(
        default=0.0, ge=0, le=1, description="share of the other article's text that this one has"
    )
    conflict: float = Field(default=0.0, ge=0, le=1, description="share of words, names and numbers that were replaced")
    shared_keys: int = Field(default=0, ge=0, description="equal keys of the two sketches, at most 32")


class Story(Contract):
    """Where an article stands among those already seen."""

    id: str = Field(description="id of the story; derives from the first article that told it")
    verdict: Verdict
    of: str | None = Field(default=None, description="id of the article that this one repeats or revises")
    similarity: float = Field(default=0.0, ge=0, le=1)
    version: int = Field(default=1, ge=1, description="counts the revisions of this article, from 1")
    direction: Direction | None = Field(
        default=None, description="of a copy: the same length, cut, or with other text around it"
    )
    evidence: Evidence | None = Field(default=None, description="absent where the article is new")
    shares_text_with: tuple[str, ...] = Field(
        default=(), description="ids of articles that have passages in common with this one, yet tell another story"
    )
    aggregate: bool = Field(
        default=False, description="a round-up: several stories in one article, which is no copy of any of them"
    )
