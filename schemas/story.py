"""Where an article stands among those already seen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schemas.document import Contract

Verdict = Literal["new", "exact", "near", "revision"]


class Story(Contract):
    """Where an article stands among those already seen."""

    id: str = Field(description="id of the first article that told this story")
    verdict: Verdict
    of: str | None = Field(default=None, description="id of the article that this one repeats or revises")
    similarity: float = Field(default=0.0, ge=0, le=1)
    version: int = Field(default=1, ge=1, description="counts the revisions of this article, from 1")
