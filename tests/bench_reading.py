"""How long reading pages takes next to finding their words alone: ``python tests/bench_reading.py FOLDER [PAGES]``.

Prints a line of JSON: the pages read, the milliseconds that trafilatura and the reader of pages need for one, and their
ratio. The pages of the folder are read in turn, each by both, until so many are.
"""

from __future__ import annotations

import json
import sys
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from trafilatura import bare_extraction

from exporter.engine.work.world import LocalWorld
from exporter.errors import ReadError
from exporter.ports import Original
from exporter.readers import html
from exporter.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

WARMING = 5


def timed(work: Callable[[bytes], None], page: bytes) -> float:
    """Processor seconds that a page takes."""
    start = time.process_time()
    work(page)
    return time.process_time() - start


def extract(page: bytes) -> None:
    """What trafilatura does by itself: the words and the metadata."""
    bare_extraction(page, with_metadata=True, include_comments=False)


def read(page: bytes) -> None:
    """What the reader of pages does; a page that holds no article counts like any other."""
    try:
        html.read(Original("page.html", page), LocalWorld(Settings(), lambda _: None, None, None))
    except ReadError:
        return


def main(folder: str, count: int = 1000) -> None:
    """Measure both on the same pages in the same run."""
    pages = [path.read_bytes() for path in sorted(Path(folder).rglob("*.html"))]
    for page in pages[:WARMING]:
        extract(page)
        read(page)
    theirs = ours = 0.0
    for page in islice(cycle(pages), count):
        theirs += timed(extract, page)
        ours += timed(read, page)
    figures = {"trafilatura_ms": 1000 * theirs / count, "exporter_ms": 1000 * ours / count, "ratio": ours / theirs}
    sys.stdout.write(json.dumps({"pages": count} | {name: round(value, 2) for name, value in figures.items()}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:3]))
