"""How a reader gets about in an EPUB: the cover's page, the table of contents, the landmarks, the list of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.labels import worded
from exporter.render.markup import element, escape
from exporter.render.pages.documents import file_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.ports import Language
    from exporter.render.pages.documents import Document, Entry

COVER: Final = "cover"
CONTENTS: Final = "contents"

_LANDMARKS: Final = {"bodymatter": "body", "endnotes": "notes", "bibliography": "sources", "colophon": "colophon"}
"""The label of each kind of landmark."""

_ROLES: Final = {"toc": "doc-toc", "page-list": "doc-pagelist"}

Landmark = tuple[str, str, str]
"""A file, its kind in EPUB's structural semantics, and the key of its label."""


def cover(image: str, words: str) -> str:
    """The body of the cover's page; ``words`` is what can be read on it."""
    attributes = {"src": image, "alt": words, "role": "doc-cover"}
    return element("section", element("img", None, attributes), {"class": "cover", "epub:type": "cover"})


def landmarks(documents: Iterable[Document], *, listed: bool) -> tuple[Landmark, ...]:
    """The parts of a book that reading systems offer by name; ``listed`` if the contents are a page among them."""
    marks = [(file_of(COVER), "cover", "cover")]
    marks += [(file_of(CONTENTS), "toc", "contents")] if listed else []
    places = [place for one in documents for place in one.places]
    marks += [(place, one.landmark, _LANDMARKS[one.landmark]) for place, one in places if one.landmark]
    return tuple(marks)


def contents(entries: Iterable[Entry], marks: Iterable[Landmark], pages: Sequence[Entry], language: Language) -> str:
    """The body of the navigation document: contents for everybody, landmarks and pages for reading systems."""
    labels = language.labels
    toc = _nav("toc", labels["contents"], _entries(entries))
    links = "\n".join(
        element("li", element("a", escape(worded(labels, label)), {"href": file, "epub:type": kind}))
        for file, kind, label in marks
    )
    navs = [toc, _nav("landmarks", labels["landmarks"], element("ol", links))]
    if pages:
        navs.append(_nav("page-list", labels["pages"], _entries(pages)))
    return "\n".join(navs)


def _nav(kind: str, title: str, inner: str) -> str:
    heading = element("h1" if kind == "toc" else "h2", escape(title), {"id": f"nav-{kind}"})
    attributes = {
        "epub:type": kind,
        "role": _ROLES.get(kind),
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
