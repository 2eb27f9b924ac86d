"""Several articles on the pages of one PDF: a title page with the contents, then each article as it is set alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from exporter.model import Article
from exporter.render import cover, front
from exporter.writers.pdf import code, layout

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.ports import Issue, World
    from exporter.writers.pdf.design import Design

_TEMPLATE: Final = "templates/pdf/issue.html"
_SHEET: Final = "templates/pdf/issue.css"
_COVER: Final = "cover:"
_SHEET_OF_PAPER: Final = (1400, 1980)
"""Width and height of the cover in pixels, as A4 has them."""
_PLACE: Final = "<!-- articles -->"
"""Where the template has the articles: their words are fitted already, and must not be again."""
_BODY: Final = re.compile(r"<body>(.*)</body>", re.DOTALL)
_TAG: Final = re.compile(r"<[^<>]+>")
_NAMES: Final = re.compile(r'(?<= )((?:id|headers|aria-labelledby|aria-describedby)=")([^"]+)')
_REFERENCE: Final = re.compile(r'(?<= )(href="#)(?=[^"])')


@dataclass(frozen=True, slots=True)
class Bound:
    """The page of an issue: its HTML, the files that it shows by their address, the articles on it."""

    html: str
    files: dict[str, bytes] = field(default_factory=dict)
    articles: tuple[Article, ...] = ()


def designed(design: Design) -> Design:
    """Add to a design what only an issue has, and what of an article stands once in it."""
    return replace(design, sheets=(*design.sheets, _SHEET), bound=True)


def compose(issue: Issue, world: World, design: Design, page: Callable[[Article, World], layout.Page]) -> Bound:
    """Write the page of an issue; ``page`` writes that of one article."""
    files = {_COVER: cover.issue_png(issue, world, _SHEET_OF_PAPER)}
    articles, bodies = [], []
    for number, part in enumerate(issue.parts, 1):
        article, own = part.load()
        alone = page(article, own)
        address = f"{code.ADDRESS}-{number}"
        files |= {address if name == code.ADDRESS else name: data for name, data in alone.files.items()}
        body = _BODY.search(alone.html)
        words = _renamed(body[1] if body else "", f"p{number}-").replace(f'"{code.ADDRESS}"', f'"{address}"')
        bodies.append((_part(number), article.metadata.language, Markup(words)))  # noqa: S704 - escaped already
        articles.append(article)
    return Bound(_page(issue, world, design, bodies), files, tuple(articles))


def _part(number: int) -> str:
    return f"part-{number}"


def _renamed(markup: str, prefix: str) -> str:
    """Make names in the markup of an article its own: another one may have the same."""
    return _TAG.sub(lambda tag: _REFERENCE.sub(rf"\g<1>{prefix}", _NAMES.sub(_prefixed(prefix), tag[0])), markup)


def _prefixed(prefix: str) -> Callable[[re.Match[str]], str]:
    return lambda match: match[1] + " ".join(prefix + name for name in match[2].split())


def _page(issue: Issue, world: World, design: Design, bodies: list[tuple[str, str, Markup]]) -> str:
    metadata = issue.metadata
    language = world.language(metadata.language)
    entries = [
        (_part(number), part.metadata.title, front.byline(part.metadata, language), part.metadata.language)
        for number, part in enumerate(issue.parts, 1)
    ]
    facts = {
        **layout.setting(metadata, world, design),
        "dateline": front.dateline(metadata, language),
        "cover": {"address": _COVER, "words": cover.description(metadata, language)},
    }
    whole = layout.filled(_TEMPLATE, world, {**facts, "entries": entries})
    before, _, after = layout.fitted(whole, world, design).partition(_PLACE)
    parts = (f'<div class="part" id="{name}" lang="{tag}">{words}</div>\n' for name, tag, words in bodies)
    return before + "".join(parts) + after
