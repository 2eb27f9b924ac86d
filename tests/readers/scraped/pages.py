"""Pages of known truth: a seeded random choice among the parts in ``pages.toml``, laid out as pages are copied."""

from __future__ import annotations

import random
import textwrap
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

PARTS: dict[str, Any] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_MONTHS = (
    [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
)
_ORDERS = (
    ("lead", "byline", "date"),
    ("lead", "credit", "byline", "date"),
    ("byline", "date", "lead"),
    ("date", "lead", "byline"),
    ("lead", "byline", "date", "credit"),
    ("date", "byline", "credit"),
    ("lead", "date", "reading", "byline"),
    ("byline", "date", "reading"),
    ("credit", "lead", "byline", "date"),
    ("lead", "byline"),
    ("byline",),
    ("lead", "date"),
)
_READING = ("Temps de lecture : 4 min", "Lecture 4 min.", "4 min de lecture", "Lecture : 4 minutes")
_TOOLS = ("Partager", "Écouter l’article", "Offrir cet article", "facebook twitter linkedin", "Imprimer", "Réagir")

Cited = tuple[str | None, str | None, str | None, str | None, str]
"""A source: publisher, title, date, address, kind."""


@dataclass(slots=True)
class Truth:
    """What a page says, to be found again by the reader; ``sentences`` are all words of the body, ``junk`` none."""

    title: str = ""
    publisher: str | None = None
    kicker: str | None = None
    lead: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    minutes: int | None = None
    sentences: list[str] = field(default_factory=list)
    headings: list[str] = field(default_factory=list)
    sources: list[Cited] = field(default_factory=list)
    credits: list[tuple[str, str]] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    junk: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Layout:
    """How lines lie: blank lines between paragraphs (and in the page's head), wrapped at ``width``, line ends."""

    gap: str
    head: str
    width: int
    newline: str


@dataclass(frozen=True, slots=True)
class Day:
    """A day, as it is written and as it is meant."""

    written: str
    iso: str


class Page:
    """One page: ``text`` and ``truth``, the same for the same seed and the same story, one of the parts by default."""

    def __init__(self, seed: int, story: dict[str, Any] | None = None) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - nothing secret
        self._story = story or self._pick(PARTS["stories"])
        self._site: str = self._pick(PARTS["sites"])
        self._people: list[str] = self._chance.sample(PARTS["people"], 3)
        self._layout = self._laid_out()
        self._blocks: list[str] = []
        self.truth = Truth()
        self._compose()
        self.text = self._layout.gap.join(self._blocks).replace("\n", self._layout.newline) + self._layout.newline

    # --- Chance ----------------------------------------------------------------------------

    def _pick(self, parts: Sequence[T]) -> T:
        return self._chance.choice(parts)

    def _often(self, share: float) -> bool:
        return self._chance.random() < share

    def _laid_out(self) -> Layout:
        gap = self._pick(("\n\n", "\n\n", "\n\n", "\n", "\n\n\n"))
        width = self._chance.randint(72, 80) if gap == "\n\n" and self._often(0.3) else 0
        return Layout(gap, self._pick(("\n", gap)), width, self._pick(("\n", "\n", "\r\n")))

    def _day(self, year: int) -> Day:
        month, number = self._chance.randint(1, 12), self._chance.randint(1, 28)
        long, short = _MONTHS[0][month - 1], _MONTHS[1][month - 1]
        day = "1er" if number == 1 else str(number)
        shapes = (f"{day} {long} {year}", f"{day} {short} {year}", f"{number:02}/{month:02}/{year}")
        return Day(self._pick((*shapes, f"{day} {long} {year}")), f"{year}-{month:02}-{number:02}")

    # --- Lines -----------------------------------------------------------------------------

    def _filled(self, template: str, **words: str) -> str:
        a, b, c = self._people
        names = {"site": self._site, "a": a, "b": b, "c": c, "A": a.upper(), "C": c.upper()}
        return template.format(**{**names, **words})

    def _wrapped(self, text: str) -> str:
        if not self._layout.width or "\t" in text:
            return text
        return textwrap.fill(text, self._layout.width, break_on_hyphens=False, break_long_words=False)

    def _put(self, *lines: str) -> None:
        self._blocks.append("\n".join(self._wrapped(line) for line in lines))

    def _junk(self, lines: list[str], between: str) -> None:
        filled = [self._filled(line) for line in lines]
        self.truth.junk += filled
        if filled:
            self._blocks.append(between.join(self._wrapped(line) for line in filled))

    # --- The page --------------------------------------------------------------------------

    def _compose(self) -> None:
        self._above()
        self._head()
        self._body()
        for part in self._chance.sample((self._sources, self._notice, self._notes), 3):
            part()
        for footer in self._chance.sample(PARTS["junk"]["footers"], self._chance.randint(0, 3)):
            self._junk(footer, self._layout.head)

    def _above(self) -> None:
        title = self._pick(self._story["titles"])
        shape = self._pick(("plain", "plain", "plain", "bar", "again", "echo"))
        if shape == "again":
            self._put(f"{title} - {self._site}")
        header = self._pick(PARTS["headers"])
        self._junk(header["lines"], self._layout.head)
        if header.get("site") or shape in ("again", "bar"):
            self.truth.publisher = self._site
        if self._often(0.5):
            self.truth.kicker = self._pick(PARTS["rubrics"])
            self._put(self.truth.kicker)
        self.truth.title = title
        self._put(f"{title} | {self._site}" if shape == "bar" else title)
        if shape == "echo":
            self._put(title)

    def _head(self) -> None:
        facts: list[str] = []
        order = self._pick(_ORDERS)
        dated = False
        for part in order:
            if part == "byline":
                line, dated = self._byline("date" in order and not dated)
                facts.append(line)
            elif part == "date" and not dated:
                facts.append(self._date())
                dated = True
            elif part == "reading":
                self.truth.minutes = 4
                facts.append(self._pick(_READING))
            elif part == "credit":
                facts.append(self._credit())
            elif part == "lead":
                facts = self._flush(facts)
                self._lead(above=order.index("lead") < max(order.index(fact) for fact in order if fact in _FACTS))
        self._flush(facts)

    def _flush(self, facts: list[str]) -> list[str]:
        if facts and self._often(0.5):
            self._put(*facts)
        else:
            for fact in facts:
                self._put(fact)
        if facts and self._often(0.3):
            self._junk([self._pick(_TOOLS)], "\n")
        return []

    def _lead(self, *, above: bool) -> None:
        lead = self._pick(self._story["leads"])
        self.truth.sentences += _sentences(lead)
        self.truth.lead = lead if above else None
        self._put(lead)

    def _byline(self, may_date: bool) -> tuple[str, bool]:  # noqa: FBT001 - one caller
        chosen = self._pick([line for line in PARTS["bylines"] if may_date or not line.get("date")])
        day, update = self._day(2025), self._day(2026)
        letters = {"a": self._people[0], "b": self._people[1], "A": self._people[0].upper()}
        named = [letters[letter] for letter in chosen.get("people", "")]
        self.truth.authors = (*named, *(self._filled(name) for name in chosen.get("names", ())))
        if chosen.get("date"):
            self.truth.published = day.iso
        if chosen.get("updated"):
            self.truth.updated = update.iso
        return self._filled(chosen["line"], d=day.written, u=update.written), "date" in chosen

    def _date(self) -> str:
        chosen = self._pick(PARTS["dates"])
        day, update = self._day(2025), self._day(2026)
        self.truth.published = day.iso
        if chosen.get("updated"):
            self.truth.updated = update.iso
        if "Temps de lecture" in chosen["line"]:
            self.truth.minutes = 4
        return self._filled(chosen["line"], d=day.written, u=update.written)

    def _credit(self) -> str:
        chosen = self._pick(PARTS["credits"])
        line = self._filled(chosen["line"])
        name = line[line.index(self._filled("{C}" if "{C}" in chosen["line"] else "{c}")) :].rstrip(")")
        role = chosen.get("role") or ("photo" if "photo" in line.lower() else "image")
        self.truth.credits.append((role, name))
        return line

    # --- The body --------------------------------------------------------------------------

    def _body(self) -> None:
        headings = iter(self._story["headings"] if self._often(0.7) else ())
        paragraphs = self._story["paragraphs"]
        called = self._often(0.15)
        for index, paragraph in enumerate(paragraphs):
            if index and index % 2 == 0 and (heading := next(headings, None)):
                self.truth.headings.append(heading)
                self._put(heading)
            self._put(f"{paragraph}[1]" if called and index == 1 else paragraph)
            self.truth.sentences += _sentences(paragraph)
            if index + 1 < len(paragraphs):
                self._after(index)
        if called:
            self.truth.notes.append("Délibération du conseil, séance du 12 janvier.")

    def _after(self, index: int) -> None:
        """Put junk, a credited picture or another thing between two paragraphs."""
        heads = index % 2 == 1 and bool(self.truth.headings or index == 1)
        if self._often(0.35):
            piece = self._pick([piece for piece in PARTS["junk"]["between"] if len(piece) == 1 or not heads])
            self._junk(piece, "\n")
        elif self._often(0.25) and not self._story.get("interview"):
            lines = self._pick(PARTS["extras"])["lines"]
            self._put(*lines)
            self.truth.sentences += [cell for line in lines for cell in _cells(line)]

    # --- The end ---------------------------------------------------------------------------

    def _notice(self) -> None:
        if self._often(0.5):
            chosen = self._pick(PARTS["notices"])
            self.truth.notices.append(chosen["kind"])
            self._put(chosen["line"])

    def _notes(self) -> None:
        if self.truth.notes:
            self._put("Notes")
            self._put(f"[1] {self.truth.notes[0]}")

    def _sources(self) -> None:
        if self._often(0.3):
            return
        layout = self._pick(PARTS["sources"])
        if "lines" in layout:
            self._put(*layout["lines"])
            self.truth.sources += [(name, None, None, None, "other") for name in layout["inline"]]
            return
        count = self._chance.randint(1, 4)
        publishers = self._chance.sample(PARTS["cited"]["publishers"], count)
        titles = self._chance.sample(PARTS["cited"]["titles"], count)
        items = [self._source(layout, n, t) for n, t in zip(publishers, titles, strict=True)]
        tight = [layout["label"], *items]
        if self._often(0.5):
            self._blocks.append("\n".join(tight))
        else:
            self._blocks += tight

    def _source(self, layout: dict[str, Any], publisher: str, title: str) -> str:
        day = self._day(2024)
        month = f"{_MONTHS[0][int(day.iso[5:7]) - 1]} 2024"
        date = {"d": day.iso, "m": day.iso[:7], "y": "2024"}.get(layout.get("date", ""))
        address = f"https://exemple.fr/{self._chance.randint(100, 999)}/article"
        self.truth.sources.append(
            (publisher, title, date, address if layout.get("url") else None, layout.get("kind", "other"))
        )
        words = {"n": publisher, "t": title, "d": day.written, "m": month, "y": "2024", "w": address, "u": day.written}
        line: str = layout["item"].format(**words)
        return line


_FACTS = ("byline", "date", "reading")


def _sentences(text: str) -> list[str]:
    return [part if part.endswith((".", "?", "…")) else f"{part}." for part in text.removesuffix(".").split(". ")]


def _cells(line: str) -> list[str]:
    words = line.lstrip("-–—•> 123.\t")
    return [cell.strip() for cell in words.replace("\t", "|").split("|")]
