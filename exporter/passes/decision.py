"""The language of an article: as it was declared, unless its words plainly say otherwise; else by its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from exporter import walk
from exporter.events import Understood
from exporter.messages import Message
from exporter.model import DEFAULT_LANGUAGE, Foreign, Paragraph
from exporter.passes.languages import detect

if TYPE_CHECKING:
    from collections.abc import Iterable

    from exporter.events import Report
    from exporter.model import Article

ENOUGH: Final = 200
"""Letters that say plainly what language they are in."""
SAMPLE: Final = 1200
"""Letters that are looked at, of the longest paragraphs: captions, names and code say little."""
_PARAGRAPHS: Final = 4
_WORDS: Final = Message("its own words")


class Decision(NamedTuple):
    """A BCP 47 tag, and what decided it."""

    language: str
    origin: str

    def tell(self, report: Report) -> None:
        """Report where the language was found."""
        report(Understood("language", self.language, self.origin))


def decide(declared: str, origin: str, sample: str, enough: int = ENOUGH) -> Decision:
    """Decide by what ``origin`` declared, empty if nothing did, and a sample of the text.

    ``enough`` letters outweigh what was declared: few where a program declares without being asked.
    """
    primary = declared.partition("-")[0].lower()
    if primary in ("", "und", "mul", "zxx"):
        found = detect(sample, DEFAULT_LANGUAGE) if sample else None
        known = found if found != DEFAULT_LANGUAGE or len(sample) >= ENOUGH else None
        return Decision(known or DEFAULT_LANGUAGE, _WORDS if known else Message("the default: nothing else says it"))
    found = detect(sample, primary) if len(sample) >= enough else None
    if found and found != primary:
        return Decision(
            found, Message("{words}, against {origin}: {declared}", words=_WORDS, origin=origin, declared=declared)
        )
    return Decision(declared, origin)


def settle(article: Article, report: Report) -> Article:
    """Decide for an article of which nobody declared the language: what was marked as being in it is no more."""
    written = (walk.plain(node.content) for node in walk.nodes(article) if isinstance(node, Paragraph))
    decided = decide("", "", sample(written))
    decided.tell(report)
    if decided.language == article.metadata.language:
        return article
    own = walk.map_content(article, lambda _, content: _unmarked(content, decided.language))
    return replace(own, metadata=replace(own.metadata, language=decided.language))


def sample(paragraphs: Iterable[str]) -> str:
    """The longest of some paragraphs."""
    return " ".join(sorted(paragraphs, key=len, reverse=True)[:_PARAGRAPHS])[:SAMPLE]


def _unmarked(content: walk.Content, language: str) -> walk.Content:
    pieces = (
        node.content if isinstance(node, Foreign) and node.language.partition("-")[0] == language else (node,)
        for node in content
    )
    return tuple(inner for piece in pieces for inner in piece)
