"""What a listener may choose to hear, and what is told of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter import narration
from exporter.events import NotRendered
from exporter.french import FRENCH
from exporter.model import Article, Metadata, Note, NoteRef, Paragraph, Source, Text
from exporter.passes import prepare
from exporter.settings import NarrationSettings, NotesReading, SourcesReading

if TYPE_CHECKING:
    from exporter.speech import Chapter

NBSP = "\u00a0"


def paragraph(words: str) -> Paragraph:
    return Paragraph((Text(words),))


ARTICLE = prepare(
    Article(
        Metadata("Le puits"),
        blocks=(
            Paragraph((Text("Le puits est rouvert."), NoteRef("a"), Text(" Il était à sec."))),
            paragraph("***"),
            paragraph("L’eau revient."),
        ),
        notes=(
            Note("a", "1", (paragraph("Selon la mairie."),)),
            Note("b", "2", (paragraph("Note que rien n’appelle."),)),
        ),
        sources=(Source((Text("Archives du puits, 1902"),)), Source((Text("Le Fontainier, 2020"),))),
    ),
    FRENCH,
)


def narrated(settings: NarrationSettings) -> tuple[Chapter, ...]:
    return narration.narrate(ARTICLE, FRENCH, settings)


def heard(chapter: Chapter) -> list[str]:
    return [item.spoken.replace(NBSP, " ") for item in chapter.utterances]


def losses(settings: NarrationSettings) -> list[NotRendered]:
    return list(narration.losses(ARTICLE, narrated(settings), settings))


def test_notes_follow_their_sentence() -> None:
    said = heard(narrated(NarrationSettings())[0])
    assert said[2:4] == ["Le puits est rouvert. ", "Note : Selon la mairie. Fin de la note."]


def test_notes_at_the_end_are_a_chapter_before_the_sources() -> None:
    chapters = narrated(NarrationSettings(notes=NotesReading.END))
    assert [chapter.id for chapter in chapters] == ["opening", "notes", "sources"]
    assert heard(chapters[1]) == ["Notes", "Note un : Selon la mairie.", "Note deux : Note que rien n’appelle."]
    assert not any("Note" in line for chapter in chapters if chapter.id != "notes" for line in heard(chapter))
    assert [event.node for event in losses(NarrationSettings(notes=NotesReading.END))] == ["sentence"]


def test_without_notes_there_is_no_chapter_of_notes() -> None:
    article = prepare(Article(Metadata("Le puits"), blocks=(paragraph("Rien."),)), FRENCH)
    chapters = narration.narrate(article, FRENCH, NarrationSettings(notes=NotesReading.END))
    assert [chapter.id for chapter in chapters] == ["opening"]


def test_notes_skipped_are_told_to_the_editor_only() -> None:
    settings = NarrationSettings(notes=NotesReading.SKIPPED)
    assert not any("mairie" in line or "appelle" in line for chapter in narrated(settings) for line in heard(chapter))
    assert losses(settings)[0] == NotRendered("narration", "note", "notes not read aloud, as asked: 2")


def test_sources_skipped_are_told_to_the_editor_only() -> None:
    settings = NarrationSettings(sources=SourcesReading.SKIPPED)
    assert [chapter.id for chapter in narrated(settings)] == ["opening", "notices"]
    assert losses(settings)[0] == NotRendered("narration", "source", "sources not read aloud, as asked: 2")


def test_the_voice_is_announced_unless_asked_otherwise() -> None:
    assert "Lu par une voix de synthèse." in heard(narrated(NarrationSettings())[0])
    assert "Lu par une voix de synthèse." not in heard(narrated(NarrationSettings(announce_voice=False))[0])


def test_what_has_nothing_to_say_is_told() -> None:
    assert losses(NarrationSettings()) == [NotRendered("narration", "sentence", "nothing to say: ***")]


def test_long_losses_are_shown_by_their_beginning_on_one_line() -> None:
    article = prepare(Article(Metadata("Le puits"), blocks=(paragraph("…\n\u0007… " + "…" * 500),)), FRENCH)
    (loss,) = narration.losses(article, narration.narrate(article, FRENCH, NarrationSettings()), NarrationSettings())
    assert loss.detail.startswith("nothing to say: …")
    assert loss.detail.isprintable()
    assert len(loss.detail) < 100
