"""Ports of embedded brokers."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from copydesk.runtime.broker import _reserved, free_port

KERNEL_PORTS = Path("/proc/sys/net/ipv4/ip_local_port_range")


@pytest.mark.skipif(not KERNEL_PORTS.exists(), reason="only Linux tells which ports it hands out")
def test_a_free_port_is_none_that_an_outgoing_connection_may_take() -> None:
    first, last = map(int, KERNEL_PORTS.read_text().split())
    assert not any(first <= free_port() <= last for _ in range(200))


def test_the_preferred_port_is_given_unless_somebody_listens_on_it() -> None:
    port = free_port()
    assert free_port(port) == port
    with socket.create_server(("127.0.0.1", port)):
        assert free_port(port) != port


def test_two_brokers_that_start_at_one_moment_have_two_ports() -> None:
    port = free_port()
    with _reserved(port) as first, _reserved(port) as second:
        assert first == port
        assert second != port
    with _reserved(port) as again:
        assert again == port
