"""Pages that mean harm or are broken: a clean article or an error, soon, and never a script."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter import canon, walk
from exporter.errors import ReadError
from tests.readers.html import browser
from tests.readers.html.browser import PROSE, page

SCRIPTS = (
    "<script>alert(1)</script>",
    "<p onclick='alert(1)'><a href='java\nscript:alert(1)'>ici</a> ou <a href=' JavaScript:alert(1)'>là</a>.</p>",
    "<p><a href='vbscript:alert(1)'>a</a><a href='data:text/html,<script>alert(1)</script>'>b</a></p>",
    "<img src=x onerror=alert(1)><svg onload=alert(1)><script>alert(1)</script></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data='javascript:alert(1)'></object>",
    "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template><!--><script>alert(1)</script>-->",
)


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_script_comes_out(script: str) -> None:
    written = canon.dumps(browser.article(page(PROSE + script + PROSE.replace("Le village", "Le bourg")))).lower()
    assert "alert(1)" not in written.replace("alert(1)--&gt;", "").replace("alert(1)-->", "")
    assert "javascript" not in written
    assert "onerror" not in written


def test_entities_are_not_expanded() -> None:
    bomb = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 9))
    text = f'<!DOCTYPE html [<!ENTITY e0 "mot"><!ENTITY f SYSTEM "file:///etc/passwd">{bomb}]>' + page(
        "<p>&e8; &f; fin de la phrase.</p>" + PROSE
    )
    words = walk.words(browser.article(text))
    assert "root:" not in words
    assert len(words) < 1000


@pytest.mark.parametrize(
    "text",
    [
        page(PROSE + "<div>" * 50_000 + "<p>Au fond.</p>"),
        page(PROSE + "<em>mot " * 5000),
        page(PROSE + "<ul><li>mot" * 3000),
        page(PROSE + "<blockquote>mot" * 3000),
        page(PROSE + "<table><tr><td>mot" * 2000),
        page(PROSE + "<a href='#x'>1</a>" * 3000 + "<p id='x'>note</p>"),
        page(f"<p>{'mot ' * 50_000}</p>"),
        page(PROSE, f"<title>{'x' * 50_000}</title>"),
        page(PROSE, f"<meta name='author' content='{'Ana Roy, ' * 5000}'>"),
        page(PROSE + f"<p>{'<span>mot</span> ' * 9000}</p>"),
        page(PROSE, f"<script type='application/ld+json'>{' ' * 500_000}</script>"),
        page(PROSE).replace("<main>", f"<main class='{'a ' * 50_000}'>"),
    ],
)
def test_what_is_too_deep_or_too_long_is_read_all_the_same(text: str) -> None:
    assert browser.article(text).metadata.title


@pytest.mark.parametrize("sign", ["\x01", "&#1;", "&#xD800;", "\ufffe", "&#0;", "&nosuch;", "\x85"])
def test_signs_that_no_document_may_hold_are_left_out(sign: str) -> None:
    words = walk.words(browser.article(page(PROSE.replace("fermé", f"f{sign}ermé"))))
    assert "lavoir" in words
    assert "\x01" not in words


def test_a_tag_has_no_thousands_of_attributes() -> None:
    with pytest.raises(ReadError, match="too many parts"):
        browser.article(page(PROSE + f"<p {' '.join(f'a{place}=1' for place in range(50_000))}>mot</p>"))
    assert "mot" in walk.words(browser.article(page(PROSE + f"<p data-props='{'mot ' * 50_000}'>mot</p>")))


@pytest.mark.parametrize("part", ["<p>mot</p>", "<div><p>mot</p></div>", "<i></i>" * 20])
def test_what_has_too_many_parts_is_refused(part: str) -> None:
    with pytest.raises(ReadError, match="too many parts"):
        browser.article(page(PROSE + part * 13_000))


TAGS = [
    "p",
    "div",
    "a href='#'",
    "a href='x'",
    "em",
    "ul",
    "li",
    "table",
    "tr",
    "td",
    "h2",
    "figure",
    "img src='a'",
    "br",
    "blockquote",
]
SOUP = st.lists(
    st.one_of(
        st.sampled_from([f"<{tag}>" for tag in TAGS]),
        st.sampled_from([f"</{tag.split()[0]}>" for tag in TAGS]),
        st.text(max_size=12),
        st.sampled_from(["<", "&amp", "&#0;", "<!--", "]]>", "<h2>Sources</h2>", "<p>Par Ana Roy</p>", "<hr>", "<q>"]),
    ),
    max_size=60,
)


@given(SOUP)
def test_broken_pages_are_read_or_refused(parts: list[str]) -> None:
    browser.read(page(PROSE + "".join(parts)))
    with contextlib.suppress(ReadError):
        browser.read("".join(parts))
