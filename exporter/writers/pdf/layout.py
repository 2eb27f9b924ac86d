"""The article as one HTML page, out of the template of its design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from exporter.events import NotRendered
from exporter.model import PartialDate
from exporter.render import front, sources, xhtml
from exporter.render.templates import filled
from exporter.writers.pdf import code, glyphs
from exporter.writers.pdf.design import TEXT_FONT

if TYPE_CHECKING:
    from exporter.model import Article, Metadata
    from exporter.ports import World
    from exporter.render.xhtml import Style
    from exporter.writers.pdf.design import Design

"""What Jinja calls a template that has no file."""
_TOLD = 100
"""Characters without a glyph that are reported: a page may be full of them."""
_PUNCTUATION = "\u00a0\u202f,;:–—-"
_SHORTEST = 3
"""Letters of a word that a title may be cut after: not an article, not a preposition."""


@dataclass(frozen=True, slots=True)
class Page:
    """The HTML of a page and the files that it shows, by their address."""

    html: str
    files: Mapping[str, bytes]


def html(article: Article, world: World, style: Style, design: Design) -> str:
    """Write the page, its words fitted to the fonts; ``style.image`` tells where its pictures are."""
    facts = {**setting(article.metadata, world, design), **_facts(article.metadata, style)}
    return fitted(filled(design.template, world, {**_parts(article, style), **facts}), world, design)


def fitted(page: str, world: World, design: Design) -> str:
    """Fit the words of a page to the fonts; what no font has is reported."""
    covered = glyphs.coverage(world.resource(TEXT_FONT))
    head, body, words = page.partition("<body>")  # the head holds no words of the page
    lacking: dict[str, None] = {}
    shown = glyphs.fit(words, covered, lambda run: lacking.update(dict.fromkeys(run)))
    if lacking:
        told = "".join(lacking)[:_TOLD]
        world.report(NotRendered(design.form, "text", f"no glyph for {told!r}: kept as text for screen readers only"))
    return head + body + shown


def _parts(article: Article, style: Style) -> dict[str, object]:
    parts = {
        "lead": xhtml.blocks(article.lead, style),
        "blocks": xhtml.blocks(article.blocks, style),
        "sections": "\n".join(xhtml.section(section, style) for section in article.sections),
        "notes": "\n".join(xhtml.note(note, style) for note in article.notes),
        "sources": sources.source_groups(article, style),
        "credits": "\n".join(xhtml.credit(credit, style) for credit in article.credits),
        "notices": "\n".join(xhtml.notice(notice, style) for notice in article.notices),
    }
    return {name: Markup(part) for name, part in parts.items()}  # noqa: S704 - escaped by the renderer


def setting(metadata: Metadata, world: World, design: Design) -> dict[str, object]:
    """What every page is told: the metadata, words of the house, running heads, the time."""
    language, now = world.language(metadata.language), world.now()
    covered = glyphs.coverage(world.resource(TEXT_FONT))
    today = language.date(PartialDate(now.year, now.month, now.day))
    return {
        "metadata": metadata,
        "labels": language.labels,
        "running": glyphs.legible(shortened(metadata.title, design.running), covered),
        "imprint": glyphs.legible(shortened(metadata.publisher or "", design.running), covered),
        "generated": language.labels["generated"].format(date=today),
        "now": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _facts(metadata: Metadata, style: Style) -> dict[str, object]:
    return {
        "byline": front.byline(metadata, style.language),
        "dateline": front.dateline(metadata, style.language),
        "reading_time": front.reading_time(metadata, style.language),
        "address": style.link(metadata.url) if metadata.url else None,
        "code": code.ADDRESS if original_code(metadata, style) else None,
    }


def original_code(metadata: Metadata, style: Style) -> bytes | None:
    """Draw the address of the original as a QR code, a PNG file; None without an address that may be linked to."""
    address = style.link(metadata.url) if metadata.url else None
    return code.png(address) if address else None


def shortened(title: str, length: int) -> str:
    """Cut a title for the head of the page, between words where it has any."""
    if len(title) <= length:
        return title
    words = title[:length].split(" ")[:-1]
    while words and len(words[-1].strip(_PUNCTUATION)) < _SHORTEST:
        words.pop()
    return f"{' '.join(words).rstrip(_PUNCTUATION) or title[:length]}…"
