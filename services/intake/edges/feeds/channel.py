"""What a feed says of itself as a whole: how often to poll, at which hours not, and which hub tells of news.

RSS 2.0 (`ttl`, `skipHours`, `skipDays`), the syndication module of RSS 1.0 (`updatePeriod`, `updateFrequency`), and the
links of WebSub (W3C Recommendation, section 4). Only what stands before the first item is read, so that a long feed
is not read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.intake.formats.format import Fields, FormatError
from services.intake.formats.shared.json_reader import JsonObject, objects, optional_text, read_json
from services.intake.formats.shared.metadata import language, link
from services.intake.formats.shared.xml_reader import Element, read_text, xml_text

MINUTE_SECONDS = 60.0

PERIOD_SECONDS = {"hourly": 3600.0, "daily": 86400.0, "weekly": 604800.0, "monthly": 2592000.0, "yearly": 31536000.0}

LONGEST_WAIT_SECONDS = PERIOD_SECONDS["yearly"]

MAX_HUBS = 5

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

LAST_HOUR = 23

_FIRST_ITEM = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:item|entry|deleted-entry)[\s>/]")
_ROOT = re.compile(r"<(?P<name>(?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|RDF|feed))(?=[\s>])")
_NUMBER = re.compile(r"\d{1,9}")


def read_channel(data: bytes) -> Fields:
    """The head of a feed: `title`, `language`, `wait_seconds`, `skip_hours`, `skip_days`, `hubs`, `self`.

    What cannot be read is left out: that costs politeness of a degree, not an article.
    """
    try:
        if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
            return _json_channel(data)
        return _xml_channel(xml_text(data))
    except FormatError:
        return {}


def _json_channel(data: bytes) -> Fields:
    feed = read_json(data)
    if not isinstance(feed, JsonObject):
        return {}
    base = optional_text(feed, "feed_url", "home_page_url") or ""
    hubs = (link(optional_text(hub, "url"), base) for hub in objects(feed, "hubs"))
    return {
        "title": optional_text(feed, "title"),
        "hubs": [hub for hub in hubs if hub][:MAX_HUBS],
        "self": link(optional_text(feed, "feed_url")),
    }


def _xml_channel(text: str) -> Fields:
    root = _ROOT.search(text)
    if root is None:
        return {}
    first = _FIRST_ITEM.search(text, root.end())
    name = root["name"]
    # RSS 2.0 has its items inside the channel, RSS 1.0 behind it, and a broken or empty feed may be whole.
    for closing in (f"</channel></{name}>", f"</{name}>", ""):
        try:
            found = read_text(text[: first.start() if first else len(text)] + closing, ("rss", "atom")).root
        except FormatError:
            continue
        return _described(found.first("channel") or found)
    return {}


def _described(channel: Element) -> Fields:
    links = list(_links(channel))
    return {
        "title": (channel.text_of("title") or "").strip() or None,
        "language": language(channel.text_of("language", "dc:language") or channel.attributes.get("xml:lang")),
        "wait_seconds": _wait_seconds(channel),
        "skip_hours": sorted(_hours(channel)),
        "skip_days": sorted(_days(channel)),
        "hubs": [url for relation, url in links if relation == "hub"][:MAX_HUBS],
        "self": next((url for relation, url in links if relation == "self"), None),
    }


def _links(channel: Element) -> Iterator[tuple[str, str]]:
    for element in channel.elements:
        if element.name.rpartition(":")[2] == "link" and (url := link(element.attributes.get("href"))):
            for relation in element.attributes.get("rel", "").lower().split():
                yield relation, url


def _wait_seconds(channel: Element) -> float | None:
    """The longer of what `ttl` and the syndication module ask for."""
    stated = [_number(channel.text_of("ttl")) * MINUTE_SECONDS]
    period = PERIOD_SECONDS.get((_local_text(channel, "updatePeriod") or "").strip().lower())
    if period:
        stated.append(period / max(1, _number(_local_text(channel, "updateFrequency"))))
    longest = min(max(stated), LONGEST_WAIT_SECONDS)
    return longest or None


def _hours(channel: Element) -> set[int]:
    """Hours of the day in GMT; some count the last one as 24."""
    holder = channel.first("skipHours")
    texts = (element.text().strip() for element in holder.named("hour", "day")) if holder else ()
    hours = (int(text) % (LAST_HOUR + 1) for text in texts if _NUMBER.fullmatch(text) and int(text) <= LAST_HOUR + 1)
    return set(hours)


def _days(channel: Element) -> set[int]:
    """Days of the week in GMT; Monday is 0."""
    holder = channel.first("skipDays")
    texts = (element.text().strip().lower() for element in holder.named("day")) if holder else ()
    return {DAYS.index(text) for text in texts if text in DAYS}


def _local_text(channel: Element, name: str) -> str | None:
    return next((child.text() for child in channel.elements if child.name.rpartition(":")[2] == name), None)


def _number(text: str | None) -> int:
    stripped = (text or "").strip()
    return int(stripped) if _NUMBER.fullmatch(stripped) else 0
