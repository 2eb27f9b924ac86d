from __future__ import annotations

from dataclasses import replace

from exporter.french import FRENCH
from exporter.model import Article, Foreign, Link, Metadata, PartialDate, Sentence, Source, SourceKind, Text
from exporter.passes import prepare
from exporter.render import sources
from exporter.render.phrasing import Style

STYLE = Style(FRENCH)
SOURCE = Source(
    (Text("River Institute – Small Valleys (6 mars 2025)"),),
    "River Institute",
    "Small Valleys",
    "en",
    PartialDate(2025, 3, 6),
    "https://rivers.example/a",
    kind=SourceKind.SECONDARY,
)
TITLE = '<cite lang="en" xml:lang="en">Small Valleys</cite>'
ADDRESS = '<a href="https://rivers.example/a" class="address">https://rivers.example/a</a>'


def test_a_source_has_publisher_title_in_its_language_date_and_link() -> None:
    assert sources.source(SOURCE, STYLE) == (
        f'<li class="source"><span class="publisher">River Institute</span> – {TITLE} '
        f'(<time datetime="2025-03-06">6\u00a0mars 2025</time>) {ADDRESS}</li>'
    )


def test_a_date_in_figures_is_the_same_date() -> None:
    line = replace(SOURCE, content=(Text("River Institute, Small Valleys, 06/03/2025"),))
    assert TITLE in sources.source(line, STYLE)


def test_a_line_that_says_more_than_was_understood_is_kept_as_written() -> None:
    line = replace(SOURCE, content=(Text("River Institute – Small Valleys, vol. 2 (6 mars 2025)"),))
    written = sources.source(line, STYLE)
    assert written == f'<li class="source">River Institute – Small Valleys, vol. 2 (6 mars 2025) {ADDRESS}</li>'


def test_the_words_of_a_link_to_elsewhere_are_kept_with_it() -> None:
    link = Link("https://elsewhere.example/", (Text("Small Valleys"),))
    written = sources.source(replace(SOURCE, content=(Text("River Institute – "), link)), STYLE)
    assert '<a href="https://elsewhere.example/">Small Valleys</a>' in written


def test_foreign_words_other_than_the_title_are_kept() -> None:
    written = sources.source(replace(SOURCE, content=(Foreign("de", (Text("Valleys"),)),)), STYLE)
    assert '<span lang="de" xml:lang="de">Valleys</span>' in written


def test_authors_come_first() -> None:
    line = replace(SOURCE, content=(Text("Ada Lune, Small Valleys"),), authors=("Ada Lune",), publisher=None)
    assert f">Ada Lune – {TITLE}" in sources.source(line, STYLE)


def test_an_address_that_may_harm_is_text() -> None:
    line = replace(SOURCE, url="javascript:alert(1)")
    assert '<span class="address">javascript:alert(1)</span>' in sources.source(line, STYLE)


def test_a_source_is_a_sentence_where_wanted() -> None:
    article = prepare(Article(Metadata("T"), sources=(SOURCE,)), FRENCH)
    sentence = article.sources[0].content[0]
    assert isinstance(sentence, Sentence)
    written = sources.source(article.sources[0], replace(STYLE, sentence_spans=True))
    assert f'<li class="source"><span id="{sentence.id}"><span class="publisher">' in written


def test_groups_are_numbered_on() -> None:
    first = replace(SOURCE, group="Sources primaires")
    article = Article(Metadata("T"), sources=(first, first, SOURCE))
    written = sources.source_groups(article, STYLE)
    assert '<h3 id="sources-1">Sources primaires</h3>\n<ol>' in written
    assert '<h3 id="sources-2">Sources secondaires</h3>\n<ol start="3">' in written


def test_a_label_that_is_the_place_in_the_list_is_not_repeated() -> None:
    line = "River Institute – Small Valleys (6 mars 2025)"
    labelled = [replace(SOURCE, content=(Text(f"[{number}] {line}"),)) for number in (1, 2, 5)]
    written = sources.source_groups(Article(Metadata("T"), sources=tuple(labelled[:2])), STYLE)
    assert "[1]" not in written
    assert "[2]" not in written
    assert written.count(TITLE) == 2
    kept = sources.source_groups(Article(Metadata("T"), sources=tuple(labelled)), STYLE)
    assert f'<li class="source">{line} <a' in kept
    assert f'<li class="source">[5] {line} <a' in kept


def test_a_list_has_one_style() -> None:
    other = replace(SOURCE, content=(Text("River Institute – Small Valleys, vol. 2"),))
    nameless = replace(SOURCE, content=(Text("River Institute"),), title=None)
    written = sources.source_groups(Article(Metadata("T"), sources=(SOURCE, other)), STYLE)
    assert "<cite" not in written
    assert "Small Valleys, vol. 2 (<time" in written
    assert "<cite" in sources.source_groups(Article(Metadata("T"), sources=(SOURCE, nameless)), STYLE)
