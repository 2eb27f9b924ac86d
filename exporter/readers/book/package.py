"""The package of an EPUB: what it says of itself, its documents in reading order, its table of contents."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from exporter.errors import ReadError
from exporter.messages import Message
from exporter.readers.flow import tree
from exporter.readers.packed import archive as archives
from exporter.readers.packed import markup
from exporter.readers.packed.archive import Archive
from exporter.readers.packed.flow import Claims
from exporter.readers.packed.masthead import date

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.ports import Original
    from exporter.readers.flow.tree import Element

_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_FONTS: Final = frozenset({"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"})
"""Algorithms that only make embedded fonts hard to take out."""

_PAGES: Final = frozenset({"application/xhtml+xml", "text/html", "application/x-dtbook+xml"})
_GUIDES: Final = {"cover": "cover", "toc": "contents", "title-page": "title-page", "copyright-page": "colophon"}
_NCX: Final = "application/x-dtbncx+xml"
_MOST_TAGS: Final = 300_000
_MOST_DOCUMENTS: Final = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents: its words, and its depth from 1."""

    title: str
    depth: int


@dataclass(slots=True)
class Package:
    """``spine`` holds the names of the documents in order, ``skipped`` why some of them are not text.

    ``contents`` has the table of contents by the documents that its lines lead to.
    """

    archive: Archive
    claims: Claims
    spine: list[str] = field(default_factory=list)
    skipped: dict[str, str] = field(default_factory=dict)
    contents: dict[str, Entry] = field(default_factory=dict)


def opened(original: Original) -> Package:
    """Open a book; raises `ReadError`, also for one whose text is encrypted."""
    archive = Archive(original, _MOST_TAGS)
    name = _package(archive, original.name)
    root = archive.xml(name, lenient=True)
    items = {one.get("id", ""): one for one in markup.below(root, "item")}
    found = Package(archive, _claims(root))
    for one in markup.below(root, "itemref"):
        item = items.get(one.get("idref", ""))
        target = "" if item is None else archives.resolve(item.get("href", ""), name)
        if item is not None and target in archive and item.get("media-type", "") in _PAGES:
            found.spine.append(target)
            if "nav" in item.get("properties", "").split():
                found.skipped[target] = "contents"
    if not found.spine or len(found.spine) > _MOST_DOCUMENTS:
        raise ReadError(Message("{name} holds no article", name=original.name), "export the article on its own")
    _check_encryption(found, original.name)
    for one in markup.below(root, "reference"):
        kind = _GUIDES.get(one.get("type", "").lower())
        if kind:
            found.skipped.setdefault(archives.resolve(one.get("href", ""), name), kind)
    _read_contents(found, list(items.values()), name)
    return found


def _package(archive: Archive, name: str) -> str:
    root = archive.xml(_CONTAINER, lenient=True)
    path = next((one.get("full-path", "") for one in markup.below(root, "rootfile")), "")
    if path not in archive:
        raise ReadError(Message("{name} is no EPUB: it has no package", name=name), "make the book again")
    return path


def _check_encryption(package: Package, name: str) -> None:
    if _ENCRYPTION not in package.archive:
        return
    root = package.archive.xml(_ENCRYPTION, lenient=True)
    for one in markup.below(root, "EncryptedData"):
        method = next((inner.get("Algorithm", "") for inner in markup.below(one, "EncryptionMethod")), "")
        targets = {archives.resolve(inner.get("URI", ""), "") for inner in markup.below(one, "CipherReference")}
        if method not in _FONTS and not targets.isdisjoint(package.spine):
            raise ReadError(
                Message("{name} is protected against reading (DRM)", name=name),
                "ask its publisher for a copy without DRM",
            )


# --- What the package says ---------------------------------------------------------------------


def _claims(root: Element) -> Claims:
    metadata = markup.child(root, "metadata")
    elements = list(() if metadata is None else metadata.iter())
    refined = _refinements(elements)
    titles = [
        (refined.get((one.get("id", ""), "title-type"), ""), markup.words(one)) for one in _named(elements, "title")
    ]
    main = [words for kind, words in titles if kind in ("", "main") and words]
    dates = [(markup.attribute(one, "event"), date(markup.words(one))) for one in _named(elements, "date")]
    address = next((url for one in _named(elements, "source") if (url := tree.address(markup.words(one)))), None)
    whole = (one for one in elements if not one.get("refines"))
    changed = (date(markup.words(one)) for one in whole if one.get("property") == "schema:dateModified")
    return Claims(
        "OPF",
        title=main[0] if main else "",
        named=True,
        subtitle=next((words for kind, words in titles if kind == "subtitle"), ""),
        authors=tuple(_authors(elements, refined)),
        publisher=next((markup.words(one) for one in _named(elements, "publisher")), ""),
        language=next((markup.words(one) for one in _named(elements, "language")), ""),
        url=address or "",
        published=next((found for event, found in dates if event in ("", "publication", "original-publication")), None),
        updated=next(changed, None),
        keywords=tuple(words for one in _named(elements, "subject") if (words := markup.words(one))),
    )


def _named(elements: list[Element], name: str) -> Iterator[Element]:
    return (one for one in elements if markup.local(one) == name)


def _refinements(elements: list[Element]) -> dict[tuple[str, str], str]:
    return {
        (one.get("refines", "").removeprefix("#"), one.get("property", "")): markup.words(one)
        for one in elements
        if one.get("refines")
    }


def _authors(elements: list[Element], refined: dict[tuple[str, str], str]) -> Iterator[str]:
    for one in _named(elements, "creator"):
        role = markup.attribute(one, "role") or refined.get((one.get("id", ""), "role"), "aut")
        if role in ("aut", "edt", "", "author") and markup.words(one):
            yield markup.words(one)


# --- The table of contents ---------------------------------------------------------------------


def _read_contents(package: Package, items: list[Element], beside: str) -> None:
    """Read the table of contents of EPUB 3, or that of EPUB 2."""
    held = [(one, archives.resolve(one.get("href", ""), beside)) for one in items]
    told = [(one, name) for one, name in held if name in package.archive]
    for name in (name for one, name in told if "nav" in one.get("properties", "").split()):
        root = package.archive.xml(name, lenient=True)
        for nav in markup.below(root, "nav"):
            if markup.attribute(nav, "type") in ("toc", ""):
                _lines(nav, name, 0, package)
    for name in (name for one, name in told if one.get("media-type") == _NCX and not package.contents):
        for point in markup.below(package.archive.xml(name, lenient=True), "navPoint"):
            _point(point, name, package)


def _point(point: Element, beside: str, package: Package) -> None:
    depth = 1 + sum(markup.local(above) == "navPoint" for above in point.iterancestors())
    held = markup.child(point, "content")
    if held is not None:
        entry = Entry(markup.words(markup.child(point, "navLabel")), depth)
        _enter(package, archives.resolve(held.get("src", ""), beside), entry)


def _lines(element: Element, beside: str, depth: int, package: Package) -> None:
    for one in element:
        name = markup.local(one)
        if name == "a":
            _enter(package, archives.resolve(one.get("href", ""), beside), Entry(markup.words(one), max(depth, 1)))
        else:
            _lines(one, beside, depth + (name == "ol"), package)


def _enter(package: Package, target: str, entry: Entry) -> None:
    if target:
        package.contents.setdefault(target, entry)
