"""A corpus of original articles for measures: ``python -m tests.corpus 1000 build/corpus`` writes a thousand of them.

The articles are put together from invented parts, as pages are copied off French sites; the same number always gives
the same article, and no two have the same title.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.readers.pages import Page

if TYPE_CHECKING:
    from collections.abc import Sequence


def write(count: int, folder: Path) -> None:
    """Write so many articles into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        page = Page(number)
        text = page.text.replace(page.truth.title, f"{page.truth.title} ({number})")
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8", newline="")


def main(arguments: Sequence[str]) -> None:
    """Write what was asked for."""
    write(int(arguments[0]), Path(arguments[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
