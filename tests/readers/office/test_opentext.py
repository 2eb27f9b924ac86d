"""OpenDocument texts: what writers mean by styles, lists, tables, notes, pictures and changes reaches the article."""

from __future__ import annotations

import pytest

from exporter import walk
from exporter.errors import ReadError
from exporter.model import (
    Alignment,
    Code,
    Decorative,
    Deleted,
    Described,
    Emphasis,
    Figure,
    Foreign,
    LineBreak,
    Link,
    Listing,
    Missing,
    NoteRef,
    Numbering,
    Paragraph,
    PartialDate,
    Person,
    Preformatted,
    Quote,
    Ruby,
    SmallCapitals,
    Stanza,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
    Verse,
)
from exporter.ports import Original
from exporter.readers.office import odt
from tests.readers.office.opentext import STYLES, document, frame, h, listing, p, read, root, span
from tests.readers.office.word import PNG

TEXT = "Le 14 janvier, à 4 h 30, la sirène de l’ancienne filature a réveillé Valmorin."


def test_the_head_is_understood() -> None:
    meta = "<dc:title>Autre</dc:title><meta:keyword>crue, pont</meta:keyword><dc:date>2026-01-30T08:00:00</dc:date>"
    found, desk = read(document(p("Par Jeanne Castel"), p(TEXT), meta=meta))
    assert found.metadata.title == "La crue de l’Ondelle"
    assert found.metadata.authors == (Person("Jeanne Castel"),)
    assert found.metadata.published == PartialDate(2026, 1, 30)
    assert found.metadata.keywords == ("crue", "pont")
    assert [event.code for event in desk.warned] == ["saved-date"]
    assert [(event.reason, event.text) for event in desk.dropped] == [("page-header", "Le Courrier")]


def test_properties_give_a_title_and_an_author() -> None:
    meta = "<dc:title>La crue</dc:title><meta:initial-creator>Jeanne Castel</meta:initial-creator>"
    found, _ = read(document(p(TEXT), meta=meta, title=""))
    assert (found.metadata.title, found.metadata.authors) == ("La crue", (Person("Jeanne Castel"),))


def test_runs_become_nested_marks() -> None:
    found, _ = read(
        document(
            p(
                f"La {span('sirène ', 'gras')}a{span(' sonné', 'ital')}, H{span('2', 'bas')}O, 1{span('re', 'haut')}"
                f" fois<text:s text:c='3'/>{span('crue', 'Source_20_Text')}<text:tab/>{span('!', 'Emphasis')}"
                "<text:line-break/>fin"
            ),
            p(f"Tout est gras, {span('ceci non', 'maigre')}", "P2"),
        )
    )
    assert found.blocks[0] == Paragraph(
        (
            Text("La "), Strong((Text("sirène"),)), Text(" a "), Emphasis((Text("sonné"),)), Text(", H"),
            Subscript((Text("2"),)), Text("O, 1"), Superscript((Text("re"),)), Text(" fois "), Code((Text("crue"),)),
            Text(" "), Emphasis((Text("!"),)), LineBreak(), Text("fin"),
        )
    )  # fmt: skip
    assert found.blocks[1] == Paragraph((Strong((Text("Tout est gras,"),)), Text(" ceci non")))


def test_struck_words_and_small_capitals_stay_what_they_are() -> None:
    found, _ = read(document(p(f"Le prix est de {span('douze', 'biffe')} huit euros, au {span('xix', 'petites')}e.")))
    assert found.blocks[0] == Paragraph(
        (
            Text("Le prix est de "), Deleted((Text("douze"),)), Text(" huit euros, au "),
            SmallCapitals((Text("xix"),)), Text("e."),
        )
    )  # fmt: skip


def test_words_outweigh_the_language_of_the_styles() -> None:
    american = root("document-styles", STYLES.replace('"fr"', '"en"').replace('"FR"', '"US"'))
    for body, language in (
        (p("La crue est passée."), "fr"),
        (p("The river rose over night."), "en-US"),
        (p(span("La crue est passée hier soir.", "en")), "en-GB"),
        (p(span(TEXT, "en")), "fr"),
    ):
        assert read(document(body, others={"styles.xml": american}))[0].metadata.language == language


def test_sections_links_and_languages() -> None:
    found, _ = read(
        document(
            p(
                f"{TEXT} <text:a xlink:href='https://valmorin.example/'>un guichet</text:a>,"
                " <text:a xlink:href='#La suite|outline'>la suite</text:a>,"
                " <text:a xlink:href='javascript:x'>rien</text:a>"
                f" et {span('Rising Waters and the Big Rains', 'en')}."
            ),
            h("<text:bookmark-start text:name='ici'/>La suite"), p(TEXT), h("Dessous", 2), p(TEXT),
            f"<text:section>{p('Plan', 'Plan')}{p(TEXT)}</text:section>",
        )
    )  # fmt: skip
    links = [(node.url, walk.plain(node.content)) for node in walk.nodes(found) if isinstance(node, Link)]
    assert links == [("https://valmorin.example/", "un guichet"), ("#section-1", "la suite")]
    assert [(node.language, walk.plain(node.content)) for node in walk.nodes(found) if isinstance(node, Foreign)] == [
        ("en-GB", "Rising Waters and the Big Rains")
    ]
    assert [section.id for section in (*found.sections, *found.sections[0].sections)] == [
        "section-1", "section-2", "section-1-1",
    ]  # fmt: skip


def test_lists_nest_count_and_go_on() -> None:
    inner = listing("Petit a", "Petit b", style="L2")
    found, _ = read(
        document(
            listing("Trois" and p("Trois") + inner.replace(' text:style-name="L2"', ""), "Quatre", style="L2"),
            p(TEXT),
            listing("Cinq", style="L2", more='text:continue-numbering="true"'),
            listing("Point", listing("Sous-point")),
            f"<text:list><text:list-item text:start-value='9'>{p('Puce', 'P3')}</text:list-item></text:list>",
            f"<text:list><text:list-item>{h('Titre numéroté')}</text:list-item></text:list>",
            p(TEXT),
        )
    )
    first, _, second, third, fourth = found.blocks
    assert isinstance(first, Listing)
    assert isinstance(second, Listing)
    assert isinstance(third, Listing)
    assert isinstance(fourth, Listing)
    below = first.items[0].blocks[1]
    assert isinstance(below, Listing)
    assert (first.start, second.start, below.numbering, below.ordered) == (3, 5, Numbering.LOWER_ALPHA, True)
    assert (third.ordered, len(third.items), len(third.items[0].blocks)) == (False, 1, 2)
    assert fourth.items[0].number is None
    assert walk.plain(found.sections[0].heading.content) == "Titre numéroté"


def test_quotations_code_and_attribution() -> None:
    found, _ = read(
        document(
            p(TEXT), p("On a vu l’eau entrer.", "Quotations"), p("— Odile Maréchal", "Quotations"),
            p("if cote &gt; 3:", "Preformatted_20_Text"), p("<text:s text:c='4'/>sirène()", "Preformatted_20_Text"),
        )
    )  # fmt: skip
    assert found.blocks[1] == Quote((Paragraph((Text("On a vu l’eau entrer."),)),), (Text("Odile Maréchal"),))
    assert found.blocks[2] == Preformatted((Text("if cote > 3:\n    sirène()"),))


def test_verse_is_made_of_its_lines() -> None:
    found, _ = read(document(
        p(TEXT), p("La mer remonte,", "Vers"), p("<text:s text:c='4'/>le gardien compte,", "Vers"),
        p("", "Vers"), p("il met son banc.", "Vers"), p("— Odile Maréchal", "Quotations"), p(TEXT),
    ))  # fmt: skip
    first = Stanza((Text("La mer remonte,"), LineBreak(1), Text("le gardien compte,")))
    assert found.blocks[1] == Verse((first, Stanza((Text("il met son banc."),))), (Text("Odile Maréchal"),))


def _cell(words: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{p(words)}</table:table-cell>"


def test_a_table_has_its_heads_spans_and_caption() -> None:
    cells = f"<table:table-row>{_cell('Seuil')}{_cell('Cote')}</table:table-row>"
    head = f"<table:table-header-rows>{cells}</table:table-header-rows>"
    spanned = _cell("Haut", 'table:number-rows-spanned="2"') + _cell("3,20 m")
    below = "<table:covered-table-cell/>" + _cell("4 m", 'table:number-columns-repeated="2"')
    rows = f"<table:table-row>{spanned}</table:table-row><table:table-row>{below}</table:table-row>"
    found, _ = read(
        document(
            p(TEXT),
            f"<table:table>{head}<table:table-rows>{rows}</table:table-rows></table:table>",
            p("Les seuils", "Caption"),
        )
    )
    made = found.blocks[1]
    assert isinstance(made, Table)
    assert [cell.header for cell in made.head[0].cells] == [True, True]
    assert made.body[0].cells[0].rowspan == 2
    assert [walk.plain(cell.content) for cell in made.body[1].cells] == ["4 m", "4 m"]
    assert made.caption is not None
    assert walk.plain(made.caption.content) == "Les seuils"


def test_columns_are_aligned_as_the_styles_of_their_paragraphs() -> None:
    style = '<style:style style:name="{}" style:family="paragraph"{}>{}</style:style>'
    right = style.format("R1", "", '<style:paragraph-properties fo:text-align="end"/>')
    based = style.format("R2", ' style:parent-style-name="R1"', "")
    cells = [f"<table:table-cell>{p(words, name)}</table:table-cell>" for words, name in (("Brest", ""), ("12", "R2"))]
    row = f"<table:table-row>{''.join(cells)}</table:table-row>"
    found, _ = read(document(p(TEXT), f"<table:table>{row}{row}</table:table>", automatic=right + based))
    made = found.blocks[1]
    assert isinstance(made, Table)
    assert made.columns == (Alignment.AUTO, Alignment.RIGHT)


def test_a_table_of_one_column_leaves_its_contents() -> None:
    row = f"<table:table-row>{_cell('Un encadré.')}</table:table-row>"
    found, _ = read(document(p(TEXT), f"<table:table>{row}</table:table>"))
    assert found.blocks[1:] == (Paragraph((Text("Un encadré."),)),)


def test_notes_follow_their_calls() -> None:
    note = (
        "<text:note text:note-class='footnote'><text:note-citation>{}</text:note-citation>"
        "<text:note-body>{}</text:note-body></text:note>"
    )
    found, _ = read(document(p(f"La cote{note.format(1, p('Au pont.'))} est haute{note.format('*', p('Dit-on.'))}.")))
    assert [(note.label, walk.words(note)) for note in found.notes] == [("1", "Au pont."), ("*", "Dit-on.")]
    assert [node.note for node in walk.nodes(found) if isinstance(node, NoteRef)] == ["note-1", "note-2"]


def test_pictures_text_boxes_and_formulas() -> None:
    image = '<draw:image xlink:href="Pictures/pont.png"/>'
    math = root("x", "<math:mi>x</math:mi><math:mo>=</math:mo><math:mn>1</math:mn>").replace(b"office:x", b"math:math")
    found, desk = read(
        document(
            p(frame(f"{image}<svg:title>Pont</svg:title><svg:desc>Le pont de pierre.</svg:desc>")),
            p("Photo : Lucie Ferrand"),
            p(frame(image, 'loext:decorative="true"')),
            p(TEXT + frame('<draw:image xlink:href="https://valmorin.example/a.png"/>')),
            frame(f"<draw:text-box>{p(frame(image) + 'Légende', 'Caption')}</draw:text-box>"),
            p(f"<draw:custom-shape>{p('Dans une forme.')}</draw:custom-shape>"),
            p("Soit " + frame('<draw:object xlink:href="./Object 1"/>') + "."),
            p("<draw:line><svg:title>Un trait</svg:title></draw:line>"),
            others={"Pictures/pont.png": PNG, "Object 1/content.xml": math},
        )
    )
    one, two, three, four = (block for block in found.blocks if isinstance(block, Figure))
    assert one.image is not None
    assert one.image.alt == Described("Le pont de pierre.")
    assert one.image.src.startswith("data:image/png;name=pont.png;base64,")
    assert one.credit is not None
    assert one.credit.name == "Lucie Ferrand"
    assert (two.image and two.image.alt) == Decorative()
    assert three.image is not None
    assert (three.image.src, three.image.alt) == ("https://valmorin.example/a.png", Missing())
    assert four.caption is not None
    assert walk.plain(four.caption.content) == "Légende"
    words = walk.words(found)
    assert "Dans une forme." in words
    assert "Soit x = 1." in words
    assert ("drawing", "Un trait") in [(event.reason, event.text) for event in desk.dropped]


def test_changes_comments_and_what_is_hidden_are_reported() -> None:
    found, desk = read(
        document(
            "<text:tracked-changes><text:changed-region><text:deletion>"
            "<office:change-info><dc:creator>J. C.</dc:creator>"
            f"</office:change-info>{p('assez')}</text:deletion></text:changed-region></text:tracked-changes>",
            p(
                "La cote est <text:change/>haute<office:annotation>"
                "<dc:creator>P. O.</dc:creator><text:p>À vérifier.</text:p>"
                f"</office:annotation>{span(' (secret)', 'cache')}<text:hidden-text text:string-value='rien'/>"
                "<text:ruby><text:ruby-base>.</text:ruby-base><text:ruby-text>point</text:ruby-text></text:ruby>"
            ),
            p("Caché", "P4"), p("Accueil", "Contents_20_1"), p("<text:page-number>4</text:page-number>"),
            f"<text:table-of-content><text:index-body>{p('Sommaire')}</text:index-body></text:table-of-content>",
            f"<text:section text:display='none'>{p('Brouillon')}</text:section>",
            "<office:annotation><text:p>Dehors</text:p></office:annotation>",
        )
    )  # fmt: skip
    assert walk.words(found) == "La cote est haute\n."
    assert [node for node in walk.nodes(found) if isinstance(node, Ruby)] == [Ruby("point", (Text("."),))]
    assert {(event.reason, event.text) for event in desk.dropped} == {
        ("tracked-deletion", "assez"), ("comment", "P. O. À vérifier."), ("hidden", "(secret)"), ("hidden", "rien"),
        ("hidden", "Caché"), ("contents", "Accueil"), ("contents", "4"), ("contents", "Sommaire"),
        ("hidden", "Brouillon"), ("comment", "Dehors"), ("page-header", "Le Courrier"),
    }  # fmt: skip


def test_sources_become_sources() -> None:
    found, _ = read(document(p(TEXT), h("Bibliographie"), listing("Agence de bassin, « Bulletin », 20 janvier 2026")))
    assert [(source.publisher, source.title) for source in found.sources] == [("Agence de bassin", "Bulletin")]
    assert found.sections == ()


def test_a_document_is_known_by_its_bytes() -> None:
    found, _ = read(document(h("La crue de l’Ondelle"), p(TEXT), title=""), "sans-suffixe.bin")
    assert (found.metadata.title, found.blocks) == ("La crue de l’Ondelle", (Paragraph((Text(TEXT),)),))


def test_what_is_encrypted_or_no_text_is_refused() -> None:
    manifest = {"META-INF/manifest.xml": b"<manifest><encryption-data/></manifest>"}
    with pytest.raises(ReadError, match="encrypted"):
        read(document(p(TEXT), others=manifest))
    with pytest.raises(ReadError, match="no text document"):
        read(document(others={"content.xml": b"<document-content/>"}))
    assert not odt.accepts(Original("a.odt", b"du texte"))
