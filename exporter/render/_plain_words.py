"""Plain words: inline nodes as one string, in which `HARD_BREAK` stands for a line break of the text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, assert_never

from exporter import walk
from exporter.model import (
    Abbreviation,
    Anchor,
    Article,
    Code,
    Deleted,
    Emphasis,
    Foreign,
    Formula,
    Inserted,
    LineBreak,
    Link,
    NoteRef,
    Ruby,
    Sentence,
    SmallCapitals,
    Strong,
    Subscript,
    Superscript,
    Text,
)
from exporter.ports import Language
from exporter.render import links, scripts
from exporter.render._wrapping import HARD_BREAK, clean

if TYPE_CHECKING:
    from exporter.model import Inline

_RAISED: Final = str.maketrans("0123456789+-−()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁽⁾ⁿ")
_NUMERAL: Final = re.compile(r"[ivxlcdm]+")
_EXPONENT: Final = re.compile(r"[(+−-]*(?:[0-9]+|n)[0-9n()+−-]*")


@dataclass(frozen=True, slots=True)
class Words:
    """How the words of one article are written: the calls of its notes and links, expansions not yet given."""

    language: Language
    notes: Mapping[str, str]
    links: Mapping[str, int]
    expansions: set[tuple[str, str]] = field(default_factory=set)

    @classmethod
    def of(cls, article: Article, language: Language) -> Words:
        """Number the links of an article and find the expansions that it does not spell out itself."""
        found = list(walk.nodes(article))
        said = " ".join(walk.words(article).split()).casefold()
        addresses = {source.url for source in article.sources}
        urls = (node.url for node in found if isinstance(node, Link) and node.url not in addresses and _worth(node))
        return cls(
            language,
            {note.id: note.label for note in article.notes},
            {url: number for number, url in enumerate(dict.fromkeys(urls), 1)},
            {_key(node) for node in found if isinstance(node, Abbreviation) and node.expansion.casefold() not in said},
        )

    def plain(self, content: tuple[Inline, ...]) -> str:
        """Write a run of words."""
        return "".join(self._inline(node) for node in content)

    def _inline(self, node: Inline) -> str:  # noqa: C901, PLR0911, PLR0912 - one line a type
        match node:
            case Text(text):
                return clean(text)
            case LineBreak():
                return HARD_BREAK
            case NoteRef(note):
                return self._note_call(note)
            case Anchor():
                return ""
            case Link(url, content):
                return self.plain(content) + self._link_call(url)
            case Abbreviation(_, content):
                return self.plain(content) + self._expansion(node)
            case Superscript(content):
                return _raised(self.plain(content))
            case Code(content):
                return self.plain(content).replace(" ", "\u00a0")
            case Deleted(content):
                return self._deleted(content)
            case Ruby(reading, content):
                return self.plain(content) + scripts.bracketed(clean(reading))
            case SmallCapitals(content):
                return _lettered(self.plain(content))
            case Formula() | Inserted() | Emphasis() | Strong() | Subscript() | Foreign() | Sentence():
                return self.plain(node.content)
            case _:
                assert_never(node)

    def _deleted(self, content: tuple[Inline, ...]) -> str:
        """Words in brackets after what they are: who sees no stroke must not take them for valid."""
        words = self.plain(content)
        return f"[{self.language.labels['deleted']}{self.language.colon}{words}]" if words.strip() else words

    def _note_call(self, note: str) -> str:
        return f"\u00a0[{clean(self.notes[note])}]" if note in self.notes else ""

    def _link_call(self, url: str) -> str:
        number = self.links.get(url)
        return "" if number is None else f"\u00a0[{self.language.labels['link']}\u00a0{number}]"

    def _expansion(self, node: Abbreviation) -> str:
        """The expansion in parentheses, the first time."""
        if _key(node) not in self.expansions:
            return ""
        self.expansions.discard(_key(node))
        return f" ({clean(node.expansion)})"


def _key(node: Abbreviation) -> tuple[str, str]:
    return walk.plain(node.content), node.expansion


def _worth(node: Link) -> bool:
    """Tell whether an address adds something to the words of its link."""
    return links.harmless(node.url) is not None and node.url.removeprefix("mailto:") not in walk.plain(node.content)


def _lettered(text: str) -> str:
    """A Roman numeral in capitals, which small ones look like: "XIXe"; other words keep their letters."""
    return text.upper() if _NUMERAL.fullmatch(text) else text


def _raised(text: str) -> str:
    """Raise exponents, which mean another number on the line; letters (1er) read well there."""
    return text.translate(_RAISED) if _EXPONENT.fullmatch(text) else text
