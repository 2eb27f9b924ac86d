"""A worker process: does one task after another that its parent sends, and never outlives it.

It is started as a file by `exporter.engine.work.pool`, so that it begins as fast as an interpreter; what a task needs
is imported when the first one comes. On its standard input it is sent pickles: once the parent's ``sys.path``, then for
each task the pickled ``(function, task)`` as bytes. For each it answers an `Answer` on its standard output.
"""

from __future__ import annotations

import gc
import os
import pickle
import resource
import signal
import sys
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import BinaryIO

    Answer = tuple[bytes, str, int]
    """A pickled result, or a pickled exception with its traceback in words; bytes of memory in use."""

MEBIBYTE = 1 << 20


def main(life: int, memory: int) -> None:
    """Work until the parent says that it is enough; ``memory`` is in bytes.

    ``life`` is the end to read of a pipe whose other end the parent alone holds.
    """
    gc.set_threshold(50_000, 5, 2)  # as the command line does, and for its reason
    for ignored in (signal.SIGINT, signal.SIGTTOU):  # the parent alone decides; a process behind may write to terminals
        signal.signal(ignored, signal.SIG_IGN)
    os.set_inheritable(life, False)  # noqa: FBT003 - has no name
    threading.Thread(target=_die_with, args=(life,), daemon=True).start()
    with suppress(ValueError, OSError):  # a lower bound is set already
        resource.setrlimit(resource.RLIMIT_DATA, (memory, resource.getrlimit(resource.RLIMIT_DATA)[1]))
    with suppress(EOFError, BrokenPipeError), _taken(0, os.devnull, "rb") as inbox, _taken(1, 2, "wb") as outbox:
        sys.path[:] = pickle.load(inbox)  # noqa: S301 - the parent's
        while True:
            pickle.dump(_answer(pickle.load(inbox), memory), outbox, pickle.HIGHEST_PROTOCOL)  # noqa: S301 - its own
            outbox.flush()


def _taken(standard: int, instead: str | int, mode: str) -> BinaryIO:
    """A standard stream for ourselves alone; what others read or print there goes elsewhere."""
    own = os.dup(standard)
    with open(instead, mode, closefd=isinstance(instead, str)) as other:
        os.dup2(other.fileno(), standard)
    return open(own, mode)  # type: ignore[return-value]  # noqa: PTH123 - a descriptor has no path


def _die_with(life: int) -> None:
    """End this process and all that it has started as soon as the parent is gone, however it went."""
    os.read(life, 1)
    with suppress(OSError):
        os.killpg(os.getpid(), signal.SIGKILL)
    os._exit(1)


def _answer(parcel: bytes, memory: int) -> Answer:
    """Do a task."""
    try:
        function, task = pickle.loads(parcel)  # noqa: S301 - the parent's
        return pickle.dumps(function(task), pickle.HIGHEST_PROTOCOL), "", _in_use()
    except MemoryError:
        pass  # what the task held is free below
    except BaseException as error:  # noqa: BLE001 - whatever it is, sys.exit too, the parent shall know
        return *_told(error), _in_use()
    from exporter.errors import ReadError  # noqa: PLC0415 - the parent's sys.path is known now
    from exporter.messages import Message  # noqa: PLC0415 - as above

    return *_told(
        ReadError(
            Message("it needs more memory than the {size} MiB of a worker process", size=memory // MEBIBYTE),
            "try fewer --jobs, or set EXPORTER_WORKER_MEMORY to more MiB",
        )
    ), _in_use()


def _told(error: BaseException) -> tuple[bytes, str]:
    """An exception on its way to the parent, and its traceback; one that does not survive the way is put in words."""
    import traceback  # noqa: PLC0415 - most tasks go well

    words = "".join(traceback.format_exception(error))
    with suppress(Exception):  # those of libraries may do anything
        parcel = pickle.dumps(error)
        if isinstance(pickle.loads(parcel), Exception):  # noqa: S301 - our own
            return parcel, words
    from exporter.errors import ExporterError  # noqa: PLC0415 - the parent's sys.path is known now
    from exporter.messages import Message  # noqa: PLC0415 - as above

    return pickle.dumps(
        ExporterError(Message("{place}: {reason}", place=type(error).__qualname__, reason=error), "please report it")
    ), words


def _in_use() -> int:
    """Bytes of physical memory that this process holds; where nobody says, the most that it has held."""
    try:
        with open("/proc/self/statm", "rb", buffering=0) as file:  # noqa: PTH123 - a tenth of the time of a Path
            return int(file.read().split()[1]) * resource.getpagesize()
    except OSError:
        held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return held if sys.platform == "darwin" else held * 1024


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
