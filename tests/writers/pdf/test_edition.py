"""What validators, searches and archives get."""

from __future__ import annotations

import importlib
import io
import shutil
import subprocess
import sys
from collections import Counter
from typing import TYPE_CHECKING

import page as page_validation
import pypdf
import pytest
from PIL import Image as Picture

from exporter import canon, resources
from exporter.errors import ResourceError
from exporter.events import Event, NotRendered, Warned
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Heading,
    Inline,
    Item,
    Link,
    Listing,
    Metadata,
    NoteRef,
    Paragraph,
    Quote,
    Section,
    Source,
    Text,
)
from exporter.passes import prepare
from exporter.settings import Settings
from exporter.writers import pdf
from exporter.writers.pdf import layout
from tests import samples
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pictures of the sample."""
    folder = tmp_path_factory.mktemp("media")
    Picture.new("RGB", (640, 400), "#335577").save(folder / "pont.png")
    Picture.new("RGBA", (640, 40), (140, 29, 47, 90)).save(folder / "filet.png")
    Picture.new("L", (300, 300), 128).save(folder / "carte.png")
    return folder


@pytest.fixture(scope="module")
def sample(media: Path) -> bytes:
    return reading.make(samples.ONDELLE, media)[0]


def _words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(_words(text))


def _assert_conforms(data: bytes) -> None:
    for profile in ("ua1", "3a"):
        result = page_validation.validate_pdf_bytes(data, profile=profile)
        assert "no failures" in str(result), str(result)


LONG = Article(
    Metadata("Quand une ville moyenne décide de reprendre son eau en main\u00a0: " + "récit d’une bascule " * 4),
    sections=(
        Section(
            "section-1",
            Heading(_words("Anticonstitutionnellement " * 6)),
            1,
            (
                _paragraph("anticonstitutionnellement" * 12),
                Paragraph(
                    (Link("https://a.example/" + "chemin/" * 40, _words("https://a.example/" + "chemin/" * 40)),)
                ),
                Listing(
                    (Item((Listing((Item((Quote((_paragraph("Profond."),), _words("Rosa")),)),), ordered=True),)),)
                ),
            ),
        ),
        Section("section-2", Heading(()), 1),
        Section("section-3", Heading(_words("Vide")), 1),
    ),
    sources=(Source(_words("Un carnet"), url="https://a.example/" + "x" * 300),),
)


@pytest.mark.parametrize("article", [samples.ONDELLE, LONG, Article(Metadata("Rien"))], ids=["sample", "long", "empty"])
def test_it_conforms_to_pdf_ua_and_pdf_a(article: Article, media: Path) -> None:
    _assert_conforms(reading.make(article, media)[0])


def test_nothing_is_lost_or_warned_of(media: Path) -> None:
    assert reading.make(samples.ONDELLE, media)[1] == []


def test_the_same_article_gives_the_same_bytes(sample: bytes, media: Path) -> None:
    assert reading.make(samples.ONDELLE, media)[0] == sample


def test_the_title_is_shown_and_the_language_known(sample: bytes) -> None:
    file = pypdf.PdfReader(io.BytesIO(sample))
    assert file.metadata is not None
    assert file.metadata.title == "La crue de l’Ondelle\u00a0: une nuit, un pont et beaucoup de questions"
    assert file.metadata.author == "Jeanne Castel, Paul Orsini"
    assert file.metadata.creation_date == reading.MOMENT
    read = reading.read(sample)
    assert read.pdf.Root.ViewerPreferences.DisplayDocTitle
    assert read.pdf.Root.Lang == "fr"


def test_every_heading_has_a_bookmark(sample: bytes) -> None:
    def titles(outline: Sequence[object]) -> Iterator[str]:
        for entry in outline:
            if isinstance(entry, list):
                yield from titles(entry)
            else:
                yield " ".join(str(entry["/Title"]).split())  # type: ignore[index]  # a Destination

    root = reading.read(sample).root
    headings = [" ".join(node.words.split()) for role in ("H1", "H2", "H3") for node in root.find(role)]
    assert sorted(titles(pypdf.PdfReader(io.BytesIO(sample)).outline)) == sorted(headings)


def test_a_search_finds_every_source_credit_and_notice(sample: bytes) -> None:
    text = " ".join("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(sample)).pages).split())
    for words in (
        "Bulletin hydrologique de la vallée",
        "Rising Waters: Small Valleys and Big Rains",
        "https://rivers.example/rising-waters",
        "Archives communales, registre des crues",
        "Photo de couverture : Lucie Ferrand",
        "Par Jeanne Castel (correspondante à Valmorin) et Paul Orsini",
        "Éditeur : Le Courrier de la vallée",
        "Édition produite le 2 février 2026",
    ):
        assert words in text


def test_the_document_itself_is_attached(sample: bytes) -> None:
    (content,) = pypdf.PdfReader(io.BytesIO(sample)).attachments["article.json"]
    assert canon.loads(content.decode()) == prepare(samples.ONDELLE, FRENCH)
    read = reading.read(sample)
    assert [str(specification.AFRelationship) for specification in read.pdf.Root.AF] == ["/Source"]


def test_fonts_are_the_ones_that_come_with_it(sample: bytes) -> None:
    read = reading.read(sample)
    fonts = {str(font.BaseFont) for page in read.pdf.pages for font in page.obj.Resources.Font.values()}
    styles = Counter(name.partition("+")[2] for name in fonts)
    assert styles.pop("Article-Serif-Semi-Bold") == 2, "titles and headings have optical sizes of their own"
    assert styles == dict.fromkeys(styles, 1)
    assert all(name.startswith(("Article-Serif", "Article-Sans", "Article-Mono")) for name in styles)


def test_characters_without_glyph_are_found_and_reported() -> None:
    data, events = reading.make(Article(Metadata("T"), blocks=(_paragraph("Un 𐀀𐀁, deux 𐀁𐀀 et Saint\u2011Denis"),)))
    assert events == [Warned("glyphs", "pdf: no glyph for '𐀀𐀁': printed as boxes")]
    assert "Un 𐀀𐀁, deux 𐀁𐀀 et Saint-Denis" in reading.read(data).root.words
    _assert_conforms(data)


def test_other_scripts_are_drawn_by_fonts_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    words = "On lit 港の, ספרייה, مكتبة, ไทย, 📚, ★ et 10⁻³"
    article = Article(Metadata("T"), blocks=(_paragraph(words),))
    data, events = reading.make(article)
    assert events == []
    read = reading.read(data)
    assert words in read.root.words
    fonts = {str(font.BaseFont) for page in read.pdf.pages for font in page.obj.Resources.Font.values()}
    assert sum("+Face-" in name for name in fonts) == 6
    _assert_conforms(data)
    monkeypatch.setattr(resources, "_SCRIPTS", {"noto": "no_such_package", "noto-cjk": "no_such_package"})
    resources.read.cache_clear()
    _, events = reading.make(article)
    resources.read.cache_clear()
    boxes = "pdf: no glyph for '港のספריהمكتبةไทย📚★': printed as boxes"
    assert events == [Warned("glyphs", f"{boxes}; more fonts come with pip install 'exporter[scripts]'")]


def test_running_heads_in_other_scripts_are_drawn_too() -> None:
    metadata = Metadata("Le mot 港の図書館 et مكتبة", publisher="ספרייה ★")
    article = Article(metadata, blocks=(_paragraph("Le bac part à midi. " * 300),))
    data, events = reading.make(article)
    assert events == []
    head = "".join(pypdf.PdfReader(io.BytesIO(data)).pages[1].extract_text().split())
    assert "Lemot港の図書館et" in head
    assert "★" in head
    assert not any(box in head for box in "☐\ufffd")
    _assert_conforms(data)


def test_a_call_without_note_is_reported() -> None:
    lost = Paragraph((Text("Ici"), NoteRef("note-9")))
    _, events = reading.make(Article(Metadata("T"), blocks=(lost,)))
    assert events == [NotRendered("pdf", "note-ref", "no note has the id 'note-9'")]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Court", "Court"),
        ("Une ville reprend son eau, ses tuyaux et la", "Une ville reprend son eau…"),
        ("x" * 50, "x" * 30 + "…"),
    ],
)
def test_a_running_title_is_cut_between_words(title: str, expected: str) -> None:
    assert layout.shortened(title, 30) == expected


# --- Writing and what may be missing -----------------------------------------------------------


def _world(events: list[Event]) -> reading.FixedWorld:
    return reading.FixedWorld(Settings(), events.append, None, None)


def test_it_is_written_where_it_was_asked_for(tmp_path: Path) -> None:
    pdf.write(prepare(Article(Metadata("T")), FRENCH), _world([]), tmp_path / "a.pdf")
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-1.7")


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        pdf.write(Article(Metadata("T")), _world([]), tmp_path / "nowhere" / "a.pdf")


def test_it_is_ready_here() -> None:
    assert pdf.ready() == ""


@pytest.mark.parametrize(
    ("platform", "command"), [("linux", "apt-get install libpango"), ("darwin", "brew install pango")]
)
def test_without_pango_it_names_the_command(monkeypatch: pytest.MonkeyPatch, platform: str, command: str) -> None:
    def fail(_: str) -> None:
        raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(importlib, "import_module", fail)
    monkeypatch.setattr(sys, "platform", platform)
    assert command in pdf.ready()
    with pytest.raises(ResourceError, match="Pango is not here") as caught:
        pdf.write(Article(Metadata("T")), _world([]), __file__)  # type: ignore[arg-type]  # never reached
    assert command in caught.value.hint


def test_another_weasyprint_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint  # noqa: PLC0415 - only here

    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    assert pdf.ready().endswith("pip install weasyprint==70.0")


def test_poppler_reads_the_structure(sample: bytes, tmp_path: Path) -> None:
    poppler = shutil.which("pdfinfo")
    if poppler is None:
        pytest.skip("poppler-utils is not here")
    path = tmp_path / "a.pdf"
    path.write_bytes(sample)
    shown = subprocess.run([poppler, "-struct-text", path], check=True, capture_output=True, text=True).stdout
    assert "H1 (block)" in shown
