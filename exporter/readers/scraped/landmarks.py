"""Lines that a person has pointed at: found by their number once, by their words ever after.

Words stand for a line that says no more, or else for one that begins with them; those that go on in the lines below
tell one line from another that says the same.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from exporter.errors import ReadError
from exporter.messages import Message
from exporter.readers.press.lines import fold
from exporter.readers.scraped.judge.search import NOTHING_FIXED, Fixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.ports import Landmarks
    from exporter.readers.press.lines import Line, Passage

_REMEMBERED = 120
"""So many characters of a longer line are remembered."""
_LONGEST = 400
"""More words than those are never looked for."""
_SHOWN = 60
_MOST_TOLD = 4
_BELOW = 8
"""So many lines, with those below, are looked at to tell a line from another that says the same."""
_FIND = "exporter read --why and --dropped show every line with its number"


def words(found: Sequence[Line], given: str) -> str:
    """The words of the line that ``given`` numbers or says, enough of them to find it again; raises `ReadError`."""
    place = _numbered(found, given)
    place = _only(found, given) if place is None else place
    for remembered in _tellings(found[place : place + _BELOW]):
        if _places(found, remembered) == [place]:
            return remembered
    raise ReadError(
        Message("line {number} cannot be told from another that says the same", number=found[place].number),
        "point at a line beside it",
    )


def _tellings(lines: Sequence[Line]) -> Iterator[str]:
    """Words for a line, few at first: how it begins, all of it, the lines below as well."""
    text = lines[0].text
    if len(text) > _REMEMBERED:
        yield f"{text[:_REMEMBERED].rpartition(' ')[0] or text[:_REMEMBERED]} …"
    yield from itertools.accumulate((line.text[:_LONGEST] for line in lines), "{} {}".format)


def fixed(passages: Sequence[Passage], landmarks: Landmarks | None) -> Fixed:
    """The places of the passages that hold what a person has pointed at; raises `ReadError` for what is not there."""
    if landmarks is None:
        return NOTHING_FIXED
    lines = [line for passage in passages for line in passage.lines]
    owners = [place for place, passage in enumerate(passages) for _ in passage.lines]

    def place(field: str, said: str | None) -> int | None:
        try:
            return None if said is None else owners[_only(lines, said)]
        except ReadError as error:
            raise ReadError(Message("{place}: {reason}", place=field, reason=error.message), error.hint) from error

    told = Fixed(
        place("title-line", landmarks.title), place("begin-line", landmarks.begin), place("end-line", landmarks.end)
    )
    if told.end is not None and told.end < max(told.begin or 0, told.title or 0):
        raise ReadError(
            "end-line stands above the article's beginning",
            "take one back: --fix end-line=, begin-line= or title-line=",
        )
    return told


def _numbered(found: Sequence[Line], given: str) -> int | None:
    if not (given.isascii() and given.isdigit() and len(given) < 10):
        return None
    return next((place for place, line in enumerate(found) if line.number == int(given)), None)


def _only(found: Sequence[Line], said: str) -> int:
    """The place of the one line that is meant; raises `ReadError`."""
    places = _places(found, said)
    shown = said if len(said) <= _SHOWN else f"{said[:_SHOWN]} …"
    if not places:
        raise ReadError(Message("no line has this number or these words: {text}", text=shown), _FIND)
    if len(places) > 1:
        numbers = ", ".join(str(found[place].number) for place in places[:_MOST_TOLD])
        raise ReadError(
            Message("several lines say “{text}”: {numbers}", text=shown, numbers=numbers),
            "give the number of the one that is meant",
        )
    return places[0]


def _places(found: Sequence[Line], said: str) -> list[int]:
    """The places of the lines that say no more than this, or else of those that begin with it."""
    wanted = fold(said[:_LONGEST])
    whole = [place for place, line in enumerate(found) if len(line.text) <= _LONGEST and fold(line.text) == wanted]
    start = wanted.removesuffix("...").rstrip()
    if whole or not start:
        return whole
    return [place for place in range(len(found)) if _begins(found, place, start)]


def _begins(found: Sequence[Line], place: int, start: str) -> bool:
    """Tell whether the text from a line on begins so, in this line or with those below."""
    read = ""
    for line in found[place : place + _BELOW]:
        read = f"{read} {fold(line.text[: 2 * _LONGEST])}".lstrip()
        if len(read) >= len(start) or not start.startswith(read):
            break
    return read.startswith(start)
