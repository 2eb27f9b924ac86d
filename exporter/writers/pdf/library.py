"""How WeasyPrint is loaded."""

from __future__ import annotations

import contextlib
import ctypes.util
import importlib
import io
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAME = "weasyprint"


def load() -> None:
    """Import WeasyPrint, silently; raises `OSError` without Pango.

    It tries each library under the names that it has on several systems, and for each name that is not this system's
    Python starts the system's linker and compiler to look for it: a quarter of a second, for nothing on Linux, where
    the loader finds the right name by itself.
    """
    if _NAME in sys.modules:
        return
    with contextlib.redirect_stdout(io.StringIO()):
        if sys.platform == "linux":
            with contextlib.suppress(OSError), _no_search():
                importlib.import_module(_NAME)
                return
        importlib.import_module(_NAME)


@contextlib.contextmanager
def _no_search() -> Iterator[None]:
    search = ctypes.util.find_library

    def nowhere(name: str) -> None:  # noqa: ARG001 - called as the function it stands for
        return None

    ctypes.util.find_library = nowhere
    try:
        yield
    finally:
        ctypes.util.find_library = search
