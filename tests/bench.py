"""Measures: start-up, PDF against WeasyPrint alone, EPUB, a batch, speech against real time. Run by ``make bench``.

Every figure is a whole process's wall time, but for those of a batch, which are the times of its editions. What is
compared runs by turns in the same minute, and the medians make the ratio: the machine's mood falls out of it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from exporter import resources
from exporter.engine import run
from exporter.engine.records import Overrides
from exporter.engine.work.world import LocalWorld
from exporter.passes import prepare
from exporter.render import xhtml
from exporter.settings import Settings
from exporter.writers.pdf import layout
from exporter.writers.pdf.design import SCREEN
from tests import bench_batch, bench_speech

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROUNDS = 5
BATCH = 20
SAMPLE = Path(__file__).parents[1] / "assets/sample/les-abeilles-de-la-tour-nord.txt"
EXPORTER = (sys.executable, "-m", "exporter")


def seconds(command: Sequence[str], cache: Path) -> float:
    """Wall time of a command that must succeed."""
    began = time.perf_counter()
    environment = {**os.environ, "EXPORTER_CACHE": str(cache)}
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - began


def by_turns(*measures: Callable[[], float]) -> list[float]:
    """Medians of measures taken by turns."""
    rounds = [[measure() for measure in measures] for _ in range(ROUNDS)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def weasyprint_alone(source: Path, folder: Path) -> tuple[str, ...]:
    """The command that makes the same page with nothing but WeasyPrint: same HTML, same stylesheet, same fonts."""
    article = run.understand(str(source), Overrides(), lambda _: None)
    world = LocalWorld(Settings(), lambda _: None, None, None)
    language = world.language("fr")
    prepared = prepare(article, language)
    style = xhtml.Style(language, notes=xhtml.note_labels(prepared))
    (folder / "page.html").write_text(layout.html(prepared, world, style, SCREEN), encoding="utf-8")
    css = "".join(resources.read(name).decode() for name in SCREEN.sheets)
    for number, name in enumerate(sorted(set(re.findall(r'"font:(.*?)"', css)))):
        font = folder / f"{number}.ttf"
        font.write_bytes(resources.read(f"fonts/{name}"))
        css = css.replace(f"font:{name}", font.name)
    (folder / "page.css").write_text(css, encoding="utf-8")
    page, sheet, out = (str(folder / name) for name in ("page.html", "page.css", "page.pdf"))
    return (sys.executable, "-m", "weasyprint", page, out, "--stylesheet", sheet, "--pdf-variant", "pdf/ua-1")


def measure_start(cache: Path) -> None:
    """Start-up, against Python's own."""
    bare, start = by_turns(
        lambda: seconds((sys.executable, "-c", "pass"), cache), lambda: seconds((*EXPORTER, "--help"), cache)
    )
    show("exporter --help", f"{start:.3f} s", f"goal < 0.25 s; Python alone {bare:.3f} s")


def measure_print(source: Path, folder: Path) -> None:
    """PDF, then text, PDF and EPUB without audio in one process, against WeasyPrint alone on the same page."""
    alone = weasyprint_alone(source, folder)
    ours = (*EXPORTER, "export", str(source), "--out", str(folder / "out"), "--to")
    base, pdf, all_three = by_turns(
        lambda: seconds(alone, folder),
        lambda: seconds((*ours, "pdf"), folder),
        lambda: seconds((*ours, "txt,pdf,epub-text"), folder),
    )
    show("WeasyPrint alone", f"{base:.2f} s", "")
    show("pdf", f"{pdf:.2f} s", f"{pdf / base:.2f} x WeasyPrint alone, goal <= 1.25")
    show("txt + pdf + epub-text", f"{all_three:.2f} s", f"{all_three / base:.2f} x WeasyPrint alone, goal <= 1.5")


def measure_book(source: Path, folder: Path) -> None:
    """EPUB with audio of an article that has been spoken, beyond the start of the process."""
    book = (*EXPORTER, "export", str(source), "--to", "epub", "--voice", "espeak", "--out", str(folder / "out"))
    seconds(book, folder)
    start, again = by_turns(lambda: seconds((*EXPORTER, "--help"), folder), lambda: seconds(book, folder))
    show("epub, speech cached", f"{again:.2f} s", f"{again - start:.2f} s beyond the process's start, goal <= 1")


def measure_batch(source: Path, folder: Path) -> None:
    """The PDF of the last article of a batch against that of the first, which loads what all of them need."""
    articles = folder / "batch"
    articles.mkdir()
    title, text = run.understand(str(source), Overrides(), lambda _: None).metadata.title, source.read_text("utf-8")
    for number in range(BATCH):  # two articles of one name would be refused
        (articles / f"{number:02}{source.suffix}").write_text(text.replace(title, f"{title} {number}", 1), "utf-8")
    rounds = [editions(articles, folder) for _ in range(ROUNDS)]
    first, last = (statistics.median(times[place] for times in rounds) for place in (0, -1))
    show("first PDF of a batch", f"{first:.2f} s", "")
    show(f"{BATCH}th PDF of a batch", f"{last:.2f} s", f"{last / first:.2f} x the first, goal <= 0.5")


def editions(articles: Path, folder: Path) -> list[float]:
    """The times that the PDFs of a batch took, in its order."""
    command = (*EXPORTER, "export", str(articles), "--to", "pdf", "--out", str(folder / "out"), "--json")
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    return [float(event["seconds"]) for event in map(json.loads, told) if "seconds" in event]


def show(name: str, figure: str, remark: str) -> None:
    """Print a line of the report."""
    sys.stdout.write(f"{name:<32}{figure:<28}{remark}\n")
    sys.stdout.flush()


def main(arguments: Sequence[str]) -> None:
    """Measure the sample article, or the one that was named."""
    source = Path(arguments[0]) if arguments else SAMPLE
    folder = Path(tempfile.mkdtemp(prefix="exporter-bench-"))
    try:
        measure_start(folder)
        measure_print(source, folder)
        measure_book(source, folder)
        measure_batch(source, folder)
        bench_speech.measure(source, folder, show)
        bench_batch.measure(folder, weasyprint_alone(source, folder), show)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
