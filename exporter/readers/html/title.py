"""The title: of those that a page gives, the one without its site's name, and where it stands on the page."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from exporter.readers.flow import flow, naming, tree
from exporter.readers.html.claims import Claim, letters
from exporter.readers.press import dates
from exporter.readers.press.lines import bare, stopped

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from exporter.readers.flow.flow import Flow, Run

_CUT = re.compile(r"\s+[-–—|·•›»‹«/:]\s+|\s*\|\s*|\s+::\s+")
_TRUNCATED = re.compile(r"(?:\.\.\.|…|\[…\]|\(\.\.\.\))$")
_BEHIND = re.compile(r"[.…!?»\"\s]*\s[-–—|·•›»:(/]")
_BEFORE = re.compile(r"[-–—|·•›»«:/]\s+$")
_TITLE = 20
"""Characters that a rubric's name does not have."""

_LONGEST = 400
_NEAR = 3
_LEVELS = 3
_HOST = re.compile(r"(?:https?:)?//[^/?#]{1,200}")
_LONGEST_KICKER, _LONGEST_SUBTITLE = 80, 200


def choose(claims: Sequence[Claim], headings: Sequence[Run], sites: frozenset[str]) -> Claim | None:
    """Choose the title. ``headings`` are the page's, of all levels, ``sites`` names of the site, bare.

    What several places agree on wins over what one says; the page's own heading gives the spelling.
    """
    shown = [
        Claim("title", run.text, flow.heading(run))
        for run in headings
        if 0 < len(run.text) <= _LONGEST and bare(run.text) not in sites
    ]
    seen = [claim for claim in shown if claim.origin == "h1"] or [
        claim for claim in shown if any(_within(claim.value, one.value) for one in claims)
    ]
    told = [cleaned for claim in claims if (cleaned := _cleaned(claim, seen, sites))]
    for claim in told:
        spelt = next((one for one in seen if same(one.value, claim.value)), None)
        if spelt:
            return Claim("title", spelt.value, f"{claim.origin} = {spelt.origin}")
        stem = bare(_TRUNCATED.sub("", claim.value)) if _TRUNCATED.search(claim.value) else None
        if stem is not None and any(
            bare(one.value).startswith(stem) for one in (*seen, *told) if bare(one.value) != stem
        ):
            continue
        fuller = next((one for one in seen if _colon(one.value, claim.value)), None)
        if fuller:
            return fuller
        kin = next((one for one in seen if claim.origin == "title" and _kin(one.value, claim.value)), None)
        if kin:
            return kin
        if not seen or any(_kin(claim.value, other.value) for other in (*seen, *told) if other is not claim):
            return claim
    return seen[0] if seen else next(iter(told), None)


def _within(heading: str, title: str) -> bool:
    """Tell whether a title is a heading's words and, behind or before a sign, the name of something else.

    What is shorter than that name may be the rubric's: "Actualités".
    """
    one, other = bare(heading), bare(title)
    if other.startswith(one):
        return len(one) > _TITLE or (len(one) * 2 > len(other) and _BEHIND.match(other[len(one) :]) is not None)
    return len(one) * 2 > len(other) and other.endswith(one) and _BEFORE.search(other[: -len(one)]) is not None


def _colon(heading: str, title: str) -> bool:
    """Tell whether a heading says a title and, behind a colon, more."""
    return bare(heading).startswith(bare(title)) and re.match(r"\s?:\s", bare(heading)[len(bare(title)) :]) is not None


def another(heading: str, title: str) -> bool:
    """Tell whether a heading says something else than the title: neither holds the other."""
    one, other = letters(heading), letters(title)
    return one not in other and other not in one


def same(one: str, other: str) -> bool:
    """Tell whether two titles have the same letters."""
    return letters(one) == letters(other)


def _kin(one: str, other: str) -> bool:
    """Tell whether two titles speak of the same: they share a word that is not short."""
    return bool(_long(one) & _long(other))


def _long(text: str) -> set[str]:
    return {word for word in re.findall(r"\w+", bare(text)) if len(word) > 3}  # noqa: PLR2004 - longer than articles


def _cleaned(claim: Claim, seen: Sequence[Claim], sites: frozenset[str]) -> Claim | None:
    """A title without the names of its site and its rubric; None if nothing else is left."""
    text = claim.value.strip()
    for one in seen:
        key, heading = bare(text), bare(one.value)
        glued = key.startswith(heading) and _BEHIND.match(key[len(heading) :]) is not None
        if key != heading and (glued or _within(one.value, text)):
            return Claim("title", one.value, f"{claim.origin}, {one.origin}")
    cuts = list(_CUT.finditer(text))
    if cuts and claim.origin == "title" and _signed(text, cuts[-1], sites):
        text = text[: cuts.pop().start()].rstrip()
    while (site := _site_s(text, cuts, sites)) is not None:
        text, cuts = text[: cuts[site].start()].rstrip(), cuts[:site]
    if cuts and _of_the_site(text[: cuts[0].start()], sites) and len(text) > cuts[0].end():
        text = text[cuts[0].end() :]
    return Claim("title", text, claim.origin) if text and bare(text) not in sites and len(text) <= _LONGEST else None


def _site_s(text: str, cuts: list[re.Match[str]], sites: frozenset[str]) -> int | None:
    """Find the cut behind which there is only the name of the site, which may have signs in it too."""
    return next((place for place, cut in enumerate(cuts) if _of_the_site(text[cut.end() :], sites)), None)


def _signed(text: str, cut: re.Match[str], sites: frozenset[str]) -> bool:
    """Tell whether a window's title ends with the site's name: behind a sign that is no dash, or with a word of it."""
    tail = text[cut.end() :]
    known = any(_long(site.replace("-", " ")) & _long(tail) for site in sites)
    return len(tail) < cut.start() and (known or not re.search(r"[-–—:/]", cut[0]))


def _of_the_site(part: str, sites: frozenset[str]) -> bool:
    """Tell the site's name, its address, or the page's date."""
    if letters(part) in {"", *map(letters, sites)}:
        return True
    found = dates.first(part)
    return found is not None and found.day is not None and len(part) <= 30  # noqa: PLR2004 - a date and no more


def standing(page: Flow, title: str) -> Run | None:
    """Find the run that shows the title: a heading before other words; else the first ``<h1>`` that is like it."""
    key = letters(title)
    alike = (run for run in page.runs if len(key) // 2 <= len(run.text) <= min(_LONGEST, 3 * len(key)))
    same = [run for run in alike if letters(run.text) == key]
    like = (run for run in page.runs if flow.heading(run) == "h1" and _kin(run.text, title))
    return next((run for run in same if flow.heading(run) in ("h1", "h2")), same[0] if same else next(like, None))


def kicker(page: Flow, title: Run, sections: frozenset[str]) -> Run | None:
    """Find the words set over the title: a short line right above it that is called so or names the rubric.

    ``sections`` are the rubrics that the page's head names, bare.
    """
    near = [
        run
        for run in reversed(page.runs[max(0, title.order - _NEAR) : title.order])
        if 0 < len(run.text) <= _LONGEST_KICKER and not same(run.text, title.text) and not flow.heading(run)
    ]
    called = (run for run in near if _called(run, naming.KICKER))
    return next(called, None) or next((run for run in near if bare(run.text) in sections), None)


def subtitle(lead: Sequence[Run]) -> Run | None:
    """Find the line below the title that is called a subtitle, among what would be the lead."""
    first = lead[0] if len(lead) > 1 else None
    short = first is not None and len(first.text) <= _LONGEST_SUBTITLE and not stopped(first.text)
    return first if first is not None and short and _called(first, naming.SUBTITLE) else None


def _called(run: Run, names: re.Pattern[str]) -> bool:
    """Tell whether a run, what it stands in or what stands in it is called so."""
    around = islice(tree.ancestors(run.block), 1 if flow.heading(run) else 2)
    return any(naming.called(element, names) for element in (*around, *run.inside()))


def names(claims: Iterable[Claim], host: str, headings: Iterable[Run]) -> frozenset[str]:
    """What the site may be called: its publisher's names, its host with and without its ending, its home's heading."""
    found = {bare(claim.value) for claim in claims if claim.field == "publisher"}
    shown = {bare(run.text) for run in headings}
    found |= {bare(run.text) for run in headings if _home(run)}
    titles = {claim.value for claim in claims if claim.field == "title"}
    for told, cut in [(one, cut) for one in titles for cut in _CUT.finditer(one)]:
        head, tail = bare(told[: cut.start()]), bare(told[cut.end() :])
        if head in shown - found and (tail in shown or (tail not in map(bare, titles) and len(tail) < len(head))):
            found.add(tail)
    labels = host.removeprefix("www.").split(".")
    if len(labels) > 1:
        found |= {bare(host), bare(host.removeprefix("www.")), bare(".".join(labels[:-1])), bare(labels[-2])}
    return frozenset(name for name in found if name)


def _home(heading: Run) -> bool:
    """Tell the site's name among a page's headings: called so, or nothing but a link to its first page."""
    if any(naming.called(element, naming.SITE) for element in islice(tree.ancestors(heading.block), _LEVELS)):
        return True
    around = islice(tree.ancestors(heading.block), _LEVELS)
    links = [*heading.inside("a"), *(element for element in around if element.tag == "a")]
    paths = {_HOST.sub("", link.get("href") or "#", count=1).strip("/") for link in links}
    return heading.linked >= len(heading.text) and paths <= {"", "index.html", "index.php"}
