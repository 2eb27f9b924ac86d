"""The words at the leaves of the tree: what was set aside put back, signs of templates and of emoji resolved."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from exporter.model import Caption, Text
from exporter.readers.markdown import stash
from exporter.readers.press.decoding import clean
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from exporter.readers.markdown.stash import Kept, Stash

_EMOJI = re.compile(r"(?<![\w:]):(?P<name>[a-zA-Z0-9][\w+-]{0,80}):(?![\w:])|(?<![\w:]):(?P<sign>[+-]1):(?![\w:])")
_ATTRIBUTES = re.compile(r"[ ]?\{:[^{}\n]{0,500}\}|[ ]?\{[ ]?[.#][A-Za-z][\w-]*(?:[ ][^{}\n]{0,300})?\}")
_SIGNS = re.compile(r"\{\{[<%]?|[>%]?\}\}|\{%|%\}|:::+")
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>\"]+$|tel:[+\d() .-]+$", re.IGNORECASE)
_GENERIC = re.compile(r"\w+ (?:video )?player|(?:embedded )?(?:video|iframe|content)", re.IGNORECASE)


class Leaves:
    """Resolves words and attributes, and tells ``drop`` (words, reason) what no edition will show."""

    def __init__(self, kept: Stash, drop: Callable[[str, str], None], base: str | None) -> None:
        """Keep what was set aside; ``base`` is the article's own address."""
        self._stash, self.drop, self._base = kept, drop, base

    def of(self, text: str) -> Iterator[str | Kept]:
        """The words of a text, and what was set aside of it."""
        position = 0
        for match in stash.MARK.finditer(text):
            yield self._plain(text[position : match.start()])
            yield self._stash.get(match[1])
            position = match.end()
        yield self._plain(text[position:])

    def _plain(self, text: str) -> str:
        text = clean(text)
        if "{" in text or "}" in text or ":" in text:
            text = _ATTRIBUTES.sub(lambda match: self._without(match, "attributes"), text)
            text = _SIGNS.sub(lambda match: self._without(match, "shortcode"), text)
            text = _EMOJI.sub(self._emoji, text)
        return text

    def text(self, text: str) -> str:
        """A text without markup, such as front matter has."""
        return " ".join(self._plain(text).split())

    def _without(self, match: re.Match[str], reason: str) -> str:
        self.drop(match[0].strip(), reason)
        return ""

    def _emoji(self, match: re.Match[str]) -> str:
        name = match["name"] or match["sign"]
        sign = _emoji().get(name.lower())
        if sign is None and name.isdigit():
            return match[0]
        if sign is None:
            self.drop(match[0], "emoji")
        return sign or ""

    def attribute(self, text: str | None) -> str:
        """The value of an attribute, what was set aside put back as words."""
        return clean(self._stash.words(text or ""))

    def target(self, address: str) -> str:
        """Where a link leads, if every edition can lead there: an address, a place in the article; else nothing."""
        address = address.strip()
        if is_address(address) or (address.startswith("#") and len(address) > 1):
            return address
        if address.startswith("//") and is_address(f"https:{address}"):
            return f"https:{address}"
        if self._base and not urlsplit(address).scheme and is_address(urljoin(self._base, address)):
            return urljoin(self._base, address)
        self.drop(address, "link")
        return ""

    def legend(self, alternative: str, said: str) -> Caption | None:
        """The words under a picture: its title, unless that only says the alternative again."""
        if not said or same(said, alternative):
            return None
        return Caption((Text(self._plain(said)),))

    def tooltip(self, element: Any, shown: str = "") -> None:  # noqa: ANN401 - lxml has no types
        """Report the words that show when the pointer rests on an element."""
        title = self.attribute(element.get("title"))
        if title.strip() and fold(title) not in fold(shown):
            self.drop(title, "tooltip")

    def silent(self, element: Any) -> None:  # noqa: ANN401
        """Report an element that is left out with all that is in it."""
        address = self.attribute(element.get("src") or element.get("data") or element.get("href"))
        words = " ".join(clean(self._stash.words(" ".join(element.itertext()))).split())
        said = " ".join(filter(None, (self.attribute(element.get("title")), words, address)))
        self.drop(said or f"<{element.tag}>", "script" if element.tag in ("script", "style", "template") else "embed")

    def embedded(self, element: Any) -> tuple[str, str] | None:  # noqa: ANN401
        """The name and the address of something shown inside the page, if it has a name that says something."""
        name = " ".join(self.attribute(element.get("title")).split())
        address = self.attribute(element.get("src")).strip()
        address = f"https:{address}" if address.startswith("//") else address
        if not name or _GENERIC.fullmatch(name.replace("-", " ")) or not is_address(address):
            return None
        return name, address


def is_address(text: str) -> bool:
    """Tell an address that may be followed from anywhere."""
    return _ADDRESS.match(text) is not None


def same(text: str, other: str) -> bool:
    """Tell whether two texts have the same words."""
    return bool(text) and re.findall(r"\w+", fold(text)) == re.findall(r"\w+", fold(other))


@cache
def _emoji() -> dict[str, str]:
    signs: dict[str, str] = {}
    # Thousands of names, loaded for articles that use them.
    for book in map(import_module, ("pymdownx.gemoji_db", "pymdownx.twemoji_db")):
        for name, about in book.emoji.items():
            if "unicode" in about:
                signs.setdefault(name.strip(":"), "".join(chr(int(code, 16)) for code in about["unicode"].split("-")))
        for name, other in book.aliases.items():
            if other.strip(":") in signs:
                signs.setdefault(name.strip(":"), signs[other.strip(":")])
    return signs
