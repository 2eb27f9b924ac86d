"""Front matter: where it begins and ends, in which notation it is, and what its keys hold.

YAML between ``---``, TOML between ``+++``, JSON in braces or between ``;;;``, the headers of MultiMarkdown and Pelican,
those that Nikola puts in a comment, and Pandoc's title block. Values are texts, lists and tables: no notation's idea of
dates and truth is asked for. What is broken is read line by line.
"""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from textwrap import dedent
from typing import TYPE_CHECKING, cast

from exporter.events import Warned
from exporter.messages import Message
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from exporter.events import Report
    from exporter.ports import World

_CLOSED_BY = {"---": ("---", "..."), "+++": ("+++",), ";;;": (";;;",)}
_LONGEST = 2_000
"""Lines of front matter."""

_LARGEST = 1 << 16
"""Characters of front matter that a parser is given: more is no front matter, or an attack."""

_HEADER = re.compile(r"(?:\.\. )?(?P<key>[^\W\d_][\w -]{0,40}?)\s?:(?:\s+(?P<value>\S.*)|\s*)$")
_ENTRY = re.compile(r"[\s{]*(?P<key>\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'|[^\W\d_][\w .-]{0,60}?)\s*[:=](?:\s|$|(?<==))")

_TITLE = re.compile(r"\s*\"?(?:title|titre)\"?\s*[:=]\s*\S", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """The lines of one key, as written; ``line`` counts from 1 in the file."""

    key: str
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Matter:
    """What stands before the text: ``fields`` by folded key, ``entries`` as written; the text begins at ``body``."""

    fields: Mapping[str, Value] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()
    body: int = 0


def split(lines: Sequence[str], vocabulary: Vocabulary, report: Report) -> Matter:
    """Part front matter from the text; ``body`` is the index of the text's first line."""
    first = next((index for index, line in enumerate(lines[:_LONGEST]) if line.strip()), None)
    if first is None:
        return Matter()
    opening = lines[first].rstrip()
    if opening in _CLOSED_BY or opening == "{" or opening.startswith(('{"', '{ "')):
        return _closed(lines, first, vocabulary, report)
    if opening.startswith("% ") and first == 0:
        return _pandoc(lines)
    return _headers(lines, first, vocabulary, report)


def announced(text: str) -> bool:
    """Tell whether a text begins with closed front matter that gives a title."""
    lines = text.split("\n", _LONGEST)
    closing = _CLOSED_BY.get(lines[0].rstrip(), ())
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in closing), 0)
    return any(_TITLE.match(line) for line in lines[1:end])


def _closed(lines: Sequence[str], first: int, vocabulary: Vocabulary, report: Report) -> Matter:
    """Read what stands between two lines of signs, or JSON that stands alone before the text."""
    mark = lines[first].rstrip()
    fenced = mark in _CLOSED_BY
    closing, start = _CLOSED_BY.get(mark, ("}", "};")), first + fenced
    end = next((i for i, line in enumerate(lines[start:_LONGEST], start) if line.rstrip() in closing), None)
    if end is None:
        return _unclosed(lines, first, vocabulary, report) if fenced else Matter()
    inside = lines[start : end + (not fenced)]
    parsers: dict[str, Callable[[str], object]] = {"---": yaml, "+++": tomllib.loads}
    found = _parsed(inside, start + 1, parsers.get(mark, _json), vocabulary, report)
    return _matter(found, inside, start, end + 1, report) if found is not None else Matter()


def _json(text: str) -> object:
    return json.loads(text.rstrip(";") if text.lstrip().startswith("{") else f"{{{text}}}")


def _unclosed(lines: Sequence[str], first: int, vocabulary: Vocabulary, report: Report) -> Matter:
    """Read front matter that nothing closes: it ends at the first line that cannot be its own."""
    end = first + 1
    while end < min(len(lines), _LONGEST) and (_ENTRY.match(lines[end]) or lines[end].startswith((" ", "\t", "- "))):
        end += 1
    found = salvage(lines[first + 1 : end])
    if not _known(found, vocabulary):
        return Matter()
    report(Warned("front-matter-open", "the front matter is not closed: it was taken to end at its last key"))
    return _matter(found, lines[first + 1 : end], first + 1, end, report)


def _parsed(
    lines: Sequence[str], number: int, parse: Callable[[str], object], vocabulary: Vocabulary, report: Report
) -> Table | None:
    """Read front matter by its notation, else line by line; None if it is none."""
    text = "\n".join(lines)
    if not text.strip():
        return {}
    try:
        value = parse(text) if len(text) <= _LARGEST else None
        broken = value is None
        if isinstance(value, dict):
            return cast("Table", _plain(value, itertools.count()))
    except (ValueError, RecursionError):
        broken = True
    found = salvage(lines)
    if not _known(found, vocabulary):
        return None
    if broken:
        report(
            Warned(
                "front-matter",
                Message("the front matter from line {line} is broken: it was read line by line", line=number),
            )
        )
    return found


def _known(found: Table, vocabulary: Vocabulary) -> bool:
    return any(vocabulary.is_key(key) for key in found)


def _matter(found: Table, lines: Sequence[str], offset: int, body: int, report: Report) -> Matter:
    matter = Matter({folded(key): value for key, value in found.items()}, _entries(lines, offset), body)
    for warning in _twice(matter, lines, offset):
        report(warning)
    return matter


def _twice(matter: Matter, lines: Sequence[str], offset: int) -> Iterator[Warned]:
    """Warn of keys that stand there more than once, tables apart, and say which value counts."""
    top = itertools.takewhile(lambda line: not line.startswith("["), lines)
    found = [(number, match) for number, line in enumerate(top, offset + 1) if (match := _ENTRY.match(line))]
    depths = [len(match[0]) - len(match[0].lstrip()) for _, match in found]
    places: dict[str, list[int]] = {}
    for (number, match), depth in zip(found, depths, strict=True):
        if depth == min(depths):
            places.setdefault(folded(match["key"].strip("\"'")), []).append(number)
    for key, numbers in places.items():
        if len(numbers) > 1 and key in matter.fields:
            counts, where = matter.fields[key], ", ".join(map(str, numbers))
            shown = counts if isinstance(counts, str) else json.dumps(counts, ensure_ascii=False)
            yield Warned(
                "key-twice",
                Message(
                    "{key} stands in the front matter more than once (lines {numbers}): {value} counts",
                    key=key,
                    numbers=where,
                    value=shown[:60],
                ),
            )


def _entries(lines: Sequence[str], offset: int) -> tuple[Entry, ...]:
    """Cut front matter at its keys; ``offset`` is the index of its first line in the file."""
    every = [(i, match) for i, line in enumerate(lines) if (match := _ENTRY.match(line))]
    starts = [(i, match) for i, match in every if not lines[i].startswith((" ", "\t"))] or every
    ends = [index for index, _ in starts[1:]] + [len(lines)]
    return tuple(
        Entry(folded(match["key"].strip("\"'")), offset + start + 1, "\n".join(lines[start:end]).strip())
        for (start, match), end in zip(starts, ends, strict=True)
    )


def of_object(text: str, first: int, vocabulary: Vocabulary, report: Report) -> Matter:
    """Read the object of JavaScript in which MDX tells of its page; ``first`` is the index of its first line."""
    for pattern, written in _JAVASCRIPT:
        text = pattern.sub(written, text.expandtabs())
    opening, _, rest = text.partition("\n")
    lines = [opening, *dedent(rest).split("\n")]
    found = _parsed(lines, first + 1, yaml, vocabulary, report)
    return _matter(found or {}, lines, first, 0, report)


def _in_quotes(match: re.Match[str]) -> str:
    said = (match[1] or match[2] or "").replace("\\'", "'")
    return match[0] if match[0].startswith('"') else json.dumps(said, ensure_ascii=False)


_JAVASCRIPT: tuple[tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"'((?:[^'\\\n]|\\.)*)'|`([^`$\n]*)`|\"(?:[^\"\\\n]|\\.)*\""), _in_quotes),
    (re.compile(r"\"\s*\+\s*\""), ""),
    (re.compile(r"new Date\((\"[^\"]*\")\)"), r"\1"),
    (re.compile(r"(?m)^[ ]*(?://.*|\.\.\.[\w.]+,?[ ]*)$"), ""),
    (re.compile(r"([{,]\s*[\w$]+):(?=\S)"), r"\1: "),
)
"""What of JavaScript's objects is no YAML, and the YAML of it."""


# --- Headers -----------------------------------------------------------------------------------


def _headers(lines: Sequence[str], first: int, vocabulary: Vocabulary, report: Report) -> Matter:
    """Read ``Title: …`` lines up to the first blank one, in a comment or not; the first must have a known key."""
    commented = lines[first].strip() in ("<!--", "<!---")
    start = first + commented
    end = start
    while end < min(len(lines), _LONGEST) and _goes_on(lines[end], first=end == start):
        end += 1
    opening = _HEADER.match(lines[start]) if end > start else None
    if not opening or not (vocabulary.is_key(opening["key"]) or lines[start].startswith(".. ")):
        return Matter()
    if commented and (end == len(lines) or lines[end].strip() != "-->"):
        return Matter()
    inside = [line.removeprefix(".. ") for line in lines[start:end]]
    followed = end == len(lines) or commented or not lines[end].strip()
    return _matter(salvage(inside), inside, start, end + commented, report) if followed else Matter()


def _goes_on(line: str, *, first: bool) -> bool:
    return _HEADER.match(line) is not None or (not first and line.startswith(("    ", "\t")) and bool(line.strip()))


def _pandoc(lines: Sequence[str]) -> Matter:
    """Read ``% title``, ``% authors``, ``% date``."""
    given: list[str] = []
    while len(given) < 3 and len(given) < len(lines) and lines[len(given)].startswith("%"):  # noqa: PLR2004 - three lines
        given.append(lines[len(given)])
    keys = ("title", "author", "date")
    entries = tuple(Entry(key, n, line) for n, (key, line) in enumerate(zip(keys, given, strict=False), 1))
    return Matter({entry.key: entry.text[1:].strip() for entry in entries}, entries, len(given))


Value = str | list["Value"] | dict[str, "Value"]
Table = dict[str, Value]

_MOST = 10_000
"""Values in one front matter: aliases can make billions of a few lines."""

_PAIR = re.compile(r"\s?(?P<key>\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'|[^\W\d_][\w .-]{0,60}?)\s*[:=](?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"\s*-\s+(?P<value>.*)$")
_QUOTED = re.compile(r"\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^']|'')*)'")


def yaml(text: str) -> Value:
    """Read YAML, every scalar as text; raises `ValueError` for what is none, or too much."""
    import yaml as library  # noqa: PLC0415 - only where there is YAML

    try:
        # The base loader builds texts, lists and tables only; what an alias repeats is shared, not copied.
        return _plain(library.load(text, Loader=library.BaseLoader), itertools.count())  # noqa: S506 - it knows no tags
    except library.YAMLError as error:
        raise ValueError(str(error)) from error


def _plain(value: object, counted: Iterator[int]) -> Value:
    if next(counted) > _MOST:
        raise ValueError("too many values")
    match value:
        case dict():
            return {str(key): _plain(inner, counted) for key, inner in value.items()}
        case list():
            return [_plain(inner, counted) for inner in value]
        case bool():
            return str(value).lower()
        case None:
            return ""
        case _:
            return str(value)


def salvage(lines: Iterable[str]) -> Table:
    """Read ``key: value`` lines, one by one; items below a key are its list, what is indented goes on with it."""
    found: Table = {}
    key = ""
    for line in lines:
        pair, item = _PAIR.match(line), _ITEM.match(line)
        if item and key:
            value = found[key]
            found[key] = [*(value if isinstance(value, list) else [value] if value else []), unquoted(item["value"])]
        elif pair and not (key and line.startswith("  ")):
            key = pair["key"].strip("\"'")
            found.setdefault(key, _value(pair["value"] or ""))
        elif key and line.startswith((" ", "\t")):
            value = found[key]
            found[key] = f"{value} {line.strip()}".strip() if isinstance(value, str) else value
    return found


def _value(text: str) -> Value:
    text = text.strip().removesuffix(",").strip() if text.strip().endswith(('",', "',", "],")) else text.strip()
    if text.startswith(("{", "[")):
        with suppress(ValueError, RecursionError):
            return yaml(text)
    if text in ("|", ">", "|-", ">-"):
        return ""
    if text.startswith("[") and text.endswith("]"):
        return [unquoted(part) for part in text[1:-1].split(",") if part.strip()]
    return unquoted(text)


def unquoted(text: str) -> str:
    """A value without its quotation marks; a lone mark stays."""
    text = text.strip()
    match = _QUOTED.fullmatch(text)
    if not match:
        return text
    if match["single"] is not None:
        return match["single"].replace("''", "'")
    return re.sub(r"\\(.)", r"\1", match["double"])


RESOURCE = "assets/reading/markdown.toml"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """``keys`` lists, for each field, the folded keys that give it; ``boxes`` the titles of boxes by their kind."""

    keys: Mapping[str, tuple[str, ...]]
    boxes: Mapping[str, str]

    def is_key(self, key: str) -> bool:
        """Tell whether a key of front matter is one that the house reads."""
        return any(folded(key) in known for known in self.keys.values())


def folded(key: str) -> str:
    """Fold a key for comparison: no case, accents, spaces, hyphens or underscores."""
    return re.sub(r"[\s_'.-]", "", fold(key))


def load(world: World) -> Vocabulary:
    """Read the vocabulary of the installation; raises `ResourceError`."""
    return _parse(world.resource(RESOURCE))


@cache
def _parse(data: bytes) -> Vocabulary:
    raw = tomllib.loads(data.decode())
    return Vocabulary({field: tuple(map(folded, keys)) for field, keys in raw["keys"].items()}, raw["admonitions"])
