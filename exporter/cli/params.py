"""Commands as Typer makes them, in the user's language, and sooner.

Typer checks values with pydantic, which costs 0.1 s at every start: here, only values that were given are checked. Its
own sentences are English: those of its help come from our catalogues, those of its errors are said by `mistake`.
"""

from __future__ import annotations

import re
import sys
from functools import partial
from typing import TYPE_CHECKING, Any, Final

import typer.core
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from exporter.cli.words import say, translate
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_TEXT: Final[tuple[object, ...]] = (str, list[str])

HELP: Final = {"help_option_names": ["-h", "--help"]}
"""What every command is told of how help is asked for."""

_PLACES: Final = (
    Message("ADDRESS"),
    Message("DAYS"),
    Message("FIELD"),
    Message("FILE"),
    Message("FOLDER"),
    Message("FORMATS"),
    Message("INPUT"),
    Message("NAME"),
    Message("NAMES"),
    Message("NUMBER"),
    Message("OR"),
    Message("SECONDS"),
    Message("SIZE"),
    Message("TAG"),
    Message("TEXT"),
    Message("TITLE"),
    Message("VALUE"),
    Message("YYYY"),
)
"""The words of which the places of values are made in the help: "FOLDER|URL"."""
_SIGNED: Final = re.compile(r"-+ ?[\d(«“,.]|- ")
"""A sign before a number, a dash before speech: no option begins so."""

_SENTENCES: Final = (
    "No such option: {option} (Possible options: {options})",
    "No such option: {option}",
    "No such command {name}. Did you mean {others}?",
    "No such command {name}.",
    "Missing command.",
    "Missing argument {name}.",
    "Missing option {name}.",
    "Got unexpected extra argument(s) ({arguments})",
    "Option {name} requires an argument.",
    "Option {name} does not take a value.",
    "Invalid value for {name}: {reason}",
    "Invalid value: {reason}",
    "Input should be greater than or equal to {low}",
    "Input should be less than or equal to {high}",
    "Input should be a valid number, unable to parse string as a number",
    "Input should be a valid integer, unable to parse string as an integer",
    "Input should be a finite number",
    "Input should be {choices}",
    "Value error, {value} is not one of {choices}.",
)
"""What Typer, and pydantic for it, say of a command line that is wrong; the more exact ones first."""


class Command(TyperCommand):
    """A command."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - a type of Typer's own
        """Its options and arguments."""
        return quicker(super().get_params(ctx))

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - as above
        """The option that shows the help."""
        return _explained(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Write how the command is called."""
        formatter.write_usage(ctx.command_path, _pieces(self.collect_usage_pieces(ctx)), say("Usage: "))


class Lines(Command):
    """A command that takes a line of text, which may begin with a sign: "-3 °C" is no option."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401 - as above
        """Tell a line from options."""
        lines = [] if "--" in args else [arg for arg in args if _SIGNED.match(arg)]
        return super().parse_args(ctx, [*(arg for arg in args if arg not in lines), *(["--", *lines] if lines else [])])


class Commands(TyperGroup):
    """A group of commands."""

    def get_params(self, ctx: Any) -> list[Any]:  # noqa: ANN401 - as above
        """Its options."""
        return quicker(super().get_params(ctx))

    def get_help_option(self, ctx: Any) -> Any:  # noqa: ANN401 - as above
        """The option that shows the help."""
        return _explained(super().get_help_option(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - as above
        """Write how a command of the group is called."""
        formatter.write_usage(ctx.command_path, _pieces(self.collect_usage_pieces(ctx)), say("Usage: "))

    def main(self, *args: Any, **told: Any) -> Any:  # noqa: ANN401 - as above
        """Run a command and end the process, as Typer does; what is wrong with the command line is said by us."""
        # It asks gettext for a few of its sentences, whose catalogue nobody makes.
        typer.core._ = translate  # type: ignore[attr-defined]
        try:
            code = super().main(*args, **{**told, "standalone_mode": False})
        except TyperException as error:
            sys.stderr.write("".join(f"{line}\n" for line in mistake(error)))
            sys.exit(getattr(error, "exit_code", 1))
        sys.exit(code or 0)


def quicker(params: list[Any]) -> list[Any]:
    """Let Typer look at values only that were given."""
    for param in params:
        if not isinstance(param.process_value, partial):
            param.process_value = partial(_processed, param, param.process_value)
            _place(param)
    return params


def _place(param: Any) -> None:  # noqa: ANN401 - as above
    """Say in the user's language what stands in the place of a parameter's value, and no type of Python's."""
    kind = param.type_descriptor
    if param.metavar is None and not kind.is_choice and not getattr(param, "is_flag", False):
        param.metavar = "NUMBER" if kind.is_ranged else "TEXT"
    if param.metavar:
        param.metavar = re.sub(r"[A-Z]{2,}", lambda found: translate(found[0]), param.metavar)
    if param.param_type_name == "argument":
        param.display_type_rich = lambda ctx: ""  # noqa: ARG005 - its name says it


def _processed(param: Any, check: Callable[[Any, Any], Any], ctx: Any, value: Any) -> Any:  # noqa: ANN401 - as above
    """Check a value as Typer does; text is text, and a default is right as it is."""
    given = value is not None and value != param.default
    if (given and param.type_descriptor.annotation not in _TEXT) or (param.required and not value):
        return check(ctx, value)
    if value is None and (param.multiple or param.nargs != 1):
        value = ()
    return param.callback(ctx, param, value) if param.callback else value


def _explained(option: Any) -> Any:  # noqa: ANN401 - as above
    if option is not None:
        option.help = say("Show this message and exit.")
    return option


def _pieces(found: list[str]) -> str:
    return " ".join(map(translate, found))


def mistake(error: Any) -> Iterator[str]:  # noqa: ANN401 - as above
    """What is wrong with a command line, a line or three; all of the help where nothing was asked for."""
    told = error.format_message() if hasattr(error, "format_message") else say("Aborted!")
    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError":
        yield told
        return
    if context is not None:
        yield context.get_usage()
        yield say("Try '{command} --help' for help.", command=context.command_path) + "\n"
    yield say("Error: ") + translate(said(told))


def said(sentence: str) -> str:
    """A sentence of Typer's as a message of ours; one that is not known stays as it is."""
    for template in _SENTENCES:
        pattern = re.sub(r"\\\{(\w+)\\\}", r"(?P<\1>.+)", re.escape(template))
        match = re.fullmatch(pattern, sentence, re.DOTALL)
        if match:
            return Message(template, **{name: said(value) for name, value in match.groupdict().items()})
    return sentence
