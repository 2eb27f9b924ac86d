"""Frozen dataclasses as JSON: an instance from what was read, and the JSON Schema of what is written."""

from __future__ import annotations

import types
import typing
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any


def read(kind: type, told: dict[str, Any]) -> Any:  # noqa: ANN401 - an instance of the kind
    """An instance of a dataclass from JSON: what it does not know is passed over, what is not told is by default."""
    return kind(**{name: read(told[name]) for name, read in _fields(kind) if name in told})


@cache
def _fields(kind: type) -> tuple[tuple[str, Any], ...]:
    hints = typing.get_type_hints(kind)
    return tuple((field.name, _reading(hints[field.name])) for field in fields(kind))


def _reading(hint: Any) -> Any:  # noqa: ANN401 - types at run time have no type
    """What reads a value of a type: plain ones stay as they are."""
    if is_dataclass(hint) and isinstance(hint, type):
        return lambda value: read(hint, value)
    if isinstance(hint, types.UnionType):
        inner = next(one for one in typing.get_args(hint) if one is not type(None))
        return lambda value: None if value is None else _reading(inner)(value)
    if typing.get_origin(hint) is tuple:
        item = _reading(typing.get_args(hint)[0])
        return lambda values: tuple(map(item, values))
    return lambda value: value


def schema_of(kind: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    """The JSON Schema (2020-12) of a dataclass, every field required, or of another type that `read` knows."""
    plain = {str: "string", int: "integer", float: "number", type(None): "null", bool: "boolean"}
    if kind in plain:
        return {"type": plain[kind]}
    if isinstance(kind, types.UnionType):
        return {"anyOf": [schema_of(one) for one in typing.get_args(kind)]}
    if typing.get_origin(kind) is tuple:
        item = typing.get_args(kind)[0]
        return {"type": "array", "items": schema_of(item)}
    hints = typing.get_type_hints(kind)
    properties = {field.name: schema_of(hints[field.name]) for field in fields(kind)}
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
