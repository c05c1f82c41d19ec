"""One article as it came, valid or not. Judging it is the loop's work."""

from __future__ import annotations

import json
from dataclasses import dataclass

from schemas.article import RawArticle
from services.intake.formats.format import Fields


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article that a format's parser found: validated, and beside it the fields that it was made from."""

    article: RawArticle
    fields: Fields


@dataclass(frozen=True, slots=True)
class Submission:
    """An article that a parser found, or the JSON of a RawArticle as its sender wrote it, not yet validated.

    Where there is a `problem`, `content` is the bytes that came and could not be read. `line` counts from 1: the line
    of JSON Lines, or the article of a file that holds several.
    """

    file: str
    line: int
    content: bytes | ParsedArticle
    problem: Exception | None = None

    @property
    def value(self) -> bytes:
        """What a dead letter carries: the bytes that came, or the fields that a parser found, as JSON."""
        return self.content if isinstance(self.content, bytes) else encoded(self.content.fields)

    def article(self) -> RawArticle:
        """The article.

        Raises:
            FormatError: it could not be read.
            ValidationError: it is no valid article.
        """
        if self.problem is not None:
            raise self.problem
        if isinstance(self.content, ParsedArticle):
            return self.content.article
        return RawArticle.model_validate_json(self.content)


def encoded(fields: Fields) -> bytes:
    """The JSON of an article's fields; half a surrogate pair, which UTF-8 has no bytes for, becomes a question mark."""
    return json.dumps(fields, ensure_ascii=False).encode("utf-8", "replace")
