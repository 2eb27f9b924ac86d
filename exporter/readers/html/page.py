"""A page read from end to end."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from exporter.errors import ReadError
from exporter.events import Dropped, Understood, Warned
from exporter.model import Article, Paragraph, Text
from exporter.ports import World
from exporter.readers.flow import blocks, flow, inline, joining, notes, tree
from exporter.readers.flow.flow import Flow, Run
from exporter.readers.html import (
    body,
    claims,
    decoding,
    ending,
    figures,
    junk,
    kinds,
    language,
    mending,
    metadata,
    paragraphs,
    parsing,
    sources,
    structured,
    title,
    visible,
)
from exporter.readers.html.claims import Claim
from exporter.readers.html.junk import Verdicts
from exporter.readers.html.structured import Structured
from exporter.readers.press import phrases
from exporter.readers.press.lines import bare
from exporter.readers.press.phrases import Phrases
from exporter.readers.press.sections import build, settled

if TYPE_CHECKING:
    from exporter.model import Metadata
    from exporter.ports import Original
    from exporter.readers.flow.tree import Element

_NO_ARTICLE = ReadError("no article on the page", "check that the page was saved whole, its text included")
_LONGEST_SUBTITLE = 200
_PARTS = frozenset({"body", "div", "article", "main", "section"})
"""Elements that hold more than a paragraph."""

_SHORT, _LONG = 200, 150
_LONGEST_ADDRESS = 300
_NO_TITLE = ReadError("the page has no title", 'give one with --title "…"')


@dataclass(frozen=True, slots=True)
class _Head:
    """What was said of the article before its body was looked for."""

    data: Structured
    claims: tuple[Claim, ...]
    sites: frozenset[str]
    title: Claim | None

    def first(self, name: str) -> str:
        """The first value of a field."""
        return next((claim.value for claim in self.claims if claim.field == name), "")


@dataclass(frozen=True, slots=True)
class _Body:
    """The runs of the page and which of them are the article's; ``taken`` became its subtitle and kicker."""

    flow: Flow
    verdicts: Verdicts
    place: visible.Place
    taken: set[Run] = field(default_factory=set)


def read(original: Original, world: World) -> Article:
    """Read a page; raises `ReadError`."""
    known = phrases.load(world)
    root = parsing.parse(decoding.decode(original.data, world.report, original.media_type))
    mending.mend(root)
    runs = flow.read(root)
    head = _head(root, runs, original.url)
    found = body.find(root, runs)
    located = _located(runs, found, head, known)
    if located is None:
        return _unlocated(root, found, head, original, world)
    names = {claim.value for claim in head.claims if claim.field == "author"}
    seen = visible.read(runs, located.place, known, names)
    text = (run.block for run in located.verdicts.kept - seen.taken if run.block.tag not in _PARTS)
    meta = _metadata(metadata.Page(root, frozenset(text)), head, seen, original, world)
    meta = _kicked(_subtitled(meta, located), located, head, world)
    texts = [run.text for run in sorted(located.verdicts.kept, key=lambda run: run.order)]
    meta = language.checked(meta, metadata.declared(head.claims), texts, world.report)
    made = _article(root, located, seen, meta, _Tools(known, world, head.data, original.url))
    return settled(made, lambda _: None)


@dataclass(frozen=True, slots=True)
class _Tools:
    """What the last step needs besides the page; ``url`` is where that was found."""

    known: Phrases
    world: World
    data: Structured
    url: str | None


def _head(root: Element, runs: Flow, url: str | None) -> _Head:
    """Gather the claims of a page's head, and choose its title."""
    data = structured.read(root)
    tagged, told = claims.tags(root), claims.structured(data)
    shared = [claim for claim in tagged if claim.origin.lower() == "og:title"]
    rest = [claim for claim in tagged if claim not in shared]
    written = tree.words(root.find(".//title")) if root.find(".//title") is not None else ""
    window = [Claim("title", written, "title")] if written else []
    every = (*shared, *told, *rest, *claims.microdata(root, runs), *window, *claims.links(root), *claims.found(url))
    address = next((url for claim in every if claim.field == "url" and (url := tree.address(claim.value, None))), "")
    headings = [run for run in runs.runs if flow.heading(run)]
    sites = title.names(every, urlsplit(address).netloc, headings)
    return _Head(
        data, every, sites, title.choose([claim for claim in every if claim.field == "title"], headings, sites)
    )


def _located(runs: Flow, found: body.Found, head: _Head, known: Phrases) -> _Body | None:
    """Find the article's runs; None if its words do not stand on the page."""
    standing = title.standing(runs, head.title.value) if head.title else None
    verdicts = junk.judge(runs, found.runs, standing, known, head.first("description"))
    if not verdicts.kept and sum(map(len, _said(found, head))) < _SHORT:
        verdicts = junk.judge(runs, junk.everything(runs, standing), standing, known, "")
    if not verdicts.kept:
        return None
    orders = [run.order for run in verdicts.kept]
    long = [run.order for run in verdicts.kept if len(run.text) > _LONG and run not in verdicts.lead]
    return _Body(runs, verdicts, visible.Place(standing, min(orders), min(long, default=min(orders)), max(orders)))


def _said(found: body.Found, head: _Head) -> list[str]:
    """The paragraphs that the extractor found, the title left out."""
    named = head.title.value if head.title else ""
    return [paragraph for paragraph in found.paragraphs if not title.same(paragraph, named)]


def _unlocated(root: Element, found: body.Found, head: _Head, original: Original, world: World) -> Article:
    """Make an article of words that stand in the page's data alone."""
    paragraphs = _said(found, head)
    if sum(map(len, paragraphs)) < _SHORT:
        raise ReadError(_NO_ARTICLE.message, _NO_ARTICLE.hint)
    world.report(Warned("not-shown", "the article stands in the page's data alone: its headings and pictures are lost"))
    meta = _metadata(metadata.Page(root, frozenset()), head, visible.Visible(), original, world)
    meta = language.checked(meta, metadata.declared(head.claims), paragraphs, world.report)
    return Article(meta, blocks=tuple(Paragraph((Text(text),)) for text in paragraphs))


def _metadata(page: metadata.Page, head: _Head, seen: visible.Visible, original: Original, world: World) -> Metadata:
    chosen = head.title or (Claim("title", original.title, "given") if original.title else None)
    if chosen is None:
        raise ReadError(_NO_TITLE.message, _NO_TITLE.hint)
    evidence = metadata.Evidence(head.claims, seen, chosen, head.sites, head.first("subtitle") or None, world.now())
    found, origins = metadata.reconcile(page, evidence)
    for origin in origins:
        world.report(origin)
    if found.published is None:
        world.report(Warned("no-date", "no date was found on the page", tolerated=True))
    return found


def _subtitled(meta: Metadata, located: _Body) -> Metadata:
    """Choose the subtitle: no summary, nothing that the lead says.

    Else the page's heading if it is not the title, or the line below it that is called so.
    """
    standing = located.place.title
    shown = standing.text if standing and title.another(standing.text, meta.title) else None
    said = {run.text for run in located.verdicts.lead}
    fit = meta.subtitle and len(meta.subtitle) <= _LONGEST_SUBTITLE and meta.subtitle not in said
    told = meta.subtitle if fit else None
    below = None if told or shown else title.subtitle(located.verdicts.lead)
    if below is not None:
        located.taken.add(below)
    return replace(meta, subtitle=told or shown or (below.text if below else None))


def _kicked(meta: Metadata, located: _Body, head: _Head, world: World) -> Metadata:
    """Put in the words over the title."""
    sections = frozenset(bare(claim.value) for claim in head.claims if claim.field == "section")
    standing = located.place.title
    run = title.kicker(located.flow, standing, sections) if standing else None
    if run is None or bare(meta.title).startswith(bare(run.text)):
        return meta
    located.taken.add(run)
    world.report(Understood("kicker", run.text, "above the title"))
    return replace(meta, kicker=run.text)


def _article(root: Element, located: _Body, seen: visible.Visible, meta: Metadata, tools: _Tools) -> Article:
    """Make the article of its runs."""
    runs, place = located.flow, located.place
    kept = located.verdicts.kept - seen.taken - located.taken
    around = inline.Surroundings(
        meta.language, parsing.base(root, tools.url), quotes=tools.world.language(meta.language).quotes
    )
    called = notes.find(root, runs, kept)
    end = min(len(runs.runs), place.last + 120)
    cited = sources.find(sources.Reading(runs, around, tools.known, frozenset(called.runs)), kept, (place.first, end))
    around = replace(around, notes=called.calls, backs=frozenset(called.backs))
    announced = notes.headings(runs, called, tools.known)
    rest = kept - called.runs - cited.runs - announced
    ends = ending.find(rest, around, tools.known)
    lead = [run for run in located.verdicts.lead if run in rest]
    rest = rest - ends.runs - set(lead)
    shown = figures.chosen(runs, place, located.verdicts.kept)
    around = replace(around, pictures=figures.shown(shown, around.base, meta.title))
    page = blocks.Page(runs, rest, around, (place.first, place.last), called.names, paragraphs.paragraph)
    before, below = build(joining.plain(blocks.blocks(runs.top, page)))
    for warning in kinds.warnings(root, runs, kept, tools.data, len(shown)):
        tools.world.report(warning)
    named = located.taken | ({place.title} if place.title else set())
    told = kept | seen.taken | named | cited.runs | called.runs | announced | page.used
    _report(located, told, tools.world)
    _unsaid(located, seen, meta, tools.world)
    return Article(
        metadata=meta,
        lead=tuple(Paragraph(inline.content(run.parts, around)) for run in lead),
        blocks=before,
        sections=below,
        sources=tuple(cited.found),
        credits=ends.credits,
        notices=ends.notices,
        notes=notes.made(called, page),
    )


def _unsaid(located: _Body, seen: visible.Visible, meta: Metadata, world: World) -> None:
    """Tell of a byline that names others than the authors, and of a heading that is neither title nor subtitle."""
    known = {person.name for person in meta.authors}
    for run, persons in seen.bylines:
        if any(person.name not in known for person in persons):
            world.report(Dropped(run.block.sourceline or 0, run.text, "byline"))
    standing = located.place.title
    if standing and title.another(standing.text, meta.title) and standing.text != meta.subtitle:
        world.report(Dropped(standing.block.sourceline or 0, standing.text, "title"))


def _report(located: _Body, told: set[Run], world: World) -> None:
    """Tell of every run that was left out, and of players in the article."""
    for run in located.flow.runs:
        if run not in told and run.text:
            line = run.block.sourceline or 0
            world.report(Dropped(line, run.text, located.verdicts.dropped.get(run, "around")))
    for element in located.flow.top.iter("iframe", "video", "audio"):
        start, _ = located.flow.spans.get(element, (0, 0))
        if located.place.first < start <= located.place.last:
            address = element.get("src") or element.get("data-src") or element.tag
            world.report(Dropped(element.sourceline or 0, address[:_LONGEST_ADDRESS], "embedded"))
