"""Neighbours that belong together: pictures and their captions, lines of a quotation, lines of code."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import (
    Caption,
    Credit,
    Figure,
    Notice,
    Paragraph,
    Preformatted,
    Quote,
    Source,
    Table,
    Text,
)
from exporter.readers.packed.flow import Role, Styled, text
from exporter.readers.press import credits as credit_lines
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from exporter.model import Block
    from exporter.readers.packed.flow import Flow, Part
    from exporter.walk import Content

_DASHES: Final = ("—", "–", "― ")
_LONGEST_ATTRIBUTION: Final = 120


def joined(flow: Flow) -> Flow:
    """Put captions to their pictures and tables, credits to pictures, and lines of quotations and code together."""
    found: Flow = []
    waiting: list[Styled] = []
    for part in flow:
        match part:
            case Styled(Role.CAPTION):
                waiting += _captioned(part, found)
            case Styled(Role.CREDIT) if found and isinstance(found[-1], Figure) and found[-1].credit is None:
                found[-1] = replace(found[-1], credit=credit(part.content))
            case Styled(Role.QUOTE | Role.ATTRIBUTION):
                _quoted(part, found)
            case Styled(Role.CODE):
                _coded(part, found)
            case Figure() | Table() if waiting and part.caption is None:
                found.append(captioned(part, waiting.pop(0).content))
            case Paragraph() if found and (shown := _credited(part, found[-1])):
                found[-1] = shown
            case _:
                found += (Paragraph(left.content) for left in waiting)
                waiting.clear()
                found.append(part)
    return [*found, *(Paragraph(left.content) for left in waiting)]


def _captioned(part: Styled, found: Flow) -> list[Styled]:
    """Put a caption to what stands above it; it waits for what follows if that has one, or is neither."""
    match found:
        case [*_, Figure(caption=None) | Table(caption=None) as above]:
            found[-1] = captioned(above, part.content)
            return []
        case _:
            return [part]


def captioned(shown: Figure | Table, content: Content) -> Figure | Table:
    """A figure or a table with its caption."""
    return figure(shown, content) if isinstance(shown, Figure) else replace(shown, caption=Caption(content))


def figure(shown: Figure, content: Content) -> Figure:
    """A figure with its caption, the credit at its end told apart."""
    split = credit_lines.caption(text(content))
    written = walk.plain(content)
    start = written.find(walk.plain(split.credit.content)) if split and split.credit and split.caption else -1
    if split is None or start <= 0:
        return replace(shown, caption=Caption(content))
    kept = walk.cut(content, 0, len(written[:start].rstrip(" \u00a0–—-|/(©")))
    return replace(shown, caption=Caption(kept), credit=shown.credit or split.credit)


def _credited(part: Paragraph, above: Part) -> Figure | None:
    """The picture above with its credit; None if the paragraph is none."""
    if not isinstance(above, Figure) or above.credit is not None:
        return None
    return replace(above, credit=credit(part.content)) if credit_lines.credit(text(part.content)) else None


def credit(content: Content) -> Credit:
    """Read a line that is a credit by its style or its words."""
    written = text(content)
    found = credit_lines.credit(written)
    return replace(found, content=content) if found else Credit("image", written.strip(" ©()"), content)


def _quoted(part: Styled, found: Flow) -> None:
    above = found[-1] if found else None
    written = text(part.content)
    signed = written.startswith(_DASHES) and len(written) <= _LONGEST_ATTRIBUTION
    if isinstance(above, Quote) and not above.attribution:
        if signed or part.role is Role.ATTRIBUTION:
            found[-1] = replace(above, attribution=_undashed(part.content))
        else:
            found[-1] = replace(above, blocks=(*above.blocks, Paragraph(part.content)))
        return
    found.append(Quote((Paragraph(part.content),)) if part.role is Role.QUOTE else Paragraph(part.content))


def _undashed(content: Content) -> Content:
    """A signature without the dash before it, which editions write themselves."""
    written = walk.plain(content)
    return walk.cut(content, len(written) - len(written.lstrip("—–― \u00a0\u202f")), len(written))


def _coded(part: Styled, found: Flow) -> None:
    above = found[-1] if found else None
    if isinstance(above, Preformatted):
        found[-1] = replace(above, content=_lines(above.content, part.content))
    else:
        found.append(Preformatted(part.content))


def _lines(above: Content, below: Content) -> Content:
    match above:
        case [*rest, Text(words)]:
            return (*rest, Text(f"{words}\n"), *below)
        case _:
            return (*above, Text("\n"), *below)


def blocks(flow: Flow, label: str) -> tuple[Block, ...]:
    """The blocks of a note: no headings, no roles, and not its own label before its words."""
    found: list[Block] = []
    for part in joined(flow):
        if isinstance(part, Head | Styled):
            found.append(Paragraph(part.content))
        elif not isinstance(part, Source | Notice):
            found.append(part)
    return _unlabelled(tuple(found), label)


def _unlabelled(blocks: tuple[Block, ...], label: str) -> tuple[Block, ...]:
    """A note's blocks without its own label before its words."""
    match blocks:
        case (Paragraph([Text(words), *rest]), *others) if label:
            bare = re.sub(rf"^[\s\[(]*{re.escape(label)}(?:[\s\])]+|[.:]\s*)[.:]?[\s\u00a0]*", "", words)
            first = ((Text(bare), *rest) if bare else tuple(rest)) if bare != words else (Text(words), *rest)
            return (Paragraph(first), *others) if first else tuple(others)
        case _:
            return blocks
