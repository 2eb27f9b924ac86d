"""Who listens to a command: a program, a terminal, or somebody who reads lines."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from exporter.cli.progress import JsonLines, Plain, Plans, Quiet

if TYPE_CHECKING:
    from exporter.cli.progress import Listener


def listener(*, as_json: bool, quiet: bool, explain: bool = False, dry_run: bool = False) -> Listener:
    """Choose the listener: JSON lines for programs, bars on a terminal, plain lines elsewhere, errors only if quiet.

    Plans are shown of a dry run, and if they shall be explained; only then with what is up to date.
    """
    if as_json:
        return JsonLines()
    if quiet:
        return Quiet()
    return for_people(Plans(planned=explain or dry_run, fresh=explain, only=dry_run))


def for_people(showing: Plans | None = None) -> Plain:
    """Bars on a terminal, plain lines elsewhere."""
    if not sys.stderr.isatty():
        return Plain(showing)
    from exporter.cli.terminal import Terminal  # noqa: PLC0415 - Rich: 50 ms that only a terminal needs

    return Terminal(showing)
