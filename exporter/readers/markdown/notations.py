"""YAML with nothing but texts, lists and tables; any notation made plain; what is broken read line by line."""

from __future__ import annotations

import itertools
import re
from contextlib import suppress
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Value = str | list["Value"] | dict[str, "Value"]
Table = dict[str, Value]

_MOST = 10_000
"""Values in one front matter: aliases can make billions of a few lines."""

_PAIR = re.compile(r"\s?(?P<key>\"[^\"\n]{1,60}\"|'[^'\n]{1,60}'|[^\W\d_][\w .-]{0,60}?)\s*[:=](?:\s+(?P<value>.*))?$")
_ITEM = re.compile(r"\s*-\s+(?P<value>.*)$")
_QUOTED = re.compile(r"\"(?P<double>(?:[^\"\\]|\\.)*)\"|'(?P<single>(?:[^']|'')*)'")


def yaml(text: str) -> object:
    """Read YAML, every scalar as text; raises `ValueError` for what is none."""
    import yaml as library  # noqa: PLC0415 - only where there is YAML

    try:
        # The base loader builds texts, lists and tables only; what an alias repeats is shared, not copied.
        return cast("object", library.load(text, Loader=library.BaseLoader))  # noqa: S506 - it knows no tags
    except library.YAMLError as error:
        raise ValueError(str(error)) from error


def plain(value: object) -> Value:
    """Turn what a parser gives into texts, lists and tables; raises `ValueError` for more than ten thousand."""
    return _plain(value, itertools.count())


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
            return plain(yaml(text))
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
