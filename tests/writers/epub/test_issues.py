"""Issues: several articles in one EPUB, each a part with documents of its own."""

from __future__ import annotations

import gc
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from exporter.french import FRENCH
from exporter.model import Article, Metadata, Notice, NoticeKind, Paragraph, Person, Text
from exporter.passes import prepare
from exporter.ports import Issue, Part
from exporter.writers.epub import spoken, text
from tests import samples
from tests.writers.epub.listening import durations, overlays
from tests.writers.epub.reading import TYPE, XHTML, Book, issue, pictures, squeezed, voice

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.ports import World

BRIEF = prepare(
    Article(Metadata("Le bac", authors=(Person("Ana Roux"),)), blocks=(Paragraph((Text("Il traverse à l’aube."),)),)),
    FRENCH,
)


def bound(folder: Path, *articles: Article, read: bool = False) -> Book:
    with voice(pictures(folder)) as world:
        (spoken if read else text).bind(issue(articles, world), world, folder / "a.epub")
    return Book(folder / "a.epub")


def _entries(element: Any) -> list[Any]:  # noqa: ANN401 - lxml has no types
    return [
        (item.find(f"{XHTML}a").get("href"), *(_entries(inner) for inner in item.findall(f"{XHTML}ol")))
        for item in element
    ]


def test_each_article_is_a_part_of_the_contents(tmp_path: Path) -> None:
    book = bound(tmp_path, samples.prepared(), BRIEF)
    (toc,) = book.of_type("toc")[:1]
    assert _entries(toc.find(f"{XHTML}ol")) == [
        (
            "article-1-text.xhtml",
            [
                ("article-1-text.xhtml#section-1", [("article-1-text.xhtml#section-1-1",)]),
                ("article-1-text.xhtml#section-2",),
                ("article-1-text.xhtml#notes",),
                ("article-1-text.xhtml#sources",),
                ("article-1-text.xhtml#colophon",),
            ],
        ),
        ("article-2-text.xhtml",),
        ("colophon.xhtml",),
    ]
    assert book.spine() == [
        *("cover.xhtml", "contents.xhtml", "article-1-text.xhtml", "article-2-text.xhtml", "colophon.xhtml")
    ]
    assert not book.broken_links()


def test_every_article_is_whole(tmp_path: Path) -> None:
    book = bound(tmp_path, samples.prepared(), BRIEF, samples.prepared())
    found = squeezed(book.text())
    assert found.count(squeezed("Il traverse à l’aube.")) == 1
    assert found.count(squeezed("Personne n’est mort")) == 2
    names = {name for name in book.files if name.startswith("images/")}
    assert len(names) == 4  # the cover and three pictures, each once


def test_landmarks_lead_to_the_first_article_and_the_colophon(tmp_path: Path) -> None:
    (landmarks,) = bound(tmp_path, samples.prepared(), BRIEF).of_type("landmarks")
    assert [(link.get(TYPE), link.get("href")) for link in landmarks.iter(f"{XHTML}a")] == [
        ("cover", "cover.xhtml"),
        ("toc", "contents.xhtml"),
        ("bodymatter", "article-1-text.xhtml"),
        ("colophon", "colophon.xhtml"),
    ]


def test_the_metadata_are_the_issues(tmp_path: Path) -> None:
    book = bound(tmp_path, samples.prepared(), BRIEF)
    assert book.values("dc:title") == ["Le numéro"]
    assert book.values("dc:date") == ["2026-02"]
    assert book.values("dc:creator") == ["Jeanne Castel", "Paul Orsini", "Ana Roux"]
    assert book.values("dcterms:hasPart")[1:] == ["Le bac"]
    other = bound(tmp_path, BRIEF, samples.prepared())
    assert book.values("dc:identifier") != other.values("dc:identifier")


def test_an_issue_tells_once_how_it_can_be_read(tmp_path: Path) -> None:
    book = bound(tmp_path, samples.prepared(), BRIEF)
    assert [element.get("id") for element in book.of_type("colophon")[:2]] == [None, None]
    told = {name: "".join(root.itertext()) for name, root in book.documents.items()}
    for words in ("Accessibilité", "Édition produite"):
        assert [name for name in told if words in told[name]] == ["colophon.xhtml"]
    assert book.values("schema:accessMode") == ["textual", "visual"]


def test_an_issue_is_read_aloud_article_by_article(tmp_path: Path) -> None:
    book = bound(tmp_path, samples.prepared(), BRIEF, read=True)
    pages = [overlay.page for overlay in overlays(book)]
    assert pages == [page for page in book.spine()[2:] if not page.endswith("colophon.xhtml")]
    assert len(durations(book)) == len(pages) + 1


def test_an_article_with_nothing_to_say_takes_the_voice_from_no_other(tmp_path: Path) -> None:
    mute = prepare(Article(Metadata("…")), FRENCH)
    with voice(tmp_path) as world:
        quiet = _Quiet(world)
        parts = (Part(BRIEF.metadata, lambda: (BRIEF, world)), Part(mute.metadata, lambda: (mute, quiet)))
        spoken.bind(Issue(Metadata("Numéro"), parts), world, tmp_path / "a.epub")
    book = Book(tmp_path / "a.epub")
    assert [overlay.page for overlay in overlays(book)] == ["article-1-text.xhtml"]
    assert "auditory" not in book.values("schema:accessModeSufficient")


class _Quiet:
    """A world in which this article has no voice."""

    def __init__(self, world: World) -> None:
        self._world = world

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the world has
        return (lambda _: ()) if name == "narrate" else getattr(self._world, name)


def test_no_article_is_kept_when_the_next_one_comes(tmp_path: Path) -> None:
    alive: list[int] = []

    def load(name: str) -> tuple[Article, World]:
        alive.append(sum(type(one) is Article for one in gc.get_objects()))
        return replace(samples.prepared(), metadata=Metadata(name)), world

    with voice(tmp_path) as world:
        parts = tuple(Part(Metadata(name), partial(load, name)) for name in ("Un", "Deux", "Trois", "Quatre"))
        text.bind(Issue(Metadata("Numéro"), parts), world, tmp_path / "a.epub")
    assert alive[2] == alive[3]


def test_the_use_of_ai_in_one_article_is_told_of_the_issue(tmp_path: Path) -> None:
    written = replace(BRIEF, notices=(Notice(NoticeKind.AI, (Text("Écrit avec l’IA."),)),))
    assert bound(tmp_path, BRIEF, written).values("schema:digitalSourceType")
    assert not bound(tmp_path, BRIEF).values("schema:digitalSourceType")


def test_the_same_issue_gives_the_same_bytes(tmp_path: Path) -> None:
    first = bound(tmp_path, BRIEF, samples.prepared(), read=True)
    data = (tmp_path / "a.epub").read_bytes()
    assert bound(tmp_path, BRIEF, samples.prepared(), read=True).files == first.files
    assert (tmp_path / "a.epub").read_bytes() == data
