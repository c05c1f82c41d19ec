"""What a push is answered with: one entry an article, in the order in which they came."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from services.intake.edges.http.problems import FieldError, Problem

Outcome = Literal["accepted", "invalid", "unreadable", "source", "too_large", "unconfirmed"]
"""How one article can end: a metric's label, so there are few."""

STATUS_OF: dict[Outcome, int] = {
    "accepted": 201,
    "invalid": 422,
    "unreadable": 422,
    "source": 403,
    "too_large": 413,
    "unconfirmed": 503,
}


class ItemAnswer(BaseModel):
    """What became of one article.

    201: the broker has confirmed it. 503: it may or may not have been written; sent again, it is the same article.
    """

    file: str | None = Field(default=None, description="the part of a multipart body, where there are several")
    line: int = Field(description="from 1: the line of JSON Lines, or the article of a file that holds several")
    status: int
    id: str | None = Field(default=None, description="the article id: the key of its messages in every topic")
    location: str | None = Field(default=None, description="where to ask what became of it")
    problem: Problem | None = None


class PushAnswer(BaseModel):
    """What became of everything in a push. `items` is in order; where all went well it may be all that you look at."""

    accepted: int
    refused: int
    items: list[ItemAnswer]


class PushProblem(Problem):
    """A push of which nothing was accepted, or not all of it was confirmed in time."""

    accepted: int = 0
    refused: int = 0
    items: list[ItemAnswer] = Field(default_factory=list)


def item_problem(outcome: Outcome, detail: str, errors: list[FieldError]) -> Problem:
    """Why an article was not accepted."""
    titles: dict[Outcome, str] = {
        "invalid": "Not a valid article",
        "unreadable": "Cannot be read",
        "source": "Not a source of this key",
        "too_large": "Too large for its topic",
        "unconfirmed": "Not confirmed in time",
    }
    return Problem(
        type=f"urn:copydesk:problem:{outcome.replace('_', '-')}",
        title=titles[outcome],
        status=STATUS_OF[outcome],
        detail=detail,
        errors=errors or None,
    )
