"""Books that others made: what their makers mean by types, classes and elements reaches the article."""

from __future__ import annotations

import io
import zipfile

import pytest

from exporter import walk
from exporter.errors import ReadError
from exporter.model import (
    Abbreviation,
    Cell,
    Code,
    Decorative,
    Definition,
    DefinitionList,
    Described,
    Description,
    Emphasis,
    Figure,
    Foreign,
    Formula,
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
    Rule,
    Strong,
    Table,
    Term,
    Text,
)
from exporter.ports import Original
from exporter.readers import book
from tests.readers.book.book import CONTAINER, METADATA, article, epub, nav, pack, page, read
from tests.readers.office.word import PNG

TEXT = "Le 14 janvier, à 4 h 30, la sirène de l’ancienne filature a réveillé Valmorin."


def test_a_book_of_several_documents_is_one_article() -> None:
    data = epub(
        {
            "couverture.xhtml": page("<img src='c.png' alt='Couverture'/>"),
            "titre.xhtml": page("<h1>La crue de l’Ondelle</h1>", "epub:type='titlepage'"),
            "un.xhtml": page(f"<p>{TEXT}</p>"),
            "deux.xhtml": page(f"<h1>Deux</h1><p>{TEXT}</p>"),
            "trois.xhtml": page(f"<h3>Trois</h3><p>Voir <a href='un.xhtml'>le début</a>.</p><h4>Fin</h4><p>{TEXT}</p>"),
            "droits.xhtml": page("<p>Tous droits réservés.</p>", "epub:type='copyright-page'"),
        },
        contents=nav(("un.xhtml", "Un"), ("deux.xhtml", "Deux"), ("trois.xhtml", "-Trois")),
    )
    found, desk = read(data)
    meta = found.metadata
    assert (meta.title, meta.publisher, meta.language) == ("La crue de l’Ondelle", "Éditions du Gué", "fr")
    assert (meta.authors, meta.published) == ((Person("Jeanne Castel"),), PartialDate(2026, 1, 28))
    assert (meta.keywords, meta.url) == (("crue",), "https://gue.example/crue")
    one, two = found.sections
    assert [walk.plain(section.heading.content) for section in (one, two, *two.sections)] == ["Un", "Deux", "Trois"]
    assert walk.plain(two.sections[0].sections[0].heading.content) == "Fin"
    assert [node.url for node in walk.nodes(found) if isinstance(node, Link)] == ["#section-1"]
    assert {event.reason for event in desk.dropped} == {"contents", "title-page", "colophon"}


def test_words_and_their_marks() -> None:
    found = article(
        f"<p>{TEXT}</p><p>Le <abbr title='Service des crues'>SPC</abbr> a <em>tout</em> <b>vu</b>&nbsp;: "
        "<span class='Italique'>Rising</span> <i lang='en'>Waters</i>, <code>crue</code><br/>"
        "<a href='https://valmorin.example/'>ici</a> <a href='javascript:x'>là</a>.</p>"
        "<p hidden=''>Caché</p><script>x</script>"
    )
    assert found.blocks[1] == Paragraph(
        (
            Text("Le "), Abbreviation("Service des crues", (Text("SPC"),)), Text(" a "), Emphasis((Text("tout"),)),
            Text(" "), Strong((Text("vu"),)), Text("\u00a0: "), Emphasis((Text("Rising"),)), Text(" "),
            Foreign("en", (Emphasis((Text("Waters"),)),)), Text(", "), Code((Text("crue"),)), LineBreak(),
            Link("https://valmorin.example/", (Text("ici"),)), Text(" là."),
        )
    )  # fmt: skip


def test_pages_of_paper_and_formulas_do_not_break_a_paragraph() -> None:
    formula = (
        "<math><msup><mi>x</mi><mn>2</mn></msup><msub><mi>a</mi><mi>i</mi></msub><annotation>x^2</annotation></math>"
    )
    broken = "<span epub:type='pagebreak' title='12'/>"
    found, desk = read(epub({"t.xhtml": page(f"<p>La crue {broken} monte : {formula}.</p>")}))
    signs = formula.replace("<annotation>x^2</annotation>", "")
    assert found.blocks == (Paragraph((Text("La crue monte : "), Formula(signs, (Text("x²aᵢ"),)), Text("."))),)
    assert [(event.reason, event.text) for event in desk.dropped] == [("page-number", "12"), ("not-shown", "x^2")]


def test_a_title_page_says_what_the_package_does_not() -> None:
    titles = "<h1 class='title'>La crue</h1><p class='subtitle'>Une nuit</p><p class='date'>30 janvier 2026</p>"
    metadata = METADATA.replace("<dc:date>2026-01-28T00:00:00Z</dc:date>", "")
    for whole in (page(titles, "epub:type='titlepage'"), page(f"<section epub:type='titlepage'>{titles}</section>")):
        found, desk = read(epub({"a.xhtml": whole, "t.xhtml": page(f"<p>{TEXT}</p>")}, metadata=metadata))
        assert (found.metadata.subtitle, found.metadata.published) == ("Une nuit", PartialDate(2026, 1, 30))
        assert [(event.reason, event.text) for event in desk.dropped] == [("title-page", "La crue")]


def test_blocks_of_all_kinds() -> None:
    found = article(
        f"<p>{TEXT}</p><blockquote><p>On a vu l’eau.</p><p class='attribution'>Odile</p></blockquote>"
        "<ol start='3' type='a'><li>Un<ul><li>Deux</li></ul></li><li value='9'>Trois</li></ol>"
        "<dl><dt>Cote</dt><dd>Hauteur de l’eau</dd></dl><hr/>"
        "<pre><code class='language-python'>a = 1\n  b</code></pre><div>Nu<p>Paragraphe</p></div>"
    )
    _, quote, ordered, terms, rule, code, bare, last = found.blocks
    assert quote == Quote((Paragraph((Text("On a vu l’eau."),)),), (Text("Odile"),))
    assert isinstance(ordered, Listing)
    assert (ordered.ordered, ordered.start, ordered.numbering) == (True, 3, Numbering.LOWER_ALPHA)
    assert ordered.items[1].number == 9
    assert isinstance(ordered.items[0].blocks[1], Listing)
    told = (Description((Paragraph((Text("Hauteur de l’eau"),)),)),)
    assert terms == DefinitionList((Definition((Term((Text("Cote"),)),), told),))
    assert rule == Rule()
    assert code == Preformatted((Text("a = 1\n  b"),), "python")
    assert (bare, last) == (Paragraph((Text("Nu"),)), Paragraph((Text("Paragraphe"),)))


def test_tables() -> None:
    found = article(
        f"<p>{TEXT}</p><table><caption>Seuils</caption><tr><th>Seuil</th><th>Cote</th></tr>"
        "<tr><td colspan='2' rowspan='x'>Jaune</td></tr></table><table><tr><td><p>Encadré</p></td></tr></table>"
    )
    made = found.blocks[1]
    assert isinstance(made, Table)
    assert [walk.plain(cell.content) for cell in made.head[0].cells] == ["Seuil", "Cote"]
    assert made.body[0].cells == (Cell((Text("Jaune"),), colspan=2),)
    assert made.caption is not None
    assert found.blocks[2] == Paragraph((Text("Encadré"),))


def test_pictures() -> None:
    data = epub(
        {
            "t.xhtml": page(
                f"<p>{TEXT} <img src='img/pont.png' alt='Le pont'/></p>"
                "<figure><img src='img/pont.png' alt=''/><figcaption>"
                "<p>La vallée.</p> <span class='credit'>Photo : Lucie Ferrand</span></figcaption></figure>"
                "<figure><figcaption>La rue. Photo : Paul Orsini</figcaption></figure>"
                "<svg aria-label='Un plan'><image href='img/pont.png'/></svg><img src='absent.png'/>"
                "<figure><table><tr><td>1</td><td>2</td></tr></table><figcaption>Débits</figcaption></figure>"
            )
        },
        others={"OEBPS/img/pont.png": PNG},
    )
    found, _ = read(data)
    shown = [block for block in found.blocks if isinstance(block, Figure)]
    assert [one.image.alt if one.image else None for one in shown] == [
        Described("Le pont"), Decorative(), None, Described("Un plan"), Missing(),
    ]  # fmt: skip
    assert [one.credit.name if one.credit else "" for one in shown[:3]] == ["", "Lucie Ferrand", "Paul Orsini"]
    assert [walk.words(one.caption) if one.caption else "" for one in shown[:3]] == ["", "La vallée.", "La rue."]
    table = found.blocks[-1]
    assert isinstance(table, Table)
    assert table.caption is not None


@pytest.mark.parametrize(
    ("call", "note"),
    [
        ("<a href='#n1' epub:type='noteref'>1</a>", "<aside id='n1' epub:type='footnote'><p>1. Au pont.</p></aside>"),
        ("<sup><a href='#n1' id='c1'>1</a></sup>", "<p id='n1'><a href='#c1'>1</a> Au pont.</p>"),
        (
            "<a href='#n1'><sup>1</sup></a>",
            "<ol><li id='n1'>Au pont. <a href='#c1' role='doc-backlink'>↩</a></li></ol>",
        ),
        ("<a href='#n1'>[1]</a>", "<p><a id='n1' href='#c1'>[1]</a> Au pont.</p>"),
    ],
)
def test_notes_of_all_kinds(call: str, note: str) -> None:
    found, _ = read(epub({"t.xhtml": page(f"<p>La cote{call} est haute.</p><h2>Notes</h2>{note}")}))
    assert [(one.label, walk.words(one)) for one in found.notes] == [("1", "Au pont.")]
    assert [node.note for node in walk.nodes(found) if isinstance(node, NoteRef)] == ["note-1"]
    assert (found.sections, walk.words(found.blocks[0])) == ((), "La cote\n est haute.")


def test_the_head_of_a_page_and_its_sources() -> None:
    found = article(
        "<header><p class='surtitre'>Environnement</p><h1>La crue de l’Ondelle</h1><p class='sous-titre'>Une nuit</p>"
        f"<p class='auteur'>Un texte de Jeanne Castel</p></header>"
        f"<div class='chapo'><p>Un bourg sous l’eau.</p></div><p>{TEXT}</p>"
        "<p class='credit'>Photo : Lucie Ferrand</p><h2>Sources</h2>"
        "<ul><li><a href='https://bassin.example/b'>Bulletin hydrologique de la vallée</a>, Agence de bassin</li></ul>"
        "<p epub:type='notice'>Mis en forme par nos soins.</p>"
    )
    assert (found.metadata.kicker, found.metadata.subtitle) == ("Environnement", "Une nuit")
    assert found.metadata.authors == (Person("Jeanne Castel"),)
    assert walk.words(found.lead[0]) == "Un bourg sous l’eau."
    assert [(source.title, source.url) for source in found.sources] == [
        ("Bulletin hydrologique de la vallée", "https://bassin.example/b")
    ]
    assert [credit.name for credit in found.credits] == ["Lucie Ferrand"]
    assert [str(notice.kind) for notice in found.notices] == ["other"]


def test_a_page_of_links_is_the_table_of_contents() -> None:
    links = "".join(f"<p><a href='t.xhtml#p{n}'>Première partie, {n}</a></p>" for n in range(4))
    found, desk = read(epub({"a.xhtml": page(f"<p>Table</p>{links}"), "t.xhtml": page(f"<p>{TEXT}</p>")}))
    assert found.blocks == (Paragraph((Text(TEXT),)),)
    assert [event.reason for event in desk.dropped] == ["contents"]


def test_a_book_of_the_second_version() -> None:
    ncx = (
        "<ncx><navMap><navPoint><navLabel><text>Un</text></navLabel><content src='un.xhtml#x'/>"
        "<navPoint><navLabel><text>Deux</text></navLabel>"
        "<content src='deux.xhtml'/></navPoint></navPoint></navMap></ncx>"
    )
    data = epub(
        {
            "page0.xhtml": page("<p>Du même auteur</p>"),
            "un.xhtml": page(f"<p>{TEXT}</p>"),
            "deux.xhtml": page("<p>Fin.</p>"),
        },
        guide="<reference type='copyright-page' href='page0.xhtml'/>",
        metadata=METADATA.replace("<dc:creator id", "<dc:creator opf:role='aut' xmlns:opf='x' id"),
        others={"OEBPS/toc.ncx": ncx.encode()},
    )
    data = _with_ncx(data)
    found, desk = read(data)
    assert walk.plain(found.sections[0].heading.content) == "Un"
    assert walk.plain(found.sections[0].sections[0].heading.content) == "Deux"
    assert [(event.reason, event.text) for event in desk.dropped] == [("colophon", "Du même auteur")]


def _with_ncx(data: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist() if name != "mimetype"}
    item = b'<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    members["OEBPS/content.opf"] = members["OEBPS/content.opf"].replace(b"<manifest>", item)
    return pack(members)


def test_protected_books_are_refused_and_hidden_fonts_are_not() -> None:
    encrypted = (
        "<encryption><EncryptedData><EncryptionMethod Algorithm='{}'/>"
        "<CipherData><CipherReference URI='{}'/></CipherData>"
        "</EncryptedData></encryption>"
    )
    pages = {"t.xhtml": page(f"<p>{TEXT}</p>")}
    locked = encrypted.format("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/t.xhtml").encode()
    with pytest.raises(ReadError, match="DRM"):
        read(epub(pages, others={"META-INF/encryption.xml": locked}))
    fonts = encrypted.format("http://www.idpf.org/2008/embedding", "OEBPS/font.otf").encode()
    assert read(epub(pages, others={"META-INF/encryption.xml": fonts}))[0].blocks


def test_a_book_that_says_little_of_itself_is_read() -> None:
    metadata = "<dc:title>La crue</dc:title>"
    found, desk = read(epub({"t.xhtml": page(f"<p>{TEXT} <span class='sr-only'>Ouvre</span></p>")}, metadata=metadata))
    assert (found.metadata.title, found.metadata.url) == ("La crue", None)
    assert found.blocks == (Paragraph((Text(TEXT),)),)
    assert [(event.reason, event.text) for event in desk.dropped] == [("hidden", "Ouvre")]


def test_what_is_no_book_is_refused() -> None:
    with pytest.raises(ReadError, match="holds no article"):
        read(epub({}))
    with pytest.raises(ReadError, match="no package"):
        read(pack({"META-INF/container.xml": b"<container/>"}))
    with pytest.raises(ReadError, match="lacks its part"):
        read(pack({}))
    with pytest.raises(ReadError, match="no text"):
        read(epub({"t.xhtml": page("")}))
    assert not book.accepts(Original("a.epub", b"du texte"))
    assert book.accepts(Original("a.epub", epub({}).replace(b"mimetype", b"mimetypo")))
    assert CONTAINER
