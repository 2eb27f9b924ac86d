"""The address of the original as a QR code (ISO/IEC 18004), for those who read on paper."""

from __future__ import annotations

import io
from functools import lru_cache

ADDRESS = "code:original"
"""Under which the template finds the picture."""
_LONGEST = 300
"""Characters of an address: the modules of more would be too small to be read from 2 cm of paper."""
_MODULE = 8
"""Pixels: sharp at any size on the page."""


@lru_cache(maxsize=1)  # asked for twice: is there one for the page to show, and what does it look like?
def png(address: str) -> bytes | None:
    """Draw the code of an address, black on white with the quiet zone around it; None if it would be too fine."""
    import segno  # noqa: PLC0415 - few articles know their address

    if len(address) > _LONGEST:
        return None
    buffer = io.BytesIO()
    segno.make_qr(address, error="m").save(buffer, kind="png", scale=_MODULE, border=4)
    return buffer.getvalue()
