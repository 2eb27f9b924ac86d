"""Code set aside: fenced blocks, the chunks of notebooks among them, indented ones and code spans."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from exporter.events import Report, Warned
from exporter.model import Caption, Figure, Text
from exporter.readers.markdown import matter, shortcodes
from exporter.readers.markdown.fields import said
from exporter.readers.markdown.stash import Stash, spliced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from exporter.readers.markdown.matter import Value

_FENCE = re.compile(
    r"(?P<lead>[ \t]*(?:>[ ]?[ \t]*){0,12}(?:(?:[-*+]|\d{1,9}[.)]|:)[ ]+)?)(?P<mark>`{3,}|~{3,})(?P<info>[^\n]*)$"
)
_QUOTED = re.compile(r"[ \t]*(?:>[ ]?){1,12}")
_SYNTAX = re.compile(r"\{?\s*\.?(?P<name>[A-Za-z][\w+#-]*)")
_TITLE = re.compile(r"\btitle\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')|^[\w+#-]+:(?P<colon>\S+)$")
_CONTAINER = re.compile(r"\s*(?:[-*+]|\d{1,9}[.)]|!!!|\?\?\?\+?|===!?|:|\[\^[^\]\n]{1,60}\]:)(?:\s|$)")
_INDENTED = re.compile(r"(?: {4}|\t)")
_PARAGRAPHS = re.compile(r"(\n[ \t]*\n)")
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


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where code goes: set aside, or left out and told to ``drop``; ``echo`` if chunks show theirs."""

    stash: Stash
    drop: Callable[[str, str], None]
    report: Report
    echo: bool = True


def set_aside(lines: Sequence[str], shelf: Shelf) -> str:
    """Set all code of a text aside, and join its lines."""
    parts = _PARAGRAPHS.split("\n".join(_blocks(lines, shelf)))
    return "".join(spliced(part, _spans(part, shelf.stash)) if "`" in part else part for part in parts)


def end(lines: Sequence[str], index: int) -> int:
    """The index after the block of code that a line opens; the line's own if it opens none."""
    fence = _opening(lines[index])
    return min(_end(lines, index, fence) + 1, len(lines)) if fence else index


def without_fences(lines: Sequence[str]) -> Iterator[str]:
    """The lines of a text, those of fenced code blank."""
    inside = 0
    for index, line in enumerate(lines):
        inside = end(lines, index) if index >= inside else inside
        yield "" if index < inside else line


# --- Blocks ------------------------------------------------------------------------------------


def _blocks(lines: Sequence[str], shelf: Shelf) -> Iterator[str]:
    index, inside, blank = 0, False, True
    while index < len(lines):
        line = lines[index]
        fence = _opening(line)
        if fence:
            end = _end(lines, index, fence)
            if end == len(lines) and not fence.quoted:
                shelf.report(Warned("code-open", "a block of code is not closed: it was taken to end with the text"))
            yield from _kept(fence, lines[index:end], shelf)
            index = end + (end < len(lines) and fence.closes(lines[end]))
            blank = True
        elif blank and not inside and _INDENTED.match(line) and line.strip():
            end = _indented_end(lines, index)
            text = "\n".join(_INDENTED.sub("", one, count=1) for one in lines[index:end])
            yield from (shelf.stash.block(text, "\n".join(lines[index:end])), "")
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


def _kept(fence: _Fence, lines: Sequence[str], shelf: Shelf) -> Iterator[str]:
    """Set a fenced block aside; the title that it has stands above it, its figure below."""
    bare = [_QUOTED.sub("", line, count=1) if fence.quoted else line for line in lines[1:]]
    inside = [line[min(fence.indent, len(line) - len(line.lstrip(" "))) :] for line in bare]
    edge = "".join(re.findall(r"^[ \t]*(?:>[ ]?)*", fence.lead)) if fence.quoted else ""
    indent = edge if fence.quoted else " " * fence.indent
    lead = fence.lead
    yield edge.rstrip() if lead.isspace() or fence.quoted or not lead else edge
    for piece in _pieces(fence.info, inside, "\n".join(lines), shelf):
        yield f"{lead}{piece}"
        yield edge.rstrip()
        lead = indent


def _pieces(info: str, inside: list[str], written: str, shelf: Shelf) -> Iterator[str]:
    """What stands for a block of code: its title, its mark, the figure that it makes; of raw HTML the lines."""
    chunk = read(info, inside, echo=shelf.echo)
    syntax, title = _SYNTAX.match(info), _TITLE.search(info)
    if info.startswith("{=html"):
        yield from inside
    elif chunk.shown:
        if said := next((group for group in title.groups() if group), "") if title else chunk.title:
            yield f"**{said}**"
        yield shelf.stash.block(
            "\n".join(chunk.lines), written, chunk.syntax or (syntax["name"].lower() if syntax else None)
        )
    else:
        shelf.drop(written, "code")
    if chunk.figure:
        yield shelf.stash.put(chunk.figure, written)


def _is_inside(line: str, *, inside: bool, blank: bool) -> bool:
    """Tell whether what follows a line may be indented because of a list, a box or a note."""
    goes_on = inside and (line.startswith((" ", "\t")) or not blank or not line.strip())
    return goes_on or _CONTAINER.match(line) is not None


def _indented_end(lines: Sequence[str], start: int) -> int:
    inside = takewhile(lambda at: _INDENTED.match(lines[at]) or not lines[at].strip(), range(start, len(lines)))
    return max(at + 1 for at in inside if lines[at].strip())


# --- Spans -------------------------------------------------------------------------------------


def _spans(paragraph: str, stash: Stash) -> Iterator[tuple[int, int, str]]:
    """Set the code spans of a paragraph aside: a run of backquotes, up to the next one of the same length."""
    runs = [match.span() for match in _TICKS.finditer(paragraph)]
    places: dict[int, list[int]] = defaultdict(list)
    for start, end in runs:
        places[end - start].append(start)
    position = 0
    for start, end in runs:
        if start < position or paragraph[start - 1 : start] == "\\":
            continue
        same = places[end - start]
        after = bisect_right(same, start)
        if after == len(same):
            continue
        close = same[after]
        position = close + end - start
        yield start, position, stash.code(_bare(paragraph[end:close]), paragraph[start:position])


def _bare(text: str) -> str:
    """The words of a code span: on one line, without the space that parts them from backquotes."""
    text = re.sub(r"\n(?:[ \t]*>)*[ \t]*", " ", text)
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] == " " and text.strip() else text  # noqa: PLR2004


_CHUNK = re.compile(r"\{\s*(?P<name>[A-Za-z][\w+:-]*)(?P<options>.*)\}\s*(?P<argument>\S*)\s*$")
_HEADED = re.compile(
    r"(?P<key>[\w.-]+)\s*=\s*(?:\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^'\\]|\\.)*)'"
    r"|\w+\((?P<call>(?:[^()\"']|\"[^\"]*\"|'[^']*')*)\)|(?P<bare>[^,\s\"'(]+))"
)
_COMMENTED = re.compile(r"\s*(?:#|//|--|%%?)\| ?(?P<option>.*)$")
_SETTING = re.compile(r"\s*:(?P<key>[\w-]+):(?:\s+(?P<value>.*))?$")
_SHOWN = re.compile(r"(?:include_graphics|\bImage|image_read)\(\s*(?:c\()?\s*(?:filename\s*=\s*)?[\"']([^\"'\n]+)[\"']")
_SET = re.compile(r"opts_chunk\$set\((?:[^()]|\([^()]*\))*?\becho\s*=\s*(?P<echo>\w+)")
_NO = frozenset({"false", "f", "no", "0"})
_QUERIES = frozenset({"dataview", "dataviewjs", "tasks", "base"})
_STYLED = frozenset({"css", "cat"})
_HIDDEN = frozenset({"remove-input", "remove-cell", "remove_input", "remove_cell"})


@dataclass(frozen=True, slots=True)
class Chunk:
    """A block of code: whether it is ``shown``, the ``lines`` that are, the figure that stands for what it makes."""

    shown: bool
    lines: Sequence[str]
    title: str = ""
    syntax: str | None = None
    figure: Figure | None = None


def echo(fields: Mapping[str, Value], lines: Iterable[str]) -> bool:
    """Tell whether chunks show their code where they do not say: the front matter or a first chunk may."""
    execute = fields.get("execute")
    told = [str(execute.get("echo", "")).lower()] if isinstance(execute, dict) else []
    found = _SET.search("\n".join(lines))
    return not _NO.intersection([*told, found["echo"].lower() if found else ""])


def read(info: str, lines: Sequence[str], *, echo: bool) -> Chunk:
    """Read what stands after a fence and below it; code that is no chunk is shown."""
    match = _CHUNK.match(info)
    if not match or match["name"].startswith("="):
        return Chunk(shown=not (info.startswith("{=") or info.lower() in _QUERIES), lines=lines)
    name = match["name"].lower()
    options, inside = _options(match["options"], lines)
    shown = options.get("echo", str(echo)).lower() not in _NO and name not in _STYLED
    seen = options.get("include", "").lower() not in _NO and "remove-cell" not in options.get("tags", "")
    hidden = _HIDDEN.intersection(re.findall(r"[\w-]+", options.get("tags", "")))
    code = name.startswith(("code", "source"))
    return Chunk(
        shown=shown and seen and not hidden and any(line.strip() for line in inside),
        lines=inside,
        title=shortcodes.plain(options.get("caption", "")) if code else "",
        syntax=(match["argument"].lower() or None) if code else name,
        figure=_figure(options, "\n".join(inside)) if seen else None,
    )


def _options(header: str, lines: Sequence[str]) -> tuple[dict[str, str], Sequence[str]]:
    """The options of a chunk, by their names with hyphens, and its code."""
    found: dict[str, str] = {}
    for match in _HEADED.finditer(header):
        bare = match["bare"] if match["key"] in ("echo", "include") else None
        called = " ".join(re.findall(r"[\"']([^\"']*)[\"']", match["call"] or ""))
        found[match["key"].lower()] = (
            re.sub(r"\\(.)", r"\1", match["double"] or match["single"] or "") or called or bare or ""
        )
    at = next((at for at, line in enumerate(lines) if not _COMMENTED.match(line)), len(lines))
    told = [option["option"] for line in lines[:at] if (option := _COMMENTED.match(line))]
    settings, at = set_above(lines, at, len(lines))
    found |= {key: _text(value) for key, value in _read([*told, *settings]).items()}
    while 0 < at < len(lines) and not lines[at].strip():
        at += 1
    return {key.replace(".", "-").replace("_", "-"): value for key, value in found.items()}, lines[at:]


def set_above(lines: Sequence[str], start: int, end: int) -> tuple[list[str], int]:
    """The options of a directive as ``key: value``, between ``---`` or with a colon before each, and where they end."""
    told: list[str] = []
    if start < end and lines[start].strip() == "---":
        close = next((at for at in range(start + 1, end) if lines[at].strip() == "---"), start)
        told, start = list(lines[start + 1 : close]), close + (close > start)
    while start < end and (named := _SETTING.match(lines[start])):
        told.append(f"{named['key']}: {named['value'] or ''}")
        start += 1
    return told, start


def _read(told: Sequence[str]) -> Mapping[str, Value]:
    try:
        value = matter.yaml("\n".join(told))
    except (ValueError, RecursionError):
        value = matter.salvage(told)
    return value if isinstance(value, dict) else {}


def _text(value: Value) -> str:
    return " ".join(map(_text, value)) if isinstance(value, list) else value if isinstance(value, str) else said(value)


def _figure(options: Mapping[str, str], code: str) -> Figure | None:
    """The figure of a chunk: a picture that it shows as it is, the caption of one that it draws."""
    caption = shortcodes.plain(options.get("fig-cap") or options.get("tbl-cap") or "")
    shown, words = _SHOWN.search(code), shortcodes.plain(options.get("fig-alt", ""))
    if shown:
        return shortcodes.shown(shown[1], words, caption)
    return Figure(None, Caption((Text(caption),))) if caption else None
