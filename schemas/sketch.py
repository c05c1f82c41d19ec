"""What deduplication compares of an article."""

from __future__ import annotations

from pydantic import Field

from schemas.document import Contract

SKETCH_FORM = 2
"""Raised whenever the same text gets another sketch than before."""


class Sketch(Contract):
    """What deduplication compares: computed beside the cleaning, in parallel, so that its own step stays cheap."""

    form: int = Field(
        default=1, ge=1, description="the way in which the sketch was made; only sketches of one form are compared"
    )
    exact: str = Field(description="digest of the normalised words: equal texts, whatever their layout")
    keys: tuple[int, ...] = Field(
        default=(), description="the smallest hashes of the text's shingles, at most 32 of 32 bits each"
    )
    places: tuple[int, ...] = Field(default=(), description="of each key, the word in which its shingle begins, from 0")
    shingles: int = Field(default=0, ge=0, description="how many shingles the text has")
    words: str = Field(
        default="",
        description="the first 4,096 words in base64: two bytes each, low byte first; the highest two bits are the "
        "kind (short, plain, name, number), the others a hash",
    )
    title_words: str = Field(
        default="", description="the title's words in the same form; where the text is short they stand in `words`, too"
    )
    is_short: bool = Field(default=False, description="whether the text is so short that its title belongs to it")
