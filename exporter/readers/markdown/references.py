"""The sources that front matter lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.model import Source, SourceKind
from exporter.passes.languages import detect
from exporter.readers.markdown.fields import date, of, said
from exporter.readers.markdown.leaves import is_address
from exporter.readers.press import citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.readers.markdown.notations import Value
    from exporter.readers.press.phrases import Phrases


def told(values: Iterable[Value], phrases: Phrases) -> Iterator[Source]:
    """Make sources of those that front matter lists."""
    for value in values:
        if isinstance(value, str):
            yield citation.source(" ".join(value.split()), phrases, SourceKind.OTHER, None)
            continue
        title, publisher = said(value), of(value, ("publisher", "site", "journal", "éditeur", "media", "média"))
        url, when = of(value, ("url", "link", "href", "lien")), date(of(value, ("date", "published", "year", "année")))
        author = of(value, ("author", "auteur", "authors", "auteurs"))
        if title or publisher or is_address(url):
            yield Source(
                (),
                publisher=publisher or None,
                title=title or None,
                language=detect(title) if title else None,
                date=when,
                url=url if is_address(url) else None,
                authors=(author,) if author else (),
            )
