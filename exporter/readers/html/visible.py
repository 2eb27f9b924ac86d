"""What a page shows of its article's author and dates: the lines around its title, and those below its end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from exporter.model import Person
from exporter.readers.flow import naming, tree
from exporter.readers.flow.flow import Flow, Run
from exporter.readers.html.claims import Claim
from exporter.readers.html.people import described, plain
from exporter.readers.press import dates, facts
from exporter.readers.press.lines import bare
from exporter.readers.press.people import agency, byline, is_name
from exporter.readers.press.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from exporter.readers.flow.tree import Element
    from exporter.readers.press.facts import Facts

_ABOVE, _INTO, _BEFORE, _BELOW, _BLIND, _FAR = 8, 8, 3, 12, 15, 40
"""Runs looked at: above the title; into the article, before its end, below it; above it without a title; at most."""

_LABEL = re.compile(r"(?:auteure?s?|autrices?|author|ecrit par|texte|redige par|par|by|signe)")
_SAYS = re.compile(
    r"(?:par|auteure?s?|autrices?|propos|textes?|article|by|de notre|recueilli|ecrit|redige|publiee? par)\b"
)
_UPDATED = re.compile(r"mise? a jour|modifie|actualis|updated|maj\b")
_PUBLISHED = re.compile(r"publi|paru|mise? en ligne|posted")
_AFTER_NAME = re.compile(r"[\s,|•·–—-]+")
_SIGNS = re.compile(r"\s*(?:[|•·]|\s[,–—-])\s+")
_BY = re.compile(r"\bpar [A-ZÀ-Þ]")
_REST = re.compile(r"[\s,|•·–—-]*(?:\b[Pp]ubli|\b[Mm]is |\b[Mm]odifi|\b[Pp]hotos?\b|[|•·])")
_TO_DATE = re.compile(
    r"(?:[\s,|•·(–—-]|\b(?:[Ll]e|du|en|ce|publiée?|postée?|(?:lun|mar|mer|jeu|ven|sam|dim)\w{0,5}\.?)(?=\s))+$"
)
_APART = frozenset({"nav", "footer", "form", "figure", "figcaption"})
_WHOLE = frozenset({"body", "main", "article", "header"})
_LONGEST, _SHORT, _NEAR = 300, 100, 2


@dataclass(frozen=True, slots=True)
class Visible:
    """What the lines say. ``taken`` are the runs that say nothing else and whom they name: no part of the body."""

    claims: tuple[Claim, ...] = ()
    people: tuple[Person, ...] = ()
    minutes: int | None = None
    taken: Mapping[Run, tuple[Person, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: the run of the title, the order of the article's first run, of its first long one, of its last.

    Between the lead and the first paragraph stands what there is of bylines and dates.
    """

    title: Run | None
    first: int
    text: int
    last: int


@dataclass(frozen=True, slots=True)
class _Looking:
    """What reading a line needs: the page, the phrases of the press, the authors that the page's head names."""

    flow: Flow
    phrases: Phrases
    names: tuple[str, ...]


def read(flow: Flow, place: Place, phrases: Phrases, names: Collection[str]) -> Visible:
    """Read the lines around an article; ``names`` are the authors that the page's head names."""
    looking = _Looking(flow, phrases, tuple(sorted(names, key=lambda name: (-len(name), name))))
    claims: list[Claim] = []
    people: tuple[Person, ...] = ()
    minutes: int | None = None
    taken: dict[Run, tuple[Person, ...]] = {}
    below = max(place.first + _INTO, place.text + _INTO, place.last - _BEFORE + 1)
    for run in (*_top(flow, place), *flow.runs[below : place.last + _BELOW]):
        if len(run.text) > _LONGEST or _foreign(run, flow, place):
            continue
        known = {*names, *(one.name for one in people)}
        found = _line(run, looking, below=run.order > place.last) or _signature(run, flow, place, known)
        found = found or _stamped(run, place)
        claims += _stamps(run, found, near=place.title is not None and 0 < run.order - place.title.order <= _BEFORE)
        if found is None:
            continue
        people = people or found.people
        minutes = minutes or found.minutes
        dated = run.order <= place.text + _BEFORE and (found.dateline or found.minutes)
        if place.first <= run.order <= place.last and (found.people or found.said or dated):
            taken[run] = found.people
    return Visible(tuple(claims), people, minutes, taken)


def _signature(run: Run, flow: Flow, place: Place, known: set[str]) -> Facts | None:
    """Read a name alone on one of the last lines: that of an author who is known, or set apart as a signature."""
    last = place.last + (run.block.getparent() is flow.runs[place.last].block.getparent())
    marked = run.sole is not None and run.sole.tag in ("strong", "b", "em", "i")
    if not place.last - _BEFORE < run.order <= last or not is_name(run.text):
        return None
    same = any(bare(name) == bare(run.text) for name in known)
    return facts.Facts(people=byline(run.text, lone=True)) if same or (marked and not known) else None


def _stamped(run: Run, place: Place) -> Facts | None:
    """Read the day of a short line above the text that begins with it or says that it was published then."""
    stamp = next(dates.find(run.text), None) if run.order <= place.text and len(run.text) <= _SHORT else None
    if stamp is None or stamp.date.day is None:
        return None
    before = _TO_DATE.sub("", run.text[: stamp.start])
    return facts.Facts(published=stamp.date) if not before or _PUBLISHED.match(bare(before)) else None


def _top(flow: Flow, place: Place) -> Iterator[Run]:
    """The runs at the article's top: from the title down first, then upwards from it."""
    until = min(max(place.first, place.text) + _INTO, place.first + _FAR, len(flow.runs))
    if place.title is None or place.title.order >= until:
        yield from flow.runs[place.first : until]
        yield from reversed(flow.runs[max(0, place.first - _BLIND) : place.first])
        return
    between = flow.runs[place.title.order + 1 : until]
    yield from between if len(between) <= 2 * _FAR else (*between[:_FAR], *between[-_FAR:])
    yield from reversed(flow.runs[max(0, place.title.order - _ABOVE) : place.title.order])


def _line(run: Run, looking: _Looking, *, below: bool) -> Facts | None:
    """Read one line; below the article only what is said to be about it counts, and no name without a sign."""
    signed = _signed(run)
    text, spaced = plain(tree.clean(run.text)), plain(_spaced(run))
    labelled = run.order > 0 and _LABEL.fullmatch(bare(looking.flow.runs[run.order - 1].text).rstrip(" :")) is not None
    head = _REST.split(spaced, maxsplit=1)[0]
    named = byline(head)
    found = (
        facts.read(text, looking.phrases, lone=signed)
        or _named(text, looking)
        or facts.read(spaced, looking.phrases, lone=signed)
        or (facts.read(text, looking.phrases, lone=True) if labelled else None)
        or (facts.Facts(people=named) if named else None)
    )
    sure = signed or labelled or bool(named) or _SAYS.match(bare(text)) is not None
    sure = sure or (found is not None and _told(found, text))
    if found is None and sure and not below:
        found = _opening(spaced, looking.phrases, lone=signed)
    within = _within(run, looking.phrases) if signed and not (found and found.people) else ()
    told = (described(head) if sure else ()) or within
    found = replace(found or facts.Facts(), people=told) if told else found
    if found is None:
        return None
    found = found if sure else replace(found, people=())
    return None if below and not (found.people or found.said) else found


def _told(found: Facts, text: str) -> bool:
    """Tell who wrote when: "le 3 mai 2020 par Ana Roy", or the line of an agency."""
    agencies = len(found.people) == 1 and agency(found.people[0].name)
    return bool(found.dateline) and (agencies or _BY.search(text) is not None)


def _spaced(run: Run) -> str:
    """The words of a run, what stands in elements of their own set apart: pages glue a date to the next."""
    texts = (text for part in run.parts for text in ((part,) if isinstance(part, str) else part.itertext()))
    return " ".join(" ".join(tree.clean(text).split()) for text in texts if text.strip())


def _opening(text: str, phrases: Phrases, *, lone: bool) -> Facts | None:
    """Read the beginning of a byline and its date; the rest may be what nobody understands: "- aujourd'hui à 6h"."""
    stamp = next((one for one in dates.find(text) if one.date.month), None)
    first, *rest = _SIGNS.split(text)
    if stamp:
        first = _TO_DATE.sub("", text[: stamp.start])
        rest = [text[stamp.start : stamp.end], *_SIGNS.split(text[stamp.end :])]
    found = facts.read(first, phrases, lone=lone) if rest and first else None
    if found is None or not found.people:
        return None
    understood = (facts.read(piece, phrases) for piece in rest if piece)
    return reduce(facts.merge, filter(None, understood), found)


def _named(text: str, looking: _Looking) -> Facts | None:
    """Read a line that begins with an author whom the page's head names: "6Medias, publié le …"."""
    for name in looking.names:
        if text.startswith(name) and len(text) > len(name):
            gap = _AFTER_NAME.match(text, len(name))
            found = facts.read(text[gap.end() :], looking.phrases) if gap else None
            if found and found.dateline:
                return found
        elif text == name:
            return facts.Facts(dateline=text)
    return None


def _within(run: Run, phrases: Phrases) -> tuple[Person, ...]:
    """Read the authors' names where a line says more: in the elements that are called after them."""
    signed = (element for element in run.inside() if naming.property_of(element, naming.SIGNED))
    read = (facts.read(plain(tree.words(element)), phrases, lone=True) for element in signed)
    return reduce(facts.merge, (found for found in read if found and found.people), facts.Facts()).people


def _signed(run: Run) -> bool:
    """Tell whether the page calls a run a byline: its block, one of two around it, or something in it."""
    around = takewhile(lambda above: above.tag not in _WHOLE, islice(tree.ancestors(run.block), 3))
    return any(naming.property_of(element, naming.SIGNED) for element in (*around, *run.inside()))


def _foreign(run: Run, flow: Flow, place: Place) -> bool:
    """Tell a line of a comment, a menu, another article or a picture; right below the title little is."""
    near = place.title is not None and 0 < run.order - place.title.order <= _NEAR
    for above in tree.ancestors(run.block):
        start, end = flow.spans.get(above, (0, 0))
        if start <= place.first < end and above is not run.block:
            return False
        heading = above.tag == "footer" and place.title is not None and place.title.order < start <= place.text
        if (above.tag in _APART and not heading) or naming.called(above, naming.PICTURED):
            return True
        around = (not near and naming.called(above, naming.AROUND)) or naming.called(above, naming.COMMENTS)
        if around and not naming.called(above, naming.SIGNED):
            return True
    return False


def _stamps(run: Run, found: Facts | None, *, near: bool) -> Iterator[Claim]:
    """The dates of a run: of its ``<time>``, else of its words; what is shown counts before what is not."""
    updated = _UPDATED.search(bare(run.text)) is not None and not _PUBLISHED.search(bare(run.text))
    teaser = found is None and not near and run.linked * 2 > len(run.text)
    written = next(filter(None, map(_shown, () if teaser else run.inside("time"))), "")
    if written:
        yield Claim("updated" if updated else "published", written, "time")
        return
    if found and found.published:
        yield Claim("published", str(found.published), f"“{run.text[:80]}”")
    if found and found.updated:
        yield Claim("updated", str(found.updated), f"“{run.text[:80]}”")


def _shown(element: Element) -> str:
    """The day of a ``<time>``: that of its words if they have one."""
    date = dates.first(tree.words(element))
    return str(date) if date and date.day else element.get("datetime") or ""
