"""A PDF as a screen reader gets it: its structure tree, with the words of each element."""

from __future__ import annotations

import io
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pikepdf
import pytest

from exporter.engine.work.world import LocalWorld
from exporter.french import FRENCH
from exporter.passes import prepare
from exporter.settings import Settings
from exporter.writers.pdf import edition, layout
from exporter.writers.pdf.design import SCREEN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.events import Event
    from exporter.model import Article
    from exporter.ports import World
    from exporter.render.phrasing import Style
    from exporter.writers.pdf.design import Design

MOMENT = datetime(2026, 2, 2, 2, 40, tzinfo=UTC)
_GLYPHS = re.compile(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]*)>")
_HEADING = re.compile("H[1-6]")
_IN_LINE = frozenset({"Span", "Code", "Link", "Reference", "Formula"})
_IGNORED = frozenset({"/Type", "/S", "/P", "/K", "/Pg"})


class FixedWorld(LocalWorld):
    """The world of a test, at a moment that stays."""

    def now(self) -> datetime:
        return MOMENT


def make(article: Article, folder: Path | None = None, design: Design = SCREEN) -> tuple[bytes, list[Event]]:
    """The PDF of an article and what was reported."""
    events: list[Event] = []
    world = FixedWorld(Settings(), events.append, folder, None)
    return edition.make(prepare(article, FRENCH), world, design), events


def make_with_html(article: Article, folder: Path | None = None, design: Design = SCREEN) -> tuple[bytes, str]:
    """The PDF of an article and the page that it was laid out from."""
    pages: list[str] = []

    def listen(article: Article, world: World, style: Style, design: Design) -> str:
        pages.append(layout_html(article, world, style, design))
        return pages[-1]

    layout_html = layout.html
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout, "html", listen)
        return make(article, folder, design)[0], pages[0]


@dataclass
class Node:
    """A structure element: ``content`` is its words and elements, in reading order."""

    role: str
    entries: dict[str, Any]
    content: list[str | Node] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)

    @property
    def kids(self) -> list[Node]:
        """The elements in this one."""
        return [part for part in self.content if isinstance(part, Node)]

    @property
    def words(self) -> str:
        """Its own words and its descendants'; those that a formula has for who cannot see it."""
        if self.role == "Formula":
            return str(self.entries["/Alt"])
        return "".join(part.words if isinstance(part, Node) else part for part in self.content)

    @property
    def text(self) -> str:
        """The same with spaces around what is no part of a line."""
        if self.role == "Formula":
            return self.words
        return "".join(part.text if isinstance(part, Node) else part for part in self.content).join(
            ("", "") if self.role in _IN_LINE else (" ", " ")
        )

    def strings(self, without: str) -> Iterator[str]:
        """Its words piece by piece, without those of a role; a space that ends a line after them is not theirs."""
        if self.role == without:
            yield " " if self.words.endswith(" ") else ""
            return
        if self.role == "Formula":
            yield self.words
            return
        for part in self.content:
            yield from part.strings(without) if isinstance(part, Node) else (part,)

    def find(self, role: str) -> Iterator[Node]:
        """All elements of a role below this one, itself included, in reading order."""
        if self.role == role:
            yield self
        for kid in self.kids:
            yield from kid.find(role)


@dataclass
class Reading:
    """An open file: ``root`` is the Document element, ``artifacts`` the words outside of the structure, by page."""

    pdf: pikepdf.Pdf
    root: Node
    artifacts: list[list[str]]
    unmarked: list[str]


def read(data: bytes) -> Reading:
    """Open a PDF and follow its structure."""
    pdf = pikepdf.open(io.BytesIO(data))
    pages = {page.obj.objgen: _Page(page) for page in pdf.pages}
    root = _node(pdf.Root.StructTreeRoot.K[0], pages)
    leftover = [mcid for page in pages.values() for mcid in page.words.keys() - page.read]
    assert not leftover, "marked content that the structure does not mention"
    return Reading(
        pdf,
        root,
        [page.artifacts for page in pages.values()],
        [word for page in pages.values() for word in page.unmarked],
    )


def bookmarks(file: Reading) -> list[tuple[int, str]]:
    """The levels and titles of all bookmarks, from above."""

    def entries(item: Any, level: int) -> Iterator[tuple[int, str]]:  # noqa: ANN401 - pikepdf's objects
        while item is not None:
            yield level, composed(str(item.Title))
            if "/First" in item:
                yield from entries(item.First, level + 1)
            item = item.get("/Next")

    return list(entries(file.pdf.Root.Outlines.First, 1))


def headings(node: Node) -> Iterator[tuple[int, str]]:
    """The levels and words of all headings, without the calls of notes."""
    if _HEADING.fullmatch(node.role):
        yield int(node.role[1]), composed("".join(node.strings(without="Reference")))
    for kid in node.kids:
        yield from headings(kid)


def placed(page: pikepdf.Page) -> list[tuple[float, ...]]:
    """Where the pictures of a page are drawn: left, bottom, right, top in points."""
    found: list[tuple[float, ...]] = []
    matrix, saved = pikepdf.Matrix(), []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                saved.append(matrix)
            case "Q":
                matrix = saved.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "Do" if page.obj.Resources.XObject[str(operands[0])].Subtype == "/Image":
                corners = matrix.transform(pikepdf.Rectangle(0, 0, 1, 1))
                found.append((corners.llx, corners.lly, corners.urx, corners.ury))
            case _:
                pass
    return found


class _Page:
    """The words of a page: marked with an MCID, as an artifact, or not at all."""

    def __init__(self, page: pikepdf.Page) -> None:
        self.words: dict[int, str] = {}
        self.read: set[int] = set()
        self.artifacts: list[str] = []
        self.unmarked: list[str] = []
        fonts = {name: _glyphs(font) for name, font in page.obj.Resources.Font.items()}
        marks: list[Any] = []
        glyphs: dict[int, str] = {}
        for instruction in pikepdf.parse_content_stream(page):
            operands: Any = instruction.operands
            match str(instruction.operator):
                case "BDC":
                    marks.append(operands)
                    if "/MCID" in operands[1]:
                        self.words.setdefault(int(operands[1].MCID), "")
                case "BMC":
                    marks.append(operands)
                case "EMC":
                    marks.pop()
                case "Tf":
                    glyphs = fonts[str(operands[0])]
                case "TJ":
                    self._take(_decoded(operands[0], glyphs), marks[-1] if marks else None)
                case _:
                    pass

    def _take(self, words: str, mark: Any) -> None:  # noqa: ANN401 - pikepdf's operands
        if mark is None:
            self.unmarked.append(words)
        elif str(mark[0]) == "/Artifact":
            self.artifacts.append(words)
        elif "/ActualText" in mark[1]:
            self.words[int(mark[1].MCID)] = str(mark[1].ActualText)
        else:
            self.words[int(mark[1].MCID)] += words


def _glyphs(font: Any) -> dict[int, str]:  # noqa: ANN401
    pairs = _GLYPHS.findall(font.ToUnicode.read_bytes())
    return {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}


def _decoded(shown: Any, glyphs: dict[int, str]) -> str:  # noqa: ANN401
    runs = (bytes(part) for part in shown if isinstance(part, pikepdf.String))
    return "".join(glyphs[int.from_bytes(run[i : i + 2])] for run in runs for i in range(0, len(run), 2))


def composed(words: str) -> str:
    """Words with single spaces and composed letters, as any reader takes them."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def _node(element: Any, pages: dict[Any, _Page]) -> Node:  # noqa: ANN401
    node = Node(str(element.S)[1:], {key: value for key, value in element.items() if key not in _IGNORED})
    for kid in element.get("/K", ()):
        if isinstance(kid, int):
            _take(node, pages[element.Pg.objgen], int(kid))
        elif "/MCID" in kid:
            _take(node, pages[kid.Pg.objgen], int(kid.MCID))
        elif kid.get("/Type") == "/OBJR":
            node.links.append(kid.Obj)
        else:
            node.content.append(_node(kid, pages))
    return node


def _take(node: Node, page: _Page, mcid: int) -> None:
    assert mcid not in page.read, "content that is read twice"
    page.read.add(mcid)
    node.content.append(page.words[mcid])
