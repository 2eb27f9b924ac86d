"""What of the found words is no part of the article, and which words that were passed over are one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from exporter.readers.html import tree
from exporter.readers.html.flow import HEADINGS
from exporter.readers.press import boilerplate
from exporter.readers.press.lines import bare, fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.readers.html.flow import Flow, Run
    from exporter.readers.html.tree import Element
    from exporter.readers.press.phrases import Phrases

_EDGE = r"(?:^|[\s_-])"
_PAGE = re.compile(
    _EDGE + r"(?:share|sharing|partage\w*|social\w*|newsletters?|infolettres?|related|relateds?|lire-?aussi|(?:a-)?lire-?(?:aussi|ega\w*)"
    r"|voir-?aussi|read-?(?:also|more|next)|recommend\w*|recirc\w*|promo\w*|ads?|adv|advert\w*|publicite|cookies?|consent|gdpr|rgpd"
    r"|comments?|commentaires?|disqus|breadcrumbs?|fil-?ariane|pagination|tags|tag-?list|mots-?cles|keywords|subscri\w*|abonne\w*"
    r"|toolbar|outbrain|taboola|most-?(?:read|viewed|popular)|popular|trending|menu|navbar|navigation|sidebar|donat\w*"
    r"|author-?(?:box|bio|card|infos?)|about-?(?:the-)?author|bio-?auteur|skip-?links?|login|search|rating|toc|jp-relatedposts|addtoany"
    r"|sharedaddy|en-?savoir-?plus|push|teasers?|suggestions?)(?:$|[\s_-])"
)
_TAGS = frozenset({"nav", "footer", "form", "aside"})
_COLUMN_PARTS = frozenset("p li ul ol dd dt dl blockquote td th tr tbody thead tfoot table caption pre figcaption figure".split()) | set(HEADINGS)
_LEAD = re.compile(_EDGE + r"(?:chapo\w*|chapeau|lead|leads|lede|standfirst|intro\w*|summary|excerpt|accroche|dek|deck|abstract|resume|description|subtitle|sous-?titre|subhead\w*|headline-?sub|hat)(?:$|[\s_-])|articlelead|article__(?:lead|desc)")
_LARGE = 0.3
_DENSE = 0.6
_LINKS = 0.5


@dataclass(slots=True)
class Verdicts:
    """The runs of the article, and why the others around them are left out."""

    kept: set[Run]
    lead: list[Run] = field(default_factory=list)
    dropped: dict[Run, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scale:
    """How many characters of an element are the article's, and how many it has."""

    kept: dict[Element, int]
    whole: dict[Element, int]

    def share(self, element: Element) -> float:
        """The article's share of an element's characters."""
        return self.kept.get(element, 0) / max(1, self.whole.get(element, 0))


def weigh(runs: Iterable[Run], kept: frozenset[Run] | set[Run]) -> Scale:
    """Count the characters of all elements."""
    scale = Scale({}, {})
    for run in runs:
        size = len(run.text)
        for element in tree.ancestors(run.block):
            scale.whole[element] = scale.whole.get(element, 0) + size
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
    for run in flow.runs:
        if run in found:
            reason = _unfit(run, title, scale, whole, phrases)
            if reason:
                verdicts.dropped[run] = reason
            else:
                verdicts.kept.add(run)
    if verdicts.kept:
        _rescue(flow, verdicts, scale, phrases)
        _lead(flow, verdicts, title, summary, phrases)
    return verdicts


def _unfit(run: Run, title: Run | None, scale: Scale, whole: int, phrases: Phrases) -> str | None:
    """Tell why a run that the extractor found is not the article's."""
    if title is not None and bare(run.text) == bare(title.text):
        return "title"
    element = around(run.block, scale, whole)
    if element is not None:
        return "around"
    if run.linked * 10 > len(run.text) * 8 or len(run.text) < 200:
        return boilerplate.reason(run.text, phrases)
    return None


def around(block: Element, scale: Scale, whole: int) -> Element | None:
    """The element around a block that the page says is none of the article's; it holds no large part of it."""
    for element in tree.ancestors(block):
        if element.tag in ("body", "html", "main"):
            return None
        if element.tag in _TAGS or _PAGE.search(tree.named(element)):
            if scale.kept.get(element, 0) <= whole * _LARGE:
                return element
    return None


def _rescue(flow: Flow, verdicts: Verdicts, scale: Scale, phrases: Phrases) -> None:
    """Take back what stands among the article's words in the same column, and headings above them."""
    orders = [run.order for run in verdicts.kept]
    first, last = min(orders), max(orders)
    whole = sum(len(run.text) for run in verdicts.kept)
    for run in reversed(flow.runs[first : last + 1]):
        if run in verdicts.kept or run in verdicts.dropped or not run.text:
            continue
        if around(run.block, scale, whole) is not None or run.block.tag == "figcaption":
            verdicts.dropped[run] = "around"
            continue
        reason = boilerplate.reason(run.text, phrases)
        if reason:
            verdicts.dropped[run] = reason
        elif _belongs(run, flow, verdicts, scale):
            verdicts.kept.add(run)
        else:
            verdicts.dropped[run] = "around"


def _belongs(run: Run, flow: Flow, verdicts: Verdicts, scale: Scale) -> bool:
    column = _column(run.block)
    dense = scale.share(column) >= _DENSE
    if run.block.tag in HEADINGS:
        after = flow.runs[run.order + 1] if run.order + 1 < len(flow.runs) else None
        return after in verdicts.kept and (dense or _column(after.block) is column)
    return dense and run.linked <= len(run.text) * _LINKS


def _column(block: Element) -> Element:
    """The element that a paragraph stands in with its neighbours."""
    while block.tag in _COLUMN_PARTS and block.getparent() is not None:
        block = block.getparent()
    return block


def _lead(flow: Flow, verdicts: Verdicts, title: Run | None, summary: str, phrases: Phrases) -> None:
    """Find the lead: a paragraph between the title and the text that is called so or that sums the article up."""
    first = min(run.order for run in verdicts.kept)
    start = title.order + 1 if title is not None and title.order < first else max(0, first - 6)
    key = fold(summary)[:1500]
    for run in flow.runs[start : first + 2]:
        if not run.text or run.block.tag == "figcaption" or boilerplate.reason(run.text, phrases):
            continue
        told = len(key) > 40 and (fold(run.text[:1500]) == key or key.startswith(fold(run.text)[:200]) and len(run.text) > 60)
        if (told or _called_lead(run)) and len(run.text) > 30 and run.linked < len(run.text) * _LINKS:
            verdicts.lead.append(run)
            verdicts.kept.add(run)
            verdicts.dropped.pop(run, None)


def _called_lead(run: Run) -> bool:
    element = run.block
    for _ in range(2):
        if element is None or element.tag in ("body", "main", "article"):
            return False
        if _LEAD.search(tree.named(element)):
            return True
        element = element.getparent()
    return False


def everything(flow: Flow, title: Run | None) -> frozenset[Run]:
    """All runs below the title that the page does not call something else: for pages too short to be measured."""
    start = title.order if title is not None else 0
    none = Scale({}, {})
    return frozenset(run for run in flow.runs[start:] if run.text and around(run.block, none, 0) is None)
