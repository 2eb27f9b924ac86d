"""Measures of whole archives: articles a second, what is done already, one change, memory. Run by ``make bench``.

Rates are compared within one run: one worker against two, and WeasyPrint started once for each article.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from exporter.errors import ReadError
from tests import corpus

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Show = Callable[[str, str, str], None]

ARTICLES = 1_000
STARTS = 60
"""Starts of WeasyPrint."""
DONE = 10_000
ARCHIVE = 30_000
TURNS = 3
_MEMORY = re.compile(r"VmRSS:\s+(\d+) kB")


def measure(folder: Path, weasyprint: Sequence[str], show: Show) -> None:
    """Measure in a folder; ``weasyprint`` is the command that makes one page with nothing but WeasyPrint."""
    articles = folder / "archive"
    corpus.write(ARTICLES, articles)
    texts(articles, folder, show)
    pages(articles, folder, weasyprint, show)
    archive(folder, show)


def texts(articles: Path, folder: Path, show: Show) -> None:
    """A thousand articles to text and EPUB, by one worker and by two; the memory of a worker as it goes on."""
    one, two = by_turns(
        lambda: export(articles, folder, "txt,epub-text", 1), lambda: export(articles, folder, "txt,epub-text", 2)
    )
    show(
        "txt + epub-text, 2 workers",
        f"{ARTICLES / two:.1f} articles/s",
        f"goal >= 40; {one / two:.2f} x one worker, goal >= 1.8",
    )
    workers = watched(command(articles, fresh(folder), "txt,epub-text", 1))[1]
    early = max(workers[: len(workers) // 10])
    show("a worker's memory", f"{workers[-1]:.0f} MB", f"{workers[-1] / early:.2f} x after a tenth, goal <= 1.2")


def pages(articles: Path, folder: Path, weasyprint: Sequence[str], show: Show) -> None:
    """PDF, by one worker and by two, and WeasyPrint started for each article, two at a time."""
    one, two, alone = by_turns(
        lambda: export(articles, folder, "pdf", 1),
        lambda: export(articles, folder, "pdf", 2),
        lambda: in_pairs(weasyprint, STARTS),
        turns=1,  # of some minutes each
    )
    show("pdf, 2 workers", f"{ARTICLES / two:.1f} articles/s", f"{one / two:.2f} x one worker, goal >= 1.8")
    rate = (ARTICLES / two) / (STARTS / alone)
    show("WeasyPrint, 2 at a time", f"{STARTS / alone:.1f} articles/s", f"we are {rate:.2f} x that, goal >= 2.5")


def archive(folder: Path, show: Show) -> None:
    """Thousands of articles that are done already, one that has changed, and the memory of the whole."""
    articles, out = folder / "large", fresh(folder)
    corpus.write(DONE, articles)
    run(command(articles, out, "txt", 2))
    start, again = by_turns(
        lambda: run((sys.executable, "-m", "exporter", "--help")), lambda: run(command(articles, out, "txt", 2))
    )
    show(
        f"{DONE} articles, all done", f"{again:.1f} s", f"{(again - start) / DONE * 1000:.2f} ms an article, goal <= 1"
    )
    first = min(articles.iterdir())
    first.write_text(first.read_text("utf-8").replace(".", "…", 1), "utf-8")
    change = run(command(articles, out, "txt", 2))
    show("one of them has changed", f"{change - start:.1f} s", "beyond the process's start, goal <= 2")
    corpus.write(ARCHIVE, articles)
    coordinator, _ = watched(command(articles, out, "txt", 2))
    show(f"memory at {ARCHIVE} articles", f"{max(coordinator):.0f} MB", "the coordinating process, goal <= 300")


def command(articles: Path, out: Path, formats: str, jobs: int) -> tuple[str, ...]:
    """The command that exports a folder."""
    asked = ("export", str(articles), "--out", str(out), "--to", formats, "--jobs", str(jobs), "--quiet")
    return (sys.executable, "-m", "exporter", *asked)


def fresh(folder: Path) -> Path:
    """An output folder that is not there yet."""
    return Path(tempfile.mkdtemp(prefix="out-", dir=folder)) / "out"


def export(articles: Path, folder: Path, formats: str, jobs: int) -> float:
    """Seconds of an export into a new folder."""
    return run(command(articles, fresh(folder), formats, jobs))


def run(command: Sequence[str]) -> float:
    """Seconds of a command that must succeed."""
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def in_pairs(command: Sequence[str], count: int) -> float:
    """Seconds of so many starts of a command, two at a time."""
    began = time.perf_counter()
    with ThreadPoolExecutor(2) as pair:
        list(pair.map(lambda _: run(command), range(count)))
    return time.perf_counter() - began


def by_turns(*measures: Callable[[], float], turns: int = TURNS) -> list[float]:
    """Medians of measures taken by turns."""
    rounds = [[measure() for measure in measures] for _ in range(turns)]
    return [median(column) for column in zip(*rounds, strict=True)]


def watched(command: Sequence[str]) -> tuple[list[float], list[float]]:
    """Megabytes of a process, and of the largest of its children, every tenth of a second while it runs."""
    own: list[float] = []
    children: list[float] = []
    with subprocess.Popen(command) as running:
        while running.poll() is None:
            if size := memory(running.pid):
                own.append(size)
            if sizes := [size for pid in descendants(running.pid) if (size := memory(pid))]:
                children.append(max(sizes))
            time.sleep(0.1)
    if running.returncode not in (0, ReadError.exit_code):  # of thirty thousand texts, one may have no title to find
        raise SystemExit(f"{command} ended with {running.returncode}")
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
