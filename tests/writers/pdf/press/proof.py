"""A press file as the printer's own software sees it: read with pikepdf alone, none of the house's reading."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np
import pikepdf
from PIL import Image

from exporter.engine.work.world import LocalWorld
from exporter.french import FRENCH
from exporter.passes import prepare
from exporter.settings import Settings
from exporter.writers.pdf.press import edition

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event
    from exporter.model import Article

MOMENT = datetime(2026, 2, 2, 2, 40, tzinfo=UTC)
MILLIMETRE = 72 / 25.4
INKS = {"k": 4, "K": 4, "g": 1, "G": 1}
"""Operators that choose inks, with the number of their operands."""
OTHER_COLOURS = frozenset({"rg", "RG", "cs", "CS", "sc", "SC", "scn", "SCN", "sh", "INLINE IMAGE"})


class FixedWorld(LocalWorld):
    """The world of a test, at a moment that stays."""

    def now(self) -> datetime:
        return MOMENT


def make(article: Article, folder: Path | None = None, chosen: Settings | None = None) -> tuple[bytes, list[Event]]:
    """The press file of an article and what was reported."""
    events: list[Event] = []
    world = FixedWorld(chosen or Settings(), events.append, folder, None)
    return edition.make(prepare(article, FRENCH), world), events


@dataclass
class Proof:
    """What a file holds: instructions and pictures by page, boxes in millimetres."""

    pdf: pikepdf.Pdf
    operators: set[str] = field(default_factory=set)
    inks: set[tuple[float, ...]] = field(default_factory=set)
    text_inks: set[tuple[float, ...]] = field(default_factory=set)
    pictures: list[Any] = field(default_factory=list)

    def box(self, name: str, page: int = 0) -> tuple[float, ...]:
        return tuple(float(edge) / MILLIMETRE for edge in self.pdf.pages[page].obj[name])


def pull(data: bytes) -> Proof:
    """Open a press file and look at all that its streams hold."""
    pdf = pikepdf.open(io.BytesIO(data))
    proof = Proof(pdf)
    forms = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"]
    for stream in (*pdf.pages, *forms):
        fill: tuple[float, ...] = (0.0,)
        stack: list[tuple[float, ...]] = []
        for instruction in pikepdf.parse_content_stream(stream):
            name = str(instruction.operator)
            operands: Any = instruction.operands
            proof.operators.add(name)
            if name in INKS:
                ink = tuple(float(part) for part in operands)
                assert len(ink) == INKS[name]
                proof.inks.add(ink)
                fill = ink if name.islower() else fill
            elif name in ("Tj", "TJ"):
                proof.text_inks.add(fill)
            elif name == "q":
                stack.append(fill)
            elif name == "Q":
                fill = stack.pop()
    proof.pictures = [
        thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image"
    ]
    return proof


def surfaces(page: pikepdf.Page) -> list[tuple[tuple[float, ...], tuple[float, float, float, float]]]:
    """The rectangles that are filled on a page: their ink, and their left, bottom, right and top edges in points."""
    found: list[tuple[tuple[float, ...], tuple[float, float, float, float]]] = []
    stack: list[tuple[pikepdf.Matrix, tuple[float, ...]]] = []
    matrix, path = pikepdf.Matrix(), [0.0] * 4
    ink: tuple[float, ...] = (0.0,)
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        match str(instruction.operator):
            case "q":
                stack.append((matrix, ink))
            case "Q":
                matrix, ink = stack.pop()
            case "cm":
                matrix = pikepdf.Matrix(*map(float, operands)) @ matrix
            case "k":
                ink = tuple(map(float, operands))
            case "re":
                path = [float(part) for part in operands]
            case "f":
                x, y, width, height = path
                corners = matrix.transform((x, y)), matrix.transform((x + width, y + height))
                across, up = (sorted(corner[axis] for corner in corners) for axis in (0, 1))
                found.append((ink, (across[0], up[0], across[1], up[1])))
            case _:
                pass
    return found


def heaviest(picture: Any) -> float:  # noqa: ANN401 - an object of pikepdf
    """The most ink on a pixel, in per cent, unpacked as a press would."""
    if picture.get("/Filter") == "/DCTDecode":
        with Image.open(io.BytesIO(picture.read_raw_bytes())) as opened:
            raw = np.asarray(opened).astype(int)
            raw = 255 - raw if "adobe" in opened.info and opened.mode == "CMYK" else raw
    else:
        raw = np.frombuffer(picture.read_bytes(), np.uint8).astype(int)
        raw = raw.reshape(int(picture.Height), int(picture.Width), -1).squeeze()
    samples = 255 - raw if "/Decode" in picture else raw
    inks = samples.sum(axis=2) if picture.ColorSpace == "/DeviceCMYK" else 255 - samples
    return float(inks.max()) / 2.55
