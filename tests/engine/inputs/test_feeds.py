"""Feeds as sites write them: which articles they name, from when, and whose text they hold."""

from __future__ import annotations

import json
import time
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.engine.inputs import feeds
from exporter.engine.inputs.feeds import Entry
from exporter.engine.records import Selection
from exporter.errors import ReadError

HOME = "https://exemple.fr/flux/"

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<?xml-stylesheet href="feed.xsl"?>
<!-- un flux -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>La Gazette du bac</title><link>https://exemple.fr/</link><language>fr-FR</language>
<atom:link href="https://exemple.fr/flux/" rel="self" type="application/rss+xml"/>
<item><title>Le gué &amp;amp; la crue</title><link> /2026/gue </link><guid isPermaLink="false">17</guid>
  <pubDate>Mon, 05 Jan 2026 23:30:00 +0100</pubDate><dc:creator>Ada Brisac</dc:creator>
  <description>Un résumé.</description>
  <content:encoded><![CDATA[<p>Le gué <em>a tenu</em>.</p><p>La crue, non.</p>]]></content:encoded></item>
<item><title>Sans lien</title><guid>https://exemple.fr/2026/sans-lien</guid><pubDate>2026-01-07</pubDate></item>
<item><title>Rien du tout</title><guid isPermaLink="false">18</guid></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr" xml:base="https://exemple.fr/blog/">
<title>Carnet</title>
<entry><id>urn:x:1</id><title type="html">L&amp;#8217;eau &lt;b&gt;monte&lt;/b&gt;</title>
  <link rel="self" href="1.atom"/><link rel="alternate" type="application/pdf" href="1.pdf"/><link href="1"/>
  <author><name>Léo Tanneur</name></author><author><name>Ada Brisac</name></author>
  <published>2026-02-01T10:00:00Z</published><updated>2026-02-03T10:00:00Z</updated>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>L’eau <em>monte</em>.</p></div></content></entry>
<entry xml:lang="en"><id>urn:x:2</id><title>a &lt; b</title><link href="2"/><updated>2026-03-01T10:00:00+02:00</updated>
  <content type="html">&lt;p&gt;Water&lt;/p&gt;</content></entry>
<entry><id>urn:x:3</id><title type="text">Trois</title><link href="3"/><content>a &lt; b</content></entry>
<entry><id>urn:x:4</id><title>Quatre</title><link href="4"/><content src="4.html" type="text/html"/></entry>
</feed>"""

RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>x</title></channel>
<item rdf:about="https://exemple.fr/1"><title>Un</title><link>https://exemple.fr/1</link>
<dc:date>2026-01-02T03:04:05+01:00</dc:date></item></rdf:RDF>"""

JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Carnet",
    "language": "fr",
    "authors": [{"name": "Ada Brisac"}],
    "items": [
        {
            "id": 1,
            "url": "1",
            "title": "Un",
            "content_html": "<p>Oui",
            "date_published": "2026-01-02T03:04:05Z",
            "authors": [{"name": "Léo Tanneur"}],
        },
        {"id": "2", "title": "Deux", "content_text": "a < b\n\nfin", "date_modified": "2026-01-03T00:00:00+01:00"},
        {"id": "3", "url": "javascript:alert(1)"},
        "nonsense",
    ],
}


def moment(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # year, month, day, hour, minute


def test_rss_with_the_text_of_its_articles() -> None:
    first, second = feeds.parse(RSS.encode(), HOME)
    assert first == Entry(
        name="17",
        address="https://exemple.fr/2026/gue",
        title="Le gué & la crue",
        published=first.published,
        authors=("Ada Brisac",),
        language="fr-FR",
        content="<p>Le gué <em>a tenu</em>.</p><p>La crue, non.</p>",
    )
    assert first.published == moment(2026, 1, 5, 22, 30)
    assert (second.address, second.content) == ("https://exemple.fr/2026/sans-lien", "")
    assert second.published == moment(2026, 1, 7)


def test_rss_on_disk_is_relative_to_its_site() -> None:
    assert feeds.parse(RSS.encode(), None)[0].address == "https://exemple.fr/2026/gue"


def test_atom_in_all_its_kinds_of_text() -> None:
    one, two, three, four = feeds.parse(ATOM.encode(), "https://ailleurs.fr/")
    assert (one.address, one.title) == ("https://exemple.fr/blog/1", "L’eau monte")
    assert one.authors == ("Léo Tanneur", "Ada Brisac")
    assert one.published == moment(2026, 2, 1, 10)
    assert "<p>L’eau <em>monte</em>.</p>" in one.content
    assert (two.title, two.content, two.language) == ("a < b", "<p>Water</p>", "en")
    assert two.published == moment(2026, 3, 1, 8)
    assert (three.content, three.published) == ("<p>a &lt; b</p>", None)
    assert (four.address, four.content) == ("https://exemple.fr/blog/4", "")


def test_rss_1() -> None:
    (one,) = feeds.parse(RDF.encode(), HOME)
    assert (one.address, one.published) == ("https://exemple.fr/1", moment(2026, 1, 2, 2, 4).replace(second=5))


def test_json_feed() -> None:
    one, two = feeds.parse(b"\xef\xbb\xbf" + json.dumps(JSON).encode(), HOME)
    assert (one.name, one.address, one.authors, one.content) == ("1", f"{HOME}1", ("Léo Tanneur",), "<p>Oui")
    assert (two.address, two.authors, two.content) == ("", ("Ada Brisac",), "<p>a &lt; b</p><p>fin</p>")
    assert two.language == "fr"
    assert two.published == moment(2026, 1, 2, 23)


@pytest.mark.parametrize("text", [RSS, ATOM, RDF, json.dumps(JSON), json.dumps(JSON, indent=1)])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_feeds_are_known_by_how_they_begin(text: str, encoding: str) -> None:
    assert feeds.is_feed(text.encode(encoding))


@pytest.mark.parametrize(
    "text",
    ["", "{}", "<!DOCTYPE html><html><feed>", "<article>", '{"type": "article"}', "<rssx>", "Un flux <rss>", "<svg/>"],
)
def test_what_is_no_feed_is_not_taken_for_one(text: str) -> None:
    assert not feeds.is_feed(text.encode())


def test_looking_takes_no_time() -> None:
    began = time.process_time()
    for head in (b"<!--" + b"--><!--" * 600, b"<?" + b"?><?" * 900, b"<!DOCTYPE" * 500, b'{"' + b"https://" * 500):
        assert not feeds.is_feed(head)
    assert time.process_time() - began < 1


@pytest.mark.parametrize("data", [b"", b"<", b"{", b'{"items": 3}', b'{"items": null}', b"[" * 100_000, b"{\xff}"])
def test_what_makes_no_sense_is_told(data: bytes) -> None:
    with pytest.raises(ReadError, match="makes no sense"):
        feeds.parse(data, None)


def test_broken_markup_is_mended_where_it_can_be() -> None:
    broken = RSS.replace("</guid>", "", 1).replace("&amp;amp;", "&").encode()
    assert "https://exemple.fr/2026/gue" in {entry.address for entry in feeds.parse(broken, HOME)}


def test_entities_open_nothing_and_grow_into_nothing(tmp_path: object) -> None:
    secret = f"{tmp_path}/secret"
    declared = f'<!DOCTYPE rss [<!ENTITY a "{"x" * 1000}"><!ENTITY b "{"&a;" * 1000}"><!ENTITY c SYSTEM "{secret}">]>'
    with open(secret, "w", encoding="utf-8") as file:  # noqa: PTH123 - one line
        file.write("un secret")
    data = (
        f"{declared}<rss><channel><item><link>https://exemple.fr/1</link><title>&b;&c;</title></item></channel></rss>"
    )
    (entry,) = feeds.parse(data.encode(), HOME)
    assert entry.title == ""


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><channel>" + b"<item>" * 500_000,
        b"<rss><channel>" + b"<item><link>https://exemple.fr/1</link></item>" * 50_000,
        b"<rss><channel><item><title>" + b"x" * 5_000_000,
        b"<rss " + b"a='' " * 100_000,
    ],
)
def test_hostile_feeds_take_no_time(data: bytes) -> None:
    began = time.process_time()
    with suppress(ReadError):
        feeds.parse(data, HOME)
    assert time.process_time() - began < 10


def entries(*days: int | None) -> tuple[Entry, ...]:
    return tuple(Entry(str(n), published=moment(2026, 1, day) if day else None) for n, day in enumerate(days))


@pytest.mark.parametrize(
    ("selection", "names"),
    [
        (Selection(), "31024"),
        (Selection(limit=2), "31"),
        (Selection(since=date(2026, 1, 3)), "31"),
        (Selection(since=date(2026, 1, 3), limit=1), "3"),
        (Selection(since=date(2026, 2, 1)), ""),
    ],
)
def test_the_newest_come_first_and_undated_ones_last(selection: Selection, names: str) -> None:
    chosen = feeds.select(entries(1, 3, None, 4, None), selection)
    assert "".join(entry.name for entry in chosen) == names


def test_a_days_articles_are_those_of_its_own_clock() -> None:
    late = feeds.parse(RSS.encode(), HOME)[0]
    assert feeds.select([late], Selection(since=date(2026, 1, 5))) == (late,)
    assert feeds.select([late], Selection(since=date(2026, 1, 6))) == ()


def test_a_page_of_an_entrys_own_text_says_what_the_feed_knows() -> None:
    page = feeds.page(feeds.parse(RSS.encode(), HOME)[0]).decode()
    assert '<html lang="fr-FR">' in page
    assert "<h1>Le gué &amp; la crue</h1><p>Le gué <em>a tenu</em>.</p>" in page
    assert '<meta name="author" content="Ada Brisac">' in page
    assert 'content="2026-01-05T23:30:00+01:00"' in page
    assert '<link rel="canonical" href="https://exemple.fr/2026/gue">' in page


def test_what_an_entry_says_of_itself_is_escaped() -> None:
    page = feeds.page(Entry("1", title="<script>", authors=('"><script>',), language='fr"><script>')).decode()
    assert "<script>" not in page
    assert "canonical" not in page


@given(st.text(max_size=60))
def test_no_date_stops_a_feed(written: str) -> None:
    data = json.dumps({**JSON, "items": [{"id": "1", "url": HOME, "date_published": written}]}).encode()
    assert len(feeds.parse(data, HOME)) == 1


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [(' encoding="ISO-8859-1"', "cp1252"), (' encoding="ISO-8859-1"', "utf-8"), ("", "cp1252"), ("", "utf-8")],
)
def test_a_feed_is_read_in_the_encoding_that_it_is_in(declared: str, encoding: str) -> None:
    title = "L’été à l’étang : « déjà »"
    item = f"<item><title>{title}</title><link>{HOME}a</link></item>"
    text = f'<?xml version="1.0"{declared}?><rss><channel>{item}</channel></rss>'
    assert [entry.title for entry in feeds.parse(text.encode(encoding), None)] == [title]


def test_authors_that_are_none_are_passed_over() -> None:
    feed = JSON | {"items": [{"id": "1", "url": f"{HOME}a", "authors": 7}]}
    assert [entry.authors for entry in feeds.parse(json.dumps(feed).encode(), None)] == [("Ada Brisac",)]
