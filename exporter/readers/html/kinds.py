"""What kind of page it is: one that shows only the beginning, one that is still being written, one of pictures."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from exporter.events import Warned
from exporter.readers.flow import naming
from exporter.readers.press.lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.readers.flow.flow import Flow, Run
    from exporter.readers.flow.tree import Element
    from exporter.readers.html.structured import Structured

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


def warnings(root: Element, flow: Flow, kept: set[Run], data: Structured, pictures: int) -> Iterator[Warned]:
    """Tell what an editor should know before such a page is exported."""
    size = sum(len(run.text) for run in kept)
    if _cut(root, flow, data, size):
        yield Warned("paywall", "the page shows only the beginning of the article: the rest is for subscribers")
    if "LiveBlogPosting" in data.types or _many(root, naming.LIVE, 5):
        yield Warned("live-blog", "the page is a live blog: what is read now is not its end")
    if pictures >= _GALLERY and size < pictures * 400:
        yield Warned("gallery", "the page is a gallery: its pictures say more than its words", tolerated=True)


def _cut(root: Element, flow: Flow, data: Structured, size: int) -> bool:
    free = str(data.first("isAccessibleForFree")).strip().lower()
    if free == "true" or size >= _STUB * 2:
        return False
    walled = any(_WALL.search(fold(run.text)) for run in flow.runs if len(run.text) <= 300)  # noqa: PLR2004 - a line
    return (free == "false" and size < _STUB) or (walled and (free == "false" or _many(root, naming.WALLED, 1)))


def _many(root: Element, names: re.Pattern[str], wanted: int) -> bool:
    """Tell whether so many elements of the page's body are called by such a name."""
    found = 0
    for element in root.iter("div", "article", "section", "li"):
        if naming.called(element, names):
            found += 1
            if found >= wanted:
                return True
    return False
