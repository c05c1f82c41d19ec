"""The subscriber's part of WebSub (W3C Recommendation of 23 January 2018). Pure functions."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from urllib.parse import urljoin

from services.intake.edges.feeds.reader import Channel
from services.intake.edges.feeds.state import Subscription

LEASE_SECONDS = 10 * 86400
"""What is asked for; the hub decides."""

SHORTEST_LEASE_SECONDS = 300.0
LONGEST_LEASE_SECONDS = 90 * 86400.0
"""A lease outside of these is brought to the nearer one: renewing all the time, or never, helps nobody."""

RENEWED_SHARE = 0.2
"""What is left of a lease when it is renewed: two days of ten, in which a hub that is away can come back."""

PATIENCE_SECONDS = 600.0
"""A hub that has not verified by then is asked again."""

ALGORITHMS = ("sha1", "sha256", "sha384", "sha512")
"""Those of section 8 of the Recommendation; sha1 is what most hubs still send."""

_LINK = re.compile(r"<([^<>]{1,4096})>((?:\s*;\s*[\w*-]{1,40}\s*=\s*(?:\"[^\"]{0,400}\"|[^\s;,\"]{1,400}))*)")
_RELATION = re.compile(r";\s*rel\s*=\s*(?:\"([^\"]*)\"|([^\s;,\"]+))", re.IGNORECASE)


def is_signed(secret: str, body: bytes, header: str) -> bool:
    """Whether `X-Hub-Signature`, `METHOD=HEXADECIMAL`, is that of the body; compared in constant time."""
    method, _, signature = header.strip().partition("=")
    method = method.strip().lower()
    if method not in ALGORITHMS:
        return False
    expected = hmac.new(secret.encode(), body, getattr(hashlib, method)).hexdigest()
    return hmac.compare_digest(expected.encode(), signature.strip().lower().encode("utf-8", "replace"))


def with_links(channel: Channel, links: Iterable[str], url: str) -> Channel:
    """The channel with the hub and the address that the answer's `Link` headers state; they go before the feed's."""
    found: dict[str, list[str]] = {}
    for header in links:
        for target, parameters in _LINK.findall(header[:20_000]):
            relation = _RELATION.search(parameters)
            for name in (relation[1] or relation[2]).lower().split() if relation else ():
                found.setdefault(name, []).append(urljoin(url, target))
    hubs, own = found.get("hub", ()), found.get("self", ())
    return replace(channel, hubs=tuple(hubs) or channel.hubs, self_url=next(iter(own), channel.self_url))


def request_form(subscription: Subscription, callback: str) -> dict[str, str]:
    """What is sent to the hub (section 5.1)."""
    return {
        "hub.callback": callback,
        "hub.mode": "subscribe",
        "hub.topic": subscription.topic,
        "hub.lease_seconds": str(LEASE_SECONDS),
        "hub.secret": subscription.secret,
    }


def verified(subscription: Subscription, query: Mapping[str, str], now: float) -> Subscription | None:
    """The subscription after the hub's verification of intent (section 5.3); None where we did not ask for that."""
    if query.get("hub.topic") != subscription.topic:
        return None
    mode = query.get("hub.mode")
    if mode == "denied":
        return replace(subscription, ends=None, problem=f"denied: {query.get('hub.reason', 'no reason given')[:200]}")
    if mode != "subscribe" or not query.get("hub.challenge"):
        return None
    stated = query.get("hub.lease_seconds", "")
    lease = float(stated) if re.fullmatch(r"\d{1,10}", stated) else float(LEASE_SECONDS)
    bounded = min(max(lease, SHORTEST_LEASE_SECONDS), LONGEST_LEASE_SECONDS)
    return replace(subscription, asked=now, ends=now + bounded, problem=None)


def is_active(subscription: Subscription | None, now: float) -> bool:
    """Whether the hub has promised to tell."""
    return subscription is not None and subscription.ends is not None and subscription.ends > now


def is_to_be_asked(subscription: Subscription, now: float) -> bool:
    """Whether the hub is to be asked, for the first time or anew."""
    if now - subscription.asked < PATIENCE_SECONDS and subscription.ends is None:
        return False
    if subscription.ends is None:
        return True
    left, lease = subscription.ends - now, subscription.ends - subscription.asked
    return left <= 0 or left < RENEWED_SHARE * lease
