"""An OpenDocument text read from end to end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.errors import ReadError
from exporter.model import Note
from exporter.readers.flow import joining
from exporter.readers.office import languages
from exporter.readers.office.opendocument import drawings
from exporter.readers.office.opendocument.body import Body
from exporter.readers.office.opendocument.formats import Formats
from exporter.readers.office.opendocument.inline import Context
from exporter.readers.packed import assembly, markup
from exporter.readers.packed.archive import Archive
from exporter.readers.packed.flow import Claims, Document
from exporter.readers.packed.losses import Losses
from exporter.readers.packed.masthead import date
from exporter.readers.press import phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import Original, World
    from exporter.readers.flow.tree import Element

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"


def read(original: Original, world: World) -> Article:
    """Read a document; raises `ReadError`."""
    archive = Archive(original)
    if _MANIFEST in archive and b"encryption-data" in archive.read(_MANIFEST):
        raise ReadError(f"{original.name} is encrypted", "save it without a password")
    root = archive.xml(_CONTENT)
    body = markup.child(root, "body", "text")
    if body is None:
        raise ReadError(f"{original.name} is no text document", "save it as .odt")
    formats = Formats()
    styles = archive.xml(_STYLES) if _STYLES in archive else None
    for part in (root,) if styles is None else (styles, root):
        formats.add(part)
    found = languages.weigh(_marked(body, formats))
    context = Context(archive, formats, found, Losses(world.report))
    flow = Body(context).flow(body)
    notes = tuple(_notes(context))
    _report(styles, context.losses)
    claims = _claims(archive, found.declared)
    return assembly.article(Document(original.name, flow, notes, claims, original.title), world, phrases.load(world))


def _marked(body: Element, formats: Formats) -> Iterator[tuple[str, str]]:
    """The languages and the words of paragraphs and spans."""
    for one in markup.below(body, "p", "h", "span"):
        style = markup.attribute(one, "style-name")
        marks = formats.paragraph("" if markup.local(one) == "span" else style)
        marks = formats.text(style, marks) if markup.local(one) == "span" else marks
        words = "".join((one.text or "", *(inner.tail or "" for inner in one)))
        if words.strip():
            yield marks.language or "", words


def _notes(context: Context) -> Iterator[Note]:
    done = 0
    while done < len(context.notes):  # a note may call another
        name, (label, body) = list(context.notes.items())[done]
        yield Note(name, label, joining.blocks(Body(context).flow(body), label))
        done += 1


def _claims(archive: Archive, language: str) -> Claims:
    root = archive.xml(_META) if _META in archive else None
    meta = markup.child(root, "meta")
    told: dict[str, str] = {}
    keywords: list[str] = []
    for one in () if meta is None else meta:
        if markup.local(one) == "keyword":
            keywords += (word.strip() for word in markup.words(one).split(",") if word.strip())
        elif markup.local(one) != "user-defined":
            told.setdefault(markup.local(one), markup.words(one))
    author = told.get("initial-creator") or told.get("creator") or ""
    return Claims(
        "document properties",
        title=told.get("title", ""),
        authors=(author,) if author else (),
        language=language or told.get("language", ""),
        saved=date(told.get("date") or told.get("creation-date") or ""),
        keywords=tuple(keywords),
    )


def _report(styles: Element | None, losses: Losses) -> None:
    """Tell of the heads and the feet of pages."""
    told: set[str] = set()
    for one in () if styles is None else markup.below(styles, "header", "footer", "header-first", "footer-first"):
        words = " ".join(drawings.words(one).split())
        if words not in told:
            told.add(words)
            losses.drop(words, f"page-{markup.local(one).removesuffix('-first')}")
