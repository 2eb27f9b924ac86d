"""The article as one HTML page, out of the template of its design."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from exporter.events import NotRendered
from exporter.model import PartialDate
from exporter.render import front, sources, xhtml
from exporter.writers.pdf import glyphs
from exporter.writers.pdf.design import TEXT_FONT

if TYPE_CHECKING:
    from exporter.model import Article, Metadata
    from exporter.ports import World
    from exporter.render.xhtml import Style
    from exporter.writers.pdf.design import Design

_RUNNING_LENGTH = 88
_PUNCTUATION = "\u00a0\u202f,;:–—-"
_SHORTEST = 3
"""Letters of a word that a title may be cut after: not an article, not a preposition."""


def html(article: Article, world: World, style: Style, design: Design) -> str:
    """Write the page, its words fitted to the fonts; ``style.image`` tells where its pictures are."""
    covered = glyphs.coverage(world.resource(TEXT_FONT))
    page = _template(world.resource(design.template)).render(
        _parts(article, style), **_front_and_back(article.metadata, world, style, covered)
    )
    head, body, words = page.partition("<body>")  # the head holds no words of the page
    lacking: dict[str, None] = {}
    fitted = glyphs.fit(words, covered, lacking.setdefault)
    for run in lacking:
        world.report(NotRendered(design.form, "text", f"no glyph for {run!r}: kept as text for screen readers only"))
    return head + body + fitted


def _parts(article: Article, style: Style) -> dict[str, Markup]:
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


def _front_and_back(metadata: Metadata, world: World, style: Style, covered: frozenset[str]) -> dict[str, object]:
    language, now = style.language, world.now()
    today = language.date(PartialDate(now.year, now.month, now.day))
    return {
        "metadata": metadata,
        "labels": language.labels,
        "running": glyphs.legible(shortened(metadata.title), covered),
        "imprint": glyphs.legible(shortened(metadata.publisher or ""), covered),
        "byline": front.byline(metadata, language),
        "dateline": front.dateline(metadata, language),
        "reading_time": front.reading_time(metadata, language),
        "address": style.link(metadata.url) if metadata.url else None,
        "generated": language.labels["generated"].format(date=today),
        "now": now.strftime("%Y-%m-%dT%H:%M:%SZ"),
    }


def shortened(title: str, length: int = _RUNNING_LENGTH) -> str:
    """Cut a title for the head of the page, between words where it has any."""
    if len(title) <= length:
        return title
    words = title[:length].split(" ")[:-1]
    while words and len(words[-1].strip(_PUNCTUATION)) < _SHORTEST:
        words.pop()
    return f"{' '.join(words).rstrip(_PUNCTUATION) or title[:length]}…"


@cache
def _template(source: bytes) -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.from_string(source.decode())
