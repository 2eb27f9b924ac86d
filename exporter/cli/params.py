"""Parameters whose values are checked where they were given: Typer's checks need pydantic, 0.1 s at every start."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXT: tuple[object, ...] = (str, list[str])


class Command(TyperCommand):
    """A command that starts sooner."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - a type of Typer's own
        """Its options and arguments."""
        return quicker(super().get_params(ctx))


class Commands(TyperGroup):
    """A group of commands that starts sooner."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - as above
        """Its options."""
        return quicker(super().get_params(ctx))


def quicker(params: list[Any]) -> list[Any]:
    """Let Typer look at values only that were given."""
    for param in params:
        if not isinstance(param.process_value, partial):
            param.process_value = partial(_processed, param, param.process_value)
    return params


def _processed(param: Any, check: Callable[[Any, Any], Any], ctx: Any, value: Any) -> Any:  # noqa: ANN401 - as above
    """Check a value as Typer does; text is text, and a default is right as it is."""
    given = value is not None and value != param.default
    if (given and param.type_descriptor.annotation not in _TEXT) or (param.required and not value):
        return check(ctx, value)
    if value is None and (param.multiple or param.nargs != 1):
        value = ()
    return param.callback(ctx, param, value) if param.callback else value
