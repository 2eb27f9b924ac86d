"""The judgement of a copied page: every line weighed, the best reading of the page chosen.

`evidence` measures the lines, `weights` weighs what was measured, `search` chooses, `reasons` says why in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from exporter.readers.press import facts as fact_lines
from exporter.readers.press.lines import Passage
from exporter.readers.scraped import claims, junk, titles
from exporter.readers.scraped.judge import cues, evidence, search, weights
from exporter.readers.scraped.judge.reasons import told
from exporter.readers.scraped.judge.search import Reading

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exporter.ports import World
    from exporter.readers.press.phrases import Phrases


@dataclass(frozen=True, slots=True)
class Judgement:
    """The passages of a page, and what each is taken for; ``reasons`` has a code for each that is left out.

    ``why`` says in words what spoke for each.
    """

    passages: tuple[Passage, ...]
    reading: Reading
    reasons: Mapping[int, str]
    why: tuple[tuple[str, ...], ...]

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


def judge(passages: Sequence[Passage], phrases: Phrases, world: World, override: str | None = None) -> Judgement:
    """Judge a page of at least one passage. ``override`` is the user's title: a line that says it is the page's."""
    first, second = weights.load(world)
    measured = _measured(passages, phrases, world, first)
    cut = weights.bins(measured, second)
    scores = weights.scores(cut, second)
    chances = search.chances(scores)
    known = junk.verdicts(passages, phrases)
    title = chances[:, weights.ROLES.index("title")]
    likely = frozenset(np.argsort(-title, kind="stable")[:_WEIGHED].tolist())
    places = titles.candidates(passages, known, phrases, likely)
    settled = None
    if override is not None:
        same = (place for place, passage in enumerate(passages) if titles.same(passage.text, override))
        settled = next(same, None)
        places = [place for place in places if place == 0 or title[place] >= _LIKELY]
    reading = search.best(chances, _page(passages, phrases, measured, known, places), settled)
    reasons = {
        passage.number: known[place] or _reason(measured, place, above=place < (reading.title or 0))
        for place, passage in enumerate(passages)
        if reading.roles[place] == "junk"
    }
    why = told(cut, second, scores, reading.roles)
    return Judgement(tuple(passages), reading, reasons, tuple(why))


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


def _reason(measured: evidence.Evidence, place: int, *, above: bool) -> str:
    """The code of what a line looks most like, of those that phrases are known for; above a title stand menus."""
    for column, code in () if above else _CUES:
        if measured[column][place] > 0:
            return code
    return "navigation"
