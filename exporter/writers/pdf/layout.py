"""The article as one HTML page, out of the template of its design."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from exporter.events import NotRendered
from exporter.messages import Message
from exporter.model import PartialDate
from exporter.render import order, sources, templates, xhtml
from exporter.render.order import Part
from exporter.writers.pdf import code, glyphs
from exporter.writers.pdf.design import TEXT_FONT

if TYPE_CHECKING:
    from exporter.model import Article, Metadata
    from exporter.ports import World
    from exporter.render.phrasing import Style
    from exporter.writers.pdf.design import Design

_SHARED = "templates/pdf/page.html"
"""What the templates of all editions extend, as ``page.html``: the parts of an article in their order."""
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
    parts = _parts(article, style)
    told = (*(parts[part] for part in order.READ.end), article.metadata.publisher, article.metadata.url)
    facts |= {"order": order.READ, "parts": parts, "bound": design.bound, "ending": not design.bound or any(told)}
    return fitted(filled(design.template, world, facts), world, design)


def fitted(page: str, world: World, design: Design) -> str:
    """Fit the words of a page to the fonts; what no font has is reported."""
    covered = glyphs.coverage(world.resource(TEXT_FONT))
    head, body, words = page.partition("<body>")  # the head holds no words of the page
    lacking: dict[str, None] = {}
    shown = glyphs.fit(words, covered, lambda run: lacking.update(dict.fromkeys(run)))
    if lacking:
        told = "".join(lacking)[:_TOLD]
        world.report(
            NotRendered(
                design.form,
                "text",
                Message("no glyph for {text}: kept as text for screen readers only", text=repr(told)),
            )
        )
    return head + body + shown


def _parts(article: Article, style: Style) -> dict[Part, Markup]:
    """The markup of each part; none of what stands in metadata, or as links in the words."""
    first, last = order.notices(article, Part.DISCLOSURES), order.notices(article, Part.NOTICES)
    written = {
        Part.DISCLOSURES: "\n".join(xhtml.notice(notice, style) for notice in first),
        Part.LEAD: xhtml.blocks(article.lead, style),
        Part.BODY: xhtml.blocks(article.blocks, style),
        Part.SECTIONS: "\n".join(xhtml.section(section, style) for section in article.sections),
        Part.NOTES: "\n".join(xhtml.note(note, style) for note in article.notes),
        Part.SOURCES: sources.source_groups(article, style),
        Part.CREDITS: "\n".join(xhtml.credit(credit, style) for credit in article.credits),
        Part.NOTICES: "\n".join(xhtml.notice(notice, style) for notice in last),
    }
    return {part: Markup(written.get(part, "")) for part in Part}  # noqa: S704 - escaped by the renderer


def setting(metadata: Metadata, world: World, design: Design) -> dict[str, object]:
    """What every page is told: the metadata, words of the house, running heads, the time."""
    language, now = world.language(metadata.language), world.now()
    covered = glyphs.coverage(world.resource(TEXT_FONT))
    today = language.date(PartialDate(now.year, now.month, now.day))
    return {
        "metadata": metadata,
        "labels": language.labels,
        "colon": _entity(language.colon),
        "running": glyphs.legible(shortened(metadata.title, design.running), covered),
        "imprint": glyphs.legible(shortened(metadata.publisher or "", design.running), covered),
        "generated": language.labels["generated"].format(date=today),
        "now": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def _entity(text: str) -> Markup:
    """Text with no-break spaces by name: in the markup, which the PDF's identifier follows, nobody sees them else."""
    return Markup(str(escape(text)).replace("\u00a0", "&nbsp;"))  # noqa: S704 - escaped here


def _facts(metadata: Metadata, style: Style) -> dict[str, object]:
    return {
        "lines": order.lines(metadata, style.language),
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


def filled(name: str, world: World, parts: Mapping[str, object]) -> str:
    """Fill in a template of a page; raises `WriteError` that names the line of a theme's mistake."""
    return templates.filled(name, world, parts, _SHARED)
