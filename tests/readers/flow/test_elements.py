"""Elements of marked-up text, each in a page, in Markdown and in a book: the same node in all three."""

from __future__ import annotations

import pytest

from exporter.model import (
    Block,
    Caption,
    Cell,
    Code,
    Credit,
    Described,
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
    Strong,
    Table,
    Text,
)
from tests.readers.book import book
from tests.readers.html import browser
from tests.readers.markdown import paper

AFTER = "<p>Plus bas, la rivière reprend son cours, sous les aulnes que la commune vient de replanter.</p>"
ROUE = Image("https://vanelle.example/roue.jpg", Described("La roue"))
IMG = "<img src='https://vanelle.example/roue.jpg' alt='La roue'/>"


def _said(words: str) -> Paragraph:
    return Paragraph((Text(words),))


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
            Listing((Item((Paragraph((Strong((Text("Bief"),)),)), _said("le canal"))),)),
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
