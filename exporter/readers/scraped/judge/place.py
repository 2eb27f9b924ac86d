"""What a line is among the others: where the prose lies, what stands near, what comes again, what the body shares."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from exporter.readers.press.lines import Passage
    from exporter.readers.scraped.judge.shape import Shape

    Column = np.ndarray[tuple[int], np.dtype[np.float64]]
    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]
    Flags = np.ndarray[tuple[Any, ...], np.dtype[np.bool_]]

_FAR = 60.0
"""Lines beyond which a distance is the same."""

_EXACT = 2.0**20
_COMPARED = 300
_HEAD = 400
_ECHOED = 14
_JUNKY = ("legal", "cookies", "subscribe", "login", "share", "related", "comments", "menu", "advert")
_SINCE = ("comments", "related", "source_head", "legal", "share", "tags", "subscribe", "biography")
_PERIODS = (2, 3, 4, 5, 6)


@dataclass(frozen=True, slots=True)
class Body:
    """Where the article's prose lies: the places of its first and last sentences, how much each line is prose."""

    first: int
    last: int
    prose: Column
    inside: Column


def fixed(passages: Sequence[Passage], shapes: Sequence[Shape], own: Mapping[str, Column]) -> dict[str, Column]:
    """Measure what does not depend on where the body lies; the columns by their names.

    ``own`` are the lines' own figures.
    """
    words = _words(shapes)
    texts = [passage.text for passage in passages]
    junk = np.minimum(sum(own[f"c_{name}"] for name in _JUNKY) + own["r_any"], 3.0)
    return {
        "junk_cue": junk,
        **_position(passages, texts),
        **_rhythm(passages, own, words),
        "longest": _longest(words),
        "rare": _rare(shapes),
        "echo": _echo(texts, words),
    }


def moving(
    shapes: Sequence[Shape], own: Mapping[str, Column], still: Mapping[str, Column], likely: Column | None = None
) -> dict[str, Column]:
    """Measure what depends on where the body lies. ``still`` are the columns of `fixed`.

    ``likely`` is how surely each line belongs to the body, from a first look; prose is believed without one.
    """
    words = _words(shapes)
    prose = own["prose"] if likely is None else own["prose"] * likely
    body = _body(prose, own["chars"], still["junk_cue"])
    found = _surroundings(body, words, still["junk_cue"], np.expm1(own["chars"]))
    found |= _kinship(shapes, body, words)
    found |= _landmarks(own, body, words)
    found |= _together({**own, **still}, found, body, words)
    return found


def _words(shapes: Sequence[Shape]) -> Column:
    return np.array([shape.words for shape in shapes], float)


# --- Ways over the lines -----------------------------------------------------------------------


def _sums(values: Column) -> Column:
    return np.concatenate(([0.0], np.cumsum(values)))


def _around(values: Column, reach: int) -> Column:
    """The mean of the lines at most ``reach`` away."""
    sums, places = _sums(values), np.arange(len(values))
    start, end = np.maximum(places - reach, 0), np.minimum(places + reach + 1, len(values))
    return np.asarray((sums[end] - sums[start]) / (end - start))


def _beside(values: Column, reach: int, *, below: bool) -> Column:
    """The sum of the ``reach`` lines right above or right below, by ``reach``."""
    sums, places = _sums(values), np.arange(len(values))
    if below:
        start, end = np.minimum(places + 1, len(values)), np.minimum(places + reach + 1, len(values))
    else:
        start, end = np.maximum(places - reach, 0), places
    return np.asarray((sums[end] - sums[start]) / reach)


def _since(flags: Column | Flags) -> Column:
    """How many lines stand between each line and the last flagged one above, as a logarithm."""
    places = np.arange(len(flags))
    last = np.maximum.accumulate(np.where(flags > 0, places, -1_000))
    above = np.concatenate(([-1_000], last[:-1]))
    return np.log1p(np.minimum(places - above - 1, _FAR))


def _until(flags: Column | Flags) -> Column:
    return _since(flags[::-1])[::-1]


def _signed(distance: Column) -> Column:
    return np.sign(distance) * np.log1p(np.abs(distance))


# --- The columns -------------------------------------------------------------------------------


def _body(prose: Column, chars: Column, junk: Column) -> Body:
    """Find the densest run of prose, by the best sum of what each line is worth."""
    weight = np.where(prose > 0.3, np.minimum(np.expm1(chars), 600) / 600, 0.0)
    worth = weight - 0.025 - 0.05 * (prose < 0.1) - 0.03 * np.minimum(junk, 1)
    best, here, start, run = -1.0, 0.0, 0, (0, 0)
    for place, value in enumerate(worth.tolist()):
        if here <= 0:
            here, start = 0.0, place
        here += value
        if here > best:
            best, run = here, (start, place)
    places = np.arange(len(prose))
    sentences = np.flatnonzero((prose > 0.5) & (places >= run[0]) & (places <= run[1]))
    if not len(sentences):
        sentences = np.flatnonzero(prose > 0.5)
    if not len(sentences):
        sentences = np.array([int(np.argmax(chars))])
    first, last = int(sentences[0]), int(sentences[-1])
    return Body(first, last, prose, ((places >= first) & (places <= last)).astype(float))


def _position(passages: Sequence[Passage], texts: Sequence[str]) -> dict[str, Column]:
    count = len(passages)
    places = np.arange(count)
    gap = np.array([passage.gap for passage in passages], float)
    below = np.append(gap[1:], 1.0)
    keys = [fold(text) if len(text) < _COMPARED else text for text in texts]
    times = Counter(keys)
    firsts = {key: place for place, key in reversed(list(enumerate(keys)))}
    starts = np.flatnonzero(np.append(gap[:1] * 0 + 1, gap[1:]) > 0)
    block = np.searchsorted(starts, places, side="right") - 1
    sizes = np.diff(np.append(starts, count))
    return {
        "repeat": np.array([math.log(times[key]) for key in keys]),
        "first_repeat": np.array([float(times[key] > 1 and firsts[key] == place) for place, key in enumerate(keys)]),
        "position": places / count,
        "top": np.log1p(places),
        "bottom": np.log1p(count - 1 - places),
        "gap": gap,
        "gap_below": below,
        "apart": gap * below,
        "gap_share": np.full(count, gap.mean()),
        "block": np.log1p(sizes[block]),
        "in_block": np.log1p(places - starts[block] + 1),
        "page": np.full(count, math.log(count)),
    }


def _surroundings(body: Body, words: Column, junk: Column, chars: Column) -> dict[str, Column]:
    prose, places = body.prose, np.arange(len(words))
    mass = np.minimum(prose * chars, 800) / 800
    heavy = np.where(prose > 0.3, chars, 0.0)
    sentences = np.flatnonzero(prose > 0.5)
    short, one = (words <= 5).astype(float), np.minimum(junk, 1)
    runs = np.flatnonzero(np.append(1, np.diff(short)))
    run = np.searchsorted(runs, places, side="right") - 1
    found = {f"density_{reach}": _around(mass, reach) for reach in (2, 5, 14)}
    for reach in (3, 8):
        found[f"density_above_{reach}"] = _beside(mass, reach, below=False)
        found[f"density_below_{reach}"] = _beside(mass, reach, below=True)
    return found | {
        "read": np.cumsum(heavy) / max(float(heavy.sum()), 1e-9),
        "prose_above": _since(prose > 0.5),
        "prose_below": _until(prose > 0.5),
        "run": np.log1p(np.diff(np.append(runs, len(words)))[run] * short),
        "short_around": _around(short, 4),
        "junk_around": _around(one, 4),
        "junk_above": _beside(one, 4, below=False),
        "junk_below": _beside(one, 4, below=True),
        "from_first": _signed((places - body.first).astype(float)),
        "from_last": _signed((places - body.last).astype(float)),
        "inside": body.inside,
        "sentences_page": np.full(len(words), math.log1p(len(sentences))),
        "sentence_length": np.full(len(words), math.log1p(float(chars[sentences].mean()) if len(sentences) else 0.0)),
        "body_length": np.full(len(words), math.log1p(body.last - body.first)),
        "head_length": np.full(len(words), math.log1p(body.first)),
        "relative_length": np.log1p(chars) - math.log1p(float(np.median(chars[sentences])) if len(sentences) else 50.0),
    }


def _kinship(shapes: Sequence[Shape], body: Body, words: Column) -> dict[str, Column]:
    """How much of a line's words the body uses: a title's come back there, a teaser's do not."""
    count, places = len(shapes), np.arange(len(shapes))
    owner, stems = _stems(shapes)
    member = (body.inside > 0) & (body.prose > 0.3)  # a line does not count what it says itself
    early = member & (places < body.first + 12)
    spoken = np.bincount(stems[member[owner]], minlength=len(stems))[stems] - member[owner]
    first = np.bincount(stems[early[owner]], minlength=len(stems))[stems] - early[owner]
    size = np.maximum(np.bincount(owner, minlength=count), 1)
    number = np.bincount(owner, spoken > 0, count)
    logarithms = np.round(np.log1p(np.maximum(spoken, 0)) * _EXACT) / _EXACT  # a set has no order: sums must be exact
    strength = np.bincount(owner, logarithms, count) / size
    title = ((words >= 3) & (words <= 32) & (places <= body.first + 3)) * strength * np.minimum(1, words / 6)
    title = title / title.max() if title.max() > 0 else title
    rank = np.empty(count)
    rank[np.argsort(-title, kind="stable")] = np.arange(count)
    return {
        "shared": np.where(np.bincount(owner, minlength=count) > 0, number / size, -0.1),
        "shared_number": np.minimum(number, 12),
        "shared_strength": strength,
        "shared_early": np.bincount(owner, first > 0, count) / size,
        "title_like": title,
        "title_rank": np.where(title > 0, np.minimum(rank, 8), 9),
    }


def _stems(shapes: Sequence[Shape]) -> tuple[Numbers, Numbers]:
    """All stems of all lines in sequence: the places of their lines, and a number for each stem."""
    numbers: dict[str, int] = {}
    stems = [numbers.setdefault(stem, len(numbers)) for shape in shapes for stem in shape.stems]
    owner = np.repeat(np.arange(len(shapes)), [len(shape.stems) for shape in shapes])
    return owner, np.array(stems, np.int64)


def _rare(shapes: Sequence[Shape]) -> Column:
    """The share of a line's words that stand nowhere else on the page."""
    owner, stems = _stems(shapes)
    once = np.bincount(stems, minlength=len(stems))[stems] == 1
    size = np.maximum(np.bincount(owner, minlength=len(shapes)), 1)
    return np.asarray(np.bincount(owner, once, len(shapes)) / size)


def _echo(texts: Sequence[str], words: Column) -> Column:
    """How often what could be a title stands inside other lines: bread crumbs, the window's title, sharing.

    Only the lines of a page's head are looked for, so that time grows with the page.
    """
    folded = [fold(text) if len(text) < _COMPARED else "" for text in texts[:_HEAD]]
    page = "\n".join(folded)
    found = np.zeros(len(texts))
    for place, (text, count) in enumerate(zip(folded, words, strict=False)):
        if 3 <= count <= 32 and len(text) > _ECHOED:
            found[place] = min(page.count(text) - 1, 4)
    return found


def _longest(words: Column) -> Column:
    """A line's words against the most that a line around it has, of those that could be titles."""
    short = np.where(words <= 32, words, 0.0)
    padded = np.pad(short, 5)
    most = np.lib.stride_tricks.sliding_window_view(padded, 11).max(axis=1)
    return np.asarray(np.where(words <= 32, words / np.maximum(most, 1), 1.5))


def _landmarks(own: Mapping[str, Column], body: Body, words: Column) -> dict[str, Column]:
    places = np.arange(len(words))
    dated = ((own["c_date"] > 0) & (words <= 25)).astype(float)
    signed = ((own["f_people"] > 0) | ((own["c_by"] > 0) & (words <= 25))).astype(float)
    replies = ((own["c_comments"] > 0) & (words <= 6)).astype(float)
    found = {
        "date_above": _since(dated),
        "date_below": _until(dated),
        "by_above": _since(signed),
        "by_below": _until(signed),
        "dates_around": np.minimum(_around(np.maximum(dated, own["c_ago"] > 0), 8) * 17, 8),
        "names_around": np.minimum(_around(own["f_lone"], 8) * 17, 8),
        "date_number": np.minimum(np.cumsum(dated), 6) * dated,
        "dates_page": np.full(len(words), math.log1p(float(dated.sum()))),
        "replies_around": np.minimum(_around(replies, 12) * 25, 8),
        "share_below": _until(own["c_share"] >= 1),
    }
    for name in _SINCE:
        found[f"since_{name}"] = _since((own[f"c_{name}"] >= 0.5) & (words <= 10))
    for name in ("comments", "related"):
        heads = (own[f"c_{name}"] >= 1) & (words <= 10) & (places > body.first + 1)
        found[f"below_{name}"] = np.log1p(np.minimum(np.cumsum(heads), 8))
    return found


def _rhythm(passages: Sequence[Passage], own: Mapping[str, Column], words: Column) -> dict[str, Column]:
    """How often the build of two lines comes again at one distance, as in listings and comments."""
    size = np.digitize(words, (3, 6, 9, 10, 25))
    dated = (own["c_date"] + own["c_ago"]) > 0
    build = size + 8 * own["stop"] + 16 * dated + 32 * own["upper"] + 64 * np.array([p.gap for p in passages], float)
    pair = np.append(build[:-1] * 128 + build[1:], -1.0)
    best = np.zeros(len(passages))
    for period in _PERIODS:
        times = np.zeros(len(passages))
        for distance in (-2 * period, -period, period, 2 * period):
            moved = np.full(len(passages), -2.0)
            if abs(distance) < len(passages):
                target = slice(max(0, -distance), len(passages) - max(0, distance))
                moved[target] = pair[max(0, distance) : len(passages) - max(0, -distance)]
            times += moved == pair
        best = np.maximum(best, times)
    return {"rhythm": best}


def _together(own: Mapping[str, Column], found: Mapping[str, Column], body: Body, words: Column) -> dict[str, Column]:
    """What a sum of single figures cannot say."""
    places = np.arange(len(words))
    near = np.exp(-np.maximum(0, np.abs(places - body.first) - 2) / 6.0)
    dated = (own["c_date"] > 0) & (words <= 16)
    signed = (own["f_people"] > 0) | ((own["c_by"] > 0) & (words <= 25))
    return {
        "title_plain": found["title_like"] * (own["c_date"] == 0) * (own["r_any"] == 0) * (own["f_people"] == 0),
        "prose_inside": body.prose * body.inside,
        "prose_after": body.prose * (places > body.last),
        "prose_before": body.prose * (places < body.first),
        "said_date": ((own["c_published"] > 0) | (own["f_said"] > 0)) * (own["c_date"] > 0) * (words <= 25),
        "said_by": ((own["f_people"] > 0) | (own["c_by"] > 0)) * (words <= 25),
        "date_near": dated * near,
        "by_near": signed * near,
        "name_near": own["f_lone"] * near,
        "short_inside": (words <= 12) * (own["stop"] == 0) * body.inside * own["gap"],
    }
