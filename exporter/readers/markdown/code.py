"""Code set aside: fenced blocks, indented ones and code spans, as CommonMark finds them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.events import Warned

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.events import Report
    from exporter.readers.markdown.stash import Stash

_FENCE = re.compile(
    r"(?P<lead>[ \t]*(?:>[ ]?[ \t]*){0,12}(?:(?:[-*+]|\d{1,9}[.)]|:)[ ]+)?)(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)$"
)
_QUOTED = re.compile(r"[ \t]*(?:>[ ]?){1,12}")
_SYNTAX = re.compile(r"\{?\s*\.?(?P<name>[A-Za-z][\w+#-]*)")
_TITLE = re.compile(r"\btitle\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')|^[\w+#-]+:(?P<colon>\S+)$")
_DIRECTIVE = re.compile(r"\{(?P<name>[a-z]+)\}\s*(?P<title>.*)$")
_BOXES = frozenset(
    {"admonition", "attention", "caution", "danger", "error", "hint", "important", "note", "seealso", "tip", "warning"}
)
_CONTAINER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)]|!!!|\?\?\?\+?|===!?|:|\[\^[^\]\n]{1,60}\]:)(?:\s|$)")
_INDENTED = re.compile(r"(?: {4}|\t)")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")
_TICKS = re.compile(r"`+")


@dataclass(frozen=True, slots=True)
class _Fence:
    lead: str
    mark: str
    info: str

    @property
    def quoted(self) -> bool:
        return ">" in self.lead

    @property
    def indent(self) -> int:
        return len(_QUOTED.sub("", self.lead)) if self.quoted else len(self.lead)

    def closes(self, line: str) -> bool:
        bare = (_QUOTED.sub("", line, count=1) if self.quoted else line).strip()
        return len(bare) >= len(self.mark) and set(bare) == {self.mark[0]}


def set_aside(lines: Sequence[str], stash: Stash, report: Report) -> str:
    """Set all code of a text aside, and join its lines."""
    text = "\n".join(_blocks(lines, stash, report))
    parts = _PARAGRAPHS.split(text)
    gaps = _PARAGRAPHS.findall(text)
    return "".join(f"{_spans(part, stash)}{gap}" for part, gap in zip(parts, [*gaps, ""], strict=True))


# --- Blocks ------------------------------------------------------------------------------------


def _blocks(lines: Sequence[str], stash: Stash, report: Report) -> Iterator[str]:
    index, inside, blank = 0, False, True
    while index < len(lines):
        line = lines[index]
        fence = _opening(line)
        if fence and _is_box(fence):
            end = _end(lines, index, fence)
            yield from _box(fence, lines[index + 1 : end], stash, report)
            index = end + 1
        elif fence:
            end = _end(lines, index, fence)
            if end == len(lines) and not fence.quoted:
                report(Warned("code-open", "a block of code is not closed: it was taken to end with the text"))
            yield from _kept(fence, lines[index:end], stash)
            index = end + (end < len(lines) and fence.closes(lines[end]))
            blank = True
        elif blank and not inside and _INDENTED.match(line) and line.strip():
            end = _indented_end(lines, index)
            yield from _indented(lines[index:end], stash)
            index = end
        else:
            inside = _is_inside(line, inside=inside, blank=blank)
            blank = not line.strip()
            yield line
            index += 1


def _opening(line: str) -> _Fence | None:
    match = _FENCE.match(line) if "```" in line or "~~~" in line else None
    if not match or (match["mark"][0] == "`" and "`" in match["info"]):
        return None
    return _Fence(match["lead"], match["mark"], match["info"].strip())


def _end(lines: Sequence[str], start: int, fence: _Fence) -> int:
    """Find the line that closes a fence, or the first one after the quotation that it stands in."""
    for index in range(start + 1, len(lines)):
        if fence.closes(lines[index]) or (fence.quoted and not lines[index].lstrip().startswith(">")):
            return index
    return len(lines)


def _kept(fence: _Fence, lines: Sequence[str], stash: Stash) -> Iterator[str]:
    """Set a fenced block aside; the title that it has stands above it."""
    syntax, title = _SYNTAX.match(fence.info), _TITLE.search(fence.info)
    inside = [_dedented(line, fence) for line in lines[1:]]
    mark = stash.block("\n".join(inside), "\n".join(lines), syntax["name"].lower() if syntax else None)
    edge = "".join(re.findall(r"^[ \t]*(?:>[ ]?)*", fence.lead)) if fence.quoted else ""
    said = next((group for group in title.groups() if group), "") if title else ""
    indent = " " * fence.indent if not fence.quoted else edge
    yield edge.rstrip() if fence.lead.isspace() or fence.quoted or not fence.lead else edge
    yield f"{fence.lead}{f'**{said}**' if said else mark}"
    yield edge.rstrip()
    if said:
        yield f"{indent}{mark}"
        yield edge.rstrip()


def _dedented(line: str, fence: _Fence) -> str:
    bare = _QUOTED.sub("", line, count=1) if fence.quoted else line
    cut = min(fence.indent, len(bare) - len(bare.lstrip(" ")))
    return bare[cut:]


def _is_box(fence: _Fence) -> bool:
    directive = _DIRECTIVE.match(fence.info)
    return directive is not None and directive["name"] in _BOXES


def _box(fence: _Fence, lines: Sequence[str], stash: Stash, report: Report) -> Iterator[str]:
    """Write a fence that holds a box of text (MyST) as one that the parser knows."""
    directive = _DIRECTIVE.match(fence.info)
    name, title = (directive["name"], directive["title"].strip()) if directive else ("note", "")
    kept = [line for line in lines if not re.match(r"\s*:[\w-]+:", line)]
    yield ""
    yield f"{fence.lead}!!! {name}" + (f' "{title}"' if title else "")
    yield ""
    yield from (f"{fence.lead}    {line}" if line else "" for line in _blocks(kept, stash, report))
    yield ""


def _is_inside(line: str, *, inside: bool, blank: bool) -> bool:
    """Tell whether what follows a line may be indented because of a list, a box or a note."""
    if not line.strip():
        return inside
    if _CONTAINER.match(line):
        return True
    return inside and (line.startswith((" ", "\t")) or not blank)


def _indented_end(lines: Sequence[str], start: int) -> int:
    end = start
    for index in range(start, len(lines)):
        if _INDENTED.match(lines[index]) and lines[index].strip():
            end = index + 1
        elif lines[index].strip():
            break
    return end


def _indented(lines: Sequence[str], stash: Stash) -> Iterator[str]:
    text = "\n".join(_INDENTED.sub("", line, count=1) for line in lines)
    yield stash.block(text, "\n".join(lines))
    yield ""


# --- Spans -------------------------------------------------------------------------------------


def _spans(paragraph: str, stash: Stash) -> str:
    """Set the code spans of a paragraph aside: a run of backquotes, up to the next one of the same length."""
    runs = [match.span() for match in _TICKS.finditer(paragraph)] if "`" in paragraph else []
    if not runs:
        return paragraph
    places: dict[int, list[int]] = defaultdict(list)
    for start, end in runs:
        places[end - start].append(start)
    parts: list[str] = []
    position = 0
    for start, end in runs:
        if start < position or paragraph[start - 1 : start] == "\\":
            continue
        same = places[end - start]
        after = bisect_right(same, start)
        if after == len(same):
            continue
        close = same[after]
        mark = stash.code(_bare(paragraph[end:close]), paragraph[start : close + end - start])
        parts += (paragraph[position:start], mark)
        position = close + end - start
    return "".join((*parts, paragraph[position:]))


def _bare(text: str) -> str:
    """The words of a code span: on one line, without the space that parts them from backquotes."""
    text = re.sub(r"\n(?:[ \t]*>)*[ \t]*", " ", text)
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == " " and text.strip() else text  # noqa: PLR2004
