"""What Pandoc adds to Markdown and the parser lacks: notes in the line, lines of verse, tables drawn with signs."""

from __future__ import annotations

import re
from itertools import count, groupby, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NOTE = re.compile(r"\^\[((?:[^\[\]\n]|\n(?![ \t]*\n)|!?\[[^\[\]\n]{0,300}\]){1,2000})\]")
_VERSE = re.compile(r"\|(?:\s(?P<words>[^|]*))?$")
_GRID = re.compile(r"\s*\+(?:[-=:]+\+)+\s*$")
_RULED = re.compile(r"\s*-{2,}(?:\s+-{2,})+\s*$")
_LONG = re.compile(r"\s*-{5,}\s*$")
_EXAMPLE = re.compile(r"(\s*)\(@[\w-]*\)(?=\s)")
_TERM = re.compile(r"(\s{0,3})~(?=[ \t]+\S)")
_CAPTION = re.compile(r"\s*(?:Table)?:\s+(?=\S)")


def resolve(text: str) -> str:
    """Write what only Pandoc reads as the parser reads it."""
    lines: list[str] = []
    for verse, group in groupby(text.split("\n"), lambda line: _VERSE.match(line) is not None):
        lines += [_verse(line) if verse else line for line in group]
    return _noted("\n".join(_marked(list(_drawn(lines)))))


def _noted(text: str) -> str:
    numbers, notes = count(1), list[str]()

    def called(match: re.Match[str]) -> str:
        label = f"[^inline-{next(numbers)}]"
        notes.append(f"{label}: {' '.join(match[1].split())}")
        return label

    text = _NOTE.sub(called, text) if "^[" in text else text
    return "\n\n".join((text, *notes))


def _verse(line: str) -> str:
    match = _VERSE.match(line)
    return f"{((match['words'] if match else '') or '').strip()}  "


def _marked(lines: Sequence[str]) -> Iterator[str]:
    """Numbered examples, terms and captions, each by the line above."""
    table = False
    for above, line in pairwise(["", *lines]):
        if _TERM.match(line):
            yield _TERM.sub(r"\1:  ", line) if above.strip() or not table else line
        elif table and _CAPTION.match(line) and not above.strip():
            yield _CAPTION.sub("", line)
        else:
            yield _EXAMPLE.sub(r"\g<1>1.", line)
        table = "|" in line if line.strip() else table


def _drawn(lines: Sequence[str]) -> Iterator[str]:
    """Tables that borders of signs draw, as rows of cells."""
    index = 0
    while index < len(lines):
        end = next((at for at in range(index, len(lines)) if not lines[at].strip()), len(lines))
        end = _long_end(lines, index, end)
        block = lines[index:end]
        ruled = next((at for at, line in enumerate(block[:2]) if _RULED.match(line)), None)
        if block and _GRID.match(block[0]):
            yield from _grid(block)
        elif "" in block:
            yield from _long(block)
        elif ruled is not None and len(block) > ruled + 1:
            yield from _ruled(block, ruled)
        else:
            yield from block
        yield from lines[end : end + 1]
        index = end + 1


def _grid(block: Sequence[str]) -> Iterator[str]:
    """Rows between borders; the lines of one row are one."""
    rows: list[list[str]] = [[]]
    for line in block[1:]:
        if _GRID.match(line):
            rows.append([])
        else:
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            last = rows[-1] or [""] * len(cells)
            rows[-1] = [" ".join(filter(None, pair)) for pair in zip(last, cells, strict=False)]
    yield from _rows([row for row in rows if row])


def _ruled(block: Sequence[str], ruled: int) -> Iterator[str]:
    """Columns below dashes, with their names above."""
    spans = _columns(block[ruled])
    lines = [*block[:ruled], *(line for line in block[ruled + 1 :] if not _RULED.match(line))]
    yield from _rows([[line[start:end].strip() for start, end in spans] for line in lines])


def _long_end(lines: Sequence[str], start: int, end: int) -> int:
    """Where a table ends whose rows blank lines part, drawn between two long lines; else the end that is known."""
    head = lines[start + 1 : min(end, start + 6)] if _LONG.match(lines[start]) else ()
    if not any(map(_RULED.match, head)):
        return end
    return next((at + 1 for at in range(end, min(len(lines), end + 200)) if _LONG.match(lines[at])), end)


def _long(block: Sequence[str]) -> Iterator[str]:
    """Rows of several lines, parted by blank ones."""
    ruled = next(at for at, line in enumerate(block) if _RULED.match(line))
    spans = _columns(block[ruled])
    groups = [block[1:ruled]]
    for blank, group in groupby(block[ruled + 1 : -1], lambda line: not line.strip()):
        groups += [] if blank else [list(group)]
    yield from _rows([[" ".join(line[start:end].strip() for line in one) for start, end in spans] for one in groups])


def _columns(ruled: str) -> list[tuple[int, int | None]]:
    starts = [match.start() for match in re.finditer(r"-+", ruled)]
    return list(zip(starts, [*starts[1:], None], strict=True))


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    for number, row in enumerate(rows):
        yield f"| {' | '.join(row)} |"
        if number == 0:
            yield "|" + " --- |" * len(row)
