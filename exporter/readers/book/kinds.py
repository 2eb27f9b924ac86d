"""What an element of a book is, by ``epub:type``, by its role in ARIA, or by the class that tools commonly give."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING, Final

from exporter.readers.flow import tree
from exporter.readers.flow.parts import Role

if TYPE_CHECKING:
    from exporter.readers.flow.tree import Element

_SKIPPED: Final = {
    **dict.fromkeys(
        ("toc", "landmarks", "page-list", "loi", "lot", "lov", "index", "doc-toc", "doc-index"), "contents"
    ),
    **dict.fromkeys(("cover", "doc-cover"), "cover"),
    **dict.fromkeys(("colophon", "doc-colophon", "copyright-page", "imprint", "imprimatur"), "colophon"),
    **dict.fromkeys(("titlepage", "halftitlepage"), "title-page"),
    **dict.fromkeys(("pagebreak", "doc-pagebreak"), "page-number"),
    **dict.fromkeys(("backlink", "doc-backlink"), "backlink"),
}
_ROLES: Final = {
    **dict.fromkeys(("subtitle", "doc-subtitle", "sous-titre"), Role.SUBTITLE),
    **dict.fromkeys(("byline", "author", "auteur", "auteurs"), Role.BYLINE),
    **dict.fromkeys(("dateline", "date", "pubdate", "reading-time"), Role.DATELINE),
    **dict.fromkeys(("kicker", "surtitre"), Role.KICKER),
    **dict.fromkeys(("publisher", "editeur"), Role.PUBLISHER),
    **dict.fromkeys(("lead", "chapo", "chapeau", "standfirst"), Role.LEAD),
    **dict.fromkeys(("credit", "credits"), Role.CREDIT),
    **dict.fromkeys(("attribution", "signature"), Role.ATTRIBUTION),
    **dict.fromkeys(("caption", "legende"), Role.CAPTION),
    "title": Role.TITLE,
}


OF_TITLE_PAGES: Final = frozenset({Role.SUBTITLE, Role.BYLINE, Role.DATELINE, Role.KICKER, Role.PUBLISHER})


class Kind(Enum):
    """Parts of a book that are treated apart."""

    NOTICE = auto()
    BIBLIOGRAPHY = auto()


_KINDS: Final = {
    **dict.fromkeys(("notice", "doc-notice"), Kind.NOTICE),
    **dict.fromkeys(("bibliography", "doc-bibliography"), Kind.BIBLIOGRAPHY),
}


def kinds(element: Element) -> frozenset[Kind]:
    """Which parts that are treated apart an element is."""
    return frozenset(_KINDS[name] for name in tree.types(element) if name in _KINDS)


def skipped(element: Element) -> str:
    """Why an element is not the article's; empty if it is."""
    return next((_SKIPPED[name] for name in tree.types(element) if name in _SKIPPED), "")


def role(element: Element) -> Role | None:
    """What a paragraph is by its types, or by its class or that of the block around it."""
    above = element.getparent()
    classes = (element.get("class") or "").lower().split()
    if above is not None and above.tag in ("div", "header", "section", "aside"):
        classes += [name for name in (above.get("class") or "").lower().split() if name in ("lead", "chapo", "chapeau")]
    found = next((_ROLES[name] for name in (*tree.types(element), *classes) if name in _ROLES), None)
    framed = any(one is not None and one.tag == "figcaption" for one in (element, above))
    return Role.CAPTION if found is None and framed else found
