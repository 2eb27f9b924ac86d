"""Pages as a reader sees them: titles, what belongs together, the end."""

from __future__ import annotations

import io

import pypdf
import pytest

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
from exporter.writers.pdf import large
from exporter.writers.pdf.design import SCREEN, Design
from tests.writers.pdf import reading


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
