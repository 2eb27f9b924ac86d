"""The sound between sections: heard in the silence, and no time but that of the silence changes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from exporter.model import Article, Cell, Metadata, Row, Table, Text
from exporter.narration import assemble, chimes
from exporter.settings import NarrationSettings
from exporter.speech import Chapter, ChapterKind, Phrase, Recording, Utterance, UtteranceKind
from tests.narration.listening import heard, paragraph, section

RATE = 8000
ARTICLE = Article(
    Metadata("Titre"), sections=(section("Un", paragraph("Bonjour.")), section("Deux", paragraph("Fin.")))
)


def chapter(pause: float) -> Chapter:
    said = (Utterance(id_, UtteranceKind.SENTENCE, (Phrase("fr", "Oui."),), pause) for id_ in ("s1", "s2"))
    return Chapter("c", ChapterKind.SECTION, "C", 1, tuple(said))


def recordings() -> list[Recording]:
    samples = np.full(800, 0.25, np.float32)
    return [Recording(RATE, 800, "d", (), lambda: samples)] * 2


@pytest.mark.parametrize("pause", [2.6, 0.5])
def test_it_stands_in_the_last_pause_and_moves_nothing(pause: float) -> None:
    plain, sounded = (assemble(chapter(pause), recordings(), sound=sound) for sound in (False, True))
    assert [(clip.start, clip.end) for clip in plain.clips] == [(clip.start, clip.end) for clip in sounded.clips]
    assert plain.digest != sounded.digest
    assert (plain.fetch(0) == sounded.fetch(0)).all()
    without, with_ = plain.fetch(1), sounded.fetch(1)
    assert (without[:800] == with_[:800]).all()
    assert np.abs(with_[800:]).max() > 0.01
    assert not without[800:].any()


def test_it_begins_and_ends_in_silence_and_is_quieter_than_a_voice() -> None:
    sound = chimes.chime(RATE)
    assert len(sound) == round(chimes.SECONDS * RATE)
    assert np.abs(sound[:2]).max() < 0.005
    assert np.abs(sound[-2:]).max() < 0.005
    assert 0.02 < np.abs(sound).max() < 0.15
    assert (sound == chimes.chime(RATE)).all()


def test_a_long_table_within_a_section_is_not_the_end_of_one() -> None:
    rows = tuple(
        Row((Cell((Text(f"Ligne {number}"),)), Cell((Text("1"),)), Cell((Text("2"),)))) for number in range(30)
    )
    article = replace(ARTICLE, sections=(section("Un", paragraph("Avant."), Table((), rows), paragraph("Après.")),) * 2)
    told = heard(article, NarrationSettings(section_sound=True))
    kinds = [(chapter.kind, chapter.utterances[-1].pause >= 2.6) for chapter in told]
    assert (ChapterKind.TABLE, False) in kinds
    assert [room for _, room in kinds].count(True) == 2


def test_there_is_room_for_it_between_sections_and_only_there() -> None:
    quiet, sounded = (heard(ARTICLE, NarrationSettings(section_sound=sound, speed=2.0)) for sound in (False, True))
    assert [chapter.utterances[-1].pause for chapter in quiet] == [0.75] * 3
    assert [chapter.utterances[-1].pause for chapter in sounded] == [2.6, 2.6, 0.75]
