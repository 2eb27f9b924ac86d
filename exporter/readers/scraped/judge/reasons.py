"""Why a line was taken for what it was taken for, in words: the figures that weigh most, gathered under a few wordings.

The model is a sum, so that what each figure adds is exact; figures of one kind are added up, and the largest sums told.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from exporter.readers.scraped.judge import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.scraped.judge.evidence import Evidence
    from exporter.readers.scraped.judge.weights import Weights, Whole

_MOST = 3
_PLACED = frozenset({"prose_above", "prose_below", "prose_before", "prose_after", "prose_inside", "sentences_page"})
_AROUND = "the lines around it"


@dataclass(frozen=True, slots=True)
class _Kind:
    """Figures that are told in one wording: those whose names begin so.

    ``absent`` is the wording for lines of which all ``telling`` figures are at most ``over``.
    """

    begin: tuple[str, ...]
    present: str
    absent: str = ""
    telling: tuple[str, ...] = ()
    over: float = 0.0


_KINDS = (
    _Kind(("p_",), "how it looks at first glance"),
    _Kind(
        ("r_", "junk_cue", *(f"c_{cue}" for cue in (
            "share", "related", "comments", "subscribe", "login", "cookies", "legal", "menu", "crumbs", "advert",
            "count", "player", "handle", "phone",
        ))),
        "words of menus and buttons",
        "no words of menus and buttons",
        ("r_any", "junk_cue"),
    ),
    _Kind(
        ("f_", "said_", "c_", "publisher", "names"),
        "a name, date or credit in it",
        "no name, date or credit in it",
        ("f_people", "f_lone", "f_date", "f_said", "f_full", "f_credit", "names"),
    ),
    _Kind(
        ("m_", "bullet", "digit_start"),
        "a bullet or number before it",
        "no bullet or number before it",
        ("m_item", "m_note", "m_number", "bullet", "digit_start"),
    ),
    _Kind(
        ("shared", "title_like", "title_rank", "rare", "echo", "repeat", "first_repeat"),
        "words that the article uses",
        "no words that the article uses",
        ("shared",),
    ),
    _Kind(
        ("stop", "prose", "function_share", "sentences", "question", "colon", "ellipsis", "commas", "quote", "lower"),
        "a whole sentence",
        "not a whole sentence",
        ("prose",),
    ),
    _Kind(
        ("chars", "words", "word_length", "relative_length", "longest", "short_inside"),
        "a long line",
        "a short line",
        ("chars",),
        math.log1p(80),
    ),
    _Kind(
        ("capitals", "upper", "digits", "letters", "bars", "tabs", "glued", "bracket"),
        "its capital letters and signs",
    ),
    _Kind(("",), "where it stands on the page"),
)  # fmt: skip
"""The first kind that a figure's name fits counts."""

WORDINGS = (*(wording for kind in _KINDS for wording in (kind.present, kind.absent) if wording), _AROUND)
"""All wordings of reasons."""


def told(
    measured: Evidence, cut: Whole, learned: Weights, scores: Whole, roles: Sequence[str]
) -> list[tuple[str, ...]]:
    """The strongest reasons, at most three a line, for each line's role against the next best one.

    ``cut`` are the lines' bins, ``scores`` what they were weighed to.
    """
    chosen = np.array([weights.ROLES.index(role) for role in roles])
    others = scores.copy()
    others[np.arange(len(chosen)), chosen] = np.iinfo(np.int64).min
    rival = others.argmax(axis=1)
    sums = np.zeros((len(chosen), len(_KINDS) + 1), np.int64)
    for distance, columns, rows, near in weights.entries(cut, learned):
        spoken = rows[near, chosen] - rows[near, rival]
        kinds = np.array([len(_KINDS) if distance else _kind(learned.columns[column]) for column in columns])
        for kind in np.unique(kinds):
            sums[:, kind] += spoken[kinds == kind].sum(axis=0)
    order = np.argsort(-sums, axis=1, kind="stable")[:, :_MOST]
    names = _names(measured)
    return [tuple(names[kind][line] for kind in row if sums[line, kind] > 0) for line, row in enumerate(order.tolist())]


def _names(measured: Evidence) -> list[list[str]]:
    """Every kind's wording for every line."""
    count = len(measured.figures)
    found = [[kind.present] * count for kind in _KINDS]
    for kind, wordings in zip(_KINDS, found, strict=True):
        if kind.telling:
            has = np.any([measured[column] > kind.over for column in kind.telling], axis=0)
            wordings[:] = [kind.present if flag else kind.absent for flag in has.tolist()]
    return [*found, [_AROUND] * count]


@cache
def _kind(name: str) -> int:
    """The place of a figure's wording; distances to prose are places on the page."""
    if name in _PLACED:
        return len(_KINDS) - 1
    return next(place for place, kind in enumerate(_KINDS) if name.startswith(kind.begin))
