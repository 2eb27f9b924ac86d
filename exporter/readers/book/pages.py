"""The documents of a book to a flow: XHTML as publishers' and our own tools write it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from exporter.model import (
    Figure,
    Item,
    LineBreak,
    Listing,
    NoteRef,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Rule,
    Strong,
    is_language_tag,
)
from exporter.readers.book import endmatter, pictures, tables
from exporter.readers.book.kinds import Kind, kinds, role, skipped
from exporter.readers.flow import joining
from exporter.readers.flow.parts import Part, Parts, Role, Styled, text
from exporter.readers.packed import archive as archives
from exporter.readers.packed import markup, runs
from exporter.readers.packed.archive import Archive
from exporter.readers.packed.losses import Losses
from exporter.readers.packed.markup import Element
from exporter.readers.packed.runs import PLAIN, Marks, Run
from exporter.readers.press.phrases import Phrases
from exporter.readers.press.sections import Head

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.model import Block
    from exporter.walk import Content

_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_NAMES: Final = (
    "address article aside body center dd details dialog div dt fieldset footer form header hgroup li main p section"
    " summary tbody td tfoot th thead tr figcaption caption legend"
)
_BLOCKS: Final = frozenset(_NAMES.split())
_UNSEEN: Final = frozenset(
    {"script", "style", "head", "template", "rp", "rt", "audio", "video", "object", "iframe", "annotation"}
)
_EMPHASIS: Final = frozenset({"em", "i", "cite", "dfn", "var"})
_STRONG: Final = frozenset({"strong", "b"})
_CODE: Final = frozenset({"code", "kbd", "samp", "tt"})
_SCHEME: Final = re.compile(r"\s*[A-Za-z][A-Za-z0-9+.-]*:")
_ITALIC: Final = re.compile(r"\b(?:italics?|italique|ital|emphasis)\b", re.IGNORECASE)
_BOLD: Final = re.compile(r"\b(?:bold|gras|strong)\b", re.IGNORECASE)
_NUMBERINGS: Final = {
    "a": Numbering.LOWER_ALPHA,
    "A": Numbering.UPPER_ALPHA,
    "i": Numbering.LOWER_ROMAN,
    "I": Numbering.UPPER_ROMAN,
}
_OF_TITLE_PAGES: Final = frozenset({Role.SUBTITLE, Role.BYLINE, Role.DATELINE, Role.KICKER, Role.PUBLISHER})
_DEEPEST: Final = 8
_LARGEST: Final = 100_000


@dataclass(frozen=True, slots=True)
class Context:
    """What all documents of a book share; ``calls`` maps the links that call notes to their ids.

    ``unsaid`` is what stands for a missing description, ``holders`` are the elements that hold notes, ``backs`` the
    links that lead back from them.
    """

    archive: Archive
    language: str
    losses: Losses
    phrases: Phrases
    unsaid: str
    calls: Mapping[Element, str]
    holders: frozenset[Element]
    backs: frozenset[Element]


@dataclass(slots=True)
class _Open:
    """A flow while it is written: the runs of the paragraph that is open, and pictures that will follow it."""

    flow: Parts = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    hanging: list[Figure] = field(default_factory=list)


class Page:
    """Reads one document."""

    def __init__(self, context: Context, name: str) -> None:
        """Begin a document of the book."""
        self._context = context
        self._name = name
        self._open = _Open()
        self._depth = 0
        self._handlers: dict[str, Callable[[Element, Marks], None]] = {
            **dict.fromkeys(_HEADINGS, self._heading),
            "blockquote": self._quote,
            "ul": self._list,
            "ol": self._list,
            "dl": self._definitions,
            "figure": self._figure,
            "table": self._table,
            "pre": self._code,
            "hr": lambda _, __: self._put(Rule()),
            "nav": lambda one, _: self._skip(one, "contents"),
        }

    def read(self, body: Element) -> Parts:
        """Read a document's body."""
        return self.inner(body, PLAIN)

    def passed_over(self, body: Element, reason: str) -> Parts:
        """Leave out a document but for what it says of the article as a whole."""
        self._skip(body, reason)
        return self._open.flow

    def inner(self, element: Element, marks: Marks) -> Parts:
        """Read what stands in an element as a flow of its own."""
        above, self._open = self._open, _Open()
        self._inside(element, marks)
        self._close()
        found, self._open = self._open.flow, above
        return found

    def content(self, element: Element, *, literal: bool = False) -> Content:
        """Read the words of an element as one run, a line for each block in it."""
        above, self._open = self._open, _Open()
        self._words(element, PLAIN)
        found, self._open = self._open, above
        self._open.hanging += found.hanging
        return runs.content(found.runs, literal=literal)

    def pictures(self, element: Element) -> list[Figure]:
        """Read the pictures that an element is or shows."""
        return pictures.read(element, self._name, self._context.archive, self._context.unsaid)

    # --- Runs --------------------------------------------------------------------------------------

    def _words(self, element: Element, marks: Marks) -> None:
        self._emit(element.text, marks)
        for one in element:
            if markup.local(one) in _BLOCKS and any(run.text.strip() for run in self._open.runs):
                self._open.runs.append(Run("", node=LineBreak()))
            if not self._leaf(one, marks):
                self._words(one, self._marks(one, marks))
            self._emit(one.tail, marks)

    def _emit(self, words: str | None, marks: Marks) -> None:
        if words:
            self._open.runs.append(Run(words, marks))

    def _leaf(self, one: Element, marks: Marks) -> bool:
        """Write what stands within a line and holds no more; tell whether it was such."""
        name = markup.local(one)
        if one in self._context.calls:
            self._open.runs.append(Run("", replace(marks, raised=False, link=None), NoteRef(self._context.calls[one])))
        elif name == "br":
            self._open.runs.append(Run("", marks, LineBreak()))
        elif name in ("img", "svg"):
            self._open.hanging += self.pictures(one)
        elif name in _UNSEEN:
            self._context.losses.drop(markup.words(one), "not-shown")
        elif one in self._context.backs or Kind.BACK in kinds(one):
            self._context.losses.drop(markup.words(one), "backlink")
        elif skipped(one) == "page-number":
            self._context.losses.drop(one.get("title") or markup.words(one), "page-number")
        elif one.get("hidden") is not None:
            self._context.losses.drop(markup.words(one), "hidden")
        else:
            return one in self._context.holders
        return True

    def _marks(self, one: Element, marks: Marks) -> Marks:
        name = markup.local(one)
        told = (one.get("class") or "") if name == "span" else ""
        found = replace(
            marks,
            emphasis=marks.emphasis or name in _EMPHASIS or (told != "" and _ITALIC.search(told) is not None),
            strong=marks.strong or name in _STRONG or (told != "" and _BOLD.search(told) is not None),
            code=marks.code or name in _CODE,
            raised=name == "sup" or _second(one, "msup") or (marks.raised and name != "sub"),
            lowered=name == "sub" or _second(one, "msub") or (marks.lowered and name != "sup"),
        )
        if name == "a":
            found = replace(found, link=self._address(markup.attribute(one, "href")) or marks.link)
        elif name in ("abbr", "acronym") and (one.get("title") or "").strip():
            found = replace(found, expansion=" ".join(one.get("title").split()))
        language = markup.attribute(one, "lang").strip()
        if language and is_language_tag(language):
            own = language.partition("-")[0].lower() == self._context.language.partition("-")[0].lower()
            found = replace(found, language=None if own else language)
        return found

    def _address(self, target: str) -> str | None:
        outside = markup.address(target)
        if outside or not target or _SCHEME.match(target):
            return outside
        place = archives.resolve(target, self._name) or self._name
        return f"#{place}#{target.partition('#')[2]}"

    # --- Blocks ------------------------------------------------------------------------------------

    def _inside(self, element: Element, marks: Marks) -> None:
        self._emit(element.text, marks)
        for one in element:
            if not self._leaf(one, marks):
                self._child(one, self._marks(one, marks))
            self._emit(one.tail, marks)

    def _child(self, one: Element, marks: Marks) -> None:
        name = markup.local(one)
        reason = skipped(one)
        if reason:
            self._skip(one, reason)
        elif endmatter.is_bibliography(one):
            self._close()
            self._open.flow += endmatter.sources(one, self, self._context.phrases)
        elif name in self._handlers:
            self._close()
            self._handlers[name](one, marks)
        elif name in _BLOCKS:
            self._block(one, marks)
        else:
            self._inside(one, marks)

    def _block(self, one: Element, marks: Marks) -> None:
        self._close()
        if Kind.NOTICE in kinds(one):
            self._put(endmatter.notice(one, self, self._context.phrases))
            return
        self._inside(one, marks)
        self._close(Role.CAPTION if markup.local(one) == "figcaption" else role(one))

    def _close(self, told: Role | None = None) -> None:
        """End the paragraph that is open; pictures that stood in it follow."""
        content = runs.content(self._open.runs)
        hanging = self._open.hanging
        self._open.runs, self._open.hanging = [], []
        if text(content):
            self._context.losses.line += 1
            self._put(Styled(told, content) if told else Paragraph(content))
        self._open.flow += hanging

    def _put(self, part: Part) -> None:
        self._open.flow.append(part)

    def _skip(self, one: Element, reason: str) -> None:
        """Leave out a part of the book; what it says about the article as a whole stays."""
        self._close()
        held = [inner for inner in one.iter() if Kind.NOTICE in kinds(inner)]
        self._open.flow += (endmatter.notice(inner, self, self._context.phrases) for inner in held)
        if reason == "title-page":
            heads = [(told, inner) for inner in one.iter() if (told := role(inner)) in _OF_TITLE_PAGES]
            self._open.flow += (
                Styled(told, self.content(inner)) for told, inner in heads if told and markup.words(inner)
            )
            held += (inner for _, inner in heads)
        for inner in held:
            inner.clear(keep_tail=True)
        self._context.losses.drop(markup.words(one), reason)

    def _heading(self, one: Element, _: Marks) -> None:
        content = _unbold(self.content(one))
        if text(content):
            above = one.getparent()
            named = [
                held.get("id") for held in (above, one, *one.iterdescendants()) if held is not None and held.get("id")
            ]
            anchors = (f"{self._name}#", *(f"{self._name}#{anchor}" for anchor in named))
            told = role(one)
            self._put(
                Styled(told, content)
                if told and told is not Role.TITLE
                else Head(int(markup.local(one)[1]), content, anchors)
            )
        self._close()

    def _blocks(self, one: Element, marks: Marks) -> tuple[Block, ...]:
        return joining.blocks(self.inner(one, marks), "")

    def _quote(self, one: Element, marks: Marks) -> None:
        self._depth += 1
        flow = self.inner(one, marks)
        self._depth -= 1
        signed = [part for part in flow if isinstance(part, Styled) and part.role is Role.ATTRIBUTION]
        blocks = joining.blocks([part for part in flow if part not in signed], "")
        if blocks and self._depth < _DEEPEST:
            self._put(Quote(blocks, signed[0].content if signed else ()))
        else:
            self._open.flow += flow

    def _list(self, one: Element, marks: Marks) -> None:
        self._depth += 1
        items: list[Item] = []
        for holder in one:
            if holder in self._context.holders:
                continue
            blocks = self._blocks(holder, self._marks(holder, marks))
            told = (holder.get("value") or "").strip()
            if blocks:
                items.append(Item(blocks, _number(told) if told.isdigit() else None))
        self._depth -= 1
        ordered = markup.local(one) == "ol"
        if items and self._depth < _DEEPEST:
            start = _number(one.get("start") or "1") if ordered else 1
            numbering = _NUMBERINGS.get(one.get("type") or "", Numbering.DECIMAL)
            self._put(Listing(tuple(items), ordered, start, numbering))
        else:
            self._open.flow += (block for item in items for block in item.blocks)

    def _definitions(self, one: Element, marks: Marks) -> None:
        """Read terms and what they mean as a list: a term in bold, its meaning below."""
        items: list[Item] = []
        for holder in one.iter():
            name = markup.local(holder)
            if name == "dt":
                self._open.runs = []
                content = self.content(holder)
                items.append(Item((Paragraph((Strong(content),)),) if content else ()))
            elif name == "dd" and holder not in self._context.holders:
                blocks = self._blocks(holder, marks)
                items = items or [Item(())]
                items[-1] = Item((*items[-1].blocks, *blocks))
        kept = tuple(item for item in items if item.blocks)
        if kept:
            self._put(Listing(kept))

    def _figure(self, one: Element, marks: Marks) -> None:
        found = pictures.figures(one, self)
        if found:
            self._open.flow += found
        else:
            self._inside(one, marks)
            self._close()

    def _table(self, one: Element, marks: Marks) -> None:
        found = tables.table(one, self)
        if found:
            self._put(found)
            self._close()
        else:
            self._inside(one, marks)
            self._close()

    def _code(self, one: Element, _: Marks) -> None:
        content = self.content(one, literal=True)
        inner = next(iter(one), None)
        syntax = re.search(r"\blang(?:uage)?-([\w+#-]{1,30})", (inner.get("class") or "") if inner is not None else "")
        if text(content):
            self._put(Preformatted(content, syntax[1] if syntax else None))


def _number(written: str) -> int:
    return min(int(written), _LARGEST) if written.isdigit() and len(written) < 9 else 1  # noqa: PLR2004 - no list is as long


def _second(one: Element, name: str) -> bool:
    """Tell the second part of a formula's element: an exponent, an index."""
    above = one.getparent()
    return above is not None and markup.local(above) == name and above.index(one) == 1


def _unbold(content: Content) -> Content:
    """A heading's words without the bold that it has anyway."""
    return tuple(inner for node in content for inner in (node.content if isinstance(node, Strong) else (node,)))
