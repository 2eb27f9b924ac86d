"""Rules that the structure of a PDF has to keep, most of which validators leave to people; every fault in words.

Terms: ISO 32000-1, 14.6 to 14.8; ISO 14289-1.
"""

from __future__ import annotations

import io
import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAINTING = frozenset({"Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do", "INLINE"})
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_GROUPS = frozenset({"Document", "Art", "Sect", "Div", "BlockQuote", "LBody", "Note"})
_BLOCKS = frozenset({"P", "L", "Table", "Figure", *(f"H{level}" for level in range(1, 7))}) | _GROUPS - {"Document"}
_INLINE = frozenset({"Span", "Code", "Link", "Reference", "Figure", "Formula", "Ruby"})
_WORDS = frozenset({"MCID"})
_ROWS = frozenset({"TH", "TD"})
_KIDS = {
    **dict.fromkeys(_GROUPS - {"LBody"}, _BLOCKS),
    "LBody": _BLOCKS | _INLINE | _WORDS,
    "Note": _BLOCKS | {"Lbl"},
    "L": frozenset({"LI"}),
    "LI": frozenset({"Lbl", "LBody"}),
    "Table": frozenset({"Caption", "THead", "TBody"}),
    **dict.fromkeys(("THead", "TBody"), frozenset({"TR"})),
    "TR": _ROWS,
    "Ruby": frozenset({"RB", "RT", "RP"}),
    "Figure": frozenset({"Caption"}) | _WORDS,
    "Formula": _WORDS,
    "Link": _INLINE | _WORDS | {"OBJR"},
}
"""What may stand in what; everything else holds words."""
_MAY_BE_EMPTY = _ROWS | {"LBody"}


def faults(data: bytes) -> list[str]:
    """Everything that is wrong with the structure of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [*pdf.check_pdf_syntax(), *_Inspection(pdf).faults()]


class _Inspection:
    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
        self._owners: dict[tuple[int, int], list[Any]] = defaultdict(list)
        self._annotated: dict[Any, list[Any]] = defaultdict(list)
        self._elements: list[Any] = []

    def faults(self) -> Iterator[str]:
        root = self._pdf.Root
        yield from self._element(root.StructTreeRoot.K[0], root.StructTreeRoot)
        numbers = root.StructTreeRoot.ParentTree.Nums
        parents = {int(numbers[i]): numbers[i + 1] for i in range(0, len(numbers), 2)}
        for number, page in enumerate(self._pdf.pages, 1):
            yield from (f"page {number}: {fault}" for fault in self._page(page, number, parents))
        yield from (f"no content {key}" for key in self._owners)
        yield from (f"no annotation {key} on any page" for key in self._annotated)
        yield from self._whole()

    # Content and annotations

    def _page(self, page: pikepdf.Page, number: int, parents: dict[int, Any]) -> Iterator[str]:
        marked: list[int] = []
        yield from _marks(page, marked)
        owners = parents[int(page.obj.StructParents)]
        for mcid in marked:
            elements = self._owners.pop((number, mcid), [])
            if len(elements) != 1:
                yield f"content {mcid} belongs to {len(elements)} elements"
            elif owners[mcid].objgen != elements[0].objgen:
                yield f"content {mcid} has another parent in the parent tree"
        if page.obj.get("/Tabs") != "/S":
            yield "tabs do not follow the structure"
        for annotation in page.obj.get("/Annots", ()):
            elements = self._annotated.pop(annotation.objgen, [])
            if [element.objgen for element in elements] != [parents[int(annotation.StructParent)].objgen]:
                yield "an annotation is not in the structure exactly once"
            if not str(annotation.Contents).strip():
                yield "an annotation without description"

    # Elements

    def _element(self, element: Any, parent: Any) -> Iterator[str]:  # noqa: ANN401 - pikepdf's objects
        role = str(element.S)[1:]
        self._elements.append(element)
        if element.P.objgen != parent.objgen:
            yield f"{role} has another parent"
        kids = list(element.get("/K", ()))
        if not kids and role not in _MAY_BE_EMPTY:
            yield f"{role} is empty"
        for kid in kids:
            name = self._kid(kid, element)
            if name not in _KIDS.get(role, _INLINE | _WORDS):
                yield f"{name} in {role}"
            if name not in ("MCID", "OBJR"):
                yield from self._element(kid, element)
        yield from _attributes(role, element)

    def _kid(self, kid: Any, element: Any) -> str:  # noqa: ANN401
        if isinstance(kid, int):
            self._owners[self._pages[element.Pg.objgen], kid].append(element)
            return "MCID"
        match str(kid.get("/Type")):
            case "/MCR":
                self._owners[self._pages[kid.Pg.objgen], int(kid.MCID)].append(element)
                return "MCID"
            case "/OBJR":
                self._annotated[kid.Obj.objgen].append(element)
                return "OBJR"
            case _:
                return str(kid.S)[1:]

    def _whole(self) -> Iterator[str]:
        root = self._pdf.Root
        if not (root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle and root.get("/Lang")):
            yield "not marked, without language, or its title is not shown"
        levels = [int(str(element.S)[2]) for element in self._elements if re.fullmatch("/H[1-6]", str(element.S))]
        if levels[:1] != [1] or levels.count(1) != 1 or any(after > before + 1 for before, after in pairwise(levels)):
            yield f"headings of the levels {levels}"
        names = [str(element.ID) for element in self._elements if "/ID" in element]
        if len(set(names)) < len(names):
            yield "elements of the same id"


def _marks(page: pikepdf.Page, marked: list[int]) -> Iterator[str]:
    """Faults of a page's marks; its MCIDs are added to ``marked``."""
    open_marks = 0
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator in ("BDC", "BMC"):
            open_marks += 1
            if open_marks > 1:
                yield "marked content within marked content"
            if operator == "BDC" and "/MCID" in instruction.operands[1]:
                marked.append(int(instruction.operands[1].MCID))
        elif operator == "EMC":
            open_marks -= 1
        elif operator.split(" ", maxsplit=1)[0] in _PAINTING and not open_marks:
            yield f"unmarked content ({operator})"
    if len(set(marked)) < len(marked):
        yield "an MCID is used twice"


def _attributes(role: str, element: Any) -> Iterator[str]:  # noqa: ANN401
    needed = {"L": "/ListNumbering", "TH": "/Scope", "Figure": "/BBox", "Formula": "/BBox"}.get(role)
    if needed and needed not in element.get("/A", {}):
        yield f"{role} without {needed}"
    if role in ("Figure", "Formula") and not str(element.get("/Alt", "")).strip():
        yield f"{role} without Alt"
    if role == "Note" and "/ID" not in element:
        yield "Note without ID"
    if role == "LI" and [str(kid.S) for kid in element.K] != ["/Lbl", "/LBody"]:
        yield "LI is not a label and a body"
    if role == "Link" and not any(not isinstance(kid, int) and kid.get("/Type") == "/OBJR" for kid in element.K):
        yield "Link without annotation"
    if "/Lang" in element and not _LANGUAGE.fullmatch(str(element.Lang)):
        yield f"language {element.Lang}"
