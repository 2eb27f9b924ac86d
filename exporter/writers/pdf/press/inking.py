"""Content streams rewritten for the press: every colour in inks, text in black alone, solid black printed over.

What a stylesheet gives in sRGB is converted, greys to black ink. Text that is to be read is not made of several inks,
which never fall on each other exactly; it becomes as dark in black. Solid black is printed over what lies below it, so
that no white edge shows where plates are a hair's breadth apart (ISO 32000-1, 8.6.7, overprint mode 1).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

import pikepdf

from exporter.errors import WriteError
from exporter.messages import Message
from exporter.render.separation import Ink, bounded
from exporter.writers.pdf.press.content import SHOWN

if TYPE_CHECKING:
    from collections.abc import Callable

    from exporter.render.separation import Press

BLACK: Final[Ink] = (0.0, 0.0, 0.0, 1.0)
_SPACES: Final = {
    "k": "/DeviceCMYK",
    "rg": "/DeviceRGB",
    "g": "/DeviceGray",
}
_HINT: Final = "use plain colours, in sRGB or device-cmyk()"
_PATH_BEGINS = frozenset({"m", "re"})
_PATH_ENDS = frozenset({"f", "F", "f*", "b", "b*", "B", "B*", "S", "s", "n"})


def overprints() -> pikepdf.Dictionary:
    """Graphics states that say whether strokes (first letter) and fills are printed over: y or n."""
    chosen = {
        f"/Over-{'yn'[not stroke]}{'yn'[not fill]}": pikepdf.Dictionary(
            Type=pikepdf.Name.ExtGState, OP=stroke, op=fill, OPM=1
        )
        for stroke in (True, False)
        for fill in (True, False)
    }
    return pikepdf.Dictionary(chosen)


def inked(stream: Any, press: Press) -> bytes:  # noqa: ANN401 - a page or a form of pikepdf
    """Rewrite a page's or a form's content; raises `WriteError` for colours that have no inks (patterns, shadings)."""
    writer = _Inker(press)
    for instruction in pikepdf.parse_content_stream(stream):
        writer.take(str(instruction.operator), instruction.operands, instruction)
    return pikepdf.unparse_content_stream(writer.written)


@dataclass(frozen=True, slots=True)
class _State:
    """The colours that were asked for, and what has been written of them."""

    fill: Ink = BLACK
    stroke: Ink = BLACK
    fill_space: str = "/DeviceGray"
    stroke_space: str = "/DeviceGray"
    written_fill: Ink | None = None
    written_stroke: Ink | None = None
    written_over: str = ""


class _Inker:
    """Holds colours back until something is painted, since only then it is known whether that is text."""

    def __init__(self, press: Press) -> None:
        self.written: list[Any] = []
        self._press = press
        self._state = _State()
        self._stack: list[_State] = []
        self._in_path = False
        self._operations: dict[str, Callable[[], None]] = {"q": self._push, "Q": self._pop, "Do": self._plain}

    def take(self, name: str, operands: Any, instruction: Any) -> None:  # noqa: ANN401 - pikepdf's instructions
        """Take in one instruction and write what it becomes."""
        if name.lower() in ("cs", "sc", "scn", "k", "g", "rg"):
            self._choose(name, operands)
            return
        if name in ("sh", "INLINE IMAGE"):
            raise WriteError(
                "the theme asks for a shading or a pattern, which the press edition has no inks for", _HINT
            )
        if name in self._operations:
            self._operations[name]()
        elif name in SHOWN:
            self._ink(self._text(self._state.fill), self._text(self._state.stroke))
        elif name in _PATH_BEGINS and not self._in_path:
            self._ink(self._state.fill, self._state.stroke)
        self._in_path = (self._in_path or name in _PATH_BEGINS) and name not in _PATH_ENDS
        self.written.append(instruction)

    def _push(self) -> None:
        self._stack.append(self._state)

    def _pop(self) -> None:
        self._state = self._stack.pop()

    def _plain(self) -> None:
        """Before a picture or a form: nothing of theirs is printed over but what they say themselves."""
        self._write_over("nn")

    def _choose(self, name: str, operands: Any) -> None:  # noqa: ANN401
        which = "fill" if name.islower() else "stroke"
        short = name.lower()
        if short == "cs":
            self._set(f"{which}_space", str(operands[0]))
            return
        space = _SPACES.get(short) or getattr(self._state, f"{which}_space")
        if space not in _SPACES.values():
            raise WriteError(
                Message(
                    "the theme asks for a colour in {space}, which the press edition has no inks for", space=space[1:]
                ),
                _HINT,
            )
        self._set(which, self._converted(space, tuple(float(part) for part in operands)))

    def _set(self, field: str, value: object) -> None:
        self._state = replace(self._state, **{field: value})  # type: ignore[arg-type]  # a field by its name

    def _converted(self, space: str, numbers: tuple[float, ...]) -> Ink:
        if space == "/DeviceCMYK":
            cyan, magenta, yellow, black = numbers
            return bounded((cyan, magenta, yellow, black))
        red, green, blue = numbers if space == "/DeviceRGB" else numbers * 3
        return self._press.colour(red, green, blue)

    def _text(self, ink: Ink) -> Ink:
        return (0.0, 0.0, 0.0, self._press.black(ink)) if any(ink[:3]) else ink

    def _ink(self, fill: Ink, stroke: Ink) -> None:
        """Write the colours that differ from those written last."""
        if fill != self._state.written_fill:
            self._write("k", *fill)
            self._set("written_fill", fill)
        if stroke != self._state.written_stroke:
            self._write("K", *stroke)
            self._set("written_stroke", stroke)
        self._write_over("".join("y" if ink == BLACK else "n" for ink in (stroke, fill)))

    def _write_over(self, which: str) -> None:
        if which != self._state.written_over:
            self._write("gs", pikepdf.Name(f"/Over-{which}"))
            self._set("written_over", which)

    def _write(self, operator: str, *operands: object) -> None:
        written = [round(part, 4) if isinstance(part, float) else part for part in operands]
        self.written.append((written, pikepdf.Operator(operator)))
