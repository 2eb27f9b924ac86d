"""EbookLib's writer, mended: the package's own language, and a ZIP file whose bytes depend on its content alone."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING, Any, Final

from ebooklib import epub

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that ZIP can tell."""
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_FILE: Final = 0o100644 << 16
_STORED: Final = (".jpg", ".png", ".mp3")
_UNIX: Final = 3


def save(book: epub.EpubBook, out: Path, moment: datetime) -> None:
    """Write the book as of ``moment`` (UTC); raises `OSError`."""
    options = {"mtime": moment, "epub3_pages": False, "epub3_landmark": False, "epub2_guide": False}
    writer = _Writer(out, book, options)
    writer.process()
    writer.write()


class _Writer(epub.EpubWriter):  # type: ignore[misc] # EbookLib has no types
    def _write_opf_file(self, root: Any) -> None:  # noqa: ANN401
        root.set(_LANGUAGE, self.book.language)
        super()._write_opf_file(root)

    def write(self) -> None:
        """Write the container: the media type first and plain, as EPUB wants it, then the rest in order."""
        with _Archive(self.file_name, self.options["mtime"]) as self.out:
            self.out.writestr("mimetype", "application/epub+zip", compress_type=zipfile.ZIP_STORED)
            self._write_container()
            self._write_opf()
            self._write_items()


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
