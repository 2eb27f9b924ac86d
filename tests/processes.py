"""Processes that tests bring to a bad end."""

from __future__ import annotations

import os


def unmeasured() -> dict[str, str]:
    """The environment without what has a process's coverage measured.

    For those that are killed or find no room on the disk, which may leave half a file of it, that nobody can read.
    """
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
