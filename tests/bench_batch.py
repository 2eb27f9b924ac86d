"""Measures of whole archives: articles a second, what is done already, one change, memory. Run by ``make bench``.

Rates are compared within one run: one worker against two, and WeasyPrint started once for each article.
"""

from __future__ import annotations

import os
import re
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests import corpus, timing
from tests.timing import Cost, Export, by_turns

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.timing import Show

_MEMORY = re.compile(r"VmRSS:\s+(\d+) kB")


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: articles made, starts of WeasyPrint, articles that are done already, a whole archive."""

    articles: int = 1_000
    starts: int = 60
    done: int = 10_000
    archive: int = 30_000
    turns: int = 3


def measure(folder: Path, weasyprint: Sequence[str], size: Size, show: Show) -> None:
    """Measure in a folder; ``weasyprint`` is the command that makes one page, whose name it is still to be given."""
    articles = folder / "archive"
    corpus.write(size.articles, articles)
    texts(articles, folder, size, show)
    pages(articles, folder, weasyprint, size, show)
    archive(folder, size, show)


def jobs(source: Path, formats: str, folder: Path, articles: int, count: int) -> Export:
    """An export by so many workers."""
    return Export(source, formats, folder, articles, ("--quiet", "--jobs", str(count)))


def texts(articles: Path, folder: Path, size: Size, show: Show) -> None:
    """Articles to text and EPUB, by one worker and by two; the memory of a worker as it goes on."""
    one, two = (jobs(articles, "txt,epub-text", folder, size.articles, count) for count in (1, 2))
    alone, both = by_turns(size.turns, one.afresh, two.afresh)
    show(
        "txt + epub-text, 2 workers",
        f"{size.articles / both.wall:.1f} articles/s",
        f"goal >= 40; {alone.wall / both.wall:.2f} x one worker, goal >= 1.8",
    )
    show("  processor time", f"{1000 * alone.work / size.articles:.1f} ms an article", "one worker, start included")
    workers = watched(one, timing.fresh(folder))[1]
    if workers:
        early = max(workers[: 1 + len(workers) // 10])
        show("a worker's memory", f"{workers[-1]:.0f} MB", f"{workers[-1] / early:.2f} x after a tenth, goal <= 1.2")


def pages(articles: Path, folder: Path, weasyprint: Sequence[str], size: Size, show: Show) -> None:
    """PDF, by one worker and by two, and WeasyPrint started for each article, two at a time."""
    one, two, alone = by_turns(
        1,  # of some minutes each
        jobs(articles, "pdf", folder, size.articles, 1).afresh,
        jobs(articles, "pdf", folder, size.articles, 2).afresh,
        lambda: in_pairs(weasyprint, folder, size.starts),
    )
    rate, theirs = size.articles / two.wall, size.starts / alone.wall
    show("pdf, 2 workers", f"{rate:.1f} articles/s", f"{one.wall / two.wall:.2f} x one worker, goal >= 1.8")
    show("WeasyPrint, 2 at a time", f"{theirs:.1f} articles/s", f"we are {rate / theirs:.2f} x that, goal >= 2.5")


def archive(folder: Path, size: Size, show: Show) -> None:
    """Articles that are done already, one that has changed, and the memory of the whole."""
    articles, out = folder / "large", timing.fresh(folder)
    corpus.write(size.done, articles)
    done = jobs(articles, "txt", folder, size.done, 2)
    done.into(out)
    start, again = by_turns(
        size.turns,
        lambda: timing.run((*timing.EXPORTER, "--help"), folder).cost,
        lambda: done.into(out, made=0).cost,
    )
    each = (again.wall - start.wall) / size.done * 1000
    show(f"{size.done} articles, all done", f"{again.wall:.1f} s", f"{each:.2f} ms an article, goal <= 1")
    first = min(articles.iterdir())
    first.write_text(first.read_text("utf-8").replace(".", "…", 1), "utf-8")
    change = done.into(out, made=1).cost.wall - start.wall
    show("one of them has changed", f"{change:.1f} s", "beyond the process's start, goal <= 2")
    corpus.write(size.archive, articles)
    whole = jobs(articles, "txt", folder, size.archive, 2)
    coordinator, _ = watched(whole, out, made=size.archive - size.done + 1)  # that one is as it was again
    if coordinator:
        told = "the coordinating process, goal <= 300"
        show(f"memory at {size.archive} articles", f"{max(coordinator):.0f} MB", told)


def in_pairs(weasyprint: Sequence[str], folder: Path, count: int) -> Cost:
    """What so many starts of WeasyPrint cost, two at a time, each for a PDF of its own."""
    began, before = time.perf_counter(), os.times()
    files = [timing.fresh(folder).with_suffix(".pdf") for _ in range(count)]
    with ThreadPoolExecutor(2) as pair:
        list(pair.map(lambda file: timing.writing((*weasyprint, str(file)), file, folder), files))
    wall, after = time.perf_counter() - began, os.times()
    return Cost(wall, after.children_user + after.children_system - before.children_user - before.children_system)


def watched(export: Export, out: Path, made: int | None = None) -> tuple[list[float], list[float]]:
    """Megabytes of a run's process, and of the largest of its children, every twentieth of a second; see `Export`.

    Nothing where the system does not tell.
    """
    own: list[float] = []
    children: list[float] = []
    since = timing.now(folder := export.cache)
    with subprocess.Popen(export.command(out), env=timing.environment(folder)) as running:
        while running.poll() is None:
            if size := memory(running.pid):
                own.append(size)
            if sizes := [size for pid in descendants(running.pid) if (size := memory(pid))]:
                children.append(max(sizes))
            time.sleep(0.05)
    export.check(out, since, made)
    if not (own and children) and Path("/proc/self/task").is_dir():
        raise SystemExit(f"nothing to measure: no memory of {export.source} was seen")
    return own, children


def descendants(pid: int) -> Iterator[int]:
    """The children of all threads of a process."""
    for thread in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            yield from map(int, thread.read_text("ascii").split())
        except OSError:  # it has just ended
            continue


def memory(pid: int) -> float:
    """Resident memory of a process in MB; 0 for one that has ended."""
    try:
        found = _MEMORY.search(Path(f"/proc/{pid}/status").read_text("ascii", "replace"))
    except OSError:
        return 0.0
    return int(found[1]) / 1024 if found else 0.0
