"""Pages read as they were saved, and what was understood drawn as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import canon
from exporter.events import Understood
from exporter.ports import Original
from exporter.readers import html
from tests.readers.desk import Desk, tree

if TYPE_CHECKING:
    from exporter.model import Article, Metadata

PROSE = (
    "<p>Le village a rouvert son lavoir, fermé depuis la guerre, et l’eau y coule à nouveau jour et nuit.</p>"
    "<p>Une vingtaine d’habitants s’y retrouvent le samedi, moins pour le linge que pour la conversation.</p>"
    "<p>La commune prévoit d’y poser un banc, une lampe et, si le budget le permet, un petit toit de tuiles.</p>"
)
"""Enough words to be an article."""


def page(body: str, head: str = "", title: str = "Le lavoir rouvre") -> str:
    """A page with its title and some prose."""
    return (
        f'<!DOCTYPE html><html lang="fr"><head><title>{title}</title>{head}</head>'
        f"<body><main><article><h1>{title}</h1>{body}</article></main></body></html>"
    )


def read(text: str | bytes, name: str = "page.html", title: str | None = None) -> tuple[Article, Desk]:
    """Read a page; what comes out can always be written as canonical JSON and read back."""
    desk = Desk()
    data = text if isinstance(text, bytes) else text.encode()
    article = html.read(Original(name, data, title), desk)
    assert canon.loads(canon.dumps(article)) == article
    return article, desk


def article(text: str | bytes) -> Article:
    """Read a page of which only the article is of interest."""
    return read(text)[0]


def metadata(text: str) -> Metadata:
    """Read a page of which only the metadata is of interest."""
    return article(text).metadata


def drawn(body: str) -> str:
    """Draw the blocks that stand after the prose of a page."""
    document, desk = read(page(PROSE + body + PROSE.replace("Le village", "Le bourg")))
    lines = tree(document, desk).splitlines()
    known = tuple(f"¶ {line}" for line in ("Le village", "Le bourg", "Une vingtaine", "La commune"))
    skipped = ("title:", "dropped ", "warned no-date", *known)
    return "\n".join(line for line in lines if not line.startswith(skipped))


def origins(desk: Desk) -> dict[str, str]:
    """Where each field was found."""
    return {event.field: event.origin for event in desk.events if isinstance(event, Understood)}


def dropped(desk: Desk) -> dict[str, str]:
    """What was left out, and why."""
    return {event.text: event.reason for event in desk.dropped}


def warned(desk: Desk) -> list[str]:
    """The codes of the warnings, that of a missing date left out."""
    return [event.code for event in desk.warned if event.code != "no-date"]
