"""What the readers of Word and OpenDocument share: lines of paragraphs, what these become, levels of lists, tables."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from exporter.model import Alignment, Anchor, Figure, LineBreak, NoteRef, Numbering, Paragraph, Row, Strong, Table
from exporter.model import Cell as TableCell
from exporter.readers.flow import columns
from exporter.readers.flow.parts import Parts, Role, Styled, text, unmarked
from exporter.readers.flow.tree import Element
from exporter.readers.office import runs
from exporter.readers.office.runs import Run
from exporter.readers.packed import markup
from exporter.readers.press.sections import Head
from exporter.render import grid
from exporter.walk import Content

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from exporter.readers.office.styles import Meaning
    from exporter.readers.packed.losses import Losses

WIDEST: Final = 1000
_LARGEST: Final = 100_000
_LONGEST_NAME: Final = 40
"""Characters of what names a column."""
_FEW_ROWS: Final = 2
_SURE_ROWS: Final = 3
"""Rows of figures below a name, where only one column has figures: "fermé" may stand over two of them by chance."""


@dataclass(slots=True)
class Line:
    """A paragraph's runs, its names for links, what hangs on it (pictures, text boxes), whether it draws a rule."""

    runs: list[Run] = field(default_factory=list)
    anchors: list[str] = field(default_factory=list)
    hanging: list[Figure | Element] = field(default_factory=list)
    rule: bool = False


@dataclass(frozen=True, slots=True)
class Level:
    """How the items of one level of a list are marked."""

    ordered: bool = False
    numbering: Numbering = Numbering.DECIMAL
    start: int = 1


@dataclass(slots=True)
class Cell:
    """A cell while its table is read."""

    content: Content
    colspan: int
    rowspan: int = 1
    header: bool = False
    alignment: Alignment = Alignment.AUTO


@dataclass(slots=True)
class Cells:
    """A row while its table is read."""

    cells: list[Cell] = field(default_factory=list)
    header: bool = False


def number(written: str, default: int = 0) -> int:
    """A small number; ``default`` for anything else: nothing counts as far."""
    return min(int(written), _LARGEST) if written.isdecimal() and len(written) < 9 else default  # noqa: PLR2004


def hanging(line: Line, boxed: Callable[[Element], Parts]) -> Parts:
    """The pictures and the text boxes of a paragraph; the contents of a box are read by a function."""
    return [part for one in line.hanging for part in ([one] if isinstance(one, Figure) else boxed(one))]


def made(meaning: Meaning, content: Content, line: Line, hanging: Parts) -> Parts:
    """What a paragraph becomes by its style, what hangs on it after it; a caption stands below its picture."""
    found: Parts = []
    if meaning.level and text(content):
        found = [Head(meaning.level, unmarked(content), tuple(line.anchors))]
    elif meaning.role and (text(content) or (content and meaning.role is Role.CODE) or meaning.role is Role.VERSE):
        found = [Styled(meaning.role, content)]
    elif text(content):
        named = (name for name in line.anchors if not name.startswith("_"))  # the others are the program's own
        found = [Paragraph((*map(Anchor, named), *content))]
    return [*hanging, *found] if meaning.role is Role.CAPTION else [*found, *hanging]


def content(meaning: Meaning, line: Line) -> Content:
    """The words of a paragraph; code is kept as it is, and so are the spaces before lines of verse."""
    kept = runs.set_in(line.runs) if meaning.role is Role.VERSE else line.runs
    return runs.content(kept, literal=meaning.role is Role.CODE)


def report(parts: Iterable[tuple[str, str]], losses: Losses) -> None:
    """Tell of what stands beside the text: each reason with its words, once."""
    for words, reason in dict.fromkeys((" ".join(words.split()), reason) for words, reason in parts):
        losses.drop(words, reason)


# --- Tables ------------------------------------------------------------------------------------


def cell(element: Element, read: Callable[[Element], Line]) -> Content:
    """The words of a cell, a line for each of its paragraphs."""
    found: list[Run] = []
    for paragraph in markup.below(element, "p", "h"):
        line = read(paragraph)
        found += [Run("", node=LineBreak()), *line.runs] if found and line.runs else line.runs
    return runs.content(found)


def table(lines: list[Cells]) -> Parts:
    """Make a table of its rows, their heads told by formatting where nothing else tells them; none without words."""
    lines = [line for line in lines if line.cells]
    if not any(text(cell.content) for line in lines for cell in line.cells):
        return []
    heads = next((index for index, line in enumerate(lines) if not line.header), 0) or _bold_head(lines)
    heads = heads or _named_columns(lines)
    body = lines[heads:]
    named = all(_bold(line.cells[0]) or not text(line.cells[0].content) for line in body)
    if named and not all(_bold(cell) for line in body for cell in line.cells):
        for line in body:
            line.cells[0].header = bool(text(line.cells[0].content))
    made = [_row(line, head=index < heads, left=len(lines) - index) for index, line in enumerate(lines)]
    aligned = columns.aligned(made[heads:], [[cell.alignment for cell in line.cells] for line in body])
    return [Table(tuple(made[:heads]), tuple(made[heads:]), columns=aligned)]


def _bold_head(lines: list[Cells]) -> int:
    """Tell whether the first row, and it alone, is all bold."""
    if len(lines) < 2:  # noqa: PLR2004 - a head needs a body
        return 0
    corner, *others = lines[0].cells
    first = all(map(_bold, others)) and (_bold(corner) or not corner.content)
    return int(first and not all(map(_bold, lines[1].cells)))


def _named_columns(lines: list[Cells]) -> int:
    """Tell whether the first row names the columns: short words, each once, over a column or more of figures alone."""
    first, *body = lines
    if not (body and all(len(line.cells) == len(first.cells) for line in body)):
        return 0
    corner, *names = (text(cell.content).strip() for cell in first.cells)
    if not (
        all(map(_is_name, names)) and (not corner or _is_name(corner)) and len({corner, *names}) == len(first.cells)
    ):
        return 0
    figured = sum(_figures([line.cells[place] for line in body]) for place in range(1, len(first.cells)))
    return int(figured > 0 and len(body) >= (_SURE_ROWS if figured == 1 else _FEW_ROWS))


def _is_name(words: str) -> bool:
    return words[:1].isupper() and len(words) <= _LONGEST_NAME and not words.endswith((".", "!"))


def _figures(cells: list[Cell]) -> bool:
    """Tell a column of figures: all that is in it, and in more than one cell."""
    written = list(filter(None, (text(cell.content).strip() for cell in cells)))
    return len(written) >= _FEW_ROWS and all(map(grid.is_figure, written))


def _bold(cell: Cell) -> bool:
    return bool(text(cell.content)) and all(
        isinstance(node, Strong | LineBreak | NoteRef) or not text((node,)) for node in cell.content
    )


def _row(line: Cells, *, head: bool, left: int) -> Row:
    return Row(tuple(_cell(cell, head=head or cell.header, left=left) for cell in line.cells))


def _cell(cell: Cell, *, head: bool, left: int) -> TableCell:
    content = unmarked(cell.content) if head else cell.content
    return TableCell(content, head, min(cell.colspan, WIDEST), min(cell.rowspan, left, WIDEST))
