"""PDF for screens and offices: A4, tagged, PDF/UA-1 and PDF/A-3a at once, the document itself attached as JSON."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from exporter.errors import ResourceError, WriteError
from exporter.ports import Format
from exporter.writers.pdf import library
from exporter.writers.pdf.design import Design

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from types import ModuleType

    from exporter.model import Article
    from exporter.ports import Issue, World

FORMAT = Format("pdf", ".pdf", "application/pdf", 2, "PDF/UA-1 and PDF/A-3a, A4")

_PANGO = {
    "darwin": "brew install pango",
    "linux": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
}


def ready() -> str:
    """Say in one line what is missing here, with the command that mends it; empty if PDF can be written."""
    try:
        library.load()
    except OSError:
        return f"the library Pango is not here: {_PANGO.get(sys.platform, 'install Pango 1.44 or later')}"
    from exporter.writers.pdf import structure  # noqa: PLC0415 - imports WeasyPrint

    try:
        structure.check_release()
    except ResourceError as error:
        return f"{error.message}: {error.hint}"
    return ""


def write(article: Article, world: World, out: Path) -> None:
    """Write the PDF; raises `ResourceError` without Pango, `WriteError` for what cannot be set."""
    put(article, world, out, Design("pdf"))


def bind(issue: Issue, world: World, out: Path) -> None:
    """Write one PDF of several articles; raises as `write`."""
    put_bound(issue, world, out, Design("pdf"))


def put(article: Article, world: World, out: Path, design: Design) -> None:
    """Write a tagged PDF of some design; raises as `write`."""
    _put(out, lambda edition: edition.make(article, world, design))


def put_bound(issue: Issue, world: World, out: Path, design: Design) -> None:
    """Write a tagged PDF of several articles, of some design; raises as `write`."""
    _put(out, lambda edition: edition.bind(issue, world, design))


def _put(out: Path, make: Callable[[ModuleType], bytes]) -> None:
    lack = ready()
    if lack:
        raise ResourceError(*lack.split(": ", 1))
    from exporter.writers.pdf import edition  # noqa: PLC0415 - imports WeasyPrint

    try:
        out.write_bytes(make(edition))
    except RecursionError as error:
        raise WriteError("the article is nested too deeply to be set on a page") from error
