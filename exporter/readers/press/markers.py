"""What the beginning of a line says about it: list items, quotations, table rows, numbers of headings."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BULLET = re.compile(
    r"(?:[-–—•*·‣◦▪■●○▸►➤➢✓✔→\uf0b7](?=[\s\u00a0\u202f])|[•‣◦▪■●○▸►➤➢✓✔](?=\S))[\s\u00a0\u202f]*(?=\S)"
)
_ORDERED = re.compile(
    r"(?:(?P<number>\d{1,3})[.)°/]|(?P<letter>[a-z])\))[\s\u00a0\u202f]+(?=\S)|(?P<stuck>\d{1,2})\)(?=\S)"
)
_RULE = re.compile(r"(?:[*_=~#•·⁂◆❖-](?:\s?[*_=~#•·⁂◆❖-]){2,}|⁂|\*)$")
_NOTE = re.compile(
    r"(?:\[(?P<square>\d{1,3}|\*)\]|\((?P<round>\d{1,3})\)|⁽?(?P<raised>[¹²³⁰⁴-⁹]{1,3})⁾?)[\s\u00a0\u202f:.]*(?=\S)"
)
_DOTTED = re.compile(r"(?P<dotted>\d{1,2}(?:\.\d{1,2}){1,3})[.)]?[\s\u00a0\u202f]+(?=\S)")
_ROMAN = re.compile(r"(?P<roman>[IVX]{1,5})[.)]?\s?(?:[-–—.)]|(?<=[.)]))[\s\u00a0\u202f]*(?=\S)")
_ALPHA = re.compile(r"(?P<alpha>[A-H])[.)][\s\u00a0\u202f]+(?=\S)")
_COUNT = re.compile(r"(?P<count>\d{1,2})(?:[.)°]|\s?[-–—](?=\s)|\s?:)[\s\u00a0\u202f]*(?=[^\W\d]|[«“\"¿¡])")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Marker:
    """A list item's mark: ``number`` is None for bullets, ``end`` where the words begin."""

    style: str
    number: int | None
    end: int


def item(text: str) -> Marker | None:
    """Recognise a list item by its mark."""
    match = _BULLET.match(text)
    if match:
        return Marker(text[0], None, match.end())
    match = _ORDERED.match(text)
    if not match:
        return None
    if match["letter"]:
        return Marker("a", ord(match["letter"]) - ord("a") + 1, match.end())
    return Marker("1", int(match["number"] or match["stuck"]), match.end())


def rule(text: str) -> bool:
    """Recognise a line of stars or dashes between two parts."""
    return len(text) <= 80 and _RULE.match(text) is not None


def note(text: str) -> tuple[str, int] | None:
    """Recognise the label of a note's text (``[1]``, ``(1)``, ``¹``): the label and where the words begin."""
    match = _NOTE.match(text)
    if not match:
        return None
    label = match["square"] or match["round"] or match["raised"]
    return label.translate(_RAISED), match.end()


def number(text: str) -> tuple[str, int] | None:
    """Recognise a heading's number: its style and depth within the style (``1.1`` is 2 deep)."""
    for pattern, style in ((_DOTTED, "count"), (_ROMAN, "roman"), (_ALPHA, "alpha"), (_COUNT, "count")):
        match = pattern.match(text)
        if match:
            return style, match[1].count(".") + 1
    return None


def cells(text: str) -> tuple[str, ...]:
    """Cut a table row into its cells; one cell if it is no row."""
    if "\t" in text:
        return tuple(cell.strip() for cell in text.split("\t"))
    if text.count("|") >= 2 or " | " in text:
        return tuple(cell.strip() for cell in text.strip().removeprefix("|").removesuffix("|").split("|"))
    parts = [part for part in text.split("  ") if part.strip()]
    return tuple(part.strip() for part in parts)


def row(text: str) -> bool:
    """Tell whether a line looks like a table's row."""
    found = cells(text) if len(text) <= 500 else ()
    return len(found) > 1 and all(len(cell) <= 80 for cell in found)


def separator(text: str) -> bool:
    """Tell whether a line only draws a table's inner border."""
    return re.fullmatch(r"[|+:=\s-]*-{2,}[|+:=\s-]*", text[:500]) is not None
