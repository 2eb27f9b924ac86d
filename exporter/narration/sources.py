"""Sources as they are heard: publisher, title in its own language, date, authors, each a sentence of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Foreign, Text
from exporter.render import citation, front

if TYPE_CHECKING:
    from exporter.model import Inline, Source
    from exporter.ports import Language


def reading(source: Source, language: Language) -> tuple[Inline, ...]:
    """Put together what to say of a source: its fields if they hold every word of its line, else the line."""
    line = walk.plain(source.content)
    fields = _fields(source, line, language)
    understood = bool(source.title or source.publisher)
    return fields if understood and citation.complete(source, language) else source.content


def _fields(source: Source, line: str, language: Language) -> tuple[Inline, ...]:
    names = front.listed(source.authors, language)
    people = [f"{language.labels['by']} {names}"] if names else []
    url = [source.url] if source.url and source.url in line else []
    after = [language.date(source.date)] if source.date else []
    parts: list[Inline] = [Text(_stopped(source.publisher))] if source.publisher else []
    if source.title:
        title = Text(_stopped(source.title))
        parts.append(Foreign(source.language, (title,)) if source.language else title)
    parts += [Text(_stopped(part)) for part in (*after, *people, *url)]
    return tuple(node for part in parts for node in (Text(" "), part))[1:]


def _stopped(part: str) -> str:
    text = part.strip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
