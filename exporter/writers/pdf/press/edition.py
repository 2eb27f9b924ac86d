"""From an article to the bytes of a press file: laid out by WeasyPrint, put in inks, marked, and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from weasyprint.layout import inline
from weasyprint.text import line_break

from exporter.events import Warned
from exporter.messages import Message
from exporter.render import separation
from exporter.writers.pdf import edition, hyphens
from exporter.writers.pdf.design import SCRIPTS, Design
from exporter.writers.pdf.press import addresses, margins, metadata, plates, preflight, rhythm
from exporter.writers.pdf.press.negatives import Negatives
from exporter.writers.pdf.press.options import Options
from exporter.writers.pdf.press.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Article
    from exporter.ports import World
    from exporter.writers.pdf.press.preflight import Placed

FORM: Final = "pdf-print"
_SHEETS: Final = (SCRIPTS, "templates/pdf/press.css", "templates/pdf/press-theme.css")
_TEMPLATE: Final = "templates/pdf/press.html"
_LETTER: Final = 1.68
"""Width of a letter in the running heads, in millimetres, with room for the folio."""
_EM: Final = 3.6
"""Width of an em in tables, in millimetres, with some to spare."""
_FINE: Final = 300
"""Dots per inch that a picture should have at its size on the page."""
_COARSE: Final = 150
"""Dots per inch below which a picture must not be printed."""
_LONG: Final = 24
"""Letters of a word that is cut whatever it is."""


def make(article: Article, world: World) -> bytes:
    """Make the press edition and report its preflight.

    Raises `WriteError` for a size that no page can have and for a file that fails the preflight.
    """
    page = world.options(Options)
    sheet = Sheet(*page.trim, page.bleed)
    press = separation.press(world.resource(metadata.PROFILE))
    album = Negatives(world, FORM)
    data = plates.made(_pages(article, world, sheet, album), article, world, (sheet, press, album))
    summary, placed = preflight.checked(data, sheet, FORM)
    for warning in coarse(placed, album):
        world.report(warning)
    world.report(summary)
    return data


def _pages(article: Article, world: World, sheet: Sheet, album: Negatives) -> bytes:
    design = Design(FORM, _SHEETS, sheet.rules(), _TEMPLATE, round(sheet.column / _LETTER), room=sheet.column / _EM)
    with (
        edition.workshop(world),
        edition.replaced(line_break.pyphen, "Pyphen", Hyphens),
        edition.replaced(inline, "justify_line", margins.justify_line),
        rhythm.kept(sheet.top),
    ):
        laid = edition.lay_out(addresses.noted(article), world, design, album)
        for warning in margins.measured(laid.document.pages):
            world.report(warning)
        return edition.save(laid, world)


def coarse(placed: tuple[Placed, ...], album: Negatives) -> Iterator[Warned]:
    """Warn of pictures that are too coarse at their largest: a strict run stops at those that must not be printed."""
    lowest: dict[str, Placed] = {}
    for picture in sorted(placed, key=lambda picture: picture.resolution):
        lowest.setdefault(picture.name, picture)
    for picture in sorted(lowest.values(), key=lambda picture: picture.page):
        if picture.resolution < _FINE:
            dots, source = round(picture.resolution), album.named(picture.name)
            least = _COARSE if picture.resolution < _COARSE else _FINE
            yield Warned(
                "resolution",
                Message(
                    "{source} has {dots} dpi on page {page}, less than {least}",
                    source=source,
                    dots=dots,
                    page=picture.page,
                    least=least,
                ),
                tolerated=picture.resolution >= _COARSE,
            )


class Hyphens(hyphens.Hyphens):
    """Dictionary of hyphenation that leaves names, sigles and what it does not know whole, if they fit on a line."""

    def iterate(self, word: str) -> Iterator[tuple[Any, Any]]:
        """Give the ways to cut a word, the last first; none for one that has capitals."""
        if len(word) >= _LONG:
            return super().iterate(word)
        return iter(()) if word != word.lower() else self.known(word)
