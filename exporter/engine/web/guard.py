"""Who may be connected to: nobody on the user's own machine or network, unless that was asked for."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, Final

from exporter.errors import ReadError
from exporter.messages import Message

if TYPE_CHECKING:
    from exporter.engine.records import Access
    from exporter.engine.web.addresses import Address

_MOST: Final = 4
"""Addresses of one host that are tried."""

_TRANSLATED: Final = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv6 addresses that stand for IPv4 ones (RFC 6052)."""

_SPECIAL: Final = tuple(
    ipaddress.ip_network(network)
    for network in ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23", "3fff::/20", "5f00::/16")
)
"""Networks that not every Python knows to be special (https://www.iana.org/assignments/iana-ipv6-special-registry/)."""

_LAST_32_BITS: Final = 0xFFFF_FFFF


def system(host: str, port: int) -> tuple[str, ...]:
    """Ask the system's resolver; each address once, in its order. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]) for _, _, _, _, place in found))


def resolve(address: Address, access: Access) -> tuple[str, ...]:
    """Find the numeric addresses to connect to. Nobody may ask for the name again: it could answer otherwise.

    One special address among those of a host is enough to refuse it. Raises `ReadError`.
    """
    try:
        found = (access.resolver or system)(address.host, address.port)
    except (OSError, UnicodeError) as error:
        raise ReadError(
            Message("nobody knows the host {host}", host=address.host), "check the address and the connection"
        ) from error
    for one in found if not access.private else ():
        if special(one):
            raise ReadError(
                Message("{host} is not a public address: {address}", host=address.host, address=one),
                "--allow-private if you know what answers there",
            )
    return found[:_MOST]


def special(written: str) -> bool:
    """Tell an address that is not one of the public internet.

    Loopback, private, link-local, shared, multicast, documentation, reserved (the registries of RFC 6890), and IPv6
    addresses that only wrap such an IPv4 one.
    """
    try:
        address = ipaddress.ip_address(written)
    except ValueError:  # with a zone, for one: of the local network
        return True
    inner = _inner(address) if isinstance(address, ipaddress.IPv6Address) else None
    return _special(inner or address)


def _special(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    local = isinstance(address, ipaddress.IPv6Address) and address.is_site_local
    known = any(address in network for network in _SPECIAL if network.version == address.version)
    return not address.is_global or address.is_multicast or address.is_reserved or local or known


def _inner(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that packets to an IPv6 one end at: mapped, 6to4, translated (Teredo is never public)."""
    if address in _TRANSLATED:
        return ipaddress.IPv4Address(int(address) & _LAST_32_BITS)
    return address.ipv4_mapped or address.sixtofour
