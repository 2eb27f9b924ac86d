"""Text that no voice was made for is spoken, or skipped with an event; nothing stops the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from exporter.engine.storage.cache import SpeechCache
from exporter.engine.work.narrator import Narrator
from exporter.engine.work.world import LocalWorld
from exporter.events import Event, NotRendered
from exporter.french import FRENCH
from exporter.model import Article, Metadata, Paragraph, Text
from exporter.passes import prepare
from exporter.settings import NarrationSettings, Settings

if TYPE_CHECKING:
    from pathlib import Path

SPOKEN = {
    "a long sentence": "Le port" + " et la ville" * 415 + ".",
    "a long word": "a" * 5_000,
    "Arabic inside French": "Il a dit مرحبا بالعالم avant de partir.",
    "Chinese inside French": "Le mot 你好世界 veut dire bonjour.",
    "many scripts": "שלום Ελλάδα Москва 日本 हिन्दी ไทย",
    "control characters": "Bonjour\x00\x01\x02\x07\x1b le\x7f monde\x9f\u202e\ufeff\u200b.",
    "a voice's own commands": "[[aaa]] <speak>oui</speak> (en) {{x}} |cmd|",
    "many accents on one letter": "a" + "\u0301" * 500 + " été",
    "a row of signs": "#" * 3_000 + "a",
    "a long address": "https://exemple.fr/" + "a/" * 2_000,
}
SKIPPED = {
    "points": "." * 5_000,
    "marks": "… !? — ; : ( ) [ ] « »",
    "emoji": "🎉 👩\u200d👩\u200d👧 🇫🇷 ❤️ 🤷🏽\u200d♂️",
    "control characters alone": "\x00\x01\x02",
    "no characters at all": "\ufffd\uffff",
}
NUMBERS = {"a number": "9" * 10_000, "a number in a sentence": f"Le nombre {'123 ' * 999}456 est grand."}

Heard = tuple[list[float], list[NotRendered]]


def listen(voice: str, text: str, cache: Path, speed: float = 1) -> Heard:
    """Seconds of each utterance after the title's, and the losses told."""
    events: list[Event] = []
    settings = NarrationSettings(voice, speed=speed, announce_voice=False)
    article = prepare(Article(Metadata("Titre"), blocks=(Paragraph((Text(text),)),)), FRENCH)
    with Narrator(settings, SpeechCache(cache), 1) as narrator:
        world = LocalWorld(Settings(narration=settings), events.append, None, narrator)
        tracks = world.narrate(article)
    clips = [(clip.end - clip.start) / track.rate - clip.utterance.pause for track in tracks for clip in track.clips]
    return clips[1:], [event for event in events if isinstance(event, NotRendered)]


@pytest.mark.parametrize("voice", ["silent", "espeak"])
@pytest.mark.parametrize("text", SPOKEN.values(), ids=SPOKEN)
def test_strange_text_is_spoken(tmp_path: Path, voice: str, text: str) -> None:
    clips, losses = listen(voice, text, tmp_path)
    assert sum(clips) > 0.3
    assert losses == []


@pytest.mark.parametrize("voice", ["silent", "espeak"])
@pytest.mark.parametrize("text", SKIPPED.values(), ids=SKIPPED)
def test_what_has_no_sound_is_skipped_and_told(tmp_path: Path, voice: str, text: str) -> None:
    clips, losses = listen(voice, text, tmp_path)
    assert clips == []
    assert {loss.detail.split(":")[0] for loss in losses} == {"nothing to say"}


@pytest.mark.parametrize("voice", ["silent", "espeak"])
@pytest.mark.parametrize("text", NUMBERS.values(), ids=NUMBERS)
def test_endless_numbers_are_named_and_told(tmp_path: Path, voice: str, text: str) -> None:
    clips, losses = listen(voice, text, tmp_path)
    assert 1 < sum(clips) < 10
    assert {loss.detail.split(":")[0] for loss in losses} == {"named instead of read aloud"}


def test_words_that_a_voice_has_no_sound_for_are_told(tmp_path: Path) -> None:
    """Phags-pa, the script of the Yuan emperors."""
    clips, losses = listen("espeak", "ꡀꡁ", tmp_path)
    assert sum(clips) == pytest.approx(0, abs=1e-3)
    assert [loss.detail for loss in losses] == ["the voice has no sound for: ꡀꡁ"]


@pytest.mark.slow
def test_the_natural_voice_takes_all_of_it(tmp_path: Path) -> None:
    parts = [text for name, text in (SPOKEN | NUMBERS).items() if "long" not in name]
    clips, _ = listen("kokoro", " ".join(parts), tmp_path, speed=3)
    assert sum(clips) > 5
