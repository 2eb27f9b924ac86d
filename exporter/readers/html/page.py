"""A page read from end to end."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from exporter.errors import ReadError
from exporter.events import Dropped, Understood, Warned
from exporter.messages import Message
from exporter.model import Article, Paragraph, Strong, Text
from exporter.readers.flow import anchors, blocks, flow, inline, joining, naming, notes, tree
from exporter.readers.flow.flow import Flow, Run
from exporter.readers.flow.tree import Element
from exporter.readers.html import body, claims, decoding, figures, junk, metadata, parsing, sources, title, visible
from exporter.readers.html.claims import Claim, Structured
from exporter.readers.html.junk import Verdicts
from exporter.readers.press import phrases
from exporter.readers.press.lines import bare, fold, stopped
from exporter.readers.press.phrases import Phrases
from exporter.readers.press.sections import Head, build, settled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Metadata
    from exporter.ports import Original, World
    from exporter.walk import Content

_NO_ARTICLE = ReadError("no article on the page", "check that the page was saved whole, its text included")
_LONGEST_SUBTITLE = 200
_PARTS = frozenset({"body", "div", "article", "main", "section"})
"""Elements that hold more than a paragraph."""

_SHORT, _LONG = 200, 150
_LONGEST_ADDRESS = 300
_NO_TITLE = ReadError("the page has no title", 'give one with --title "…"')


@dataclass(frozen=True, slots=True)
class _Head:
    """What is known of a page before its body is looked for; ``base`` is what its addresses are relative to."""

    root: Element
    base: str | None
    phrases: Phrases
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
    root = parsing.parse(decoding.decode(original.data, world.report, original.media_type))
    parsing.mend(root)
    runs = flow.read(root)
    head = _head(root, runs, original.url, phrases.load(world))
    found = body.find(root, runs)
    located = _located(runs, found, head)
    if located is None:
        return _unlocated(found, head, original, world)
    names = {claim.value for claim in head.claims if claim.field == "author"}
    seen = visible.read(runs, located.place, head.phrases, names)
    text = (run.block for run in located.verdicts.kept - seen.taken.keys() if run.block.tag not in _PARTS)
    meta = _metadata(metadata.Page(root, frozenset(text)), head, seen, original, world)
    meta = _kicked(_subtitled(meta, located), located, head, world)
    texts = [run.text for run in sorted(located.verdicts.kept, key=lambda run: run.order)]
    meta = metadata.checked(meta, metadata.declared(head.claims), texts, world.report)
    return settled(_article(located, seen, meta, head, world), world.report)


def _head(root: Element, runs: Flow, url: str | None, phrases: Phrases) -> _Head:
    """Gather the claims of a page's head, and choose its title."""
    data = claims.data(root)
    tagged, told = claims.tags(root), claims.structured(data)
    shared = [claim for claim in tagged if claim.origin.lower() == "og:title"]
    rest = [claim for claim in tagged if claim not in shared]
    written = tree.words(root.find(".//title")) if root.find(".//title") is not None else ""
    window = [Claim("title", written, "title")] if written else []
    every = (*shared, *told, *rest, *claims.microdata(root, runs), *window, *claims.links(root, url))
    address = next((url for claim in every if claim.field == "url" and (url := tree.address(claim.value, None))), "")
    headings = [run for run in runs.runs if flow.heading(run)]
    sites = title.names(every, urlsplit(address).netloc, headings)
    chosen = title.choose([claim for claim in every if claim.field == "title"], headings, sites)
    return _Head(root, parsing.base(root, url), phrases, data, every, sites, chosen)


def _located(runs: Flow, found: body.Found, head: _Head) -> _Body | None:
    """Find the article's runs; None if its words do not stand on the page."""
    standing = title.standing(runs, head.title.value) if head.title else None
    verdicts = junk.judge(runs, found.runs, standing, head.phrases, head.first("description"))
    if not verdicts.kept and sum(map(len, _said(found, head))) < _SHORT:
        verdicts = junk.judge(runs, junk.everything(runs, standing), standing, head.phrases, "")
    if not verdicts.kept:
        return None
    orders = [run.order for run in verdicts.kept]
    long = [run.order for run in verdicts.kept if len(run.text) > _LONG and run not in verdicts.lead]
    return _Body(runs, verdicts, visible.Place(standing, min(orders), min(long, default=min(orders)), max(orders)))


def _said(found: body.Found, head: _Head) -> list[str]:
    """The paragraphs that the extractor found, the title left out."""
    named = head.title.value if head.title else ""
    return [paragraph for paragraph in found.paragraphs if not title.same(paragraph, named)]


def _unlocated(found: body.Found, head: _Head, original: Original, world: World) -> Article:
    """Make an article of words that stand in the page's data alone."""
    paragraphs = _said(found, head)
    if sum(map(len, paragraphs)) < _SHORT:
        raise ReadError(_NO_ARTICLE.message, _NO_ARTICLE.hint)
    world.report(Warned("not-shown", "the article stands in the page's data alone: its headings and pictures are lost"))
    meta = _metadata(metadata.Page(head.root, frozenset()), head, visible.Visible(), original, world)
    meta = metadata.checked(meta, metadata.declared(head.claims), paragraphs, world.report)
    return Article(meta, blocks=tuple(Paragraph((Text(text),)) for text in paragraphs))


def _metadata(page: metadata.Page, head: _Head, seen: visible.Visible, original: Original, world: World) -> Metadata:
    chosen = head.title or (Claim("title", original.title, Message("given")) if original.title else None)
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
    world.report(Understood("kicker", run.text, Message("above the title")))
    return replace(meta, kicker=run.text)


def _article(located: _Body, seen: visible.Visible, meta: Metadata, head: _Head, world: World) -> Article:
    """Make the article of its runs."""
    runs, place = located.flow, located.place
    kept = located.verdicts.kept - seen.taken.keys() - located.taken
    around = inline.Surroundings(meta.language, head.base, quotes=world.language(meta.language).quotes)
    called = notes.find(head.root, runs, kept)
    around = replace(around, anchors=anchors.find(runs, (*called.calls, *called.backs)))
    end = min(len(runs.runs), place.last + 120)
    cited = sources.find(sources.Reading(runs, around, head.phrases, frozenset(called.runs)), kept, (place.first, end))
    around = replace(around, notes=called.calls, backs=frozenset(called.backs))
    announced = notes.headings(runs, called, head.phrases)
    rest = kept - called.runs - cited.runs - announced
    ends = body.ends(rest, around, head.phrases)
    lead = [run for run in located.verdicts.lead if run in rest]
    rest = rest - ends.runs - set(lead)
    shown = figures.chosen(runs, place, located.verdicts.kept)
    around = replace(around, pictures=figures.shown(shown, around.base, meta.title))
    page = blocks.Page(runs, rest, around, (place.first, place.last), called.names, paragraph)
    before, below = build(joining.plain(blocks.blocks(runs.top, page)))
    for warning in _warnings(head, runs, kept, len(shown)):
        world.report(warning)
    named = located.taken | ({place.title} if place.title else set())
    told = kept | seen.taken.keys() | named | cited.runs | called.runs | announced | page.used
    _report(located, told, world)
    _unsaid(located, seen, meta, world)
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
    for run, persons in seen.taken.items():
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


_LONGEST_HEADING = 150
_LOWEST = 7
"""The level of a heading that no element makes one: below all others."""


def paragraph(run: Run, content: Content) -> Paragraph | Head:
    """Make a paragraph of a run, or a heading: where the page calls it one, where it is short and strong throughout."""
    if len(run.text) > _LONGEST_HEADING or stopped(run.text) or not run.text[:1].isalnum():
        return Paragraph(content)
    if run.sole is not None and any(naming.called(part, naming.HEADING) for part in run.sole.iter()):
        return Head(_LOWEST, content)
    match content:
        case (Strong(content=words),) if run.block.tag == "p" and not run.text.endswith(("?", "»", ":", ",", ";")):
            return Head(_LOWEST, words)
        case _:
            return Paragraph(content)


_WALL = re.compile(
    r"(?:la suite|article|contenu|lecture)[^.]{0,40}reservee?s? (?:a|aux) (?:nos )?(?:abonne|membre|adherent)"
    r"|(?:il (?:vous )?reste|vous reste) \d{1,3} ?% (?:de cet article |de l'article )?a (?:lire|decouvrir)"
    r"|(?:abonnez-vous|identifiez-vous|connectez-vous) pour (?:lire|continuer|poursuivre|acceder|debloquer)"
    r"|pour (?:lire la suite|continuer (?:votre|la) lecture|acceder a (?:la suite|l'integralite))"
    r"|subscribe to (?:continue|read)"
)
_STUB = 2500
"""Characters below which an article that is for subscribers is surely cut."""

_GALLERY = 8


def _warnings(head: _Head, flow: Flow, kept: set[Run], pictures: int) -> Iterator[Warned]:
    """Tell what an editor should know before such a page is exported."""
    size = sum(len(run.text) for run in kept)
    if _cut(head, flow, size):
        yield Warned("paywall", "the page shows only the beginning of the article: the rest is for subscribers")
    if "LiveBlogPosting" in head.data.types or _many(head.root, naming.LIVE, 5):
        yield Warned("live-blog", "the page is a live blog: what is read now is not its end")
    if pictures >= _GALLERY and size < pictures * 400:
        yield Warned("gallery", "the page is a gallery: its pictures say more than its words", tolerated=True)


def _cut(head: _Head, flow: Flow, size: int) -> bool:
    free = str(head.data.first("isAccessibleForFree")).strip().lower()
    if free == "true" or size >= _STUB * 2:
        return False
    walled = any(_WALL.search(fold(run.text)) for run in flow.runs if len(run.text) <= 300)  # noqa: PLR2004 - a line
    return (free == "false" and size < _STUB) or (walled and (free == "false" or _many(head.root, naming.WALLED, 1)))


def _many(root: Element, names: re.Pattern[str], wanted: int) -> bool:
    """Tell whether so many elements of the page's body are called by such a name."""
    found = (1 for element in root.iter("div", "article", "section", "li") if naming.called(element, names))
    return sum(islice(found, wanted)) == wanted
