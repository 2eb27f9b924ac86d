from __future__ import annotations

from dataclasses import replace
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from exporter import walk
from exporter.events import NotRendered
from exporter.french import FRENCH
from exporter.model import (
    Abbreviation,
    Alt,
    Anchor,
    Article,
    Block,
    Caption,
    Cell,
    Credit,
    Decorative,
    Definition,
    DefinitionList,
    Described,
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
    Missing,
    Note,
    NoteRef,
    Notice,
    NoticeKind,
    Numbering,
    Paragraph,
    Preformatted,
    Quote,
    Row,
    Ruby,
    Section,
    Sentence,
    Stanza,
    Strong,
    Superscript,
    Table,
    Text,
    Verse,
)
from exporter.passes import prepare
from exporter.render import phrasing, sources, xhtml
from exporter.render.phrasing import Style
from tests import samples, strategies

STYLE = Style(FRENCH, notes={"note-1": "1"})
SHOWN = replace(STYLE, image=lambda image: image.src)
EPUB = replace(STYLE, epub=True, sentence_spans=True, notes_file="notes.xhtml")


def _words(text: str) -> tuple[Inline, ...]:
    return (Text(text),)


def _paragraph(*content: Inline) -> Paragraph:
    return Paragraph(content)


def _block(block: Block, style: Style = STYLE) -> str:
    return xhtml.blocks((block,), style)


def _whole(article: Article, style: Style) -> str:
    parts = (
        xhtml.blocks((*article.lead, *article.blocks), style),
        *(xhtml.section(section, style) for section in article.sections),
        *(xhtml.note(note, style) for note in article.notes),
        sources.source_groups(article, style),
        *(xhtml.credit(credit, style) for credit in article.credits),
        *(xhtml.notice(notice, style) for notice in article.notices),
    )
    return "\n".join(parts)


def _parsed(markup: str) -> ElementTree.Element:
    return ElementTree.fromstring(f'<div xmlns:epub="http://www.idpf.org/2007/ops">{markup}</div>')  # noqa: S314


@settings(max_examples=20)
@given(strategies.articles())
def test_any_article_is_well_formed_and_whole(article: Article) -> None:
    article = prepare(article, FRENCH)
    style = replace(SHOWN, notes=phrasing.note_labels(article), epub=True, sentence_spans=True)
    root = _parsed(_whole(article, style))
    text = "".join("".join(root.itertext()).split())
    for block in (*article.lead, *article.blocks, *article.sections, *article.notes, *article.notices):
        for leaf in walk.words(block).split("\n"):
            assert "".join(leaf.split()) in text
    for reading in root.iter("rt"):  # which stands among the words that it is the reading of
        reading.text = ""
    text = "".join("".join(root.itertext()).split())
    for source in article.sources:
        for word in walk.plain(source.content).split():
            assert word in text or word == str(source.date)


@settings(max_examples=20)
@given(strategies.articles())
def test_ids_are_unique(article: Article) -> None:
    article = prepare(article, FRENCH)
    root = _parsed(_whole(article, replace(EPUB, notes=phrasing.note_labels(article))))
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(ids) == len(set(ids))


def test_words_are_escaped_and_stripped_of_what_xml_forbids() -> None:
    assert _block(_paragraph(Text('a < b & "c"\x0b\ufffe'))) == "<p>a &lt; b &amp; &quot;c&quot;</p>"


def test_losses_name_control_characters_and_lost_notes() -> None:
    article = Article(Metadata("T"), blocks=(_paragraph(Text("a\x07"), NoteRef("note-9")),))
    assert list(phrasing.losses(article, "pdf")) == [
        NotRendered("pdf", "text", "control characters in 'a\\x07'"),
        NotRendered("pdf", "note-ref", "no note has the id 'note-9'"),
    ]
    assert not list(phrasing.losses(samples.prepared(), "pdf"))


def test_foreign_words_say_their_language() -> None:
    fact = Foreign("en", _words("fact"))
    assert _block(_paragraph(fact)) == '<p lang="en" xml:lang="en">fact</p>'
    assert _block(Paragraph((Text("un "), fact))) == '<p>un <span lang="en" xml:lang="en">fact</span></p>'


def test_words_that_run_the_other_way_say_so() -> None:
    greeting = (Text("שלום, "), Foreign("fr", _words("Brest")), Text("."))
    hebrew = Paragraph((Sentence("s1", (Foreign("he", greeting),)),))
    written = 'שלום, <span lang="fr" xml:lang="fr" dir="ltr">Brest</span>.'
    assert _block(hebrew) == f'<p lang="he" xml:lang="he" dir="rtl">{written}</p>'
    assert _block(Quote((hebrew,))) == (
        f'<div class="quote" lang="he" xml:lang="he" dir="rtl"><blockquote><p>{written}</p></blockquote></div>'
    )
    said = f'<blockquote lang="he" xml:lang="he" dir="rtl"><p>{written}</p></blockquote><p class="attribution">Ana</p>'
    assert _block(Quote((hebrew,), _words("Ana"))) == f'<div class="quote">{said}</div>'
    item = Listing((Item((hebrew,)),))
    assert _block(item) == f'<ul><li lang="he" xml:lang="he" dir="rtl">{written}</li></ul>'
    cell = Table(
        (), (Row((Cell((Foreign("ar-Latn", _words("bahr")),)), Cell((Foreign("pa-Arab", _words("پنجاب")),)))),)
    )
    assert 'lang="ar-Latn" xml:lang="ar-Latn">bahr' in _block(cell)
    assert 'xml:lang="pa-Arab" dir="rtl">پنجاب' in _block(cell)


def test_words_have_their_reading_beside_them() -> None:
    content = (Ruby("みなと", _words("港")), Text(", "), Ruby("harbour", _words("port")), Ruby("", _words(".")))
    assert _block(Paragraph(content)) == (
        "<p><ruby>港<rp>（</rp><rt>みなと</rt><rp>）</rp></ruby>, "
        "<ruby>port<rp> (</rp><rt>harbour</rt><rp>)</rp></ruby>.</p>"
    )
    assert "<ruby>港<rt>みなと</rt></ruby>" in xhtml.blocks((Paragraph(content),), EPUB)


def test_an_abbreviation_says_what_it_stands_for() -> None:
    expected = '<p><abbr title="Organisation &quot;A&quot;">OA</abbr></p>'
    assert _block(_paragraph(Abbreviation('Organisation "A"', _words("OA")))) == expected


def test_marks_and_breaks() -> None:
    content = (Text("1"), Superscript(_words("er")), LineBreak(), Text("mai"))
    assert _block(Paragraph(content)) == "<p>1<sup>er</sup><br/>mai</p>"


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "#section-1", "http:"]
)
def test_a_link_that_may_harm_is_only_words(url: str) -> None:
    assert _block(_paragraph(Link(url, _words("ici")))) == "<p>ici</p>"


def test_a_link_without_words_leads_nowhere() -> None:
    assert _block(_paragraph(Text("a"), Link("https://a.example/", (LineBreak(),)))) == "<p>a<br/></p>"


def test_a_link_in_a_link_is_words() -> None:
    inner = Link("https://b.example/", (Text("b"), NoteRef("note-1")))
    expected = '<p><a href="https://a.example/?x=1&amp;y=2">b<sup>1</sup></a></p>'
    assert _block(_paragraph(Link("https://a.example/?x=1&y=2", (inner,)))) == expected


def test_a_sentence_is_a_span_where_wanted() -> None:
    paragraph = _paragraph(Sentence("s1", _words("Oui.")))
    assert _block(paragraph, EPUB) == '<p><span id="s1">Oui.</span></p>'
    assert _block(paragraph) == "<p>Oui.</p>"


def test_a_note_is_called_and_answers() -> None:
    note = Note("note-1", "1", (_paragraph(Text("Voir plus bas.")), _paragraph(Text("Ou non."))))
    call = _block(_paragraph(NoteRef("note-1")), EPUB)
    assert '<a href="notes.xhtml#note-1" epub:type="noteref" role="doc-noteref">1</a>' in call
    written = xhtml.note(note, EPUB)
    assert written.startswith('<aside id="note-1" class="note" epub:type="footnote" role="doc-footnote">')
    assert '<p><span class="note-label">1</span> Voir plus bas.</p><p>Ou non.</p>' in written
    assert "epub" not in xhtml.note(note, STYLE)


def test_a_note_that_begins_with_a_list_keeps_its_label() -> None:
    note = Note("n", "*", (Listing((Item((_paragraph(Text("a")),)),)),))
    assert '<p><span class="note-label">*</span></p><ul>' in xhtml.note(note, STYLE)


def test_a_call_without_note_is_left_out() -> None:
    assert _block(_paragraph(Text("a"), NoteRef("note-2"))) == "<p>a</p>"


def test_an_ordered_list_starts_where_it_did() -> None:
    item = Item((_paragraph(Text("neuf")),))
    assert _block(Listing((item,), ordered=True, start=9)) == '<ol start="9"><li>neuf</li></ol>'
    assert _block(Listing((item,), ordered=True)) == "<ol><li>neuf</li></ol>"


def test_items_keep_their_own_numbers_and_letters() -> None:
    item = Item((_paragraph(Text("neuf")),))
    listing = Listing((item, replace(item, number=10)), ordered=True)
    assert _block(listing) == '<ol><li>neuf</li>\n<li value="10">neuf</li></ol>'
    assert _block(replace(listing, ordered=False)) == "<ul><li>neuf</li>\n<li>neuf</li></ul>"
    lettered = Listing((item,), ordered=True, start=2, numbering=Numbering.LOWER_ALPHA)
    assert _block(lettered) == '<ol type="a" start="2"><li>neuf</li></ol>'


def test_an_item_of_several_paragraphs_keeps_them() -> None:
    item = Item((_paragraph(Text("a")), _paragraph(Text("b"))))
    assert _block(Listing((item,))) == "<ul><li><p>a</p>\n<p>b</p></li></ul>"


def test_a_quotation_has_its_attribution_outside_of_the_words_quoted() -> None:
    quote = Quote((_paragraph(Text("Non.")),), _words("Rosa"))
    expected = '<div class="quote"><blockquote><p>Non.</p></blockquote><p class="attribution">Rosa</p></div>'
    assert _block(quote) == expected


def test_preformatted_text_keeps_its_lines() -> None:
    content = (Text("a\n  b"), LineBreak(), Text("c"))
    assert _block(Preformatted(content)) == "<pre>a&#10;  b&#10;c</pre>"
    assert _block(Preformatted(content, "c++")).startswith('<pre><code class="language-c_2b__2b_">')


@pytest.mark.parametrize(
    ("alt", "expected"),
    [(Described("Un pont"), "Un pont"), (Decorative(), ""), (Missing(), "Image sans description")],
)
def test_only_a_decoration_has_an_empty_alternative(alt: Alt, expected: str) -> None:
    image = _parsed(_block(Figure(Image("a.png", alt)), SHOWN)).find(".//img")
    assert image is not None
    assert image.get("alt") == expected
    assert (image.get("role") == "presentation") == (expected == "")


def test_of_a_picture_that_is_left_out_the_words_stay() -> None:
    figure = Figure(Image("a.png", Described("Un pont")), Caption(_words("Le pont.")), Credit("photo", "L. F."), "f1")
    assert _block(figure) == (
        '<figure id="f1"><p class="image-text">[Image : Un pont]</p>'
        '<figcaption>Le pont. <span class="credit">Photo\u00a0: L. F.</span></figcaption></figure>'
    )
    assert _block(Figure(Image("a.png", Missing()))) == ""


def test_a_table_names_rows_and_columns() -> None:
    head = (Row((Cell(()), Cell(_words("2025"), header=True))),)
    body = (Row((Cell(_words("Pluie"), header=True), Cell(_words("3")))),)
    assert _block(Table(head, body, Caption(_words("Relevé")))) == (
        "<table><caption>Relevé</caption>"
        '<thead><tr><td></td><th scope="col" class="right">2025</th></tr></thead>'
        '<tbody><tr><th scope="row">Pluie</th><td class="right figure">3</td></tr></tbody></table>'
    )


def test_a_table_without_cells_keeps_its_caption() -> None:
    assert _block(Table((), (Row(()),), Caption(_words("Rien")))) == "<p>Rien</p>"
    assert _block(Table((), ())) == ""


def test_nothing_is_written_for_what_is_empty() -> None:
    assert xhtml.blocks((Paragraph(()), Listing(()), Quote(()), Figure()), STYLE) == ""


def test_headings_follow_the_levels_and_stop_at_six() -> None:
    deep = Section("d", Heading(_words("Loin")), 7)
    section = Section("section-1", Heading(_words("Près")), 1, sections=(deep,))
    assert xhtml.section(section, STYLE) == (
        '<section id="section-1" class="section"><h2>Près</h2>\n'
        '<section id="d" class="section"><h6>Loin</h6></section></section>'
    )


def test_a_heading_without_words_has_a_name() -> None:
    assert xhtml.heading(Section("s", Heading(()), 1), STYLE) == "<h2>Section</h2>"


def test_credits_and_notices() -> None:
    assert xhtml.credit(Credit("photo", "Rosa"), STYLE) == '<p class="credit">Photo\u00a0: Rosa</p>'
    assert xhtml.credit(Credit("photo", "Rosa", _words("© Rosa")), STYLE) == '<p class="credit">© Rosa</p>'
    notice = Notice(NoticeKind.AI, _words("Écrit avec une IA."))
    assert xhtml.notice(notice, STYLE) == '<p class="notice notice-ai">Écrit avec une IA.</p>'


def test_links_lead_to_what_is_in_the_edition_and_are_words_elsewhere() -> None:
    words = (Link("#place-1", _words("là")), Anchor("place-1"), Link("#ailleurs", _words("ailleurs")))
    article = Article(Metadata("T"), blocks=(Paragraph(words),))
    style = replace(STYLE, places=phrasing.places(article))
    assert _block(Paragraph(words), style) == '<p><a href="#place-1">là</a><span id="place-1"></span>ailleurs</p>'
    assert _block(Paragraph(words)) == "<p>làailleurs</p>"
    (loss,) = phrasing.losses(article, "pdf")
    assert (loss.node, str(loss.detail)) == ("link", "nothing has the id 'ailleurs'")


def test_a_stanza_is_written_line_by_line() -> None:
    content = (Text("Un "), Strong((Text("vers,"), LineBreak(2), Text("deux"))), LineBreak(), Text("vers."))
    lines = (
        '<span class="line indent-1">Un <strong>vers,<br/></strong></span>'
        '<span class="line indent-2"><strong>deux</strong><br/></span><span class="line">vers.</span>'
    )
    assert _block(Verse((Stanza(content, 1),))) == f'<div class="verse"><p class="stanza">{lines}</p></div>'
    long = Stanza((Text("a"), LineBreak()) * 11)
    assert '<p class="stanza long-stanza">' in _block(Verse((long,)))
    assert _block(Verse((Stanza(()),))) == ""


def test_a_definition_always_has_a_term_and_a_description() -> None:
    assert _block(DefinitionList((Definition((), ()),))) == "<dl><div><dt></dt><dd></dd></div></dl>"
    assert _block(DefinitionList(())) == ""


@pytest.mark.parametrize(
    ("size", "written"), [((189, 94), 'width="189"'), ((None, 94), 'height="94"'), ((None, None), "alt")]
)
def test_a_picture_keeps_its_natural_size_and_its_proportions(
    size: tuple[int | None, int | None], written: str
) -> None:
    shown = xhtml.figure(Figure(Image("a.png", Missing(), *size)), SHOWN)
    assert written in shown
    assert ("width=" in shown) + ("height=" in shown) <= 1
