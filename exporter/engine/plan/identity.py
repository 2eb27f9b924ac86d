"""What names an input for good."""

from __future__ import annotations

import os
from typing import Final

from exporter.engine.storage.files import sha256

FILE: Final = "file:"
INPUT: Final = "input:"


def of_file(path: str, out: str | None) -> str:
    """Name a file for good: by its way from the output folder, or by its path without one; both are real paths.

    An archive that is moved together with its editions keeps its names.
    """
    return FILE + (os.path.relpath(path, out) if out else path)


def of_standard_input(digest: str) -> str:
    """Name what came from standard input: by what it is, since other articles come from there too."""
    return INPUT + digest


def of_issue(title: str) -> str:
    """Name an issue for good."""
    return f"issue:{sha256(title.encode())}"
