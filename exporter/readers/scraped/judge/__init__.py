"""The judgement of a copied page: every line weighed, the best reading of the page chosen.

`evidence` measures the lines, `weights` weighs what was measured, `search` chooses, `reasons` says why in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from exporter.readers.press import facts as fact_lines
from exporter.readers.press.lines import Passage
from exporter.readers.scraped import claims, junk, titles
from exporter.readers.scraped.findings import OUTSIDE
from exporter.readers.scraped.judge import cues, evidence, search, weights
from exporter.readers.scraped.judge.reasons import told
from exporter.readers.scraped.judge.search import NOTHING_FIXED, Fixed, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.ports import World
    from exporter.readers.press.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Judgement:
    """The passages of a page, and what each is taken for; ``reasons`` has a code for each that is left out.

    ``why`` says in words what spoke for each; ``known`` numbers those that pages are known to say, ``pointed`` those
    that the user has pointed at.
    """

    passages: tuple[Passage, ...]
    reading: Reading
    reasons: Mapping[int, str]
    why: tuple[tuple[str, ...], ...]
    known: frozenset[int]
    pointed: frozenset[int]

    @property
    def roles(self) -> dict[int, str]:
        """The role of each passage by the number of its first line."""
        return {passage.number: role for passage, role in zip(self.passages, self.reading.roles, strict=True)}

    @property
    def rival(self) -> Passage | None:
        """Another passage that could be the title nearly as well."""
        other = self.reading.rival
        return None if other is None else self.passages[other]

    @property
    def other_end(self) -> Passage | None:
        """Another passage that could be the article's last, where its end is not clear."""
        other = self.reading.other_end
        return None if other is None else self.passages[other]

    @property
    def above(self) -> tuple[Passage, ...]:
        """All that stands above the title, what is left out as well."""
        return self.passages[: self.reading.title or 0]

    @property
    def last_left_out(self) -> int:
        """The number of the last line above the title that is left out; 0 without one."""
        title = self.passages[self.reading.title or 0].number
        return max((number for number in self.reasons if number < title), default=0)

    def parts(self) -> tuple[list[Passage], Passage | None, list[Passage]]:
        """What is kept above the title, the title, what is kept below it."""
        title = self.reading.title
        kept = [place for place, role in enumerate(self.reading.roles) if role not in ("junk", "title")]
        head = [self.passages[place] for place in kept if title is not None and place < title]
        below = [self.passages[place] for place in kept if title is None or place > title]
        return head, None if title is None else self.passages[title], below


def judge(
    passages: Sequence[Passage],
    phrases: Phrases,
    world: World,
    override: str | None = None,
    fixed: Fixed = NOTHING_FIXED,
) -> Judgement:
    """Judge a page of at least one passage. ``override`` is the user's title: a line that says it is the page's.

    ``fixed`` are the places that the user has pointed at.
    """
    first, second = weights.load(world)
    measured = _measured(passages, phrases, world, first)
    cut = weights.bins(measured, second)
    scores = weights.scores(cut, second)
    chances = search.chances(scores)
    known = junk.verdicts(passages, phrases)
    title = chances[:, weights.ROLES.index("title")]
    likely = frozenset(np.argsort(-title, kind="stable")[:_WEIGHED].tolist())
    places = titles.candidates(passages, known, phrases, likely)
    pointed = fixed
    if override is not None and fixed.title is None:
        same = (place for place, passage in enumerate(passages) if titles.same(passage.text, override))
        fixed = replace(fixed, title=next(same, None))
        places = [place for place in places if place == 0 or title[place] >= _LIKELY]
    reading = search.best(chances, _page(passages, phrases, measured, known, places), fixed)
    reasons = {
        passage.number: _beyond(place, fixed)
        or known[place]
        or _reason(measured, place, above=place < (reading.title or 0))
        for place, passage in enumerate(passages)
        if reading.roles[place] == "junk"
    }
    why = told(measured, cut, second, scores, reading.roles)
    sites = frozenset(passage.number for passage, verdict in zip(passages, known, strict=True) if verdict)
    return Judgement(tuple(passages), reading, reasons, tuple(why), sites, _pointed(passages, pointed))


def _page(
    passages: Sequence[Passage],
    phrases: Phrases,
    measured: evidence.Evidence,
    known: Sequence[str | None],
    places: Sequence[int],
) -> search.Page:
    """Gather what exact rules know of the lines."""
    below = _above_prose(measured)
    return search.Page(
        lengths=np.array([len(passage.text) for passage in passages], float),
        at_first=measured["p_title"],
        known=np.array([verdict is not None for verdict in known], float),
        titles=places,
        claimed=claims.find(passages, phrases, known),
        parts=claims.parts(passages, phrases, known),
        mute=claims.mute(passages, phrases, known),
        said={"byline": measured["said_by"], "date": measured["said_date"]},
        heads={
            "byline": (measured["f_lone"] > 0) & below,
            "date": (measured["f_full"] > 0) & (measured["said_date"] == 0) & below,
        },
        reads=lambda role, place: _reads(passages[place].text, role, phrases),
    )


def _measured(
    passages: Sequence[Passage], phrases: Phrases, world: World, learned: weights.Weights
) -> evidence.Evidence:
    """Look twice: where the body lies is measured anew once it is known which lines are likely its own."""
    measured = evidence.measure(passages, phrases, cues.load(world))
    chances = search.chances(weights.scores(weights.bins(measured, learned), learned))
    return evidence.again(measured, dict(zip(weights.ROLES, chances.T, strict=True)))


def _reads(text: str, role: str, phrases: Phrases) -> bool:
    """Tell whether a line's words give a name, or a date."""
    facts = fact_lines.stated(text, phrases, signed=role == "byline")
    return facts is not None and bool(facts.people if role == "byline" else facts.dateline)


def _above_prose(measured: evidence.Evidence) -> search.Flags:
    return np.append(measured["prose"][1:] > _SURE, False)


_SURE = 0.5
_WEIGHED = 30
"""Lines that are looked at as titles, the likeliest."""

_LIKELY = 0.1
"""A line below the first is the page's title beside the user's only with this chance."""

_CUES = (
    ("c_comments", "comments"),
    ("c_related", "related"),
    ("c_share", "share"),
    ("c_login", "login"),
    ("c_cookies", "cookies"),
    ("c_subscribe", "subscription"),
    ("c_legal", "legal"),
    ("c_advert", "advertising"),
)


def _beyond(place: int, fixed: Fixed) -> str | None:
    """The code of a line that stands outside of what the user has said the article is."""
    if place < (fixed.begin or 0):
        return OUTSIDE[0]
    return OUTSIDE[1] if fixed.end is not None and place > fixed.end else None


def _pointed(passages: Sequence[Passage], fixed: Fixed) -> frozenset[int]:
    return frozenset(passages[place].number for place in (fixed.title, fixed.begin, fixed.end) if place is not None)


def _reason(measured: evidence.Evidence, place: int, *, above: bool) -> str:
    """The code of what a line looks most like, of those that phrases are known for; above a title stand menus."""
    for column, code in () if above else _CUES:
        if measured[column][place] > 0:
            return code
    return "navigation"
