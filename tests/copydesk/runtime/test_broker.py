"""Ports of embedded brokers."""

from __future__ import annotations

from copydesk.runtime.broker import _reserved, free_port


def test_two_brokers_that_start_at_one_moment_have_two_ports() -> None:
    port = free_port()
    with _reserved(port) as first, _reserved(port) as second:
        assert first == port
        assert second != port
    with _reserved(port) as again:
        assert again == port
