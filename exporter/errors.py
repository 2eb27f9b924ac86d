"""What can go wrong, as a tree. Each leaf tells what to mend; anything else is our bug and keeps its traceback.

::

    ExporterError            exit 1
    ├── UsageError           exit 2   the command line: unknown format, unknown voice, impossible option
    ├── ReadError            exit 3   the input: missing, empty, binary, too large, no article in it
    ├── WriteError           exit 4   the output: not writable, damaged, taken over by another run
    │   └── DiskFullError    exit 4   no room for any edition: the run ends
    ├── VoiceError           exit 5   the voice: cannot load, network, died while speaking
    ├── ResourceError        exit 6   the installation: a library, font or file that is not there
    └── PluginError          exit 7   a plug-in: broken or of a name already taken

Exit 130 is an interruption (Ctrl-C), 141 output that nobody reads any more (``| head``), 0 success.
"""

from __future__ import annotations

from typing import ClassVar

from exporter.messages import Message


class ExporterError(Exception):
    """An error that a user can do something about: ``message`` is one line, ``hint`` what to try next."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        """Keep the one-line message and the hint."""
        self.message, self.hint = Message(message), Message(hint)
        super().__init__(self.message)

    def __reduce__(self) -> tuple[type[ExporterError], tuple[str, str]]:
        """Survive the way back from a worker process with the hint."""
        return type(self), (self.message, self.hint)


class UsageError(ExporterError):
    """The command line asks for something that does not exist or cannot be."""

    exit_code = 2


class ReadError(ExporterError):
    """The input cannot be read as an article."""

    exit_code = 3


class WriteError(ExporterError):
    """An edition cannot be written."""

    exit_code = 4


class DiskFullError(WriteError):
    """There is no room for this edition, nor for those after it."""


class VoiceError(ExporterError):
    """A voice cannot load or speak."""

    exit_code = 5


class ResourceError(ExporterError):
    """Something that should be installed is not."""

    exit_code = 6


class PluginError(ExporterError):
    """A plug-in is broken, or two have the same name."""

    exit_code = 7
