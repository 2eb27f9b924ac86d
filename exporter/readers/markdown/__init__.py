"""The reader of Markdown as blogs, sites and notebooks write it, with its front matter.

The steps: front matter away (`matter`, `fields`), code set aside (`code`, `stash`), templates' tags and the marks of
single tools resolved (`containers`, `mdx`, `shortcodes`, `dialects`), lists laid out (`layout`), markup bounded, then
Python-Markdown (`rendering`); its tree, made that of any page (`restoring`), is read as pages are
(`exporter.readers.flow`) and becomes the article (`body`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.ports import Intake

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import Original, World

INTAKE = Intake("markdown", frozenset({".md", ".markdown", ".mdown", ".mdx", ".mkd", ".qmd", ".rmd"}), "Markdown")

_SNIFFED = (".txt", ".text")
_HEAD = 1 << 17
"""Bytes in which front matter is looked for where the name does not say that this is Markdown."""


def accepts(original: Original) -> bool:
    """Take ``*.md`` and the like; plain text and standard input where closed front matter gives a title."""
    name = original.name.lower()
    if name.endswith(tuple(INTAKE.suffixes)):
        return True
    if name != "-" and not name.endswith(_SNIFFED) and "." in name.lstrip("."):
        return False
    head = original.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith((b"---", b"+++", b";;;")) and _announced(head)


def _announced(head: bytes) -> bool:
    from exporter.readers.markdown import matter  # noqa: PLC0415 - of plain text, few begin so

    return matter.announced(head.decode(errors="replace"))


def read(original: Original, world: World) -> Article:
    """Read an article; what is left out is reported. Raises `ReadError` for what holds none."""
    from exporter.readers.markdown import page  # noqa: PLC0415 - Python-Markdown, needed for Markdown alone

    return page.read(original, world)
