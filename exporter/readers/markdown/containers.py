"""Fences of colons (Pandoc, Quarto, Docusaurus) and directives (MyST): boxes become those that the parser knows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from exporter.readers.markdown import code, layout

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

_FENCE = re.compile(r"(?P<indent>\s*)(?P<mark>:{3,}|`{3,}|~{3,}|/{3,}(?=\s|$))\s*(?P<rest>[^`]*)$")
_QUOTED = re.compile(r">[> ]{0,20}(?::{3,}|`{3,}\{)")
_DIRECTIVE = re.compile(r"\{(?P<name>[A-Za-z][\w:-]*)\}\s*(?P<title>.*)$")
_NAMED = re.compile(r"(?:\{\s*(?:#[\w:-]+\s*)?\.)?(?P<name>[A-Za-z][\w-]*)")
_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_TITLE = re.compile(r"\btitle\s*=\s*[\"']([^\"'\n]*)[\"']")
_PROSE = frozenset({
    "admonition", "aside", "card", "card-carousel", "centered", "definition", "div", "dropdown", "epigraph",
    "example", "exercise", "glossary", "grid", "grid-item", "grid-item-card", "highlights", "list-table", "margin",
    "proof", "pull-quote", "rubric", "sidebar", "solution", "tab-item", "tab-set", "table", "tabbed", "topic",
    "versionadded", "versionchanged", "deprecated",
})  # fmt: skip
"""Directives that hold words; of unknown ones between backquotes the words are code."""

_SILENT = frozenset({
    "bibliography", "contents", "embed", "eval-rst", "footbibliography", "glue", "iframe", "include", "index",
    "index-entries", "listing", "literalinclude", "raw", "tableofcontents", "toctree", "video", "youtube",
})  # fmt: skip
_UNTITLED = frozenset({"container", "div", "grid", "highlights", "only", "rst-class", "tab-set", "tabbed"})
"""Directives whose argument is for the page's looks."""

_SETTING = re.compile(r"\s{4,}[\w-]+:(?:\s|$)")
_PICTURES = frozenset({"figure", "image"})
_VERSE = frozenset({"verse", "verses", "vers", "poem", "poeme", "poème", "poetry", "stanza", "strophe", "line-block"})
_TABS = "panel-tabset"
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class _Head:
    """What a fence opens: ``kind`` in lower case, ``directive`` if it is written as MyST does."""

    kind: str
    title: str
    directive: bool

    @property
    def prose(self) -> bool:
        return self.kind in _PROSE | _SILENT | _PICTURES | {"math"} or ":" in self.kind


def resolve(lines: Sequence[str], boxes: Mapping[str, str], drop: Callable[[str, str], None]) -> list[str]:
    """Lay boxes out as the parser knows them; of other containers the titles stay, and a blank line on either side."""
    lines = [*_quotations(lines, boxes, drop)] if any(map(_QUOTED.match, lines)) else lines
    marks = _marks(lines, boxes)
    found: list[str] = []
    opened: list[tuple[int, bool]] = []
    index = 0
    while index < len(lines):
        margin = "    " * min(sum(box for _, box in opened), _DEEPEST)
        if index not in marks:
            found.append(margin + lines[index] if lines[index].strip() else "")
            index += 1
        elif marks[index] is None:
            found.append("")
            opened.pop() if opened and opened[-1][0] == index else None
            index += 1
        else:
            new, index, box = _opened(lines, index, marks[index] or index, boxes, drop)
            found += ["", *(margin + line if line else "" for line in new), ""]
            if box is not None:
                opened.append(box)
    return found


def _quotations(lines: Sequence[str], boxes: Mapping[str, str], drop: Callable[[str, str], None]) -> Iterator[str]:
    """Lay out the containers that stand in quotations."""
    for quoted, group in groupby(lines, lambda line: line.startswith(">")):
        inside = list(group)
        if quoted and any(map(_QUOTED.match, inside)):
            bare = [line[1:].removeprefix(" ") for line in inside]
            yield from (f"> {line}".rstrip() for line in resolve(bare, boxes, drop))
        else:
            yield from inside


def _marks(lines: Sequence[str], boxes: Mapping[str, str]) -> dict[int, int | None]:
    """The lines that open a container, with where it is closed (their own if nowhere), and those that close one."""
    marks: dict[int, int | None] = {}
    opened: list[tuple[str, int]] = []
    index = 0
    while index < len(lines):
        match = _FENCE.match(lines[index]) if lines[index].lstrip()[:3] in (":::", "```", "~~~", "///") else None
        head = _head(match["rest"]) if match else None
        prose = head is not None and head.directive and (head.prose or head.kind in boxes)
        if match and match["rest"] and (match["mark"][0] in ":/" or prose):
            marks[index] = index
            opened.append((match["mark"], index))
        elif match and not match["rest"] and (place := _closed(match["mark"], opened)) is not None:
            marks[opened[place][1]], marks[index] = index, None
            del opened[place:]
        elif match and match["mark"][0] in ":/":
            marks[index] = None
        else:
            index = max(code.end(lines, index) - 1, index)
        index += 1
    return marks


def _closed(mark: str, opened: Sequence[tuple[str, int]]) -> int | None:
    """Which container a fence closes: the last one of its own length, else the last of its kind."""
    recent = [at for at in range(len(opened) - 1, -1, -1)[:50] if opened[at][0][0] == mark[0]]
    same = next((at for at in recent if opened[at][0] == mark), None)
    other = next((at for at in recent if mark[0] in ":/" or len(opened[at][0]) <= len(mark)), None)
    return other if same is None else same


def _head(rest: str) -> _Head:
    directive = _DIRECTIVE.match(rest)
    if directive:
        kind = directive["name"].lower()
        return _Head(kind, "" if kind in _UNTITLED else directive["title"].strip(), directive=True)
    rest, titled = rest.strip(": "), _TITLE.search(rest)
    name = _NAMED.match(rest)
    words = _ATTRIBUTES.sub("", rest[name.end() :] if name and rest[:1] != "{" else rest).strip()
    kind = name["name"].lower().removeprefix("callout-") if name else ""
    title = titled[1] if titled else words.removeprefix("|").removeprefix("[").removesuffix("]").strip()
    return _Head(kind, title, directive=False)


def _opened(
    lines: Sequence[str], start: int, end: int, boxes: Mapping[str, str], drop: Callable[[str, str], None]
) -> tuple[list[str], int, tuple[int, bool] | None]:
    """What stands for an opening line, where the text goes on, and what is open: until where, and whether a box."""
    match = _FENCE.match(lines[start])
    head, indent = (_head(match["rest"]), match["indent"]) if match else (_Head("", "", directive=False), "")
    told, first = code.set_above(lines, start + 1, end) if head.directive else ([], start + 1)
    verse = head.kind in _VERSE and end > start
    whole = ['<div class="verse">', "", *lines[first:end], "", "</div>"] if verse else None
    if head.directive and head.kind in _SILENT:
        drop("\n".join(lines[start : end + 1]), "include")
        whole = []
    elif head.directive and head.kind in _PICTURES:
        options = {key.strip(): value.strip() for key, _, value in (line.partition(":") for line in told)}
        whole = _figure(f"![{options.get('alt', '')}]({head.title})", lines[first:end], indent)
    elif head.directive and head.kind == "math":
        whole = ["$$", *filter(str.strip, lines[first:end]), "$$"]
    if whole is not None:
        return whole, max(end, start) + 1, None
    while match and match["mark"][0] == "/" and first < end and _SETTING.match(lines[first]):
        first += 1
    known = head.kind in boxes or head.kind == _TABS
    title, first = (head.title, first) if head.title or head.kind == _TABS or not known else _heading(lines, first, end)
    box = end > start and (known or bool(head.directive and title))
    label = f' "{title}"' if title or head.kind == _TABS else ""
    named = f"!!! {head.kind.rpartition(':')[2]}{label}" if box else f"**{title}**" if title else ""
    return [f"{indent}{named}"] if named else [], first, ((end, box) if end > start else None)


def _heading(lines: Sequence[str], start: int, end: int) -> tuple[str, int]:
    """The heading with which a box begins, which is its title, and where the box goes on."""
    first = next((at for at in range(start, end) if lines[at].strip()), end)
    match = layout.TITLED.match(lines[first].strip()) if first < end else None
    return (match[1], first + 1) if match else ("", start)


def _figure(picture: str, inside: Sequence[str], indent: str) -> list[str]:
    """A picture with its caption as Markdown; what follows the caption stands below."""
    caption, _, rest = "\n".join(line.strip() for line in inside).strip().partition("\n\n")
    told = f"\n<em>{' '.join(caption.split())}</em>" if caption else ""
    return [f"{indent}{line}" for line in f"{picture}{told}\n\n{rest}".strip("\n").split("\n")]
