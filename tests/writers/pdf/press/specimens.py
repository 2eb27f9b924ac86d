"""Small articles and pictures of every kind, drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Bitmap

from exporter import canon
from exporter.model import Article, Caption, Described, Figure, Image, Metadata, Paragraph, Text

if TYPE_CHECKING:
    from pathlib import Path

SENTENCE = "La rivière, que personne ne surveillait plus depuis longtemps, monte lentement derrière les maisons. "


def figure(name: str) -> Figure:
    return Figure(Image(name, Described("Le pont")), Caption((Text("Le pont de pierre."),)))


def paragraph(words: str = SENTENCE * 3) -> Paragraph:
    return Paragraph((Text(words),))


def article(*blocks: Paragraph | Figure) -> Article:
    return Article(Metadata("Un pont"), blocks=blocks or (paragraph(),))


def photograph(width: int, height: int) -> Bitmap.Image:
    """Colours of all kinds, dark ones of heavy ink among them."""
    down, across = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(3).integers(0, 40, (height, width, 3))
    ramps = np.stack((255 * across / width, 255 * down / height, 80 * across / width), axis=2)
    return Bitmap.fromarray((ramps * (across / width)[:, :, None] + noise).clip(0, 255).astype(np.uint8))


def save_pictures(folder: Path) -> None:
    """Fill a folder with pictures of every kind, and two articles that show one each."""
    large = photograph(1320, 600)
    large.save(folder / "photo.jpg", quality=92)
    clear = large.convert("RGBA")
    clear.putalpha(Bitmap.linear_gradient("L").resize(clear.size))
    clear.save(folder / "clair.png")
    large.convert("L").save(folder / "gris.png")
    Bitmap.merge("RGB", [large.convert("L")] * 3).save(folder / "gris-rvb.png")
    heavy = np.random.default_rng(5).integers(170, 256, (600, 1320, 4)).astype(np.uint8)
    Bitmap.fromarray(heavy, "CMYK").save(folder / "encres.jpg", quality=92)
    photograph(900, 600).save(folder / "moyen.jpg")
    photograph(300, 200).save(folder / "petit.jpg")
    photograph(2600, 300).save(folder / "immense.jpg")
    drawing = Bitmap.new("RGB", (120, 80), "white")
    drawing.paste("black", (20, 20, 60, 60))
    drawing.save(folder / "trait.png")
    for name in ("moyen", "petit"):
        (folder / f"{name}.json").write_text(canon.dumps(article(paragraph(), figure(f"{name}.jpg"))), encoding="utf-8")
