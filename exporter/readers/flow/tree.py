"""Elements of marked-up text, whatever file they came in: their words, names and addresses."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from exporter.model import LONGEST_SIDE, Alt, Decorative, Described, Missing, is_language_tag
from exporter.readers.press.decoding import LONE_JOINER

if TYPE_CHECKING:
    from collections.abc import Iterator

Element = Any
"""An element of lxml, which has no types."""

SCHEMES = frozenset({"http", "https", "mailto", "tel"})
WHITE = re.compile(r"[\x00-\x20]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
SPACES = re.compile(r"[ \t\r\n\f]+")
_ODD = re.compile(
    "[\u00ad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufe0e\ufe0f\x01-\x08\x0b\x0e-\x1f\x7f-\x9f]|"
    + LONE_JOINER
)
_LENGTH = re.compile(r"\s*(\d{1,6}(?:\.\d{1,9})?)\s*(px|pt|pc|mm|cm|in|)\s*", re.IGNORECASE)
_PIXELS = {"px": 1.0, "": 1.0, "pt": 96 / 72, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
_TYPE = "{http://www.idpf.org/2007/ops}type"
_LONGEST_NAME = 400


def ancestors(element: Element) -> Iterator[Element]:
    """The element itself and what it stands in, from the inside."""
    yield element
    yield from element.iterancestors()


def named(element: Element) -> str:
    """What a page's author calls an element: its classes, id and role, in lower case with hyphens."""
    written = (element.get("class"), element.get("id"), element.get("role"))
    return spelt(" ".join(name[:_LONGEST_NAME] for name in written if name))


@lru_cache(maxsize=16384)
def spelt(names: str) -> str:
    """Names in lower case with hyphens, however their author writes them."""
    return _CAMEL.sub("-", names).lower().replace("_", "-")


def types(element: Element) -> list[str]:
    """The types (of EPUB) and roles (of ARIA) that an element is given."""
    return f"{element.get(_TYPE) or ''} {element.get('role') or ''}".lower().split() if element.attrib else []


def text(part: str | Element) -> str:
    """The words of a part of a run, white space as written."""
    return part if isinstance(part, str) else "".join(part.itertext())


def words(element: Element) -> str:
    """The text of an element on one line."""
    return " ".join("".join(element.itertext()).split())


def line(text: str) -> str:
    """A text on one line, what is not seen taken out; spaces that do not break stay, but not at the ends."""
    return SPACES.sub(" ", clean(text)).strip()


def clean(text: str) -> str:
    """Take out what is not seen: soft hyphens, zero-width and control characters."""
    return _ODD.sub("", text)


def described(written: str | None, *, mute: bool = False) -> Alt:
    """What stands for a picture: its description if it has one; one that is ``mute`` is there for its looks."""
    words = " ".join(clean(written or "").split())
    return Described(words) if words else Decorative() if mute else Missing()


def pixels(written: str | None) -> int | None:
    """A length, a bare number of pixels or with a unit of CSS, in whole pixels; None for one that no picture has."""
    found = _LENGTH.fullmatch(written or "")
    length = round(float(found[1]) * _PIXELS[found[2].lower()]) if found else 0
    return length if 1 <= length <= LONGEST_SIDE else None


def drop(element: Element) -> None:
    """Take an element out; what follows it stays."""
    above, before = element.getparent(), element.getprevious()
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        above.text = (above.text or "") + element.tail
    above.remove(element)


def tag(written: str | None) -> str | None:
    """A language's tag as BCP 47 writes it; None for what is none."""
    bare = (written or "").strip().replace("_", "-")
    return bare if is_language_tag(bare) else None


def address(written: str | None, base: str | None = None) -> str | None:
    """Make a link's address absolute; None for one that leads nowhere or runs a script."""
    bare = WHITE.sub("", written or "")
    if not bare or bare.startswith("#"):
        return None
    try:
        whole = urljoin(base, bare) if base else bare
        parts = urlsplit(whole)
    except ValueError:
        return None
    if parts.scheme.lower() not in SCHEMES or (parts.scheme.lower().startswith("http") and not parts.netloc):
        return None
    return whole
