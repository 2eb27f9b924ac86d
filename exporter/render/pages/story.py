"""An article on its way into XHTML pages: how it is to be written, and what is heard of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from exporter import walk
from exporter.model import Article
from exporter.ports import Format, World
from exporter.render import phrasing
from exporter.render.album import Album
from exporter.render.order import Part
from exporter.render.pages import accessibility
from exporter.render.pages.documents import file_of
from exporter.render.pages.options import Options, Overlays
from exporter.render.phrasing import Style
from exporter.rewrite import UNSPOKEN
from exporter.speech import Track

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exporter.ports import Language
    from exporter.speech import Utterance

_LARGEST: Final = (2000, 2000)
"""Width and height of a picture in pixels: sharp on the largest e-readers."""


@dataclass(frozen=True, slots=True)
class Story:
    """An article in the world it belongs to, with the pictures that it shows and its narration, if it is read aloud.

    ``prefix`` begins the names of its files.
    """

    article: Article
    world: World
    form: Format
    prefix: str
    album: Album
    tracks: tuple[Track, ...]

    @property
    def language(self) -> Language:
        """The rules of its language."""
        return self.world.language(self.article.metadata.language)

    @property
    def flows(self) -> bool:
        """Whether it is short enough to be one document."""
        return len(walk.words(self.article).split()) <= self.world.options(Options).flow

    @property
    def style(self) -> Style:
        """How it is written as XHTML."""
        return Style(
            self.language,
            notes=phrasing.note_labels(self.article),
            notes_file="" if self.flows else file_of(self.prefix + Part.NOTES),
            image=self.album.address,
            heading_base=1 if self.flows else 0,
            sentence_spans=True,
            epub=True,
        )

    @property
    def clips(self) -> Mapping[str, tuple[Track, int]]:
        """Where each utterance is heard, by its id: its track and its place there."""
        return {clip.utterance.id: (track, place) for track in self.tracks for place, clip in enumerate(track.clips)}

    @property
    def voice(self) -> str:
        """The line that tells who reads aloud; empty if it is not read."""
        track, place = self.clips.get("voice", (None, 0))
        return track.clips[place].utterance.written if track else ""

    @property
    def words(self) -> bool:
        """Whether its overlays follow words."""
        wanted = self.world.options(Options).overlays is Overlays.WORD
        return wanted and any(clip.words for track in self.tracks for clip in track.clips)

    def content(self) -> accessibility.Content:
        """Take its pictures into the album, and say what matters to how it can be read."""
        pagination = self.world.pagination()
        fine = Overlays.WORD if self.words else Overlays.SENTENCE
        return accessibility.Content(
            accessibility.images(self.article, self.album),
            audio=fine if self.tracks else None,
            complete=not self.tracks or _complete(self.article, self.tracks),
            pages=pagination.source if pagination else None,
            certifier=self.world.options(Options).certifier,
        )


def tell(article: Article, world: World, form: Format, prefix: str = "") -> Story:
    """Begin: narrate if the edition speaks, and report what XHTML cannot express. Raises `VoiceError`."""
    for loss in phrasing.losses(article, form.name):
        world.report(loss)
    album = Album(world, form.name, "images/", _LARGEST)
    return Story(article, world, form, prefix, album, world.narrate(article) if form.spoken else ())


def _complete(article: Article, tracks: tuple[Track, ...]) -> bool:
    """Tell whether all words of a text are said, none left out or only named."""
    said = {clip.utterance.id for track in tracks for clip in track.clips if not _named(clip.utterance)}
    return all(sentence.id in said for sentence in walk.sentences(article) if _has_words(walk.plain(sentence.content)))


def _named(utterance: Utterance) -> bool:
    return any(edit.rule == UNSPOKEN for phrase in utterance.phrases for edit in phrase.edits)


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))
