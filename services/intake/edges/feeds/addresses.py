"""Which addresses may be connected to: those of the public Internet, and those that an operator names.

A feed, a redirect or a name server of a stranger can name any address. What counts is the one that the socket is
about to connect to, after everything has been resolved (OWASP, Server-Side Request Forgery Prevention).
"""

from __future__ import annotations

import errno
import socket
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

AddressInfo = tuple[int, int, int, str, tuple[object, ...]]
"""As `socket.getaddrinfo` gives them: family, type, protocol, canonical name, socket address."""

NAT64 = IPv6Network("64:ff9b::/96")
"""RFC 6052: the last 32 bits are an IPv4 address."""

IPV4_COMPATIBLE = IPv6Network("::/96")
"""RFC 4291, section 2.5.5.1: deprecated, and still understood by some systems."""

ISATAP = (0x00005EFE, 0x02005EFE)
"""RFC 5214: what stands before the IPv4 address in the lower half of the address."""

CLOSED: tuple[Network, ...] = tuple(
    ip_network(text)
    for text in (
        "168.63.129.16/32",  # the platform's own address inside Azure, though it polls public
        "192.88.99.0/24",  # 6to4 relays (RFC 7526)
        "192.0.0.0/24",  # protocol assignments (RFC 6890), among them metadata of some clouds
        "64:ff9b:1::/48",  # translation that is local to a network (RFC 8215)
        "100::/64",  # discard (RFC 6666)
        "2001::/23",  # protocol assignments: Teredo, ORCHID, benchmarking
        "2001:db8::/32",  # documentation
        "3fff::/20",  # documentation (RFC 9637)
        "5f00::/16",  # segment routing (RFC 9602)
        "fec0::/10",  # site-local, deprecated (RFC 3879)
        "fd00::/8",  # unique local, among them the metadata service of AWS
    )
)
"""What the standard library of this or an older Python takes for global, and is not to be reached."""


class AddressError(PermissionError):
    """An address that is not connected to."""


def forbidden(address: Address) -> str | None:
    """Why the address is not connected to; None where it is one of the public Internet."""
    kinds = {
        "multicast": address.is_multicast,
        "unspecified": address.is_unspecified,
        "loopback": address.is_loopback,
        "link-local": address.is_link_local,
    }
    for kind, is_so in kinds.items():
        if is_so:
            return kind
    if any(address.version == network.version and address in network for network in CLOSED):
        return "reserved"
    if isinstance(address, IPv6Address) and (embedded := _embedded(address)) is not None:
        reason = forbidden(embedded)
        return f"{reason}, inside an IPv6 address" if reason else None
    return None if address.is_global and not address.is_reserved else "private or reserved"


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 address that a packet to this one may end at."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    number = int(address)
    if address in NAT64 or address in IPV4_COMPATIBLE or (number >> 32) & 0xFFFFFFFF in ISATAP:
        return IPv4Address(number & 0xFFFFFFFF)
    return None


def allowed_networks(text: str) -> tuple[Network, ...]:
    """The networks of a setting, `ADDRESS/BITS,ADDRESS/BITS`.

    Raises:
        ValueError: one is none.
    """
    return tuple(ip_network(part.strip()) for part in text.split(",") if part.strip())


def guarded_socket(allowed: Sequence[Network]) -> Callable[[AddressInfo], socket.socket]:
    """Makes the sockets of a client: none for an address that is not to be connected to.

    The client calls it with the very address that it connects to next, so nothing can come between the check and the
    connection. The function that is returned raises AddressError.
    """

    def make(information: AddressInfo) -> socket.socket:
        family, kind, protocol, _, place = information
        if family not in (socket.AF_INET, socket.AF_INET6):
            raise AddressError(errno.EACCES, f"no address of the Internet: family {family}")
        address = ip_address(str(place[0]))
        reason = forbidden(address)
        if reason and not any(address.version == network.version and address in network for network in allowed):
            raise AddressError(errno.EACCES, f"{address} is not connected to: {reason}")
        return socket.socket(family, kind, protocol)

    return make
