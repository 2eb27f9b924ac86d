"""Ruby: which words have which reading (HTML's ``ruby`` with ``rb``, ``rt``, ``rtc``, end tags left out or not)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.readers.flow import tree

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.flow.tree import Element

    Parts = list[str | Element]

TAGS = frozenset({"rb", "rt", "rp", "rtc", "rbc"})


@dataclass(slots=True)
class _Group:
    """Bases in a row, the readings that follow, and what is said of all of them."""

    bases: list[Parts] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)
    gloss: list[str] = field(default_factory=list)
    open: bool = False

    def pairs(self) -> Iterator[tuple[Parts, str]]:
        """Each base with its reading; all together where that cannot be told."""
        if len(self.bases) == len(self.readings) and not self.gloss:
            yield from zip(self.bases, self.readings, strict=True)
        elif self.bases or self.readings:
            said = " ".join(self.readings)
            yield [part for base in self.bases for part in base], ", ".join(filter(None, (said, *self.gloss)))


def pairs(ruby: Element) -> Iterator[tuple[Parts, str]]:
    """The words of a ``ruby``, as texts and inline elements, with their reading, which may be empty."""
    group = _Group()
    for kind, part in _pieces(ruby):
        if kind in ("base", "rb") and (group.readings or group.gloss):
            yield from group.pairs()
            group = _Group()
        _add(group, kind, part)
    yield from group.pairs()


def _add(group: _Group, kind: str, part: str | Element) -> None:
    match kind, part:
        case "base", _ if group.open:
            group.bases[-1].append(part)
        case "base", _:
            group.bases.append([part])
            group.open = True
        case "rb", _ if not isinstance(part, str):
            group.bases.append(list(_own(part)))
            group.open = False
        case "rtc", str() if group.readings:
            group.gloss.append(part)
        case _, str():
            group.readings.append(part)
        case _:
            pass


def _pieces(element: Element) -> Iterator[tuple[str, str | Element]]:
    """What stands in a ``ruby``, by its kind; white space between its elements is nothing."""
    yield from _text(element.text)
    for child in element:
        yield from _piece(child)
        yield from _text(child.tail)


def _text(text: str | None) -> Iterator[tuple[str, str]]:
    if text and text.strip():
        yield "base", text


def _piece(child: Element) -> Iterator[tuple[str, str | Element]]:
    match child.tag:
        case "rbc":
            yield from _pieces(child)
        case "rtc" if any(one.tag == "rt" for one in child) and child.getprevious() is not None:
            told = [_reading(one) for one in child if one.tag == "rt"]
            several = all(one.tag in ("rb", "rbc") for one in child.itersiblings(preceding=True))
            yield from (("rt", one) for one in told) if several else (("rtc", " ".join(told)),)
        case "rb" | "rt" | "rtc":
            yield child.tag, child if child.tag == "rb" else _reading(child)
            yield from _unclosed(child)
        case "rp":
            yield from _unclosed(child)
        case _:
            yield "base", child


def _reading(element: Element) -> str:
    """The words of a reading on one line."""
    return tree.line("".join(_words(element)))


def _words(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag not in TAGS:
            yield from (*_words(child), child.tail or "")


def _own(element: Element) -> Iterator[str | Element]:
    """The texts and elements of a base."""
    yield from (element.text,) if element.text else ()
    for child in element:
        if child.tag not in TAGS:
            yield child
            yield from (child.tail,) if child.tail else ()


def _unclosed(element: Element) -> Iterator[tuple[str, str | Element]]:
    """What a parser has put inside of an element whose end tag was left out."""
    for child in element:
        if child.tag in TAGS:
            yield from _piece(child)
