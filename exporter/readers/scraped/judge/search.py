"""The best reading of a page as a whole: one title, the article below it, what stands before and after it.

A page is a head, a title, an article, a tail. In each part a line is the page's own more or less often; the title
and the end are chosen so that all lines together fit best. Then every line is judged by its own evidence and by the
part that it stands in.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from exporter.readers.scraped.findings import STATING
from exporter.readers.scraped.judge.weights import ROLES, UNIT

if TYPE_CHECKING:
    from exporter.readers.scraped.judge.weights import Whole

    Column = np.ndarray[tuple[int], np.dtype[np.float64]]
    Flags = np.ndarray[tuple[Any, ...], np.dtype[np.bool_]]
    Chances = np.ndarray[tuple[int, int], np.dtype[np.float64]]

_KEPT = {"head": 0.12, "article": 0.75, "tail": 0.3}
"""How often a line of each part belongs to the article (the labelled pages' shares, rounded)."""

_SHARE = 0.35
"""How often a line of any page belongs to the article: what the learned chances begin with."""

_GAIN = (-2.0, 3.0)
_LEAST = 0.15
_LONG = 300.0
"""What a line adds to the run of the article: its log odds, within bounds, by its length in characters."""

_ISLAND = 0.2
"""How much of its weight a line that pages are known to say has against the run: it stands in articles as well."""

_DOUBT = 0.25
"""A line is left out when it belongs to the article with less than this chance."""

_EVEN = 0.5
_FLOOR = 1e-6
_BODY, _TITLE = ROLES.index("body"), ROLES.index("title")
_SURE = 0.6
_EACH_ABOVE = 2.0
_MOST_ABOVE = 6.0
"""How much each sure paragraph above a line weighs against its being the title, and all of them, in log odds."""

_CLOSE = 0.2
"""Two titles whose log odds differ by less are both possible."""

_SUBTITLE = 3
_LIKELY = 0.3
_AS_GOOD = 0.7
"""A line at most so many lines above the likeliest title is the title if it is likely itself, and nearly as likely."""

_PLAIN = 8.0
"""How much likelier a line near the title is what it says in words."""

_NEAR = 8
"""Lines above the title, and twice as many below it, and around the article's end, in which bylines and dates stand."""

_SIGNED = 0.1
"""The least chance of the line that is taken for byline or date."""

_SEVERAL = 2
_ABOVE = 3
"""Lines above the title and below the end in which parts of an article, such as credits, stand."""


_SPREAD = 1.5
_APART = 100.0
_UNSURE = 0.7
"""An end is not clear if other ends, so many characters away, are together likelier than this.

How likely an end is follows from its gain, in log odds that are divided by the spread: neighbouring lines say much
the same.
"""


@dataclass(frozen=True, slots=True)
class Fixed:
    """Places that a person has settled: the title, the article's first and last line; None where nobody did."""

    title: int | None = None
    begin: int | None = None
    end: int | None = None


NOTHING_FIXED = Fixed()


@dataclass(frozen=True, slots=True)
class Reading:
    """What each line is: one of `ROLES`; ``chances`` how sure it is that it is kept, or left out (0 to 1).

    ``title`` is its place, None without one, ``rival`` that of a line that could be the title nearly as well;
    ``other_end`` that of a line that could be the article's last, where the end is not clear.
    """

    roles: tuple[str, ...]
    chances: tuple[float, ...]
    title: int | None
    rival: int | None = None
    other_end: int | None = None


def chances(scores: Whole) -> Chances:
    """Turn hundredths of log odds into chances: lines by roles, each line's sum is 1."""
    raised = np.exp((scores - scores.max(axis=1, keepdims=True)) / UNIT)
    return np.asarray(raised / raised.sum(axis=1, keepdims=True))


@dataclass(frozen=True, slots=True)
class Page:
    """What exact rules know of the lines: ``lengths`` in characters, where a title may stand, what stays anyhow.

    ``at_first`` is the chance of being the title that each line had at the first look. ``known`` is 1 for what pages
    are known to say around articles. ``parts`` are credits, rows and items, which stay within the article; ``mute``
    are rows, credits, notices and sources, which state no author and no date. ``said`` maps a role to how plainly each
    line says in words what that role is for (0 to 1): "publié le", "par"; ``heads`` to lines that are no more than a
    date or a name and have prose below them: several of them are headings. ``reads`` tells whether a line's words give
    what a role is for.
    """

    lengths: Column
    at_first: Column
    known: Column
    titles: Sequence[int]
    claimed: Collection[int]
    parts: Flags
    mute: Flags
    said: Mapping[str, Column]
    heads: Mapping[str, Flags]
    reads: Callable[[str, int], bool]


def best(found: Chances, page: Page, fixed: Fixed = NOTHING_FIXED) -> Reading:
    """Choose the best reading of a page among those that keep to what a person has ``fixed``.

    Where no line is one that pages are known to say, the article was copied alone: nothing is left out.
    """
    where = _titles(page.titles, fixed)
    settled = fixed.title is not None or not where
    title, rival = (fixed.title, None) if settled else _title(found, page, where)
    start = max(0 if title is None else title + 1, fixed.begin or 0)
    runs = _runs(found, page, start)
    end = fixed.end + 1 if fixed.end is not None else start + int(np.argmax(runs)) + 1 if len(runs) else start
    kept = _kept(found, start, end, page.known) if page.known.any() else np.ones(len(found), bool)
    places = np.arange(len(found))
    within = (places >= (fixed.begin or 0)) & (places < (len(found) if fixed.end is None else end))
    inside = (places >= start - _ABOVE) & (places < end + _ABOVE) & within
    own = page.parts & inside & (page.known == 0)
    own[[place for place in page.claimed if place >= (fixed.begin or 0)]] = True  # sources stay below any end
    own[[place for place in (fixed.begin, fixed.end) if place is not None]] = True
    kept = (kept & within) | own
    _go_along(kept, page.parts & (page.known == 0) & within)
    other = None
    if page.known.any():
        _trim(kept, own, found[:, 0])
        other = _other_end(runs, start, kept, page) if fixed.end is None else None
    stating = within | ((places >= (title or 0)) & (places < start))  # below the title, above the first line of text
    roles = _stating(found, kept, own, page, (_near(kept, title, end) & stating, inside))
    if title is not None:
        roles[title] = "title"
        kept[title] = True
    sure = np.where(kept, 1 - found[:, 0], found[:, 0])
    return Reading(tuple(roles), tuple(np.round(sure, 3).tolist()), title, rival, other)


def _titles(places: Sequence[int], fixed: Fixed) -> list[int]:
    """Leave the places where the title may stand: from the first line on if that may be one itself, above the last."""
    first = fixed.begin if fixed.begin in places else None
    return [place for place in places if (first or 0) <= place and (fixed.end is None or place <= fixed.end)]


def _title(found: Chances, page: Page, places: Sequence[int]) -> tuple[int, int | None]:
    """Choose the title among places: the line that both looks find likeliest, but none below much of the body.

    The second is another line that is as likely.
    """
    above = np.concatenate(([0.0], np.cumsum(np.where(found[:, _BODY] > _SURE, found[:, _BODY], 0.0))))[places]
    chance = np.sqrt(np.maximum(found[:, _TITLE], _FLOOR) * np.maximum(page.at_first, _FLOOR))
    fit = np.log(chance[places]) - np.minimum(_EACH_ABOVE * above, _MOST_ABOVE)
    order = np.argsort(-fit, kind="stable")
    chosen = _uppermost(chance, places, places[int(order[0])])
    close = [places[int(place)] for place in order[:3] if fit[place] > fit[order[0]] - _CLOSE]
    return chosen, next(
        (place for place in close if abs(place - chosen) > _SUBTITLE and chance[place] >= _LIKELY), None
    )


def _uppermost(chance: Column, places: Sequence[int], chosen: int) -> int:
    """Choose the title above a subtitle, which says more of the subject than the title right above it."""
    for place in range(max(0, chosen - _SUBTITLE), chosen):
        if place in places and chance[place] >= max(_LIKELY, _AS_GOOD * chance[chosen]):
            return place
    return chosen


def _runs(found: Chances, page: Page, start: int) -> Column:
    """What the best run of lines that ends with each of these gains, long lines first; the article ends where most."""
    junk = np.clip(found[start:, 0], _FLOOR, 1 - _FLOOR)
    gain = np.clip(np.log((1 - junk) / junk), *_GAIN) * (_LEAST + np.minimum(page.lengths[start:], _LONG) / _LONG)
    gain = np.where(page.known[start:] > 0, gain * _ISLAND, gain)
    total = np.cumsum(gain)
    return np.asarray(total - np.minimum.accumulate(np.concatenate(([0.0], total)))[:-1])


def _other_end(runs: Column, start: int, kept: Flags, page: Page) -> int | None:
    """The likeliest end well away from the last line that is kept, where ends such as that are likelier together.

    How far away tell the lines that would go or stay with another end.
    """
    last = np.flatnonzero(kept[start:])
    if not len(last):
        return None
    at_stake = np.where(page.known > 0, 0.0, page.lengths)
    at_stake[list(page.claimed)] = 0.0
    below = np.cumsum(at_stake[start:])
    away = np.abs(below - below[last[-1]]) >= _APART
    likely = np.exp((runs - runs.max()) / _SPREAD)
    if likely[away].sum() <= _UNSURE * likely.sum():
        return None
    return start + int(np.argmax(np.where(away, likely, 0.0)))


def _kept(found: Chances, begin: int, end: int, known: Column) -> Flags:
    """Judge each line by its own evidence and by the part that it stands in."""
    places = np.arange(len(found))
    share = np.where(places < begin, _KEPT["head"], np.where(places < end, _KEPT["article"], _KEPT["tail"]))
    odds = (1 - found[:, 0]) / np.maximum(found[:, 0], _FLOOR) * (1 - _SHARE) / _SHARE * share / (1 - share)
    return np.asarray((odds / (1 + odds) > _DOUBT) & (known == 0))


def _trim(kept: Flags, own: Flags, junk: Column) -> None:
    """Leave out what is likelier the page's below the last line that is surely the article's."""
    for place in range(len(kept) - 1, -1, -1):
        if kept[place] and (own[place] or junk[place] < _EVEN):
            return
        kept[place] = False


def _stating(found: Chances, kept: Flags, own: Flags, page: Page, where: tuple[Flags, Flags]) -> list[str]:
    """Give every line its role, and settle which lines state the author and the dates.

    ``where`` flags the lines near which these stand, and those within the article.
    """
    near, inside = where
    roles = _roles(found, kept)
    plain = found.copy()
    plain[:, [ROLES.index(role) for role in STATING]] = 0.0
    otherwise = _roles(plain, own | (kept & (found[:, 0] < _SURE)))
    for role in STATING:
        heads = page.heads[role] & inside
        barred = page.mute | heads if heads.sum() >= _SEVERAL else page.mute
        roles = [otherwise[place] if barred[place] and other == role else other for place, other in enumerate(roles)]
        chance = found[:, ROLES.index(role)] * (1 + _PLAIN * page.said[role]) * (near & ~barred)
        _settle(roles, role, chance, page.reads, otherwise)
    return roles


def _go_along(kept: Flags, parts: Flags) -> None:
    """Keep the rest of a list or table below a part that is kept."""
    for place in range(1, len(kept)):
        kept[place] |= parts[place] and parts[place - 1] and kept[place - 1]


def _roles(found: Chances, kept: Flags) -> list[str]:
    others = found.copy()
    others[:, [0, _TITLE]] = 0.0
    return [ROLES[int(role)] if keep else "junk" for keep, role in zip(kept, others.argmax(axis=1), strict=True)]


def _near(kept: Flags, title: int | None, end: int) -> Flags:
    """The places where bylines and dates stand: around the title, and at the article's end.

    Below the title only lines that are kept are counted: buttons may stand between.
    """
    places = np.arange(len(kept))
    above = 0 if title is None else title
    read = np.cumsum(kept) - kept[: above + 1].sum()
    head = (places >= above - _NEAR) & (places <= end) & ((places <= above + 2 * _NEAR) | (read <= _NEAR))
    return np.asarray(head | (np.abs(places - end) <= _NEAR))


def _settle(
    roles: list[str], role: str, chance: Column, reads: Callable[[str, int], bool], otherwise: Sequence[str]
) -> None:
    """Choose the lines of a role: the likeliest one that can be read, and others only if sure.

    ``chance`` is 0 far from the article; ``otherwise`` is what lines are that are not chosen.
    """
    order = np.argsort(-chance, kind="stable")
    likely = itertools.takewhile(lambda place: chance[place] >= _SIGNED, order.tolist())
    chosen = next((place for place in likely if reads(role, place)), None)
    if chosen is None:
        return
    for place, other in enumerate(roles):
        if other == role and chance[place] < min(_SURE, float(chance[chosen])):
            roles[place] = otherwise[place]
    if roles[chosen] not in STATING:  # a line that has both is a byline, and its date is read as well
        roles[chosen] = role
