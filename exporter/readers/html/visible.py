"""What a page shows of its article's author and dates: the lines around its title, and those below its end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from exporter.model import Person
from exporter.readers.html import inline, tree
from exporter.readers.html.claims import Claim
from exporter.readers.press import facts
from exporter.readers.press.lines import bare

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.readers.html.flow import Flow, Run
    from exporter.readers.html.tree import Element
    from exporter.readers.press.phrases import Phrases

_ABOVE, _INTO, _BELOW, _BLIND = 8, 3, 12, 15
"""Runs looked at: above the title, into the article, below it; and above the article where no title stands."""

_SIGNED = re.compile(r"(?:^|[\s_-])(?:(?:auth?|aut)[eo]u?rs?|auteure?s?|autrices?|bylines?|signatures?|writers?|journalistes?|authorsign|contributors?|creators?)(?:$|[\s_-])|author")
_ELSEWHERE = re.compile(r"comment|related|sidebar|recommend|teaser|most|lire-aussi|voir-aussi|suggest|carousel|menu|nav|footer|flux|live-feed|fil-info|breadcrumb")
_LABEL = re.compile(r"(?:auteure?s?|autrices?|author|ecrit par|texte|redige par|par|by|signe)")
_UPDATED = re.compile(r"mis(?:e)? a jour|modifie|actualis|updated|maj\b")
_LONGEST = 300


@dataclass(frozen=True, slots=True)
class Visible:
    """What the lines say. ``taken`` are the runs that say nothing else, which are no part of the body."""

    claims: tuple[Claim, ...]
    people: tuple[Person, ...]
    minutes: int | None
    taken: frozenset[Run]


@dataclass(frozen=True, slots=True)
class Place:
    """Where to look: the runs around the title, those of the article's beginning and end."""

    title: Run | None
    first: int
    last: int


def read(flow: Flow, place: Place, phrases: Phrases) -> Visible:
    """Read the lines around an article."""
    claims: list[Claim] = []
    people: tuple[Person, ...] = ()
    minutes: int | None = None
    taken: set[Run] = set()
    for run in (*_top(flow, place), *_end(flow, place)):
        if len(run.text) > _LONGEST or _foreign(run.block):
            continue
        found = _line(run, flow, phrases, sure=run.order > place.last)
        claims += _stamps(run, found)
        if found is None:
            continue
        people = people or found.people
        minutes = minutes or found.minutes
        if place.first <= run.order <= place.last and _alone(found):
            taken.add(run)
    return Visible(tuple(claims), people, minutes, frozenset(taken))


def _top(flow: Flow, place: Place) -> Iterator[Run]:
    """The runs at the article's top: from the title down first, then upwards from it."""
    until = min(place.first + _INTO, len(flow.runs))
    if place.title is None or place.title.order >= until:
        yield from flow.runs[max(0, place.first - _BLIND) : until]
        return
    yield from flow.runs[place.title.order + 1 : min(until, place.title.order + 40)]
    yield from reversed(flow.runs[max(0, place.title.order - _ABOVE) : place.title.order])


def _end(flow: Flow, place: Place) -> Sequence[Run]:
    return flow.runs[max(place.first + _INTO, place.last - _INTO + 1) : place.last + _BELOW]


def _alone(found: facts.Facts) -> bool:
    """Tell a line that is a byline or a line of dates, not an agency's name between paragraphs."""
    return bool(found.people or found.dateline or found.minutes)


def _line(run: Run, flow: Flow, phrases: Phrases, *, sure: bool) -> facts.Facts | None:
    """Read one line; below the article only what is said to be about it counts."""
    signed = _hinted(run, _SIGNED)
    text = inline.clean(run.text)
    found = facts.read(text, phrases, lone=signed)
    if found and sure and not (signed or _says(text) or found.said):
        return None
    if found is None and signed:
        found = _within(run, phrases)
    if found is None and run.order and _LABEL.fullmatch(bare(flow.runs[run.order - 1].text).rstrip(" :")):
        found = facts.read(text, phrases, lone=True)
    return found


def _says(text: str) -> bool:
    return re.match(r"(?:par|auteur|autrice|propos|texte|publi|mis)", bare(text)) is not None


def _within(run: Run, phrases: Phrases) -> facts.Facts | None:
    """Read the author's name where a line says more: in the element that is called after it."""
    for part in run.parts:
        for element in () if isinstance(part, str) else part.iter():
            if _SIGNED.search(_called(element)):
                found = facts.read(tree.words(element), phrases, lone=True)
                if found and found.people:
                    return found
    return None


def _hinted(run: Run, hint: re.Pattern[str]) -> bool:
    """Tell whether the page's own names say what a run is: those of its block, three around it, or all inside."""
    around = run.block
    for _ in range(3):
        if around is None:
            break
        if hint.search(_called(around)):
            return True
        around = around.getparent()
    return any(hint.search(_called(part)) for part in run.parts if not isinstance(part, str))


def _called(element: Element) -> str:
    return " ".join((tree.named(element), element.get("rel") or "", element.get("itemprop") or "")).lower()


def _foreign(block: Element) -> bool:
    """Tell a line of a comment, a menu or another article."""
    return any(
        above.tag in ("nav", "footer", "form") or (_ELSEWHERE.search(tree.named(above)) and above.tag not in ("body", "html", "article", "main"))
        for above in tree.ancestors(block)
    )


def _stamps(run: Run, found: facts.Facts | None) -> Iterator[Claim]:
    """The dates of a run: of its ``<time>``, else of its words."""
    times = [
        (element.get("datetime"), tree.words(element))
        for part in run.parts
        for element in (() if isinstance(part, str) else part.iter("time"))
    ]
    updated = _UPDATED.search(bare(run.text)) is not None
    for written, words in times:
        if written or words:
            yield Claim("updated" if updated and not _published(run) else "published", written or words, "time")
            return
    if found and found.published:
        yield Claim("published", str(found.published), f"“{run.text[:80]}”")
    if found and found.updated:
        yield Claim("updated", str(found.updated), f"“{run.text[:80]}”")


def _published(run: Run) -> bool:
    """Tell whether a line says when the article was published, whatever else it says."""
    return re.search(r"publi|paru|mis en ligne", bare(run.text)) is not None
