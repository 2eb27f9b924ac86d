"""Whole commands, timed and made sure of: a run that wrote nothing has measured nothing, and ends the measures.

A command's children count. What is compared runs by turns in the same minutes, and medians make the ratio; processor
time is compared beside the time by the clock, which says little where other work runs.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from exporter import registry
from exporter.errors import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Show = Callable[[str, str, str], None]

EXPORTER = (sys.executable, "-m", "exporter")
_READABLE = 0.99
"""Of thousands of texts, one may have no title to find."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command took, in seconds: by the clock, and of processors."""

    wall: float
    work: float

    def over(self, other: Cost) -> str:
        """So many times another."""
        return f"{self.wall / other.wall:.2f} x ({self.work / other.work:.2f} x its processor time)"


@dataclass(frozen=True, slots=True)
class Run:
    """A command that has succeeded; ``told`` are the lines that it wrote."""

    cost: Cost
    told: tuple[str, ...]

    @property
    def events(self) -> list[dict[str, Any]]:
        """What a command with ``--json`` told."""
        return [json.loads(line) for line in self.told]


def run(command: Sequence[str], cache: Path, codes: Sequence[int] = (0,)) -> Run:
    """Run a command that must end with one of some codes."""
    began, before = time.perf_counter(), os.times()
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment(cache))
    wall, after = time.perf_counter() - began, os.times()
    if done.returncode not in codes:
        raise SystemExit(f"{' '.join(command)} ended with {done.returncode}: {done.stderr}")
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return Run(Cost(wall, spent), tuple(done.stdout.splitlines()))


def environment(cache: Path) -> dict[str, str]:
    """That of commands that are timed: all keep what Python has compiled, as an installed program does."""
    return {**os.environ, "EXPORTER_CACHE": str(cache), "PYTHONDONTWRITEBYTECODE": ""}


def writing(command: Sequence[str], file: Path, cache: Path) -> Cost:
    """What a command costs that must write a file."""
    since = now(cache)
    cost = run(command, cache).cost
    _sure([file] if file.is_file() else [], since, 1, str(file))
    return cost


@dataclass(frozen=True, slots=True)
class Export:
    """An export of so many articles in a folder, or of one; ``cache`` is a folder."""

    source: Path
    formats: str
    cache: Path
    articles: int = 1
    options: tuple[str, ...] = ("--quiet",)

    def command(self, out: Path) -> tuple[str, ...]:
        """The command that exports into a folder."""
        return (*EXPORTER, "export", str(self.source), "--to", self.formats, "--out", str(out), *self.options)

    def afresh(self) -> Cost:
        """What it costs where nothing is made yet."""
        return self.into(fresh(self.cache)).cost

    def into(self, out: Path, made: int | None = None) -> Run:
        """Run it; ``made`` of its articles must be made meanwhile, all unless told otherwise."""
        since = now(self.cache)
        done = run(self.command(out), self.cache, (0, ReadError.exit_code))
        self.check(out, since, made)
        return done

    def check(self, out: Path, since: int, made: int | None = None) -> None:
        """Make sure that a run that began at a moment has made so many articles, and left the others as they were."""
        wanted = self.articles if made is None else made
        report = out / "report.json"
        _sure([report], since, 1, "report.json")
        counts = json.loads(report.read_bytes())["counts"]
        if counts["done"] < _READABLE * wanted or counts["fresh"] < _READABLE * (self.articles - wanted):
            raise SystemExit(f"nothing to time: {wanted} articles of {self.source} were to be made, but {counts}")
        for name in self.formats.split(","):
            files = [file for file in out.glob(f"*/*{registry.writer(name).FORMAT.suffix}") if _stamp(file) >= since]
            _sure(files, since, counts["done"], name)


def now(folder: Path) -> int:
    """The time by the clock of a folder's files, in nanoseconds."""
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        return _stamp(Path(file.name))


def _stamp(file: Path) -> int:
    return file.stat().st_mtime_ns


def _sure(files: Sequence[Path], since: int, count: int, name: str) -> None:
    """Refuse to have timed what did not happen."""
    written = [file for file in files if _stamp(file) >= since and file.stat().st_size]
    if len(written) != count:
        raise SystemExit(f"nothing to time: {len(written)} files were written, {count} were to be ({name})")


def fresh(folder: Path) -> Path:
    """An output folder that is not there yet."""
    return Path(tempfile.mkdtemp(prefix="out-", dir=folder)) / "out"


def by_turns(turns: int, *measures: Callable[[], Cost]) -> list[Cost]:
    """Medians of measures taken by turns."""
    rounds = [[measure() for measure in measures] for _ in range(turns)]
    return [
        Cost(median(cost.wall for cost in costs), median(cost.work for cost in costs))
        for costs in zip(*rounds, strict=True)
    ]
