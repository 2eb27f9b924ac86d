"""What ``exporter export`` offers and does: one option for each choice that the house and its plug-ins declare."""

from __future__ import annotations

import inspect
import keyword
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from exporter import options
from exporter.cli.words import say
from exporter.engine import asking
from exporter.engine.records import Access, Overrides, Selection
from exporter.errors import ExporterError
from exporter.options import Choice, Option
from exporter.settings import NarrationSettings, PageSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typer.core import TyperCommand

Inputs = Annotated[
    list[str],
    typer.Argument(
        metavar="INPUT",
        help=say("Files, folders, web addresses, feeds, @FILE for a list of them, or - for standard input."),
    ),
]


@dataclass(frozen=True, slots=True)
class Display:
    """How a run is followed, here in the terminal."""

    watch: Annotated[bool, Option("Go on, and export what changes as it is saved.")] = False
    as_json: Annotated[bool, Option("Speak JSON, for programs.", name="json")] = False
    quiet: Annotated[bool, Option("Say nothing but errors.")] = False


_HEADINGS = {
    NarrationSettings: say("Reading aloud"),
    PageSettings: say("Pages"),
    Overrides: say("What you know better"),
    Selection: say("Feeds"),
    Access: say("Web"),
}


_SHORT = {"to": "-t", "out": "-o"}
"""Options that are typed often."""


def command() -> TyperCommand:
    """The command with all of its options; raises `PluginError` for two of one name."""
    app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
    app.command()(_function())
    found: Any = typer.main.get_command(app)
    return found  # type: ignore[no-any-return]


def _function() -> Any:  # noqa: ANN401 - what Typer calls, with one parameter for each option
    kind = inspect.Parameter.KEYWORD_ONLY
    offered = {_parameter(choice): (choice, heading) for choice, heading in _offered()}
    given = [
        inspect.Parameter(name, kind, default=_default(one), annotation=_annotation(one, heading))
        for name, (one, heading) in offered.items()
    ]

    def export(inputs: list[str], **told: object) -> None:
        _export(inputs, {offered[name][0].name: value for name, value in told.items()})

    inputs = inspect.Parameter("inputs", kind, annotation=Inputs)
    export.__signature__ = inspect.Signature([inputs, *given])  # type: ignore[attr-defined]
    return export


def _offered() -> Iterator[tuple[Choice, str | None]]:
    """All choices with their heading; those that stand with the command itself have none."""
    for owner, kind in asking.groups(Display):
        of_plugins = None if owner == "exporter" else say("Options: {owner}", owner=owner)
        for choice in options.describe(kind):
            yield choice, _HEADINGS.get(kind, of_plugins)


def _parameter(choice: Choice) -> str:
    name = choice.name.replace("-", "_")
    return f"{name}_" if keyword.iskeyword(name) or name == "inputs" else name


def _default(choice: Choice) -> object:
    return None if choice.many else choice.default


def _annotation(choice: Choice, heading: str | None) -> Any:  # noqa: ANN401 - a type at run time
    option = choice.option
    names = f"--{choice.name}/--no-{choice.name}" if choice.told_as is bool and choice.default else f"--{choice.name}"
    found = typer.Option(
        *filter(None, (names, _SHORT.get(choice.name))),
        metavar=option.metavar or "|".join(map(str, option.among)) or None,
        min=option.low,
        max=option.high,
        help=option.help,
        rich_help_panel=heading,
    )
    kind: Any = list[choice.told_as] if choice.many else choice.told_as  # type: ignore[name-defined]
    return Annotated[kind | None if _default(choice) is None else kind, found]


def _export(inputs: list[str], told: dict[str, Any]) -> None:
    from exporter.cli.listening import listener  # noqa: PLC0415 - not needed to show the help
    from exporter.engine import run  # noqa: PLC0415 - as above

    shown = {choice.name: told.pop(choice.name) for choice in options.describe(Display)}
    display = options.chosen(Display, shown)
    only, why = told["dry-run"], told["explain"]
    with listener(as_json=display.as_json, quiet=display.quiet, dry_run=only, explain=why) as ear:
        request = asking.request(tuple(inputs), told)
        if display.watch:
            from exporter.engine import watch  # noqa: PLC0415 - only who watches needs it

            watch.watch(request, ear.hear, run.export)
        failures = () if display.watch else run.export(request, ear.hear)
    if failures:
        raise typer.Exit(min((one.exit_code for one in failures), key=_precedence))


def _precedence(code: int) -> tuple[bool, int]:
    """Of several failures, what a user can mend comes first, in the order of the codes; a mistake of ours is last."""
    return code == ExporterError.exit_code, code
