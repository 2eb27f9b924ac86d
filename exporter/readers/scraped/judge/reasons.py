"""Why a line was taken for what it was taken for, in words: the figures that weigh most, gathered under a few wordings.

The model is a sum, so that what each figure adds is exact; figures of one kind are added up, and the largest sums told.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from exporter.readers.scraped.judge import weights

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.readers.scraped.judge.weights import Weights, Whole

_MOST = 3
_PLACED = frozenset({"prose_above", "prose_below", "prose_before", "prose_after", "prose_inside", "sentences_page"})
_AROUND = "the lines around it"
_KINDS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("a first look at the page", ("p_",)),
    (
        "its wording, beside what pages say",
        ("r_", "junk_cue", *(f"c_{cue}" for cue in (
            "share", "related", "comments", "subscribe", "login", "cookies", "legal", "menu", "crumbs", "advert",
            "count", "player", "handle", "phone",
        ))),
    ),
    ("a date, name or credit in it, or none", ("f_", "said_", "c_", "publisher", "names")),
    ("a mark or number at its beginning", ("m_", "bullet", "digit_start")),
    (
        "words that it shares with the text",
        ("shared", "title_like", "title_rank", "rare", "echo", "repeat", "first_repeat"),
    ),
    (
        "its sentence, or none",
        ("stop", "prose", "function_share", "sentences", "question", "colon", "ellipsis", "commas", "quote", "lower"),
    ),
    ("its length", ("chars", "words", "word_length", "relative_length", "longest", "short_inside")),
    ("its capitals and signs", ("capitals", "upper", "digits", "letters", "bars", "tabs", "glued", "bracket")),
    ("its place on the page", ("",)),
)  # fmt: skip
"""Wordings, and the beginnings of the names of the figures that each stands for; the first that fits counts."""


def told(cut: Whole, learned: Weights, scores: Whole, roles: Sequence[str]) -> list[tuple[str, ...]]:
    """The strongest reasons, at most three a line, for each line's role against the next best one.

    ``cut`` are the lines' bins, ``scores`` what they were weighed to.
    """
    chosen = np.array([weights.ROLES.index(role) for role in roles])
    others = scores.copy()
    others[np.arange(len(chosen)), chosen] = np.iinfo(np.int64).min
    rival = others.argmax(axis=1)
    names = [wording for wording, _ in _KINDS] + [_AROUND]
    sums = np.zeros((len(chosen), len(names)), np.int64)
    for distance, columns, rows, near in weights.entries(cut, learned):
        spoken = rows[near, chosen] - rows[near, rival]
        kinds = np.array([len(_KINDS) if distance else _kind(learned.columns[column]) for column in columns])
        for kind in np.unique(kinds):
            sums[:, kind] += spoken[kinds == kind].sum(axis=0)
    order = np.argsort(-sums, axis=1, kind="stable")[:, :_MOST]
    strong = np.take_along_axis(sums, order, axis=1) > 0
    return [
        tuple(names[kind] for kind, told in zip(kinds, tells, strict=True) if told)
        for kinds, tells in zip(order.tolist(), strong.tolist(), strict=True)
    ]


@cache
def _kind(name: str) -> int:
    """The place of a figure's wording; distances to prose are places on the page."""
    if name in _PLACED:
        return len(_KINDS) - 1
    return next(place for place, (_, beginnings) in enumerate(_KINDS) if name.startswith(beginnings))
