"""PDF for screens and offices: tagged, PDF/UA-1 and PDF/A-3a at once, the document itself attached as JSON."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

from exporter.errors import ResourceError, WriteError
from exporter.messages import Message
from exporter.options import Option
from exporter.ports import Format
from exporter.writers.pdf import library, paper
from exporter.writers.pdf.design import screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Issue, World
    from exporter.writers.pdf.design import Design

FORMAT = Format("pdf", ".pdf", "application/pdf", 4, Message("PDF/UA-1 and PDF/A-3a"), paginated=True)


@dataclass(frozen=True, slots=True)
class Options:
    """What can be chosen: width and height of the page in millimetres."""

    page: Annotated[
        paper.Size, Option("Size of the page (pdf): a4, a5, letter… or mm.", metavar="SIZE", read=paper.size, told="a4")
    ] = paper.NAMES["a4"]


OPTIONS = Options
_PANGO = {
    "darwin": "brew install pango",
    "linux": "apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0",
}
_INSTALL = Message("install Pango 1.44 or later")


def ready() -> str:
    """Say in one line what is missing here, with the command that mends it; empty if PDF can be written."""
    error = lack()
    return Message("{place}: {reason}", place=error.message, reason=error.hint) if error else ""


def lack() -> ResourceError | None:
    """What is missing here, as an error with the command that mends it."""
    try:
        library.load()
    except OSError:
        return ResourceError("the library Pango is not here", _PANGO.get(sys.platform, _INSTALL))
    from exporter.writers.pdf import structure  # noqa: PLC0415 - imports WeasyPrint

    try:
        structure.check_release()
    except ResourceError as error:
        return error
    return None


def write(article: Article, world: World, out: Path) -> None:
    """Write the PDF; raises `ResourceError` without Pango, `WriteError` for what cannot be set."""
    put(article, world, out, screen(world.options(Options).page))


def bind(issue: Issue, world: World, out: Path) -> None:
    """Write one PDF of several articles; raises as `write`."""
    put_bound(issue, world, out, screen(world.options(Options).page))


def put(article: Article, world: World, out: Path, design: Design) -> None:
    """Write a tagged PDF of some design; raises as `write`."""
    with able():
        from exporter.writers.pdf import edition  # noqa: PLC0415 - imports WeasyPrint

        out.write_bytes(edition.make(article, world, design))


def put_bound(issue: Issue, world: World, out: Path, design: Design) -> None:
    """Write a tagged PDF of several articles, of some design; raises as `write`."""
    with able():
        from exporter.writers.pdf import edition  # noqa: PLC0415 - imports WeasyPrint

        out.write_bytes(edition.bind(issue, world, design))


@contextmanager
def able() -> Iterator[None]:
    """Begin to set pages if that can be done here; raises `ResourceError` if not, `WriteError` for what is too deep."""
    if error := lack():
        raise error
    try:
        yield
    except RecursionError as error:
        raise WriteError("the article is nested too deeply to be set on a page") from error
