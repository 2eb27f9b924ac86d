"""Pages as a reader sees them: titles, what belongs together, the end."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pypdf
import pytest

from exporter.errors import UsageError
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Credit,
    Heading,
    Item,
    Listing,
    Metadata,
    Paragraph,
    Section,
    Source,
    Text,
)
from exporter.passes import prepare
from exporter.settings import PageSettings, Settings
from exporter.writers.pdf import edition, large, paper
from exporter.writers.pdf.design import SCREEN, Design, screen
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from exporter.events import Event


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _pages(article: Article) -> list[str]:
    return [leaf.extract_text() for leaf in pypdf.PdfReader(io.BytesIO(reading.make(article)[0])).pages]


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Le dernier gardien de la Jument", ["Le dernier gardien", "de la Jument"]),
        ("Un phare", ["Un phare"]),
        (
            "Comment une ville moyenne de la côte a repris son eau en main sans le dire à personne",
            ["Comment une ville moyenne", "de la côte a repris son eau en", "main sans le dire à personne"],
        ),
    ],
)
def test_a_title_has_no_lone_word_on_its_last_line(title: str, lines: list[str]) -> None:
    found = _pages(Article(Metadata(title)))[0].split("\n")
    assert [line.rstrip() for line in found[: len(lines)]] == lines


def test_a_title_whose_word_is_too_long_for_its_line_is_as_it_was() -> None:
    title = "Une " + "anticonstitutionnellement" * 4
    assert "".join(_pages(Article(Metadata(title)))[0].split()).startswith("".join(title.split()))


def test_a_heading_in_large_print_is_balanced_on_the_left() -> None:
    heading = Heading((Text("Ce que coûtait une flamme au phare"),))
    article = Article(Metadata("Titre"), sections=(Section("s", heading, 1, (_paragraph("Cher."),)),))
    text = pypdf.PdfReader(io.BytesIO(reading.make(article, design=large.design(24))[0])).pages[0].extract_text()
    assert "Ce que coûtait une \nflamme au phare" in text


def test_words_that_announce_a_list_stand_on_its_page() -> None:
    listed = Listing(tuple(Item((_paragraph(f"Le point {number} de la liste."),)) for number in range(3)))
    for lines in range(36, 46):
        before = tuple(_paragraph(f"Ligne {number}.") for number in range(lines))
        pages = _pages(Article(Metadata("Le phare"), blocks=(*before, _paragraph("Trois points :"), listed)))
        (announced,) = [page for page in pages if "Trois points" in page]
        assert "Le point 0" in announced


@pytest.mark.parametrize("design", [SCREEN, large.design(18)], ids=["pdf", "pdf-large"])
def test_the_colophon_is_never_alone_on_a_page(design: Design) -> None:
    sources = tuple(Source((Text(f"Carnet numéro {number}"),)) for number in range(3))
    for lines in range(20, 44, 3):
        before = tuple(_paragraph(f"Ligne {number}.") for number in range(lines))
        data = reading.make(
            Article(
                Metadata("Le phare", publisher="Les Carnets"),
                blocks=before,
                sources=sources,
                credits=(Credit("photo", "Yves Le Bras"),),
            ),
            design=design,
        )[0]
        last = pypdf.PdfReader(io.BytesIO(data)).pages[-1].extract_text()
        assert "Colophon" in last
        assert "Carnet numéro 2" in last


# --- Sizes of page -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "size"), [("A5", (148, 210)), ("letter", (215.9, 279.4)), ("110x170", (110, 170)), ("17,5 × 200 mm", None)]
)
def test_a_size_of_paper_has_a_name_or_millimetres(text: str, size: tuple[float, float] | None) -> None:
    if size is None:
        with pytest.raises(UsageError, match="no size of a page"):
            paper.size(text)
    else:
        assert paper.size(text) == size


@pytest.mark.parametrize("theme", ["classic", "moderne"])
@pytest.mark.parametrize("size", ["a5", "letter", "110x170"])
def test_text_begins_within_the_margins_of_any_page(size: str, theme: str) -> None:
    width, height = paper.size(size)
    article = Article(
        Metadata("Le dernier gardien de la Jument", publisher="Les Carnets"),
        lead=(_paragraph("Il a monté deux fois par jour les trois cents marches."),),
        blocks=(_paragraph("Il ne dit pas le phare, il dit elle, et la tour le lui rend bien. " * 20),),
        sources=tuple(Source((Text(f"Carnet numéro {number}"),), group="Primaires") for number in range(3)),
    )
    events: list[Event] = []
    world = reading.FixedWorld(Settings(page=PageSettings(theme=theme)), events.append, None, None)
    data = edition.make(prepare(article, FRENCH), world, screen((width, height)))
    assert not events
    reader = pypdf.PdfReader(io.BytesIO(data))
    assert [round(float(side) / 72 * 25.4, 1) for side in reader.pages[0].mediabox[2:]] == [width, height]
    for box in (box for page in reader.pages for box in _boxes(page)):
        assert box[0] > width * 0.08 / 25.4 * 72
    assert "Les Carnets" in reader.pages[0].extract_text()


def _boxes(page: pypdf.PageObject) -> list[tuple[float, float]]:
    """Where pieces of text begin, in points from the lower left corner."""
    found: list[tuple[float, float]] = []

    def visit(text: str, matrix: list[float], place: list[float], *_: object) -> None:
        if text.strip():
            found.append((place[4] * matrix[0] + matrix[4], place[5]))

    page.extract_text(visitor_text=visit)
    return found
