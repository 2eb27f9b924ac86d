"""How a reader gets about in an EPUB: the cover's page, the table of contents and the landmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.render.markup import element, escape

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporter.writers.epub.documents import Document, Entry

COVER: Final = "cover.xhtml"
CONTENTS: Final = "contents.xhtml"

_LANDMARKS: Final = {"bodymatter": "body", "endnotes": "notes", "bibliography": "sources", "colophon": "colophon"}
"""The label of each kind of landmark."""


def cover(image: str, title: str, labels: Mapping[str, str]) -> str:
    """The body of the cover's page."""
    attributes = {"src": image, "alt": labels["cover_of"].format(title=title), "role": "doc-cover"}
    return element("section", element("img", None, attributes), {"class": "cover", "epub:type": "cover"})


def contents(documents: tuple[Document, ...], labels: Mapping[str, str]) -> str:
    """The body of the navigation document: contents for everybody, landmarks for reading systems."""
    toc = _nav("toc", labels["contents"], _entries(document.entry for document in documents))
    marks = [(COVER, "cover", labels["cover"]), (CONTENTS, "toc", labels["contents"])]
    marks += [(one.file, one.landmark, labels[_LANDMARKS[one.landmark]]) for one in documents if one.landmark]
    links = "\n".join(
        element("li", element("a", escape(label), {"href": file, "epub:type": kind})) for file, kind, label in marks
    )
    return f"{toc}\n{_nav('landmarks', labels['landmarks'], element('ol', links))}"


def _nav(kind: str, title: str, inner: str) -> str:
    heading = element("h1" if kind == "toc" else "h2", escape(title), {"id": f"nav-{kind}"})
    attributes = {
        "epub:type": kind,
        "role": "doc-toc" if kind == "toc" else None,
        "aria-labelledby": f"nav-{kind}",
        "hidden": None if kind == "toc" else "hidden",
    }
    return element("nav", f"\n{heading}\n{inner}\n", attributes)


def _entries(entries: Iterable[Entry]) -> str:
    items = []
    for entry in entries:
        inner = "\n" + _entries(entry.entries) if entry.entries else ""
        items.append(element("li", element("a", escape(entry.title), {"href": entry.href}) + inner))
    return element("ol", "\n" + "\n".join(items) + "\n")
