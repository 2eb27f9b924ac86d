"""What a screen reader gets."""

from __future__ import annotations

import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import weasyprint
from PIL import Image as Bitmap

from exporter import walk
from exporter.errors import ResourceError
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Block,
    Caption,
    Cell,
    Code,
    Decorative,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Inline,
    Item,
    LineBreak,
    Link,
    Listing,
    Metadata,
    Note,
    NoteRef,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Row,
    Section,
    Source,
    Strong,
    Table,
    Text,
)
from exporter.passes import prepare
from exporter.render.album import Album
from exporter.render.pictures import Picture
from exporter.writers.pdf import layout, structure
from tests import samples
from tests.writers.pdf import reading

if TYPE_CHECKING:
    from pathlib import Path

    from tests.writers.pdf.reading import Node, Reading

SENTENCE = "La régie a remplacé 42 kilomètres de canalisations, et les fuites sont revenues sous la barre des 12 %. "


@pytest.fixture(scope="module")
def sample() -> Reading:
    return reading.read(reading.make(samples.ONDELLE)[0])


def _read(*blocks: Block, sources: tuple[Source, ...] = ()) -> Reading:
    return reading.read(reading.make(Article(Metadata("Titre"), blocks=blocks, sources=sources))[0])


def _words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def _paragraph(text: str) -> Paragraph:
    return Paragraph(_words(text))


def _only(root: Node, role: str) -> Node:
    (node,) = root.find(role)
    return node


def _attributes(node: Node) -> dict[str, Any]:
    return dict(node.entries["/A"])


def test_words_are_read_in_the_order_of_the_article(sample: Reading) -> None:
    article = prepare(samples.ONDELLE, FRENCH)
    words = " ".join(sample.root.words.split())
    position = 0
    for node in walk.nodes(replace(article, notes=())):
        if isinstance(node, Paragraph | Heading | Quote):
            first = " ".join(walk.words(node).split("\n")[0].split())
            position = words.find(first, position)
            assert position >= 0, first


def test_every_word_is_read(sample: Reading) -> None:
    words = " ".join(sample.root.words.split())
    for leaf in walk.words(prepare(samples.ONDELLE, FRENCH)).split("\n"):
        assert " ".join(leaf.split()) in words


def test_nothing_is_outside_of_the_structure_but_heads_and_folios(sample: Reading) -> None:
    assert not sample.unmarked
    count = len(sample.artifacts)
    assert count > 1
    for number, words in enumerate(sample.artifacts, 1):
        assert f"{number} / {count}" in words
        assert ("La crue de l’Ondelle : une nuit, un pont et beaucoup de questions" in words) == (number > 1)


def test_words_on_two_lines_stay_apart() -> None:
    root = _read(_paragraph(SENTENCE * 3)).root
    assert next(root.find("P")).words == (SENTENCE * 3).strip()


def test_a_word_on_two_lines_stays_whole() -> None:
    address = "https://a.example/" + "chemin-interminable/" * 12
    root = _read(Paragraph((Text("Voir "), Link(address, _words(address)), Text(" ou l’inverse.")))).root
    assert next(root.find("P")).words == f"Voir {address} ou l’inverse."


def test_spaces_between_marked_words_are_read() -> None:
    words = (Emphasis(_words("Flore")), Text(" "), Strong(_words("alpine")), Text("\u00a0"), Code(_words("x")))
    root = _read(Paragraph(words), Paragraph((*words, LineBreak(), *words))).root
    said = ["Flore alpine x", "Flore alpine x Flore alpine x"]
    assert [" ".join(node.words.split()) for node in root.find("P")][:2] == said


def test_a_word_without_glyph_at_a_lines_end_stays_apart() -> None:
    assert next(_read(Paragraph((Text("Un 漢字"), LineBreak(), Text("ici")))).root.find("P")).words == "Un 漢字 ici"


def test_lines_that_were_given_stay_apart() -> None:
    root = _read(
        Paragraph((Text("2, place du Marché"), LineBreak(), Text("Valmorin"))), Preformatted(_words("a\nb"))
    ).root
    assert [node.words.strip() for node in root.find("P")][:2] == ["2, place du Marché Valmorin", "a b"]


def test_a_paragraph_over_two_pages_is_one_element() -> None:
    read = _read(*[_paragraph(SENTENCE * 12)] * 8)
    assert len(read.pdf.pages) > 1
    paragraphs = [node for node in read.root.find("P") if node.words.startswith("La régie")]
    assert len(paragraphs) == 8
    assert all(node.words.count("canalisations") == 12 for node in paragraphs)


def test_a_foreign_source_title_says_its_language() -> None:
    line = Source(_words("Institute – The Long Flood (2025)"), "Institute", "The Long Flood", "en")
    spans = [node for node in _read(sources=(line,)).root.find("Span") if "/Lang" in node.entries]
    assert [(str(node.entries["/Lang"]), node.words) for node in spans] == [("en", "The Long Flood")]


def test_foreign_words_in_the_text_say_their_language() -> None:
    root = _read(Paragraph((Text("Le "), Foreign("en", _words("fact checking")), Text(".")))).root
    assert [(str(node.entries["/Lang"]), node.words) for node in root.find("Span")] == [("en", "fact checking")]


def test_abbreviations_are_expanded(sample: Reading) -> None:
    expanded = [node for node in sample.root.find("Span") if "/E" in node.entries]
    assert {(node.words, str(node.entries["/E"])) for node in expanded} == {("SPC", "Service de prévision des crues")}


def test_a_link_over_two_lines_is_one_element_with_one_annotation() -> None:
    text = "un rapport au titre si long qu’il court sur deux lignes de la page, et peut-être sur trois lignes"
    read = _read(
        Paragraph((Text("Voir "), Link("https://a.example/", (Text(text[:30]), Foreign("en", _words(text[30:]))))))
    )
    link = _only(read.root, "Link")
    assert link.words == text
    (annotation,) = link.links
    assert str(annotation.Contents) == text
    assert str(annotation.A.URI) == "https://a.example/"
    assert len(annotation.QuadPoints) == 16
    assert len(read.pdf.pages[0].Annots) == 1


def test_every_link_says_its_words(sample: Reading) -> None:
    back = [link for label in sample.root.find("Lbl") for link in label.find("Link")]
    links = [link for link in sample.root.find("Link") if link not in back]
    assert len(links) == 5
    for link in links:
        assert link.links
        assert all(str(annotation.Contents) == " ".join(link.words.split()) for annotation in link.links)
    assert [(link.words, str(link.links[0].Contents)) for link in back] == [("1", "Retour au texte, note\u00a01")]


def test_a_list_has_labels_bodies_and_numbering() -> None:
    inner = Listing((Item((_paragraph("dedans"),)),))
    root = _read(Listing((Item((_paragraph("neuf"), inner)),), ordered=True, start=9)).root
    outer, nested = root.find("L")
    assert str(_attributes(outer)["/ListNumbering"]) == "/Decimal"
    assert str(_attributes(nested)["/ListNumbering"]) == "/Disc"
    (item,) = outer.kids
    assert [(kid.role, kid.words.strip()) for kid in item.kids] == [("Lbl", "9."), ("LBody", "neuf • dedans")]


def test_items_keep_their_own_numbers_and_letters() -> None:
    one, eleventh = Item((_paragraph("Gué"),)), Item((_paragraph("Pont"),), 11)
    for numbering, name, labels in (
        (Numbering.DECIMAL, "Decimal", ["1.", "11."]),
        (Numbering.LOWER_ALPHA, "LowerAlpha", ["a.", "k."]),
        (Numbering.UPPER_ALPHA, "UpperAlpha", ["A.", "K."]),
        (Numbering.LOWER_ROMAN, "LowerRoman", ["i.", "xi."]),
        (Numbering.UPPER_ROMAN, "UpperRoman", ["I.", "XI."]),
    ):
        listing = _only(_read(Listing((one, eleventh), ordered=True, numbering=numbering)).root, "L")
        assert str(_attributes(listing)["/ListNumbering"]) == f"/{name}"
        assert [label.words.strip() for label in listing.find("Lbl")] == labels


def test_a_table_names_rows_and_columns_once() -> None:
    head = (Row((Cell(_words("Commune"), header=True), Cell(_words("Travaux"), header=True))),)
    body = tuple(Row((Cell(_words(f"Bourg {i}"), header=True), Cell(_words(SENTENCE)))) for i in range(60))
    read = _read(Table(head, body))
    assert len(read.pdf.pages) > 1
    table = _only(read.root, "Table")
    assert len(list(table.find("TR"))) == 61
    scopes = [str(_attributes(node)["/Scope"]) for node in table.find("TH")]
    assert scopes == ["/Column"] * 2 + ["/Row"] * 60
    assert any("Commune" in words for words in read.artifacts[1]), "the head that is repeated is no content"


def test_a_link_in_a_head_is_followed_once() -> None:
    head = (Row((Cell((Link("https://a.example/", _words("Commune")),), header=True),)),)
    read = _read(Table(head, tuple(Row((Cell(_words(SENTENCE * 3)),)) for _ in range(30))))
    assert len(read.pdf.pages) > 1
    assert len(_only(read.root, "Link").links) == 1
    assert [len(page.obj.get("/Annots", ())) for page in read.pdf.pages] == [1] + [0] * (len(read.pdf.pages) - 1)


def test_a_picture_outside_of_a_figure_is_one(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    picture = '<img src="picture:1" alt="Logo de la gazette">'
    monkeypatch.setattr(layout, "html", lambda *_: f'<html lang="fr"><title>T</title><p>Ici {picture}')
    files = {"picture:1": Picture(_png(), "image/png", 40, 20)}
    monkeypatch.setattr(Album, "files", files)
    root = reading.read(reading.make(Article(Metadata("T")), tmp_path)[0]).root
    (figure,) = _only(root, "P").find("Figure")
    assert str(figure.entries["/Alt"]) == "Logo de la gazette"
    left, bottom, right, top = map(float, _attributes(figure)["/BBox"])
    assert 0 < left < right < 596
    assert 0 < bottom < top < 842


def _png() -> bytes:
    buffer = io.BytesIO()
    Bitmap.new("RGB", (40, 20)).save(buffer, "PNG")
    return buffer.getvalue()


def test_a_picture_and_its_caption_are_one_figure(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(_png())
    figure = Figure(Image("a.png", Described("Un pont")), Caption(_words("Le pont de pierre.")))
    decoration = Figure(Image("a.png", Decorative()), Caption(_words("Rien à voir.")))
    article = Article(Metadata("T"), blocks=(figure, decoration))
    root = reading.read(reading.make(article, tmp_path)[0]).root
    only = _only(root, "Figure")
    assert str(only.entries["/Alt"]) == "Un pont"
    assert [(kid.role, kid.words) for kid in only.kids] == [("Caption", "Le pont de pierre.")]
    assert "Rien à voir." in [node.words for node in root.find("P")]


def test_spans_of_cells_are_told() -> None:
    rows = (
        Row((Cell(_words("a"), colspan=2),)),
        Row((Cell(_words("b"), rowspan=2), Cell(_words("c")))),
        Row((Cell(_words("d")),)),
    )
    a, b, *_ = _only(_read(Table((), rows)).root, "Table").find("TD")
    assert _attributes(a)["/ColSpan"] == 2
    assert _attributes(b)["/RowSpan"] == 2


def test_notes_are_notes_with_an_id() -> None:
    call = Paragraph((Text("Voir"), NoteRef("note-1")))
    article = Article(Metadata("T"), blocks=(call,), notes=(Note("note-1", "1", (_paragraph("Ici."),)),))
    read = reading.read(reading.make(article)[0])
    note = _only(read.root, "Note")
    assert [(kid.role, kid.words.strip()) for kid in note.kids] == [("Lbl", "1"), ("P", "Ici.")]
    assert str(note.entries["/ID"]) == "note-1"
    assert [str(link.links[0].Dest) for link in read.root.find("Link")] == ["note-1", "note-1-call"]


def test_headings_go_down_by_one() -> None:
    deep = Section("section-1-1", Heading(_words("Dedans")), 2, (_paragraph("x"),))
    article = Article(Metadata("T"), sections=(Section("section-1", Heading(_words("Ici")), 1, (), (deep,)),))
    root = reading.read(reading.make(article)[0]).root
    assert [(role, [node.words for node in root.find(role)]) for role in ("H1", "H2", "H3")] == [
        ("H1", ["T"]),
        ("H2", ["Ici", "Colophon"]),
        ("H3", ["Dedans"]),
    ]


def test_another_weasyprint_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "__version__", "71.0")
    with pytest.raises(ResourceError, match=r"WeasyPrint 71\.0 is here, 70\.0 is needed"):
        structure.check_release()


def test_this_weasyprint_is_the_one_whose_marks_are_known() -> None:
    structure.check_release()
