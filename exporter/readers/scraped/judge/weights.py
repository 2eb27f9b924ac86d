"""The learned weights: what each figure of a line, and of the lines around it, says for each role.

A linear model over figures cut into bins (a generalised additive model): a role's score is a sum of table entries, so
that each is its own explanation. Weights are whole hundredths, so that sums are exact and the same on every machine.
``tools/train_reader.py`` makes the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from exporter.errors import ResourceError
from exporter.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.ports import World
    from exporter.readers.scraped.judge.evidence import Evidence

RESOURCE = "assets/reading/weights.json"
UNIT = 100
"""Weights are in hundredths of a natural logarithm of odds."""

ROLES = ("junk", "body", "heading", "lead", "title", "kicker", "byline", "date", "caption")

_MOST_BINS = 64
_LEARN = "python -m tools.train_reader learns them anew"

Whole = np.ndarray[tuple[int, int], np.dtype[np.int64]]
_AT_ONCE = 256
"""Lines that are summed at once, so that memory stays small."""

Rows = Whole
Table = np.ndarray[tuple[int, int, int], np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Weights:
    """``edges`` cut each of ``columns`` into bins (columns by edges, infinite where there are fewer).

    ``tables`` has, for each distance in lines (0 for the line itself), the columns that count there and their
    weights by column, bin and role (see `ROLES`); the bin ``outside`` is that of a line that is not there. ``bias`` is
    what each role begins with.
    """

    columns: tuple[str, ...]
    edges: np.ndarray[tuple[int, int], np.dtype[np.float64]]
    bias: np.ndarray[tuple[int], np.dtype[np.int64]]
    tables: tuple[tuple[int, tuple[int, ...], Table], ...]
    outside: int


def load(world: World) -> tuple[Weights, Weights]:
    """Read the weights of this reading, for the first look and for the second; raises `ResourceError`."""
    try:
        return parse(world.resource(RESOURCE))
    except ValueError as error:
        raise ResourceError("the weights of the reader of copied text are broken", _LEARN) from error


@cache
def parse(data: bytes) -> tuple[Weights, Weights]:
    """Read the weights of a JSON file; raises `ValueError` for what holds none."""
    try:
        first, second = map(look, json.loads(data))
    except (AttributeError, KeyError, OverflowError, RecursionError, TypeError) as error:
        raise ValueError("not two looks with columns, bias and weights") from error
    return first, second


def look(raw: dict[str, Any]) -> Weights:
    """Read the weights of one look."""
    columns = tuple(raw["columns"])
    edges = [list(map(float, edges)) for edges in raw["columns"].values()]
    most = max(map(len, edges), default=0)
    bias = np.array(raw["bias"], np.int64)
    if bias.shape != (len(ROLES),) or not columns or most > _MOST_BINS:
        raise ValueError("a bias for each role, and figures cut into bins, are what weights are made of")
    tables = tuple(_table(int(distance), table, columns) for distance, table in raw["weights"].items())
    return Weights(columns, np.array([[*one, *[np.inf] * (most - len(one))] for one in edges]), bias, tables, most + 1)


def _table(
    distance: int, table: dict[str, list[list[int]]], columns: tuple[str, ...]
) -> tuple[int, tuple[int, ...], Table]:
    size = min(max(map(len, table.values())), _MOST_BINS)
    filled = np.zeros((len(table), size, len(ROLES)), np.int64)
    for place, found in enumerate(table.values()):
        filled[place, : len(found)] = np.array(found, np.int64).reshape(-1, len(ROLES))
    return distance, tuple(columns.index(name) for name in table), filled


def bins(evidence: Evidence, weights: Weights) -> Whole:
    """Cut the figures into bins: lines by columns. Raises `ResourceError` for weights of what is not measured."""
    strange = set(weights.columns) - set(evidence.columns)
    if strange:
        raise ResourceError(
            Message("weights for what this version does not measure: {names}", names=", ".join(sorted(strange)[:3])),
            _LEARN,
        )
    order = [evidence.columns.index(name) for name in weights.columns]
    figures = evidence.figures[:, order]
    return np.asarray(sum((figures >= edges).astype(np.int64) for edges in weights.edges.T))


def around(cut: Whole, distance: int, outside: int) -> Whole:
    """The bins of the lines at a distance, ``outside`` where there is none."""
    moved = np.full_like(cut, outside)
    if abs(distance) < len(cut):
        here = slice(max(0, -distance), len(cut) - max(0, distance))
        moved[here] = cut[max(0, distance) : len(cut) - max(0, -distance)]
    return moved


def entries(cut: Whole, weights: Weights) -> Iterator[tuple[int, tuple[int, ...], Rows, Whole]]:
    """For each distance its columns, its weights as rows by role, and the row of each column and line.

    The lines are cut into `bins`.
    """
    for distance, columns, table in weights.tables:
        near = np.minimum(around(cut[:, columns], distance, weights.outside), table.shape[1] - 1)
        yield distance, columns, table.reshape(-1, len(ROLES)), (near + np.arange(len(columns)) * table.shape[1]).T


def scores(cut: Whole, weights: Weights) -> Whole:
    """Sum the weights of lines that are cut into `bins`: lines by roles, in hundredths of log odds."""
    total = np.tile(weights.bias, (len(cut), 1))
    for _, _, rows, near in entries(cut, weights):
        for start in range(0, len(cut), _AT_ONCE):
            total[start : start + _AT_ONCE] += rows.take(near[:, start : start + _AT_ONCE], axis=0).sum(axis=0)
    return total
