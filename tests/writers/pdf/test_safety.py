"""What an article asks for and must not get: files, addresses, time without end; and the same bytes every time."""

from __future__ import annotations

import base64
import http.server
import io
import os
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import page as page_validation
import pikepdf
import pypdf
import pytest
from PIL import Image as Bitmap

from exporter.errors import WriteError
from exporter.events import NotRendered, Warned
from exporter.model import (
    Abbreviation,
    Article,
    Caption,
    Cell,
    Credit,
    Decorative,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Item,
    Link,
    Listing,
    Metadata,
    Note,
    NoteRef,
    Paragraph,
    Person,
    Preformatted,
    Quote,
    Row,
    Section,
    Source,
    Superscript,
    Table,
    Text,
)
from exporter.settings import Settings
from exporter.writers import pdf
from exporter.writers.pdf import layout
from tests import samples
from tests.writers.pdf import reading, rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from exporter.model import Block, Inline

SAMPLE = next((Path(__file__).resolve().parents[3] / "assets" / "sample").glob("*.txt"))


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on this machine, and the requests that it has seen."""
    requests: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            requests.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    served = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=served.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{served.server_port}", requests
    served.shutdown()
    served.server_close()


def _png(size: tuple[int, int] = (40, 20)) -> bytes:
    buffer = io.BytesIO()
    Bitmap.new("RGB", size, "#8c1d2f").save(buffer, "PNG")
    return buffer.getvalue()


def _svg(address: str) -> bytes:
    """A drawing that asks for what lies elsewhere, in all the ways that there are."""
    inner = base64.b64encode(f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/n"/></svg>'.encode())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9">'
        f'<?xml-stylesheet href="{address}/s"?>'
        f'<style>@import "{address}/i"; rect {{ fill: url({address}/f#x) }}</style>'
        f'<image xlink:href="{address}/a"/><image href="file:///etc/passwd"/><use href="{address}/u#b"/>'
        f'<image href="data:image/svg+xml;base64,{inner.decode()}"/><rect width="9" height="9"/></svg>'
    ).encode()


def _figure(src: str) -> Figure:
    return Figure(Image(src, Described("Ici, un pont.")), Caption((Text("Légende."),)))


def _paragraph(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def _article(*blocks: Block) -> Article:
    return Article(Metadata("T"), blocks=blocks)


@pytest.mark.parametrize(
    "src",
    [
        "{address}/a.png",
        "//{host}/a.png",
        "file:///etc/passwd",
        "file:etc/passwd",
        "/etc/passwd",
        "../secret.png",
        "ailleurs.png",
        "tronquée.png",
        "absente.png",
        "image/",
        "data:image/png;base64,{png}AAA=",
        "data:image/png;base64,AAAA",
        "data:image/svg+xml,{quoted}",
        "data:text/css,@import url({address}/c)",
        "data:text/html,<img src={address}/h>",
        "https://house.invalid/templates/pdf/article.css",
        "font:source-serif-4/SourceSerif4[opsz,wght].ttf",
        "code:original",
        "picture:0",
        "a\0b.png",
        "n" * 5000,
        "",
    ],
    ids=lambda src: src[:30].replace("\0", ""),
)
def test_a_picture_from_elsewhere_is_refused_and_its_words_stay(
    server: tuple[str, list[str]], tmp_path: Path, src: str
) -> None:
    address, requests = server
    folder = tmp_path / "article"
    (folder / "image").mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(_png())
    (folder / "ailleurs.png").symlink_to(tmp_path / "secret.png")
    (folder / "tronquée.png").write_bytes(_png((300, 300))[:-40])
    filled = src.format(
        address=address,
        host=address.removeprefix("http://"),
        png=base64.b64encode(_png()[:-40]).decode(),
        quoted=quote(_svg(address)),
    )
    data, events = reading.make(_article(_figure(filled)), folder)
    assert requests == []
    (event,) = events
    assert isinstance(event, NotRendered)
    assert (event.node, len(event.detail) < 500) == ("image", True)
    read = reading.read(data)
    assert "Ici, un pont." in read.root.words
    assert "Légende." in read.root.words
    assert not any(reading.placed(page) for page in read.pdf.pages)
    assert rules.faults(data) == []


@pytest.mark.parametrize("src", ["dessin.svg", "dessin.png", "data:image/svg+xml;base64,{svg}"])
def test_a_drawing_fetches_nothing(server: tuple[str, list[str]], tmp_path: Path, src: str) -> None:
    address, requests = server
    for name in ("dessin.svg", "dessin.png"):
        (tmp_path / name).write_bytes(_svg(address))
    svg = base64.b64encode(_svg(address)).decode()
    data, events = reading.make(_article(_figure(src.format(svg=svg))), tmp_path)
    assert requests == []
    assert all(isinstance(event, NotRendered) and "left out of the drawing" in event.detail for event in events)
    assert rules.faults(data) == []


def test_a_drawing_stays_vectors_and_is_set_in_the_faces_of_the_house(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60"><path d="M0 0 9 9"/>{}</svg>'
    words = '<text y="20">Marée</text><text y="40" font-family="Arial, sans-serif">haute</text>'
    (tmp_path / "a.svg").write_text(svg.format(words), encoding="utf-8")
    data, events = reading.make(_article(_figure("a.svg")), tmp_path)
    assert events == []
    assert rules.faults(data) == []
    read = reading.read(data)
    assert not any(thing.get("/Subtype") == "/Image" for thing in read.pdf.objects if isinstance(thing, pikepdf.Stream))
    fonts = {
        str(one.BaseFont) for one in read.pdf.objects if isinstance(one, pikepdf.Dictionary) and "/BaseFont" in one
    }
    assert all("Article" in name for name in fonts)


def _hostile(text: str) -> Article:
    """An article with the same words wherever words may stand."""
    words: tuple[Inline, ...] = (Text(text), Foreign("en", (Text(text),)), Abbreviation(text, (Text(text),)))
    links = tuple(Link(url, (Text("lien"),)) for url in (text, "javascript:alert(1)", "file:///etc/passwd", "data:,x"))
    return Article(
        Metadata(text, "fr", text, text, (Person(text, text),), text, dateline=text, url=text, keywords=(text,)),
        lead=(Paragraph(words),),
        blocks=(Paragraph(links), Figure(None, Caption(words), Credit(text, text)), Preformatted(words, text)),
        sections=(Section(text, Heading(words), 1, (Table((), (Row((Cell(words),)),), Caption(words)),)),),
        sources=(Source(words, text, text, "en", url=text, authors=(text,), group=text),),
        notes=(Note(text, text, (Paragraph(words),)),),
    )


@pytest.mark.parametrize(
    "pattern",
    [
        '"><img src="{address}/e">',
        '</style><style>@import "{address}/s"; p {{ background: url({address}/b) }}</style>',
        '<link rel="stylesheet" href="{address}/l"><link rel="attachment" href="/etc/passwd">',
        '<base href="{address}"><object data="{address}/o"></object><embed src="{address}/m">',
        "url({address}/u) attr(x) \\27 }} * {{ content: url({address}/c) }}",
        "<svg><image href='{address}/i'/></svg><meta http-equiv=refresh content='0;{address}/r'>",
    ],
    ids=["quote", "style", "link", "object", "css", "svg"],
)
def test_words_are_never_markup(server: tuple[str, list[str]], pattern: str) -> None:
    address, requests = server
    text = pattern.format(address=address)
    data, _ = reading.make(_hostile(text))
    assert requests == []
    assert b"root:" not in data
    assert list(pypdf.PdfReader(io.BytesIO(data)).attachments) == ["article.json"]
    read = reading.read(data)
    assert reading.composed(read.root.words).count("<") >= text.count("<")
    schemes = {str(annotation.A.URI).split(":")[0] for annotation in _annotations(read.pdf) if "/A" in annotation}
    assert schemes <= {"http", "https", "mailto"}
    assert rules.faults(data) == []
    assert "no failures" in str(page_validation.validate_pdf_bytes(data, profile="ua1"))


def _annotations(file: pikepdf.Pdf) -> Iterator[Any]:
    return (annotation for page in file.pages for annotation in page.obj.get("/Annots", ()))


def test_a_template_cannot_fetch_either(
    server: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address, requests = server
    (tmp_path / "pont.png").write_bytes(_png())
    urls = (f"{address}/a", "file:///etc/passwd", "data:image/png;base64,AAAA", "pont.png", "//127.0.0.1/x")
    images = "".join(f'<img src="{url}" alt="rien">' for url in urls)
    page = f'<html lang="fr"><title>T</title><link rel="stylesheet" href="{address}/b"><p>{images}'
    monkeypatch.setattr(layout, "html", lambda *_: page)
    _, events = reading.make(Article(Metadata("T")), tmp_path)
    assert requests == []
    messages = [event.message for event in events if isinstance(event, Warned)]
    for url in urls[:4]:
        assert any(url in message and "is not part of the article" in message for message in messages), messages


def test_words_are_no_template() -> None:
    data, _ = reading.make(Article(Metadata("{{ 7*7 }} <b>T</b>"), blocks=(_paragraph("<p hidden>a</p> & {% x %}"),)))
    words = reading.read(data).root.words
    assert "{{ 7*7 }} <b>T</b>" in words
    assert "<p hidden>a</p> & {% x %}" in words


# --- Pictures that are there -------------------------------------------------------------------


def test_a_picture_in_its_own_address_is_shown() -> None:
    src = f"data:image/png;base64,{base64.b64encode(_png()).decode()}"
    data, events = reading.make(_article(_figure(src)))
    assert not events
    (figure,) = reading.read(data).root.find("Figure")
    assert str(figure.entries["/Alt"]) == "Ici, un pont."


def test_a_picture_is_embedded_once_and_no_larger_than_a_screen_needs(tmp_path: Path) -> None:
    Bitmap.new("RGB", (4000, 3000), "#335577").save(tmp_path / "a.jpg")
    (tmp_path / "copie.jpg").write_bytes((tmp_path / "a.jpg").read_bytes())
    figures = [Figure(Image(name, Described("Un pont."))) for name in ("a.jpg", "a.jpg", "copie.jpg")]
    decoration = Figure(Image("a.jpg", Decorative()))
    data, events = reading.make(_article(*figures, decoration), tmp_path)
    assert not events
    read = reading.read(data)
    assert sum(len(reading.placed(page)) for page in read.pdf.pages) == 4
    streams: list[Any] = [item for item in read.pdf.objects if isinstance(item, pikepdf.Stream)]
    pictures = [item for item in streams if item.get("/Subtype") == "/Image"]
    assert [(int(picture.Width), int(picture.Height)) for picture in pictures] == [(1600, 1200)]
    assert len(list(read.root.find("Figure"))) == 3


# --- Time --------------------------------------------------------------------------------------


def _nested(depth: int, kind: str) -> Block:
    block: Block = _paragraph("Au fond.")
    words: tuple[Inline, ...] = (Text("Au fond."),)
    for _ in range(depth):
        block = Quote((block,)) if kind == "quotes" else Listing((Item((block,)),))
        words = (Superscript(words) if kind == "superscripts" else Emphasis(words),)
    return block if kind in ("quotes", "lists") else Paragraph(words)


def _wide(columns: int, rows: int, span: int) -> Table:
    cell = Cell((Text("x"),), colspan=span, rowspan=span)
    return Table((), tuple(Row((cell,) * columns) for _ in range(rows)))


@pytest.mark.parametrize(
    "article",
    [
        _article(_nested(40, "lists")),
        _article(_nested(50, "quotes")),
        _article(_nested(100, "emphases")),
        _article(_nested(100, "superscripts")),
        _article(_wide(200, 1, 1)),
        _article(_wide(20, 20, 1000)),
        _article(_paragraph("mot " * 20_000)),
        _article(Paragraph(tuple(Link("https://a.example/", (Text("mot "),)) for _ in range(500)))),
        _article(Paragraph(tuple(NoteRef("note-1") for _ in range(500)))),
        Article(Metadata("mot " * 3000, subtitle="m" * 9000, publisher="é" * 9000)),
    ],
    ids=["lists", "quotes", "emphases", "superscripts", "wide", "spans", "long", "links", "calls", "title"],
)
@pytest.mark.slow
def test_what_is_deep_or_long_is_set_in_time(article: Article) -> None:
    began = time.process_time()
    data, _ = reading.make(article)
    assert time.process_time() - began < 10
    assert rules.faults(data) == []


@pytest.mark.slow
def test_a_word_without_end_is_set_in_time_and_read_whole() -> None:
    word = "abcdéfghij" * 5_000
    began = time.process_time()
    data, _ = reading.make(_article(_paragraph(f"Voici {word} et sa fin.")))
    assert time.process_time() - began < 10
    assert f"Voici {word} et sa fin." in reading.read(data).root.words
    pages = [page.extract_text().splitlines() for page in pypdf.PdfReader(io.BytesIO(data)).pages]
    lines = [line for page in pages for line in page if "abcd" in line or "ghij" in line]
    assert word in "".join(lines)


def test_nesting_without_end_is_an_error(tmp_path: Path) -> None:
    world = reading.FixedWorld(Settings(), lambda _: None, None, None)
    with pytest.raises(WriteError, match="nested too deeply"):
        pdf.write(_article(_nested(250, "quotes")), world, tmp_path / "a.pdf")


# --- The same bytes ----------------------------------------------------------------------------


def test_the_same_bytes_after_other_articles_and_after_one_that_failed(tmp_path: Path) -> None:
    first, _ = reading.make(samples.ONDELLE)
    reading.make(_article(_paragraph("漢字, ﬁn, µ et κόσμος."), _wide(3, 60, 1)))
    world = reading.FixedWorld(Settings(), lambda _: None, None, None)
    with pytest.raises(WriteError):
        pdf.write(_article(_nested(400, "quotes")), world, tmp_path / "a.pdf")
    assert reading.make(samples.ONDELLE)[0] == first


@pytest.mark.slow
def test_the_same_bytes_in_another_process(tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "SOURCE_DATE_EPOCH": "1770000000", "TZ": f"UTC-{seed}"}
        out = tmp_path / seed
        command = [sys.executable, "-m", "exporter", "export", str(SAMPLE), "--to", "pdf", "--out", str(out)]
        subprocess.run(command, check=True, capture_output=True, env=environment)
        made.append([path.read_bytes() for path in out.rglob("*.pdf")])
    assert made[0] == made[1] != []
