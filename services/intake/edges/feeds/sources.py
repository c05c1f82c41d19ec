"""A source of the sources file: one feed, what it is called, and how it is to be fetched."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from services.intake.edges.feeds.urls import UrlError, checked_url

SHORTEST_INTERVAL_SECONDS = 30
"""What a source may be asked for at the shortest; a site that publishes faster than this should push."""

SILENT_AFTER_HOURS = 24.0
"""A newsroom's feed that has nothing new for a day has most likely moved or broken."""

HOUR_SECONDS = 3600.0

Text = Literal["auto", "feed", "page"]
"""Where an article's text comes from: its page where the feed has a summary only, always the feed, always the page."""


class CredentialsError(ValueError):
    """A password or token is not where the sources file says; the message names the place, never the secret."""


def _feed_url(url: str) -> str:
    try:
        return checked_url(url)
    except UrlError as error:
        raise ValueError(str(error)) from None


class Secret(BaseModel):
    """Where a secret lies: in an environment variable or in a file, never in the sources file itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    env: str | None = Field(default=None, min_length=1)
    file: Path | None = None

    @model_validator(mode="after")
    def _names_one_place(self) -> Self:
        if (self.env is None) == (self.file is None):
            raise ValueError("give either env or file")
        return self

    def value(self) -> str:
        """The secret as it stands there now.

        Raises:
            CredentialsError: it is not there.
        """
        if self.env is not None:
            found = os.environ.get(self.env)
            if not found:
                raise CredentialsError(f"the environment variable {self.env} is not set")
            return found
        path = self.file or Path()
        try:
            return path.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise CredentialsError(f"{path} cannot be read: {type(error).__name__}") from None


class Credentials(BaseModel):
    """What a source wants to see: a user name and a password (RFC 7617), or a token (RFC 6750)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    username: str | None = Field(default=None, min_length=1, pattern=r"^[^:\x00-\x1f\x7f]+$")
    password: Secret | None = None
    token: Secret | None = None

    @model_validator(mode="after")
    def _is_one_kind(self) -> Self:
        basic = self.username is not None and self.password is not None
        partly = self.username is not None or self.password is not None
        if basic == (self.token is not None) or partly != basic:
            raise ValueError("give either username and password, or token")
        return self


class FeedSource(BaseModel):
    """One entry of the sources file."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: Annotated[str, AfterValidator(_feed_url)] = Field(max_length=4096)
    name: str | None = Field(
        default=None, min_length=1, max_length=512, description="the `source` of its articles; default: its host"
    )
    interval: float | None = Field(
        default=None, ge=SHORTEST_INTERVAL_SECONDS, description="seconds between two polls, in place of an adapted one"
    )
    language: str | None = Field(default=None, pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", max_length=35)
    text: Text = "auto"
    credentials: Credentials | None = None
    paused: bool = False
    websub: bool = False
    silent_after: float = Field(
        default=SILENT_AFTER_HOURS, ge=0, description="hours without a new item that are an alert; 0 never is"
    )

    @property
    def host(self) -> str:
        """The host that it is fetched from."""
        return urlsplit(self.url).hostname or ""

    @property
    def source(self) -> str:
        """What its articles state as their source, and part of their identity."""
        return self.name or self.host.removeprefix("www.")
