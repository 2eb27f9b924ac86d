"""From an article to an EPUB file, with EbookLib."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from ebooklib import epub

from exporter.render import cover, xhtml
from exporter.render.album import Album
from exporter.writers.epub import accessibility, looks, metadata, navigation, package
from exporter.writers.epub.documents import NOTES, compose, file_of, page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import World
    from exporter.writers.epub.documents import Document, Entry

_COVER_IMAGE: Final = "images/cover.jpg"
_XHTML: Final = "application/xhtml+xml"
_LARGEST: Final = (2000, 2000)
"""Width and height of a picture in pixels: sharp on the largest e-readers."""


def make(article: Article, world: World, out: Path) -> None:
    """Write an article as EPUB; what cannot be shown is reported. Raises `OSError`."""
    for loss in xhtml.losses(article, "epub"):
        world.report(loss)
    language = world.language(article.metadata.language)
    album = Album(world, "epub", "images/", _LARGEST)
    style = xhtml.Style(
        language,
        notes=xhtml.note_labels(article),
        notes_file=file_of(NOTES),
        image=album.address,
        heading_base=0,
        sentence_spans=True,
        epub=True,
    )
    content = accessibility.Content(accessibility.images(article, album), certifier=world.settings.book.certifier)
    access = accessibility.describe(content, language)
    documents = compose(article, style, access.summary, world.now())
    book = _book(article, documents, world)
    metadata.describe(book, (metadata.facts(article),), access)
    for name, picture in album.files.items():
        book.add_item(epub.EpubItem(_uid(name), name, picture.media_type, picture.data))
    package.save(book, out, world.now())


def _book(article: Article, documents: tuple[Document, ...], world: World) -> epub.EpubBook:
    """Everything but metadata and the article's own pictures."""
    tag, title = article.metadata.language, documents[0].title
    labels = world.language(tag).labels
    book = epub.EpubBook()
    book.set_identifier(metadata.identifier(metadata.facts(article)))
    book.set_title(title)
    book.set_language(tag)
    cover_page = _item(navigation.COVER, labels["cover"], navigation.cover(_COVER_IMAGE, title, labels), tag)
    contents = _item(navigation.CONTENTS, labels["contents"], navigation.contents(documents, labels), tag)
    contents.properties = ["nav"]
    texts = [_item(one.file, one.title, one.body, tag) for one in documents]
    for item in (cover_page, contents, *texts, *_looks(article, world)):
        book.add_item(item)
    book.spine = [cover_page, contents, *texts]
    book.toc = _ncx(document.entry for document in documents)
    book.add_item(epub.EpubNcx())
    return book


def _item(name: str, title: str, body: str, tag: str) -> epub.EpubItem:
    return epub.EpubItem(_uid(name), name, _XHTML, page(title, body, tag))


def _looks(article: Article, world: World) -> Iterator[epub.EpubItem]:
    """Stylesheets, fonts and the cover's picture."""
    picture = epub.EpubItem(metadata.COVER_ID, _COVER_IMAGE, "image/jpeg", cover.jpeg(article, world, cover.PORTRAIT))
    picture.properties = ["cover-image"]
    yield picture
    for name, data, media_type in looks.files(world):
        yield epub.EpubItem(_uid(name), name, media_type, data)


def _uid(name: str) -> str:
    """The id of a file in the package's manifest."""
    return "item-" + name.replace("/", "-").replace(".", "-")


def _ncx(entries: Iterable[Entry]) -> list[object]:
    """The contents for EPUB 2 reading systems, as EbookLib takes them."""
    links: list[object] = []
    for entry in entries:
        link = epub.Link(entry.href, entry.title, "toc-" + _uid(entry.href.replace("#", "-")))
        links.append((link, _ncx(entry.entries)) if entry.entries else link)
    return links
