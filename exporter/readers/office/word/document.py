"""A Word document read from end to end."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.errors import ReadError
from exporter.model import Note
from exporter.readers.flow import joining
from exporter.readers.office import languages
from exporter.readers.office.word import drawings, inline
from exporter.readers.office.word.body import Body
from exporter.readers.office.word.formats import Formats
from exporter.readers.office.word.lists import Counters
from exporter.readers.office.word.package import Package
from exporter.readers.packed import assembly, markup
from exporter.readers.packed.flow import Document
from exporter.readers.packed.losses import Losses
from exporter.readers.press import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import Original, World
    from exporter.readers.flow.tree import Element
    from exporter.readers.office.word.inline import Context

_UNCALLED = ("separator", "continuationSeparator", "continuationNotice")


def read(original: Original, world: World) -> Article:
    """Read a document; raises `ReadError`."""
    package = Package(original)
    root = package.root(package.main)
    body = markup.child(root, "body")
    if body is None:
        raise ReadError(f"{original.name} is no Word document", "save it as .docx")
    formats = Formats(package.root(package.related(package.main, "styles")))
    found = languages.weigh(_marked(body, formats))
    context = inline.Context(package, formats, found, Losses(world.report))
    counters = Counters(package.root(package.related(package.main, "numbering")))
    flow = Body(context, counters, package.main).flow(body)
    notes = tuple(_notes(context, counters))
    _report(package, context.losses)
    claims = package.claims()
    claims = replace(claims, language=found.declared or claims.language)
    return assembly.article(Document(original.name, flow, notes, claims, original.title), world, phrases.load(world))


def _marked(body: Element, formats: Formats) -> Iterator[tuple[str, str]]:
    """The runs' languages and words."""
    for run in markup.below(body, "r"):
        words = "".join(one.text or "" for one in run if markup.local(one) == "t")
        if words:
            yield inline.language(markup.child(run, "rPr"), formats), words


def _notes(context: Context, counters: Counters) -> Iterator[Note]:
    """The notes that are called, in the order of their calls; those that are not are reported."""
    holders: dict[str, tuple[Element, str]] = {}
    for kind in ("footnote", "endnote"):
        part = context.package.related(context.package.main, f"{kind}s")
        root = context.package.root(part)
        for one in () if root is None else root:
            if markup.attribute(one, "type") not in _UNCALLED:
                holders[f"{kind}-{markup.attribute(one, 'id')}"] = (one, part)
    for name, call in tuple(context.calls.items()):
        holder, part = holders.pop(name, (None, ""))
        if holder is not None:
            flow = Body(context, counters, part).flow(holder)
            yield Note(name, call.label, joining.blocks(flow, call.label))
    for holder, _ in holders.values():
        context.losses.drop(drawings.words(holder), "note")


def _report(package: Package, losses: Losses) -> None:
    """Tell of what stands beside the text: comments, and the heads and feet of pages."""
    for kind, reason in (("comments", "comment"), ("header", "page-header"), ("footer", "page-footer")):
        told: set[str] = set()
        for part in package.all_related(package.main, kind):
            root = package.root(part)
            for one in () if root is None else root if kind == "comments" else (root,):
                words = " ".join(drawings.words(one).split())
                if words not in told:
                    told.add(words)
                    losses.drop(words, reason)
