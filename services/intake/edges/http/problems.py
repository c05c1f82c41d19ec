"""What can be wrong with a request, as RFC 9457 problem details: each says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from pydantic import BaseModel, Field

MEDIA_TYPE = "application/problem+json"


class FieldError(BaseModel):
    """One field of an article that is not as it should be."""

    field: str
    reason: str


class Problem(BaseModel):
    """Problem details (RFC 9457). `errors` names the fields, where fields are at fault."""

    type: str = Field(description="`urn:copydesk:problem:` and a word that does not change")
    title: str
    status: int
    detail: str = Field(description="what is wrong here, and what to do")
    errors: list[FieldError] | None = None


class ProblemError(Exception):
    """A request that is answered with a problem.

    `close` ends the connection after the answer: the rest of the body is not worth reading.
    """

    def __init__(
        self,
        name: str,
        status: int,
        detail: str,
        *,
        retry_after: float | None = None,
        headers: Mapping[str, str] | None = None,
        close: bool = False,
    ) -> None:
        super().__init__(detail)
        self.name = name
        self.status = status
        self.closes = close
        self.headers = dict(headers or {})
        if retry_after is not None:
            # Whole seconds, and never "at once": that would be a loop.
            self.headers["retry-after"] = str(max(1, round(retry_after + 0.499)))
        if close:
            self.headers["connection"] = "close"

    def problem(self) -> Problem:
        """The body of the answer."""
        return Problem(
            type=f"urn:copydesk:problem:{self.name}",
            title=HTTPStatus(self.status).phrase,
            status=self.status,
            detail=str(self),
        )


def busy(detail: str, retry_after: float, *, close: bool = False) -> ProblemError:
    """503: nothing is wrong with the request; it should come again."""
    return ProblemError(
        "busy",
        HTTPStatus.SERVICE_UNAVAILABLE,
        f"{detail}; nothing was taken, send it again",
        retry_after=retry_after,
        close=close,
    )


def too_large(limit: int) -> ProblemError:
    """413: a body over the limit. The rest of it is not read."""
    return ProblemError(
        "too-large",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"the body is longer than {limit:,} bytes, packed or unpacked; send it in parts, "
        "or raise COPYDESK_HTTP_BODY_BYTES",
        close=True,
    )
