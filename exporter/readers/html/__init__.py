"""The reader of web pages: the article as it stands on the page, the site around it left behind.

The steps: bytes to text (`decoding`), text to a tree (`tree`, `mending`), that to runs of words (`flow`); which are
the article's is found by trafilatura (`body`), and looked over here (`junk`); what the head claims (`claims`,
`structured`) and the page shows (`visible`, `title`) is reconciled (`metadata`); then sources, notes, pictures, blocks
and sections.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.ports import Intake, Original
from exporter.readers.html import sniffing

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import World

INTAKE = Intake("html", sniffing.SUFFIXES, "page web")


def accepts(original: Original) -> bool:
    """Take ``*.html``, ``*.htm``, ``*.xhtml``, compressed or not, and pages under other names."""
    return sniffing.page(original.name, original.data)


def read(original: Original, world: World) -> Article:
    """Read an article; what is left out is reported, and where each fact was found.

    Raises `ReadError` for what holds no article.
    """
    from exporter.readers.html import page  # noqa: PLC0415 - lxml, needed for pages alone

    return page.read(original, world)
