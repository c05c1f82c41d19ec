"""Who the items of a feed are, where what they say of themselves is not enough.

A guid is worth as much as its publisher makes of it: one that is unique in the world tells an item whatever its feed is
called today; a number does so within one site; a filler, or what several stories of a feed share, does not at all.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import urlsplit

from schemas.identity import article_id
from services.intake.formats.format import Fields, Parsed, Refused

_FILLER = re.compile(
    r"[\W_]*|[\W_0]{4,}|[#({<\[]?(?:n\.?/?a\.?|none|null|nil|undefined|unknown|nan|false|true|empty|default|guid|id|uri|url|link|tba|tbd|"
    r"todo|string|-1)[#)}>\]]?",
    re.IGNORECASE,
)
"""What programs write where they have no id."""

_WORLDWIDE = re.compile(
    r"(?:tag:[^:]+,\d{4}[\d-]*:.|urn:(?!x-)[a-z0-9-]{2,32}:.|https?://[^/\s]+/[^/\s]|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z)",
    re.IGNORECASE,
)
"""RFC 4151, RFC 8141, RFC 3986, RFC 9562: ids that are given to one thing in the world."""


def identified(items: Iterable[Parsed | Refused], *addresses: str | None) -> list[Parsed | Refused]:
    """The items of a feed, each with an id that no other has and that stays when its feed changes its title.

    `addresses` are the feed's own, the best first: its site, itself.
    """
    listed = list(items)
    articles = [item.fields for item in listed if isinstance(item, Parsed)]
    site = next((host for address in addresses if (host := _host(address))), None)
    fillers = _shared(articles, "uri")
    own_addresses = {address.rstrip("/") for address in addresses if address}
    for fields in articles:
        uri = fields.get("uri")
        if (
            isinstance(uri, str)
            and fields.get("pub_status") != "canceled"
            and (_FILLER.fullmatch(uri) or uri in fillers or uri.rstrip("/") in own_addresses)
        ):
            del fields["uri"]
    links = _shared([fields for fields in articles if "uri" not in fields], "url")
    links |= own_addresses
    for fields in articles:
        if (own := _id(fields, site, links)) is not None:
            fields["id"] = own
    return listed


def _shared(articles: list[Fields], name: str) -> set[str]:
    """The ids that items with different titles have, and, where they have addresses, different ones."""
    titles: dict[str, set[object]] = defaultdict(set)
    urls: dict[str, set[object]] = defaultdict(set)
    for fields in articles:
        value = fields.get(name)
        if isinstance(value, str) and fields.get("pub_status") != "canceled":
            titles[value].add(fields.get("title"))
            urls[value].add(fields.get("url"))
    alone = {value for value, known in urls.items() if len(known) == 1 and name == "uri" and known != {None}}
    return {value for value, known in titles.items() if len(known) > 1} - alone


def _id(fields: Fields, site: str | None, shared_links: set[str]) -> str | None:
    """The id where it is another than what RawArticle derives: of the source's name and the guid, or of the address."""
    uri, url = fields.get("uri"), fields.get("url")
    if isinstance(uri, str):
        uri = uri.encode("utf-8", "replace").decode()  # as it is sent: half a character has no place in UTF-8
        if _WORLDWIDE.match(uri):
            return article_id("", uri, None, "")
        return article_id(site, uri, None, "") if site else None
    if isinstance(url, str) and (url in shared_links or url.rstrip("/") in shared_links):
        # No more is known of it that stays: a new title makes another article, a new text does not.
        name = f"{url} {fields.get('title') or fields.get('body')}".encode("utf-8", "replace").decode()
        return article_id(site or "", name, None, "")
    return None


def _host(address: str | None) -> str | None:
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None
