"""The command that writes editions: it offers what `exporter.engine.asking` knows; help texts follow the locale."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from exporter.cli.params import Command
from exporter.cli.words import say, translate

if TYPE_CHECKING:
    from typer.core import TyperCommand

EXIT_CODES = say(
    "Exit codes: 0 done, 1 a mistake of ours, 2 command line, 3 input, 4 output, 5 voice, 6 installation, 7 plug-in, "
    "130 interrupted, 141 output no longer read."
)

Lexicon = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.toml",
        help=say("How to say some words: written = spoken."),
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help=say("Speak JSON, for programs."))]

AllowPrivate = Annotated[
    bool,
    typer.Option(
        "--allow-private",
        help=say("Fetch from your own network too."),
    ),
]
IgnoreRobots = Annotated[bool, typer.Option("--ignore-robots", help=say("Do not ask robots.txt."))]


class Export(Command):
    """A command whose options come with the plug-ins: those are loaded when it is used, and for no other command."""

    @cached_property
    def _whole(self) -> TyperCommand:
        from exporter.cli import exporting  # noqa: PLC0415 - start-up

        return exporting.command()

    @property
    def params(self) -> list[Any]:
        """Its options and its argument."""
        return self._whole.params

    @params.setter
    def params(self, _: object) -> None:
        """Typer finds none when it makes the command."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - types of Typer's own
        """Do what was asked."""
        return self._whole.invoke(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Write the argument, then the options under the headings of their groups."""
        sections: dict[str, list[tuple[str, str]]] = {}
        shown: list[Any] = self.get_params(ctx)
        for param in shown:
            param.help = translate(param.help)
            sections.setdefault(_heading(param), []).append(param.get_help_record(ctx))
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl(records)


def _heading(param: Any) -> str:  # noqa: ANN401 - as above
    usual = "Arguments" if param.param_type_name == "argument" else "Options"
    return getattr(param, "rich_help_panel", None) or usual


def export() -> None:
    """Write the editions of articles: `Export` knows how."""
