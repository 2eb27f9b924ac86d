"""Sound files, from the article to what a player finds."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, cast

import av
import numpy as np
import pytest
from hypothesis import Phase, given, settings
from mutagen.id3 import ID3

from exporter import registry, walk
from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.errors import WriteError
from exporter.events import NotRendered, Progress, Warned
from exporter.french import FRENCH
from exporter.model import Article, Described, Metadata, Paragraph, Source, Text
from exporter.narration import assemble
from exporter.passes import prepare
from exporter.ports import Issue, Part
from exporter.render import audio_formats, audio_riff
from exporter.render.audio_tags import Mark
from exporter.settings import DeletionsReading, NarrationSettings, Settings
from exporter.speech import Speech, Track
from exporter.writers.audio import edition, mp3
from tests import samples
from tests.sounds import recording
from tests.strategies import articles

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.events import Event
    from exporter.ports import Binder, World

FORMATS = pytest.mark.parametrize("name", ["mp3", "m4b", "opus", "wav"])
SHORT = prepare(Article(Metadata("Le bac"), blocks=(Paragraph((Text("Il traverse à l’aube."),)),)), FRENCH)
SILENT = NarrationSettings("silent", speed=3.0, deletions=DeletionsReading.ANNOUNCED)

ON_THE_LINE = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻₀₁₂₃₄₅₆₇₈₉₊₋−–", "0123456789+-0123456789+---")
"""Exponents and indices as the digits that they are set from."""


@pytest.fixture
def narrator(tmp_path: Path) -> Iterator[Narrator]:
    with Narrator(SILENT, SpeechCache(tmp_path / "cache"), 1) as found:
        yield found


def world(narrator: Narrator | None, events: list[Event] | None = None) -> LocalWorld:
    heard: list[Event] = [] if events is None else events
    return LocalWorld(Settings(narration=SILENT), heard.append, None, narrator)


def export(name: str, article: Article, here: LocalWorld, out: Path) -> None:
    registry.writer(name).write(article, here, out)


@FORMATS
def test_a_player_finds_the_chapters_where_the_tracks_begin(narrator: Narrator, tmp_path: Path, name: str) -> None:
    article, here = samples.prepared(), world(narrator)
    export(name, article, here, tmp_path / "a")
    tracks = here.narrate(article)
    with av.open(tmp_path / "a", "r") as container:
        found = container.chapters()
        rate = container.streams.audio[0].rate
        seconds = sum(frame.samples for frame in container.decode(audio=0)) / rate
    assert [chapter["metadata"]["title"] for chapter in found] == [track.chapter.title for track in tracks]
    assert tracks[0].chapter.title.split() == article.metadata.title.split()
    assert len(found) >= 4
    start = 0.0
    for chapter, track in zip(found, tracks, strict=True):
        assert float(chapter["start"] * (chapter["time_base"] or 0)) == pytest.approx(start, abs=0.001)
        start += track.seconds
    assert seconds == pytest.approx(start, abs=0.001 + 1024 / rate * (name == "m4b"))


@FORMATS
def test_players_show_the_cover(narrator: Narrator, tmp_path: Path, name: str) -> None:
    export(name, SHORT, world(narrator), tmp_path / "a")
    with av.open(tmp_path / "a", "r") as container:
        (picture,) = (stream for stream in container.streams.video if stream.codec_context.name == "mjpeg")
        assert picture.width == picture.height >= 1400


def test_the_transcript_holds_every_sentence_and_the_comment_every_source(narrator: Narrator, tmp_path: Path) -> None:
    article = samples.prepared()
    mp3.write(article, world(narrator), tmp_path / "a.mp3")
    found = ID3(tmp_path / "a.mp3")
    words = found["USLT::fra"].text
    assert "140 m³/s et d’un air saturé en H₂O" in words
    words = words.translate(ON_THE_LINE)
    in_sources = {sentence for source in article.sources for sentence in walk.sentences(source)}
    for sentence in set(walk.sentences(article)) - in_sources:
        assert walk.plain(sentence.content).strip().translate(ON_THE_LINE) in words
    for source in article.sources:
        assert walk.plain(source.content) in found["COMM::fra"].text[0]
    for node in walk.nodes(article):
        assert not isinstance(node, Described) or node.text in words


def test_what_a_listener_is_not_told_is_reported(narrator: Narrator, tmp_path: Path) -> None:
    events: list[Event] = []
    mp3.write(samples.prepared(), world(narrator, events), tmp_path / "a.mp3")
    losses = [event for event in events if isinstance(event, NotRendered)]
    assert [(loss.format, loss.node, loss.detail) for loss in losses] == [
        ("narration", "sentence", "named instead of read aloud: cote  = mesure()  if cote > 3.2:     sirène()"),
        ("mp3", "image", "nobody has described carte.png"),
    ]
    assert [event for event in events if isinstance(event, Progress) and event.task == "mp3"]


@FORMATS
def test_the_same_article_gives_the_same_bytes(tmp_path: Path, name: str) -> None:
    for file in ("a", "b"):  # each with a cache of its own
        with Narrator(SILENT, SpeechCache(tmp_path / f"cache-{file}"), 1) as narrator:
            export(name, SHORT, world(narrator), tmp_path / file)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_an_end_that_a_player_makes_up_is_no_matter() -> None:
    edition.check(((Mark("A", 1, 1006),), 1.006), (Mark("A", 0, 1000),), 1.0)


def test_chapters_that_a_player_cannot_count_are_reported(narrator: Narrator, tmp_path: Path) -> None:
    events: list[Event] = []
    few = replace(audio_formats.WAV, chapters=2)
    edition.write(samples.prepared(), world(narrator, events), tmp_path / "a", edition.Form(few, audio_riff.write))
    lost = [event.detail for event in events if isinstance(event, NotRendered) and event.node == "chapter"]
    assert set(lost) >= {"La cote d’alerte", "Sources"}  # a subsection joins its section, then neighbours each other


def test_an_article_without_a_word_is_a_clear_error(tmp_path: Path) -> None:
    silent = Settings(narration=NarrationSettings("silent", announce_voice=False))
    with Narrator(silent.narration, SpeechCache(tmp_path), 1) as narrator:
        here = LocalWorld(silent, print, None, narrator)
        with pytest.raises(WriteError, match="nothing to say"):
            mp3.write(Article(Metadata("…")), here, tmp_path / "a.mp3")


class Clicking(LocalWorld):
    """A world whose voice is quiet but for hard clicks, which no level makes loud enough."""

    def narrate(self, article: Article) -> tuple[Track, ...]:
        """Two seconds of it for each utterance."""
        clicks = np.random.default_rng(1).standard_normal(48_000).astype(np.float32) * 0.005
        clicks[::1200] = 0.9
        speech = recording(Speech(clicks, 24_000))
        return tuple(assemble(chapter, [speech for _ in chapter.utterances]) for chapter in self.narration(article))


def test_a_voice_that_cannot_be_made_loud_enough_is_a_warning(narrator: Narrator, tmp_path: Path) -> None:
    events: list[Event] = []
    here = Clicking(Settings(narration=SILENT), events.append, None, narrator)
    mp3.write(Article(Metadata("Titre")), here, tmp_path / "a.mp3")
    assert [event.code for event in events if isinstance(event, Warned)] == ["loudness"]


@pytest.mark.parametrize(
    ("chapters", "seconds", "message"),
    [
        ((Mark("B", 0, 1000),), 1.0, "chapters"),
        ((), 1.0, "chapters"),
        ((Mark("A", 2, 1000),), 1.0, "chapters"),
        ((Mark("A", 0, 1000),), 1.2, "1.20 s of sound instead of 1.00 s"),
    ],
)
def test_a_file_that_a_player_reads_otherwise_is_refused(
    chapters: tuple[Mark, ...], seconds: float, message: str
) -> None:
    with pytest.raises(WriteError, match=message):
        edition.check((chapters, seconds), (Mark("A", 0, 1000),), 1.0)


@pytest.mark.slow
@given(articles())
@settings(max_examples=8, phases=(Phase.generate,))
def test_every_article_can_be_heard(tmp_path_factory: pytest.TempPathFactory, article: Article) -> None:
    folder = tmp_path_factory.mktemp("audio")
    prepared = prepare(article, FRENCH)
    with Narrator(SILENT, SpeechCache(folder), 1) as narrator:
        mp3.write(prepared, world(narrator), folder / "a.mp3")
    words = ID3(folder / "a.mp3")["USLT::fra"].text.translate(ON_THE_LINE)
    in_sources = {item for source in prepared.sources for item in walk.sentences(source)}
    for sentence in walk.sentences(prepared):
        line = walk.plain(sentence.content).strip()
        if sentence not in in_sources and any(char.isalnum() for char in line):
            assert line.translate(ON_THE_LINE) in words


def _loaded(article: Article, narrator: Narrator) -> tuple[Article, World]:
    return article, world(narrator)


@FORMATS
def test_an_issue_is_heard_from_end_to_end(narrator: Narrator, tmp_path: Path, name: str) -> None:
    sourced = replace(SHORT, metadata=replace(SHORT.metadata, title="Le gué"), sources=(Source((Text("Le canal"),)),))
    articles = (SHORT, prepare(sourced, FRENCH))
    parts = tuple(Part(article.metadata, partial(_loaded, article, narrator)) for article in articles)
    binder = cast("Binder", registry.writer(name))
    binder.bind(Issue(Metadata("Au fil de l’eau", publisher="Rivages"), parts), world(narrator), tmp_path / "a")
    with av.open(str(tmp_path / "a")) as file:
        chapters = [chapter["metadata"]["title"] for chapter in file.chapters()]
    assert chapters == ["Le bac", "Le gué", "Sources (Le gué)"]


@FORMATS
def test_what_was_coded_once_is_not_coded_again(narrator: Narrator, tmp_path: Path, name: str) -> None:
    first: list[Event] = []
    again: list[Event] = []
    export(name, SHORT, world(narrator, first), tmp_path / "first")
    export(name, SHORT, world(narrator, again), tmp_path / "again")
    assert (tmp_path / "first").read_bytes() == (tmp_path / "again").read_bytes()
    coding = [any(isinstance(event, Progress) and event.task == name for event in heard) for heard in (first, again)]
    assert coding == [True, name == "wav"]  # as large as the recordings themselves
