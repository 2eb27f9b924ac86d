"""Elements of marked-up text, each in a page, in Markdown and in a book: the same node in all three."""

from __future__ import annotations

import pytest

from exporter import walk
from exporter.model import (
    Alignment,
    Anchor,
    Block,
    Caption,
    Cell,
    Code,
    Credit,
    Definition,
    DefinitionList,
    Described,
    Description,
    Emphasis,
    Figure,
    Foreign,
    Image,
    Inline,
    Item,
    LineBreak,
    Link,
    Listing,
    Paragraph,
    Preformatted,
    Quote,
    Row,
    Ruby,
    Stanza,
    Strong,
    Table,
    Term,
    Text,
    Verse,
)
from tests.readers.book import book
from tests.readers.html import browser
from tests.readers.markdown import paper

AFTER = "<p>Plus bas, la rivière reprend son cours, sous les aulnes que la commune vient de replanter.</p>"
ROUE = Image("https://vanelle.example/roue.jpg", Described("La roue"))
IMG = "<img src='https://vanelle.example/roue.jpg' alt='La roue'/>"


def _said(words: str) -> Paragraph:
    return Paragraph((Text(words),))


def _told(words: str) -> Description:
    return Description((_said(words),))


LINES = (Text("L’eau monte au pont,"), LineBreak(1), Text("le pont tient bon,"), LineBreak(), Text("l’eau descend."))
POEM = Verse((Stanza(LINES),))
ONE, TWO, THREE = "L’eau monte au pont,", "le pont tient bon,", "l’eau descend."


@pytest.mark.parametrize(
    ("written", "block"),
    [
        (
            "<figure><blockquote><p>L’eau ne ment pas.</p></blockquote><figcaption>— Le meunier</figcaption></figure>",
            Quote((_said("L’eau ne ment pas."),), (Text("Le meunier"),)),
        ),
        (
            "<blockquote><p>L’eau ne ment pas.</p><p class='attribution'>Le meunier</p></blockquote>",
            Quote((_said("L’eau ne ment pas."),), (Text("Le meunier"),)),
        ),
        (
            "<blockquote><p>L’eau ne ment pas.</p><p><cite>Le meunier</cite></p></blockquote>",
            Quote((_said("L’eau ne ment pas."),), (Emphasis((Text("Le meunier"),)),)),
        ),
        (
            "<figure><table><tr><td>Hiver</td><td>1 200</td></tr></table><figcaption>Les débits</figcaption></figure>",
            Table((), (Row((Cell((Text("Hiver"),)), Cell((Text("1 200"),)))),), Caption((Text("Les débits"),))),
        ),
        (
            "<table><tr><th>Saison</th></tr><tr><td><p>Hiver</p><p>et été</p></td></tr><tr><td></td></tr></table>",
            Table(
                (Row((Cell((Text("Saison"),), header=True),)),),
                (Row((Cell((Text("Hiver"), LineBreak(), Text("et été"))),)),),
            ),
        ),
        (
            (
                "<table><col><col align='right'><tr><th>Saison</th><th>Débit</th><th>Note</th></tr>"
                "<tr><td>Hiver</td><td>fort</td><td style='color: red; text-align: center'>ici</td></tr></table>"
            ),
            Table(
                (Row(tuple(Cell((Text(words),), header=True) for words in ("Saison", "Débit", "Note"))),),
                (Row(tuple(Cell((Text(words),)) for words in ("Hiver", "fort", "ici"))),),
                columns=(Alignment.AUTO, Alignment.RIGHT, Alignment.CENTER),
            ),
        ),
        (
            (
                "<table class='right'><tr><td class='has-text-align-right'>Hiver</td><td>1</td></tr>"
                "<tr align='right'><td>Été</td><td style='text-align:left'>2</td></tr></table>"
            ),
            Table(
                (),
                (
                    Row((Cell((Text("Hiver"),)), Cell((Text("1"),)))),
                    Row((Cell((Text("Été"),)), Cell((Text("2"),)))),
                ),
                columns=(Alignment.RIGHT,),
            ),
        ),
        (
            f"<figure>{IMG}<figcaption><p>La roue, refaite.</p><p>© Lise Aubanel</p></figcaption></figure>",
            Figure(
                ROUE, Caption((Text("La roue, refaite."),)), Credit("image", "Lise Aubanel", (Text("© Lise Aubanel"),))
            ),
        ),
        (
            "<p>La vanne <span class='mot' id='anchor-link'>tient</span> bien<span class='sr-only'> (a)</span>.</p>",
            _said("La vanne tient bien."),
        ),
        (f"<p>{IMG} <em>La roue, refaite.</em></p>", Figure(ROUE, Caption((Text("La roue, refaite."),)))),
        (
            f"<figure>{IMG}<ul><li>l’arbre</li></ul><figcaption>La roue</figcaption></figure>",
            Figure(ROUE, Caption((Text("La roue"),))),
        ),
        (
            "<dl><dt>Bief</dt><dd>le canal</dd></dl>",
            DefinitionList((Definition((Term((Text("Bief"),)),), (Description((_said("le canal"),)),)),)),
        ),
        (
            "<ol type='i' start='4'><li value='6'>la vanne</li></ol>",
            Listing((Item((_said("la vanne"),), 6),), ordered=True, start=4, numbering="lower-roman"),  # type: ignore[arg-type]
        ),
        ("<pre>vanne<br/>  roue\n</pre>", Preformatted((Text("vanne\n  roue"),))),
        ("<p><b>La</b> <b>roue</b> tourne.</p>", Paragraph((Strong((Text("La roue"),)), Text(" tourne.")))),
        (
            "<p>Voir <a href='https://a.example/'>la</a> <a href='https://a.example/'><i>roue</i></a> tourner.</p>",
            Paragraph(
                (
                    Text("Voir "),
                    Link("https://a.example/", (Text("la "), Emphasis((Text("roue"),)))),
                    Text(" tourner."),
                )
            ),
        ),
        (
            "<p lang='en'>The <span lang='fr'>bief</span> is full, and the wheel turns on through the night.</p>",
            Paragraph(
                (
                    Foreign(
                        "en",
                        (
                            Text("The "),
                            Foreign("fr", (Text("bief"),)),
                            Text(" is full, and the wheel turns on through the night."),
                        ),
                    ),
                )
            ),
        ),
        (
            "<p>Il dit <q>non</q> à <kbd>Entrée</kbd>.</p>",
            Paragraph((Text("Il dit «\u00a0non\u00a0» à "), Code((Text("Entrée"),)), Text("."))),
        ),
        ("<p>Un<br/><br/>mot</p>", _said("Un")),
        ("<p><span class='dropcap' style='float: left'>L</span>a lettrine est lue.</p>", _said("La lettrine est lue.")),
        (
            "<dl><dt>Feu</dt><dd>Lumière</dd><dd>Phare</dd><div><dt>Amer</dt><dt>Repère</dt><dd>Loin</dd></div></dl>",
            DefinitionList(
                (
                    Definition((Term((Text("Feu"),)),), (_told("Lumière"), _told("Phare"))),
                    Definition((Term((Text("Amer"),)), Term((Text("Repère"),))), (_told("Loin"),)),
                )
            ),
        ),
        ("<dl><dd>Sans terme</dd></dl>", Listing((Item((_said("Sans terme"),)),))),
        ("<dl><dt>Sans suite</dt></dl>", Listing((Item((_said("Sans suite"),)),))),
        (
            "<p>Le mot <ruby lang='ja'>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby> veut dire port.</p>",
            Paragraph((Text("Le mot "), Foreign("ja", (Ruby("みなと", (Text("港"),)),)), Text(" veut dire port."))),
        ),
        (
            "<p><ruby><rb>東</rb> <rb>京</rb><rt>とう</rt><rt>きょう</rt></ruby>.</p>",
            Paragraph((Ruby("とう", (Text("東"),)), Ruby("きょう", (Text("京"),)), Text("."))),
        ),
        (
            "<p>Ici <ruby><b>海</b>辺<rt>うみ<i>べ</i></rt>で</ruby>.</p>",
            Paragraph((Text("Ici "), Ruby("うみべ", (Strong((Text("海"),)), Text("辺"))), Text("で."))),
        ),
        (
            "<p><ruby>東京<rt>とう</rt><rt>きょう</rt><rtc>Tokyo</rtc></ruby> ; <ruby><rt>seul</rt></ruby>.</p>",
            Paragraph((Ruby("とう きょう, Tokyo", (Text("東京"),)), Text(" ; seul."))),
        ),
        (
            "<p><ruby><rbc><rb>東</rb><rb>京</rb></rbc><rtc><rt>とう</rt><rt>きょう</rt></rtc><rtc>To</rtc></ruby>.</p>",
            Paragraph((Ruby("とう きょう, To", (Text("東京"),)), Text("."))),
        ),
    ],
)
def test_an_element_is_the_same_node_in_every_format(written: str, block: Block) -> None:
    body = f"{browser.PROSE}{written}{AFTER}{browser.PROSE}"
    articles = (browser.article(browser.page(body)), paper.article(f"# T\n\n{body}"), book.article(body))
    assert [article.blocks[3] for article in articles] == [block] * 3


@pytest.mark.parametrize(
    ("written", "content"),
    [
        ("東<rt>とう</rt>京<rt>きょう</rt>", (Ruby("とう", (Text("東"),)), Ruby("きょう", (Text("京"),)))),
        ("<rb>東<i>京</i>市<rp>(<rt>とう<rp>)", (Ruby("とう", (Text("東"), Emphasis((Text("京"),)), Text("市"))),)),
        ("<rb>東<rb>京<rt>とう<rt>きょう", (Ruby("とう", (Text("東"),)), Ruby("きょう", (Text("京"),)))),
        ("東京<rtc>とう</rtc>", (Ruby("とう", (Text("東京"),)),)),
    ],
)
def test_readings_are_found_whatever_end_tags_are_left_out(written: str, content: tuple[Inline, ...]) -> None:
    body = f"{browser.PROSE}<p>REPÈRE <ruby>{written}</ruby> fin.</p>{AFTER}{browser.PROSE}"
    for article in (browser.article(browser.page(body)), paper.article(f"# T\n\n{body}")):
        assert article.blocks[3] == Paragraph((Text("REPÈRE "), *content, Text(" fin.")))


def test_headings_keep_their_words_and_lead_links_to_them() -> None:
    last = "<p>Tout cela se lit <a href='#un'>plus haut</a>, dans le récit des travaux que fait le meunier.</p>"
    body = f"{browser.PROSE}<h2 id='un'><b>La roue</b> tourne</h2>{AFTER}{last}"
    for article in (browser.article(browser.page(body)), paper.article(f"# T\n\n{body}"), book.article(body)):
        (section,) = article.sections
        assert section.heading.content == (Text("La roue tourne"),)
        assert Link("#section-1", (Text("plus haut"),)) in getattr(section.blocks[1], "content", ())


def test_a_list_that_goes_on_with_a_sentence_names_no_sources() -> None:
    listed = "<ul><li>la vanne, que le meunier ouvre ;</li><li>le bief, qui mène à la roue.</li></ul>"
    body = f"{browser.PROSE}<h2>Ressources</h2>{listed}"
    for article in (paper.article(f"# T\n\n{body}"), book.article(body)):
        assert not article.sources
        assert len(article.sections) == 1


@pytest.mark.parametrize(
    "written",
    [
        f"<blockquote class='poem'><p>{ONE}<br/>&#160;&#160;{TWO}<br/>{THREE}</p></blockquote>",
        f"<blockquote><p>{ONE}<br/>&#160;&#160;{TWO}<br/>{THREE}</p></blockquote>",
        f"<p>{ONE}<br/>&#160;&#160;&#160;{TWO}<br/>{THREE}</p>",
        f"<p class='verse'>{ONE}<br/>&#8195;{TWO}<br/>{THREE}</p>",
        f"<pre class='verse'>{ONE}\n    {TWO}\n{THREE}\n</pre>",
        f"<pre class='wp-block-verse'>{ONE}<br/>    {TWO}<br/>{THREE}</pre>",
        f"<div class='poem'><div><span class='i0'>{ONE}<br/></span><span class='i2'>{TWO}</span>{THREE}</div></div>",
        f"<div class='lg'><span class='l'>{ONE}</span><span class='l' style='text-indent:9%'>{TWO}</span>{THREE}</div>",
        f"<div class='lg'><div>{ONE}</div><div style='margin-left:24px'>{TWO}</div><div>{THREE}</div></div>",
        f"<lg><l>{ONE}</l><l class='indent-1'>{TWO}</l><l>{THREE}</l></lg>",
        f"<div class='poetry'><p>{ONE}</p><p class='i1'>{TWO}</p><p>{THREE}</p></div>",
    ],
)
def test_verse_is_the_same_however_it_is_marked(written: str) -> None:
    body = f"{browser.PROSE}{written}{AFTER}{browser.PROSE}"
    for article in (browser.article(browser.page(body)), paper.article(f"# T\n\n{body}"), book.article(body)):
        assert article.blocks[3] == POEM


def test_verse_has_stanzas_notes_and_who_wrote_it() -> None:
    written = (
        f"<div class='verse'><p>{ONE}</p><p>{TWO}</p><p>&#160;</p><p>{THREE}</p>"
        "<p>l’eau <em>s’endort<br/>enfin</em></p><p class='attribution'>Le meunier</p></div>"
    )
    body = f"{browser.PROSE}{written}{AFTER}{browser.PROSE}"
    for article in (browser.article(browser.page(body)), paper.article(f"# T\n\n{body}"), book.article(body)):
        assert article.blocks[3] == Verse(
            (
                Stanza((Text(ONE), LineBreak(), Text(TWO))),
                Stanza((Text(THREE),)),
                Stanza((Text("l’eau "), Emphasis((Text("s’endort"),)), LineBreak(), Emphasis((Text("enfin"),)))),
            ),
            (Text("Le meunier"),),
        )


@pytest.mark.parametrize(
    "written",
    [
        "<blockquote><p>Moulin du Bas<br/>3, chemin du Bief<br/>29000 Quimper</p></blockquote>",
        "<blockquote><p>— Oui.<br/>— Non.<br/>— Peut-être.</p></blockquote>",
        "<blockquote><p>Un vers<br/>et demi</p></blockquote>",
        f"<div class='poetry'><p>{browser.PROSE[3:-4]}</p></div>",
        "<div class='verse'><p>Un vers<br/>et demi</p><table><tr><th>Cote</th></tr><tr><td>3</td></tr></table></div>",
        "<p>Moulin du Bas<br/>chemin du Bief</p>",
    ],
)
def test_what_only_looks_a_little_like_verse_is_none(written: str) -> None:
    body = f"{browser.PROSE}{written}{AFTER}{browser.PROSE}"
    article = paper.article(f"# T\n\n{body}")
    assert not [node for node in walk.nodes(article) if isinstance(node, Verse)]


def test_links_lead_to_paragraphs_tables_notes_and_sources() -> None:
    links = (
        "<p>Tout se lit dans <a href='#bief'>le paragraphe du bief</a> que le meunier a dicté à sa fille, et dans "
        "<a href='#relev%C3%A9'>le relevé</a> qu’elle tenait, année après année, jusqu’à leur départ de la vallée.</p>"
    )
    text = "<p>Le bief a été <a name='bief'></a>creusé en 1835, et le meunier qui l’a voulu n’en a jamais rien dit.</p>"
    table = "<p><a id='relevé'></a></p><table><tr><th>Année</th></tr><tr><td>1835</td></tr></table>"
    body = f"{browser.PROSE}{links}{text}{table}{AFTER}{browser.PROSE}"
    for article in (browser.article(browser.page(body)), paper.article(f"# T\n\n{body}"), book.article(body)):
        led = [node.url for node in walk.nodes(article) if isinstance(node, Link)]
        assert led == ["#place-1", "#place-2"]
        places = [
            walk.plain(block.content if isinstance(block, Paragraph) else block.head[0].cells[0].content)[:5]
            for block in article.blocks
            if isinstance(block, Paragraph | Table) and any(isinstance(node, Anchor) for node in walk.nodes(block))
        ]
        assert places == ["Le bi", "Année"]


def test_a_box_that_opens_keeps_its_question_and_its_answer() -> None:
    answer = "Le préfet a répondu le 3 mars que le règlement du moulin restait en vigueur jusqu’à la fin de l’année."
    box = f"<details><summary>La réponse du préfet</summary><p>{answer}</p></details>"
    body = f"{browser.PROSE}{box}{AFTER}{browser.PROSE}"
    for article in (browser.article(browser.page(body)), paper.article(f"# T\n\n{body}")):
        assert article.blocks[3:5] == (Paragraph((Strong((Text("La réponse du préfet"),)),)), _said(answer))
    assert f"La réponse du préfet\n{answer}" in walk.words(book.article(body))
