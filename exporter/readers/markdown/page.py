"""From the bytes of a Markdown file to its article."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.errors import ReadError
from exporter.events import Understood, Warned
from exporter.messages import Message
from exporter.model import DEFAULT_LANGUAGE, Image, Notice, NoticeKind, Paragraph, Text
from exporter.passes import decision
from exporter.readers.markdown import body, code, fields, matter, mdx, rendering, shortcodes
from exporter.readers.markdown.losses import Losses
from exporter.readers.markdown.restoring import Leaves, same
from exporter.readers.markdown.stash import Stash, without_marks
from exporter.readers.press import decoding, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.events import Report
    from exporter.model import Article, Block, Metadata
    from exporter.ports import Original, World
    from exporter.readers.markdown.fields import Fields
    from exporter.readers.press.phrases import Phrases

_SEPARATORS = re.compile(rb"\xe2\x80[\xa8\xa9]|\xc2\x85")
"""What Unicode counts as ends of lines, and no tool of Markdown does, in UTF-8."""

_EVERY_FOLDERS = re.compile(r"(?:_?index|readme)(?:\.[a-z]{2})?", re.IGNORECASE)
_DATED_NAME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})[-_ ]?")


def read(original: Original, world: World) -> Article:
    """Read an article; what is left out is reported. Raises `ReadError` for what holds none."""
    known = phrases.load(world)
    words = matter.load(world)
    data = _SEPARATORS.sub(b" ", original.data) if b"\n" in original.data else original.data
    text = without_marks(decoding.decode(data, world.report))
    rendering.check(text)
    lines = text.split("\n")
    front = matter.split(lines, words, world.report)
    losses = Losses(text, world.report)
    modules = mdx.without_modules(lines[front.body :], losses.drop, meant=original.name.lower().endswith(".mdx"))
    if modules.told and not front.fields:
        front = matter.of_object(modules.told[1], modules.told[0], words, world.report)
    told, start = fields.read(front, words, known, world.report), len(lines) - len(modules.lines)
    told, declared = _spoken(_resolved(told, losses))
    quotes = world.language(told.metadata.language).quotes
    reading = body.Reading(words.boxes, known, told.metadata.language, told.metadata.url, quotes)
    flow, notes = body.read(modules, reading, losses, echo=code.echo(front.fields, modules.lines))
    mark, called = body.take_title(flow, told.metadata.title), _called(original)
    told = _signed(told, flow, known, losses)
    if not any(map(re.compile(r"\w").search, lines[front.body :])) and not (told.description or told.sources):
        raise ReadError(
            Message("no article in {name}: it has no text", name=original.name),
            "check that the article's text was saved",
        )
    heading = walk.plain(mark.content) if mark else ""
    title = told.metadata.title or heading or original.title or _named(called, world.report)
    dated = _DATED_NAME.match(called)
    _tell(told.metadata, (title, Message("given" if original.title else "file name")), heading, dated, world.report)
    metadata = replace(
        told.metadata,
        title=title,
        subtitle=told.metadata.subtitle or (heading if heading and not same(heading, title) else None),
        published=told.metadata.published or (fields.date(dated["date"]) if dated else None),
    )
    article = _completed(body.assemble(flow, metadata, notes, known, losses.report), told)
    losses.audit(article, modules.lines, start + 1)
    if not declared:
        return decision.settle(article, world.report)
    world.report(Understood("language", told.metadata.language, Message("front matter")))
    return article


def _signed(told: Fields, flow: body.Flow, known: Phrases, losses: Losses) -> Fields:
    """The fields with what a byline below the title says, where front matter names no author."""
    line = None if told.metadata.authors else body.take_byline(flow, known, losses.heard)
    if line is None:
        return told
    before = told.metadata
    now = replace(
        before,
        authors=line.people,
        dateline=line.dateline,
        published=before.published or line.published,
        updated=before.updated or line.updated,
        reading_minutes=before.reading_minutes or line.minutes,
    )
    for name in ("authors", "published", "updated", "reading_minutes"):
        if getattr(now, name) != getattr(before, name):
            losses.report(Understood(name, fields.shown_value(getattr(now, name)), Message("below the title")))
    return replace(told, metadata=now)


def _tell(told: Metadata, title: tuple[str, str], heading: str, dated: re.Match[str] | None, report: Report) -> None:
    """Report where the title and the date were found that front matter does not give.

    ``title`` comes with its origin if no heading gives it.
    """
    if not told.title:
        report(Understood("title", *((title[0], Message("heading")) if heading else title)))
    elif heading and not same(heading, told.title):
        report(Understood("subtitle", heading, Message("heading")))
    if dated and not told.published:
        report(Understood("published", dated["date"], Message("file name")))


def _resolved(told: Fields, losses: Losses) -> Fields:
    """Take templates' tags and the names of emoji out of what front matter says; its longer texts may hold Markdown."""
    stash = Stash()
    leaves = Leaves(stash, losses.drop, None)
    title, subtitle, description = (
        shortcodes.take_out(text or "", stash, losses.drop)
        for text in (told.metadata.title, told.metadata.subtitle, told.description)
    )
    named = replace(told.metadata, title=leaves.text(title), subtitle=leaves.text(subtitle) or None)
    return replace(told, metadata=named, description=leaves.text(shortcodes.plain(description)))


def _called(original: Original) -> str:
    """What a file is called, without its suffix; its folder's name where its own is that of every folder's page."""
    stem = original.name.rpartition(".")[0]
    return original.folder if original.folder and _EVERY_FOLDERS.fullmatch(stem) else stem


def _named(name: str, report: Report) -> str:
    """The title that a file's name makes, as notebooks and Jekyll have it; raises `ReadError` if there is no name."""
    stem = _DATED_NAME.sub("", name).strip() or name
    if not re.search(r"\w", stem):
        raise ReadError(
            "no title: neither front matter nor a heading gives one", 'give one with --title "…", or in a line "# …"'
        )
    report(Warned("title", "no title in the text: the file's name is used"))
    spaced = stem if " " in stem or (stem == name.strip() and _DATED_NAME.match(stem)) else re.sub(r"[-_]+", " ", stem)
    return spaced[:1].upper() + spaced[1:]


def _spoken(told: Fields) -> tuple[Fields, bool]:
    """The fields with the default language where they tell none, and whether they tell one."""
    if told.metadata.language != fields.UNTOLD:
        return told, True
    return replace(told, metadata=replace(told.metadata, language=DEFAULT_LANGUAGE)), False


def _completed(article: Article, told: Fields) -> Article:
    """Put in what only the front matter says: the lead, the cover, sources, the licence."""
    notice = (Notice(NoticeKind.LICENCE, (Text(told.licence),)),) if told.licence else ()
    return replace(
        article,
        lead=tuple(_lead(article, told)),
        sources=(*article.sources, *told.sources),
        notices=(*article.notices, *notice),
    )


def _lead(article: Article, told: Fields) -> Iterator[Block]:
    """The description, unless the article says the same, and the cover, unless the article shows it."""
    first = article.blocks or (article.sections[0].blocks if article.sections else ())
    opening = next((walk.plain(block.content) for block in first if isinstance(block, Paragraph)), "")
    shown = (article.metadata.title, article.metadata.subtitle or "", opening)
    if told.description and not any(same(told.description, text) for text in shown):
        yield Paragraph((Text(told.description),))
    pictures = {node.src for node in walk.nodes(article) if isinstance(node, Image)}
    if told.cover and told.cover.image and told.cover.image.src not in pictures:
        yield told.cover
