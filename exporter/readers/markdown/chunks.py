"""Chunks of notebooks (Quarto, R Markdown, MyST): what their options say of their code, and the figures they make."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.model import Caption, Figure, Text
from exporter.readers.markdown import notations, shortcodes
from exporter.readers.markdown.fields import said

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from exporter.readers.markdown.notations import Value

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
        value = notations.plain(notations.yaml("\n".join(told)))
    except (ValueError, RecursionError):
        value = notations.salvage(told)
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
