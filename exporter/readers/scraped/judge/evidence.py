"""What is measured of the lines of a copied page, together: a row of figures a line. Nothing here decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from exporter.readers.scraped.judge import place, shape

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases
    from exporter.readers.scraped.judge.cues import Cues

    Figures = np.ndarray[tuple[int, int], np.dtype[np.float64]]


_ONCE = ("title", "byline", "date")


@dataclass(frozen=True, slots=True)
class Evidence:
    """``figures`` has a row a line (float64, lines by columns); ``columns`` are their names.

    ``shapes``, ``own`` and ``still`` are what does not depend on where the body lies, for a second look.
    """

    columns: tuple[str, ...]
    figures: Figures
    shapes: tuple[shape.Shape, ...]
    own: Mapping[str, place.Column]
    still: Mapping[str, place.Column]

    def __getitem__(self, column: str) -> place.Column:
        """One column by its name."""
        return np.asarray(self.figures[:, self.columns.index(column)])


def measure(passages: Sequence[Passage], phrases: Phrases, cues: Cues) -> Evidence:
    """Measure a page: at least one line."""
    shapes = tuple(shape.measure(passage, phrases, cues) for passage in passages)
    rows = np.array([line.figures for line in shapes], float)
    own = {name: rows[:, index] for index, name in enumerate(shape.columns(cues))}
    return _placed(shapes, own, place.fixed(passages, shapes, own))


def again(first: Evidence, chances: Mapping[str, place.Column]) -> Evidence:
    """Measure once more where the lines stand, now that the chances of each line's roles are known from a first look.

    The chances are figures too: ``p_body``, ``p_title``, …; and how near to the page's best those come of which a page
    has one: ``q_title``, ….
    """
    placed = _placed(first.shapes, first.own, first.still, chances["body"])
    return replace(
        placed,
        columns=(*placed.columns, *(f"p_{role}" for role in chances), *(f"q_{role}" for role in _ONCE)),
        figures=np.column_stack((placed.figures, *chances.values(), *(_against_best(chances[role]) for role in _ONCE))),
    )


def _against_best(chance: place.Column) -> place.Column:
    return np.asarray(chance / max(float(chance.max()), 1e-9))


def _placed(
    shapes: tuple[shape.Shape, ...],
    own: Mapping[str, place.Column],
    still: Mapping[str, place.Column],
    likely: place.Column | None = None,
) -> Evidence:
    moving = place.moving(shapes, own, still, likely)
    figures = np.column_stack((*own.values(), *still.values(), *moving.values()))
    return Evidence((*own, *still, *moving), figures, shapes, own, still)
