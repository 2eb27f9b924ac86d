"""A book read from end to end."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from exporter.model import Figure, Note, Notice, Source, Text
from exporter.readers.book import notes as notes_of
from exporter.readers.book import package as packages
from exporter.readers.book.kinds import skipped
from exporter.readers.book.pages import Context, Page
from exporter.readers.flow import joining
from exporter.readers.flow.parts import Parts, text
from exporter.readers.packed import assembly, markup
from exporter.readers.packed.flow import Document
from exporter.readers.packed.losses import Losses
from exporter.readers.packed.runs import PLAIN
from exporter.readers.press import phrases
from exporter.readers.press.lines import bare
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import Original, World
    from exporter.readers.book.notes import Notes
    from exporter.readers.book.package import Package
    from exporter.readers.packed.markup import Element

_COVER: Final = re.compile(r"cover|couv|titlepage|portada")
_FEWEST_LINKS: Final = 3
_SHORT: Final = 60


def read(original: Original, world: World) -> Article:
    """Read a book; raises `ReadError`."""
    package = packages.opened(original)
    known, losses = phrases.load(world), Losses(world.report)
    bodies = _bodies(package, losses)
    found = notes_of.find(bodies)
    language = package.claims.language or "fr"
    unsaid = world.language(language).labels.get("image_without_description", "")
    context = Context(
        package.archive, language, losses, known, unsaid, found.calls, frozenset(found.names), frozenset(found.backs)
    )
    flow: Parts = []
    for name, body in bodies.items():
        if package.skipped.get(name) == "title-page":
            flow += Page(context, name).passed_over(body, "title-page")
            continue
        flow += _levelled(Page(context, name).read(body), name, package, single=len(bodies) == 1)
    flow = [part for index, part in enumerate(flow) if not _empty(index, flow, context)]
    document = Document(original.name, flow, _notes(found, context), package.claims, original.title)
    return assembly.article(document, world, known)


def _bodies(package: Package, losses: Losses) -> dict[str, Element]:
    """The documents that are text; the others are reported."""
    found: dict[str, Element] = {}
    for name in package.spine:
        root = package.archive.xml(name, lenient=True)
        body = next(markup.below(root, "body", "book"), None)
        if body is None:
            continue
        words = markup.words(body)
        reason = package.skipped.get(name) or skipped(body)
        if reason == "title-page":
            package.skipped[name] = reason
            found[name] = body
            continue
        if not reason and len(words) < _SHORT and _COVER.search(posixpath.basename(name).lower()):
            reason = "cover"
        if not reason and _is_contents(body, len(words)):
            reason = "contents"
        if reason:
            losses.drop(words, reason)
        else:
            found[name] = body
    return found


def _is_contents(body: Element, length: int) -> bool:
    """Tell a page of links to the others, which older books show as their table of contents."""
    links = [one for one in markup.below(body, "a") if not markup.address(markup.attribute(one, "href"))]
    linked = sum(len(markup.words(one)) for one in links)
    return len(links) >= _FEWEST_LINKS and linked * 4 > length * 3


def _levelled(flow: Parts, name: str, package: Package, *, single: bool) -> Parts:
    """Give a document's headings the levels of the table of contents, and a heading if it has none."""
    entry = package.contents.get(name)
    heads = [part for part in flow if isinstance(part, Head)]
    if entry is None or single or not flow:
        return flow
    if not heads:
        words = any(not isinstance(part, Figure | Source | Notice) for part in flow)
        titled = bare(entry.title) in ("", bare(package.claims.title))
        heading = Head(entry.depth, (Text(entry.title),), (f"{name}#",))
        return flow if titled or not words else [heading, *flow]
    shift = entry.depth - heads[0].level
    return [replace(part, level=max(part.level + shift, 1)) if isinstance(part, Head) else part for part in flow]


def _empty(index: int, flow: Parts, context: Context) -> bool:
    """Tell the heading of notes, which stand elsewhere now."""
    part = flow[index]
    if not isinstance(part, Head) or bare(text(part.content)) not in context.phrases.note_labels:
        return False
    after = flow[index + 1] if index + 1 < len(flow) else None
    ends = (
        after is None or isinstance(after, Source | Notice) or (isinstance(after, Head) and after.level <= part.level)
    )
    if not ends:
        return False
    context.losses.drop(text(part.content), "notes-heading")
    return True


def _notes(found: Notes, context: Context) -> tuple[Note, ...]:
    made: list[Note] = []
    for holder, name in found.names.items():
        label = found.labels[holder]
        page = Page(context, found.pages[holder])
        made.append(Note(name, label, joining.blocks(page.inner(holder, PLAIN), label)))
    return tuple(made)
