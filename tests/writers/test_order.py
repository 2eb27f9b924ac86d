"""Every edition gives the parts of an article in the one order, whichever writer made it."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, cast

import mutagen
import pytest

from exporter import registry
from exporter.cli import show
from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Credit,
    Heading,
    Link,
    Metadata,
    Note,
    NoteRef,
    Notice,
    NoticeKind,
    Paragraph,
    PartialDate,
    Person,
    Section,
    Source,
    Text,
)
from exporter.passes import prepare
from exporter.passes.outline import outline
from exporter.ports import Issue
from exporter.ports import Part as Member
from exporter.render.order import HEARD, READ, Line, Order, Part
from exporter.settings import NarrationSettings, NotesReading, Settings
from tests.writers.epub.reading import Book
from tests.writers.pdf import measures, reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from exporter.model import Inline
    from exporter.ports import Binder

WRITERS = registry.names("writers")
LINES = {
    Line.KICKER: "Patrimoine",
    Line.TITLE: "Le beffroi de Marsac sonne à nouveau",
    Line.SUBTITLE: "Sept ans de silence prennent fin",
    Line.BYLINE: "Par Solène Aubry",
    Line.PUBLISHER: "La Feuille du Tarn",
    Line.DATELINE: "Publié le 4 mai 2026",
    Line.VOICE: "Lu par une voix de synthèse",
    Line.READING_TIME: "Temps de lecture",
}
PARTS = {
    Part.FRONT: tuple(LINES.values()),
    Part.DISCLOSURES: ("Texte préparé par une machine", "Dossier financé par la guilde", "Une date a été rectifiée"),
    Part.LEAD: ("Les habitants n’y croyaient plus",),
    Part.BODY: ("À midi pile, la plus grosse cloche",),
    Part.SECTIONS: ("Une charpente neuve", "Les chênes viennent de la forêt voisine", "Le battant", "Il pèse quarante"),
    Part.NOTES: ("La mesure date de la dernière pesée",),
    Part.LINKS: ("https://exemple.fr/carillon",),
    Part.SOURCES: ("Registre des délibérations", "Carnet du sonneur"),
    Part.CREDITS: ("Léo Castan",),
    Part.NOTICES: ("Reproduction libre hors commerce", "Abonnement à prix réduit en juin"),
    Part.COLOPHON: ("https://feuille.exemple.fr/beffroi",),
}
"""What each part says, and no other one."""
Without = frozenset[Part | Line]
SILENT: Without = frozenset({Line.PUBLISHER, Line.VOICE})
HEARD_ALONE: Without = frozenset({Line.READING_TIME, Part.LINKS, Part.COLOPHON})
WITHOUT: dict[str, Without] = {
    "txt": SILENT,
    **dict.fromkeys(("pdf", "pdf-large"), SILENT | {Part.LINKS}),
    "pdf-print": SILENT | {Line.READING_TIME, Part.LINKS},
    "epub": frozenset({Part.LINKS}),
    "epub-text": frozenset({Part.LINKS, Line.VOICE}),
    **dict.fromkeys(("mp3", "m4b", "opus", "vtt", "srt", "clips"), HEARD_ALONE),
}
"""What an edition does not tell, or tells elsewhere: the publisher in a colophon, a link where its words stand."""


def _words(words: str) -> tuple[Inline, ...]:
    return (Text(words),)


def _paragraph(*content: str | Inline) -> Paragraph:
    return Paragraph(tuple(Text(part) if isinstance(part, str) else part for part in content))


def _article() -> Article:
    """An article with everything, its notices in the order in which they must not be told."""
    one, two, three = (_words(f"{words}.") for words in PARTS[Part.DISCLOSURES])
    four, five = (_words(f"{words}.") for words in PARTS[Part.NOTICES])
    outer, words, inner, last = PARTS[Part.SECTIONS]
    section = Section("", Heading(_words(inner)), 0, (_paragraph(f"{last} kilos."),))
    link = Link(PARTS[Part.LINKS][0], _words("son carillon"))
    return Article(
        Metadata(
            LINES[Line.TITLE],
            kicker=LINES[Line.KICKER],
            subtitle=LINES[Line.SUBTITLE],
            authors=(Person("Solène Aubry"),),
            publisher=LINES[Line.PUBLISHER],
            published=PartialDate(2026, 5, 4),
            reading_minutes=3,
            url=PARTS[Part.COLOPHON][0],
        ),
        lead=(_paragraph(f"{PARTS[Part.LEAD][0]}."),),
        blocks=(_paragraph(f"{PARTS[Part.BODY][0]}", NoteRef("n"), " a donné ", link, "."),),
        sections=(Section("", Heading(_words(outer)), 0, (_paragraph(f"{words}."),), (section,)),),
        sources=tuple(Source(_words(line)) for line in PARTS[Part.SOURCES]),
        credits=(Credit("photo", "Léo Castan", _words("Photo : Léo Castan")),),
        notices=(
            Notice(NoticeKind.LICENCE, four),
            Notice(NoticeKind.OTHER, five),
            Notice(NoticeKind.AI, one),
            Notice(NoticeKind.SPONSORED, two),
            Notice(NoticeKind.CORRECTION, three),
        ),
        notes=(Note("n", "1", (_paragraph(f"{PARTS[Part.NOTES][0]}."),)),),
    )


ARTICLE = prepare(outline(_article()), FRENCH)


@pytest.fixture
def world(tmp_path: Path) -> Iterator[LocalWorld]:
    chosen = NarrationSettings("silent", speed=3.0, notes=NotesReading.END)
    with Narrator(chosen, SpeechCache(tmp_path / "cache"), 1) as narrator:
        yield LocalWorld(Settings(narration=chosen), lambda _: None, None, narrator)


def _folded(text: str) -> str:
    """Letters and figures alone: lines may be broken, words cut."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def _book(path: Path) -> str:
    book = Book(path)
    pages = [page for page in book.spine() if page not in ("cover.xhtml", "contents.xhtml")]
    return " ".join("".join(book.documents[page].find("{*}body").itertext()) for page in pages)


def _seen(path: Path) -> str:
    """The words of a file without a structure, from the top of each page to its foot."""
    found = sorted(measures.runs(path.read_bytes()), key=lambda run: (run.page, -round(run.baseline), run.left))
    return " ".join(run.words for run in found)


def _cues(path: Path) -> str:
    _, *cues = path.read_text(encoding="utf-8").split(" --> ")  # what stands before the first one tells of the file
    return re.sub(r"<[^<>]+>", "", " ".join(cues))


def _clips(path: Path) -> str:
    chapters = json.loads(path.read_bytes())["chapters"]
    return " ".join(said["written"] for chapter in chapters for said in chapter["utterances"])


def _transcript(path: Path, name: str) -> str:
    """The words that players show."""
    tags = mutagen.File(path).tags
    return str(tags[name]) if name == "USLT::fra" else " ".join(tags[name])


TOLD: dict[str, Callable[[Path], str]] = {
    "txt": lambda path: path.read_text(encoding="utf-8"),
    **dict.fromkeys(("pdf", "pdf-large"), lambda path: reading.read(path.read_bytes()).root.text),
    "pdf-print": _seen,
    **dict.fromkeys(("epub", "epub-text"), _book),
    **dict.fromkeys(("vtt", "srt"), _cues),
    "clips": _clips,
    "mp3": partial(_transcript, name="USLT::fra"),
    "m4b": partial(_transcript, name="\xa9lyr"),
    "opus": partial(_transcript, name="LYRICS"),
}
"""What a reader gets of the edition itself; a WAV holds no words but the names of its chapters."""


def _order(name: str) -> Order:
    return READ if name == "txt" or name.startswith("pdf") else HEARD


def _expected(parts: Order, without: Without) -> list[str]:
    found: list[str] = []
    for part in parts:
        if part is Part.FRONT:
            found += (words for line, words in LINES.items() if line not in without)
        elif part not in without:
            found += PARTS[part]
    return found


def _check(text: str, expected: list[str]) -> None:
    """Each phrase is there, and first stands after those that lead to it."""
    folded = _folded(text)
    places = {words: folded.find(_folded(words)) for words in expected}
    assert not [words for words, place in places.items() if place < 0]
    assert sorted(expected, key=places.__getitem__) == expected


def test_no_writer_is_left_out() -> None:
    assert {*TOLD, "wav"} == set(WRITERS)


@pytest.mark.parametrize("name", TOLD)
def test_an_edition_gives_every_part_in_the_order(world: LocalWorld, tmp_path: Path, name: str) -> None:
    registry.writer(name).write(ARTICLE, world, tmp_path / "edition")
    _check(TOLD[name](tmp_path / "edition"), _expected(_order(name), WITHOUT[name]))


@pytest.mark.parametrize("name", ["txt", "pdf", "pdf-large", "epub", "epub-text"])
def test_an_issue_gives_the_parts_of_an_article_in_the_order(world: LocalWorld, tmp_path: Path, name: str) -> None:
    parts = (Member(ARTICLE.metadata, partial(_loaded, world)),)
    issue = Issue(Metadata("Au fil du mois"), parts)
    cast("Binder", registry.writer(name)).bind(issue, world, tmp_path / "issue")
    text = TOLD[name](tmp_path / "issue")
    _check(text[text.index(LINES[Line.KICKER]) :], _expected(_order(name), WITHOUT[name]))  # behind the contents


def _loaded(world: LocalWorld) -> tuple[Article, LocalWorld]:
    return ARTICLE, world


def test_chapters_follow_the_order(world: LocalWorld) -> None:
    chapters = world.narration(ARTICLE)
    assert [chapter.id for chapter in chapters] == ["opening", "section-1", "section-1-1", "notes", "sources"]
    told = " ".join(said.written for chapter in chapters for said in chapter.utterances)
    _check(told, _expected(HEARD, HEARD_ALONE))


def test_what_was_understood_is_shown_in_the_order() -> None:
    parts = (part for part in READ if part not in (Part.FRONT, Part.LINKS, Part.COLOPHON))
    _check("\n".join(show.article(ARTICLE)), [words for part in parts for words in PARTS[part]])
