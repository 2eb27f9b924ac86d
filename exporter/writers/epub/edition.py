"""From an article, or an issue of several, to an EPUB file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from exporter.errors import WriteError
from exporter.events import Warned
from exporter.model import Metadata, PartialDate
from exporter.render import cover, smil
from exporter.render.pages import accessibility
from exporter.render.pages.accessibility import Accessibility, Content
from exporter.render.pages.binding import PAGE, Binding, Bound, File
from exporter.render.pages.documents import Document, Entry, Frame, colophon, compose, one_line
from exporter.render.pages.options import Overlays
from exporter.render.pages.story import tell
from exporter.render.phrasing import Style
from exporter.writers.epub import looks, metadata, navigation
from exporter.writers.epub.metadata import Facts
from exporter.writers.epub.navigation import Landmark
from exporter.writers.epub.package import Package, uid

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from exporter.model import Article
    from exporter.ports import Format, Issue, Language, World

_COVER_IMAGE: Final = "images/cover.png"


@dataclass(frozen=True, slots=True)
class _Volume:
    """A book whose articles are written: what leads to them.

    ``files`` are all pages in order, ``picture`` is the cover's, ``issue`` is None for a book of one article.
    """

    metadata: Metadata
    files: tuple[str, ...]
    contents: tuple[Entry, ...]
    landmarks: tuple[Landmark, ...]
    bound: Bound
    facts: tuple[Facts, ...]
    access: Accessibility
    picture: bytes
    issue: Metadata | None = None


def make(article: Article, world: World, out: Path, form: Format) -> None:
    """Write an article as EPUB; what cannot be shown is reported. Raises `WriteError`, `VoiceError`, `OSError`."""
    story = tell(article, world, form)
    content = story.content()
    _check_heard(form, content)
    with Package(out, world.now()) as package, Binding(story) as binding:
        access = _accessible(content, world, story.language)
        frame = Frame("", story.voice, _made(world, form, story.language), access.summary, story.flows)
        documents = compose(article, story.style, frame)
        binding.lay(documents)
        picture = cover.png(article, world, cover.PORTRAIT)  # while the sound is coded
        volume = _Volume(
            metadata=replace(article.metadata, title=documents[0].title),
            files=tuple(document.file for document in documents),
            contents=tuple(entry for document in documents for entry in document.contents),
            landmarks=navigation.landmarks(documents, listed=len(documents) > 1),
            bound=binding.write(package.add),
            facts=(metadata.facts(article),),
            access=access,
            picture=picture,
        )
        _finish(package, volume, world)


def _accessible(content: Content, world: World, language: Language) -> Accessibility:
    """Say how the book can be read; a claim of conformance that it cannot make is reported."""
    access = accessibility.describe(content, language)
    if content.certifier and not access.certifier:
        world.report(Warned("conformance", "a picture has no description: the book claims no conformance"))
    return access


def _check_heard(form: Format, content: Content) -> None:
    if form.spoken and not content.audio:
        raise WriteError("there is nothing to say", "the article holds no word that can be spoken")


# --- Issues ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Chapter:
    """What is kept of an article that is written into an issue; of its ``opening``, the page without its text."""

    opening: Document
    entry: Entry
    files: tuple[str, ...]
    bound: Bound
    facts: Facts
    content: Content


def bind(issue: Issue, world: World, out: Path, form: Format) -> None:
    """Write an issue as EPUB, article by article: none is kept when the next one comes. Raises as `make`."""
    tag = issue.metadata.language
    language = world.language(tag)
    with Package(out, world.now()) as package:
        chapters = tuple(_chapters(issue, form, package))
        content = _joined([chapter.content for chapter in chapters])
        _check_heard(form, content)
        access = _accessible(content, world, language)
        frame = Frame(made=_made(world, form, language), summary=access.summary)
        end = colophon(frame, Style(language, heading_base=0, epub=True))
        package.add(_page(end, tag))
        volume = _Volume(
            metadata=replace(issue.metadata, title=one_line(issue.metadata.title) or language.labels["contents"]),
            files=(*(file for chapter in chapters for file in chapter.files), end.file),
            contents=(*(chapter.entry for chapter in chapters), *end.contents),
            landmarks=navigation.landmarks((*(chapter.opening for chapter in chapters[:1]), end), listed=True),
            bound=Bound(tuple(overlay for chapter in chapters for overlay in chapter.bound.overlays), ()),
            facts=tuple(chapter.facts for chapter in chapters),
            access=access,
            picture=cover.issue_png(issue, world, cover.PORTRAIT),
            issue=issue.metadata,
        )
        _finish(package, volume, world)


def _chapters(issue: Issue, form: Format, package: Package) -> Iterator[_Chapter]:
    width = len(str(len(issue.parts)))
    for number, part in enumerate(issue.parts, 1):
        article, world = part.load()
        story = tell(article, world, form, f"article-{number:0{width}}-")
        content = story.content()
        documents = compose(article, story.style, Frame(story.prefix, story.voice, flows=story.flows))
        entry, *others = (entry for document in documents for entry in document.contents)
        entry = replace(entry, entries=(*entry.entries, *others))
        files = tuple(document.file for document in documents)
        opening = replace(documents[0], body="", parts=(), landmark=documents[0].places[0][1].landmark)
        with Binding(story) as binding:
            binding.lay(documents)
            bound = binding.write(package.add)
        yield _Chapter(opening, entry, files, bound, metadata.facts(article), content)


def _joined(contents: Sequence[Content]) -> Content:
    """What an issue holds that holds all this."""
    fine = [content.audio for content in contents if content.audio]
    audio = max(fine, key=lambda one: one is Overlays.SENTENCE) if fine else None
    return Content(
        images=tuple(alt for content in contents for alt in content.images),
        audio=audio,
        complete=all(content.complete for content in contents) and len(fine) in (0, len(contents)),
        certifier=next((content.certifier for content in contents), None),
    )


# --- What is around the articles ---------------------------------------------------------------


def _made(world: World, form: Format, language: Language) -> tuple[str, ...]:
    """When the edition was made, and who reads it aloud."""
    now = world.now()
    made = language.labels["generated"].format(date=language.date(PartialDate(now.year, now.month, now.day)))
    if not form.spoken:
        return (made,)
    return made, language.labels["synthetic_voice_named"].format(voice=world.voices())


def _page(document: Document, tag: str) -> File:
    return File(document.file, PAGE, document.page(tag))


def _finish(package: Package, volume: _Volume, world: World) -> None:
    """Write the cover, the contents, the looks, and the package's own files."""
    tag = volume.metadata.language
    language = world.language(tag)
    labels = language.labels
    package.add(File(_COVER_IMAGE, "image/png", volume.picture), "cover-image", metadata.COVER_ID)
    shown = navigation.cover(_COVER_IMAGE, cover.description(volume.metadata, language))
    front = Document(navigation.COVER, labels["cover"], shown)
    body = navigation.contents(volume.contents, volume.landmarks, volume.bound.pages, language)
    contents = Document(navigation.CONTENTS, labels["contents"], body)
    package.add(_page(front, tag))
    package.add(_page(contents, tag), "nav")
    for name, data, media_type in looks.files(world):
        package.add(File(name, media_type, data))
    _describe(package, volume)
    if volume.bound.overlays:
        narrator = labels["narrator"].format(voice=world.voices())
        _describe_overlays(metadata.Sheet(package.book), volume.bound, narrator)
    listed = (contents.file,) if len(volume.files) > 1 else ()  # else nothing to choose: readers have their own list
    package.finish((front.file, *listed, *volume.files), volume.contents)


def _describe(package: Package, volume: _Volume) -> None:
    issue = one_line(volume.issue.title) if volume.issue else ""
    package.book.set_identifier(volume.metadata.identifier or metadata.identifier(*volume.facts, title=issue))
    package.book.set_title(volume.metadata.title)
    package.book.set_language(volume.metadata.language)
    metadata.describe(package.book, volume.facts, volume.access, volume.issue)


def _describe_overlays(sheet: metadata.Sheet, bound: Bound, narrator: str) -> None:
    """Say who reads, how long, and how what is read is shown."""
    sheet.meta("media:narrator", narrator)
    sheet.meta("media:active-class", "-epub-media-overlay-active")
    sheet.meta("media:playback-active-class", "-epub-media-overlay-playing")
    for name, milliseconds in bound.overlays:
        sheet.meta("media:duration", smil.clock(milliseconds), uid(name))
    sheet.meta("media:duration", smil.clock(sum(milliseconds for _, milliseconds in bound.overlays)))
