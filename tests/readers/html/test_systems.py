"""Pages in the shapes that publishing systems give them: which title, whose name, which day, what is no part of it."""

from __future__ import annotations

import json

import pytest

from exporter import walk
from exporter.model import Paragraph, Quote
from tests.readers.html import browser
from tests.readers.html.browser import PROSE, page

MORE = (
    PROSE.replace("Le village", "Le bourg").replace("Une vingtaine", "Une trentaine").replace("La commune", "Le maire")
)


def shaped(window: str, body: str, head: str = "") -> str:
    """A page of which everything but the window's title stands in its body."""
    return f'<html lang="fr"><head><title>{window}</title>{head}</head><body>{body}</body></html>'


@pytest.mark.parametrize(
    ("window", "heading"),
    [
        ("Le lavoir rouvre - La Gazette", "<h1 class='logo'><a href='/'>La Gazette</a></h1><h2>Le lavoir rouvre</h2>"),
        ("La Gazette: Le lavoir rouvre enfin", "<h1><a href='/'>La Gazette</a></h1><h3>Le lavoir rouvre enfin</h3>"),
        ("Le lavoir rouvre - La Gazette", "<h1>La Gazette</h1><h2>Le lavoir rouvre</h2>"),
        ("Le lavoir rouvre &#8212; Guide 2.1", "<h1>Le lavoir rouvre<a class='headerlink' href='#l'>¶</a></h1>"),
        ("Le lavoir rouvre", "<h1>Le lavoir<br>rouvre</h1>"),
        ("Le lavoir rouvre", "<h1>Le lavoir rouvre<span class='visually-hidden'> (article)</span></h1>"),
    ],
)
def test_the_site_s_name_is_no_title_and_no_heading(window: str, heading: str) -> None:
    found = browser.article(shaped(window, f"<div>{heading}</div><div>{PROSE}{MORE}</div>"))
    assert found.metadata.title.startswith("Le lavoir rouvre")
    assert "Gazette" not in found.metadata.title
    assert "¶" not in found.metadata.title
    assert found.sections == ()


def test_a_site_s_name_may_hold_a_dash() -> None:
    told = "LA GAZETTE - Journal du val"
    head = (
        f'<meta property="og:title" content="Le lavoir rouvre | {told}"><meta property="og:site_name" content="{told}">'
    )
    found = browser.article(shaped("Le lavoir rouvre", f"<main><h2>Le lavoir rouvre</h2>{PROSE}</main>", head))
    assert (found.metadata.title, found.sections) == ("Le lavoir rouvre", ())


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("<p class='byline'>Par <a rel='author'>Ana Roy</a> <span>Ana Roy</span></p>", ["Ana Roy"]),
        ("<p class='byline'>Par <a>Ana Roy<span class='sr-only'>Ana Roy</span></a></p>", ["Ana Roy"]),
        ("<p>Publié le 3 mars 2015 par Ana Roy</p>", ["Ana Roy"]),
        ("<p>Soumis par <span>Ana Roy</span> le <span>lun 12/02/2024 - 10:11</span></p>", ["Ana Roy"]),
        ("<div class='meta'><span>Par Ana Roy</span><span>Le 7 avril 2022 à 18h00</span></div>", ["Ana Roy"]),
        ("<p class='signature'>Texte Ana Roy | Photos Léo Petit</p>", ["Ana Roy"]),
        ("<p class='author'><span>La Gazette</span> <span class='auteur'>Ana ROY</span>.</p>", ["Ana ROY"]),
        ("<p>Un reportage d’Ana Roy, photos Léo Petit</p>", ["Ana Roy"]),
        ("<p>AFP, publié le vendredi 12 mai 2023 à 10h32</p>", ["AFP"]),
    ],
)
def test_a_byline_names_its_author_once(byline: str, names: list[str]) -> None:
    head = '<meta property="og:site_name" content="La Gazette"><meta name="author" content="La Gazette">'
    found = browser.metadata(page(byline + PROSE, head if "Gazette" in byline else ""))
    assert [person.name for person in found.authors] == names


@pytest.mark.parametrize(
    "byline",
    [
        "Par <a>Ana Roy, correspondante à Lyon</a> et <a>Léo Petit, correspondant à Nice</a>",
        "Par Ana Roy (correspondante à Lyon) et Léo Petit (correspondant à Nice)",
        "Par Ana Roy (correspondante à Lyon), Léo Petit (correspondant à Nice)<span>Publié le 3 mars 2024</span>",
    ],
)
def test_what_a_byline_adds_to_each_name_stays_with_it(byline: str) -> None:
    found = browser.metadata(page(f"<p class='byline'>{byline}</p>{PROSE}"))
    assert [(person.name, person.description) for person in found.authors] == [
        ("Ana Roy", "correspondante à Lyon"),
        ("Léo Petit", "correspondant à Nice"),
    ]


def test_catalogues_put_family_names_first() -> None:
    head = '<meta name="DC.creator" content="Roy, Ana (1850-1912)"><meta name="citation_date" content="2018/12/31">'
    found = browser.metadata(page(PROSE, head))
    assert ([person.name for person in found.authors], str(found.published)) == (["Ana Roy"], "2018-12-31")


def test_the_account_that_published_is_no_author_beside_a_byline() -> None:
    head = '<meta name="author" content="Super User">'
    body = "<dl><dd class='createdby' itemprop='author'>Écrit par <span itemprop='name'>Ana Roy</span></dd></dl>"
    assert [person.name for person in browser.metadata(page(body + PROSE, head)).authors] == ["Ana Roy"]


@pytest.mark.parametrize("account", ["La Gazette", "aroy", "Léo Petit"])
def test_a_byline_counts_before_the_account(account: str) -> None:
    head = f'<meta name="author" content="{account}">'
    text = page("<p>Par <a>Ana Roy</a></p>" + PROSE, head).replace("</title>", " – La Gazette</title>")
    assert [person.name for person in browser.metadata(text).authors] == ["Ana Roy"]


def test_the_page_s_own_words_count_before_the_day_of_the_file() -> None:
    head = '<meta name="date" content="2009-02-01"><meta name="citation_title" content="Le lavoir rouvre">'
    body = f"<p>Article mis en ligne le 7 novembre 2008<br>dernière modification le 1er février 2009</p>{PROSE}"
    found = browser.metadata(page(body, head, "Le lavoir rouvre : trois ans de travaux"))
    assert (found.title, str(found.published)) == ("Le lavoir rouvre : trois ans de travaux", "2008-11-07")


def test_the_data_of_the_article_that_the_page_shows_counts() -> None:
    def node(headline: str, day: str, name: str) -> dict[str, str]:
        return {"@type": "NewsArticle", "headline": headline, "datePublished": day, "author": name}

    graph = [node("La passerelle ferme", "2023-01-02", "Léo Petit"), node("Le lavoir rouvre", "2023-06-05", "Ana Roy")]
    head = f'<script type="application/ld+json">{json.dumps({"@graph": graph})}</script>'
    found = browser.metadata(page(PROSE, head))
    assert ([person.name for person in found.authors], str(found.published)) == (["Ana Roy"], "2023-06-05")


@pytest.mark.parametrize(
    ("before", "day"),
    [
        ("<div><span>Ana Roy</span> <span>13 juin 2019</span></div>", "None"),
        ("<p class='date'>Le 14 octobre 2012</p>", "2012-10-14"),
        ("<p>jeudi 27 juin 2019, par la bande</p>", "2019-06-27"),
        ("<div class='author'><a class='author'>Ana Roy</a> <span>13 juin 2019</span></div>", "2019-06-13"),
        ("<pre>$ ls 2009-01-19 lavoir.txt</pre><p>Le fichier du 2009-01-19 est le plus ancien de tous.</p>", "None"),
    ],
)
def test_a_date_is_one_that_stands_by_the_title(before: str, day: str) -> None:
    listing = "<div><a href='/a'>Le four banal chauffe</a> <span>2 décembre 2023</span></div>" * 3
    text = shaped("Le lavoir rouvre", f"{listing}<article><h1>Le lavoir rouvre</h1>{before}{PROSE}</article>{listing}")
    assert str(browser.metadata(text).published) == day


def test_places_that_agree_on_a_day_count_before_one_that_does_not() -> None:
    head = '<meta name="date" content="2024-05-01"><meta itemprop="datePublished" content="2021-03-02">'
    assert str(browser.metadata(page("<p>Publié le 2 mars 2021</p>" + PROSE, head)).published) == "2021-03-02"


def test_sentences_in_a_heading_are_the_lead_or_a_paragraph() -> None:
    told = (
        "Trois ans de travaux s’achèvent. Le lavoir accueille de nouveau les habitants, annonce la mairie du village."
    )
    found = browser.article(page(f"<h2>{told}</h2>{PROSE}<h2>La suite</h2>{MORE}<h3>{told}</h3>{PROSE}"))
    assert [walk.words(block) for block in found.lead] == [told]
    assert [walk.plain(section.heading.content) for section in found.sections] == ["La suite"]
    assert told in [walk.words(block) for block in found.sections[0].blocks if isinstance(block, Paragraph)]


@pytest.mark.parametrize(
    "extra",
    [
        "<div class='NewsletterBox_root__h'><p>Chaque matin, l’essentiel du val dans votre boîte.</p></div>",
        "<div><h3>Abonnez-vous à La Gazette</h3><p>Tous les mois, le meilleur du val chez vous.</p></div>",
        "<div><h2>Écouter l’émission</h2><audio src='a.mp3'></audio></div>",
        "<h3>Écouter le reportage</h3><div><audio src='a.mp3'></audio></div>",
        "<figure><img src='l.jpg'><figcaption>Le lavoir, lundi midi</figcaption></figure><p>Le lavoir, lundi midi</p>",
    ],
)
def test_what_stands_around_is_no_part_of_the_text(extra: str) -> None:
    found, desk = browser.read(page(PROSE + extra + MORE))
    assert len(found.blocks) in (6, 7)
    assert found.sections == ()
    assert set(browser.dropped(desk).values()) <= {"around", "subscription", "embedded", "repeated"}


@pytest.mark.parametrize(
    "tail",
    [
        "<h3>Articles connexes</h3><ul><li><a href='/four'>Le four banal chauffe à nouveau</a></li></ul>",
        "<p><a href='/four'>Le four banal chauffe à nouveau</a><br>9 avril 2014</p>",
        "<p>aro/lp/mm</p>",
    ],
)
def test_an_article_ends_before_others_begin(tail: str) -> None:
    found = browser.article(page(PROSE + MORE + tail))
    assert (len(found.blocks), found.sections, found.sources) == (6, (), ())


def test_a_box_of_words_beside_the_text_is_part_of_it() -> None:
    box = "<aside><h3>Repères</h3><p>Le lavoir date de 1840 et compte douze pierres, dont trois d’origine.</p></aside>"
    links = "<aside><ul><li><a href='/four'>Le four banal chauffe</a></li></ul></aside>"
    found = browser.article(page(PROSE + box + links + MORE))
    assert "douze pierres" in walk.words(found)
    assert "four banal" not in walk.words(found)


def test_a_quotation_keeps_its_speaker() -> None:
    told = "<blockquote>« Nous avons appris à attendre l’eau. »</blockquote><figcaption>Ana Roy</figcaption>"
    found = browser.article(page(f"{PROSE}<figure>{told}</figure>{MORE}"))
    quote = next(block for block in found.blocks if isinstance(block, Quote))
    assert "appris à attendre" in walk.words(quote)
    assert "Ana Roy" in walk.words(found)


def test_the_foot_of_a_page_holds_no_sources() -> None:
    foot = "<div id='footer'><div class='references'><ul><li><a href='https://hote.example/'>Hôte</a></li></ul></div></div>"
    text = page(PROSE + MORE).replace("</main>", f"</main>{foot}")
    assert browser.article(text).sources == ()


def test_cells_that_span_the_world_take_no_time() -> None:
    rows = "<tr><td colspan=1000 rowspan=60000>1</td></tr>" * 200
    assert "lavoir" in walk.words(browser.article(page(f"{PROSE}<table>{rows}</table>{MORE}")))
