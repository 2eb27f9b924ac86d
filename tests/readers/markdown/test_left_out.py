"""What no edition shows: templates, comments, scripts; reported, with its line. What would take hours: bounded."""

from __future__ import annotations

import time

import pytest

from exporter import walk
from exporter.errors import ReadError
from exporter.model import Link
from tests.readers.markdown import paper


@pytest.mark.parametrize(
    ("text", "kept", "left"),
    [
        ("a {{ site.url }} b", "a b", ("{{ site.url }}", "shortcode")),
        ("a {% if x %}b{% else %}c{% endif %}", "a bc", ("{% if x %}", "shortcode")),
        ("{% comment %}a{% endcomment %}b", "b", ("{% comment %}a{% endcomment %}", "comment")),
        ("{{/* a */}} b", "b", ("{{/* a */}}", "shortcode")),
        ("a {% b", "a b", ("{%", "shortcode")),
        ("{{< youtube x >}}\n\na", "a", ("{{< youtube x >}}", "shortcode")),
        ("{{% notice tip %}}\na\n{{% /notice %}}", "a", ("{{% notice tip %}}", "shortcode")),
        (
            '{{< details "Le titre dit" >}}\na\n{{< /details >}}',
            "Le titre dit\na",
            ('{{< details "Le titre dit" >}}', "shortcode"),
        ),
        ('{% quote(author="Ana") %}\na\n{% end %}', "a", ('{% quote(author="Ana") %}', "shortcode")),
        ("<!-- more -->\n\na", "a", ("<!-- more -->", "comment")),
        ("a %%b%% c", "a c", ("%%b%%", "comment")),
        ("a {# b #} c", "a c", ("{# b #}", "comment")),
        ("[//]: # (b)\n\na", "a", ("[//]: # (b)", "comment")),
        ("{::comment}b{:/comment}\n\na", "a", ("{::comment}b{:/comment}", "comment")),
        ("[TOC]\n\na", "a", ("[TOC]", "contents")),
        ("* Sommaire\n{:toc}\n\na", "a", ("* Sommaire", "contents")),
        ('--8<-- "b.md"\n\na', "a", ('--8<-- "b.md"', "include")),
        ("![[autre note]] a", "a", ("![[autre note]]", "include")),
        ("import B from './b'\n\na", "a", ("import B from './b'", "script")),
        ("<script>b()</script>\n\na", "a", ("<script>b()</script>", "script")),
        ("a <style>b</style> c", "a c", ("<style>b</style>", "script")),
        ("<?php b ?>\n\na", "a", ("<?php b ?>", "script")),
        ("<svg><text>b</text></svg>\n\na", "a", ("b", "embed")),
        ('<iframe src="https://exemple.fr/b"></iframe>\n\na', "a", ("https://exemple.fr/b", "embed")),
        ("a :inconnue:", "a", (":inconnue:", "emoji")),
        ("a {: .b } c", "a c", ("{: .b }", "attributes")),
        ('[a](https://exemple.fr "b")', "a", ("b", "tooltip")),
        ('<b title="c">a</b>', "a", ("c", "tooltip")),
        ("[a](javascript:b)", "a", ("javascript:b", "link")),
        ("[b]: https://exemple.fr\n\na", "a", ("[b]: https://exemple.fr", "definition")),
        ("*[b]: bien\n\na", "a", ("*[b]: bien", "definition")),
        ('a <img src="data:x" alt="b">', "a", ("b", "image")),
        ('a <span class="sr-only">b</span>', "a", ("b", "embed")),
        ("<p hidden>b</p>\n\na", "a", ("b", "embed")),
    ],
)
def test_left_out_and_told(text: str, kept: str, left: tuple[str, str]) -> None:
    document, desk = paper.read(f"---\ntitle: T\n---\n\n{text}\n")
    assert walk.words(document) == kept
    assert left in [(event.text, event.reason) for event in desk.dropped]


def test_what_is_left_out_is_told_with_its_line() -> None:
    text = "---\ntitle: T\nlayout: x\n---\n\na\n\n<!-- un -->\n\nb {{ deux }}\n\n<!-- un -->\n"
    assert paper.dropped(text) == [
        (3, "layout: x", "front-matter"),
        (8, "<!-- un -->", "comment"),
        (12, "<!-- un -->", "comment"),
        (10, "{{ deux }}", "shortcode"),
    ] or [line for line, *_ in paper.dropped(text)] == [3, 8, 8, 10]


@pytest.mark.parametrize(
    "text",
    [
        "{% raw %}{{ a }}{% endraw %}",
        "`{{ a }}`",
        "    {{ a }}",
        "```\n{{ a }}\n```",
    ],
)
def test_templates_that_are_shown_as_code_stay(text: str) -> None:
    assert "{{ a }}" in walk.words(paper.article(f"# T\n\n{text}\n"))


@pytest.mark.parametrize(
    "text",
    [
        '<img src=x onerror="alert(1)"> a',
        '<a href="javascript:alert(1)">a</a>',
        '<a href=" java\nscript:alert(1)">a</a>',
        "[a](vbscript:x) [b](data:text/html,x)",
        "<scr<script>ipt>alert(1)</script> a",
        "<svg onload=alert(1)> a",
        "a <math><mi xlink:href='data:x,y'>b</mi></math>",
        "<script>a",
        "<script><script>a</script>",
        "<!-- a",
        "<div onclick='x'>a",
    ],
)
def test_nothing_that_runs_comes_through(text: str) -> None:
    document = paper.article(f"# T\n\nMot.\n\n{text}\n")
    links = [node.url for node in walk.nodes(document) if isinstance(node, Link)]
    assert all(url.startswith(("https:", "http:", "mailto:")) for url in links)


def test_characters_that_no_edition_can_hold_are_gone() -> None:
    document = paper.article("# T\n\na&#1;b &#xFFFE; \uf8f00\uf8f1 `d&#2;`\n")
    assert walk.words(document).replace("\n", "").isprintable()


def test_embedded_pages_with_a_name_are_links() -> None:
    text = '<iframe src="//exemple.fr/b" title="La conférence de mars"></iframe>'
    assert paper.drawn(text) == "¶ ⟨La conférence de mars → https://exemple.fr/b⟩"


def test_a_block_of_code_that_nothing_closes_is_told() -> None:
    assert paper.warned("# T\n\nMot.\n\n```\nx") == ["code-open"]


# --- Bounds ------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", ["[", "![", "*[", "[a](", "&", "$a", "==a=="])
def test_markup_that_no_author_writes_is_read_as_words(sign: str) -> None:
    start = time.process_time()
    document, desk = paper.read(f"# T\n\nMot.\n\n{sign * 200_000} fin\n\n## Suite\n\nb")
    assert time.process_time() - start < 10
    assert [event.code for event in desk.warned] == ["markup"]
    assert walk.words(document.blocks[-1]).endswith("fin")
    assert len(document.sections) == 1


@pytest.mark.parametrize(
    "text",
    ["<div>" * 5000, "> " * 3000 + "a", "- " * 3000 + "a", "*" * 50_000, "_a" * 20_000, "(" * 50_000, "a `" * 9000],
)
def test_deep_or_repeated_signs_make_an_article(text: str) -> None:
    start = time.process_time()
    document, _ = paper.read(f"# T\n\nMot.\n\n{text} fin\n")
    assert time.process_time() - start < 10
    assert "fin" in walk.words(document)


@pytest.mark.slow
def test_a_line_of_two_million_characters_is_read() -> None:
    start = time.process_time()
    document = paper.article("# T\n\n" + "La tortue luth traverse la mer. " * 62_500)
    assert time.process_time() - start < 10
    assert len(walk.words(document)) > 1_990_000


ABBREVIATIONS = "".join(f"*[AB{number}]: mot\n" for number in range(3000)) + "AB1 " * 5000


@pytest.mark.parametrize("text", ["a" * 2_600_000, "- a\n" * 30_000, "<br>" * 20_000, "<x-" * 20_000, ABBREVIATIONS])
def test_what_is_no_article_by_its_size_is_refused(text: str) -> None:
    with pytest.raises(ReadError):
        paper.read(f"# T\n\n{text}")
