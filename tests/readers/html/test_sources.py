"""Sources: wherever a page lists them, every one of them is a node with its fields."""

from __future__ import annotations

import pytest

from exporter import walk
from tests.readers.html import browser
from tests.readers.html.browser import PROSE, page


def sources(after: str, outside: str = "") -> list[tuple[str | None, str | None, str | None, str, str | None]]:
    """The sources of a page whose prose these parts follow: publisher, title, language, date, address."""
    text = page(PROSE + after).replace("</main>", f"</main>{outside}")
    return [
        (source.publisher, source.title, source.language, str(source.date or ""), source.url)
        for source in browser.article(text).sources
    ]


ATLAS = ("Atlas du Val", "Les lavoirs du canton", "fr", "2025-02-01", "https://atlas.example/lavoirs")
LINK = '<a href="https://atlas.example/lavoirs">Atlas du Val, « Les lavoirs du canton », 1er février 2025</a>'


@pytest.mark.parametrize(
    "after",
    [
        f"<h2>Sources</h2><ul><li>{LINK}</li></ul>",
        f"<h3>Sources :</h3><p>{LINK}</p>",
        f"<p><strong>Sources</strong></p><ol><li>{LINK}</li></ol>",
        f"<div><b>Sources :</b><br>{LINK}<br></div>",
        f"<details><summary>Références</summary><ul><li>{LINK}</li></ul></details>",
        f"<dl><dt>Bibliographie</dt><dd>{LINK}</dd></dl>",
        f"<div class='article-sources'><ul><li>{LINK}</li></ul></div>",
        f"<section><div><h4>Pour aller plus loin</h4></div><div><ul><li>{LINK}</li></ul></div></section>",
        f"<h2>Sources</h2><table><tr><td>{LINK}</td></tr></table>",
        f"<p>Source : {LINK}</p>",
    ],
)
def test_a_list_of_links_is_a_list_of_sources(after: str) -> None:
    assert sources(after) == [ATLAS]


@pytest.mark.parametrize("box", ["section class='references'", "aside", "div", "footer class='article-footer'"])
def test_also_below_the_article_s_own_part_of_the_page(box: str) -> None:
    found = sources("", f"<{box}><h2>Sources</h2><ul><li>{LINK}</li></ul></{box.split(maxsplit=1)[0]}>")
    assert found == ([] if box.startswith("footer") else [ATLAS])


def test_the_words_of_a_link_in_a_line_are_the_title() -> None:
    line = 'Régie des eaux. <a href="https://regie.example/b">Bilan de l’année 2025</a>. 15 janvier 2026.'
    assert sources(f"<h2>Sources</h2><ul><li>{line}</li></ul>") == [
        ("Régie des eaux", "Bilan de l’année 2025", "fr", "2026-01-15", "https://regie.example/b")
    ]


def test_a_bare_address_is_kept() -> None:
    line = '<a href="https://www.regie.example/b">https://www.regie.example/b</a>'
    assert sources(f"<h2>Sources</h2><ul><li>{line}</li></ul>") == [
        ("regie.example", None, None, "", "https://www.regie.example/b")
    ]


def test_the_language_that_a_link_declares_counts() -> None:
    line = '<a href="https://x.example/" hreflang="nl">Wasplaatsen in het dorp</a>, Dorpsblad, 2024'
    assert [source[2] for source in sources(f"<h2>Sources</h2><ul><li>{line}</li></ul>")] == ["nl"]


def test_groups_say_how_close_the_sources_are() -> None:
    body = f"<h2>Sources</h2><h3>Sources primaires</h3><ul><li>{LINK}</li></ul><p>Presse :</p><ul><li>{LINK}</li></ul>"
    found = browser.article(page(PROSE + body)).sources
    assert [(source.kind, source.group) for source in found] == [
        ("primary", "Sources primaires"),
        ("secondary", "Presse"),
    ]


def test_several_links_on_a_line_are_several_sources() -> None:
    body = '<p>Sources : <a href="https://a.example/">La Gazette du Val</a>, <a href="https://b.example/">Insee</a></p>'
    assert [source[4] for source in sources(body)] == ["https://a.example/", "https://b.example/"]


def test_what_follows_the_list_is_text_again() -> None:
    article = browser.article(page(f"{PROSE}<h2>Sources</h2><ul><li>{LINK}</li></ul><h2>Épilogue</h2>{PROSE}"))
    assert len(article.sources) == 1
    assert [walk.plain(section.heading.content) for section in article.sections] == ["Épilogue"]


def test_links_to_the_site_s_own_articles_are_none() -> None:
    head = "<link rel='canonical' href='https://leval.example/lavoir'>"
    links = "<li><a href='/banc'>Le banc</a></li><li><a href='/lampe'>La lampe</a></li>"
    related = f"<h3>Pour aller plus loin</h3><ul>{links}</ul>"
    assert browser.article(page(PROSE + related, head)).sources == ()


def test_a_menu_of_that_name_is_none() -> None:
    assert (
        sources("", "<nav><h2>Ressources</h2><ul><li><a href='https://x.example/'>Un annuaire</a></li></ul></nav>")
        == []
    )


def test_a_paragraph_may_hold_a_source_a_line() -> None:
    lines = (
        f"• {LINK}<br>• Office of Wells, “Why wash-houses matter”, 2019. https://wells.example/why<br>"
        "• Archives du Val, <i>Plan des fontaines</i>, 1912"
    )
    found = sources(f"<p><strong>Sources primaires</strong></p><p>{lines}</p>")
    assert found == [
        ATLAS,
        ("Office of Wells", "Why wash-houses matter", "en", "2019", "https://wells.example/why"),
        ("Archives du Val", "Plan des fontaines", "fr", "1912", None),
    ]


def test_an_item_that_is_broken_into_lines_stays_one_source() -> None:
    broken = LINK.replace(", 1er", ",<br>1er")
    assert len(sources(f"<h2>Sources</h2><ul><li>{broken}<br>1er février 2025</li></ul>")) == 1
