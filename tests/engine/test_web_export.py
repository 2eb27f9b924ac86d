"""From an address or a feed to editions: what the reader gets, and what was asked of whom."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from exporter.engine import run
from exporter.engine.inputs import loading
from exporter.engine.records import Access, Overrides, Request, Selection
from exporter.errors import ReadError
from exporter.events import Failed, NotRendered, Warned, Wrote
from tests.engine import website
from tests.engine.website import Reply, moved, page

if TYPE_CHECKING:
    from exporter.events import Event
    from tests.engine.website import Site

HERE = Access(private=True, connect=1.0, patience=1.0, whole=2.0)


pytestmark = pytest.mark.usefixtures("at_one_moment", "at_hand")


def request(tmp_path: Path, *inputs: str, formats: tuple[str, ...] = ("txt",)) -> Request:
    return Request(inputs, formats, tmp_path / "out", access=HERE, catalogues=())


def export(asked: Request) -> list[Event]:
    events: list[Event] = []
    run.export(asked, events.append)
    return events


def failed(events: list[Event]) -> list[str]:
    return [event.message for event in events if isinstance(event, Failed)]


def written(events: list[Event]) -> list[Path]:
    return [Path(event.path) for event in events if isinstance(event, Wrote)]


def picture(colour: str = "teal") -> Reply:
    data = io.BytesIO()
    Image.new("RGB", (640, 480), colour).save(data, "PNG")
    return Reply(data.getvalue(), kind="image/png")


def rss(site: Site, *items: str) -> Reply:
    told = "".join(f"<item>{item}</item>" for item in items)
    text = (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>La Gazette</title><link>{site.url('/')}</link>{told}</channel></rss>"
    )
    return Reply(text.encode(), kind="application/rss+xml")


def item(path: str, day: int = 0, content: str = "") -> str:
    date = f"<pubDate>{day:02} Jan 2026 10:00:00 GMT</pubDate>" if day else ""
    whole = f"<content:encoded><![CDATA[{content}]]></content:encoded>" if content else ""
    return f"<title>Au fil de {path}</title><link>{path}</link>{date}{whole}"


class TestPages:
    """An article's address is an input like its file."""

    def test_a_page_becomes_an_edition(self, tmp_path: Path, site: Site) -> None:
        site.replies |= {"/x": moved("/2026/le-gue"), "/2026/le-gue": page("Le gué")}
        events = export(request(tmp_path, site.url("/x")))
        assert failed(events) == []
        (text,) = written(events)
        assert website.SENTENCE.split()[3] in text.read_text(encoding="utf-8")
        edition = json.loads((text.parent / "edition.json").read_text(encoding="utf-8"))
        assert edition["source"]["name"] == site.url("/2026/le-gue")
        assert site.paths == ["/x", "/2026/le-gue"]

    def test_pages_that_are_too_much_to_hold_come_from_the_disk(
        self, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        site.replies |= {"/un": page("Le gué"), "/deux": page("Le bac")}
        monkeypatch.setattr(loading, "_HELD", len(site.replies["/un"].body))  # one of them
        events = export(request(tmp_path, site.url("/un"), site.url("/deux")))
        assert failed(events) == []
        assert [path.stem for path in written(events)] == ["le-gue", "le-bac"]
        assert site.paths == ["/un", "/deux"]

    def test_where_it_was_found_is_its_address_unless_it_names_another(self, site: Site) -> None:
        site.replies |= {
            "/un": page("Un gué"),
            "/deux?utm=3": page("Deux gués", head='<link rel="canonical" href="https://exemple.fr/deux">'),
            "/notes.md": Reply("# Trois gués\n\nEt une phrase entière.\n".encode(), kind="text/markdown"),
        }
        found = [
            run.understand(site.url(path), Overrides(), lambda _: None, HERE).metadata.url
            for path in ("/un", "/deux?utm=3", "/notes.md")
        ]
        assert found == [site.url("/un"), "https://exemple.fr/deux", site.url("/notes.md")]

    def test_the_server_s_word_on_the_encoding_counts(self, site: Site) -> None:
        body = (
            page("Zażółć gęślą").body.replace(b'<meta charset="utf-8">', b"").decode().encode("iso-8859-2", "replace")
        )
        site.replies["/x"] = Reply(body, kind="text/html; charset=ISO-8859-2")
        assert run.understand(site.url("/x"), Overrides(), lambda _: None, HERE).metadata.title == "Zażółć gęślą"

    def test_without_leave_nothing_is_asked(self, tmp_path: Path, site: Site) -> None:
        site.replies["/x"] = page("Le gué")
        asked = replace(request(tmp_path, site.url("/x")), access=Access())
        assert "is not a public address" in failed(export(asked))[0]
        with pytest.raises(ReadError, match="not a public address"):
            run.understand(site.url("/x"), Overrides(), lambda _: None)
        assert site.asked == []
        assert not (tmp_path / "out").exists()

    def test_an_address_that_fails_stops_nobody_else(self, tmp_path: Path, site: Site) -> None:
        site.replies["/la"] = page("Le gué")
        events = export(request(tmp_path, site.url("/perdu"), site.url("/la")))
        assert failed(events) == [f"nothing is at {site.url('/perdu')} (404)"]
        assert [event.exit_code for event in events if isinstance(event, Failed)] == [ReadError.exit_code]
        assert len(written(events)) == 1
        assert site.paths == ["/perdu", "/la"]

    def test_the_second_run_asks_whether_it_has_changed(self, tmp_path: Path, site: Site) -> None:
        site.replies["/x"] = replace(page("Le gué"), fields=(("ETag", '"un"'),))
        (first,) = written(export(request(tmp_path, site.url("/x"))))
        before = first.read_bytes()
        site.replies["/x"] = Reply(b"never sent", fields=(("ETag", '"un"'),))
        assert written(export(request(tmp_path, site.url("/x")))) == []
        (again,) = written(export(replace(request(tmp_path, site.url("/x")), force=True)))
        assert (again, again.read_bytes()) == (first, before)
        assert [fields.get("if-none-match") for path, fields in site.asked if path == "/x"] == [None, '"un"', '"un"']

    def test_a_page_that_has_changed_is_exported_again(self, tmp_path: Path, site: Site) -> None:
        site.replies["/x"] = page("Le gué")
        (first,) = written(export(request(tmp_path, site.url("/x"))))
        site.replies["/x"] = page("Le gué", body=f"<p>Le bac est reparti. {website.SENTENCE}</p>")
        assert written(export(request(tmp_path, site.url("/x")))) == [first]
        assert "Le bac est reparti." in first.read_text(encoding="utf-8")


class TestPictures:
    """An article from the web has its pictures; one from the disk asks nobody unless it was told to."""

    FIGURE = '<figure><img src="{src}" alt="Le bac au milieu du gué"></figure>'

    def epub(self, tmp_path: Path, source: str, access: Access = HERE) -> tuple[list[Event], list[str]]:
        events = export(replace(request(tmp_path, source, formats=("epub-text",)), access=access))
        assert failed(events) == []
        (book,) = written(events)
        images = [name for name in zipfile.ZipFile(book).namelist() if name.endswith((".png", ".jpg"))]
        return events, [name for name in images if "cover" not in name]

    def test_they_come_with_the_page(self, tmp_path: Path, site: Site) -> None:
        site.replies |= {"/2026/x": page("Le gué", body=self.FIGURE.format(src="bac.png")), "/2026/bac.png": picture()}
        _, images = self.epub(tmp_path, site.url("/2026/x"))
        assert len(images) == 1
        assert site.paths.count("/2026/bac.png") == 1

    @pytest.mark.parametrize(
        ("src", "told"),
        [
            ("perdu.png", "nothing is at"),
            ("page", "is no picture but text/html"),
            ("http://127.0.0.1:25/x.png", "no pages come from port 25"),
            ("secret.png", "robots.txt"),
        ],
    )
    def test_one_that_cannot_be_had_is_told(self, tmp_path: Path, site: Site, src: str, told: str) -> None:
        site.replies |= {
            "/x": page("Le gué", body=self.FIGURE.format(src=src)),
            "/page": page("Une page"),
            "/robots.txt": Reply(b"User-agent: *\nDisallow: /secret"),
        }
        events, images = self.epub(tmp_path, site.url("/x"))
        assert images == []
        (loss,) = (event for event in events if isinstance(event, NotRendered) and event.node == "image")
        assert told in loss.detail

    def test_one_on_the_users_own_network_is_not_asked_for(
        self, tmp_path: Path, site: Site, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The page's own host counts as public here; its picture is elsewhere on this machine."""
        from exporter.engine.web import guard  # noqa: PLC0415 - only here

        monkeypatch.setattr(guard, "special", lambda found: found != "127.0.0.1")
        with website.serving() as inside:
            inside.replies["/bac.png"] = picture()
            body = self.FIGURE.format(src=inside.url("/bac.png", "127.0.0.2"))
            site.replies["/x"] = page("Le gué", body=body)
            events, images = self.epub(tmp_path, site.url("/x"), replace(HERE, private=False))
            assert images == []
            assert inside.asked == []
        assert any(isinstance(event, NotRendered) and "not a public address" in event.detail for event in events)

    def test_there_is_an_end_to_them(self, tmp_path: Path, site: Site) -> None:
        names = [f"{number}.png" for number in range(4)]
        between = f"<p>{website.SENTENCE}</p>"
        figures = between.join(self.FIGURE.format(src=name).replace("gué", f"gué {name[0]}") for name in names)
        site.replies |= {"/x": page("Le gué", body=figures), **{f"/{name}": picture() for name in names}}
        events, _ = self.epub(tmp_path, site.url("/x"), replace(HERE, pictures=3))
        assert any(isinstance(event, NotRendered) and "more than 3 pictures" in event.detail for event in events)
        assert len([path for path in site.paths if path.endswith(".png")]) == 3

    def test_a_page_on_disk_asks_nobody_unless_told_to(self, tmp_path: Path, site: Site) -> None:
        site.replies["/bac.png"] = picture()
        source = tmp_path / "gue.html"
        source.write_bytes(page("Le gué", body=self.FIGURE.format(src=site.url("/bac.png"))).body)
        events, images = self.epub(tmp_path, str(source))
        assert images == []
        assert any(isinstance(event, NotRendered) for event in events)
        assert site.asked == []
        _, images = self.epub(tmp_path, str(source), replace(HERE, images=True))
        assert len(images) == 1
        _, images = self.epub(tmp_path, str(source))
        assert images == []

    def test_leave_to_fetch_pictures_concerns_only_what_has_some(self, tmp_path: Path) -> None:
        source = tmp_path / "gue.html"
        source.write_bytes(page("Le gué").body)
        asked = request(tmp_path, str(source), formats=("txt", "epub-text"))
        assert len(written(export(asked))) == 2
        assert written(export(replace(asked, access=replace(HERE, images=True)))) == []

    def test_pictures_beside_a_page_on_disk_are_still_found(self, tmp_path: Path, site: Site) -> None:
        (tmp_path / "bac.png").write_bytes(picture().body)
        source = tmp_path / "gue.html"
        source.write_bytes(page("Le gué", body=self.FIGURE.format(src="bac.png")).body)
        _, images = self.epub(tmp_path, str(source), replace(HERE, images=True))
        assert len(images) == 1
        assert site.asked == []


class TestFeeds:
    """A feed is as many inputs as it has articles, the newest first."""

    def titles(self, events: list[Event]) -> list[str]:
        return [path.parent.name for path in written(events)]

    def served(self, site: Site) -> None:
        site.replies |= {f"/{name}": page(f"Gué {name}") for name in ("un", "deux", "trois")}
        site.replies["/flux"] = rss(site, item("/un", 1), item("/trois", 3), item("/deux", 2))

    def test_every_article_of_a_feed_is_exported(self, tmp_path: Path, site: Site) -> None:
        self.served(site)
        events = export(request(tmp_path, site.url("/flux")))
        assert (failed(events), self.titles(events)) == ([], ["gue-trois", "gue-deux", "gue-un"])

    @pytest.mark.parametrize(
        ("selection", "titles"),
        [
            (Selection(limit=1), ["gue-trois"]),
            (Selection(since=date(2026, 1, 2)), ["gue-trois", "gue-deux"]),
        ],
    )
    def test_only_what_is_wanted_is_fetched(
        self, tmp_path: Path, site: Site, selection: Selection, titles: list[str]
    ) -> None:
        self.served(site)
        events = export(replace(request(tmp_path, site.url("/flux")), selection=selection))
        assert self.titles(events) == titles
        assert len(site.paths) == 1 + len(titles)

    def test_a_feed_on_disk_names_pages_on_the_web(self, tmp_path: Path, site: Site) -> None:
        self.served(site)
        (tmp_path / "flux.xml").write_bytes(site.replies.pop("/flux").body)
        assert len(self.titles(export(request(tmp_path, str(tmp_path / "flux.xml"))))) == 3

    def test_a_feed_names_no_files(self, tmp_path: Path, site: Site) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("Un secret\n\nQue nul ne doit lire, jamais, sous aucun prétexte.\n", encoding="utf-8")
        (tmp_path / "flux.xml").write_bytes(rss(site, item(f"file://{secret}"), item(str(secret))).body)
        events = export(request(tmp_path, str(tmp_path / "flux.xml")))
        assert failed(events) == [f"nothing is at {site.url(str(secret))} (404)"]

    def test_an_article_out_of_reach_is_that_of_the_feed(self, tmp_path: Path, site: Site) -> None:
        whole = f"<p>{website.SENTENCE * 4}</p><p>{website.SENTENCE * 3}</p><script>alert(1)</script>"
        site.replies["/flux"] = rss(site, item("/perdu", 1, whole), item("/perdu-aussi", 2))
        events = export(request(tmp_path, site.url("/flux")))
        (text,) = written(events)
        words = text.read_text(encoding="utf-8")
        assert "Au fil de /perdu" in words
        assert "passeur" in words
        assert "alert" not in words
        assert failed(events) == [f"nothing is at {site.url('/perdu-aussi')} (404)"]
        (warned,) = (event for event in events if isinstance(event, Warned) and event.code == "feed")
        assert "the text is the feed's" in warned.message

    def test_an_article_without_an_address_is_that_of_the_feed(self, tmp_path: Path, site: Site) -> None:
        text = f"<p>{website.SENTENCE * 4}</p><p>{website.SENTENCE * 3}</p>"
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "items": [{"id": "1", "title": "Le gué", "content_html": text}],
        }
        (tmp_path / "flux.json").write_text(json.dumps(feed), encoding="utf-8")
        assert self.titles(export(request(tmp_path, str(tmp_path / "flux.json")))) == ["le-gue"]
        assert site.asked == []

    def test_an_article_in_two_feeds_is_exported_once(self, tmp_path: Path, site: Site) -> None:
        self.served(site)
        site.replies["/autre"] = site.replies["/flux"]
        events = export(request(tmp_path, site.url("/flux"), site.url("/autre"), site.url("/un")))
        assert len(written(events)) == 3
        assert failed(events) == []

    def test_nothing_new_is_no_failure(self, tmp_path: Path, site: Site) -> None:
        self.served(site)
        late = Selection(since=date(2026, 3, 1))
        events = export(replace(request(tmp_path, site.url("/flux")), selection=late))
        assert [event for event in events if isinstance(event, Warned)] == [
            Warned("feed", f"nothing new in {site.url('/flux')}", tolerated=True)
        ]
        assert failed(events) == []
        with pytest.raises(ReadError, match="no articles for the issue"):
            export(replace(request(tmp_path, site.url("/flux")), selection=late, bundle="Mars"))

    def test_a_feed_without_articles_is_told(self, tmp_path: Path, site: Site) -> None:
        site.replies["/flux"] = rss(site)
        with pytest.raises(ReadError, match="no articles in the feed"):
            export(request(tmp_path, site.url("/flux")))

    def test_xml_that_is_no_feed_is_left_to_readers(self, tmp_path: Path) -> None:
        (tmp_path / "dessin.xml").write_text("<svg/>", encoding="utf-8")
        assert failed(export(request(tmp_path, str(tmp_path / "dessin.xml"))))

    def test_an_issue_of_a_feed_asks_for_each_page_once(self, tmp_path: Path, site: Site) -> None:
        self.served(site)
        events = export(replace(request(tmp_path, site.url("/flux")), bundle="Trois gués"))
        (text,) = written(events)
        words = text.read_text(encoding="utf-8")
        assert words.index("Gué trois") < words.index("Gué deux") < words.index("Gué un")
        assert sorted(site.paths) == ["/deux", "/flux", "/trois", "/un"]
