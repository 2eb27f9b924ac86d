"""What is known of the article: claims that agree, that contradict, that are missing."""

from __future__ import annotations

import json

import pytest

from exporter import walk
from tests.readers.html import browser
from tests.readers.html.browser import PROSE, page


def claimed(**keys: object) -> str:
    """A block of JSON-LD about an article."""
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **keys})}</script>'


def meta(name: str, content: str) -> str:
    """A tag of the head."""
    return f'<meta property="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("title", "head", "expected"),
    [
        ("Le lavoir rouvre", meta("og:title", "Le lavoir rouvre - Le Val"), "Le lavoir rouvre"),
        ("Le lavoir rouvre", meta("og:title", "Le lavoir a rouvert ses portes"), "Le lavoir a rouvert ses portes"),
        ("Le lavoir rouvre", meta("og:title", "L’actualité du Val"), "Le lavoir rouvre"),
        ("Le lavoir rouvre enfin", meta("og:title", "Le lavoir rouvre…"), "Le lavoir rouvre enfin"),
        ("Le lavoir rouvre", claimed(headline="Le lavoir&nbsp;rouvre"), "Le lavoir rouvre"),
    ],
)
def test_the_title_is_the_article_s_not_the_site_s(title: str, head: str, expected: str) -> None:
    site = meta("og:site_name", "Le Val")
    assert browser.metadata(page(PROSE, head + site, title)).title == expected


def test_a_page_without_a_large_heading_has_the_title_of_its_window() -> None:
    head = "<head><title>Le lavoir rouvre ses portes | Le Val</title></head>"
    text = f"<html>{head}<body><h3>Le lavoir rouvre ses portes</h3>{PROSE}</body></html>"
    assert browser.metadata(text).title == "Le lavoir rouvre ses portes"


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        ("Le lavoir a rouvert ses portes ‹ Amis des vieilles pierres", "Le lavoir a rouvert ses portes"),
        ("Le lavoir a rouvert ses portes - Gazette du Val", "Le lavoir a rouvert ses portes"),
        ("Le lavoir - tout un symbole - rouvre", "Le lavoir - tout un symbole - rouvre"),
    ],
)
def test_a_window_s_title_is_cut_where_the_site_signs(window: str, expected: str) -> None:
    head = "<link rel='canonical' href='https://www.gazette-du-val.example/lavoir'>"
    text = f"<html lang='fr'><head><title>{window}</title>{head}</head><body>{PROSE}</body></html>"
    assert browser.metadata(text).title == expected


def test_a_label_in_the_heading_makes_no_subtitle() -> None:
    text = page(PROSE, meta("og:title", "Le lavoir rouvre"), "Abonnés Le lavoir rouvre")
    assert browser.metadata(text).subtitle is None


def test_the_heading_that_is_not_the_title_is_the_subtitle() -> None:
    found = browser.metadata(
        page(PROSE, meta("og:title", "Le vieux lavoir reprend vie"), "Au lavoir, on cause à nouveau")
    )
    assert (found.title, found.subtitle) == ("Le vieux lavoir reprend vie", "Au lavoir, on cause à nouveau")


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (claimed(author={"@type": "Person", "name": "Ana Roy"}), "", ["Ana Roy"]),
        (claimed(author=[{"name": "Ana Roy"}, {"name": "Léo Petit"}]), "", ["Ana Roy", "Léo Petit"]),
        (claimed(author="Ana Roy"), "<p class='byline'>Par Ana Roy et Léo Petit</p>", ["Ana Roy", "Léo Petit"]),
        (claimed(author={"name": "Le Val"}), "<p class='byline'>Par Ana Roy</p>", ["Ana Roy"]),
        (meta("article:author", "https://reseau.example/anaroy"), "<div>Par Ana Roy, le 3 mai 2025</div>", ["Ana Roy"]),
        (meta("author", "redaction@leval.example"), "<span class='author'>Ana Roy</span>", ["Ana Roy"]),
        (meta("author", "Source Radio Val"), "", ["Radio Val"]),
        (
            "",
            "<div>Publié par <span class='author vcard'><a href='/a'>Ana Roy</a></span> dans Vie locale</div>",
            ["Ana Roy"],
        ),
        ("", "<div itemprop='author' itemscope><span itemprop='name'>Ana Roy</span></div>", ["Ana Roy"]),
        ("", "<dl><dt>Auteur</dt><dd>Ana Roy</dd></dl>", ["Ana Roy"]),
        ("", "", []),
    ],
)
def test_authors_are_persons_wherever_they_are_named(head: str, body: str, expected: list[str]) -> None:
    found = browser.metadata(page(body + PROSE, head + meta("og:site_name", "Le Val")))
    assert [person.name for person in found.authors] == expected


def test_an_author_of_a_comment_is_not_the_article_s() -> None:
    body = (
        PROSE
        + "<div class='comments'><p>Par Zoé Blanc</p><span class='author'>Zoé Blanc</span><p>Bravo à tous !</p></div>"
    )
    assert browser.metadata(page(body)).authors == ()


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (claimed(datePublished="2025-05-03T08:00:00+02:00"), "", "2025-05-03"),
        (claimed(datePublished="2025-05-03") + meta("article:published_time", "2025-06-01"), "", "2025-05-03"),
        (meta("article:published_time", "2025-05-03T08:00:00Z"), "", "2025-05-03"),
        (meta("DC.date.issued", "20250503"), "", "2025-05-03"),
        ("", "<p>Publié le 3 mai 2025 à 8h00</p>", "2025-05-03"),
        ("", "<time datetime='2025-05-03T08:00'>hier</time>", "2025-05-03"),
        ("", "<time datetime='2025-06-01T08:00'>Publié le 3 mai 2025</time>", "2025-05-03"),
        ("<link rel='canonical' href='https://leval.example/2025/05/03/lavoir'>", "", "2025-05-03"),
        (meta("article:published_time", "2125-05-03"), "", "None"),
        (meta("article:published_time", "2025-13-45"), "", "None"),
    ],
)
def test_the_day_of_publication_is_found(head: str, body: str, expected: str) -> None:
    assert str(browser.metadata(page(body + PROSE, head)).published) == expected


def test_an_update_is_told_only_if_it_is_later() -> None:
    head = claimed(datePublished="2025-05-03", dateModified="2025-05-07T10:00:00+02:00")
    assert str(browser.metadata(page(PROSE, head)).updated) == "2025-05-07"
    head = claimed(datePublished="2025-05-03", dateModified="2025-05-03T23:00:00+02:00")
    assert browser.metadata(page(PROSE, head)).updated is None


def test_a_line_of_names_and_dates_is_no_paragraph() -> None:
    body = "<p>6Médias, publié le samedi 3 mai 2025 à 8h00</p>"
    article = browser.article(page(body + PROSE, meta("author", "6Médias")))
    assert "publié le" not in str(article.blocks)
    assert str(article.metadata.published) == "2025-05-03"


@pytest.mark.parametrize(
    "written",
    [
        '<![CDATA[ {"@type":"Article","headline":"H","author":"Ana Roy"} ]]>',
        '<!-- {"@type":"Article","author":"Ana Roy",} -->',
        '{"@graph":[{"@type":"WebPage","author":{"@id":"#1"}},{"@type":["Person"],"@id":"#1","name":"Ana Roy"}]}',
        '{"@type":"Article","author":"Ana Roy"} {"@type":"Thing"}',
        '[{"@type":"BreadcrumbList"},{"@type":"https://schema.org/BlogPosting","author":[{"name":["Ana Roy"]}]}]',
        '{"@type":"Article","description":"deux\nlignes","creator":"Ana Roy"}',
    ],
)
def test_structured_data_is_read_however_it_is_spelt(written: str) -> None:
    head = f'<script type="application/ld+json">{written}</script>'
    assert [person.name for person in browser.metadata(page(PROSE, head)).authors] == ["Ana Roy"]


@pytest.mark.parametrize(
    "written", ["{", "[" * 5000, '"text"', "null", '{"@type": 3}', '{"@type":"Article","author":5}']
)
def test_structured_data_that_is_none_does_no_harm(written: str) -> None:
    head = f'<script type="application/ld+json">{written}</script>'
    assert browser.metadata(page(PROSE, head)).title == "Le lavoir rouvre"


def test_other_fields() -> None:
    head = (
        claimed(publisher={"name": "Le Val"}, keywords=["eau", "patrimoine"], inLanguage="fr")
        + "<link rel='canonical' href='https://leval.example/lavoir'>"
    )
    found = browser.metadata(page("<p>3 min de lecture</p>" + PROSE, head))
    assert (found.publisher, found.url, found.keywords, found.reading_minutes) == (
        *("Le Val", "https://leval.example/lavoir", ("eau", "patrimoine"), 3),
    )


@pytest.mark.parametrize(
    ("declared", "expected"), [("fr-FR", "fr"), ("fr-ca", "fr-CA"), ("en", "fr"), ("fr_BE", "fr-BE"), ("?", "fr")]
)
def test_the_language_is_that_of_the_words(declared: str, expected: str) -> None:
    text = page(PROSE).replace('lang="fr"', f'lang="{declared}"')
    assert browser.metadata(text).language == expected


@pytest.mark.parametrize(
    ("above", "head", "expected"),
    [
        ("<p class='surtitre'>Patrimoine</p>", "", "Patrimoine"),
        ("<div class='article-kicker'><a href='/v'>Patrimoine</a></div>", "", "Patrimoine"),
        ("<a href='/v'>Vie locale</a>", claimed(articleSection="Vie locale"), "Vie locale"),
        ("<a href='/v'>Vie locale</a>", claimed(articleSection="Sports"), None),
        ("<p class='surtitre'>Le lavoir</p>", "", None),
        ("", claimed(articleSection="Vie locale"), None),
    ],
)
def test_the_words_over_the_title_are_its_kicker(above: str, head: str, expected: str | None) -> None:
    text = page(PROSE, head).replace("<h1>", f"{above}<h1>")
    assert browser.metadata(text).kicker == expected


def test_a_line_below_the_title_that_is_called_so_is_the_subtitle() -> None:
    body = "<p class='soustitre'>Les travaux ont coûté deux fois plus que prévu</p>"
    lead = "<div class='chapo'><p>Fermé depuis quatre-vingts ans, il accueille de nouveau les habitants.</p></div>"
    found = browser.article(page(body + lead + PROSE))
    assert found.metadata.subtitle == "Les travaux ont coûté deux fois plus que prévu"
    assert len(found.lead) == 1


@pytest.mark.parametrize(
    "byline",
    [
        "<footer class='meta'>Par <span>Ana Roy</span> , ven 02/05/2025 - 10:00</footer>",
        "<div class='author'>De notre correspondante Ana Roy - Aujourd’hui à 06:30 | mis à jour à l’instant</div>",
    ],
)
def test_a_byline_is_read_though_something_unknown_follows(byline: str) -> None:
    assert [person.name for person in browser.metadata(page(byline + PROSE)).authors] == ["Ana Roy"]


def test_a_signature_below_the_text_is_the_author_s() -> None:
    found, desk = browser.read(page(PROSE + "<p><strong>Ana Roy</strong></p>"))
    assert [person.name for person in found.metadata.authors] == ["Ana Roy"]
    assert found.sections == ()
    assert browser.dropped(desk) == {}


def test_a_name_that_ends_an_article_by_somebody_else_stays() -> None:
    found = browser.article(page(PROSE + "<p><em>Ana Roy</em></p>", claimed(author="Léo Petit")))
    assert "Ana Roy" in walk.words(found)


def test_a_byline_of_somebody_else_than_the_authors_is_reported() -> None:
    body = "<p class='byline'>Par Léo Petit</p>"
    found, desk = browser.read(page(PROSE[:120] + "</p>" + body + PROSE, claimed(author="Ana Roy")))
    assert [person.name for person in found.metadata.authors] == ["Ana Roy"]
    assert "Par Léo Petit" in browser.dropped(desk)
