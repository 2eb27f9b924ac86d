"""Whether a source's line says more than what was understood of it: then the line is shown, so that no word is lost."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import PartialDate

if TYPE_CHECKING:
    from exporter.model import Source
    from exporter.ports import Language
    from exporter.walk import Content


_LABEL = re.compile(r"\s*\[(?P<number>\d{1,3})\]\s*")


def unlabelled(source: Source, number: int) -> Content:
    """Give a source's line without the label that a list numbered like it shows already: "[2]" in the second one."""
    line = walk.plain(source.content)
    label = _LABEL.match(line)
    if label is None or int(label["number"]) != number or label.end() == len(line):
        return source.content
    return walk.cut(source.content, label.end(), len(line))


def labelled_otherwise(source: Source, number: int) -> bool:
    """Tell whether a line has a label that is not its number in the list."""
    label = _LABEL.match(walk.plain(source.content))
    return label is not None and int(label["number"]) != number


def complete(source: Source, language: Language) -> bool:
    """Tell whether the fields hold every word of the line; the date may be written in figures or another language.

    A label before the line ("[2]") is the list's, no word of the source.
    """
    written = walk.plain(source.content)
    label = _LABEL.match(written)
    line = written[label.end() :] if label else written
    fields = (source.publisher, source.title, source.url, *source.authors)
    unknown = _words(line) - _words(" ".join(filter(None, (*fields, _forms(source.date, language)))))
    return not unknown or _is_month(unknown, line, source.date, language)


def tells_date(source: Source, language: Language) -> bool:
    """Tell whether the line itself says the date that was understood, in whatever form."""
    if source.date is None:
        return False
    line = walk.plain(source.content)
    words = _words(line)
    in_words = not _words(language.date(source.date)) - words
    in_figures = all(words & _words(f"{part} {part:02d}") for part in _parts(source.date))
    return in_words or in_figures or any(_is_month(Counter([word]), line, source.date, language) for word in words)


def _forms(date: PartialDate | None, language: Language) -> str:
    return "" if date is None else f"{language.date(date)} {_figures(date)}"


def _parts(date: PartialDate) -> tuple[int, ...]:
    return tuple(part for part in (date.year, date.month, date.day) if part is not None)


def _figures(date: PartialDate) -> str:
    """The numbers of a date, as a line has them that writes 03/02/2026 or 3/2/2026."""
    return " ".join(f"{part} {part:02d}" for part in _parts(date))


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
