from __future__ import annotations

import hashlib
import hmac

import pytest

from services.intake.edges.feeds.reader import Channel
from services.intake.edges.feeds.state import Subscription
from services.intake.edges.feeds.websub import (
    LEASE_SECONDS,
    PATIENCE_SECONDS,
    SHORTEST_LEASE_SECONDS,
    is_active,
    is_signed,
    is_to_be_asked,
    request_form,
    verified,
    with_links,
)

TOPIC = "https://n.example/rss"
ASKED = Subscription(TOPIC, "https://hub.example/", TOPIC, "token", "secret", asked=1000.0)
QUERY = {"hub.mode": "subscribe", "hub.topic": TOPIC, "hub.challenge": "c", "hub.lease_seconds": "3600"}


@pytest.mark.parametrize("method", ["sha1", "sha256", "sha384", "sha512"])
def test_a_signature_is_that_of_the_body_by_any_method_of_the_recommendation(method: str) -> None:
    signature = hmac.new(b"secret", b"body", getattr(hashlib, method)).hexdigest()
    assert is_signed("secret", b"body", f"{method}={signature}")
    assert is_signed("secret", b"body", f" {method.upper()}={signature.upper()}")
    assert not is_signed("secret", b"other", f"{method}={signature}")
    assert not is_signed("other", b"body", f"{method}={signature}")
    assert not is_signed("secret", b"body", f"{method}={signature[:-1]}")


@pytest.mark.parametrize(
    "header", ["", "sha1=", "md5=841a2d689ad86bd1611447453c22c6fc", "=", "sha256", "sha1=ü", "new=x"]
)
def test_anything_else_is_no_signature(header: str) -> None:
    assert not is_signed("secret", b"body", header)


def test_link_headers_go_before_the_feed_s_own() -> None:
    channel = Channel(hubs=("https://old.example/",), self_url="https://old.example/rss")
    headers = ['<https://hub.example/>; rel="hub", </rss>; rel=self', '<https://hub2.example/>;rel="x hub"']
    found = with_links(channel, headers, "https://n.example/feed")
    assert found.hubs == ("https://hub.example/", "https://hub2.example/")
    assert found.self_url == "https://n.example/rss"
    assert with_links(channel, ["nonsense <", '<a>; title="x"'], "https://n.example/") == channel


def test_what_is_asked_of_a_hub() -> None:
    assert request_form(ASKED, "https://desk.example/websub/token") == {
        "hub.callback": "https://desk.example/websub/token",
        "hub.mode": "subscribe",
        "hub.topic": TOPIC,
        "hub.lease_seconds": str(LEASE_SECONDS),
        "hub.secret": "secret",
    }


def test_a_verification_is_for_what_was_asked_and_nothing_else() -> None:
    answer = verified(ASKED, QUERY, 2000.0)
    assert answer is not None
    assert answer.ends == 5600.0
    for change in ({"hub.topic": "https://other.example/"}, {"hub.mode": "unsubscribe"}, {"hub.challenge": ""}):
        assert verified(ASKED, {**QUERY, **change}, 2000.0) is None


@pytest.mark.parametrize(
    "lease, seconds", [("1", SHORTEST_LEASE_SECONDS), ("x", LEASE_SECONDS), ("9" * 10, 90 * 86400)]
)
def test_a_lease_is_kept_within_bounds(lease: str, seconds: float) -> None:
    answer = verified(ASKED, {**QUERY, "hub.lease_seconds": lease}, 0.0)
    assert answer is not None
    assert answer.ends == seconds


def test_a_denial_ends_the_subscription() -> None:
    answer = verified(ASKED, {"hub.mode": "denied", "hub.topic": TOPIC, "hub.reason": "no"}, 0.0)
    assert answer is not None
    assert (answer.ends, answer.problem) == (None, "denied: no")


def test_a_lease_is_renewed_before_it_ends() -> None:
    subscription = verified(ASKED, QUERY, 0.0)
    assert subscription is not None
    assert not is_to_be_asked(subscription, 2000.0)
    assert is_active(subscription, 2900.0)
    assert is_to_be_asked(subscription, 2900.0)
    assert not is_active(subscription, 3601.0)


def test_a_hub_that_does_not_verify_is_asked_again_after_a_while() -> None:
    assert not is_to_be_asked(ASKED, ASKED.asked + PATIENCE_SECONDS - 1)
    assert is_to_be_asked(ASKED, ASKED.asked + PATIENCE_SECONDS + 1)
