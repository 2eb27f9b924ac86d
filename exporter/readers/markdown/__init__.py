"""The reader of Markdown as blogs, sites and notebooks write it, with its front matter.

The steps: front matter away (`matter`, `fields`), code set aside (`code`, `stash`), templates' tags and the marks of
single tools resolved (`shortcodes`, `dialects`), lists laid out (`layout`), markup bounded (`limits`), then
Python-Markdown (`rendering`); its tree, made that of any page (`restoring`, `leaves`), is read as pages are
(`exporter.readers.flow`) and becomes the article (`assembly`, `references`).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from exporter import walk
from exporter.errors import ReadError
from exporter.events import Understood, Warned
from exporter.model import (
    DEFAULT_LANGUAGE,
    Image,
    Metadata,
    Notice,
    NoticeKind,
    Paragraph,
    Text,
)
from exporter.passes import decision
from exporter.ports import Intake
from exporter.readers.markdown import (
    assembly,
    body,
    chunks,
    fields,
    limits,
    matter,
    mdx,
    references,
    shortcodes,
    vocabulary,
)
from exporter.readers.markdown.leaves import Leaves, same
from exporter.readers.markdown.losses import Losses
from exporter.readers.markdown.stash import Stash, without_marks
from exporter.readers.press import decoding, phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.events import Report
    from exporter.model import Article, Block, Source
    from exporter.ports import Original, World
    from exporter.readers.markdown.fields import Fields
    from exporter.readers.press.sections import Head

INTAKE = Intake("markdown", frozenset({".md", ".markdown", ".mdown", ".mdx", ".mkd", ".qmd", ".rmd"}), "Markdown")

_SNIFFED = (".txt", ".text")
_HEAD = 1 << 17
"""Bytes in which front matter is looked for where the name does not say that this is Markdown."""

_SEPARATORS = re.compile(rb"\xe2\x80[\xa8\xa9]|\xc2\x85")
"""What Unicode counts as ends of lines, and no tool of Markdown does, in UTF-8."""

_EVERY_FOLDERS = re.compile(r"(?:_?index|readme)(?:\.[a-z]{2})?", re.IGNORECASE)
_DATED_NAME = re.compile(r"(?P<date>\d{4}-\d{2}-\d{2})[-_ ]?")


def accepts(original: Original) -> bool:
    """Take ``*.md`` and the like; plain text and standard input where closed front matter gives a title."""
    name = original.name.lower()
    if name.endswith(tuple(INTAKE.suffixes)):
        return True
    if name != "-" and not name.endswith(_SNIFFED) and "." in name.lstrip("."):
        return False
    head = original.data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head.startswith((b"---", b"+++", b";;;")) and matter.announced(head.decode(errors="replace"))


def read(original: Original, world: World) -> Article:
    """Read an article; what is left out is reported. Raises `ReadError` for what holds none."""
    known = phrases.load(world)
    words = vocabulary.load(world)
    data = _SEPARATORS.sub(b" ", original.data) if b"\n" in original.data else original.data
    text = without_marks(decoding.decode(data, world.report))
    limits.check(text)
    lines = text.split("\n")
    front = matter.split(lines, words, world.report)
    losses = Losses(text, world.report)
    modules = mdx.without_modules(lines[front.body :], losses.drop, meant=original.name.lower().endswith(".mdx"))
    if modules.told and not front.fields:
        front = matter.of_object(modules.told[1], modules.told[0], words, world.report)
    told, start = fields.read(front, words, world.report), len(lines) - len(modules.lines)
    _resolve(told, losses)
    own = told.language or DEFAULT_LANGUAGE
    reading = body.Reading(words.boxes, known, own, told.url, world.language(own).quotes)
    flow, notes = body.read(modules, reading, losses, echo=chunks.echo(front.fields, modules.lines))
    mark, called = assembly.take_title(flow, told.title), _called(original)
    title = told.title or (walk.plain(mark.content) if mark else original.title) or _named(called, world.report)
    if not any(map(re.compile(r"\w").search, lines[front.body :])) and not (told.description or told.sources):
        raise ReadError(f"no article in {original.name}: it has no text", "check that the article's text was saved")
    metadata = _metadata(told, title, mark, called)
    sources = tuple(references.told(told.sources, known))
    article = _completed(assembly.assemble(flow, metadata, notes, known, losses.drop), told, sources)
    losses.audit(article, modules.lines, start + 1)
    if not told.language:
        return decision.settle(article, world.report)
    world.report(Understood("language", told.language, "front matter"))
    return article


def _resolve(told: Fields, losses: Losses) -> None:
    """Take templates' tags and the names of emoji out of what front matter says; its longer texts may hold Markdown."""
    stash = Stash()
    leaves = Leaves(stash, losses.drop, None)
    told.title = leaves.text(shortcodes.take_out(told.title, stash, losses.drop))
    told.subtitle = leaves.text(shortcodes.take_out(told.subtitle or "", stash, losses.drop)) or None
    told.description = leaves.text(shortcodes.plain(shortcodes.take_out(told.description, stash, losses.drop)))


def _called(original: Original) -> str:
    """What a file is called, without its suffix; its folder's name where its own is that of every folder's page."""
    stem = original.name.rpartition(".")[0]
    return original.folder if original.folder and _EVERY_FOLDERS.fullmatch(stem) else stem


def _named(name: str, report: Report) -> str:
    """The title that a file's name makes, as notebooks and Jekyll have it; raises `ReadError` if there is no name."""
    stem = _DATED_NAME.sub("", name).strip() or name
    if not re.search(r"\w", stem):
        raise ReadError(
            "no title: neither front matter nor a heading gives one",
            'give one with --title "…", or in a line "# …"',
        )
    report(Warned("title", "no title in the text: the file's name is used"))
    spaced = stem if " " in stem or (stem == name.strip() and _DATED_NAME.match(stem)) else re.sub(r"[-_]+", " ", stem)
    return spaced[:1].upper() + spaced[1:]


def _metadata(told: Fields, title: str, mark: Head | None, name: str) -> Metadata:
    heading = walk.plain(mark.content) if mark else ""
    other = heading if heading and not same(heading, title) else None
    dated = _DATED_NAME.match(name)
    return Metadata(
        title=title,
        language=told.language or DEFAULT_LANGUAGE,
        subtitle=told.subtitle or other,
        kicker=told.kicker,
        authors=told.authors,
        publisher=told.publisher,
        published=told.published or (fields.date(dated["date"]) if dated else None),
        updated=told.updated,
        reading_minutes=told.minutes,
        url=told.url,
        keywords=told.keywords,
        identifier=told.identifier,
    )


def _completed(article: Article, told: Fields, sources: tuple[Source, ...]) -> Article:
    """Put in what only the front matter says: the lead, the cover, sources, the licence."""
    notice = (Notice(NoticeKind.LICENCE, (Text(told.licence),)),) if told.licence else ()
    return replace(
        article,
        lead=tuple(_lead(article, told)),
        sources=(*article.sources, *sources),
        notices=(*article.notices, *notice),
    )


def _lead(article: Article, told: Fields) -> Iterator[Block]:
    """The description, unless the article says the same, and the cover, unless the article shows it."""
    shown = (article.metadata.title, article.metadata.subtitle or "", _opening(article))
    if told.description and not any(same(told.description, text) for text in shown):
        yield Paragraph((Text(told.description),))
    pictures = {node.src for node in walk.nodes(article) if isinstance(node, Image)}
    if told.cover and told.cover.src not in pictures:
        yield shortcodes.shown(told.cover.src, told.cover.alternative, told.cover.legend)


def _opening(article: Article) -> str:
    """The words of the first paragraph."""
    first = article.blocks or (article.sections[0].blocks if article.sections else ())
    return next((walk.plain(block.content) for block in first if isinstance(block, Paragraph)), "")
