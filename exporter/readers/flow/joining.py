"""Neighbours that belong together: pictures, their captions and credits, lines of a quotation, lines of code."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import groupby, takewhile
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import (
    Anchor,
    Caption,
    Credit,
    Figure,
    LineBreak,
    Notice,
    Paragraph,
    Preformatted,
    Quote,
    Source,
    Strong,
    Table,
    Text,
    Verse,
)
from exporter.readers.flow import inline, naming, tree, verse
from exporter.readers.flow.parts import Role, Styled, text
from exporter.readers.press import credits as credit_lines
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Block
    from exporter.readers.flow.flow import Run
    from exporter.readers.flow.inline import Surroundings
    from exporter.readers.flow.parts import Part, Parts
    from exporter.walk import Content

_DASHES: Final = ("—", "–", "― ")
_LONGEST_ATTRIBUTION: Final = 120


def joined(flow: Iterable[Part]) -> Parts:
    """Put captions to their pictures and tables, credits to pictures, and lines of quotations and code together."""
    found: Parts = []
    waiting: list[Styled] = []
    for part in _poems(flow):
        match part:
            case Styled(Role.CAPTION):
                _captioned(part, found, waiting)
            case Styled(Role.CREDIT) if found and isinstance(found[-1], Figure) and found[-1].credit is None:
                found[-1] = replace(found[-1], credit=made(part.content))
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


def _poems(flow: Iterable[Part]) -> Iterator[Part]:
    """Make one of the neighbouring lines of a poem."""
    for is_verse, group in groupby(flow, lambda part: isinstance(part, Styled) and part.role is Role.VERSE):
        if is_verse:
            lines = [part.content for part in group if isinstance(part, Styled)]
            signed = [text(line).startswith(_DASHES) for line in lines]
            last = lines.pop() if signed[-1] and sum(signed) == 1 < len(signed) else ()
            told = verse.poem(lines)
            yield from (replace(told, attribution=undashed(last)),) if told.stanzas else ()
        else:
            yield from group


def _captioned(part: Styled, found: Parts, waiting: list[Styled]) -> None:
    """Put a caption to what stands above it; it waits for what follows if that has one, or is neither."""
    if found and isinstance(above := found[-1], Figure | Table) and above.caption is None:
        found[-1] = captioned(above, part.content)
    else:
        waiting.append(part)


def captioned(shown: Figure | Table, content: Content) -> Figure | Table:
    """A figure or a table with its caption."""
    return _parted(shown, content) if isinstance(shown, Figure) else replace(shown, caption=Caption(content))


def _parted(shown: Figure, content: Content) -> Figure:
    """A figure with its caption, the credit at its end told apart."""
    split = credit_lines.caption(text(content)) if shown.credit is None else None
    written = walk.plain(content)
    start = written.find(walk.plain(split.credit.content)) if split and split.credit and split.caption else -1
    if split is None or start <= 0:
        return replace(shown, caption=Caption(content))
    kept = walk.cut(content, 0, len(written[:start].rstrip(" \u00a0–—-|/(©")))
    return replace(shown, caption=Caption(kept), credit=split.credit)


def _credited(part: Paragraph, above: Part) -> Figure | None:
    """The picture above with its credit; None if the paragraph is none."""
    if not isinstance(above, Figure) or above.credit is not None:
        return None
    return replace(above, credit=made(part.content)) if credit_lines.credit(text(part.content)) else None


def _quoted(part: Styled, found: Parts) -> None:
    above = found[-1] if found else None
    written = text(part.content)
    signed = written.startswith(_DASHES) and len(written) <= _LONGEST_ATTRIBUTION
    if isinstance(above, Verse) and not above.attribution and (signed or part.role is Role.ATTRIBUTION):
        found[-1] = replace(above, attribution=undashed(part.content))
        return
    if isinstance(above, Quote) and not above.attribution:
        if signed or part.role is Role.ATTRIBUTION:
            found[-1] = replace(above, attribution=undashed(part.content))
        else:
            found[-1] = replace(above, blocks=(*above.blocks, Paragraph(part.content)))
        return
    found.append(Quote((Paragraph(part.content),)) if part.role is Role.QUOTE else Paragraph(part.content))


def undashed(content: Content) -> Content:
    """A signature without the dash before it, which editions write themselves."""
    written = walk.plain(content)
    return walk.cut(content, len(written) - len(written.lstrip("—–―- \u00a0\u202f")), len(written))


def _coded(part: Styled, found: Parts) -> None:
    if found and isinstance(above := found[-1], Preformatted):
        found[-1] = replace(above, content=(*above.content, Text("\n"), *part.content))
    else:
        found.append(Preformatted(part.content))


def plain(flow: Iterable[Part]) -> Iterator[Block | Head]:
    """The same as blocks and headings: what no neighbour wanted is a paragraph."""
    for part in joined(flow):
        match part:
            case Styled() | Source() | Notice():
                yield Paragraph(part.content)
            case _:
                yield part


def blocks(flow: Iterable[Part], label: str = "") -> tuple[Block, ...]:
    """The blocks of what can hold no sections: headings become strong paragraphs; a note's own label is left out."""
    found = (Paragraph((Strong(part.content),)) if isinstance(part, Head) else part for part in plain(flow))
    return _unlabelled(tuple(found), label)


def _unlabelled(blocks: tuple[Block, ...], label: str) -> tuple[Block, ...]:
    """A note's blocks without its own label before its words."""
    match blocks:
        case (Paragraph(content), *others) if label:
            words = _bare(content, label)
            return (Paragraph(words), *others) if words else tuple(others)
        case _:
            return blocks


def _bare(content: Content, label: str) -> Content:
    anchors = tuple(takewhile(lambda node: isinstance(node, Anchor), content))
    match content[len(anchors) :]:
        case (Text(words), *rest):
            mark = rf"^[\s\[(]*(?:{re.escape(label)}(?:[\s\])]+|[.:]\s*)|(?=[.:\]])\]?)[.:]?[\s\u00a0]*"
            bare = re.sub(mark, "", words)
            kept = (Text(bare), *rest) if bare else tuple(rest)
            return (*anchors, *kept) if kept else ()
        case _:
            return content


def told(shown: Figure, runs: Iterable[Run], around: Surroundings) -> Figure:
    """A picture with the words of these runs, parted into caption and credit."""
    credit: Credit | None = None
    captions: dict[str, Content] = {}  # once: pages repeat captions for other screens
    if shown.caption is not None:  # its own words come first
        captions[text(shown.caption.content)] = shown.caption.content
    for run in runs:
        own, rest = _credit_of(run, around) if credit is None else (None, run)
        credit = own or credit
        content = inline.of(rest, around).content if rest else ()
        captions.setdefault(text(content), content)
    captions.pop("", None)
    content = tuple(node for nodes in captions.values() for node in (LineBreak(), *nodes))[1:]
    return _parted(replace(shown, credit=shown.credit or credit), content) if content else replace(shown, credit=credit)


def _credit_of(run: Run, around: Surroundings) -> tuple[Credit | None, Run | None]:
    """The credit that a run is or holds, and what else it says."""
    content = inline.of(run, around).content
    if content and is_credit(run):
        return made(content), None
    for place, part in enumerate(run.parts):
        if not isinstance(part, str) and naming.called(part, naming.CREDIT) and tree.words(part):
            rest = replace(run, parts=[*run.parts[:place], *run.parts[place + 1 :]])
            return made(inline.content([part], around)), rest
    return None, run


def is_credit(run: Run) -> bool:
    """Tell a run that is a credit, by its block's name or by its words."""
    return naming.called(run.block, naming.CREDIT) or credit_lines.credit(run.text) is not None


def made(content: Content) -> Credit:
    """Read a line that is a credit by its place or its words."""
    written = text(content)
    found = credit_lines.credit(written)
    return (
        replace(found, content=content)
        if found
        else Credit("image", " ".join(written.strip(" ©()/|").split()), content)
    )
