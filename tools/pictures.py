"""Draws the README's picture from real editions.

Usage: ``tools/pictures.py FOLDER-OF-ONE-ARTICLE docs/pictures/editions.png``. Needs poppler's ``pdftoppm`` and
``chromium`` on the machine, and Pillow from the virtual environment.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from exporter import resources

HEIGHT = 640
GAP = 36
GROUND = "#e9e6df"
MONO = "fonts/source-code-pro/SourceCodePro[wght].ttf"
CHROMIUM = ("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--window-size=560,760")


def main(folder: Path, out: Path) -> None:
    """Put the editions side by side."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        panes = [*pages(folder, work), *book(folder, work), text(folder)]
    panes = [scaled(pane) for pane in panes]
    width = sum(pane.width for pane in panes) + GAP * (len(panes) + 1)
    sheet = Image.new("RGB", (width, HEIGHT + 2 * GAP), GROUND)
    left = GAP
    for pane in panes:
        sheet.paste(pane, (left, GAP))
        left += pane.width + GAP
    sheet.quantize(128).save(out, optimize=True)


def scaled(pane: Image.Image) -> Image.Image:
    """A picture at the height of the sheet."""
    return pane.resize((round(pane.width * HEIGHT / pane.height), HEIGHT), Image.Resampling.LANCZOS)


def pages(folder: Path, work: Path) -> list[Image.Image]:
    """The first two pages of the PDF."""
    (pdf,) = folder.glob("*.pdf")
    subprocess.run(["pdftoppm", "-r", "100", "-l", "2", "-png", pdf, work / "page"], check=True)
    return [Image.open(path).convert("RGB") for path in sorted(work.glob("page-*.png"))]


def book(folder: Path, work: Path) -> list[Image.Image]:
    """The EPUB's cover and its first section, as a browser shows it."""
    (epub,) = folder.glob("*.epub")
    with zipfile.ZipFile(epub) as archive:
        archive.extractall(work / "book")
        cover = next(name for name in archive.namelist() if name.endswith("cover.jpg"))
        picture = Image.open(io.BytesIO(archive.read(cover))).convert("RGB")
    (section,) = (work / "book").rglob("section-1.xhtml")
    shot = work / "section.png"
    command = [*CHROMIUM, f"--user-data-dir={work / 'profile'}", f"--screenshot={shot}", section.as_uri()]
    subprocess.run(command, check=True, capture_output=True)
    return [picture, Image.open(shot).convert("RGB")]


def text(folder: Path) -> Image.Image:
    """The head of the text edition, as a terminal shows it."""
    (path,) = folder.glob("*.txt")
    pane = Image.new("RGB", (620, HEIGHT), "#1d1f21")
    font = ImageFont.truetype(io.BytesIO(resources.read(MONO)), 13)
    lines = path.read_text(encoding="utf-8").splitlines()[:40]
    ImageDraw.Draw(pane).multiline_text((24, 24), "\n".join(lines), "#e6e6e6", font, spacing=5)
    return pane


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
