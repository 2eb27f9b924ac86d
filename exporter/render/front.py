"""What stands under a title: who wrote it, when, how long it takes to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.model import Metadata, PartialDate, Person
    from exporter.ports import Language


def byline(metadata: Metadata, language: Language) -> str:
    """Write "Par A, B et C", each with what the byline adds to the name; empty without authors."""
    people = listed((_described(author) for author in metadata.authors), language)
    return f"{language.labels['by']} {people}" if people else ""


def listed(names: Iterable[str], language: Language) -> str:
    """Write names as a sentence does: "A", "A et B", "A, B et C"."""
    *first, last = tuple(names) or ("",)
    return f" {language.labels['and']} ".join((", ".join(first), last)) if first else last


def _described(author: Person) -> str:
    return f"{author.name} ({author.description})" if author.description else author.name


def dateline(metadata: Metadata, language: Language) -> str:
    """The line of dates as the article had it or, without one, its dates written out; empty without dates."""
    if metadata.dateline:
        return metadata.dateline
    dates = (("published", metadata.published), ("updated", metadata.updated))
    return ". ".join(_dated(label, date, language) for label, date in dates if date is not None)


def _dated(label: str, date: PartialDate, language: Language) -> str:
    return f"{language.labels[label if date.day else f'{label}_in']} {language.date(date)}"


def reading_time(metadata: Metadata, language: Language) -> str:
    """The announced reading time; empty without one."""
    minutes = metadata.reading_minutes
    return "" if minutes is None else language.labels["reading_time"].format(minutes=minutes)
