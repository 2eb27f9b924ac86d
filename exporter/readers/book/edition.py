"""A book read from end to end."""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from exporter.model import Figure, Paragraph, Text
from exporter.readers.book import package as packages
from exporter.readers.book.documents import Binder, role, skipped
from exporter.readers.flow import blocks, flow, inline, notes, tree
from exporter.readers.flow.parts import Role, Styled
from exporter.readers.packed import assembly, markup
from exporter.readers.packed.flow import Document
from exporter.readers.packed.losses import Losses
from exporter.readers.press import phrases
from exporter.readers.press.lines import bare
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import Original, World
    from exporter.readers.book.package import Package
    from exporter.readers.flow.flow import Run
    from exporter.readers.flow.parts import Part, Parts
    from exporter.readers.flow.tree import Element
    from exporter.walk import Content

_MOST_RUNS: Final = 200_000
_NAME: Final = "document"
"""Holds the name of the document that a part of the page was."""

_COVER: Final = re.compile(r"cover|couv|titlepage|portada")
_FEWEST_LINKS: Final = 3
_SHORT: Final = 60


def read(original: Original, world: World) -> Article:
    """Read a book; raises `ReadError`."""
    package = packages.opened(original)
    known, losses = phrases.load(world), Losses(world.report)
    language = package.claims.language or "fr"
    unsaid = world.language(language).labels.get("image_without_description", "")
    binder = Binder(package.archive, language, losses, known, unsaid)
    root = _bound(package, binder)
    runs = flow.read(root, _MOST_RUNS)
    called = notes.find(root, runs, set(runs.runs))
    headings = notes.headings(runs, called, known)
    page = notes.page(runs, called, headings, inline.Surroundings(language, pictures=binder.pictures))
    page = replace(page, paragraph=_paragraph)
    parts: Parts = [part for body in root for part in _levelled(list(blocks.blocks(body, page)), body, package)]
    for run in headings:
        losses.drop(run.text, "notes-heading")
    for back in called.backs:
        losses.drop(tree.words(back), "backlink")
    document = Document(original.name, [*parts, *binder.ends], notes.made(called, page), package.claims, original.title)
    return assembly.article(document, world, known)


def _paragraph(run: Run, content: Content) -> Part:
    """A paragraph, or what the book says that it is."""
    told = role(run.block)
    return Paragraph(content) if told is None or (told is Role.TITLE and flow.heading(run)) else Styled(told, content)


def _bound(package: Package, binder: Binder) -> Element:
    """The documents that are text as parts of one page, each with its name; the others are reported."""
    root = markup.parse(b"<body/>", "body")
    for name, body in _bodies(package, binder.losses).items():
        binder.bind(body, name, title_page=package.skipped.get(name) == "title-page")
        body.set(_NAME, name)
        root.append(body)
    return root


def _bodies(package: Package, losses: Losses) -> dict[str, Element]:
    """The documents that are text; the others are reported."""
    found: dict[str, Element] = {}
    for name in package.spine:
        root = package.archive.xml(name, lenient=True)
        body = next(markup.below(root, "body", "book"), None)
        if body is None:
            continue
        words = tree.words(body)
        covers = len(words) < _SHORT and _COVER.search(posixpath.basename(name).lower()) is not None
        reason = package.skipped.get(name) or skipped(body) or ("cover" if covers else "")
        reason = reason or ("contents" if _is_contents(body, len(words)) else "")
        if reason == "title-page":
            package.skipped[name] = reason
        if reason in ("", "title-page"):
            found[name] = body
        else:
            losses.drop(words, reason)
    return found


def _is_contents(body: Element, length: int) -> bool:
    """Tell a page of links to the others, which older books show as their table of contents."""
    links = [one for one in markup.below(body, "a") if not tree.address(one.get("href"))]
    linked = sum(len(tree.words(one)) for one in links)
    return len(links) >= _FEWEST_LINKS and linked * 4 > length * 3


def _levelled(parts: Parts, body: Element, package: Package) -> Parts:
    """Give a document's headings the levels of the table of contents, and a heading if it has none."""
    name = body.get(_NAME)
    entry = package.contents.get(name)
    if entry is None or not parts or len(body.getparent()) == 1:
        return parts
    heads = [part for part in parts if isinstance(part, Head)]
    if heads:
        shift = entry.depth - heads[0].level
        return [replace(part, level=max(part.level + shift, 1)) if isinstance(part, Head) else part for part in parts]
    titled = bare(entry.title) in ("", bare(package.claims.title)) or all(isinstance(part, Figure) for part in parts)
    return parts if titled else [Head(entry.depth, (Text(entry.title),), (f"{name}#",)), *parts]
