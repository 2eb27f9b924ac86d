"""The command line: the only place that knows Typer and Rich."""

from __future__ import annotations

import errno
import gc
import io
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from exporter.errors import ExporterError, UsageError, WriteError

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130
"""Exit code after Ctrl-C or a polite kill: 128 + SIGINT, as shells have it."""

SELDOM = (50_000, 5, 2)
"""When cycles are looked for: nearly all that a run makes stays, or goes without. Saves some hundredths of its time."""

UNREAD = 141
"""Exit code when the reader of our output has gone (``exporter … | head``): 128 + SIGPIPE, as shells have it."""


def main() -> None:
    """Run the command line and end the process with a documented exit code (see `exporter.errors`)."""
    gc.set_threshold(*SELDOM)
    _mend_streams()
    _listen()
    try:
        _run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        _discard(1, 2)
        sys.exit(UNREAD)


def _run() -> None:
    try:
        _command()
    except ExporterError as error:
        from exporter.cli.words import error_line  # noqa: PLC0415 - only when something went wrong

        sys.stderr.write(error_line(error.message, error.hint) + "\n")
        sys.exit(error.exit_code)


def _command() -> None:
    from exporter.cli.app import app  # noqa: PLC0415 - only now, so that this module stays cheap to import

    try:
        app()
    except SystemExit as ended:
        if isinstance(ended.__context__, BrokenPipeError):  # Typer makes 1 of it, which is for mistakes of ours
            raise ended.__context__ from None
        _hint(ended.code)
        raise
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _discard(1)
        raise WriteError("disk full while writing standard output", "free some space") from error


def _hint(code: object) -> None:
    """Say how to name a file that was taken for an option."""
    names = [name for name in sys.argv[1:] if name.startswith("-") and name.strip("-") and Path(name).exists()]
    if code == UsageError.exit_code and names:
        from exporter.cli.words import say  # noqa: PLC0415 - only when something went wrong

        hint = say("a file whose name begins with a dash: ")
        sys.stderr.write(f"{hint}./{names[0]}\n")


def _discard(*descriptors: int) -> None:
    """Lead streams nowhere: what is still in their buffers cannot be written at exit either."""
    for descriptor in descriptors:
        os.dup2(os.open(os.devnull, os.O_WRONLY), descriptor)


def _mend_streams() -> None:
    """Open streams that the caller has closed, and let none stop at a character that its encoding lacks."""
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - for as long as we run
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as stdin
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as stdin
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "backslashreplace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=errors)


def _listen() -> None:
    """Take a polite kill, and the end of the terminal unless `nohup` holds it off, as Ctrl-C: files must be tidied."""
    signal.signal(signal.SIGTERM, _interrupt)
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        signal.signal(signal.SIGHUP, _interrupt)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
