"""Measures: start-up, PDF against WeasyPrint alone, EPUB, a batch, speech against real time. Run by ``make bench``.

Every figure is a whole process's, but for those of a batch, which are the times of its editions. Ratios are taken
within one run: the machine's mood falls out of them.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from exporter import resources
from exporter.engine import run
from exporter.engine.records import Overrides
from exporter.engine.work.world import LocalWorld
from exporter.passes import prepare
from exporter.render import phrasing
from exporter.settings import Settings
from exporter.writers.pdf import layout
from exporter.writers.pdf.design import SCREEN
from tests import bench_batch, bench_speech, timing
from tests.timing import EXPORTER, Cost, Export, by_turns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.timing import Show

SAMPLE = Path(__file__).parents[1] / "assets/sample/les-abeilles-de-la-tour-nord.txt"


@dataclass(frozen=True, slots=True)
class Size:
    """How much is measured: ``rounds`` of what is compared, articles of a batch, the voice that speaks, an archive."""

    rounds: int = 5
    batch: int = 20
    voice: str = "kokoro"
    archive: bench_batch.Size = field(default_factory=bench_batch.Size)


SMALL = Size(1, 2, "espeak", bench_batch.Size(articles=5, starts=1, done=3, archive=8, turns=1))
"""Enough to see that every measure measures."""


def weasyprint_alone(source: Path, folder: Path) -> tuple[str, ...]:
    """The command that makes the same page with nothing but WeasyPrint, but for the name of the PDF, which goes last.

    It is given the same HTML, the same stylesheet, the same fonts.
    """
    article = run.understand(str(source), Overrides(), lambda _: None)
    world = LocalWorld(Settings(), lambda _: None, None, None)
    language = world.language("fr")
    prepared = prepare(article, language)
    style = phrasing.Style(language, notes=phrasing.note_labels(prepared))
    (folder / "page.html").write_text(layout.html(prepared, world, style, SCREEN), encoding="utf-8")
    css = "".join(resources.read(name).decode() for name in SCREEN.sheets)
    for number, name in enumerate(sorted(set(re.findall(r'"font:(.*?)"', css)))):
        font = folder / f"{number}.ttf"
        font.write_bytes(resources.read(f"fonts/{name}"))
        css = css.replace(f"font:{name}", font.name)
    (folder / "page.css").write_text(css, encoding="utf-8")
    page, sheet = (str(folder / name) for name in ("page.html", "page.css"))
    return (sys.executable, "-m", "weasyprint", "--stylesheet", sheet, "--pdf-variant", "pdf/ua-1", page)


def measure_start(folder: Path, size: Size, show: Show) -> None:
    """Start-up, against Python's own."""
    bare, start = by_turns(
        size.rounds, lambda: timing.run((sys.executable, "-c", "pass"), folder).cost, lambda: started(folder)
    )
    show("exporter --help", f"{start.wall:.3f} s", f"goal < 0.25 s; Python alone {bare.wall:.3f} s")


def started(folder: Path) -> Cost:
    """What it costs to begin: `exporter --help`."""
    help_ = timing.run((*EXPORTER, "--help"), folder)
    if not help_.told:
        raise SystemExit("nothing to time: no help was told")
    return help_.cost


def measure_print(source: Path, folder: Path, size: Size, show: Show) -> None:
    """PDF, then text, PDF and EPUB without audio in one process, against WeasyPrint alone on the same page."""
    out = folder / "page.pdf"
    alone = (*weasyprint_alone(source, folder), str(out))
    base, pdf, all_three = by_turns(
        size.rounds,
        lambda: timing.writing(alone, out, folder),
        Export(source, "pdf", folder).afresh,
        Export(source, "txt,pdf,epub-text", folder).afresh,
    )
    show("WeasyPrint alone", f"{base.wall:.2f} s", "")
    show("pdf", f"{pdf.wall:.2f} s", f"{pdf.over(base)} WeasyPrint alone, goal <= 1.1")
    show("txt + pdf + epub-text", f"{all_three.wall:.2f} s", f"{all_three.over(base)} WeasyPrint alone, goal <= 1.15")


def measure_book(source: Path, folder: Path, size: Size, show: Show) -> None:
    """EPUB with audio of an article that has been spoken, beyond the start of the process."""
    book = Export(source, "epub", folder, options=("--quiet", "--voice", "espeak"))
    book.afresh()
    start, again = by_turns(size.rounds, lambda: started(folder), book.afresh)
    beyond = again.wall - start.wall
    show("epub, speech cached", f"{again.wall:.2f} s", f"{beyond:.2f} s beyond the process's start, goal <= 1")


def measure_batch(source: Path, folder: Path, size: Size, show: Show) -> None:
    """The PDF of the last article of a batch against that of the first, which loads what all of them need."""
    articles = folder / "batch"
    articles.mkdir()
    title, text = run.understand(str(source), Overrides(), lambda _: None).metadata.title, source.read_text("utf-8")
    for number in range(size.batch):  # two articles of one name would be refused
        (articles / f"{number:02}{source.suffix}").write_text(text.replace(title, f"{title} {number}", 1), "utf-8")
    batch = Export(articles, "pdf", folder, size.batch, ("--json", "--jobs", "1"))
    rounds = [seconds(batch, timing.fresh(folder)) for _ in range(size.rounds)]
    first, last = (median(times[place] for times in rounds) for place in (0, -1))
    show("first PDF of a batch", f"{first:.2f} s", "")
    show(f"{size.batch}th PDF of a batch", f"{last:.2f} s", f"{last / first:.2f} x the first, goal <= 0.5")


def seconds(batch: Export, out: Path) -> list[float]:
    """The times that the editions of a batch took, in its order."""
    times = [float(event["seconds"]) for event in batch.into(out).events if event["type"] == "wrote"]
    if len(times) != batch.articles:
        raise SystemExit(f"nothing to time: {len(times)} editions were told of, {batch.articles} were to be made")
    return times


def print_row(name: str, figure: str, remark: str) -> None:
    """Print a line of the report."""
    sys.stdout.write(f"{name:<32}{figure:<28}{remark}\n")
    sys.stdout.flush()


def measure(source: Path, folder: Path, size: Size, show: Show) -> None:
    """Measure everything."""
    measure_start(folder, size, show)
    measure_print(source, folder, size, show)
    measure_book(source, folder, size, show)
    measure_batch(source, folder, size, show)
    bench_speech.measure(source, folder / "speech", size.voice, show)
    bench_batch.measure(folder, weasyprint_alone(source, folder), size.archive, show)


def main(arguments: Sequence[str]) -> None:
    """Measure the sample article, or the one that was named; with ``--small`` a little of everything."""
    named = [argument for argument in arguments if argument != "--small"]
    folder = Path(tempfile.mkdtemp(prefix="exporter-bench-"))
    try:
        measure(Path(named[0]) if named else SAMPLE, folder, SMALL if "--small" in arguments else Size(), print_row)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main(sys.argv[1:])
