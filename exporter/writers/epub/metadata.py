"""The package's metadata: Dublin Core with MARC relators, accessibility, the use of AI."""

from __future__ import annotations

import uuid
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exporter import canon, walk
from exporter.model import Credit, Foreign, Metadata, NoticeKind
from exporter.render.pages.accessibility import CONFORMANCE
from exporter.render.pages.documents import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ebooklib.epub import EpubBook

    from exporter.model import Article
    from exporter.render.pages.accessibility import Accessibility

COVER_ID: Final = "cover-image"
"""The id of the cover's picture in the manifest."""

_RELATORS: Final = {"photo": "pht", "illustration": "ill", "video": "vdg", "translation": "trl", "text": "aut"}
"""Roles of credits as MARC relators (https://www.loc.gov/marc/relators/); another one is a contributor, ``ctb``."""

_NOBODY: Final = frozenset({"DR", "D.R.", "D. R."})
"""Droits réservés: what French print says of a picture whose author it does not know."""

_ORIGIN: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
_AI: Final = f"{_ORIGIN}compositeWithTrainedAlgorithmicMedia"
"""IPTC's term for a work made by people and generative AI together."""
_SYNTHETIC: Final = f"{_ORIGIN}compositeSynthetic"
"""IPTC's term for a work of which a part is synthetic: its voice."""

_SUBSTANTIAL: Final = 0.1
"""The share of the text from which on another language is one of the book's."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an article gives to the metadata of its book: little enough to keep for each of an issue's hundreds.

    ``digest`` is the SHA-256 of the article, ``credits`` are roles and names, ``languages`` its own and those of
    substantial passages.
    """

    metadata: Metadata
    digest: str
    lead: str = ""
    credits: tuple[tuple[str, str], ...] = ()
    notices: tuple[tuple[NoticeKind, str], ...] = ()
    languages: tuple[str, ...] = ()


def facts(article: Article) -> Facts:
    """Collect what the metadata tell of an article."""
    return Facts(
        article.metadata,
        canon.digest(article),
        " ".join(walk.line(run) for block in article.lead for run in walk.runs(block)),
        tuple((node.role, node.name) for node in walk.nodes(article) if isinstance(node, Credit)),
        tuple((notice.kind, walk.line(notice.content)) for notice in article.notices),
        tuple(_languages(article)),
    )


def _languages(article: Article) -> Iterator[str]:
    """The article's language, then others in which much of its text is; titles of sources do not count."""
    yield article.metadata.language
    parts = (*article.lead, *article.blocks, *article.sections, *article.notes)
    lengths: Counter[str] = Counter()
    for node in (node for part in parts for node in walk.nodes(part)):
        if isinstance(node, Foreign):
            lengths[node.language] += len(walk.plain(node.content))
    whole = sum(len(walk.words(part)) for part in parts) if lengths else 0
    yield from (tag for tag, length in lengths.items() if length >= max(1, whole * _SUBSTANTIAL))


def identifier(*parts: Facts, title: str = "") -> str:
    """A URN that only a book of the same articles has, and of the same ``title`` if it is an issue."""
    digests = " ".join((*(part.digest for part in parts), *filter(None, [title])))
    return uuid.uuid5(uuid.NAMESPACE_URL, f"urn:sha256:{digests}").urn


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

    def meta(self, name: str, value: str, refines: str | None = None, **attributes: str) -> None:
        """Add a property of the book or, with ``refines``, of the element with this id; empty ones are left out."""
        extra = {"refines": f"#{refines}"} if refines else {}
        if words := one_line(value):
            self._book.add_metadata(None, "meta", words, {"property": name, **extra, **attributes})

    def person(self, element: str, name: str, uid: str, relator: str) -> None:
        """Add somebody with a role."""
        if self.dc(element, name, uid):
            self.meta("role", relator, uid, scheme="marc:relators")


def describe(
    book: EpubBook, parts: Sequence[Facts], accessibility: Accessibility, issue: Metadata | None = None
) -> None:
    """Write all metadata but title, main language, identifier and time: of one article, or of an issue of several."""
    sheet = Sheet(book)
    book.add_metadata(None, "meta", "", {"name": "cover", "content": COVER_ID})  # for EPUB 2 reading systems
    _work(sheet, issue or parts[0].metadata)
    if issue:
        _issue(sheet, issue, parts)
    _people(sheet, parts, issue)
    _text(sheet, parts, issue)
    _statements(sheet, parts)
    _accessibility(sheet, accessibility)


def _work(sheet: Sheet, metadata: Metadata) -> None:
    if sheet.dc("title", metadata.subtitle, "subtitle"):
        sheet.meta("title-type", "subtitle", "subtitle")
    sheet.dc("publisher", metadata.publisher)


def _issue(sheet: Sheet, issue: Metadata, parts: Sequence[Facts]) -> None:
    """The periodical that an issue is of, and the titles of its articles."""
    if issue.publisher:
        sheet.meta("belongs-to-collection", issue.publisher, id="collection")
        sheet.meta("collection-type", "series", "collection")
    for part in parts:
        sheet.meta("dcterms:hasPart", part.metadata.title)


def _people(sheet: Sheet, parts: Sequence[Facts], issue: Metadata | None) -> None:
    """Authors, each once, an issue's own before those of its articles, then everybody else who is credited."""
    authors = [author.name for author in issue.authors] if issue else []
    authors += [author.name for part in parts for author in part.metadata.authors]
    creators = dict.fromkeys(authors)
    for number, name in enumerate(creators, 1):
        sheet.person("creator", name, f"creator-{number}", "aut")
    credited: dict[str, str] = {}
    for name, relator in (one for part in parts for credit in part.credits for one in _credited(*credit)):
        if name not in _NOBODY and not (name in creators and relator in ("aut", "ctb")):
            credited[name] = credited.get(name, relator) if relator == "ctb" else relator
    for number, (name, relator) in enumerate(credited.items(), 1):
        sheet.person("contributor", name, f"contributor-{number}", relator)


def _credited(role: str, name: str) -> Iterator[tuple[str, str]]:
    """Names and relators of a credit; after a stroke stands whom the first one works for ("Lucie Ferrand / AFP")."""
    first, *others = (one.strip() for one in name.split("/"))
    yield first, _RELATORS.get(role, "ctb")
    yield from ((other, "ctb") for other in others)


def _text(sheet: Sheet, parts: Sequence[Facts], issue: Metadata | None) -> None:
    """Dates, languages, subjects, and where the text comes from."""
    works = [issue] if issue else []
    works += [part.metadata for part in parts]
    sheet.dc("date", _published(works))
    if not issue and works[0].published and works[0].updated:
        sheet.meta("schema:dateModified", str(works[0].updated))
    spoken = dict.fromkeys(tag for part in parts for tag in part.languages)
    for tag in spoken:
        if tag != works[0].language:
            sheet.dc("language", tag)
    for url in dict.fromkeys(work.url for work in works if work.url):
        sheet.dc("source", url)
    for keyword in dict.fromkeys(keyword for work in works for keyword in work.keywords):
        sheet.dc("subject", keyword)


def _published(works: Sequence[Metadata]) -> str:
    """The date of the article or the issue; of an issue without one, that of its latest article."""
    first = works[0].published or works[0].updated
    return str(first) if first else max((str(work.published) for work in works if work.published), default="")


def _statements(sheet: Sheet, parts: Sequence[Facts]) -> None:
    if len(parts) == 1:
        sheet.dc("description", parts[0].lead)
    notices = dict.fromkeys(notice for part in parts for notice in part.notices)
    for kind, words in notices:
        match kind:
            case NoticeKind.LICENCE:
                sheet.dc("rights", words)
            case NoticeKind.AI:
                sheet.dc("description", words)
            case _:
                pass  # a statement to readers, in the text
    if any(kind is NoticeKind.AI for kind, _ in notices):
        sheet.meta("schema:digitalSourceType", _AI)


def _accessibility(sheet: Sheet, accessibility: Accessibility) -> None:
    if "auditory" in accessibility.modes:
        sheet.meta("schema:digitalSourceType", _SYNTHETIC)
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
