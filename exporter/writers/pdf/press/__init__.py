"""PDF for the press: PDF/X-4 with bleed and crop marks, in the inks of coated paper (FOGRA39), text in black alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.messages import Message
from exporter.ports import Format
from exporter.writers import pdf
from exporter.writers.pdf.press.options import Options

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import World

FORMAT = Format("pdf-print", ".print.pdf", "application/pdf", 3, Message("PDF/X-4 for the press"))
OPTIONS = Options
ready = pdf.ready


def write(article: Article, world: World, out: Path) -> None:
    """Write the press edition and report what its preflight found.

    Raises `ResourceError` without Pango, `WriteError` for a size that no page can have and for pages that fail the
    preflight.
    """
    with pdf.able():
        from exporter.writers.pdf.press import edition  # noqa: PLC0415 - imports WeasyPrint

        out.write_bytes(edition.make(article, world))
