"""What a site's robots.txt (RFC 9309) says of one page."""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

MAX_BYTES = 500 * 1024
"""What RFC 9309, section 2.5, asks a crawler to read at least."""

LONGEST_DELAY_SECONDS = 30.0
"""A site that wants more time between two pages gets this; a news article has to come in on its day."""

AGENT = "Copydesk"
"""The product token that a site names us by."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Whether a page may be fetched, and how many seconds are to lie between two."""

    allowed: bool
    delay: float = 0.0


def sitemaps(robots: str) -> list[str]:
    """The sitemaps that the file names, in order."""
    return [str(url) for url in Protego.parse(robots).sitemaps]


def permission(robots: str, url: str) -> Permission:
    """What the file allows."""
    rules = Protego.parse(robots)
    delay = rules.crawl_delay(AGENT) or 0.0
    return Permission(bool(rules.can_fetch(url, AGENT)), min(max(0.0, float(delay)), LONGEST_DELAY_SECONDS))
