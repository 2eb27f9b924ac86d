"""What a run may ask of the network, and for how long."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass

Resolver = Callable[[str, int], tuple[str, ...]]
"""A host's name and a port to the numeric addresses behind it; raises `OSError`."""


def system(host: str, port: int) -> tuple[str, ...]:
    """Ask the system's resolver; each address once, in its order. Raises `OSError`."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(place[0]) for _, _, _, _, place in found))


@dataclass(frozen=True, slots=True)
class Access:
    """The user's leave and the bounds of every request.

    ``private`` allows addresses that are not public, ``robots`` says that robots.txt is respected, ``images`` that
    pictures of articles on disk are fetched too. Times are in seconds: to ``connect``, without a byte (``patience``),
    for the ``whole`` answer. ``largest`` is in bytes, decompressed; ``pictures`` counts those of one article.
    """

    private: bool = False
    robots: bool = True
    images: bool = False
    connect: float = 10.0
    patience: float = 20.0
    whole: float = 60.0
    largest: int = 20 * 2**20
    redirects: int = 5
    pictures: int = 200
    resolver: Resolver = system
