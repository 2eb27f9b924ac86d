"""Several articles in one PDF: all of each, in order, as accessible as one alone."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING

import page as page_validation
import pikepdf
import pypdf
import pytest

from exporter.events import NotRendered
from exporter.french import FRENCH
from exporter.model import Article, Metadata, Note, NoteRef, Paragraph, Person, Text
from exporter.passes import prepare
from exporter.passes.outline import outline
from exporter.ports import Issue, Part
from exporter.settings import Settings
from exporter.writers.pdf import edition, large
from exporter.writers.pdf.design import SCREEN
from tests import samples
from tests.writers.pdf.reading import FixedWorld

if TYPE_CHECKING:
    from exporter.events import Event
    from exporter.ports import World
    from exporter.writers.pdf.design import Design

CALLED = Article(
    Metadata("Le bac de l’aube", authors=(Person("Jeanne Castel"),), url="https://exemple.fr/bac"),
    blocks=(Paragraph((Text('Il traverse à l’aube id="s1" href="#s1"'), NoteRef("n1"), Text("."))),),
    notes=(Note("n1", "1", (Paragraph((Text("Sauf le dimanche."),)),)),),
)


def bound(*articles: Article, design: Design = SCREEN) -> tuple[bytes, list[Event]]:
    """The PDF of an issue, and what was reported."""
    events: list[Event] = []
    world = FixedWorld(Settings(), events.append, None, None)

    def part(article: Article) -> Part:
        def load() -> tuple[Article, World]:
            return prepare(outline(article), FRENCH), world

        return Part(article.metadata, load)

    issue = Issue(Metadata("Au fil de l’eau", publisher="Rivages"), tuple(map(part, articles)))
    return edition.bind(issue, world, design), events


def texts(pdf: bytes) -> list[str]:
    return [" ".join(leaf.extract_text().split()) for leaf in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_contents_tell_the_page_of_each_article() -> None:
    _cover, front, *others = texts(bound(CALLED, replace(CALLED, metadata=Metadata("Le gué")))[0])
    assert "Au fil de l’eau" in front
    assert "Le bac de l’aube, page 3 Par Jeanne Castel Le gué, page 4" in front
    assert [leaf.count("Sauf le dimanche.") for leaf in others] == [1, 1]
    assert 'id="s1" href="#s1"' in others[0]


def test_names_in_one_article_lead_nowhere_in_another() -> None:
    pdf, events = bound(CALLED, CALLED)
    assert events == []
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    calls = [
        (number, name)
        for number, leaf in enumerate(reader.pages)
        for link in leaf.get("/Annots", ())
        if (name := str(link.get_object().get("/Dest", ""))).startswith("p")
    ]
    assert calls == [(1, "part-1"), (1, "part-2"), (2, "p1-note-1"), (3, "p2-note-1")]
    assert {name for _, name in calls} <= reader.named_destinations.keys()


def test_an_issue_has_a_cover_that_can_be_read_and_one_colophon_for_all() -> None:
    pdf, _ = bound(replace(CALLED, metadata=replace(CALLED.metadata, publisher="Le Bac")), CALLED)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        first = next(
            one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        )
        assert str(first["/Alt"]).startswith("Couverture de «\u00a0Au fil de l’eau")
        assert [int(image.Width) for image in opened.pages[0].get_images().values()][:1] == [1400]
    whole = " ".join(texts(pdf))
    assert whole.count("Colophon") == 1
    assert whole.count("Édition produite") == 1
    assert whole.count("Éditeur : Le Bac") == 1
    assert whole.count("’origine : https://exemple.fr/bac") == 2


@pytest.mark.parametrize("design", [SCREEN, large.design(20)], ids=["pdf", "pdf-large"])
def test_an_issue_is_as_accessible_as_an_article(design: Design) -> None:
    pdf, events = bound(samples.ONDELLE, CALLED, design=design)
    assert {event.node for event in events if isinstance(event, NotRendered)} == {"image"}  # they are not there
    for profile in ("ua1", "3a"):
        assert "no failures" in str(page_validation.validate_pdf_bytes(pdf, profile=profile))
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert set(opened.attachments) == {"article-1.json", "article-2.json"}
        assert not opened.check_pdf_syntax()
        headings = [str(item.title) for item in opened.open_outline().root]
    assert headings == ["Au fil de l’eau", " ".join(samples.prepared().metadata.title.split()), CALLED.metadata.title]


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert bound(CALLED)[0] == bound(CALLED)[0]
