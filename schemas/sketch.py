"""What deduplication compares of an article."""

from __future__ import annotations

from pydantic import Field

from schemas.document import Contract


class Sketch(Contract):
    """What deduplication compares: computed beside the cleaning, in parallel, so that its own step stays cheap."""

    exact: str = Field(description="digest of the normalised words: equal texts, whatever their layout")
    keys: tuple[int, ...] = Field(default=(), description="the smallest hashes of the word shingles, ascending")
    shingles: int = Field(default=0, ge=0, description="how many distinct shingles the text has")
