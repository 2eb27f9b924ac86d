"""Worker processes: warm, bounded in time and memory, replaced when they die, behind `concurrent.futures.Executor`.

`guarded` does a task in the worker process of the thread that calls it: in a thread of `local`'s pool, or in a worker
of a cluster, whose processes could not use `multiprocessing`, since they may be daemons.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import subprocess
import sys
import threading
import weakref
from concurrent.futures import BrokenExecutor, CancelledError, Executor, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar, cast

from exporter.engine.work import child
from exporter.errors import ReadError, ResourceError, UsageError
from exporter.messages import Message, cause

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType
    from typing import IO, Any, ParamSpec

    P = ParamSpec("P")

T = TypeVar("T")
R = TypeVar("R")

TASKS: Final = 1000
"""Tasks after which a process is replaced: what leaks in a library stays little, and a start is soon earned."""
LEAST: Final = 2048
"""MiB that each worker process may have at least."""
_LONGEST: Final = 1_000_000
"""Seconds that `select.poll` can wait."""
_PATIENCE: Final = 2
"""Seconds for an idle process to end by itself."""
_OWN = threading.local()


def guarded(function: Callable[[T], R], task: T, limit: float) -> R:
    """Do a task in this thread's own worker process, which is started when first needed and stays warm.

    Both are pickled. A process that dies is replaced, and the task tried once more. Exceptions of the function come
    back as they are, with their traceback as a note. Raises `ReadError` for a task that ends its process twice, or
    takes more than ``limit`` seconds, `ResourceError` if no process can be started.
    """
    guard = getattr(_OWN, "guard", None)
    if guard is None:
        guard = _OWN.guard = _Guard(memory(os.cpu_count() or 1))
    result: R = guard.do(function, task, limit)
    return result


def local(jobs: int) -> Executor:
    """Give a pool of ``jobs`` threads whose worker processes start now; submit `guarded`.

    As a context it waits for what was submitted or, after an exception, ends everything at once; so does
    ``shutdown(cancel_futures=True)``. Raises `UsageError`, `ResourceError`.
    """
    return _Local(jobs)


def memory(workers: int) -> int:
    """Bytes that each of several worker processes may have; raises `UsageError`."""
    given = os.environ.get("EXPORTER_WORKER_MEMORY", "")
    if not given:
        return max(LEAST * child.MEBIBYTE, _physical() // workers)
    if not given.isdecimal() or not int(given):
        raise UsageError(
            Message("EXPORTER_WORKER_MEMORY is no number of MiB: {value}", value=given),
            Message("give a number, such as {value}", value=LEAST),
        )
    return int(given) * child.MEBIBYTE


def _physical() -> int:
    """Bytes of memory of this machine, or of the container that this is."""
    installed = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):  # no such bound here, or "max"
        return min(installed, int(Path("/sys/fs/cgroup/memory.max").read_text(encoding="ascii")))
    return installed


class _Local(ThreadPoolExecutor):
    """Threads that own a worker process each."""

    def __init__(self, jobs: int) -> None:
        bound = memory(jobs)
        self._guards = [_Guard(bound) for _ in range(jobs)]
        super().__init__(jobs, "worker", _adopt, (list(self._guards),))

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:  # noqa: FBT001, FBT002 - as above
        super().shutdown(wait=False, cancel_futures=cancel_futures)
        if cancel_futures:
            for guard in self._guards:
                guard.cancel()
        if wait:
            super().shutdown()
            for guard in self._guards:
                guard.dismiss()
            for guard in self._guards:
                guard.end()


def _adopt(guards: list[_Guard]) -> None:
    """Let a thread have a process that nobody has."""
    _OWN.guard = guards.pop()


class _Guard:
    """Sees that there is a worker process in good health. One thread uses it, any may cancel it."""

    def __init__(self, memory: int) -> None:
        """Start a process that may have so many bytes; raises `ResourceError`."""
        self._memory = memory
        self._child = _Child(memory)
        self._cancelled = False
        self._done = 0

    def do(self, function: Callable[[T], R], task: T, limit: float) -> Any:  # noqa: ANN401 - an R
        """See `guarded`; raises `CancelledError` too."""
        parcel = pickle.dumps((function, task), pickle.HIGHEST_PROTOCOL)
        end = ""
        for _ in range(2):
            if self._child.gone:  # idle, or with its last task
                self._renew()
            try:
                answer = self._child.ask(parcel, limit)
            except TimeoutError:
                raise ReadError(
                    Message("not ready after {limit} s", limit=f"{limit:g}"), "give it more time with --time-limit"
                ) from None
            except BrokenExecutor as broken:
                end = str(broken)
                if self._cancelled:
                    raise CancelledError from None
            else:
                return self._opened(answer)
        raise ReadError(Message("it ended its worker process twice ({how})", how=end), _advice(end))

    def cancel(self) -> None:
        """End what runs, for good."""
        self._cancelled = True
        self._child.kill()

    def dismiss(self) -> None:
        """Tell the process that there is no more to do."""
        self._child.dismiss()

    def end(self) -> None:
        """Wait until the process is gone."""
        self._child.end()

    def _opened(self, answer: child.Answer) -> Any:  # noqa: ANN401 - what the function gives
        """Raise or return what a task came to; a process that has done or holds enough makes room for another."""
        parcel, words, held = answer
        self._done += 1
        if self._done >= TASKS or held > self._memory // 2:
            self._child.end()
        result = pickle.loads(parcel)  # noqa: S301 - our own process's
        if not words:
            return result
        result.add_note(words)
        raise result

    def _renew(self) -> None:
        self._child.kill()
        self._child.end()
        self._child = _Child(self._memory)
        self._done = 0
        if self._cancelled:  # since it was asked
            self._child.kill()


class _Child:
    """The parent's side of a worker process.

    ``end`` waits until it is gone, is safe to repeat, and runs at the latest when nobody has the object any more.
    """

    def __init__(self, memory: int) -> None:
        """Start a process; raises `ResourceError`."""
        theirs, ours = os.pipe()
        command = (sys.executable, "-P", child.__file__, str(theirs), str(memory))
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own file
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=(theirs,),
                process_group=0,  # a group of its own: it ends with all that it has started
            )
        except OSError as error:
            os.close(ours)
            raise ResourceError(
                Message("no worker process can be started: {reason}", reason=cause(error)), "try fewer --jobs"
            ) from error
        finally:
            os.close(theirs)
        self.end = weakref.finalize(self, _end, self._process, ours)
        self._inbox, self._outbox = _streams(self._process)
        self._answers = select.poll()
        self._answers.register(self._inbox, select.POLLIN)
        self._outbox.write(pickle.dumps(sys.path))

    @property
    def gone(self) -> bool:
        """Whether it has ended; it is asked while the process has nothing to do."""
        return not self.end.alive or bool(self._answers.poll(0))

    def ask(self, parcel: bytes, limit: float) -> child.Answer:
        """Have a task done. The process is gone after a `BrokenExecutor`, `TimeoutError` or interruption."""
        try:
            return self._asked(parcel, limit)
        except BaseException as error:
            self.kill()
            self.end()
            if isinstance(error, EOFError | BrokenPipeError | pickle.UnpicklingError):
                raise BrokenExecutor(_told(self._process.returncode)) from None
            raise

    def _asked(self, parcel: bytes, limit: float) -> child.Answer:
        pickle.dump(parcel, self._outbox, pickle.HIGHEST_PROTOCOL)
        self._outbox.flush()
        if not self._answers.poll(min(limit, _LONGEST) * 1000):
            raise TimeoutError
        answer: child.Answer = pickle.load(self._inbox)  # noqa: S301 - our own process's
        return answer

    def kill(self) -> None:
        """End the process and all that it has started; any thread may."""
        _kill(self._process)

    def dismiss(self) -> None:
        """Let the process end by itself, since nothing more will come."""
        with suppress(BrokenPipeError):
            self._outbox.close()


def _streams(process: subprocess.Popen[bytes]) -> tuple[IO[bytes], IO[bytes]]:
    """Where answers come from, and where tasks go."""
    return cast("IO[bytes]", process.stdout), cast("IO[bytes]", process.stdin)


def _end(process: subprocess.Popen[bytes], life: int) -> None:
    """See that a process is gone: by itself if it has nothing to do."""
    inbox, outbox = _streams(process)
    with suppress(BrokenPipeError):
        outbox.close()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        _kill(process)
        process.wait()
    inbox.close()
    os.close(life)


def _kill(process: subprocess.Popen[bytes]) -> None:
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):  # macOS: it is ending
            os.killpg(process.pid, signal.SIGKILL)


def _told(status: int) -> str:
    """How a process ended, in words."""
    return Message("signal {number}", number=-status) if status < 0 else Message("exit code {number}", number=status)


def _advice(end: str) -> str:
    """What to try when a process has died."""
    if end == f"signal {signal.SIGKILL.value}":  # what a system without memory sends
        return Message("if memory is short, try fewer --jobs")
    return "please report it, with the article"
