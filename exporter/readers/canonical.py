"""The reader of our own JSON: what `exporter read --json` wrote comes back as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import canon
from exporter.errors import ReadError
from exporter.messages import Message
from exporter.ports import Intake, Original

if TYPE_CHECKING:
    from exporter.model import Article
    from exporter.ports import World

INTAKE = Intake("canonical", frozenset({".json"}), "JSON d’exporter")

_START = b"\xef\xbb\xbf \t\r\n"


def accepts(original: Original) -> bool:
    """Take ``*.json``, and standard input that begins like a JSON object."""
    if original.name == "-":
        return original.data[:512].lstrip(_START).startswith(b"{")
    return original.name.lower().endswith(".json")


def read(original: Original, world: World) -> Article:  # noqa: ARG001 - every reader is given the world
    """Read canonical JSON; raises `ReadError` for anything else."""
    try:
        text = original.data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError(
            Message("{name} is not UTF-8: {reason}", name=original.name, reason=error.reason), "JSON is always UTF-8"
        ) from error
    return canon.loads(text)
