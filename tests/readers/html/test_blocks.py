"""Paragraphs, headings, lists, tables and the rest keep their structure; white space is as browsers show it."""

from __future__ import annotations

import pytest

from exporter import walk
from exporter.model import (
    Abbreviation,
    Cell,
    Code,
    Deleted,
    Emphasis,
    Foreign,
    Inserted,
    LineBreak,
    Link,
    Listing,
    Numbering,
    Paragraph,
    Preformatted,
    SmallCapitals,
    Strong,
    Superscript,
    Table,
    Text,
)
from tests.readers.html import browser
from tests.readers.html.browser import PROSE, page


def words(html: str) -> tuple[object, ...]:
    """The inline nodes of a paragraph among others."""
    marked = f"{PROSE}<p>REPÈRE {html}</p>{PROSE.replace('Le village', 'Le bourg')}"
    found = next(
        node
        for node in walk.nodes(browser.article(page(marked, '<base href="https://leval.example/a/">')))
        if isinstance(node, Paragraph) and walk.plain(node.content).startswith("REPÈRE")
    )
    return found.content


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("un\n   deux  <em> trois </em>quatre", (Text("REPÈRE un deux "), Emphasis((Text("trois"),)), Text(" quatre"))),
        ("l’<b>eau</b>.", (Text("REPÈRE l’"), Strong((Text("eau"),)), Text("."))),
        ("1<sup>er</sup> mai", (Text("REPÈRE 1"), Superscript((Text("er"),)), Text(" mai"))),
        (
            "<s>12 €</s> <ins>8 €</ins>",
            (Text("REPÈRE "), Deleted((Text("12 €"),)), Text(" "), Inserted((Text("8 €"),))),
        ),
        ("<i style='text-decoration: line-through'>a</i>", (Text("REPÈRE "), Emphasis((Text("a"),)))),
        ("<span style='text-decoration:line-through'>a</span>", (Text("REPÈRE "), Deleted((Text("a"),)))),
        ("<span class='sc'>xix</span>e", (Text("REPÈRE "), SmallCapitals((Text("xix"),)), Text("e"))),
        ("<font style='font-variant: small-caps'>Ana</font>", (Text("REPÈRE "), SmallCapitals((Text("Ana"),)))),
        ("<code>make</code> suffit", (Text("REPÈRE "), Code((Text("make"),)), Text(" suffit"))),
        ("<a href='../b'>là</a> !", (Text("REPÈRE "), Link("https://leval.example/b", (Text("là"),)), Text(" !"))),
        ("<abbr title='eau potable'>EP</abbr>", (Text("REPÈRE "), Abbreviation("eau potable", (Text("EP"),)))),
        ("ici<br>et là<br>", (Text("REPÈRE ici"), LineBreak(), Text("et là"))),
        ("<q>oui</q>", (Text("REPÈRE «\u00a0oui\u00a0»"),)),
        ("un<em> </em>deux", (Text("REPÈRE un deux"),)),
        ("mi\u00adlieu\u200b", (Text("REPÈRE milieu"),)),
        ("lien <span class='sr-only'>(nouvelle fenêtre)</span>", (Text("REPÈRE lien"),)),
        ("<a name='x'></a>ancre <a href='#y'>interne</a>", (Text("REPÈRE ancre interne"),)),
    ],
)
def test_words_and_their_marks(html: str, expected: tuple[object, ...]) -> None:
    assert words(html) == expected


def test_an_empty_line_parts_paragraphs() -> None:
    assert browser.drawn("<div>La fontaine attend.<br><br>Le pont aussi, dit-on.</div>") == (
        "¶ La fontaine attend.\n¶ Le pont aussi, dit-on."
    )


def test_headings_make_sections_by_their_levels() -> None:
    body = f"<h2>Hier</h2>{PROSE}<h3>Avant-hier</h3><p>Rien, ou si peu.</p><h2>Demain</h2><p>On verra bien.</p>"
    article = browser.article(page(PROSE.replace("village", "bourg") + body))
    assert [
        (section.level, walk.plain(section.heading.content))
        for section in walk.nodes(article)
        if type(section).__name__ == "Section"
    ] == [
        (1, "Hier"),
        (2, "Avant-hier"),
        (1, "Demain"),
    ]


def test_a_bold_line_of_its_own_is_a_heading() -> None:
    assert browser.drawn(
        "<p><strong>Un banc et une lampe</strong></p><p>Le devis est signé depuis lundi.</p>"
    ).startswith("# Un banc et une lampe\n¶ Le devis")


@pytest.mark.parametrize(
    "line", ["<b>Et vous, que dites-vous ?</b>", "<b>Tout est dit.</b>", "<b>« Tout est dit »</b>"]
)
def test_a_bold_sentence_is_none(line: str) -> None:
    assert browser.drawn(f"<p>{line}</p>").startswith("¶ **")


def test_lists_keep_their_numbers_and_depth() -> None:
    body = (
        '<ol start="3" type="a"><li>le banc</li><li value="7">la lampe<ul><li>à pile</li><li>à gaz</li></ul></li></ol>'
    )
    found = next(node for node in walk.nodes(browser.article(page(PROSE + body + PROSE))) if isinstance(node, Listing))
    assert (found.ordered, found.start, found.numbering, [item.number for item in found.items]) == (
        *(True, 3, Numbering.LOWER_ALPHA),
        [None, 7],
    )
    assert isinstance(found.items[1].blocks[1], Listing)


def test_tables_keep_heads_and_spans() -> None:
    body = (
        "<table><thead><tr><th>An</th><th>Débit</th></tr></thead><tbody><tr><td rowspan='2'>2024</td><td>3 l</td></tr>"
        "<tr><td>4 l<br>ou 5</td></tr></tbody></table>"
    )
    found = next(node for node in walk.nodes(browser.article(page(PROSE + body + PROSE))) if isinstance(node, Table))
    assert [walk.plain(cell.content) for row in found.head for cell in row.cells] == ["An", "Débit"]
    assert found.body[0].cells[0] == Cell((Text("2024"),), rowspan=2)


def test_a_table_that_lays_out_the_page_is_what_it_holds() -> None:
    assert browser.drawn(
        "<table role='presentation'><tr><td>Le moulin tourne encore.</td><td>La roue est neuve.</td></tr></table>"
    ) == ("¶ Le moulin tourne encore.\n¶ La roue est neuve.")


def test_code_keeps_its_lines_and_syntax() -> None:
    body = "<pre><code class='language-python'>if eau:\n    couler()\n</code></pre>"
    found = next(
        node for node in walk.nodes(browser.article(page(PROSE + body + PROSE))) if isinstance(node, Preformatted)
    )
    assert found == Preformatted((Text("if eau:\n    couler()"),), "python")


def test_definitions_stay_with_their_terms() -> None:
    assert browser.drawn("<dl><dt>Bief</dt><dd>Le canal qui mène l’eau au moulin.</dd></dl>") == (
        "= Bief\n  ¶ Le canal qui mène l’eau au moulin."
    )


def test_a_rule_parts_two_blocks_and_nothing_else() -> None:
    assert browser.drawn("<hr><hr>") == "* * *"


def test_a_quotation_that_repeats_the_text_is_told_once() -> None:
    pulled = "<blockquote class='pullquote'>moins pour le linge que pour la conversation</blockquote>"
    assert browser.drawn(pulled) == ""


def test_a_paragraph_that_stands_there_for_small_screens_too_is_told_once() -> None:
    again = "Les travaux reprendront au printemps, dès que l’eau du canal sera descendue sous le seuil du moulin."
    assert browser.drawn(f"<p class='desktop'>{again}</p><p class='mobile'>{again}</p>") == f"¶ {again}"


def test_a_player_is_told_of() -> None:
    _, desk = browser.read(
        page(f"{PROSE}<iframe src='https://films.example/lavoir'></iframe>{PROSE.replace('Le', 'Un')}")
    )
    assert browser.dropped(desk)["https://films.example/lavoir"] == "embedded"


def test_a_table_of_contents_is_left_out() -> None:
    contents = "<ul><li><a href='#a'>Le banc</a></li><li><a href='#b'>La lampe</a></li></ul>"
    body = f"{contents}<h2 id='a'>Le banc</h2>{PROSE}<h2 id='b'>La lampe</h2><p>Elle éclaire peu.</p>"
    article, desk = browser.read(page("<p>Tout commence par un devis que le conseil signe.</p>" + body))
    assert not any(isinstance(node, Listing) for node in walk.nodes(article))
    assert "Le banc" in browser.dropped(desk)


@pytest.mark.parametrize("caption", ["<figcaption>Les crues</figcaption>", "<figcaption><p>Les crues</p></figcaption>"])
def test_the_words_of_a_figure_are_its_table_s_caption(caption: str) -> None:
    table = "<table><tr><th>Année</th><th>Jours</th></tr><tr><td>1910</td><td>45</td></tr></table>"
    assert browser.drawn(f"<figure>{table}{caption}</figure>").splitlines()[0] == "table: Les crues"


def test_the_time_of_a_report_stands_below_its_heading() -> None:
    drawn = browser.drawn("<div><time>08h10</time><h2>La ligne est coupée</h2><p>Deux arbres sont tombés.</p></div>")
    assert drawn.splitlines() == ["# La ligne est coupée", "¶ 08h10", "¶ Deux arbres sont tombés."]


@pytest.mark.parametrize("box", ["aside class='encadre'", "div class='note-box'", "div class='callout'"])
def test_a_box_is_kept_and_its_heading_heads_nothing_else(box: str) -> None:
    drawn = browser.drawn(
        f"<{box}><h3>À savoir</h3><p>La roue date de 1912 et tourne encore.</p></{box.partition(' ')[0]}>"
    )
    assert drawn.splitlines() == ["¶ **À savoir**", "¶ La roue date de 1912 et tourne encore."]


def test_a_heading_in_a_large_part_of_the_page_is_one() -> None:
    long = f"<div class='callout'><h3>Le toit</h3>{PROSE * 4}</div>".replace("Le village", "Le hameau")
    assert "# Le toit" in browser.drawn(long)


@pytest.mark.parametrize(
    "html",
    [
        "<p lang='en'>The sea is calm.</p>",
        "<blockquote lang='en'><p>The sea is calm.</p></blockquote>",
        "<ul><li lang='en'>The sea is calm.</li><li>Les mots.</li></ul>",
        "<h2 lang='en'>The sea is calm.</h2><p>Les mots viennent.</p>",
        "<table><tr><th>A</th><th>B</th></tr><tr><td lang='en'>The sea is calm.</td><td>Oui</td></tr></table>",
        "<figure><img src='a.jpg'><figcaption lang='en'>The sea is calm.</figcaption></figure>",
    ],
)
def test_a_block_says_its_language(html: str) -> None:
    found = browser.article(page(PROSE + html + PROSE.replace("Le village", "Le bourg")))
    (foreign,) = [node for node in walk.nodes(found) if isinstance(node, Foreign)]
    assert (foreign.language, walk.plain(foreign.content)) == ("en", "The sea is calm.")


def test_a_block_that_says_a_wrong_language_is_not_believed() -> None:
    found = browser.article(page(f"<div lang='en'>{PROSE}</div>"))
    assert not [node for node in walk.nodes(found) if isinstance(node, Foreign)]
