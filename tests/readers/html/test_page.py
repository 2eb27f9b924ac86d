"""A page as sites make them: the article comes out whole, the site around it stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from exporter import walk
from exporter.errors import ReadError
from exporter.model import Caption, Credit, Described, Figure, Foreign, Image, Listing, SourceKind, Table, Text
from tests.readers import desk
from tests.readers.html import browser
from tests.readers.html.browser import PROSE

CASTORS = (Path(__file__).parent / "castors.html").read_text(encoding="utf-8")

RETURN = (
    "¶ Ils étaient partis sans bruit, ils reviennent de même. Depuis l’automne, onze familles ont été comptées entre"
    " la source et la ville.⟨note-1⟩ Les agents de la réserve n’en espéraient pas tant."
)
DAMS = (
    "¶ Chaque ouvrage ralentit l’eau et la garde au frais pendant l’été. « C’est un ingénieur qui ne coûte rien »,"
    " sourit la directrice de la réserve, a keystone species comme disent les biologistes."
)
POPLARS = (
    "¶ Les peupleraies voisines ont perdu quelques arbres, que la région rembourse depuis janvier. Le tableau"
    " ci-dessous donne les chiffres par commune."
)


def test_everything_of_the_article_is_there() -> None:
    article, world = browser.read(CASTORS)
    lines = [line for line in desk.tree(article, world).splitlines() if not line.startswith("dropped")]
    assert lines == [
        "title: La Sèvre retrouve ses castors",
        "publisher: Le Courrier des Rives",
        "published: 2026-03-04",
        "reading_minutes: 6",
        "url: https://courrierdesrives.example/nature/castors",
        "author: Maëlle Tanguy",
        "lead",
        "  ¶ Disparu depuis un siècle, le rongeur remonte la rivière, et les riverains apprennent à vivre avec lui.",
        "figure: Un castor près du pont de Vieille-Île. | image: Ilan Corvec",
        RETURN,
        "# Un barrage, des mares",
        DAMS,
        "list",
        "  ¶ onze familles comptées ;",
        "  ¶ trente-deux barrages ;",
        "  ¶ quatre hectares de mares.",
        "quote of Une riveraine",
        "  ¶ On ne déplace pas une rivière, on s’y fait.",
        "# Et les peupliers ?",
        POPLARS,
        "table: Arbres remboursés",
        "  = Commune | Arbres",
        "  - Vieille-Île | 14",
        "  - Saint-Aubin | 6",
        *(line for line in lines if line.startswith("source")),
        "notice ai: Cet article a été rédigé avec l’aide d’une intelligence artificielle, puis relu.",
        "note 1",
        "  ¶ Comptage mené par trente bénévoles en janvier.",
    ]


def test_every_source_of_a_list_of_links_has_its_fields() -> None:
    found = [
        (source.kind, source.publisher, source.title, source.language, str(source.date or ""), source.url)
        for source in browser.article(CASTORS).sources
    ]
    first, second = SourceKind.PRIMARY, SourceKind.SECONDARY
    assert found == [
        (
            *(first, "Réserve de la Sèvre", "Comptage d’hiver 2026", "fr", "2026-02-12"),
            "https://reserve-sevre.example/comptage-2026.pdf",
        ),
        (first, "Insee", "Les communes riveraines", "fr", "2025", "https://www.insee.fr/fr/x"),
        (
            *(second, "The Guardian", "Beavers are back in the valley", "en", "2025-05-03"),
            "https://www.theguardian.com/beavers",
        ),
        (second, "example.org", "Le retour du castor en Europe", "fr", "", "https://example.org/q"),
    ]


def test_the_picture_keeps_its_words() -> None:
    assert next(node for node in walk.nodes(browser.article(CASTORS)) if isinstance(node, Figure)) == Figure(
        Image(
            "https://courrierdesrives.example/img/castor.jpg", Described("Un castor ronge un saule au bord de l’eau")
        ),
        Caption((Text("Un castor près du pont de Vieille-Île."),)),
        Credit("image", "Ilan Corvec", (Text("© Ilan Corvec"),)),
    )


def test_words_of_another_language_say_so() -> None:
    assert [node.language for node in walk.nodes(browser.article(CASTORS)) if isinstance(node, Foreign)] == ["en"]


def test_what_the_site_says_around_it_is_left_out_and_told() -> None:
    told = browser.dropped(browser.read(CASTORS)[1])
    assert told["Lire aussi : Les loutres gagnent du terrain"] == "related"
    assert {"Accueil", "Partager sur Facebook Tweeter", "Les plus lus", "Mentions légales"} <= set(told)
    assert not any("castor" in text for text in told)


def test_each_field_tells_where_it_was_found() -> None:
    assert browser.origins(browser.read(CASTORS)[1]) == {
        "title": "og:title = h1",
        "authors": "JSON-LD author",
        "published": "JSON-LD datePublished",
        "publisher": "JSON-LD publisher",
        "url": "link canonical",
        "language": "html lang",
    }


def test_an_article_that_stands_in_the_data_alone_is_read_with_a_warning() -> None:
    body = "Le pont est ouvert depuis ce matin. " * 12
    data = f'{{"@type":"NewsArticle","headline":"Le pont","articleBody":"{body}"}}'
    head = f'<head><title>Le pont</title><script type="application/ld+json">{data}</script></head>'
    article, world = browser.read(f"<html lang='fr'>{head}<body><div id='app'></div></body></html>")
    assert "Le pont est ouvert" in walk.words(article)
    assert browser.warned(world) == ["not-shown"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "empty"),
        ("<html><body></body></html>", "no article"),
        (
            "<html><head><title>Menu</title></head><body><h1>Menu</h1><nav><a href='/'>Accueil</a></nav></body></html>",
            "no article",
        ),
        ("<html><body><p>Une seule phrase, sans titre, que personne n’a signée.</p></body></html>", "no title"),
    ],
)
def test_what_holds_no_article_is_refused(text: str, message: str) -> None:
    with pytest.raises(ReadError, match=message):
        browser.read(text)


def test_a_title_that_the_user_gives_will_do() -> None:
    article, _ = browser.read(
        "<html><body><p>Une seule phrase, sans titre, que personne n’a signée.</p></body></html>", title="Note"
    )
    assert article.metadata.title == "Note"


def test_a_short_page_is_read_too() -> None:
    article = browser.article("<body><h1>Avis</h1><p>La mairie est fermée lundi.</p></body>")
    assert "fermée lundi" in walk.words(article)


TABLE = "<table><tr><th>Année</th><th>Hauteur</th></tr><tr><td>1990</td><td>2,1 m</td></tr></table>"


@pytest.mark.parametrize(
    ("ending", "found"),
    [
        (TABLE, Table),
        (f"<div>{TABLE}</div>", Table),
        (f"<figure>{TABLE}</figure>", Table),
        ("<ul><li>En 1990, deux mètres</li><li>En 2000, trois mètres</li></ul>", Listing),
        ("<figure><img src='c.png' alt='Une courbe'><figcaption>La courbe de la crue.</figcaption></figure>", Figure),
    ],
)
def test_what_ends_an_article_and_is_no_paragraph_is_kept_with_its_heading(ending: str, found: type) -> None:
    article = browser.article(f"<article><h1>Le gué</h1>{PROSE}<h2>Les hauteurs</h2>{ending}</article>")
    assert walk.plain(article.sections[-1].heading.content) == "Les hauteurs"
    assert [type(block) for block in article.sections[-1].blocks] == [found]


@pytest.mark.parametrize(
    "ending",
    [
        "<h2>À lire aussi</h2><ul><li><a href='/a'>Le lavoir rouvre</a></li><li><a href='/b'>Le pont</a></li></ul>",
        "<h2>Partager</h2><ul><li>Facebook</li><li>Twitter</li></ul>",
        f"<div class='newsletter'><h2>Votre lettre</h2>{TABLE}</div>",
    ],
)
def test_what_a_site_puts_below_an_article_is_not_its_end(ending: str) -> None:
    article = browser.article(f"<article><h1>Le gué</h1>{PROSE}{ending}</article>")
    assert not any(isinstance(node, Table | Listing) for node in walk.nodes(article))
    assert not article.sections
