"""A PDF as an eye gets it: where each run of words stands, how large it is, in what colour on what ground."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

Colour = tuple[float, float, float]
WHITE: Colour = (1, 1, 1)
_GLYPHS = re.compile(rb"<([0-9a-fA-F]+)> <([0-9a-fA-F]+)>")


@dataclass(frozen=True)
class Run:
    """Words on one line; lengths are in points from the lower left corner of the page."""

    words: str
    page: int
    left: float
    right: float
    baseline: float
    size: float
    font: str
    colour: Colour
    ground: Colour
    artifact: bool


@dataclass
class _State:
    matrix: pikepdf.Matrix
    colour: Colour = (0, 0, 0)


def runs(data: bytes) -> list[Run]:
    """All runs of words of a file, in the order of its pages and of its content streams."""
    pdf = pikepdf.open(io.BytesIO(data))
    return [run for number, page in enumerate(pdf.pages) for run in _Page(number, page).read()]


def lines(data: bytes) -> list[Run]:
    """The same, with runs that follow each other on a line made one."""
    joined: list[Run] = []
    for run in runs(data):
        last = joined[-1] if joined else None
        if last and _follows(last, run):
            joined[-1] = replace(last, words=last.words + run.words, right=max(last.right, run.right))
        else:
            joined.append(run)
    return joined


def contrast(one: Colour, other: Colour) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def baselines(found: list[Run]) -> list[float]:
    """The distances between lines that follow each other."""
    return [one.baseline - other.baseline for one, other in pairwise(found) if one.page == other.page]


def _follows(last: Run, run: Run) -> bool:
    near = abs(last.baseline - run.baseline) < last.size / 2 and last.artifact == run.artifact
    return last.page == run.page and near and -1 <= run.left - last.right < last.size


def _luminance(colour: Colour) -> float:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


class _Page:
    """Follows a content stream."""

    def __init__(self, number: int, page: pikepdf.Page) -> None:
        self._number = number
        self._page = page
        self._fonts = {name: _Font(font) for name, font in page.obj.Resources.Font.items()}
        self._state = _State(pikepdf.Matrix())
        self._stack: list[_State] = []
        self._marks: list[bool] = []
        self._boxes: list[tuple[float, float, float, float]] = []
        self._grounds: list[tuple[tuple[float, float, float, float], Colour]] = []
        self._place = pikepdf.Matrix()
        self._font, self._size = "", 0.0

    def read(self) -> Iterator[Run]:
        for instruction in pikepdf.parse_content_stream(self._page):
            operands: Any = instruction.operands
            operator = str(instruction.operator)
            self._paint(operator, operands)
            self._write(operator, operands)
            if operator == "TJ":
                yield self._run(operands[0])

    def _paint(self, operator: str, operands: Any) -> None:  # noqa: ANN401 - pikepdf's operands
        match operator:
            case "q":
                self._stack.append(replace(self._state))
            case "Q":
                self._state = self._stack.pop()
            case "cm":
                self._state.matrix = pikepdf.Matrix(*map(float, operands)) @ self._state.matrix
            case "rg":
                self._state.colour = tuple(map(float, operands))  # type: ignore[assignment]  # three of them
            case "re":
                self._boxes.append(self._box(*map(float, operands)))
            case "f" | "f*" | "n":
                if operator == "f":  # with f* borders are drawn, which have nothing inside
                    self._grounds += ((box, self._state.colour) for box in self._boxes)
                self._boxes = []
            case _:
                pass

    def _write(self, operator: str, operands: Any) -> None:  # noqa: ANN401
        match operator:
            case "BDC" | "BMC":
                self._marks.append(str(operands[0]) == "/Artifact")
            case "EMC":
                self._marks.pop()
            case "Tm":
                self._place = pikepdf.Matrix(*map(float, operands))
            case "Tf":
                self._font, self._size = str(operands[0]), float(operands[1])
            case _:
                pass

    def _box(self, left: float, top: float, width: float, height: float) -> tuple[float, float, float, float]:
        x1, y1 = self._state.matrix.transform((left, top))
        x2, y2 = self._state.matrix.transform((left + width, top + height))
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)

    def _run(self, shown: Any) -> Run:  # noqa: ANN401 - pikepdf's operands
        font = self._fonts[self._font]
        words, width = font.measure(shown)
        matrix = self._place @ self._state.matrix
        x, y = matrix.transform((0, 0))
        scale = matrix.a
        right = x + width / 1000 * self._size * scale
        inside = (colour for (x1, y1, x2, y2), colour in reversed(self._grounds) if x1 <= x <= x2 and y1 <= y <= y2)
        return Run(
            words,
            self._number,
            x,
            right,
            y,
            self._size * scale,
            font.name,
            self._state.colour,
            next(inside, WHITE),
            any(self._marks),
        )


class _Font:
    """Widths and characters of a font's glyphs."""

    def __init__(self, font: Any) -> None:  # noqa: ANN401
        self.name = str(font.BaseFont).partition("+")[2]
        pairs = _GLYPHS.findall(font.ToUnicode.read_bytes())
        self._characters = {int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs}
        self._widths: dict[int, float] = {}
        widths = list(font.DescendantFonts[0].W)
        while widths:
            first, several, *widths = widths
            self._widths |= {int(first) + place: float(width) for place, width in enumerate(several)}

    def measure(self, shown: Any) -> tuple[str, float]:  # noqa: ANN401
        """The words of a ``TJ`` and their width in thousandths of an em; a space at the end takes up no room."""
        words, width, ends = "", 0.0, 0.0
        for part in shown:
            if not isinstance(part, pikepdf.String):
                width -= float(part)
                continue
            run = bytes(part)
            for glyph in (int.from_bytes(run[i : i + 2]) for i in range(0, len(run), 2)):
                words += self._characters.get(glyph, "")
                width += self._widths.get(glyph, 0)
                ends = ends if words.endswith(" ") else width
        return words, ends
