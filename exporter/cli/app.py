"""The commands. Each one parses, calls the engine and shows; help texts follow the locale."""

from __future__ import annotations

import sys
from pathlib import Path  # noqa: TC003 - Typer reads it
from typing import TYPE_CHECKING, Annotated

import typer

from exporter.cli.export import EXIT_CODES, AsJson, Export, Lexicon, export
from exporter.cli.params import HELP, Command, Commands, Lines
from exporter.cli.read import read
from exporter.cli.words import counted, say, translate
from exporter.model import DEFAULT_LANGUAGE
from exporter.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

app = typer.Typer(
    name="exporter",
    cls=Commands,
    help=say("One French article in, every accessible edition out: audio, PDF, EPUB and plain text."),
    epilog=EXIT_CODES,
    context_settings=HELP,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,  # Rich would cost 60 ms at every start
    pretty_exceptions_enable=False,
)

Line = Annotated[
    str,
    typer.Argument(
        metavar="[TEXT | FILE | -]", help=say("A line, an article's file, or - for lines of standard input.")
    ),
]

Language = Annotated[str, typer.Option(metavar="TAG", help=say("The language of the lines."))]


def given(text: str) -> Iterable[str]:
    """The lines that are meant."""
    return sys.stdin if text == "-" else [text]


def _version(wanted: bool) -> None:  # noqa: FBT001 - Typer's callback protocol
    if wanted:
        typer.echo(f"exporter {__version__}")
        raise typer.Exit


@app.callback()
def top(
    version: Annotated[
        bool,
        typer.Option("--version", "-V", callback=_version, is_eager=True, help=say("Show the version.")),
    ] = False,
) -> None:
    """Options before any command."""


app.command(cls=Export, epilog=EXIT_CODES, help=say("Write the editions of articles."))(export)


app.command(cls=Command, help=say("Show what was understood of an article."))(read)


@app.command(cls=Lines, help=say("Show what the voice will say, line by line."))
def spoken(
    text: Line = "-",
    phonemes: Annotated[
        bool,
        typer.Option("--phonemes", help=say("Show phonemes instead of words.")),
    ] = False,
    lexicon: Lexicon = None,
    language: Language = DEFAULT_LANGUAGE,
    explain: Annotated[
        bool,
        typer.Option("--explain", help=say("Show which rule changed what.")),
    ] = False,
    review: Annotated[
        bool,
        typer.Option(
            "--review",
            help=say("TEXT is an article: list the words whose sound is a guess, and note them in a lexicon."),
        ),
    ] = False,
    into: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.toml",
            help=say("The lexicon for --review; else exporter-lexicon.toml beside the article."),
        ),
    ] = None,
    listen: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.mp3",
            help=say("Say the words of --review into a sound file."),
        ),
    ] = None,
    voice: Annotated[str, typer.Option(metavar="NAME", help=say("The voice for --listen."))] = "kokoro",
) -> None:
    """Show what the voice will say: one line in, one line out."""
    if review:
        from exporter.cli import rehearsal  # noqa: PLC0415 - start-up
        from exporter.cli.listening import for_people  # noqa: PLC0415 - start-up

        with for_people() as people:
            for line in rehearsal.review(text, rehearsal.Choices(lexicon, into, listen, voice), people.hear):
                typer.echo(line)
        return
    from exporter.cli import hear  # noqa: PLC0415 - the language's tables are needed by few commands
    from exporter.engine.inputs.lexicon import gather  # noqa: PLC0415 - start-up

    entries = gather(lexicon)
    language, said = (
        hear.article(text, lexicon)
        if hear.is_file(text)
        else (language, (hear.phrases(line.rstrip("\r\n"), language, entries) for line in given(text)))
    )
    for one in said:
        for told in hear.told(one, language, sounds=phonemes, why=explain):
            typer.echo(told)


@app.command(cls=Lines, help=say("Set text by typographic rules."))
def typeset(
    text: Line = "-",
    language: Language = DEFAULT_LANGUAGE,
    explain: Annotated[
        bool,
        typer.Option("--explain", help=say("Show which rule changed what.")),
    ] = False,
) -> None:
    """Set text by the typographic rules of its language: one line in, one line out."""
    from exporter.cli import hear  # noqa: PLC0415 - the language's tables are needed by few commands

    language, lines = hear.texts(text) if hear.is_file(text) else (language, given(text))
    for line in lines:
        typer.echo(hear.typeset(line.rstrip("\r\n"), language))
        for changed in hear.typographic(line.rstrip("\r\n"), language) if explain else ():
            typer.echo(changed)


cache = typer.Typer(help=say("The spoken sentences that are kept."), no_args_is_help=True)
app.add_typer(cache, name="cache", cls=Commands)


@cache.command(cls=Command, help=say("Show where the cache is and how large."))
def info() -> None:
    """Show where the cache is and how large."""
    from exporter.cli.words import size  # noqa: PLC0415 - start-up
    from exporter.engine.storage.cache import SpeechCache, cache_folder, cache_limit  # noqa: PLC0415 - start-up

    kept = SpeechCache(cache_folder()).contents()
    typer.echo(cache_folder())
    limit = size(cache_limit())
    total, sentences = size(sum(blob.bytes for blob in kept)), sum(blob.spoken for blob in kept)
    typer.echo(say("{sentences} sentences, {total} of {limit}", sentences=sentences, total=total, limit=limit))


@cache.command(cls=Command, help=say("Forget spoken sentences."))
def clear(
    older: Annotated[
        float,
        typer.Option(
            min=0,
            metavar="DAYS",
            help=say("Only those not used for so many days."),
        ),
    ] = 0,
) -> None:
    """Forget spoken sentences, all or those unused for a time."""
    from exporter.cli.words import size  # noqa: PLC0415 - start-up
    from exporter.engine.storage.cache import SpeechCache, cache_folder  # noqa: PLC0415 - start-up

    gone = SpeechCache(cache_folder()).clear(older)
    freed, sentences = size(sum(blob.bytes for blob in gone)), sum(blob.spoken for blob in gone)
    typer.echo(say("{sentences} sentences forgotten, {freed} freed", sentences=sentences, freed=freed))


@app.command(cls=Command, help=say("List the formats."))
def formats() -> None:
    """List the formats that can be written."""
    from exporter import registry  # noqa: PLC0415 - start-up
    from exporter.cli.checks import writer_lack  # noqa: PLC0415 - start-up

    writers = ((name, registry.writer(name)) for name in registry.names("writers"))
    _table((name, one.FORMAT.media_type, translate(one.FORMAT.title), writer_lack(one)) for name, one in writers)


voices = typer.Typer(
    cls=Commands,
    help=say("List the voices, and which work here."),
    invoke_without_command=True,
)
app.add_typer(voices, name="voices", cls=Commands)


@voices.callback()
def list_voices(
    context: typer.Context,
    sample: Annotated[bool, typer.Option("--sample", help=say("Write a sentence by each voice."))] = False,
    out: Annotated[
        str,
        typer.Option(metavar="FOLDER", help=say("Where samples are written.")),
    ] = "voices",
) -> None:
    """List the voices, and why one does not work here."""
    if context.invoked_subcommand is not None:
        return
    if sample:
        from pathlib import Path  # noqa: PLC0415 - start-up

        from exporter.cli.auditions import auditions  # noqa: PLC0415 - start-up

        for path in auditions(Path(out)):
            typer.echo(path)
        return
    from exporter import registry  # noqa: PLC0415 - start-up
    from exporter.cli.checks import voice_title, voices_here  # noqa: PLC0415 - start-up

    found = ((name, registry.voice(name)) for name in registry.names("voices"))
    _table(
        (shown, voice_title(one, name), one.VOICE.licence, one.ready())
        for name, one in found
        for shown in voices_here(one) or (name,)
    )


@voices.command(cls=Command, help=say("Install a Piper voice."))
def install(
    name: Annotated[str, typer.Argument(metavar="NAME", help=say("Such as fr_FR-siwis-medium."))],
    origin: Annotated[
        str,
        typer.Option(
            "--from",
            metavar="FOLDER_OR_URL",
            help=say("Where NAME.onnx and NAME.onnx.json lie; an address begins with https://."),
        ),
    ],
    sha256: Annotated[str, typer.Option(metavar="HEX", help=say("Digest of NAME.onnx."))] = "",
) -> None:
    """Install a Piper voice from a folder or an address."""
    from exporter.cli.listening import listener  # noqa: PLC0415 - start-up
    from exporter.engine.web import fetch  # noqa: PLC0415 - start-up

    with listener(as_json=False, quiet=False) as ear:
        path = fetch.install(name, origin, sha256, ear.hear)
    typer.echo(path)


@app.command(cls=Command, help=say("Check editions against their records."))
def verify(
    folder: Annotated[str, typer.Argument(metavar="FOLDER", help=say("Folder or URL of the editions."))] = "out",
    as_json: AsJson = False,
) -> None:
    """Check that every edition is still what was written: nothing missing, nothing damaged."""
    from exporter.cli.listening import listener  # noqa: PLC0415 - start-up
    from exporter.engine.publish.verify import verify as verified  # noqa: PLC0415 - start-up
    from exporter.errors import WriteError  # noqa: PLC0415 - start-up

    count, bad = 0, 0
    with listener(as_json=as_json, quiet=False) as ear:
        for checked in verified(folder, ear.hear):
            count += 1
            bad += bool(checked.trouble)
            ear.hear(checked)
    if not as_json:
        typer.echo(f"{counted(count, '{count} file', '{count} files')}, {say('damaged or missing: {bad}', bad=bad)}")
    if bad:
        raise typer.Exit(WriteError.exit_code)


@app.command(cls=Command, help=say("Check this machine."))
def doctor() -> None:
    """Check this machine: what works, what is missing, which command installs it."""
    from exporter.cli.checks import checks  # noqa: PLC0415 - start-up
    from exporter.errors import ResourceError  # noqa: PLC0415 - start-up

    found = tuple(checks())
    _table((check.name, check.found, check.lack) for check in found)
    if any(check.lack and not check.optional for check in found):
        raise typer.Exit(ResourceError.exit_code)


def _table(rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows in columns; the last cell says what is missing, or nothing."""
    from exporter.cli import show  # noqa: PLC0415 - needed by few commands

    verdicts = ((*told, say("missing: ") + translate(lack) if lack else "ok") for *told, lack in rows)
    typer.echo("\n".join(show.columns(tuple(verdicts))))
