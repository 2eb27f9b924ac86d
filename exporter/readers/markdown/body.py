"""The text below front matter: prepared for the parser, parsed, made a flow of blocks and headings, then an article."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from exporter import walk
from exporter.model import Article, Block, Figure, NoteRef, Notice, Paragraph, Rule
from exporter.readers.flow import blocks, flow, joining, notes, sources, tree
from exporter.readers.flow.inline import Surroundings
from exporter.readers.markdown import code, containers, dialects, layout, mdx, rendering, restoring, shortcodes
from exporter.readers.markdown.restoring import Leaves, Restorer, same
from exporter.readers.markdown.stash import Stash
from exporter.readers.press import facts, notices
from exporter.readers.press.facts import Facts
from exporter.readers.press.phrases import Phrases
from exporter.readers.press.sections import Head, build, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporter.events import Report
    from exporter.model import Metadata, Note
    from exporter.readers.flow.tree import Element
    from exporter.readers.markdown.losses import Losses
    from exporter.readers.markdown.mdx import Modules

Flow = list[Block | Head]
_MOST_RUNS = 200_000
_DEFINITION = re.compile(
    r"(?m)^[ ]{0,3}\[(?P<label>[^\[\]^\n][^\[\]\n]{0,300})\]:[ \t]*\n?[ \t]*<?(?P<target>[^\s<>]+)>?"
    r"(?:[ \t]+(?P<title>\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*$"
)
_SHORT_FORM = re.compile(r"(?m)^[ ]{0,3}\*\[(?P<short>[^\[\]\n]{1,200})\]:[ \t]*(?P<long>.*)$")


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading a text needs: the words of boxes, the phrases of the press, what was said of the article."""

    boxes: Mapping[str, str]
    phrases: Phrases
    language: str
    base: str | None
    quotes: tuple[str, str]


def read(modules: Modules, reading: Reading, losses: Losses, *, echo: bool) -> tuple[Flow, tuple[Note, ...]]:
    """Read a text: its blocks and headings in order, and its notes."""
    stash = Stash()

    def drop(words: str, reason: str) -> None:
        losses.drop(stash.source(words), reason)

    lines = containers.resolve(modules.lines, reading.boxes, drop)
    text = code.set_aside(lines, code.Shelf(stash, drop, losses.report, echo))
    text = mdx.take_out(dialects.without_regions(text, drop), stash, drop, modules)
    text = shortcodes.take_out(text, stash, drop)
    text = layout.normalise(rendering.set_aside(dialects.resolve(text, stash, drop), stash, losses.report))
    text = rendering.bound(text, stash, losses.report)
    root = rendering.render(text, stash.with_markup)
    _definitions(text, root, drop)
    restorer = Restorer(Leaves(stash, drop, reading.base), reading.boxes)
    restorer.restore(root)
    return _understood(root, restorer.pictures, reading)


def _understood(root: Element, pictures: Mapping[Element, Figure], reading: Reading) -> tuple[Flow, tuple[Note, ...]]:
    """The blocks of a restored tree, and its notes."""
    runs = flow.read(root, _MOST_RUNS)
    called = restoring.notes(root, runs)
    headings = notes.headings(runs, called, reading.phrases)
    around = Surroundings(reading.language, pictures=pictures, quotes=reading.quotes)
    page = notes.page(runs, called, headings, around)
    found = list(joining.plain(blocks.blocks(root, page)))
    return found, notes.made(called, page, labelled=False)


def _definitions(text: str, root: Element, drop: Callable[[str, str], None]) -> None:
    """Report what was defined and not used: the addresses of links, the long forms of abbreviations."""
    addresses = {element.get(name) for element in root.iter() for name in ("href", "src")}
    long_forms = {(element.get("title") or "").strip() for element in root.iter("abbr")}
    defined = [(match[0], match["target"] in addresses) for match in _DEFINITION.finditer(text)]
    defined += [(match[0], match["long"].strip() in long_forms) for match in _SHORT_FORM.finditer(text)]
    for written, used in defined:
        if not used:
            drop(written, "definition")


def take_title(flow: Flow, known: str) -> Head | None:
    """Take the title out of a flow: its first heading, if it is the only one of its level, or the known title."""
    marks = [item for item in flow if isinstance(item, Head)]
    if not marks:
        return None
    first = marks[0]
    above = all(isinstance(item, Figure | Rule) for item in flow[: flow.index(first)])
    alone = above and first.level == 1 and sum(mark.level == 1 for mark in marks) == 1
    untitled = above and not known
    if alone or untitled or same(walk.plain(first.content), known):
        flow.remove(first)
        return first
    return None


def take_byline(flow: Flow, phrases: Phrases, heard: Callable[[str], None]) -> Facts | None:
    """Take the line below the title out of a flow, if all that it says is who wrote the article, and when.

    ``heard`` is told its words.
    """
    first = flow[0] if flow else None
    if not isinstance(first, Paragraph) or any(isinstance(node, NoteRef) for node in first.content):
        return None
    read = [facts.read(tree.line(line), phrases) for line in walk.plain(first.content).split("\n") if line.strip()]
    told = reduce(facts.merge, (line or Facts(keywords=("",)) for line in read), Facts())
    if not told.people or told.kicker or told.publisher or told.keywords or told.url or told.credits:
        return None
    flow.remove(first)
    heard(walk.plain(first.content))
    return told


def assemble(flow: Flow, metadata: Metadata, notes: Sequence[Note], phrases: Phrases, report: Report) -> Article:
    """Make the article; links that lead nowhere in it become words, which is reported."""
    rest, told = _noticed(flow, phrases)
    before, found = build(rest)
    sections, listed = sources.part(found, phrases, bare=False)
    blocks, sections, last = sources.last_line(before, sections, phrases)
    cited = (*listed, *last)
    article = Article(metadata, blocks=blocks, sections=sections, sources=cited, notices=told, notes=tuple(notes))
    return settled(article, report)


def _noticed(flow: Flow, phrases: Phrases) -> tuple[Flow, tuple[Notice, ...]]:
    """Take out what the first and the last paragraphs say of the article itself; all is text where nothing else is."""
    paragraphs = [item for item in flow if isinstance(item, Paragraph)]
    ends = (*paragraphs[: notices.FIRST], *paragraphs[-notices.LAST :])
    told = {id(item): notices.told(" ".join(walk.plain(item.content).split()), phrases) for item in ends}
    rest = [item for item in flow if not told.get(id(item))]
    if not any(not isinstance(item, Head | Rule) for item in rest):
        return flow, ()
    kinds = ((told.get(id(item)), item) for item in paragraphs)
    return rest, tuple(Notice(kind, item.content) for kind, item in kinds if kind)
