"""Lists, boxes and quotations laid out as Python-Markdown wants them, whichever tool they were written for.

CommonMark lets a list follow a paragraph without a blank line and indents what is inside an item by the width of its
mark; Python-Markdown asks for the line and for four columns.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DEEPEST_QUOTE = 12
_DEEPEST_ITEM = 20
_ITEM = re.compile(r"(?P<mark>[-*+]|(?P<number>\d{1,9})[.)]|(?P<letter>[a-zA-Z])[.)])(?P<space>[ ]+|$)(?P<rest>.*)$")
_MARKS = re.compile(r"(?:(?:[-*+]|\d{1,9}[.)])[ ]+){4,}(?=\S)")
"""Items inside of items on one line: more than anybody means, and dear to parse."""

_FORMULA = re.compile(r"^[ \t>]*\$\$(?:(?!\$\$)[\s\S]){0,5000}\$\$", re.MULTILINE)
"""A formula of several lines, in which two backslashes at the end of one are no break of the text's."""
_BOX = re.compile(r"(?:!!!|\?\?\?\+?|===!?)\s|\[\^[^\]\n]{1,200}\]:|:\s+\S")
_RULE = re.compile(r"(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$")
_HEADING = re.compile(r"#{1,6}(?:\s|$)")
TITLED = re.compile(r"#{1,6}\s+(.*?)(?:\s+#+)?\s*(?:\{[^{}]*\})?$")
_CALLOUT = re.compile(r"\s*\[![\w-]+\]")
_DELIMITER = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_QUOTE = re.compile(r" {0,3}>[ ]?")
_NOTE = re.compile(r"(?P<lead>[\s>*+-]*(?:\d{1,9}[.)]\s+)?)\[\^(?P<label>[^\[\]\n]{1,60})\]:(?P<rest>.*)$")
_SIGNATURE = re.compile(r"\s*(?:—|–|--)\s*\w")
_LOOSE_NOTE = re.compile(r"\[\^(?P<label>[^\]\n]{1,60})\]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class _Open:
    """A list's item or a box that lines may belong to: the columns of its mark and of its words."""

    mark: int
    words: int
    item: bool
    box: bool = False

    @property
    def least(self) -> int:
        return min(self.words, self.mark + 2)


def normalise(text: str) -> str:
    """Lay a text out; its words stay as they are."""
    if "$$" in text:
        text = _FORMULA.sub(lambda match: match[0].replace("\\\\\n", "\\\\ \n"), text)
    lines = [line.expandtabs(4) for line in text.split("\n")]
    return "\n".join(_quotations(_notes(lines), 0))


def _notes(lines: Sequence[str]) -> list[str]:
    """Mend notes: a text gets the colon that it lacks if it is called, a second text of one note a name of its own."""
    whole = "\n".join(lines)
    seen: Counter[str] = Counter()
    mended = [_colon(line, whole) if line.startswith("[^") else line for line in lines]
    for index, match in enumerate(map(_NOTE.match, mended) if "[^" in whole else ()):
        if match:
            label = match["label"]
            seen[label] += 1
            again = f"{match['lead']}[^{label}-{seen[label]}]:{match['rest']}"
            mended[index] = again if seen[label] > 1 else mended[index]
    return mended


def _colon(line: str, whole: str) -> str:
    match = _LOOSE_NOTE.match(line)
    if not match or f"[^{match['label']}]:" in whole or whole.count(f"[^{match['label']}]") < 2:  # noqa: PLR2004 - the call
        return line
    return f"[^{match['label']}]: {line[match.end() :]}"


def _quotations(lines: Sequence[str], depth: int) -> Iterator[str]:
    """Lay out what stands in each quotation by itself; deeper than twelve are no deeper."""
    for quoted, group in groupby(lines, lambda line: _QUOTE.match(line) is not None):
        inside = list(group)
        if not quoted:
            yield from _lists(inside)
            continue
        inner = _signed([_QUOTE.sub("", line, count=1) for line in inside])
        if _CALLOUT.match(inner[0]):
            inner = [TITLED.sub(r"**\1**", line) if line.startswith("#") else line for line in inner]
        if depth == _DEEPEST_QUOTE:
            yield from _lists([line.lstrip("> ") for line in inner])
            continue
        yield from (f"> {line}".rstrip(" ") if not line else f"> {line}" for line in _quotations(inner, depth + 1))


def _signed(lines: list[str]) -> list[str]:
    """Set the last line of a quotation apart if it says whose words they are."""
    signed = len(lines) > 1 and _SIGNATURE.match(lines[-1]) and lines[-2].strip()
    return [*lines[:-1], "", lines[-1]] if signed else lines


# --- Lists -------------------------------------------------------------------------------------


def _lists(lines: Sequence[str]) -> Iterator[str]:
    opened: list[_Open] = []
    before = ""
    for index, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            yield ""
            before = ""
            continue
        indent = len(line) - len(line.lstrip(" "))
        following = lines[index + 1].strip() if index + 1 < len(lines) else ""
        new, gap = _placed(bare, indent, opened, before, following)
        if (gap or _HEADING.match(before)) and before:
            yield ""
        broken = following and line.endswith(("  ", "\\"))
        yield new.rstrip("\\") + "  " if broken else new
        before = bare


def _placed(bare: str, indent: int, opened: list[_Open], before: str, following: str) -> tuple[str, bool]:
    """Set a line where the parser expects it; ``True`` if a blank line must stand above."""
    item = _item(bare, indent, opened, before)
    if item and not item["rest"]:
        return "", False  # an item without words: the parser would take long over many of them
    if item:
        _close(opened, indent)
        gap = not (opened and opened[-1].item) and not _ITEM.match(before)
        depth = len(opened)
        opened.append(_Open(indent, indent + len(item["mark"]) + min(len(item["space"]), 4), item=True))
        return f"{_margin(depth)}{item['mark']} {_MARKS.sub('', item['rest'].strip())}", gap
    if _BOX.match(bare) and (indent < 4 or opened):  # noqa: PLR2004 - columns of code
        _close(opened, indent)
        depth = len(opened)
        opened.append(_Open(indent, indent + 4, item=False, box=bare[0] in "!?"))
        return f"{_margin(depth)}{bare}", not bare.startswith((":", "[^"))
    starts = bool(_HEADING.match(bare) or _table(bare, before, following) or _QUOTE.match(bare))
    if not before or starts or (opened and not opened[-1].item):
        _close(opened, indent)
    extra = indent - opened[-1].words if opened else indent
    inner = " " * (extra - extra % 4 if opened else extra) if extra > 3 or not opened else ""  # noqa: PLR2004
    boxed = TITLED.match(bare) if any(one.box for one in opened) else None
    return f"{_margin(len(opened))}{inner}{f'**{boxed[1]}**' if boxed else bare}", starts and not _HEADING.match(bare)


def _margin(depth: int) -> str:
    return "    " * min(depth, _DEEPEST_ITEM)


def _close(opened: list[_Open], indent: int) -> None:
    """Leave the items and boxes that a line at this column does not belong to."""
    while opened and indent < opened[-1].least:
        opened.pop()


def _item(bare: str, indent: int, opened: Sequence[_Open], before: str) -> re.Match[str] | None:
    """Recognise a list's item; in the middle of a paragraph only one that CommonMark would see too."""
    match = _ITEM.match(bare)
    if not match or (len(bare) < 200 and _RULE.match(bare)) or (indent > 3 and not opened):  # noqa: PLR2004 - columns of code
        return None
    above = _ITEM.match(before)
    if match["letter"]:
        return match if opened and opened[-1].item and above and above["letter"] else None
    inside = before and not above and not _HEADING.match(before)
    lazy = inside and not (opened and opened[-1].item)
    if lazy and (not match["rest"] or match["number"] not in (None, "1") or _BOX.match(before)):
        return None
    return match


def _table(bare: str, before: str, following: str) -> bool:
    """Tell a table's head: a row above the line that draws its border, with a paragraph above."""
    if "|" not in bare or "|" in before:
        return False
    return "-" in following and "|" in following and _DELIMITER.match(following) is not None
