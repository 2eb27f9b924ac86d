"""The command line: the only place that knows Typer and Rich."""

from __future__ import annotations

import gc
import os
import signal
import sys
from typing import TYPE_CHECKING

from exporter.errors import ExporterError

if TYPE_CHECKING:
    from types import FrameType

INTERRUPTED = 130
"""Exit code after Ctrl-C or a polite kill: 128 + SIGINT, as shells have it."""

_COLLECTOR = (100_000, 50, 100)
"""Thresholds of the garbage collector: at its defaults it walks the growing heap hundreds of times while libraries are
imported and pages laid out, a tenth of an export's time (measured: 1.39 s against 1.27 s)."""


def main() -> None:
    """Run the command line and end the process with a documented exit code (see `exporter.errors`)."""
    from exporter.cli.app import app  # noqa: PLC0415 - only now, so that this module stays cheap to import

    gc.set_threshold(*_COLLECTOR)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        app(standalone_mode=True)
    except ExporterError as error:
        from exporter.cli.words import error_line  # noqa: PLC0415 - only when something went wrong

        sys.stderr.write(error_line(error.message, error.hint) + "\n")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # the reader of our output has gone (`exporter … | head`): not an error, and nothing more to say
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
