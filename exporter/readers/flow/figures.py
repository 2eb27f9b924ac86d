"""The words of a picture: its caption, and the credit in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Caption, Credit, LineBreak
from exporter.readers.flow import inline, naming, tree
from exporter.readers.flow.parts import text
from exporter.readers.press import credits as credit_lines

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.model import Figure
    from exporter.readers.flow.flow import Run
    from exporter.readers.flow.inline import Surroundings
    from exporter.walk import Content


def told(shown: Figure, runs: Iterable[Run], around: Surroundings) -> Figure:
    """A picture with the words of these runs, parted into caption and credit."""
    credit: Credit | None = None
    captions: dict[str, Content] = {}  # once: pages repeat captions for other screens
    if shown.caption is not None:  # its own words come first
        captions[text(shown.caption.content)] = shown.caption.content
    for run in runs:
        own, rest = _credited(run, around) if credit is None else (None, run)
        credit = own or credit
        content = inline.of(rest, around).content if rest else ()
        captions.setdefault(text(content), content)
    captions.pop("", None)
    content = tuple(node for nodes in captions.values() for node in (LineBreak(), *nodes))[1:]
    return (
        captioned(replace(shown, credit=shown.credit or credit), content) if content else replace(shown, credit=credit)
    )


def _credited(run: Run, around: Surroundings) -> tuple[Credit | None, Run | None]:
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


def captioned(shown: Figure, content: Content) -> Figure:
    """A figure with its caption, the credit at its end told apart."""
    split = credit_lines.caption(text(content)) if shown.credit is None else None
    written = walk.plain(content)
    start = written.find(walk.plain(split.credit.content)) if split and split.credit and split.caption else -1
    if split is None or start <= 0:
        return replace(shown, caption=Caption(content))
    kept = walk.cut(content, 0, len(written[:start].rstrip(" \u00a0–—-|/(©")))
    return replace(shown, caption=Caption(kept), credit=split.credit)
