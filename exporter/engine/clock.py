"""The moment that editions bear: the present, or that of SOURCE_DATE_EPOCH."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import Final

from exporter.errors import UsageError
from exporter.messages import Message

EPOCH: Final = "SOURCE_DATE_EPOCH"
"""The variable that has the moment of the export, in seconds since 1970."""


def epoch() -> str | None:
    """What the variable says, if it says anything."""
    return os.environ.get(EPOCH) or None


def now() -> datetime:
    """The present, or the moment of SOURCE_DATE_EPOCH (https://reproducible-builds.org/specs/source-date-epoch/).

    Raises `UsageError` when the variable is no number of seconds.
    """
    given = epoch()
    if given is None:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(
            Message("SOURCE_DATE_EPOCH={epoch} is no number of seconds", epoch=repr(given)), "unset it, or give seconds"
        ) from error
