"""The best reading of a page as a whole: one title, the article below it, what stands before and after it.

A page is a head, a title, an article, a tail. In each part a line is the page's own more or less often; the title
and the end are chosen so that all lines together fit best. Then every line is judged by its own evidence and by the
part that it stands in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from exporter.readers.scraped.judge.weights import ROLES, UNIT

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from exporter.readers.scraped.judge.weights import Whole

    Column = np.ndarray[tuple[int], np.dtype[np.float64]]
    Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
    Chances = np.ndarray[tuple[int, int], np.dtype[np.float64]]

_KEPT = {"head": 0.12, "article": 0.75, "tail": 0.15}
"""How often a line of each part belongs to the article (the labelled pages' shares, rounded)."""

_SHARE = 0.35
"""How often a line of any page belongs to the article: what the learned chances begin with."""

_GAIN = (-2.0, 3.0)
_LEAST = 0.15
_LONG = 300.0
"""What a line adds to the run of the article: its log odds, within bounds, by its length in characters."""

_ISLAND = 0.2
"""How much of its weight a line that pages are known to say has against the run: it stands in articles as well."""

_KNOWN = 1000.0
"""How much less likely a whole line is the article's that pages are known to say around articles."""

_DOUBT = 0.25
"""A line of the article is left out when it belongs there with less than this chance."""

_FLOOR = 1e-6
_BODY, _TITLE = ROLES.index("body"), ROLES.index("title")
_SURE = 0.6
_MOST_ABOVE = 4.0
"""So many sure paragraphs above a line weigh against its being the title, in log odds."""

STATING = ("byline", "date")
"""Roles of lines that say who wrote the article, and when."""

_PLAIN = 8.0
"""How much likelier a line near the title is what it says in words."""

_SEVERAL = 2
_ABOVE = 3
_NEAR = 8
_SIGNED = 0.1
"""The least chance of the line that is taken for byline or date where no line is it more surely than anything else."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What each line is: one of `ROLES`, ``chances`` how sure (0 to 1). ``title`` is its place, None without one.

    ``end`` is the place below the article; ``rival`` the chance of the next best title.
    """

    roles: tuple[str, ...]
    chances: tuple[float, ...]
    title: int | None
    end: int
    rival: float = 0.0


def chances(scores: Whole) -> Chances:
    """Turn hundredths of log odds into chances: lines by roles, each line's sum is 1."""
    raised = np.exp((scores - scores.max(axis=1, keepdims=True)) / UNIT)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Page:
    """What exact rules know of the lines: ``lengths`` in characters, where a title may stand, what stays anyhow.

    ``known`` is 1 for what pages are known to say around articles.
    ``parts`` are credits, rows and items, which stay within the article; ``rows`` hold cells. ``said`` maps a role to how plainly each line says in words what that role is for (0 to 1): "publié le", "par";
    ``heads`` to lines that are no more than a date or a name and have prose below them: several of them are headings.
    """

    lengths: Column
    known: Column
    titles: Sequence[int]
    claimed: Collection[int]
    parts: Flags
    rows: Flags
    said: Mapping[str, Column]
    heads: Mapping[str, Flags]


def best(found: Chances, page: Page, fixed: Fixed | None = None) -> Reading:
    """Choose the best reading of a page."""
    fixed = fixed or Fixed()
    title, rival = _title(found, page.titles, fixed)
    start = 0 if title is None else title + 1
    begin = start if fixed.begin is None else fixed.begin
    end = _end(found, page, start) if fixed.end is None else fixed.end + 1
    kept = _kept(found, begin, end, page.known)
    kept[list(page.claimed)] = True
    places = np.arange(len(found))
    inside = (places >= begin - _ABOVE) & (places < end + _ABOVE)
    kept |= page.parts & inside & (page.known == 0)
    roles = _roles(found, kept)
    near = _near(len(roles), title, end)
    for role in STATING:
        heads = page.heads[role] & inside
        free = near & ~page.rows & (~heads if heads.sum() >= _SEVERAL else True)
        _settle(roles, role, found[:, ROLES.index(role)] * (1 + _PLAIN * page.said[role]), free)
    if title is not None:
        roles[title] = "title"
    sure = np.where(kept, 1 - found[:, 0], found[:, 0])
    return Reading(tuple(roles), tuple(np.round(sure, 3).tolist()), title, end, rival)


@dataclass(frozen=True, slots=True)
class Fixed:
    """What an editor has settled: the places of the title, of the first and of the last line of the article."""

    title: int | None = None
    begin: int | None = None
    end: int | None = None


def _title(found: Chances, titles: Sequence[int], fixed: Fixed) -> tuple[int | None, float]:
    """Choose the title: the likeliest line, but none below much of the body; and the chance of the next best."""
    if fixed.title is not None or not titles:
        return fixed.title, 0.0
    places = list(titles)
    above = np.concatenate(([0.0], np.cumsum(np.where(found[:, _BODY] > _SURE, found[:, _BODY], 0.0))))[places]
    fit = np.log(np.maximum(found[places, _TITLE], _FLOOR)) - np.minimum(above, _MOST_ABOVE)
    odds = np.exp(fit - fit.max())
    order = np.argsort(-fit, kind="stable")
    rival = float(odds[order[1]] / odds.sum()) if len(order) > 1 else 0.0
    return places[int(order[0])], round(rival, 3)


def _end(found: Chances, page: Page, start: int) -> int:
    """Find the place below the article: where the run of lines that are likeliest its own ends, long lines first."""
    if start >= len(found):
        return start
    junk = np.clip(found[start:, 0], _FLOOR, 1 - _FLOOR)
    gain = np.clip(np.log((1 - junk) / junk), *_GAIN) * (_LEAST + np.minimum(page.lengths[start:], _LONG) / _LONG)
    gain = np.where(page.known[start:] > 0, gain * _ISLAND, gain)
    total = np.cumsum(gain)
    lowest = np.minimum.accumulate(np.concatenate(([0.0], total[:-1])))
    return start + int(np.argmax(total - lowest)) + 1


def _kept(found: Chances, begin: int, end: int, known: Column) -> Flags:
    """Judge each line by its own evidence and by the part that it stands in."""
    places = np.arange(len(found))
    share = np.where(places < begin, _KEPT["head"], np.where(places < end, _KEPT["article"], _KEPT["tail"]))
    odds = (1 - found[:, 0]) / np.maximum(found[:, 0], _FLOOR) * (1 - _SHARE) / _SHARE * share / (1 - share)
    odds = odds / (1 + _KNOWN * known)
    return np.asarray(odds / (1 + odds) > _DOUBT)


def _roles(found: Chances, kept: Sequence[bool]) -> list[str]:
    others = found.copy()
    others[:, [0, _TITLE]] = 0.0
    return [ROLES[int(role)] if keep else "junk" for keep, role in zip(kept, others.argmax(axis=1), strict=True)]


def _near(count: int, title: int | None, end: int) -> Flags:
    """The places where bylines and dates stand: around the title, and at the article's end."""
    places = np.arange(count)
    above = 0 if title is None else title
    return np.asarray(((places >= above - _NEAR) & (places <= above + 2 * _NEAR)) | (np.abs(places - end) <= _NEAR))


def _settle(roles: list[str], role: str, chance: Column, near: Flags) -> None:
    """Choose the lines of a role near the article: the likeliest one, and others only if they are sure."""
    place = int((chance * near).argmax())
    least = chance[place] if chance[place] >= _SIGNED else 1.0
    for other in range(len(roles)):
        if roles[other] == role and not near[other]:
            roles[other] = "heading" if chance[other] < _SURE else roles[other]
    if least == 1.0:
        return
    for other in range(len(roles)):
        if roles[other] == role and chance[other] < min(_SURE, float(chance[place])):
            roles[other] = "junk"
    if roles[place] not in STATING:  # a line that has both is a byline, and its date is read as well
        roles[place] = role
