"""Tasks for worker processes: small, rude or fatal."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from exporter.errors import VoiceError

if TYPE_CHECKING:
    from pathlib import Path


def pid(_: object = None) -> int:
    return os.getpid()


def group(_: object = None) -> int:
    return os.getpgrp()


def nap(seconds: float) -> int:
    time.sleep(seconds)
    return os.getpid()


def linger(seconds: float) -> int:
    """Leave a thread behind."""
    threading.Thread(target=time.sleep, args=(seconds,)).start()
    return os.getpid()


def count(path: Path) -> int:
    """Leave a mark for each time that it is done."""
    with path.open("a", encoding="ascii") as file:
        file.write(".")
    time.sleep(0.05)
    return os.getpid()


def tell_and_nap(path: Path) -> int:
    """Tell one's number in a file, then take one's time."""
    path.write_text(str(os.getpid()), encoding="ascii")
    time.sleep(60)
    return os.getpid()


def die(number: int) -> None:
    os.kill(os.getpid(), number)


def die_slowly(seconds: float) -> None:
    """Give those who watch a process the time to see it well started."""
    time.sleep(seconds)
    os.kill(os.getpid(), signal.SIGKILL)


def leave(code: int) -> None:
    os._exit(code)


def die_once(path: Path) -> str:
    """Die at the first try, in the middle of the work."""
    if path.exists():
        return "done"
    path.touch()
    os.kill(os.getpid(), signal.SIGKILL)
    return "never"


def die_now_and_then(task: tuple[Path, int]) -> int:
    """Every seventh dies at its first try."""
    folder, number = task
    if number % 7 == 0:
        die_once(folder / str(number))
    return number * number


def hoard(mebibytes: int) -> int:
    return len(bytearray(mebibytes << 20))


_KEPT: list[bytes] = []


def keep(mebibytes: int) -> int:
    """Forget to give back what was taken."""
    _KEPT.append(b"x" * (mebibytes << 20))
    return os.getpid()


def helper(path: Path) -> int:
    """Start a process of one's own, and wait for it."""
    own = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
    path.write_text(f"{os.getpid()} {own.pid}", encoding="ascii")
    return own.wait()


def chatter(text: str) -> str:
    print(text)  # noqa: T201 - what libraries do
    os.write(1, text.encode())
    return sys.stdin.read()


def large(size: int) -> bytes:
    return bytes(size)


class Peculiar(Exception):  # noqa: N818
    """Does not survive pickling: it wants two arguments."""

    def __init__(self, first: str, second: str) -> None:
        super().__init__(f"{first} and {second}")


def fail(kind: str) -> None:
    match kind:
        case "ours":
            raise VoiceError("the voice is hoarse", "let it rest")
        case "plain":
            raise ZeroDivisionError("by nothing")
        case "peculiar":
            raise Peculiar("salt", "pepper")
        case "closure":
            raise ValueError(lambda: 0)
        case _:
            raise SystemExit(kind)


def unpicklable(_: object) -> object:
    return lambda: 0
