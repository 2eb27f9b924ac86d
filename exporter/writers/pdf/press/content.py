"""Content streams read back: what is painted on a page, in which colours, how large."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

Colour = tuple[str, tuple[float, ...]]
"""The name of a colour space and the values in it."""
_DEEPEST = 20
"""Forms within forms, after which a file is taken for one that holds itself."""


class Kind(Enum):
    """What is done: something painted, or only a colour chosen."""

    CHOSEN = auto()
    TEXT = auto()
    FILL = auto()
    STROKE = auto()
    IMAGE = auto()
    SHADING = auto()


@dataclass(frozen=True, slots=True)
class Painted:
    """One thing on a page: its colour (of an image: none), and whether it is printed over what lies below.

    ``name`` and ``image`` are an image's; ``width`` and ``height`` in points are how large it stands on the page.
    """

    kind: Kind
    colour: Colour
    overprint: bool = False
    name: str = ""
    image: Any = None
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class _State:
    matrix: pikepdf.Matrix
    fill: Colour = ("/DeviceGray", (0.0,))
    stroke: Colour = ("/DeviceGray", (0.0,))
    fill_over: bool = False
    stroke_over: bool = False


_SPACES = {"g": "/DeviceGray", "rg": "/DeviceRGB", "k": "/DeviceCMYK"}
_FILLS = frozenset({"f", "F", "f*", "b", "b*", "B", "B*"})
_STROKES = frozenset({"S", "s", "b", "b*", "B", "B*"})
SHOWN = frozenset({"Tj", "TJ", "'", '"'})
"""Operators that show text (ISO 32000-1, 9.4.3)."""


def painted(page: pikepdf.Page) -> Iterator[Painted]:
    """Follow the content of a page and of the forms in it."""
    yield from _Reader(page.obj.get("/Resources", pikepdf.Dictionary()), _State(pikepdf.Matrix()), 0).read(page)


class _Reader:
    def __init__(self, resources: Any, state: _State, depth: int) -> None:  # noqa: ANN401 - pikepdf's objects
        self._resources = resources
        self._state = state
        self._stack: list[_State] = []
        self._depth = depth

    def read(self, stream: Any) -> Iterator[Painted]:  # noqa: ANN401
        for instruction in pikepdf.parse_content_stream(stream):
            name = str(instruction.operator)
            operands: Any = instruction.operands
            yield from self._done(name, operands)

    def _done(self, name: str, operands: Any) -> Iterator[Painted]:  # noqa: ANN401
        state = self._state
        if name.lower() in _SPACES or name.lower() in ("cs", "sc", "scn"):
            yield self._chosen(name, operands)
        elif name in SHOWN:
            yield Painted(Kind.TEXT, state.fill, state.fill_over)
        elif name in _FILLS | _STROKES:
            yield from self._path(name)
        elif name == "Do":
            yield from self._object(str(operands[0]))
        elif name == "sh":
            yield Painted(Kind.SHADING, (str(self._resources.Shading[str(operands[0])].ColorSpace), ()))
        elif name == "INLINE IMAGE":
            yield Painted(Kind.IMAGE, ("inline", ()))
        else:
            self._turned(name, operands)

    def _turned(self, name: str, operands: Any) -> None:  # noqa: ANN401
        """Keep account of the graphics state."""
        match name:
            case "q":
                self._stack.append(self._state)
            case "Q":
                self._state = self._stack.pop()
            case "cm":
                own = pikepdf.Matrix(*(float(number) for number in operands))
                self._state = replace(self._state, matrix=own @ self._state.matrix)
            case "gs":
                self._overprint(self._resources.ExtGState[str(operands[0])])
            case _:
                pass

    def _overprint(self, chosen: Any) -> None:  # noqa: ANN401
        if "/OP" in chosen:
            strokes = bool(chosen.OP)
            self._state = replace(self._state, stroke_over=strokes, fill_over=bool(chosen.get("/op", strokes)))

    def _chosen(self, name: str, operands: Any) -> Painted:  # noqa: ANN401
        which = "fill" if name.islower() else "stroke"
        old: Colour = getattr(self._state, which)
        numbers = tuple(float(part) for part in operands if not isinstance(part, pikepdf.Name))
        match name.lower():
            case "cs":
                colour: Colour = (str(operands[0]), ())
            case "sc" | "scn":
                colour = (old[0], numbers)
            case short:
                colour = (_SPACES[short], numbers)
        self._state = replace(self._state, fill=colour) if which == "fill" else replace(self._state, stroke=colour)
        return Painted(Kind.CHOSEN, colour)

    def _path(self, name: str) -> Iterator[Painted]:
        if name in _FILLS:
            yield Painted(Kind.FILL, self._state.fill, self._state.fill_over)
        if name in _STROKES:
            yield Painted(Kind.STROKE, self._state.stroke, self._state.stroke_over)

    def _object(self, name: str) -> Iterator[Painted]:
        found = self._resources.XObject[name]
        if found.Subtype == "/Image":
            a, b, c, d, *_ = self._state.matrix.shorthand
            width, height = (a * a + b * b) ** 0.5, (c * c + d * d) ** 0.5
            yield Painted(Kind.IMAGE, ("", ()), self._state.fill_over, name[1:], found, width, height)
        elif self._depth < _DEEPEST:
            own = pikepdf.Matrix(*(float(number) for number in found.get("/Matrix", (1, 0, 0, 1, 0, 0))))
            state = replace(self._state, matrix=own @ self._state.matrix)
            yield from _Reader(found.get("/Resources", self._resources), state, self._depth + 1).read(found)
