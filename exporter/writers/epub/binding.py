"""The pages of an article in their EPUB, with page breaks, and with overlays and sound if it is read aloud."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from lxml import etree

from exporter.events import NotRendered, Progress
from exporter.render import audio_formats, overlay, smil
from exporter.render.overlay import XHTML
from exporter.writers.epub import pages
from exporter.writers.epub.documents import Entry
from exporter.writers.epub.package import File

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from exporter.speech import Track
    from exporter.writers.epub.documents import Document
    from exporter.writers.epub.package import Package
    from exporter.writers.epub.story import Story

PAGE: Final = "application/xhtml+xml"

_CODERS: Final = 2
"""How many sound files are coded at a time: LAME leaves Python alone while it works."""

_VOID: Final = frozenset(f"{XHTML}{name}" for name in ("br", "col", "hr", "img", "link", "meta"))


@dataclass(frozen=True, slots=True)
class Bound:
    """What came of an article: how long each overlay lasts, by its name and in milliseconds, and the list of pages."""

    overlays: tuple[tuple[str, int], ...]
    pages: tuple[Entry, ...]


def bind(story: Story, documents: Sequence[Document], package: Package) -> Bound:
    """Write an article's pages and their sound, and the pictures that it has shown so far.

    What is heard on a page is heard in the order of the page: notes, which a listener of the audio editions hears after
    the sentence that calls them, are heard where they stand.
    """
    for name, picture in story.album.files.items():
        package.add(File(name, picture.media_type, picture.data))
    roots = [_parsed(document, story) for document in documents]
    marks = pages.places(story.world.pagination())
    listed = [entry for one, root in zip(documents, roots, strict=True) for entry in pages.mark(root, one.file, marks)]
    clips = story.clips
    tracks = [overlay.voiced(root, clips, one.name) for one, root in zip(documents, roots, strict=True)]
    _report_unplaced(story, tracks)
    sounds = _sounds(story, [track for track in tracks if track])
    overlays = []
    for document, root, track in zip(documents, roots, tracks, strict=True):
        if track:
            seq = overlay.lay(root, track, words=story.words)
            overlays.append(_heard(package, document, seq, next(sounds)))
        name = smil_of(document) if track else ""
        package.add(File(document.file, PAGE, _written(root), overlay=name))
    return Bound(tuple(overlays), tuple(listed))


def smil_of(document: Document) -> str:
    """The name of a page's overlay."""
    return f"{document.name}.smil"


def _parsed(document: Document, story: Story) -> etree._Element:
    page = document.page(story.article.metadata.language)
    return etree.fromstring(page, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _written(root: etree._Element) -> bytes:
    """Write a page; what is empty has its end tag, for reading systems that take XHTML for HTML."""
    for element in root.iter(etree.Element):
        if element.text is None and not len(element) and element.tag not in _VOID:
            element.text = ""
    page: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return page


def _report_unplaced(story: Story, tracks: Sequence[Track | None]) -> None:
    """Tell of what would be heard if it stood anywhere."""
    placed = {clip.utterance.id for track in tracks if track for clip in track.clips}
    for clip in (clip for track in story.tracks for clip in track.clips):
        if clip.utterance.id not in placed:
            story.world.report(NotRendered(story.form.name, "sentence", clip.utterance.written.strip()[:200]))


def _sounds(story: Story, tracks: Sequence[Track]) -> Iterator[bytes]:
    """Code the sound of each page, all of them at one level."""
    if not tracks:
        return
    from exporter.render import audio_coding  # noqa: PLC0415 - PyAV, which text alone need not wait for

    form, level = audio_formats.MP3, audio_coding.level_of(tracks, audio_formats.MP3)
    story.world.report(Progress(story.form.name, 0, len(tracks)))
    with ThreadPoolExecutor(_CODERS) as coders:
        coded = coders.map(lambda track: audio_coding.encode_at(level, (track,), form), tracks)
        for done, sound in enumerate(coded, 1):
            story.world.report(Progress(story.form.name, done, len(tracks)))
            yield sound


def _heard(package: Package, document: Document, seq: overlay.Seq, sound: bytes) -> tuple[str, int]:
    """Write a page's sound and overlay; gives the overlay's name and how long it lasts."""
    audio, name = f"audio/{document.name}.mp3", smil_of(document)
    package.add(File(audio, "audio/mpeg", sound))
    package.add(File(name, "application/smil+xml", smil.document(seq, document.file, audio)))
    return name, overlay.end(seq)
