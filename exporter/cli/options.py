"""What options say, checked; `UsageError` for what cannot be."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from exporter import registry
from exporter.engine.inputs import facts
from exporter.errors import UsageError
from exporter.settings import LARGE_PRINT, LARGEST_TRIM, MOST_BLEED, SMALLEST_TRIM

_NUMBER = r"\d{1,4}(?:[.,]\d{1,3})?"


def bundle(title: str | None) -> str | None:
    """The title of an issue: a blank one would make many editions of what shall be one."""
    found = facts.line(title)
    if title is not None and found is None:
        raise UsageError("an issue without a title", "--bundle TITLE")
    return found


def formats(names: str, *, bound: bool = False) -> tuple[str, ...]:
    """Formats with commas between, or all; all that hold several articles where these shall be ``bound``."""
    wanted = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    if not wanted:
        raise UsageError("no format asked for", "--to mp3,pdf,epub,txt or --to all")
    if "all" not in wanted:
        return wanted
    return tuple(name for name in registry.names("writers") if not bound or hasattr(registry.writer(name), "bind"))


def catalogues(names: str) -> tuple[str, ...]:
    """Catalogues with commas between; none for ``none``."""
    wanted = tuple(dict.fromkeys(name.strip() for name in names.split(",") if name.strip()))
    return () if wanted == ("none",) else wanted


def day(text: str | None) -> datetime.date | None:
    """The first day of a date that may be a month or a year."""
    found = facts.date(text)
    return datetime.date(found.year, found.month or 1, found.day or 1) if found else None


def large_print(points: int) -> int:
    """Points of large print."""
    if points not in LARGE_PRINT:
        raise UsageError(f"no size of large print: {points}", "--large-print 18, 20 or 24")
    return points


def place(text: str) -> Path | str:
    """A folder, or an address of a store; a variable that nobody has set does not mean the folder we are in."""
    if not text.strip():
        raise UsageError("no folder to write to", "--out FOLDER, or --out . for this one")
    return text if "://" in text else Path(text)


def trim(text: str) -> tuple[float, float]:
    """Width and height of a page in millimetres ("148x210")."""
    match = re.fullmatch(rf"({_NUMBER})\s*[x×]\s*({_NUMBER})\s*(?:mm)?", text.strip(), re.ASCII)
    width, height = (_millimetres(size) for size in match.groups()) if match else (0.0, 0.0)
    if width < SMALLEST_TRIM[0] or height < SMALLEST_TRIM[1] or max(width, height) > LARGEST_TRIM:
        raise UsageError(
            f"no size of a page: {text}", "width x height in millimetres, such as 148x210; 80x110 to 1000x1000"
        )
    return width, height


def bleed(text: str) -> float:
    """Bleed in millimetres ("3mm")."""
    match = re.fullmatch(rf"({_NUMBER})\s*(?:mm)?", text.strip(), re.ASCII)
    if match is None or _millimetres(match[1]) > MOST_BLEED:
        raise UsageError(f"no bleed: {text}", "millimetres, such as 3mm; 0 to 20")
    return _millimetres(match[1])


def _millimetres(number: str) -> float:
    return float(number.replace(",", "."))
