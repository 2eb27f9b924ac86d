"""Tables told in a line: each row with its name, each value with the name of its column.

Who hears a table, or feels it under the fingers, has no column to look up. What is said before and after a cell is the
same for the ear, in captions and in plain text; the cells themselves stay what and where they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Cell
from exporter.ports import Language
from exporter.render import grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Row, Table

LONG: Final = 20
"""Rows. A longer table is one that a listener may wish to leave."""

_PAIR: Final = 2
_MANY: Final = 3
"""Empty cells on end that are counted, not named."""

_ENDED: Final = (".", "!", "?", "…", ";", ":")
_QUALIFIED: Final = re.compile(r"(?P<name>.*\S)\s*[(\[](?P<unit>[^()\[\]]{1,40})[)\]]")
_FIGURE: Final = re.compile(r"[-+−–±]?\s?\d[\d\s.,]*")


@dataclass(frozen=True, slots=True)
class Told:
    """A cell, the words before and after it, and the unit that its figure has from the head of its column."""

    cell: Cell
    before: str = ""
    after: str = ""
    unit: str = ""

    @property
    def tail(self) -> str:
        """All that follows the cell."""
        return f"\u202f{self.unit}{self.after}" if self.unit else self.after


@dataclass(frozen=True, slots=True)
class Entry:
    """A value in a record: what it is, its cell (None if it is empty), the unit that its figure has from the head."""

    label: str
    cell: Cell | None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """A row by itself: the words of cells above that reach into it, what names it, and its values."""

    over: tuple[str, ...]
    names: tuple[Entry, ...]
    values: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A cell in columns ``[start, end)`` and in ``rows`` rows; ``words`` are its own, on one line."""

    cell: Cell
    start: int
    end: int
    rows: int
    words: str


@dataclass(frozen=True, slots=True)
class _Column:
    """The names over a column: those that it shares with others, its own, and the unit of its figures."""

    group: str = ""
    name: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Tabular:
    """A table in the words of a language."""

    language: Language
    top: tuple[tuple[_Placed, ...], ...]
    body: tuple[tuple[_Placed, ...], ...]
    columns: tuple[_Column, ...]

    @classmethod
    def of(cls, table: Table, language: Language) -> Tabular:
        """Lay a table out."""
        squared = grid.squared(table)
        top, body = tuple(_place(squared.head)), tuple(_place(squared.body))
        width = max((placed.end for row in (*top, *body) for placed in row), default=0)
        return cls(language, top, body, _columns(top, width, language))

    @property
    def long(self) -> bool:
        """Whether a listener may wish to leave it."""
        return len(self.body) >= LONG

    @property
    def size(self) -> str:
        """How large it is: "Tableau de 12 lignes et 4 colonnes"."""
        labels, rows, columns = self.language.labels, len(self.body), len(self.columns)
        return labels["table_size"].format(
            rows=labels["rows_one" if rows == 1 else "rows_many"].format(count=rows),
            columns=labels["columns_one" if columns == 1 else "columns_many"].format(count=columns),
        )

    # --- The head --------------------------------------------------------------------------

    def head(self) -> Iterator[tuple[Told, ...]]:
        """Tell the rows of the head: "Colonnes : Port ; Bateaux, sur 2 colonnes.", then "Bateaux : 2025 ; 2026."."""
        above: list[_Placed] = []
        lead = self.language.labels["table_head"].format(columns="")
        for row in self.top:
            told: list[Told] = []
            group = ""
            for placed in (placed for placed in row if placed.words):
                over = next((one.words for one in reversed(above) if _covers(one, placed)), "")
                before = lead + (f"{over}{self.language.colon}" if over != group else "")
                told.append(Told(placed.cell, before, self._spanned(placed) + self._mark(placed.words)))
                group, lead = over, ""
            above += [placed for placed in row if placed.words and placed.end - placed.start > 1]
            yield _ended(told)

    def _spanned(self, placed: _Placed) -> str:
        count = placed.end - placed.start
        return self.language.labels["table_span"].format(count=count) if count > 1 else ""

    def _mark(self, words: str) -> str:
        """What parts a cell from the next one, where its own words do not."""
        return " " if words.endswith(_ENDED) else self.language.semicolon

    # --- The body --------------------------------------------------------------------------

    def rows(self) -> Iterator[tuple[Told, ...]]:
        """Tell the rows of the body: "Bretagne : 2025, 120,5 ; 2026, 131,2."; nothing of one without a word."""
        for row, names, over in self._named():
            yield self._row(row, names, "".join(f"{words}{self.language.colon}" for words in over))

    def records(self) -> Iterator[Record]:
        """Give each row of the body that has words as a record."""
        for row, count, over in self._named():
            names = tuple(Entry(self._ranked(one).strip(), one.cell) for one in row[:count] if one.cell.content)
            values = (self._entry(one) for one in row[count:])
            record = Record(over, names, tuple(one for one in values if one.label or one.cell))
            if names or record.values:
                yield record

    def _entry(self, placed: _Placed) -> Entry:
        """A value with all the names over it."""
        label = "" if placed.end - placed.start == len(self.columns) else self._over(placed)
        return Entry(label, placed.cell if placed.cell.content else None, self._unit(placed))

    def _named(self) -> Iterator[tuple[tuple[_Placed, ...], int, tuple[str, ...]]]:
        """The rows of the body, how many cells name each, and the words of the names above that reach into it."""
        hanging: list[tuple[int, str]] = []
        for number, row in enumerate(self.body):
            hanging = [(end, words) for end, words in hanging if end > number]
            names = self._names(row) if row else 0
            yield row, names, tuple(words for _, words in hanging)
            hanging += [(number + placed.rows, placed.words) for placed in row[:names] if placed.rows > 1]

    def _names(self, row: tuple[_Placed, ...]) -> int:
        """How many cells name the row: its headers, or its first cell where columns have names or are a pair."""
        headers = 0
        while headers < len(row) - 1 and row[headers].cell.header:
            headers += 1
        first = row[0].start == 0 and len(row) >= _PAIR and bool(row[0].words)
        return headers or int(first and (bool(self.top) or len(self.columns) == _PAIR))

    def _row(self, row: tuple[_Placed, ...], names: int, lead: str) -> tuple[Told, ...]:
        told: list[Told] = []
        for placed in (placed for placed in row[:names] if placed.words):
            told.append(Told(placed.cell, lead + self._ranked(placed), ", "))
            lead = ""
        if told:
            told[-1] = replace(told[-1], after=self.language.colon)
        for value, words in self._values(row[names:]):
            if value is not None:
                told.append(Told(value.cell, lead + words, self._mark(value.words), self._unit(value)))
                lead = ""
            elif told:
                told[-1] = replace(told[-1], after=told[-1].after + words + self.language.semicolon)
            else:
                lead += words + self.language.semicolon
        return _ended(told)

    def _ranked(self, placed: _Placed) -> str:
        """A figure names a row by what it is: "Rang 1"."""
        name = self.columns[placed.start].name
        return f"{name} " if name and not placed.cell.header and _FIGURE.fullmatch(placed.words) else ""

    def _values(self, row: tuple[_Placed, ...]) -> Iterator[tuple[_Placed | None, str]]:
        """The values of a row with the words before each; None with what is said of cells that are empty."""
        for empty, cells in groupby(row, lambda placed: not placed.words):
            if empty:
                yield from ((None, words) for words in self._empty(tuple(cells)))
                continue
            for placed in cells:
                name = self._name(placed)
                yield placed, f"{name}, " if name else ""

    def _empty(self, cells: tuple[_Placed, ...]) -> Iterator[str]:
        labels = self.language.labels
        if len(cells) >= _MANY:
            yield labels["cells_empty"].format(count=len(cells))
            return
        for placed in cells:
            name = self._name(placed)
            yield f"{name}, {labels['cell_empty']}" if name else labels["cell_empty"]

    def _name(self, placed: _Placed) -> str:
        """The names over a value; none in a pair of columns, or of what fills its row."""
        if len(self.columns) <= _PAIR or placed.end - placed.start == len(self.columns):
            return ""
        return self._over(placed)

    def _over(self, placed: _Placed) -> str:
        """All names over a value: those that its column shares with others, and its own."""
        own = self._own(placed)
        return ", ".join(filter(None, (self.columns[placed.start].group, own))) if own else ""

    def _own(self, placed: _Placed) -> str:
        first, last = self.columns[placed.start].name, self.columns[placed.end - 1].name
        if first == last or not (first and last):
            return first or last
        return self.language.labels["table_to"].format(first=first, last=last)

    def _unit(self, placed: _Placed) -> str:
        return self.columns[placed.start].unit if _FIGURE.fullmatch(placed.words) else ""


def _ended(told: list[Told]) -> tuple[Told, ...]:
    """Let a row end like a sentence."""
    if told:
        after = told[-1].after.rstrip(" \u00a0\u202f;:,")
        own = not after and walk.plain(told[-1].cell.content).rstrip().endswith(_ENDED)
        told[-1] = replace(told[-1], after=after if own else f"{after}.")
    return tuple(told)


def _covers(above: _Placed, placed: _Placed) -> bool:
    return above.start <= placed.start and placed.end <= above.end


# --- Columns -----------------------------------------------------------------------------------


def _columns(top: tuple[tuple[_Placed, ...], ...], width: int, language: Language) -> tuple[_Column, ...]:
    over: list[list[str]] = [[] for _ in range(width)]
    for placed in (placed for row in top for placed in row if placed.words):
        for names in over[placed.start : placed.end]:
            names.append(placed.words)
    bare = [_qualified(names)[0] for names in over]
    return tuple(_column(names, bare, language) for names in over)


def _column(names: list[str], bare: list[str], language: Language) -> _Column:
    """A unit goes with each figure; other words in brackets were said in the head, and once is enough."""
    name, qualifier = _qualified(names)
    unit = _unit(qualifier, language)
    once = unit or (" " in qualifier and bare.count(name) == 1)
    groups = names[:-1]
    shared = _unit(_qualified(groups)[1], language)
    if shared:
        groups = [*groups[:-1], _qualified(groups)[0]]
    return _Column(", ".join(dict.fromkeys(groups)), name if once else "".join(names[-1:]), unit or shared)


def _unit(qualifier: str, language: Language) -> str:
    """The unit that words in brackets name: "km", "en M€"; empty if they name none."""
    last = "".join(qualifier.split()[-1:])
    return last if last and _is_unit(last, language) else ""


def _qualified(names: list[str]) -> tuple[str, str]:
    """The last of the names over a column without what is in brackets at its end, and that."""
    last = "".join(names[-1:])
    found = _QUALIFIED.fullmatch(last)
    return (found["name"], found["unit"]) if found else (last, "")


def _is_unit(word: str, language: Language) -> bool:
    """Tell whether the language says a figure and this in one: "1 km", "1 €/kg", but not "1 est.", "1 TTC" or "1 H"."""
    end = 0
    for edit in language.spoken(f"1 {word}"):
        end = edit.end if edit.start == end else -1
    return end == len(f"1 {word}") and not word.isdecimal() and not re.fullmatch(r"[A-Z]", word)


# --- Places ------------------------------------------------------------------------------------


def _place(rows: tuple[Row, ...]) -> Iterator[tuple[_Placed, ...]]:
    """Give each cell its columns, as HTML does: cells that span several rows push those below aside."""
    hanging: list[tuple[int, int, int]] = []
    for number, row in enumerate(rows):
        hanging = sorted(span for span in hanging if span[2] > number)
        spans = tuple(hanging)
        placed: list[_Placed] = []
        column = 0
        for cell in row.cells:
            column = _free(spans, column)
            end = column + cell.colspan
            words = " ".join(walk.plain(cell.content).split())
            heard = any(char.isalnum() for char in words)
            placed.append(_Placed(cell, column, end, cell.rowspan, words if heard else ""))
            if cell.rowspan > 1:
                hanging.append((column, end, number + cell.rowspan))
            column = end
        yield tuple(placed)


def _free(spans: tuple[tuple[int, int, int], ...], column: int) -> int:
    """The first column from here that no cell above hangs into; ``spans`` are in order."""
    for start, end, _ in spans:
        if start <= column < end:
            column = end
    return column
