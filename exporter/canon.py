"""Canonical JSON of a document: its writer, its reader, its JSON Schema and its digest.

Every node is an object with a ``"type"`` (the class's name in kebab case) and all of its fields, null or empty ones
included; words are ``{"type": "text", "text": "…"}``; dates are ISO 8601 strings. Reading is strict: an unknown type, a
missing or an unknown field is an error that names its place.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
import json
import re
import reprlib
import types
import typing
from functools import cache
from typing import Any, cast

from exporter import model
from exporter.errors import ReadError
from exporter.messages import Message
from exporter.model import Article, PartialDate

if typing.TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_LARGEST = 2**31 - 1
_SCALARS: dict[type, dict[str, Json]] = {
    str: {"type": "string"},
    int: {"type": "integer", "minimum": -_LARGEST, "maximum": _LARGEST},
    bool: {"type": "boolean"},
}
_DEEPEST = 64
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML cannot hold (and DEL, which nobody means)."""
_UNIONS = {model.Inline: "inline", model.Block: "block", model.Alt: "alt"}
_HINT = "canonical JSON comes from `exporter read --json`"
_DATE_PATTERN = r"^\d{4}(-\d{2}(-\d{2})?)?$"


def type_name(node: type) -> str:
    """Name a node type as JSON does: ``NoteRef`` is ``note-ref``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", node.__name__).lower()


def to_json(article: Article) -> Json:
    """Turn a document into plain JSON values."""
    return {"type": "article", "version": Article.VERSION, **cast("dict[str, Json]", _encode(article))}


def dumps(article: Article) -> str:
    """Write the canonical JSON: UTF-8 text, two-space indent, fields in the model's order, a newline at the end."""
    return json.dumps(to_json(article), ensure_ascii=False, indent=2) + "\n"


def digest(article: Article) -> str:
    """SHA-256 of the document in hexadecimal: equal exactly when the documents are."""
    compact = json.dumps(to_json(article), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(compact.encode()).hexdigest()


def loads(text: str) -> Article:
    """Read canonical JSON; raises `ReadError` naming the place of the first mistake."""
    data = _parse(text)
    if not isinstance(data, dict) or data.get("type") != "article":
        raise ReadError("not a document: no article at the root", _HINT)
    version = data.pop("version", None)
    if type(version) is int and version == 1:
        version = Article.VERSION
        _upgrade(data)
    if type(version) is not int or version != Article.VERSION:
        shown = reprlib.repr(version)
        raise ReadError(
            Message("document version {version} is unknown here", version=shown),
            Message("this release reads {version}", version=Article.VERSION),
        )
    return cast("Article", _decode(data, Article, "article"))


def schema() -> dict[str, Json]:
    """Derive the JSON Schema (2020-12) of the canonical JSON from the model."""
    nodes = _reachable(Article)
    definitions: dict[str, Json] = {type_name(node): _node_schema(node) for node in nodes}
    definitions |= {name: _union_schema(union) for union, name in _UNIONS.items()}
    root = cast("dict[str, Any]", definitions.pop("article"))
    root["properties"] = {**root["properties"], "version": {"const": Article.VERSION}}
    root["required"] = [*root["required"], "version"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "exporter document",
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


_SINCE_FIRST: dict[str, dict[str, Json]] = {
    "metadata": {"identifier": None},
    "item": {"checked": None},
    "line-break": {"indent": 0},
    "listing": {"reversed": False},
    "table": {"columns": []},
    "image": {"width": None, "height": None},
}
"""Fields that documents of version 1 have not, by the type of their nodes, with what they would say."""


def _upgrade(root: Json) -> None:
    """Give a document of version 1 the fields that came later."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            for name, value in _SINCE_FIRST.get(str(node.get("type")), {}).items():
                node.setdefault(name, value)
        waiting += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()


# --- Encoding ----------------------------------------------------------------------------------


def _encode(value: object) -> Json:
    match value:
        case PartialDate() | enum.StrEnum():
            return str(value)
        case None | bool() | int() | str():
            return value
        case tuple():
            return [_encode(item) for item in value]
        case _:
            name, fields = _form(cast("Hashable", type(value)))
            return {"type": name, **{field: _encode(getattr(value, field)) for field in fields}}


@cache
def _form(node: Hashable) -> tuple[str, tuple[str, ...]]:
    """How a type of nodes is called, and its fields."""
    kind = cast("Any", node)
    return type_name(kind), tuple(field.name for field in dataclasses.fields(kind))


# --- Decoding ----------------------------------------------------------------------------------


def _parse(text: str) -> Json:
    try:
        return cast("Json", json.loads(text, object_pairs_hook=_members_once))
    except (ValueError, RecursionError) as error:
        raise ReadError(Message("not readable as JSON: {reason}", reason=error), _HINT) from error


def _members_once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError(
            Message("an object has a field twice: {fields}", fields=reprlib.repr([name for name, _ in pairs]))
        )
    return members


@cache
def _hints(node: type) -> dict[str, Any]:
    hints = typing.get_type_hints(node, vars(model))
    return {field.name: hints[field.name] for field in dataclasses.fields(node)}


def _members(hint: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a type hint has no common type
    return typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)


def _decode(value: Json, hint: Any, place: str) -> object:  # noqa: ANN401
    if typing.get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise ReadError(Message("{place}: a list was expected", place=place))
        inner = typing.get_args(hint)[0]
        return tuple(_decode(item, inner, f"{place}[{index}]") for index, item in enumerate(value))
    members = _members(hint)
    if value is None and type(None) in members:
        return None
    if isinstance(value, dict):
        return _decode_node(value, members, place)
    return _decode_scalar(value, members, place)


def _decode_scalar(value: Json, members: tuple[Any, ...], place: str) -> object:
    if isinstance(value, str):
        return _decode_string(value, members, place)
    if type(value) in members and not (type(value) is int and abs(value) > _LARGEST):
        return value
    raise ReadError(Message("{place}: {value} was not expected", place=place, value=reprlib.repr(value)))


def _decode_string(value: str, members: tuple[Any, ...], place: str) -> object:
    parse = next(filter(None, map(_parser, members)), None)
    if parse is None and str not in members:
        raise ReadError(Message("{place}: {value} was not expected", place=place, value=reprlib.repr(value)))
    if found := _UNPRINTABLE.search(value):
        raise ReadError(
            Message(
                "{place}: no edition can hold the character U+{code}", place=place, code=f"{ord(found.group()):04X}"
            )
        )
    try:
        return parse(value) if parse else value
    except ValueError as error:
        raise ReadError(Message("{place}: {value} was not expected", place=place, value=reprlib.repr(value))) from error


def _parser(member: Any) -> Callable[[str], object] | None:  # noqa: ANN401
    if member is PartialDate:
        return PartialDate.parse
    return member if isinstance(member, type) and issubclass(member, enum.StrEnum) else None


def _decode_node(value: dict[str, Json], members: tuple[Any, ...], place: str) -> object:
    if place.count(".") > _DEEPEST:
        raise ReadError(
            Message("the document is nested more than {levels} levels deep", levels=_DEEPEST),
            "flatten its lists or quotes",
        )
    known = {type_name(member): member for member in members if _is_node_type(member)}
    node = known.get(str(value.get("type")))
    if node is None:
        raise ReadError(
            Message("{place}: node type {type} was not expected", place=place, type=reprlib.repr(value.get("type")))
        )
    hints = _hints(node)
    present = value.keys() - {"type"}
    if missing := sorted(hints.keys() - present):
        raise ReadError(Message("{place}: the field {field} is missing", place=place, field=repr(missing[0])))
    if unknown := sorted(present - hints.keys()):
        raise ReadError(Message("{place}: the field {field} is unknown", place=place, field=reprlib.repr(unknown[0])))
    fields = {name: _decode(value[name], hint, f"{place}.{name}") for name, hint in hints.items()}
    try:
        return node(**fields)
    except ValueError as error:
        raise ReadError(Message("{place}: {reason}", place=place, reason=error)) from error


# --- Schema ------------------------------------------------------------------------------------


def _node_types(hint: Any) -> list[type]:  # noqa: ANN401
    if typing.get_origin(hint) is tuple:
        return _node_types(typing.get_args(hint)[0])
    return [member for member in _members(hint) if _is_node_type(member)]


def _is_node_type(member: Any) -> bool:  # noqa: ANN401
    return dataclasses.is_dataclass(member) and member is not PartialDate


def _reachable(root: type) -> list[type]:
    found: list[type] = []
    queue = [root]
    while queue:
        node = queue.pop()
        if node not in found:
            found.append(node)
            queue += [inner for hint in _hints(node).values() for inner in _node_types(hint)]
    return found


def _hint_schema(hint: Any) -> dict[str, Json]:  # noqa: ANN401
    if typing.get_origin(hint) is tuple:
        return {"type": "array", "items": _hint_schema(typing.get_args(hint)[0])}
    if hint in _UNIONS:
        return {"$ref": f"#/$defs/{_UNIONS[hint]}"}
    options = [_member_schema(member) for member in _members(hint)]
    return options[0] if len(options) == 1 else {"anyOf": cast("list[Json]", options)}


def _member_schema(member: type) -> dict[str, Json]:
    if member is PartialDate:
        return {"type": "string", "pattern": _DATE_PATTERN}
    if issubclass(member, enum.StrEnum):
        return {"enum": [str(item) for item in member]}
    if member is type(None):
        return {"type": "null"}
    if member in _SCALARS:
        return _SCALARS[member]
    return {"$ref": f"#/$defs/{type_name(member)}"}


def _union_schema(union: types.UnionType) -> Json:
    """Let ``type`` decide which node it must be: validators then say one error, not one for each kind of node."""
    names = [type_name(member) for member in typing.get_args(union)]
    choices = [{"if": {"properties": {"type": {"const": name}}}, "then": {"$ref": f"#/$defs/{name}"}} for name in names]
    return cast(
        "Json",
        {"type": "object", "properties": {"type": {"enum": names}}, "required": ["type"], "allOf": choices},
    )


def _node_schema(node: type) -> Json:
    hints = _hints(node)
    properties: dict[str, Json] = {"type": {"const": type_name(node)}}
    properties |= {name: _hint_schema(hint) for name, hint in hints.items()}
    return {
        "type": "object",
        "properties": properties,
        "required": ["type", *hints],
        "additionalProperties": False,
    }
