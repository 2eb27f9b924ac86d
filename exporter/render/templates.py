"""Templates: filled in without reaching anything but the parts that they are given; a theme may stand in for each."""

from __future__ import annotations

import traceback
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from exporter.errors import WriteError
from exporter.messages import Message
from exporter.settings import PageSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.ports import World

_FILE: Final = "<template>"
"""What Jinja calls a template that was no file."""


def filled(name: str, world: World, parts: Mapping[str, object], shared: str = "") -> str:
    """Fill a template in, which may extend the ``shared`` one by that one's own name.

    Raises `WriteError` that names the line of a theme's mistake.
    """
    try:
        return _template(world.resource(name), shared, world.resource(shared) if shared else b"").render(parts)
    except jinja2.TemplateSyntaxError as error:
        reason, places = error.message or "", [(error.filename, error.lineno)]
    except jinja2.TemplateError as error:
        frames = traceback.extract_tb(error.__traceback__)
        places = [(one.filename, one.lineno or 0) for one in frames if one.filename in (_FILE, shared) and one.lineno]
        reason = error.message or ""
    file, line = (places or [(None, 0)])[-1]
    where = Message("line {line} of {file}", line=line, file=file if shared and file == shared else name)
    raise WriteError(
        Message("{place}: {reason}", place=where, reason=reason),
        Message("mend the theme {name}", name=world.options(PageSettings).theme),
    )


@lru_cache(maxsize=16)
def _template(source: bytes, shared: str, page: bytes) -> jinja2.Template:
    """Read a template; one that somebody else wrote reaches nothing but the parts it is given."""
    known = {shared.rpartition("/")[2]: (page.decode(errors="replace"), shared, None)} if shared else {}
    environment = SandboxedEnvironment(
        loader=jinja2.FunctionLoader(known.get),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.from_string(source.decode(errors="replace"))
