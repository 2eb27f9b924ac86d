"""What is measured of the lines of a copied page, together: a row of figures a line. Nothing here decides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from exporter.readers.scraped.judge import place, shape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.press.phrases import Phrases
    from exporter.readers.scraped.judge.cues import Cues

    Figures = np.ndarray[tuple[int, int], np.dtype[np.float64]]


@dataclass(frozen=True, slots=True)
class Evidence:
    """``figures`` has a row a line (float64, lines by columns); ``columns`` are their names.

    ``shapes`` and ``own`` are what the lines are by themselves, for a second look at their places.
    """

    columns: tuple[str, ...]
    figures: Figures
    shapes: tuple[shape.Shape, ...]
    own: Figures

    def __getitem__(self, column: str) -> place.Column:
        """One column by its name."""
        return np.asarray(self.figures[:, self.columns.index(column)])


def measure(passages: Sequence[Passage], phrases: Phrases, cues: Cues) -> Evidence:
    """Measure a page: at least one line."""
    shapes = tuple(shape.measure(passage, phrases, cues) for passage in passages)
    names = shape.columns(cues)
    own = np.array([line.figures for line in shapes], float)
    return _placed(passages, shapes, names, own, None)


def again(first: Evidence, passages: Sequence[Passage], chances: Mapping[str, place.Column]) -> Evidence:
    """Measure once more where the lines stand, now that the chances of each line's roles are known from a first look.

    The chances are figures too: ``p_body``, ``p_title``, ….
    """
    names = first.columns[: first.own.shape[1]]
    placed = _placed(passages, first.shapes, names, first.own, chances["body"])
    return replace(
        placed,
        columns=(*placed.columns, *(f"p_{role}" for role in chances)),
        figures=np.column_stack((placed.figures, *chances.values())),
    )


def _placed(
    passages: Sequence[Passage],
    shapes: tuple[shape.Shape, ...],
    names: tuple[str, ...],
    own: Figures,
    likely: place.Column | None,
) -> Evidence:
    among = place.measure(passages, shapes, {name: own[:, index] for index, name in enumerate(names)}, likely)
    return Evidence((*names, *among), np.column_stack((own, *among.values())), shapes, own)
