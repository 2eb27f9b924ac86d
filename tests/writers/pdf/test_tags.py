"""The sample as a screen reader gets it: its tag tree, word for word."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest
from PIL import Image as Bitmap

from exporter import walk
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Caption,
    Cell,
    Decorative,
    Described,
    Figure,
    Heading,
    Image,
    Item,
    LineBreak,
    Link,
    Listing,
    Metadata,
    Missing,
    Note,
    NoteRef,
    Paragraph,
    PartialDate,
    Quote,
    Section,
    Text,
)
from exporter.passes import prepare
from exporter.passes.outline import outline
from tests import samples
from tests.readers import desk
from tests.writers.pdf import outlines, reading, rules
from tests.writers.pdf.reading import composed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.writers.pdf.reading import Reading

SAMPLE = next((Path(__file__).resolve().parents[3] / "assets" / "sample").glob("*.txt"))
EDITION = "Édition produite le 2 février 2026"
_WORD = re.compile(r"[^\W\d_]+")
SENTENCE = "La régie a remplacé 42 kilomètres de canalisations, et les fuites sont revenues sous la barre des 12 %. "


@pytest.fixture(scope="module", params=["sample", "all"])
def article(request: pytest.FixtureRequest) -> Article:
    """The sample that comes with the house, and one with all that the model has."""
    return samples.ONDELLE if request.param == "all" else outline(desk.article(SAMPLE.read_bytes()))


@pytest.fixture(scope="module")
def made(article: Article) -> tuple[bytes, str]:
    return reading.make_with_html(article)


@pytest.fixture(scope="module")
def read(made: tuple[bytes, str]) -> Reading:
    return reading.read(made[0])


def test_nothing_is_unmarked_split_doubled_or_lost(made: tuple[bytes, str], read: Reading) -> None:
    assert len(read.pdf.pages) > 1
    assert rules.faults(made[0]) == []
    assert outlines.of_pdf(read) == outlines.of_html(made[1])


def test_every_word_of_the_article_is_read_once(article: Article, read: Reading) -> None:
    prepared = prepare(article, FRENCH)
    titles = " ".join(source.title or walk.plain(source.content) for source in prepared.sources)
    written = Counter(_WORD.findall(f"{walk.words(replace(prepared, sources=()))} {titles}"))
    said = Counter(_WORD.findall(read.root.text))
    assert written - said == Counter()
    added = " ".join((str(prepared), *map(str, FRENCH.labels.values()), *map(FRENCH.date, _dates(prepared)), EDITION))
    assert not set(said - written) - set(_WORD.findall(added))


def _dates(article: Article) -> Iterator[PartialDate]:
    return (node for node in walk.nodes(article) if isinstance(node, PartialDate))


def test_it_is_read_in_the_order_of_the_article(article: Article, read: Reading) -> None:
    words, position = composed(read.root.text), 0
    prepared = prepare(article, FRENCH)
    for part in (prepared.lead, prepared.blocks, prepared.sections, prepared.notes):
        for node in (node for item in part for node in walk.nodes(item)):
            if isinstance(node, Paragraph | Heading | Cell):
                position = words.index(composed(walk.plain(node.content))[:30], position)
    for source in prepared.sources:
        position = words.index(composed(source.title or walk.plain(source.content)), position)


def test_every_foreign_source_title_says_its_language(article: Article, read: Reading) -> None:
    foreign = [source for source in prepare(article, FRENCH).sources if (source.language or "fr") != "fr"]
    assert foreign
    spans = {composed(node.words): str(node.entries.get("/Lang")) for node in read.root.find("Span")}
    assert {source.title: spans[composed(source.title or "")] for source in foreign} == {
        source.title: source.language for source in foreign
    }
    assert all(source.language == "en" for source in foreign)


def test_every_link_says_its_words(read: Reading) -> None:
    links = list(read.root.find("Link"))
    assert sum(len(page.obj.get("/Annots", ())) for page in read.pdf.pages) == sum(len(link.links) for link in links)
    back = [link for label in read.root.find("Lbl") for link in label.find("Link")]
    named = {id(link): FRENCH.labels["back_to_text"].format(note=composed(link.words)) for link in back}
    said = {id(link): composed(link.words) for link in links} | named
    assert all(str(annotation.Contents) == said[id(link)] for link in links for annotation in link.links)


def test_bookmarks_are_the_headings_level_by_level(read: Reading) -> None:
    assert reading.bookmarks(read) == list(reading.headings(read.root))
    assert read.pdf.Root.ViewerPreferences.DisplayDocTitle


def test_bookmarks_and_links_say_all_that_is_written() -> None:
    heading = Heading((Text("Un 漢字"), NoteRef("a"), LineBreak(), Text("et plus")))
    link = Link("https://a.example/", (Text("Voir ∆ et Ǆ"), LineBreak(), Text("là")))
    notes = tuple(Note("a", label, (Paragraph((link,)),)) for label in ("1", "2"))
    article = Article(Metadata("Le 漢字"), sections=(Section("section-1", heading, 1),), notes=notes)
    data, _ = reading.make(article)
    read = reading.read(data)
    assert reading.bookmarks(read)[:2] == [(1, "Le 漢字"), (2, "Un 漢字 et plus")]
    contents = {str(node.links[0].Contents) for node in read.root.find("Link") if "Voir" in node.words}
    assert contents == {"Voir ∆ et Ǆ là"}
    assert rules.faults(data) == []


@pytest.mark.parametrize("extractor", ["poppler", "pypdf"])
def test_extracted_text_has_every_word_whole(
    made: tuple[bytes, str], read: Reading, extractor: str, tmp_path: Path
) -> None:
    if extractor == "pypdf":
        pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(made[0])).pages]
    elif poppler := shutil.which("pdftotext"):
        (tmp_path / "a.pdf").write_bytes(made[0])
        shown = subprocess.run([poppler, tmp_path / "a.pdf", "-"], check=True, capture_output=True, text=True).stdout
        pages = shown.split("\f")
    else:
        pytest.skip("poppler-utils is not here")
    assert not set("\u00ad\u2010\u200b\ufffe").intersection("".join(pages))
    heads = {_squeezed("".join(words[start:])) for words in read.artifacts for start in range(len(words))}
    heads |= {_squeezed(words) for page in read.artifacts for words in page}
    lines = (_squeezed(line) for page in pages for line in page.splitlines())
    text = "".join(line for line in lines if line not in heads)
    assert Counter(text) == Counter(_squeezed(read.root.text))
    for entry in outlines.of_pdf(read):
        if entry.role in ("P", "H1", "H2", "H3"):
            assert _squeezed(entry.words) in text


def _squeezed(text: str) -> str:
    """Without spaces, and hyphens: extractors take a word's own at a line's end for one of hyphenation."""
    return re.sub(r"[\s-]", "", text)


# --- Pictures, notes and lists, wherever they stand --------------------------------------------


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    for name, size in (("large.png", (900, 300)), ("haute.png", (200, 900)), ("petite.png", (40, 30))):
        Bitmap.new("RGB", size, "#335577").save(folder / name)
    return folder


def test_figures_tell_what_and_where_they_are(pictures: Path) -> None:
    figures = tuple(
        Figure(Image(name, alt), Caption((Text(f"Légende {name}."),)))
        for name in ("large.png", "haute.png", "petite.png")
        for alt in (Described("Un pont."), Missing(), Decorative())
    )
    inside = (Listing((Item((Paragraph((Text("Ici"),)), figures[0])),)), Quote((figures[3],)))
    paragraph = Paragraph((Text(SENTENCE * 6), NoteRef("note-1")))
    article = Article(
        Metadata("T"), blocks=(paragraph, *figures, *inside), notes=(Note("note-1", "1", (paragraph, figures[6])),)
    )
    data, _ = reading.make(article, pictures)
    assert rules.faults(data) == []
    read = reading.read(data)
    found = list(read.root.find("Figure"))
    assert Counter(str(figure.entries["/Alt"]) for figure in found) == {
        "Un pont.": 6,
        FRENCH.labels["image_without_description"]: 3,
    }
    assert [figure.words for figure in found][:6:2] == [
        "Légende large.png.",
        "Légende haute.png.",
        "Légende petite.png.",
    ]
    drawn = [box for page in read.pdf.pages for box in reading.placed(page)]
    for figure in found:
        area = tuple(map(float, figure.entries["/A"]["/BBox"]))
        assert any(box == pytest.approx(area, abs=1) for box in drawn), area


def test_a_note_is_called_by_a_reference(read: Reading) -> None:
    for reference in read.root.find("Reference"):
        (link,) = reference.kids
        (annotation,) = link.links
        names = [str(note.entries["/ID"]) for note in read.root.find("Note")]
        assert str(annotation.Dest) in names
