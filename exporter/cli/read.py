"""``exporter read``: what was understood of an article, why, and what an editor puts right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli.export import AllowPrivate, AsJson, IgnoreRobots  # noqa: TC001 - Typer reads them
from exporter.cli.words import say, translate
from exporter.messages import Message, cause

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from exporter.events import Event
    from exporter.model import Article

_WEIGHTS_LIMIT = 2**22


def read(
    source: Annotated[
        str,
        typer.Argument(
            metavar="INPUT",
            help=say("A file, a web address, or - for standard input."),
        ),
    ],
    as_json: AsJson = False,
    dropped: Annotated[
        bool,
        typer.Option("--dropped", help=say("Show what was left out, and why.")),
    ] = False,
    why: Annotated[
        bool,
        typer.Option(
            "--why",
            help=say("Show where each fact was found; with --json, beside the article."),
        ),
    ] = False,
    title: Annotated[
        str | None,
        typer.Option(help=say("The title, this once; --fix title= keeps it.")),
    ] = None,
    fix: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FIELD=VALUE",
            help=say(
                "Put a fact right for good, in INPUT.toml, or point at a line of a copied text (title-line, "
                "begin-line, end-line); may be repeated. An empty value takes it back."
            ),
        ),
    ] = None,
    weights: Annotated[
        str | None,
        typer.Option(
            metavar="FILE",
            help=say("Other weights for copied text, to try them."),
        ),
    ] = None,
    allow_private: AllowPrivate = False,
    ignore_robots: IgnoreRobots = False,
) -> None:
    """Show what was understood of an article, and what an editor should look at."""
    from exporter import canon, options  # noqa: PLC0415 - start-up
    from exporter.cli import show  # noqa: PLC0415 - start-up
    from exporter.cli.progress import Quiet  # noqa: PLC0415 - start-up
    from exporter.engine import run  # noqa: PLC0415 - start-up
    from exporter.engine.records import Access, Overrides  # noqa: PLC0415 - start-up
    from exporter.errors import ReadError  # noqa: PLC0415 - start-up

    events: list[Event] = []
    for line in _kept(source, fix) if fix else ():
        Quiet().tell(line)
    access = Access(private=allow_private, robots=not ignore_robots)
    try:
        article = run.understand(source, Overrides(title=options.line(title)), events.append, access, _own(weights))
    except ReadError:
        for line in show.traced(events, dropped=dropped, why=why) if not as_json else ():
            typer.echo(line)
        raise
    if as_json:
        told = _reasoned(article, events) if dropped or why else canon.dumps(article)
        typer.echo(told.encode(), nl=False)  # UTF-8 whatever the terminal's encoding
    else:
        typer.echo("\n".join(show.told(article, events, dropped=dropped, why=why)))
    for message in _warnings(article, events, reviewed=not (as_json or dropped or why)):
        Quiet().tell(say("Warning: ") + translate(message))


def _reasoned(article: Article, events: Sequence[Event]) -> str:
    """The article and all that was told of its reading, as one JSON object."""
    import json  # noqa: PLC0415 - start-up

    from exporter import canon  # noqa: PLC0415 - start-up
    from exporter.cli.progress import told  # noqa: PLC0415 - start-up

    whole = {"article": canon.to_json(article), "events": [told(event) for event in events]}
    return json.dumps(whole, ensure_ascii=False) + "\n"


def _warnings(article: Article, events: Sequence[Event], *, reviewed: bool) -> Iterator[str]:
    """What the reading warned of, and what else an editor should look at."""
    from exporter.engine.inputs.review import review  # noqa: PLC0415 - start-up
    from exporter.events import Warned  # noqa: PLC0415 - start-up

    warned = [event for event in events if isinstance(event, Warned)]
    codes = {event.code for event in warned}
    also = [item for item in review(article) if item.code not in codes] if reviewed else []
    yield from (event.message for event in (*warned, *also))


def _kept(source: str, fixes: Sequence[str]) -> Iterator[str]:
    """Put facts right; say what is remembered now, where, and how to take it back."""
    from exporter.engine.inputs import sidecar  # noqa: PLC0415 - start-up

    written, path = sidecar.keep(source, fixes), sidecar.path_of(source)
    if not written:
        yield say("Nothing is remembered any more: {path} is gone.", path=path)
        return
    yield say("Remembered in {path}:", path=path)
    yield from (f"  {line}" for line in written.splitlines() if line)
    field = fixes[-1].partition("=")[0]
    yield say(
        "To take one back: --fix {field}= (with nothing behind it); to take all back, remove {path}.",
        field=field,
        path=path,
    )


def _own(weights: str | None) -> Mapping[str, bytes]:
    """The weights that the user gave, by the name of the file that they stand in for; raises `UsageError`."""
    if weights is None:
        return {}
    from exporter.errors import UsageError  # noqa: PLC0415 - start-up
    from exporter.readers.scraped.judge.weights import RESOURCE, parse  # noqa: PLC0415 - numpy, seldom needed

    try:
        with Path(weights).open("rb") as file:
            data = file.read(_WEIGHTS_LIMIT)
        parse(data)
    except OSError as error:
        raise UsageError(
            Message("cannot read {path}: {reason}", path=weights, reason=cause(error)),
            "check the name and its permissions",
        ) from error
    except ValueError as error:
        raise UsageError(
            Message("{path} holds no weights", path=weights), "python -m tools.train_reader writes such a file"
        ) from error
    return {RESOURCE: data}
