"""Plain text of a whole article, for terminals, screen readers and braille displays.

Headings are underlined, lists have markers and hanging indents, notes and links are called in brackets and stand at
the end. Nothing is told by position alone: a screen reader hears the same as an eye sees.
"""

from __future__ import annotations

import itertools
import operator
import re
from typing import TYPE_CHECKING, Final, assert_never

from exporter import walk
from exporter.labels import worded
from exporter.model import (
    Decorative,
    DefinitionList,
    Described,
    Figure,
    Listing,
    Missing,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Table,
    Verse,
)
from exporter.render import _plain_table, citation, front, order, sources, tasks, verse
from exporter.render._plain_words import Words
from exporter.render._wrapping import cells, clean, finish, flat, verbatim, wrap
from exporter.render.order import Line, Part

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from exporter.model import Alt, Article, Block, Credit, Definition, Inline, Item, Section, Source, Stanza
    from exporter.ports import Issue, Language

_NARROWEST: Final = 20
"""Cells that are left to the words, however deep the indent."""

_UNDERLINES: Final = ("=", "-", ".")


def article_text(article: Article, language: Language, width: int) -> str:
    """Write an article in lines of ``width`` cells: ordinary spaces only, NFC, a newline at the end."""
    return finish(_Edition(article, language, width).lines())


def contents_text(issue: Issue, language: Language, width: int) -> str:
    """Write the first page of an issue: its title, publisher and date, and its articles by number."""
    metadata, width = issue.metadata, max(width, _NARROWEST)
    title = wrap(clean(metadata.title), width)
    facts = (metadata.publisher or "", front.dateline(metadata, language))
    numbered = (
        line
        for number, part in enumerate(issue.parts, 1)
        for line in wrap(clean(part.metadata.title), width, f"{number}. ")
    )
    parts = [
        [*title, _UNDERLINES[0] * max(map(cells, title))],
        *(wrap(clean(fact), width) for fact in facts if fact),
        [f"{language.labels['contents']}{language.colon}".rstrip()],
        list(numbered),
    ]
    return finish(_joined(parts))


class _Edition:
    """One article on its way to lines; a part is a list of lines, parts are joined by an empty line."""

    def __init__(self, article: Article, language: Language, width: int) -> None:
        """Write ``article`` with the labels of ``language``."""
        self.article = article
        self.language = language
        self.labels = language.labels
        self.width = max(width, _NARROWEST)
        self.words = Words.of(article, language)

    def lines(self) -> list[str]:
        """The whole article."""
        article, width = self.article, self.width
        parts: dict[Part, Iterable[list[str]]] = {  # each is written when its turn comes: links are told after the text
            Part.FRONT: self._front(),
            Part.DISCLOSURES: self._notices(Part.DISCLOSURES),
            Part.LEAD: (self._block(block, width) for block in article.lead),
            Part.BODY: (self._block(block, width) for block in article.blocks),
            Part.SECTIONS: (lines for section in article.sections for lines in self._section(section)),
            Part.NOTES: (self._hanging(f"[{clean(note.label)}] ", note.blocks, width) for note in article.notes),
            Part.LINKS: self._links(),
            Part.SOURCES: self._sources(),
            Part.CREDITS: (wrap(self.credit(credit), width) for credit in article.credits),
            Part.NOTICES: self._notices(Part.NOTICES),
            Part.COLOPHON: (self._colophon(),),
        }
        return _joined(lines for part in order.READ for lines in self._headed(part, parts[part]))

    def _headed(self, part: Part, parts: Iterable[list[str]]) -> list[list[str]]:
        """A part, under its heading if it has one; nothing without content."""
        found = [lines for lines in parts if lines]
        return [self._heading(worded(self.labels, part.label), part.level), *found] if found and part.label else found

    def _notices(self, part: Part) -> Iterator[list[str]]:
        return (self._paragraph(notice.content, self.width) for notice in order.notices(self.article, part))

    # --- Front and back ------------------------------------------------------------------------

    def _front(self) -> list[list[str]]:
        metadata = self.article.metadata
        told = {line: wrap(clean(text), self.width) for line, text in order.lines(metadata, self.language).items()}
        told[Line.TITLE] = self._heading(clean(metadata.title), 0)
        del told[Line.PUBLISHER]  # it stands in the colophon
        kicker, title, subtitle, *about = told.values()
        return [kicker, title + subtitle, [line for lines in about for line in lines]]

    def _heading(self, text: str, level: int) -> list[str]:
        """A heading above a line as long as its longest one, which a screen reader tells from its words."""
        lines = wrap(flat(text), self.width)
        longest = max((cells(line) for line in lines), default=0)
        above = [""] if level == 1 else []
        return [*above, *lines, _UNDERLINES[min(level, len(_UNDERLINES) - 1)] * longest] if lines else []

    def _section(self, section: Section) -> list[list[str]]:
        heading = self.words.plain(section.heading.content)
        words = heading if heading.strip() else self.labels["section"]
        inner = (part for child in section.sections for part in self._section(child))
        blocks = (self._block(block, self.width) for block in section.blocks)
        return [self._heading(words, section.level), *blocks, *inner]

    def _links(self) -> Iterator[list[str]]:
        calls = (f"[{self.labels['link']} {number}] {clean(url)}" for url, number in self.words.links.items())
        yield [line for call in calls for line in wrap(call, self.width)]

    def _sources(self) -> Iterator[list[str]]:
        numbers = itertools.count(1)
        for label, group in sources.labelled_groups(self.article, self.language):
            yield self._heading(clean(label), 2)
            yield from (self._source(source, next(numbers)) for source in group)

    def _source(self, source: Source, number: int) -> list[str]:
        """The line as written with what it does not say itself; the address, whole, on its own line."""
        marker = f"{number}. "
        line = self.words.plain(citation.unlabelled(source, number))
        told = " ".join(walk.plain(source.content).split())
        if source.date and not citation.tells_date(source, self.language):
            line += f" ({self.language.date(source.date)})"
        line += self._foreign(source.language, told)
        lines = wrap(line, self.width, marker)
        if source.url and source.url.removeprefix("https://") not in told:
            lines.append(" " * len(marker) + clean(source.url))
        return lines

    def _foreign(self, tag: str | None, told: str) -> str:
        """Name the language of a work that is not in the article's own, unless its line says so: "(en anglais)"."""
        code = (tag or "").split("-", maxsplit=1)[0]
        name = worded(self.labels, f"language_{code}")
        own = self.article.metadata.language.split("-", maxsplit=1)[0]
        if not name or code == own or re.search(rf"[(\[][^()\[\]]*\b{name}[)\]]", told, re.IGNORECASE):
            return ""
        return f" – {self.labels['in_language'].format(language=name)}"

    def _colophon(self) -> list[str]:
        metadata = self.article.metadata
        facts = (
            (self.labels["publisher"], metadata.publisher),
            (self.labels["original"], metadata.url),
            (self.labels["keywords"], ", ".join(metadata.keywords)),
        )
        told = (f"{label}{self.language.colon}{clean(value)}" for label, value in facts if value)
        return [line for fact in told for line in wrap(fact, self.width)]

    # --- Blocks --------------------------------------------------------------------------------

    def _block(self, node: Block, width: int) -> list[str]:  # noqa: C901, PLR0911 - one line a type
        match node:
            case Paragraph(content):
                return self._paragraph(content, width)
            case Listing():
                return self._listing(node, width)
            case DefinitionList():
                return _joined(self._definition(item, width) for item in node.items)
            case Quote():
                return self._quote(node, width)
            case Verse():
                return self._verse(node, width)
            case Figure():
                return self._figure(node, width)
            case Table():
                return self._table(node, width)
            case Preformatted(content):
                return verbatim(self.words.plain(content), "    ")
            case Rule():
                return ["* * *"]
            case _:
                assert_never(node)

    def _blocks(self, nodes: Iterable[Block], width: int) -> list[str]:
        return _joined(self._block(node, width) for node in nodes)

    def _paragraph(self, content: tuple[Inline, ...], width: int) -> list[str]:
        return wrap(self.words.plain(content), width)

    def _hanging(self, marker: str, blocks: tuple[Block, ...], width: int, *, tight: bool = False) -> list[str]:
        """Blocks behind a marker, all lines indented by its width."""
        size = cells(marker)
        parts = [self._block(block, max(width - size, _NARROWEST)) for block in blocks]
        lines = [line for part in parts for line in part] if tight else _joined(parts)
        return [marker + line if index == 0 else " " * size + line for index, line in enumerate(lines or [""])]

    def _listing(self, node: Listing, width: int) -> list[str]:
        states = (tasks.state(item, self.language) for item in node.items)
        markers = tuple(map(operator.add, _markers(node), states))
        tight = all(_is_tight(item) for item in node.items)
        items = [
            self._hanging(marker, item.blocks, width, tight=tight)
            for marker, item in zip(markers, node.items, strict=True)
        ]
        return [line for item in items for line in item] if tight else _joined(items)

    def _definition(self, node: Definition, width: int) -> list[str]:
        """Terms on a line that ends with a colon, what is said of them set in below it."""
        terms = ", ".join(self.words.plain(term.content).strip() for term in node.terms)
        told = (self._blocks(description.blocks, max(width - 4, _NARROWEST)) for description in node.descriptions)
        return wrap(f"{terms}{self.language.colon}".rstrip(), width) + [
            "    " + line for lines in told for line in lines
        ]

    def _verse(self, node: Verse, width: int) -> list[str]:
        """Set verse in, its lines as far as they are; a line that is too long goes on further in than the next."""
        stanzas = _joined(self._stanza(stanza, width) for stanza in node.stanzas)
        return stanzas + self._attribution(node.attribution, width)

    def _stanza(self, node: Stanza, width: int) -> list[str]:
        return [
            line
            for indent, words in verse.lines(node.content, node.indent)
            for line in wrap(self.words.plain(words), width, " " * (4 + 4 * indent), " " * (12 + 4 * indent))
        ]

    def _attribution(self, content: tuple[Inline, ...], width: int) -> list[str]:
        words = self.words.plain(content).strip()
        dashed = words if words[:1] in ("", "—", "–", "-") else f"—\u00a0{words}"
        return ["    " + line for line in wrap(dashed, max(width - 4, _NARROWEST))]

    def _quote(self, node: Quote, width: int) -> list[str]:
        """Indent a quotation; its marks say where it begins and ends to those who do not see the indent."""
        inner = max(width - 4, _NARROWEST)
        words = walk.words(node).strip()
        quoted = self._blocks(node.blocks, inner)
        if all(isinstance(block, Paragraph) for block in node.blocks) and words[:1] not in ("«", "“", '"'):
            whole = "\n\n".join(
                self.words.plain(block.content) for block in node.blocks if isinstance(block, Paragraph)
            )
            opening, closing = self.language.quotes
            quoted = _joined(wrap(part, inner) for part in f"{opening}{whole}{closing}".split("\n\n"))
        return ["    " + line for line in quoted] + self._attribution(node.attribution, width)

    def _figure(self, node: Figure, width: int) -> list[str]:
        image = "" if node.image is None else self._alternative(node.image.alt)
        caption = "" if node.caption is None else self.words.plain(node.caption.content)
        credit = "" if node.credit is None else self.credit(node.credit)
        if not image and (node.image is None and (caption or credit)):
            image = f"[{self.labels['image']}]"
        words = " — ".join(part.strip() for part in (caption, credit) if part.strip())
        return wrap(" ".join(filter(None, (image, words))), width)

    def _alternative(self, alt: Alt) -> str:
        match alt:
            case Described(text):
                return f"[{self.labels['image']}{self.language.colon}{clean(text)}]"
            case Missing():
                return f"[{self.labels['image_without_description']}]"
            case Decorative():
                return ""
            case _:
                assert_never(alt)

    def credit(self, node: Credit) -> str:
        """A credit as it was worded or, when only parsed, after its role."""
        words = self.words.plain(node.content)
        role = worded(self.labels, node.role, node.role)
        return words if words.strip() else clean(f"{role}{self.language.colon}{node.name}")

    def _table(self, node: Table, width: int) -> list[str]:
        caption = [] if node.caption is None else self._paragraph(node.caption.content, width)
        return _joined([caption, _plain_table.lines(node, self.words, width)])


def _markers(node: Listing) -> tuple[str, ...]:
    """What stands before each item, of one width: ``9. ``, ``a) ``, ``- ``."""
    if not node.ordered:
        return ("- ",) * len(node.items)
    end = "." if node.numbering is Numbering.DECIMAL else ")"
    found = tuple(f"{walk.numeral(number, node.numbering)}{end} " for number in walk.numbers(node))
    size = max(map(len, found), default=0)
    return tuple(marker.rjust(size) for marker in found)


def _is_tight(item: Item) -> bool:
    """Tell whether an item needs no empty lines: one paragraph, and lists below it."""
    match item.blocks:
        case (Paragraph() | Figure(), *rest):
            return all(isinstance(block, Listing) for block in rest)
        case _:
            return False


def _joined(parts: Iterable[list[str]]) -> list[str]:
    """Put an empty line between parts."""
    lines: list[str] = []
    for part in parts:
        if part:
            lines += [""] * bool(lines) + part
    return lines
