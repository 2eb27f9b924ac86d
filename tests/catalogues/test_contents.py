"""Contents pages: every article of an output, found and told by its record alone."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html

from exporter.engine import run
from exporter.engine.storage.files import whole
from exporter.events import Event, Warned
from exporter.settings import NarrationSettings, Settings
from tests.engine.archives import ask, carry_out, write

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.engine.records import Request

MANY = 250
"""More articles than one page lists."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    articles = tmp_path / "articles"
    articles.mkdir()
    return articles


def asked(folder: Path, *formats: str) -> Request:
    return replace(ask(folder, *formats), catalogues=("contents",))


def page(path: Path) -> html.HtmlElement:
    return html.document_fromstring(path.read_bytes())


def dated(path: Path, title: str, date: str) -> None:
    path.write_text(f"---\ntitle: {title}\nauthor: Jeanne Castel\ndate: {date}\n---\n\nLe gué est ouvert.\n", "utf-8")


def copies(out: Path, count: int) -> None:
    """Put records of many articles beside those of an output."""
    told = json.loads(next(out.glob("*/edition.json")).read_text(encoding="utf-8"))
    for number in range(count):
        told["id"] = f"urn:x-test:{number:05}"
        told["document"] |= {"title": f"Article {number}", "published": f"{1990 + number % 30}-03-04"}
        home = out / f"article-{number:05}"
        home.mkdir()
        (home / "edition.json").write_text(json.dumps(told), encoding="utf-8")


def test_a_newcomer_finds_every_edition(folder: Path) -> None:
    dated(folder / "1.md", "Le gué", "2026-03-04")
    dated(folder / "2.md", "Le « bac » & le pont", "2025-11-02")
    settings = Settings(narration=NarrationSettings("silent"))
    carry_out(replace(asked(folder, "txt", "vtt"), settings=settings))
    out = folder.parent / "out"
    found = page(out / "index.html")
    assert found.get("lang") == "fr"
    assert [one.text_content() for one in found.iter("h2", "h3")] == ["2026", "Le gué", "2025", "Le « bac » & le pont"]
    assert [one.text_content() for one in found.find_class("byline")] == [
        "Jeanne Castel · 4\u00a0mars 2026",
        "Jeanne Castel · 2\u00a0novembre 2025",
    ]
    links = found.xpath("//*[@class='editions']//a")
    assert [link.text_content() for link in links][:2] == ["Texte brut, Le gué", "Sous-titres WebVTT, Le gué"]
    assert all((out / link.get("href")).is_file() for link in links)
    assert re.fullmatch(r"1\u00a0ko, \d+\u00a0s", links[1].getnext().text_content())


def test_many_articles_have_a_page_a_year(folder: Path) -> None:
    write(folder / "1.txt", "Le gué")
    carry_out(asked(folder))
    out = folder.parent / "out"
    copies(out, MANY)
    carry_out(asked(folder))
    first = page(out / "index.html")
    years = first.xpath("//nav//a/@href")
    assert years == [f"index-{year}.html" for year in range(2019, 1989, -1)] + ["index-undated.html"]
    assert "251 articles" in first.text_content()
    listed = [title for year in years for title in page(out / year).xpath("//main//h2/text()")]
    assert sorted(listed) == sorted(["Le gué", *(f"Article {number}" for number in range(MANY))])


def test_pages_whose_articles_are_the_same_are_not_touched(folder: Path) -> None:
    write(folder / "1.txt", "Le gué")
    carry_out(asked(folder))
    out = folder.parent / "out"
    copies(out, MANY)
    carry_out(asked(folder))
    before = {path.name: path.stat().st_mtime_ns for path in out.glob("index-*.html")}
    record = out / "article-00007/edition.json"
    with whole(record) as part:
        part.write_text(record.read_text(encoding="utf-8").replace("Article 7", "Article sept"), encoding="utf-8")
    carry_out(asked(folder))
    after = {path.name: path.stat().st_mtime_ns for path in out.glob("index-*.html")}
    assert [name for name in before if after[name] != before[name]] == ["index-1997.html"]
    assert "Article sept" in (out / "index-1997.html").read_text(encoding="utf-8")


def test_it_is_the_same_whatever_the_order_and_the_number_of_workers(folder: Path, tmp_path: Path) -> None:
    for number in range(4):
        dated(folder / f"{number}.md", f"Le gué {number}", f"2026-03-0{number + 1}")
    carry_out(asked(folder))
    once = replace(asked(folder), out=tmp_path / "out2", jobs=2, inputs=tuple(f"{folder}/{n}.md" for n in (3, 1)))
    carry_out(once)
    carry_out(replace(once, inputs=tuple(f"{folder}/{n}.md" for n in (0, 2))))
    assert (tmp_path / "out/index.html").read_bytes() == (tmp_path / "out2/index.html").read_bytes()


def test_articles_that_are_gone_leave_it(folder: Path) -> None:
    dated(folder / "1.md", "Le gué", "2026-03-04")
    dated(folder / "2.md", "Le pont", "2026-03-05")
    carry_out(asked(folder))
    (folder / "2.md").unlink()
    carry_out(replace(asked(folder), prune=True))
    assert "Le pont" not in (folder.parent / "out/index.html").read_text(encoding="utf-8")


def test_a_page_of_the_users_own_is_left_alone(folder: Path) -> None:
    write(folder / "1.txt", "Le gué")
    out = folder.parent / "out"
    out.mkdir()
    (out / "index.html").write_text("<p>Ma page</p>", encoding="utf-8")
    events = carry_out(asked(folder))
    assert (out / "index.html").read_text(encoding="utf-8") == "<p>Ma page</p>"
    assert [event.code for event in events if isinstance(event, Warned)] == ["catalogue"]


def test_a_lost_ledger_does_not_make_it_a_strangers_page(folder: Path) -> None:
    write(folder / "1.txt", "Le gué")
    carry_out(asked(folder))
    out = folder.parent / "out"
    for path in (out / ".exporter").iterdir():
        path.unlink()
    write(folder / "2.txt", "Le pont")
    carry_out(asked(folder))
    assert "Le pont" in (out / "index.html").read_text(encoding="utf-8")


def test_it_is_no_article_of_a_folder_that_is_input_and_output(folder: Path) -> None:
    write(folder / "1.txt", "Le gué")
    here = replace(asked(folder), out=folder)
    carry_out(here)
    events: list[Event] = []
    run.export(here, events.append)
    assert "1 article<" in (folder / "index.html").read_text(encoding="utf-8")


def test_what_is_not_seen_is_heard_as_it_should_be(folder: Path) -> None:
    """Titles in their language, lists as lists though they have no bullets, windows with the publisher's name."""
    text = "---\ntitle: The ferry\nlang: en\npublisher: Le Courrier\n---\n\n![Le bac](bac.png)\n\nIt runs all night.\n"
    (folder / "1.md").write_text(text, "utf-8")
    carry_out(asked(folder))
    out = folder.parent / "out"
    found = page(out / "index.html")
    [hidden] = found.find_class("hidden")
    assert [(one.get("lang"), one.text) for one in hidden] == [("en", "The ferry")]
    assert {one.get("role") for one in found.iter("ul")} == {"list"}
    assert found.findtext(".//title").endswith(" – Le Courrier")
    assert [one.text for one in found.find_class("summary")] == ["It runs all night."]


def test_the_window_of_a_year_says_of_what(folder: Path) -> None:
    dated(folder / "1.md", "Le gué", "2026-03-04")
    carry_out(replace(asked(folder), catalogues=()))
    copies(folder.parent / "out", MANY)
    carry_out(asked(folder))
    assert page(folder.parent / "out/index-2001.html").findtext(".//title") == "2001 – Tous les articles"
