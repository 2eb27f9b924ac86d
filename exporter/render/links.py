"""Addresses that an edition may link to, in a form that every format takes."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit, urlunsplit

_SCHEMES = frozenset({"http", "https"})
_MAIL = re.compile(r"mailto:[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?(:\d{1,5})?", re.ASCII | re.IGNORECASE)
_STRAY_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_UNRESERVED = "%/:@!$&'()*+,;=~-._"
"""What `quote` leaves alone in a path, a query and a fragment (RFC 3986), percent signs being mended before."""


def harmless(url: str) -> str | None:
    """Give the RFC 3986 form of a web or e-mail address; None for what no edition should link to.

    Scripts, files, data, addresses with a password and fragments (which depend on how an edition is cut) are refused.
    """
    if _MAIL.fullmatch(url):
        return url
    try:
        parts = urlsplit(url.strip())
        host = parts.netloc.encode("ascii" if parts.netloc.isascii() else "idna").decode()
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES or not _HOST.fullmatch(host):
        return None
    path, query, fragment = (_quoted(part) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit((parts.scheme, host, path, query, fragment))


def _quoted(part: str) -> str:
    return quote(_STRAY_PERCENT.sub("%25", part), safe=_UNRESERVED + "?", errors="replace")
