"""A corpus of original articles for measures: ``python -m tests.corpus 1000 build/corpus`` writes a thousand of them.

The articles are put together from invented parts, as pages are copied off French sites. The same number always gives
the same article. No two have the same title or body, and a good third of the sentences is in no other article: what
is kept of one must not make the next much cheaper than it would be in an archive.
"""

from __future__ import annotations

import random
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.readers.scraped.pages import PARTS, Page

if TYPE_CHECKING:
    from collections.abc import Sequence

OWN: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_OWN_PARAGRAPHS = 4
"""How many paragraphs of an article are made for it."""


def article(number: int) -> Page:
    """Put together an article whose title ends with its number."""
    chance = random.Random(f"corpus {number}")  # noqa: S311 - nothing secret
    story = chance.choice(PARTS["stories"])
    titles = [f"{title} ({number})" for title in story["titles"]]
    own = [_filled(paragraph, chance) for paragraph in chance.sample(OWN["paragraphs"], _OWN_PARAGRAPHS)]
    *begin, end = story["paragraphs"]
    return Page(number, {**story, "titles": titles, "paragraphs": [*begin[:2], *own, end]})


def _filled(paragraph: str, chance: random.Random) -> str:
    place, town = chance.sample(OWN["places"], 2)
    body: str = chance.choice(OWN["bodies"])
    return paragraph.format(
        place=place,
        town=town,
        body=body,
        body_=body[0].upper() + body[1:],
        who=f"{chance.choice(OWN['first'])} {chance.choice(OWN['last'])}",
        n=chance.randint(12, 98),
        k=chance.randint(3, 11),
        j=chance.randint(2, 9),
        t=f"{chance.randint(1, 9)}\N{NO-BREAK SPACE}{chance.randint(0, 999):03}",
        p=f"{chance.randint(2, 11)},{chance.randint(1, 9)}",
        e=f"{chance.randint(2, 60)},{chance.randint(1, 9)}",
        h=f"{chance.randint(6, 20)} h {chance.choice(('15', '30', '45'))}",
        d=f"{chance.randint(2, 28)} {chance.choice(OWN['months'])}",
        y=chance.randint(2008, 2024),
    )


def write(count: int, folder: Path) -> None:
    """Write so many articles into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        (folder / f"{number:06}.txt").write_text(article(number).text, encoding="utf-8", newline="")


def main(arguments: Sequence[str]) -> None:
    """Write what was asked for."""
    write(int(arguments[0]), Path(arguments[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
