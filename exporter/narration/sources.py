"""Sources as they are heard: publisher, title in its own language, date, authors, each a sentence of its own."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Foreign, PartialDate, Text
from exporter.render import front

if TYPE_CHECKING:
    from exporter.model import Inline, Source
    from exporter.ports import Language


def reading(source: Source, language: Language) -> tuple[Inline, ...]:
    """Put together what to say of a source: its fields if they hold every word of its line, else the line."""
    line = walk.plain(source.content)
    fields = _fields(source, line, language)
    unknown = _words(line) - _words(walk.plain(fields)) - _words(_digits(source.date))
    understood = bool(source.title or source.publisher)
    return fields if understood and (not unknown or _is_month(unknown, line, source.date, language)) else source.content


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


def _digits(date: PartialDate | None) -> str:
    """The numbers of a date, as a line has them that writes 03/02/2026 or 3/2/2026."""
    numbers = (date.year, date.month, date.day) if date else ()
    return " ".join(f"{number} {number:02d}" for number in numbers if number is not None)


def _is_month(unknown: Counter[str], line: str, date: PartialDate | None, language: Language) -> bool:
    """Tell whether all that is unknown is a month's name in another language: "February" in "3 February 2026".

    It cannot be if the line says the month otherwise.
    """
    if date is None or date.month is None or unknown.total() != 1:
        return False
    (word,) = unknown
    months = {f"{date.month}", f"{date.month:02d}", *_words(language.date(PartialDate(date.year, date.month)))}
    if (months - {f"{date.year}"}) & (_words(line) - Counter([f"{date.day}"])).keys():
        return False
    day = rf"0?{date.day}\W+" if date.day else ""
    return word.isalpha() and re.search(rf"\b{word}\W+({day})?{date.year}\b", line.casefold()) is not None


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text.casefold()))
