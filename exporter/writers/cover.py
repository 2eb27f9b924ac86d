"""The cover: a square picture for podcasts, shops and catalogues, as they ask for it (1400 pixels, JPEG, RGB)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from exporter.messages import Message
from exporter.ports import Format

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Issue, World

FORMAT: Final = Format("cover", ".cover.jpg", "image/jpeg", 1, Message("Cover, square, for podcasts and shops"))


def write(article: Article, world: World, out: Path) -> None:
    """Draw the cover; characters that the fonts lack are reported."""
    from exporter.render import cover  # noqa: PLC0415 - Pillow, which most formats do without

    out.write_bytes(cover.jpeg(article, world, cover.SQUARE))


def bind(issue: Issue, world: World, out: Path) -> None:
    """Draw the cover of an issue, with its articles' titles."""
    from exporter.render import cover  # noqa: PLC0415 - as above

    out.write_bytes(cover.issue_jpeg(issue, world, cover.SQUARE))
