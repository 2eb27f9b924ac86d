"""An EPUB file that is written as its parts come: nothing but names is kept of what is in it already.

The package document and the NCX are EbookLib's, mended, and come last: they list what has come before. The bytes of the
ZIP file depend on its content alone.
"""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any, Final

from ebooklib import epub

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path
    from types import TracebackType
    from typing import Self

    from exporter.render.pages.binding import File
    from exporter.render.pages.documents import Entry

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that ZIP can tell."""
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FILE: Final = 0o100644 << 16
_STORED: Final = (".jpg", ".png", ".mp3", "mimetype")
_UNIX: Final = 3


class Package:
    """An EPUB on its way to a file."""

    def __init__(self, out: Path, moment: datetime) -> None:
        """Begin the file, as of ``moment`` (UTC); raises `OSError`."""
        self.book = epub.EpubBook()
        self._archive = _Archive(out, moment)
        self._writer = _Writer(self.book, self._archive, moment)
        self._items: dict[str, epub.EpubItem] = {}

    def __enter__(self) -> Self:
        """Write what identifies an EPUB: its media type first, and plain."""
        self._archive.writestr("mimetype", "application/epub+zip")
        self._writer.write_container()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file, whole only after `finish`."""
        self._archive.close()

    def add(self, file: File, properties: str = "", name: str = "") -> None:
        """Add a file; one of a name that is there already is taken for the same.

        ``properties`` are those of the manifest, ``name`` is its id there, unless its own name gives it one.
        """
        if file.name in self._items:
            return
        item = epub.EpubItem(name or uid(file.name), file.name, file.media_type)
        item.properties = [*properties.split(), *(["mathml"] if b"<math " in file.data else [])]
        item.media_overlay = uid(file.overlay) if file.overlay else None
        self._items[file.name] = self.book.add_item(item)
        self._archive.writestr(f"{self.book.FOLDER_NAME}/{file.name}", file.data)

    def finish(self, pages: Iterable[str], contents: Iterable[Entry]) -> None:
        """Write the package document and the contents for EPUB 2; ``pages`` are the names of all pages in order."""
        self.book.spine = [self._items[name] for name in pages]
        self.book.toc = _ncx(contents)
        self.book.add_item(epub.EpubNcx())
        self._writer.finish()


def uid(name: str) -> str:
    """The id of a file in the package's manifest."""
    return "item-" + name.replace("/", "-").replace(".", "-")


def _ncx(entries: Iterable[Entry]) -> list[object]:
    """The contents for EPUB 2 reading systems, as EbookLib takes them."""
    links: list[object] = []
    for entry in entries:
        link = epub.Link(entry.href, entry.title, "toc-" + uid(entry.href.replace("#", "-")))
        links.append((link, _ncx(entry.entries)) if entry.entries else link)
    return links


class _Writer(epub.EpubWriter):  # type: ignore[misc] # EbookLib has no types
    def __init__(self, book: epub.EpubBook, archive: _Archive, moment: datetime) -> None:
        super().__init__("", book, {"mtime": moment, "epub2_guide": False})
        self.out = archive

    def _write_opf_file(self, root: Any) -> None:  # noqa: ANN401
        root.set(_LANGUAGE, self.book.language)
        super()._write_opf_file(root)

    def write_container(self) -> None:
        """Write the file that leads to the package document."""
        self._write_container()

    def finish(self) -> None:
        """Write what EbookLib makes: the package document and the NCX."""
        self._write_opf()
        self.out.writestr(f"{self.book.FOLDER_NAME}/{epub.EpubNcx().file_name}", self._get_ncx())


class _Archive(zipfile.ZipFile):
    """A ZIP file whose members are all of one moment."""

    def __init__(self, path: Path, moment: datetime) -> None:
        super().__init__(path, "w", zipfile.ZIP_DEFLATED)
        self._moment = max(_EPOCH, moment.timetuple()[:6])

    def writestr(self, name: Any, data: Any, compress_type: Any = None, compresslevel: Any = None) -> None:  # noqa: ANN401 - as inherited
        """Add a member under a name; what is compressed already is stored."""
        member = zipfile.ZipInfo(name, self._moment)
        member.create_system, member.external_attr = _UNIX, _FILE
        method = zipfile.ZIP_STORED if name.endswith(_STORED) else zipfile.ZIP_DEFLATED
        super().writestr(member, data, method if compress_type is None else compress_type, compresslevel)
