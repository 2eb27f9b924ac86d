"""What of the found words is no part of the article, and which words that were passed over are one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from exporter.readers.flow import naming, tree
from exporter.readers.flow.flow import HEADINGS, Run
from exporter.readers.flow.tree import Element
from exporter.readers.html import body
from exporter.readers.press import boilerplate, dates
from exporter.readers.press.lines import bare, fold
from exporter.readers.press.phrases import Phrases

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.readers.flow.flow import Flow

_TAGS = frozenset({"nav", "footer", "form", "aside"})
_COLUMN_PARTS = frozenset({
    *HEADINGS,
    "p", "footer", "cite", "li", "ul", "ol", "dd", "dt", "dl", "blockquote", "td", "th", "tr", "tbody", "thead",
    "tfoot", "table", "caption", "pre", "figcaption", "figure",
})  # fmt: skip
_FRAMED = _COLUMN_PARTS | {"section"}
_ENDINGS = frozenset({"table", "ul", "ol", "dl", "figure"})
_LARGE = 0.3
_ANNOUNCED = re.compile(
    r"\W*(?:(?:a )?(?:re)?(?:lire|voir|ecouter|decouvrir)(?: aussi| egalement)?|sur le meme (?:sujet|theme)"
    r"|read (?:also|more)|notre dossier)\b"
)
_LISTEN = re.compile(r"\W*(?:a )?(?:re)?(?:ecoute|regarde|voir|lire la video|podcast|la video)")
_INVITES = re.compile(
    r"\W*(?:abonnez|inscrivez|soutenez|s'abonner|s'inscrire|recevez (?:nos|notre|la|les|chaque|toute))\b"
)
_INITIALS = re.compile(r"[a-z]{2,5}(?:[-/][a-z]{2,5}){1,6}")
_PLAYERS = ("audio", "video", "iframe")
_FEW, _LINE = 600, 200
_MOST = 0.8
_QUOTED, _LONGEST_QUOTE, _SPEAKER = 40, 600, 150
_LONGEST, _MANY_QUOTES, _TWICE, _CAPTION = 5000, 50, 80, 20
_DENSE = 0.6
_LINKS, _FEW_LINKS = 0.5, 0.1
_BOXED = 4
"""Levels around a paragraph on which its box is looked for."""


@dataclass(slots=True)
class Verdicts:
    """The runs of the article, and why the others around them are left out."""

    kept: set[Run]
    lead: list[Run] = field(default_factory=list)
    dropped: dict[Run, str] = field(default_factory=dict)

    @property
    def ordered(self) -> list[Run]:
        """The runs of the article in reading order."""
        return sorted(self.kept, key=lambda run: run.order)

    def drop(self, runs: Iterable[Run], reason: str) -> None:
        """Leave runs out."""
        for run in runs:
            self.kept.discard(run)
            self.dropped[run] = reason


@dataclass(frozen=True, slots=True)
class Scale:
    """How many characters of an element are the article's, how many it has, and how many are links'."""

    kept: dict[Element, int]
    whole: dict[Element, int]
    links: dict[Element, int]

    def share(self, element: Element) -> float:
        """The article's share of an element's characters."""
        return self.kept.get(element, 0) / max(1, self.whole.get(element, 0))


def weigh(runs: Iterable[Run], kept: frozenset[Run] | set[Run]) -> Scale:
    """Count the characters of all elements."""
    scale = Scale({}, {}, {})
    for run in runs:
        size = len(run.text)
        for element in tree.ancestors(run.block):
            scale.whole[element] = scale.whole.get(element, 0) + size
            if run.linked:
                scale.links[element] = scale.links.get(element, 0) + run.linked
            if run in kept:
                scale.kept[element] = scale.kept.get(element, 0) + size
    return scale


def judge(flow: Flow, found: frozenset[Run], title: Run | None, phrases: Phrases, summary: str) -> Verdicts:
    """Correct what the extractor found by what the page calls its parts and by what pages say around articles.

    ``summary`` is the description that the page's head gives.
    """
    scale = weigh(flow.runs, found)
    verdicts = Verdicts(set())
    whole = sum(len(run.text) for run in found)
    above = sum(len(run.text) for run in found if title is not None and run.order < title.order)
    start = title.order if title is not None and above < whole * _LARGE else 0
    looking = _Looking(title, scale, whole, phrases, start)
    for run in flow.runs:
        if run in found:
            verdicts.kept.add(run)
            if reason := _unfit(run, looking):
                verdicts.drop([run], reason)
    _repeated(verdicts, scale)
    _contents(flow, verdicts)
    _doubled(flow, verdicts)
    _invitations(flow, verdicts)
    if verdicts.kept:
        _rescue(flow, verdicts, scale, phrases)
        _end(flow, verdicts, scale, phrases)
        verdicts.lead += body.lead(flow, verdicts.kept, title, summary, phrases)
        verdicts.kept.update(verdicts.lead)
        _headless(flow, verdicts)
    return verdicts


@dataclass(frozen=True, slots=True)
class _Looking:
    """What judging a run needs: where the title stands, the characters counted, and how many the article has."""

    title: Run | None
    scale: Scale
    whole: int
    phrases: Phrases
    start: int


def _unfit(run: Run, looking: _Looking) -> str | None:
    """Tell why a run that the extractor found is not the article's."""
    if looking.title is not None and bare(run.text[:_LONGEST]) == bare(looking.title.text):
        return "title"
    if run.asks or run.order < looking.start:
        return "form" if run.asks else "above"
    if _misplaced(run, looking.scale, looking.whole):
        return "around"
    if _ANNOUNCED.match(fold(run.text[:80])) and run.linked * 2 > len(run.text):
        return "related"
    doubtful = len(run.text) < _LINE or run.linked > len(run.text) * _MOST
    return boilerplate.reason(run.text, looking.phrases) if doubtful else None


def _misplaced(run: Run, scale: Scale, whole: int) -> bool:
    """Tell whether the extractor was wrong about a part that the page calls something else: links or few words."""
    element = around(run.block, scale, whole, found=True)
    if element is None:
        return False
    if element.tag in ("nav", "footer", "form"):
        return True
    size = scale.whole.get(element, 0)
    return size < _FEW or scale.links.get(element, 0) > size * _LINKS


def _repeated(verdicts: Verdicts, scale: Scale) -> None:
    """Leave out quotations that repeat a sentence of the text beside it, with their speakers."""
    ordered = verdicts.ordered
    short = [run for run in ordered if _QUOTED <= len(run.text) <= _LONGEST_QUOTE]
    quotes = [(run, quote) for run in short if (quote := _quote(run)) is not None]
    if not quotes:
        return
    quoted = {run for run, _ in quotes}
    text = "\n".join(bare(run.text[:_LONGEST]) for run in ordered if run not in quoted)
    for run, quote in quotes[:_MANY_QUOTES]:
        if bare(run.text).strip("\"'«» ") in text:
            box = _box(quote, len(run.text), scale)
            verdicts.drop([other for other in verdicts.kept if box in set(tree.ancestors(other.block))], "repeated")


def _doubled(flow: Flow, verdicts: Verdicts) -> None:
    """Leave out a paragraph that stands there a second time, or below a picture too: for screens of another size."""
    captions = {run.text for run in flow.runs if run.block.tag == "figcaption" and len(run.text) >= _CAPTION}
    below = [run for run in verdicts.kept if run.text in captions and run.block.tag != "figcaption"]
    verdicts.drop(below, "repeated")
    pairs = pairwise(verdicts.ordered)
    again = [run for before, run in pairs if len(run.text) >= _TWICE and run.text == before.text]
    verdicts.drop([run for run in again if run.block.tag not in HEADINGS], "repeated")


def _quote(run: Run) -> Element | None:
    """The element around a run that sets it apart as a quotation, or as the speaker's name below one."""
    return next((above for above in tree.ancestors(run.block) if _pulled(above)), None)


def _invitations(flow: Flow, verdicts: Verdicts) -> None:
    """Leave out small boxes that begin with an invitation to subscribe, whatever they are called."""
    whole = sum(len(run.text) for run in verdicts.kept)
    for run in [run for run in verdicts.kept if len(run.text) < _LINE and _INVITES.match(fold(run.text))]:
        box = run.block.getparent()
        below = [one for one in flow.below(box) if one.text] if box is not None else []
        if below and below[0] is run and sum(len(one.text) for one in below) <= min(_FEW, whole * _LARGE):
            verdicts.drop(below, "subscription")


def _contents(flow: Flow, verdicts: Verdicts) -> None:
    """Leave out a table of contents: a list that says the headings below it, and nothing else."""
    headings = {bare(run.text) for run in verdicts.kept if run.block.tag in HEADINGS}
    ordered = verdicts.ordered if headings else []
    lists = dict.fromkeys(above for run in ordered for above in tree.ancestors(run.block) if above.tag in ("ul", "ol"))
    for element in list(lists)[:_MANY_QUOTES]:
        runs = [run for run in flow.below(element) if run.text]
        if len(runs) > 1 and sum(bare(run.text) in headings for run in runs) >= len(runs) * _MOST:
            verdicts.drop(runs, "contents")


def _pulled(element: Element) -> bool:
    framed = element.tag == "figure" and element.find(".//blockquote") is not None
    return framed or element.tag in ("blockquote", "aside", "q") or naming.called(element, naming.QUOTE)


def _box(quote: Element, size: int, scale: Scale) -> Element:
    """The largest element around a quotation that holds little else."""
    box = quote
    while box.getparent() is not None and scale.whole.get(box.getparent(), 0) <= size + _SPEAKER:
        box = box.getparent()
    return box


def around(block: Element, scale: Scale, whole: int, *, found: bool = False) -> Element | None:
    """The element around a block that the page says is none of the article's; it holds no large part of it.

    Of ``found`` words the extractor has looked already whether readers wrote them: a live report has comments too.
    """
    if block.tag in ("footer", "cite") and next(block.iterancestors("blockquote", "figure"), None) is not None:
        return None
    for element in tree.ancestors(block):
        if element.tag in ("body", "html", "main"):
            return None
        beside = element.tag == "aside" and (naming.called(element, naming.BOX) or _told(element, scale))
        marked = (element.tag in _TAGS and not beside) or naming.called(element, naming.AROUND)
        marked = marked or (not found and naming.called(element, naming.COMMENTS))
        if marked and scale.kept.get(element, 0) <= whole * _LARGE:
            return element
    return None


def _told(aside: Element, scale: Scale) -> bool:
    """Tell a box of words beside the text from one of links."""
    return scale.links.get(aside, 0) <= scale.whole.get(aside, 0) * _FEW_LINKS


def _rescue(flow: Flow, verdicts: Verdicts, scale: Scale, phrases: Phrases) -> None:
    """Take back what stands among the article's words in the same column, and headings above them."""
    orders = [run.order for run in verdicts.kept]
    first, last = min(orders), max(orders)
    whole = sum(len(run.text) for run in verdicts.kept)
    for run in reversed(flow.runs[first : last + 1]):
        if run in verdicts.kept or run in verdicts.dropped or not run.text:
            continue
        if around(run.block, scale, whole) is not None or (run.block.tag == "figcaption" and _quote(run) is None):
            verdicts.dropped[run] = "around"
        elif reason := boilerplate.reason(run.text, phrases):
            verdicts.dropped[run] = reason
        elif _belongs(run, flow, verdicts, scale):
            verdicts.kept.add(run)
        else:
            verdicts.dropped[run] = "around"


def _belongs(run: Run, flow: Flow, verdicts: Verdicts, scale: Scale) -> bool:
    column = _column(_box_of(run.block))
    dense = scale.share(column) >= _DENSE
    if run.block.tag in HEADINGS:
        after = flow.after(run)
        return after in verdicts.kept and (dense or _column(after.block) is column)
    return dense and run.linked <= len(run.text) * _LINKS


def _end(flow: Flow, verdicts: Verdicts, scale: Scale, phrases: Phrases) -> None:
    """Take in what ends the article and is no paragraph: tables, lists and pictures right behind it, with headings."""
    last = verdicts.ordered[-1]
    column, whole = _part_of(last.block, flow), sum(len(run.text) for run in verdicts.kept)
    left = scale.whole.get(column, 0) - scale.kept.get(column, 0)
    heads: list[Run] = []
    run = flow.after(last)
    while run is not None and _part_of(run.block, flow) is column and around(run.block, scale, whole) is None:
        if run.block.tag in HEADINGS:
            heads, run = [*heads, run], flow.after(run)
            continue
        ending = [*heads, *_closing(run, flow)]
        left -= sum(len(one.text) for one in ending)
        said = any(one.text and boilerplate.reason(one.text, phrases) for one in ending)
        if ending == heads or said or left > scale.kept.get(column, 0) * (1 - _DENSE):
            return
        verdicts.kept.update(one for one in ending if one.text)
        heads, run = [], flow.after(ending[-1])


def _closing(run: Run, flow: Flow) -> list[Run]:
    """The runs of the table, list or picture that a run begins; none if it begins none, or what leads elsewhere."""
    above = (one for one in tree.ancestors(run.block) if one.tag in _ENDINGS)
    runs = next((flow.below(one) for one in above if flow.below(one)[0] is run), [])
    return [] if any(one.linked for one in runs) else runs


def _part_of(block: Element, flow: Flow) -> Element:
    """The column of a block, whatever frame or section of that it stands in."""
    inner = column = block
    while (above := column.getparent()) is not None:
        if column.tag not in _FRAMED and (column is inner or flow.spans.get(column) != flow.spans.get(inner)):
            break
        inner, column = column, above
    return column


def _box_of(block: Element) -> Element:
    """What stands around the box that a paragraph stands in; the paragraph itself if in none."""
    box = next((above for above in islice(tree.ancestors(block), _BOXED) if _boxed(above)), None)
    while box is not None and box.getparent() is not None and _boxed(box):
        box = box.getparent()
    return block if box is None else box


def _boxed(element: Element) -> bool:
    return element.tag == "aside" or naming.called(element, naming.BOX) or naming.called(element, naming.QUOTE)


def _column(block: Element) -> Element:
    """The element that a paragraph stands in with its neighbours."""
    while block.tag in _COLUMN_PARTS and block.getparent() is not None:
        block = block.getparent()
    return block


def _headless(flow: Flow, verdicts: Verdicts) -> None:
    """Leave out headings that head nothing: over a player alone, and what leads to other articles, at the end too."""
    for run, after in pairwise(verdicts.ordered):
        heads = run.block.tag in HEADINGS and run not in verdicts.lead
        if heads and (_plays(run, flow, verdicts.kept) or (_leads(run) and after.block.tag in HEADINGS)):
            verdicts.drop([run], "embedded")
    ordered = verdicts.ordered
    while len(ordered) > 1 and _empty(ordered[-1]):
        verdicts.drop([ordered.pop()], "around")


def _plays(heading: Run, flow: Flow, kept: set[Run]) -> bool:
    """Tell a heading that stands with a player and no words of the article in a box of its own, or calls to listen."""
    box, after = heading.block.getparent(), heading.block.getnext()
    alone = not any(run in kept for run in flow.below(box) if run is not heading)
    called = after is not None and _LISTEN.match(fold(heading.text)) is not None
    return any(next(one.iter(*_PLAYERS), None) is not None for one in ([box] if alone else [after] if called else []))


def _leads(run: Run) -> bool:
    """Tell a heading or an item of a list that is nothing but a link to another page."""
    above = list(islice(tree.ancestors(run.block), _BOXED))
    listed = any(element.tag == "li" for element in above[:2])
    links = [*(element for element in above if element.tag == "a"), *run.inside("a")]
    leads = any(not (link.get("href") or "#").startswith("#") for link in links)
    return (listed or run.block.tag in HEADINGS) and run.linked >= len(run.text) and leads


def _empty(run: Run) -> bool:
    """Tell a last line that says nothing: a heading, a link to another article and its date, an agency's initials."""
    dated = run.linked * 2 > len(run.text) and dates.first(run.text) is not None
    return run.block.tag in HEADINGS or dated or _leads(run) or _INITIALS.fullmatch(run.text) is not None


def everything(flow: Flow, title: Run | None) -> frozenset[Run]:
    """All runs below the title that the page does not call something else: for pages too short to be measured."""
    start = title.order if title is not None else 0
    none = Scale({}, {}, {})
    return frozenset(run for run in flow.runs[start:] if run.text and around(run.block, none, 0) is None)
