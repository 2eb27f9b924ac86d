"""A real Dask cluster on loopback: a scheduler, and workers with their nannies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]


class Cluster:
    """Its ``workers`` are the processes of the nannies, each the leader of a group."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told = folder / "scheduler.json"
        self._log = (folder / "log").open("wb")
        options = ("--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--idle-timeout", "120s")
        self.scheduler = self._start("scheduler", *options, "--scheduler-file", str(self._told))
        self.workers: list[subprocess.Popen[bytes]] = []

    @property
    def address(self) -> str:
        end = time.monotonic() + 30
        while True:
            with suppress(OSError, ValueError):
                return str(json.loads(self._told.read_text(encoding="utf-8"))["address"])
            assert time.monotonic() < end, self.log
            time.sleep(0.02)

    @property
    def log(self) -> str:
        return (self._folder / "log").read_text(encoding="utf-8")

    def join(self, path: Path = ROOT) -> None:
        """Have one more worker, which finds packages in a folder."""
        options = ("--host", "127.0.0.1", "--no-dashboard", "--nthreads", "1", "--death-timeout", "30")
        folder = ("--local-directory", str(self._folder))
        self.workers.append(self._start("worker", self.address, *options, *folder, path=path))

    def kill(self, process: subprocess.Popen[bytes]) -> None:
        """Kill -9 a process and all that it has started."""
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        for process in (*self.workers, self.scheduler):
            self.kill(process)
        self._log.close()

    def _start(self, role: str, *options: str, path: Path = ROOT) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", f"distributed.cli.dask_{role}", *options],
            cwd=path,
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )


@contextmanager
def cluster(folder: Path, workers: int) -> Iterator[Cluster]:
    """A cluster that lives as long as the block."""
    folder.mkdir(exist_ok=True)
    one = Cluster(folder)
    try:
        for _ in range(workers):
            one.join()
        yield one
    finally:
        one.end()
