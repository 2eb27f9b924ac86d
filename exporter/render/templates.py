"""Templates: filled in without reaching anything but the parts that they are given; a theme may stand in for each."""

from __future__ import annotations

import traceback
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from exporter.errors import WriteError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.ports import World

_FILE: Final = "<template>"
"""What Jinja calls a template that was no file."""


def filled(name: str, world: World, parts: Mapping[str, object]) -> str:
    """Fill a template in; raises `WriteError` that names the line of a theme's mistake."""
    try:
        return _template(world.resource(name)).render(parts)
    except jinja2.TemplateSyntaxError as error:
        reason, line = error.message or "", error.lineno
    except jinja2.TemplateError as error:
        lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == _FILE]
        reason, line = error.message or "", next(filter(None, lines), 0)
    raise WriteError(f"line {line} of {name}: {reason}", f"mend the theme {world.settings.page.theme}")


@lru_cache(maxsize=16)
def _template(source: bytes) -> jinja2.Template:
    """Read a template; one that somebody else wrote reaches nothing but the parts it is given."""
    environment = SandboxedEnvironment(
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.from_string(source.decode(errors="replace"))
