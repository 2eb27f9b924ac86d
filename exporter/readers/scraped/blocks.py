"""Passages to blocks: paragraphs, lists, quotations, tables, figures, verse."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from exporter.model import (
    Block,
    Caption,
    Cell,
    Credit,
    Figure,
    Inline,
    Item,
    LineBreak,
    Listing,
    Numbering,
    Paragraph,
    Quote,
    Row,
    Rule,
    Strong,
    Table,
    Text,
)
from exporter.readers.press import credits as credit_lines
from exporter.readers.press import inline, markers
from exporter.readers.press.lines import ended, stopped, tidy, word_count
from exporter.readers.press.people import is_name
from exporter.readers.scraped import unmarked

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from exporter.readers.press.lines import Passage

_DEEPEST = 6
_KINDS = {
    Paragraph: "body",
    Rule: "rule",
    Listing: "listing",
    Table: "table",
    Quote: "quote",
    Figure: "caption",
}
_TURNS = 40
"""So many lines around one are looked at to tell a dialogue."""
_SENTENCE_END = re.compile(r"[^\W\d_]{3}[\s\u00a0\u202f»”)]{0,3}[.!?…][\s\u00a0\u202f»”)]+(?=[«“\"A-ZÀ-Þ])")
_ATTRIBUTION = re.compile(r"(?:[—–―-]|\u2015)[\s\u00a0\u202f]*(?=[A-ZÀ-Þ«L])")
_TABLE_CAPTION = re.compile(r"(?:tableau|table|figure|graphique)\s?(?:n[°o]\s?)?\d{0,3}\s?[:.–—-]\s?\S", re.IGNORECASE)
_TABLE_SOURCE = re.compile(r"(?:sources?|champ|lecture|note)\s?:\s", re.IGNORECASE)
_NUMERIC = re.compile(r"[-+−]?[\d\s\u00a0\u202f.,/:%€$£°]+(?:[a-zA-Zéûµ²³/%€]{0,6})?|[-–—]|n\.?[cd]\.?")


@dataclass(slots=True)
class Builder:
    """Makes blocks of passages; ``labels`` are those of the notes, ``questions`` an interview's (by identity).

    ``kinds`` tells by the number of its first line what each passage became, ``heading`` is the one that the passages
    stand under.
    """

    labels: Collection[str]
    questions: Collection[int]
    credits: list[Credit]
    kinds: dict[int, str] = field(default_factory=dict)
    heading: str = ""

    def blocks(self, passages: Sequence[Passage]) -> tuple[Block, ...]:
        """Make the blocks of passages that stand under one heading."""
        found: list[Block] = []
        index = 0
        steps: tuple[Callable[[Sequence[Passage], int, list[Block]], int], ...]
        steps = (
            self._rule,
            self._listing,
            self._table,
            self._quote,
            self._figure,
            self._unmarked,
            self._verse,
            self._paragraph,
        )
        while index < len(passages):
            count, start = len(found), index
            index = next(end for step in steps if (end := step(passages, start, found)) > start)
            kind = _KINDS[type(found[-1])] if len(found) > count else "credit"
            self.kinds.update((passage.number, kind) for passage in passages[start:index])
        return tuple(found)

    def words(self, text: str) -> tuple[Inline, ...]:
        """Make the inline nodes of a text."""
        return inline.content(text, self.labels)

    def _paragraph(self, passages: Sequence[Passage], index: int, found: list[Block]) -> int:
        content = self.words(passages[index].text)
        found.append(Paragraph((Strong(content),) if id(passages[index]) in self.questions else content))
        return index + 1

    def _rule(self, passages: Sequence[Passage], index: int, found: list[Block]) -> int:
        if not markers.rule(passages[index].text):
            return index
        found.append(Rule())
        return index + 1

    # --- Lists -----------------------------------------------------------------------------

    def _listing(self, passages: Sequence[Passage], index: int, found: list[Block]) -> int:
        if attribution(passages, index) or "\t" in passages[index].lines[0].text or dialogue(passages, index):
            return index
        end = _list_end(passages, index)
        if end == index or (end == index + 1 and not _lone_item(passages, index)):
            return index
        found.append(self._nested(passages[index:end], 1))
        return end

    def _nested(self, passages: Sequence[Passage], depth: int) -> Listing:
        first = markers.item(passages[0].text)
        items: list[Item] = []
        expected = first.number if first else None
        index = 0
        while index < len(passages):
            end = index + 1
            while end < len(passages) and depth < _DEEPEST and _deeper(passages[index], passages[end]):
                end += 1
            mark = markers.item(passages[index].text)
            words = Paragraph(self.words(passages[index].text[mark.end if mark else 0 :]))
            inner = (self._nested(passages[index + 1 : end], depth + 1),) if end > index + 1 else ()
            number = mark.number if mark else None
            items.append(Item((words, *inner), None if number == expected else number))
            expected = None if number is None else number + 1
            index = end
        if first is None or first.number is None:
            return Listing(tuple(replace(item, number=None) for item in items))
        return Listing(
            tuple(items),
            ordered=True,
            start=first.number,
            numbering=Numbering.LOWER_ALPHA if first.style == "a" else Numbering.DECIMAL,
        )

    # --- Tables ----------------------------------------------------------------------------

    def _table(self, passages: Sequence[Passage], index: int, found: list[Block]) -> int:
        title = index + 1 if table_title(passages[index].text) else index
        rows, end = _rows(passages, title)
        if len(rows) < 2:
            return index
        caption = [passages[index].text] if title > index else []
        if end < len(passages) and _TABLE_SOURCE.match(passages[end].text) and len(passages[end].text) <= 250:
            caption.append(passages[end].text)
            end += 1
        heads = 1 if _header(rows) else 0
        content = self.words("\n".join(caption))
        found.append(
            Table(
                tuple(Row(tuple(Cell(self.words(cell), header=True) for cell in row)) for row in rows[:heads]),
                tuple(Row(tuple(Cell(self.words(cell)) for cell in row)) for row in rows[heads:]),
                Caption(_broken(content)) if caption else None,
            )
        )
        return end

    # --- Quotations ------------------------------------------------------------------------

    def _quote(self, passages: Sequence[Passage], index: int, found: list[Block]) -> int:
        text = passages[index].text
        if text.startswith("> "):
            end = index
            while end < len(passages) and passages[end].text.startswith(">"):
                end += 1
            inner = (
                Paragraph(self.words(passage.text.lstrip("> ")))
                for passage in passages[index:end]
                if passage.text.strip("> ")
            )
            found.append(Quote(tuple(inner)))
            return end
        if not (_quoted(text) and attribution(passages, index + 1)):
            return index
        after = passages[index + 1].text
        match = _ATTRIBUTION.match(after)
        found.append(Quote((Paragraph(self.words(text)),), self.words(after[match.end() if match else 0 :])))
        return index + 2

    # --- Figures ---------------------------------------------------------------------------

    def _figure(self, passages: Sequence[Passage], index: int, found: list[Block]) -> int:
        text = passages[index].text
        credit = credit_lines.credit(text)
        if credit:
            self.credits.append(credit)
            return index + 1
        captioned = credit_lines.caption(text)
        after = passages[index + 1] if index + 1 < len(passages) else None
        below = credit_lines.credit(after.text) if after else None
        if captioned is None and not (below and after and not after.gap and _captions(passages[index])):
            return index
        used = captioned.credit if captioned else None
        take = used is None and below is not None
        caption = captioned.caption if captioned else text
        found.append(Figure(None, Caption(self.words(caption)), below if take else used))
        return index + 2 if take else index + 1

    # --- Lists without marks ---------------------------------------------------------------

    def _unmarked(self, passages: Sequence[Passage], index: int, found: list[Block]) -> int:
        end = unmarked.end(passages, index, self._above(passages, index))
        if end > index:
            found.append(Listing(tuple(Item((Paragraph(self.words(p.text)),)) for p in passages[index:end])))
        return end

    def _above(self, passages: Sequence[Passage], index: int) -> str:
        return passages[index - 1].text if index else self.heading

    # --- Verse and addresses ---------------------------------------------------------------

    def _verse(self, passages: Sequence[Passage], index: int, found: list[Block]) -> int:
        if not passages[index].gap or not unmarked.short(passages[index]):
            return index
        end = index + 1
        while end < len(passages) and not passages[end].gap and unmarked.short(passages[end]):
            if unmarked.end(passages, end, passages[end - 1].text) > end:
                break
            end += 1
        if end - index < 2 or _sentences(passages[index:end]):
            return index
        content = self.words("\n".join(passage.text for passage in passages[index:end]))
        found.append(Paragraph(_broken(content)))
        return end


def _captions(passage: Passage) -> bool:
    """Tell whether a passage right above a credit may be a caption: one sentence, which a paragraph seldom is."""
    return passage.gap and len(passage.text) <= 300 and _SENTENCE_END.search(passage.text) is None


def table_title(text: str) -> bool:
    """Tell whether a line is shaped like the title of a table or chart."""
    return len(text) <= 250 and _TABLE_CAPTION.match(text) is not None


def _list_end(passages: Sequence[Passage], start: int) -> int:
    """Find the end of a list: items of one style, deeper ones inside, gaps between allowed."""
    first = markers.item(passages[start].text)
    end = start
    while first and end < len(passages):
        mark = markers.item(passages[end].text)
        if mark is None or (end > start and not _same_list(passages[start], passages[end], first, mark)):
            break
        if mark.style == first.style and mark.number == 1 and end > start and first.number is not None:
            break
        end += 1
    return end


def _same_list(head: Passage, passage: Passage, first: markers.Marker, mark: markers.Marker) -> bool:
    dashes = {"-", "–", "—"}
    return mark.style == first.style or {mark.style, first.style} <= dashes or passage.indent > head.indent


def _lone_item(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether a single mark makes a list: a bullet that is no dash, or a mark below an announcement."""
    mark = markers.item(passages[index].text)
    if mark is None or mark.number is not None:
        return False
    return mark.style not in "-–—" or (index > 0 and passages[index - 1].text.endswith(":"))


def _deeper(head: Passage, passage: Passage) -> bool:
    if passage.indent > head.indent + 1:
        return True
    inner = {"o", "◦", "▪", "■"}
    first, second = markers.item(head.text), markers.item(passage.text)
    return bool(first and second and second.style in inner and first.style not in inner)


def _rows(passages: Sequence[Passage], start: int) -> tuple[list[tuple[str, ...]], int]:
    """Gather the rows of a table: lines in sequence with as many cells as the first."""
    rows: list[tuple[str, ...]] = []
    end = start
    while end < len(passages) and (
        end == start or not passages[end].gap or "\t" in passages[end].lines[0].text or "|" in passages[end].text
    ):
        text = passages[end].lines[0].text
        if rows and markers.separator(text):
            end += 1
            continue
        if not markers.row(text) or len(passages[end].lines) > 1:
            break
        cells = markers.cells(text)
        if len(rows) == 1 and "\t" in text and len(cells) == len(rows[0]) + 1 and passages[start].indent:
            rows[0] = ("", *rows[0])
        if rows and len(cells) != len(rows[0]):
            break
        rows.append(cells)
        end += 1
    spaced = start < len(passages) and not re.search(r"[\t|]", passages[start].lines[0].text)
    return ([], start) if spaced and len(rows) < 3 else (rows, end)


def _header(rows: Sequence[tuple[str, ...]]) -> bool:
    """Tell whether the first row names the columns: no figures in it, figures below, or no figures at all."""
    first = [cell for cell in rows[0][1:] if cell]
    if any(_NUMERIC.fullmatch(cell) and not re.fullmatch(r"(?:19|20)\d{2}", cell) for cell in first):
        return False
    return len(rows) > 1 and all(len(cell) <= 40 for cell in rows[0])


def _quoted(text: str) -> bool:
    opened = text.startswith(("«", "“", '"'))
    return opened and text.rstrip(" .").endswith(("»", "”", '"'))


def attribution(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether a passage names who said the quotation above it."""
    if not 0 < index < len(passages):
        return False
    text = passages[index].text
    name, comma, _ = text.partition(",")
    if not passages[index].gap and (passages[index - 1].gap or comma) and is_name(name) and len(text) <= 100:
        return _quoted(passages[index - 1].text)
    named = _ATTRIBUTION.match(text) is not None and word_count(text) <= 16 and not stopped(text)
    return named and _quoted(passages[index - 1].text)


def dialogue(passages: Sequence[Passage], index: int) -> bool:
    """Tell whether dashes begin what people say in turn: whole sentences without an announcement, one of them asked."""
    if not _says(passages[index].text):
        return False
    start, end = index, index + 1
    while start > max(0, index - _TURNS) and _says(passages[start - 1].text):
        start -= 1
    while end < min(len(passages), index + _TURNS) and _says(passages[end].text):
        end += 1
    announced = start > 0 and passages[start - 1].text.endswith(":")
    return not announced and any("?" in passage.text for passage in passages[start:end])


def _says(text: str) -> bool:
    mark = markers.item(text)
    return mark is not None and mark.style in ("—", "–") and text[mark.end].isupper() and ended(text)


def _sentences(passages: Sequence[Passage]) -> bool:
    """Tell whether most lines are whole sentences, which are paragraphs of their own."""
    whole = sum(ended(passage.text) and passage.text.lstrip("—–- \u00a0\u202f")[:1].isupper() for passage in passages)
    return whole * 2 > len(passages)


def _broken(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Put line breaks where the words have newlines."""
    nodes: list[Inline] = []
    for node in content:
        if not isinstance(node, Text):
            nodes.append(node)
            continue
        for number, line in enumerate(node.text.split("\n")):
            nodes += [LineBreak()] if number else []
            nodes += [Text(tidy(line))] if line else []
    return tuple(nodes)
