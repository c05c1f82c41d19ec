"""One article as it came, valid or not. Judging it is the loop's work."""

from __future__ import annotations

from dataclasses import dataclass

from schemas.article import RawArticle


@dataclass(frozen=True, slots=True)
class Submission:
    """The JSON of a RawArticle, or, where there is a `problem`, the bytes that came and could not be read.

    `line` counts from 1: the line of JSON Lines, or the article of a file that holds several.
    """

    file: str
    line: int
    value: bytes
    problem: Exception | None = None

    def article(self) -> RawArticle:
        """The article.

        Raises:
            FormatError: it could not be read.
            ValidationError: it is no valid article.
        """
        if self.problem is not None:
            raise self.problem
        return RawArticle.model_validate_json(self.value)
