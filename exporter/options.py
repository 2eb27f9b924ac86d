"""What a user may choose, said once: a plug-in's choices are the fields of a frozen dataclass, each with its `Option`.

Everything that takes choices from somebody derives from that what it needs: the command line its options with their
help, a file of settings or a service its fields (`describe`), and all of them the instance, checked (`chosen`).
"""

from __future__ import annotations

import math
import os
import re
import typing
import unicodedata
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import TYPE_CHECKING, Any, TypeVar

from exporter.errors import PluginError, UsageError
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_Kind = TypeVar("_Kind")
_NAME = re.compile(r"(?!help$)[a-z][a-z0-9]*(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Option:
    """Makes a field one that users choose: ``width: Annotated[int, Option("Columns.", low=20)] = 72``.

    ``help`` is a sentence in English, whose French stands with the messages. The ``name`` is the field's unless it has
    another; under a name of its own, a field that is true by default is told to be false. Numbers lie between ``low``
    and ``high``, or are ``among`` some. ``read`` makes the field's value of what was told, and raises `UsageError`;
    ``told`` is the default as users tell it. What does not ``count`` changes no edition by itself.
    """

    help: str
    name: str = ""
    metavar: str | None = None
    low: float | None = None
    high: float | None = None
    among: tuple[int, ...] = ()
    read: Callable[[Any], Any] | None = None
    told: object = None
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as it is offered: its ``name`` in words with hyphens, the type that it is ``told_as``, its default.

    That type is bool, int, float, str or a `StrEnum`; of ``many`` any number may be told. What says yes to a ``turned``
    one says no to its field. The ``default`` is as it would be told; None for nothing.
    """

    field: str
    name: str
    option: Option
    told_as: type
    default: Any
    many: bool = False
    turned: bool = False


@cache
def describe(kind: type) -> tuple[Choice, ...]:
    """The choices of a dataclass, in their order; raises `TypeError` for fields that nobody can choose."""
    if not is_dataclass(kind):
        raise TypeError(f"{kind!r} is no dataclass")
    hints = typing.get_type_hints(kind, include_extras=True)
    defaults = {field.name: field.default for field in fields(kind)}
    found = tuple(
        _choice(name, option, hint, defaults[name])
        for name, hint in hints.items()
        for option in getattr(hint, "__metadata__", ())
        if isinstance(option, Option) and name in defaults
    )
    names = [choice.name for choice in found]
    bad = next((name for name in names if not _NAME.fullmatch(name) or names.count(name) > 1), None)
    if bad is not None:
        raise TypeError(f"{bad!r} cannot be the name of an option")
    return found


def _choice(field: str, option: Option, hint: Any, default: object) -> Choice:  # noqa: ANN401 - a type at run time
    plain = _plain(typing.get_args(hint)[0])
    many = typing.get_origin(plain) is tuple and option.told is None
    kind = _told_as(typing.get_args(plain)[0] if many else plain, option)
    told = default if option.told is None else option.told
    if told is MISSING or kind is None:
        raise TypeError(f"{field} has {'no default' if told is MISSING else 'a type that cannot be told'}")
    name = option.name or field.replace("_", "-")
    turned = bool(option.name) and told is True
    return Choice(field, name, option, kind, False if turned else told, many, turned)


def _plain(hint: Any) -> Any:  # noqa: ANN401 - as above
    """A type without its None."""
    if typing.get_origin(hint) not in (UnionType, typing.Union):
        return hint
    return next(one for one in typing.get_args(hint) if one is not type(None))


def _told_as(kind: Any, option: Option) -> type | None:  # noqa: ANN401 - as above
    """The type in which a value is told: what has to be read is told in words; None if it cannot be told."""
    if isinstance(option.told, str):
        return str
    if isinstance(kind, type) and (kind in (bool, int, float, str) or issubclass(kind, StrEnum)):
        return None if kind is StrEnum else kind
    return str if option.read else None


def chosen(kind: type[_Kind], values: Mapping[str, object]) -> _Kind:
    """An instance of a dataclass by the names of its choices; raises `UsageError` for what cannot be chosen."""
    known(values, (kind,))
    return kind(**taken(kind, values))


def known(values: Iterable[str], kinds: Iterable[type]) -> None:
    """Raise `UsageError` for a name that no choice of these dataclasses has."""
    names = {choice.name for kind in kinds for choice in describe(kind)}
    unknown = next((name for name in values if name not in names), None)
    if unknown is not None:
        raise UsageError(
            Message("no option is called {name}", name=unknown),
            Message("known: {names}", names=", ".join(sorted(names))),
        )


def taken(kind: type, values: Mapping[str, object]) -> dict[str, Any]:
    """The fields of a dataclass as they were chosen, or by default; other names are passed over. Raises as `chosen`."""
    told = ((choice, values.get(choice.name)) for choice in describe(kind))
    read = ((choice, choice.default if value is None else value) for choice, value in told)
    return {choice.field: _value(choice, value) for choice, value in read if value is not None}


def _value(choice: Choice, value: object) -> object:
    if not choice.many:
        return _one(choice, value)
    if not isinstance(value, list | tuple):
        raise UsageError(Message("{name} cannot be {value}", name=choice.name, value=value), "give a list")
    return tuple(found for one in value if (found := _one(choice, one)) is not None)


def _one(choice: Choice, value: object) -> object:
    option = choice.option
    if choice.told_as is bool:
        return _yes_or_no(choice, value) is not choice.turned
    if choice.told_as in (int, float):
        value = _number(choice, value)
    elif choice.told_as is not str:
        value = _member(choice, value)
    elif not isinstance(value, str):
        raise UsageError(Message("{name} cannot be {value}", name=choice.name, value=value), "give words")
    return option.read(value) if option.read else value


def _yes_or_no(choice: Choice, value: object) -> bool:
    if not isinstance(value, bool):
        raise UsageError(Message("{name} cannot be {value}", name=choice.name, value=value), "give true or false")
    return value


def _member(choice: Choice, value: object) -> object:
    try:
        return choice.told_as(value)
    except ValueError as error:
        names: Any = choice.told_as
        raise UsageError(
            Message("{name} cannot be {value}", name=choice.name, value=value),
            Message("give one of {names}", names=", ".join(names)),
        ) from error


def _number(choice: Choice, value: object) -> float:
    option = choice.option
    try:
        number: float = math.nan if isinstance(value, bool) else choice.told_as(value)
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    low, high = -math.inf if option.low is None else option.low, math.inf if option.high is None else option.high
    if not low <= number <= high or math.isinf(number):
        raise UsageError(Message("{name} cannot be {value}", name=choice.name, value=value), _numbers(option))
    if option.among and not option.read and number not in option.among:
        raise UsageError(
            Message("{name} cannot be {value}", name=choice.name, value=value),
            Message("give one of {names}", names=", ".join(map(str, option.among))),
        )
    return number


def _numbers(option: Option) -> str:
    if option.low is None or option.high is None:
        return (
            Message("give a number")
            if option.low is None
            else Message("give a number from {low}", low=f"{option.low:g}")
        )
    return Message("give a number from {low} to {high}", low=f"{option.low:g}", high=f"{option.high:g}")


def distinct(groups: Iterable[tuple[str, type]]) -> None:
    """Raise `PluginError` if two of the ``groups``, owners with their dataclasses, have a choice of one name."""
    owners: dict[str, tuple[str, type]] = {}
    for owner, kind in groups:
        for name in (form for choice in describe(kind) for form in (choice.name, f"no-{choice.name}")):
            first, known = owners.setdefault(name, (owner, kind))
            if known is not kind:
                raise PluginError(
                    Message(
                        "two options are called --{name}: of {first} and of {second}",
                        name=name,
                        first=first,
                        second=owner,
                    ),
                    "uninstall one of the packages",
                )


def counting(group: object) -> tuple[object, ...]:
    """What of a group of choices may change an edition."""
    kind: Any = type(group)
    idle = {choice.field for choice in describe(kind) if not choice.option.counts}
    return tuple(getattr(group, field.name) for field in fields(kind) if field.name not in idle)


def name_of(kind: type) -> str:
    """What a group of choices is called wherever it is kept."""
    return f"{kind.__module__}.{kind.__qualname__}"


def line(text: str | None) -> str | None:
    """Words for one line, as every edition can hold them; None without any."""
    printable = os.fsencode(text or "").decode("utf-8", "replace")
    spaced = (" " if unicodedata.category(character) == "Cc" else character for character in printable)
    return " ".join("".join(spaced).split()) or None


def listed(text: str) -> tuple[str, ...]:
    """Names with commas between, each once."""
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
