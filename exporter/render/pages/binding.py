"""The pages of an article on their way into an edition, with page breaks, overlays and sound if it is read aloud."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING, Final

from lxml import etree

from exporter.events import NotRendered, Progress
from exporter.render import audio_formats, audio_kept, overlay, smil
from exporter.render.loudness import Level
from exporter.render.overlay import XHTML
from exporter.render.pages import breaks
from exporter.render.pages.documents import Document, Entry
from exporter.speech import Track

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType
    from typing import Self

    from exporter.ports import World
    from exporter.render.pages.story import Story

PAGE: Final = "application/xhtml+xml"

_VOID: Final = frozenset(f"{XHTML}{name}" for name in ("br", "col", "hr", "img", "link", "meta"))


@dataclass(frozen=True, slots=True)
class File:
    """A file of an edition; ``overlay`` is the name of a page's overlay."""

    name: str
    media_type: str
    data: bytes
    overlay: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """What came of an article: how long each overlay lasts, by its name and in milliseconds, and the list of pages."""

    overlays: tuple[tuple[str, int], ...]
    pages: tuple[Entry, ...]


class Binding:
    """An article's pages on their way into an edition. Its sound is coded in the background from the first moment on.

    What is heard on a page is heard in the order of the page: notes, which a listener of the audio editions hears after
    the sentence that calls them, are heard where they stand.
    """

    def __init__(self, story: Story) -> None:
        """Measure how loud the narration is, which all pages share; nothing of a story that is not read aloud."""
        self._story = story
        self._coders = ThreadPoolExecutor()  # LAME leaves Python alone while it works
        self._level = self._coders.submit(_level, story) if story.tracks else Future[Level]()
        self._leaves: list[_Leaf] = []
        self._listed: list[Entry] = []

    def __enter__(self) -> Self:
        """Nothing to open."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """End the coding."""
        self._coders.shutdown(cancel_futures=True)

    def lay(self, documents: Sequence[Document]) -> None:
        """Take the pages: mark where those of the PDF begin, find what is heard on each, begin to code it."""
        marks = breaks.places(self._story.world.pagination())
        clips = self._story.clips
        for document in documents:
            roots = [_parsed(part, self._story) for part in document.parts or (document,)]
            tracks = [overlay.voiced(root, clips, name) for root, name in zip(roots, document.sounds, strict=True)]
            root = _joined(roots)
            self._listed += breaks.mark(root, document.file, marks)
            self._leaves.append(_Leaf(document, root, tuple(self._coded(track) for track in tracks if track)))
        _report_unplaced(self._story, [sound.track for leaf in self._leaves for sound in leaf.sounds])

    def _coded(self, track: Track) -> _Sound:
        return _Sound(track, self._coders.submit(_code, self._level, track, self._story.world))

    def write(self, add: Callable[[File], None]) -> Bound:
        """Give ``add`` the pages with their sound, once, and the pictures that the article has shown so far."""
        for name, picture in self._story.album.files.items():
            add(File(name, picture.media_type, picture.data))
        overlays: list[tuple[str, int]] = []
        total = sum(len(leaf.sounds) for leaf in self._leaves)
        coded = count(1)
        while self._leaves:
            leaf = self._leaves.pop(0)  # and let go of its sounds
            for sound in leaf.sounds:
                add(File(_audio(sound.track.chapter.title), "audio/mpeg", sound.data.result()))
                self._story.world.report(Progress(self._story.form.name, next(coded), total))
            name = smil_of(leaf.document) if leaf.sounds else ""
            if leaf.sounds:
                seq = overlay.lay(leaf.root, [sound.track for sound in leaf.sounds], words=self._story.words)
                sounds = {title: _audio(title) for title in leaf.document.sounds}
                add(File(name, "application/smil+xml", smil.document(seq, leaf.document.file, sounds)))
                overlays.append((name, overlay.lasting(seq)))
            add(File(leaf.document.file, PAGE, _written(leaf.root), overlay=name))
        return Bound(tuple(overlays), tuple(self._listed))


@dataclass(frozen=True, slots=True)
class _Sound:
    """What is heard on a page or a part of it, and its MP3 once that is coded."""

    track: Track
    data: Future[bytes]


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A page: its tree, and what is heard on it in order, if anything is."""

    document: Document
    root: etree._Element
    sounds: tuple[_Sound, ...]


def _level(story: Story) -> Level:
    return audio_kept.level(story.tracks, audio_formats.MP3, story.world)


def _code(level: Future[Level], track: Track, world: World) -> bytes:
    return audio_kept.sound(level.result(), track, audio_formats.MP3, world)


def smil_of(document: Document) -> str:
    """The name of a page's overlay."""
    return f"{document.name}.smil"


def _parsed(document: Document, story: Story) -> etree._Element:
    page = document.page(story.article.metadata.language)
    return etree.fromstring(page, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))


def _joined(roots: Sequence[etree._Element]) -> etree._Element:
    """Put the pages that flow as one into the first of them."""
    first, *others = roots
    body = first.find(f"{XHTML}body")
    for other in others:
        body.extend(other.find(f"{XHTML}body"))
    return first


def _written(root: etree._Element) -> bytes:
    """Write a page; what is empty has its end tag, for reading systems that take XHTML for HTML."""
    for element in root.iter(etree.Element):
        if element.text is None and not len(element) and element.tag not in _VOID:
            element.text = ""
    page: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, doctype="<!DOCTYPE html>")
    return page


def _report_unplaced(story: Story, tracks: Sequence[Track]) -> None:
    """Tell of what would be heard if it stood anywhere."""
    placed = {clip.utterance.id for track in tracks for clip in track.clips}
    for clip in (clip for track in story.tracks for clip in track.clips):
        if clip.utterance.id not in placed:
            story.world.report(NotRendered(story.form.name, "sentence", clip.utterance.written.strip()[:200]))


def _audio(name: str) -> str:
    """The file of a page's sound, or of a part's of it."""
    return f"audio/{name}.mp3"
