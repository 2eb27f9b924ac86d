"""The package's metadata: Dublin Core with MARC relators, accessibility, the use of AI."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Final

from exporter import canon, walk
from exporter.model import Credit, NoticeKind
from exporter.writers.epub.accessibility import CONFORMANCE
from exporter.writers.epub.documents import one_line

if TYPE_CHECKING:
    from ebooklib.epub import EpubBook

    from exporter.model import Article, Metadata
    from exporter.writers.epub.accessibility import Accessibility

COVER_ID: Final = "cover-image"
"""The id of the cover's picture in the manifest."""

_RELATORS: Final = {"photo": "pht", "illustration": "ill", "video": "vdg", "translation": "trl", "text": "aut"}
"""Roles of credits as MARC relators (https://www.loc.gov/marc/relators/); another one is a contributor, ``ctb``."""

_NOBODY: Final = frozenset({"DR", "D.R.", "D. R."})
"""Droits réservés: what French print says of a picture whose author it does not know."""

_AI: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
"""IPTC's term for a work made by people and generative AI together."""


def identifier(article: Article) -> str:
    """A URN that only the same document has."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{canon.digest(article)}").urn


class Sheet:
    """The metadata of a book; empty values are left out."""

    def __init__(self, book: EpubBook) -> None:
        """Write into ``book``."""
        self._book = book

    def dc(self, name: str, value: str | None, uid: str | None = None) -> bool:
        """Add a Dublin Core element; tells whether there was a value."""
        words = one_line(value or "")
        if words:
            self._book.add_metadata("DC", name, words, {"id": uid} if uid else {})
        return bool(words)

    def meta(self, name: str, value: str, refines: str | None = None, scheme: str | None = None) -> None:
        """Add a property of the book or, with ``refines``, of the element with this id."""
        extra = {"refines": f"#{refines}"} if refines else {}
        extra |= {"scheme": scheme} if scheme else {}
        self._book.add_metadata(None, "meta", one_line(value), {"property": name, **extra})

    def person(self, element: str, name: str, uid: str, relator: str) -> None:
        """Add somebody with a role."""
        if self.dc(element, name, uid):
            self.meta("role", relator, uid, "marc:relators")


def describe(book: EpubBook, article: Article, accessibility: Accessibility) -> None:
    """Write all metadata but title, language, identifier and time."""
    sheet = Sheet(book)
    book.add_metadata(None, "meta", "", {"name": "cover", "content": COVER_ID})  # for EPUB 2 reading systems
    _work(sheet, article.metadata)
    _people(sheet, article)
    _statements(sheet, article)
    _accessibility(sheet, accessibility)


def _work(sheet: Sheet, metadata: Metadata) -> None:
    if sheet.dc("title", metadata.subtitle, "subtitle"):
        sheet.meta("title-type", "subtitle", "subtitle")
    sheet.dc("publisher", metadata.publisher)
    sheet.dc("date", str(metadata.published or metadata.updated or ""))
    sheet.dc("source", metadata.url)
    for keyword in metadata.keywords:
        sheet.dc("subject", keyword)


def _people(sheet: Sheet, article: Article) -> None:
    for number, author in enumerate(article.metadata.authors, 1):
        sheet.person("creator", author.name, f"creator-{number}", "aut")
    credited: dict[str, str] = {}
    for node in walk.nodes(article):
        if isinstance(node, Credit) and node.name not in _NOBODY:
            credited[node.name] = _RELATORS.get(node.role, credited.get(node.name, "ctb"))
    for number, (name, relator) in enumerate(credited.items(), 1):
        sheet.person("contributor", name, f"contributor-{number}", relator)


def _statements(sheet: Sheet, article: Article) -> None:
    lead = (walk.plain(sentence.content) for block in article.lead for sentence in walk.sentences(block))
    sheet.dc("description", " ".join(lead))
    for notice in article.notices:
        words = walk.plain(notice.content)
        match notice.kind:
            case NoticeKind.LICENCE:
                sheet.dc("rights", words)
            case NoticeKind.AI:
                sheet.dc("description", words)
                sheet.meta("schema:digitalSourceType", _AI)
            case _:
                pass  # a statement to readers, in the text


def _accessibility(sheet: Sheet, accessibility: Accessibility) -> None:
    for name, values in (
        ("accessMode", accessibility.modes),
        ("accessModeSufficient", accessibility.sufficient),
        ("accessibilityFeature", accessibility.features),
        ("accessibilityHazard", accessibility.hazards),
        ("accessibilitySummary", (accessibility.summary,)),
    ):
        for value in values:
            sheet.meta(f"schema:{name}", value)
    sheet.meta("pageBreakSource", accessibility.pages or "none")
    if accessibility.certifier:
        sheet.meta("dcterms:conformsTo", CONFORMANCE)
        sheet.meta("a11y:certifiedBy", accessibility.certifier)
