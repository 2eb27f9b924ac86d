"""Well-formed XML out of names, attributes and words."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from exporter.render import scripts

if TYPE_CHECKING:
    from collections.abc import Mapping

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that no XML 1.0 document can hold, not even escaped."""

_NOT_IN_ID = re.compile(r"[^A-Za-z0-9-]")
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


def escape(text: str) -> str:
    """Escape words for element content or an attribute's value; illegal characters are left out."""
    return html.escape(ILLEGAL.sub("", text))


def element(name: str, inner: str | None = None, attributes: Mapping[str, str | None] | None = None) -> str:
    """Write an element around ``inner``, which is markup (None: an empty element); attributes of None are left out."""
    written = "".join(f' {key}="{escape(value)}"' for key, value in (attributes or {}).items() if value is not None)
    return f"<{name}{written}/>" if inner is None else f"<{name}{written}>{inner}</{name}>"


def language(tag: str | None, around: str = "") -> dict[str, str]:
    """Attributes that say in which language an element's words are; none for what is no BCP 47 tag.

    ``around`` is the language of what it stands in: words that run the other way say so.
    """
    if not tag or not _LANGUAGE_TAG.fullmatch(tag):
        return {}
    way = scripts.direction(tag)
    return {"lang": tag, "xml:lang": tag, **({"dir": way} if way != scripts.direction(around) else {})}


def identifier(prefix: str, name: str) -> str:
    """Make an id that XML, URLs and CSS take, different for different names."""
    return f"{prefix}-" + _NOT_IN_ID.sub(lambda found: f"_{ord(found[0]):x}_", name)
