"""Pictures: their best address, what they show, their caption and credit; icons are none."""

from __future__ import annotations

import pytest

from exporter import walk
from exporter.model import Decorative, Described, Figure, Missing
from tests.readers.html import browser
from tests.readers.html.browser import PROSE, page

BASE = "<link rel='canonical' href='https://leval.example/2025/lavoir'>"


def figures(html: str) -> list[Figure]:
    """The figures among the paragraphs of a page."""
    article = browser.article(page(PROSE + html + PROSE.replace("Le village", "Le bourg"), BASE))
    return [node for node in walk.nodes(article) if isinstance(node, Figure)]


def address(html: str) -> list[str]:
    """The addresses of the pictures."""
    return [figure.image.src for figure in figures(html) if figure.image]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<img src='/i/a.jpg' alt='x'>", "https://leval.example/i/a.jpg"),
        ("<img src='data:image/gif;base64,R0' data-src='a.jpg' alt='x'>", "https://leval.example/2025/a.jpg"),
        ("<img src='/spacer.png' srcset='b.jpg 400w, c.jpg 1200w, d.jpg 3000w'>", "https://leval.example/2025/c.jpg"),
        ("<picture><source srcset='e.webp 2x, f.webp 1x'><img alt='x'></picture>", "https://leval.example/2025/e.webp"),
        ('<img data-lazy=\'{"src":"https://img.example/g.jpg"}\'>', "https://img.example/g.jpg"),
        ("<amp-img src='/i/a.jpg' width='640' height='400'></amp-img>", "https://leval.example/i/a.jpg"),
        ("<figure><img src='Le lavoir_files/h.jpg'></figure>", "Le lavoir_files/h.jpg"),
    ],
)
def test_the_address_is_the_one_that_shows_the_picture(html: str, expected: str) -> None:
    assert address(html) == [expected]


@pytest.mark.parametrize(
    ("html", "size"),
    [
        ("<img src='a.jpg' width='640' height='400px'>", (640, 400)),
        ("<img src='a.jpg' width='100%' height='auto'>", (None, None)),
        ("<img src='a.jpg' width='99999'>", (None, None)),
    ],
)
def test_a_picture_keeps_the_size_that_the_page_gives(html: str, size: tuple[int | None, int | None]) -> None:
    (shown,) = figures(html)
    assert shown.image is not None
    assert (shown.image.width, shown.image.height) == size


@pytest.mark.parametrize(
    "html",
    [
        "<img src='javascript:alert(1)' alt='x'>",
        "<img src='file:///etc/passwd' alt='x'>",
        "<img src='pixel.gif' width='1' height='1'>",
        "<img class='avatar' src='ana.jpg'>",
        "<img src='/theme/logo.png'>",
        "<a href='/autre-article'><img src='a.jpg'></a>",
        "<div class='related'><img src='a.jpg'></div>",
    ],
)
def test_what_is_no_picture_of_the_article_is_left_out(html: str) -> None:
    assert address(html) == []


@pytest.mark.parametrize(
    ("alt", "expected"),
    [
        ("alt='Le lavoir sous la neige'", Described("Le lavoir sous la neige")),
        ("alt=''", Decorative()),
        ("", Missing()),
        ("alt='DSC_0042.jpg'", Missing()),
        ("alt='Le lavoir rouvre'", Missing()),
    ],
)
def test_what_a_picture_shows(alt: str, expected: object) -> None:
    (found,) = figures(f"<img src='a.jpg' {alt}>")
    assert found.image is not None
    assert found.image.alt == expected


@pytest.mark.parametrize(
    ("words", "caption", "credit"),
    [
        ("<figcaption>La roue. <span class='copyright'>© Ana Roy</span></figcaption>", "La roue.", "Ana Roy"),
        ("<figcaption>La roue (Photo : Ana Roy)</figcaption>", "La roue", "Ana Roy"),
        ("<figcaption><p>La roue.</p><p>Crédit photo : Ana Roy</p></figcaption>", "La roue.", "Ana Roy"),
        ("<figcaption>La roue.</figcaption>", "La roue.", None),
        ("<figcaption>© Ana Roy / AFP</figcaption>", None, "Ana Roy / AFP"),
    ],
)
def test_captions_and_credits_part(words: str, caption: str | None, credit: str | None) -> None:
    (found,) = figures(f"<figure><img src='a.jpg'>{words}</figure>")
    assert (walk.plain(found.caption.content) if found.caption else None) == caption
    assert (found.credit.name if found.credit else None) == credit


def test_a_frame_of_another_name_is_a_figure_too() -> None:
    (found,) = figures("<div class='wp-caption'><img src='a.jpg'><p class='legende'>La roue.</p></div>")
    assert found.caption is not None


def test_the_same_picture_is_shown_once() -> None:
    assert len(figures("<figure><img src='a.jpg'></figure><figure><img src='a.jpg'></figure>")) == 1


def test_a_list_of_pictures_is_pictures() -> None:
    html = "<ul><li><figure><img src='a.jpg'></figure></li><li><figure><img src='b.jpg'></figure></li></ul>"
    assert len(address(html)) == 2


def caption(html: str) -> tuple[str, str | None]:
    """The caption and the credit of the only picture."""
    (figure,) = figures(html)
    return walk.plain(figure.caption.content) if figure.caption else "", figure.credit.name if figure.credit else None


def test_words_below_a_picture_that_are_called_its_caption_are_one() -> None:
    html = (
        "<p><img src='/i/a.jpg'></p><p class='caption'>Le lavoir, mardi. (Photo Ana Roy)</p><p class='legende'>Non.</p>"
    )
    assert caption(html) == ("Le lavoir, mardi.", "Ana Roy")


def test_a_list_of_definitions_around_a_picture_is_a_figure() -> None:
    html = "<dl><dt><img src='/i/a.jpg' alt='JPEG'></dt><dt><strong>Le lavoir</strong></dt><dd>Vu du pont.</dd></dl>"
    assert caption(html) == ("Le lavoir\nVu du pont.", None)
    assert [figure.image.alt for figure in figures(html) if figure.image] == [Missing()]


def test_a_caption_of_several_paragraphs_is_kept_whole_and_said_once() -> None:
    words = "<figcaption><p>Le lavoir.</p><p>La source.</p><p>Le lavoir.</p></figcaption>"
    html = f"<figure><img src='/i/a.jpg'>{words}</figure>"
    assert caption(html) == ("Le lavoir.\nLa source.", None)


def test_what_a_mobile_page_shows_without_scripts_is_no_second_picture() -> None:
    html = "<amp-img src='/i/a.jpg' width='640'><noscript><img src='/i/a.jpg'></noscript></amp-img>"
    assert address(html) == ["https://leval.example/i/a.jpg"]


def test_a_picture_saved_inside_of_the_page_stays_there() -> None:
    held = f"data:image/jpeg;base64,{'R0lGODlh' * 200}"
    assert address(f"<img src='{held}' alt='x'>") == [held]
    assert address("<img src='data:image/gif;base64,R0lGODlhAQABAAAAACw=' alt='x'>") == []
    assert address(f"<img src='{held.replace('jpeg', 'svg+xml')}' alt='x'>") == []
