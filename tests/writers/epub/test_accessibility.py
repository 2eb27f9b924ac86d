from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import TYPE_CHECKING

import pytest

from exporter import walk
from exporter.engine.work.world import LocalWorld
from exporter.events import Warned
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Decorative,
    Described,
    Figure,
    Image,
    Metadata,
    Missing,
    Note,
    NoteRef,
    Paragraph,
    Preformatted,
    Source,
    Text,
)
from exporter.passes import prepare
from exporter.ports import Pagination
from exporter.render.pages.accessibility import CONFORMANCE, Accessibility, Content, describe
from exporter.settings import BookSettings, NarrationSettings, NotesReading, Overlays, Settings, SourcesReading
from exporter.writers.epub import text
from tests import samples
from tests.writers.epub.reading import SILENT, Book, export, pictures, speak

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event
    from exporter.model import Alt

PICTURE, ORNAMENT, MUTE = Described("Le pont."), Decorative(), Missing()

MODES = {"auditory", "tactile", "textual", "visual"}
FEATURES = {
    *("annotations", "ARIA", "index", "pageBreakMarkers", "pageNavigation", "readingOrder", "structuralNavigation"),
    *("tableOfContents", "taggedPDF", "alternativeText", "audioDescription", "closedCaptions", "describedMath"),
    *("longDescription", "openCaptions", "rubyAnnotations", "signLanguage", "transcript", "displayTransformability"),
    *("synchronizedAudioText", "timingControl", "unlocked", "ChemML", "latex", "MathML", "ttsMarkup"),
    *("highContrastAudio", "highContrastDisplay", "largePrint", "braille", "tactileGraphic", "tactileObject"),
}
"""The Accessibility Discoverability Vocabulary of the W3C, without what it deprecates."""


def _told(**facts: object) -> Accessibility:
    return describe(Content(**facts), FRENCH)  # type: ignore[arg-type] # any of the fields


# --- Case by case ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("images", "modes", "sufficient", "features", "words"),
    [
        ((), ("textual",), ("textual",), set(), "Il n’y a pas d’autre image que la couverture."),
        ((ORNAMENT,), ("textual",), ("textual",), set(), "Les images sont purement décoratives."),
        (
            (PICTURE,),
            ("textual", "visual"),
            ("textual", "textual,visual"),
            {"alternativeText"},
            "Toutes les images qui ont un sens",
        ),
        (
            (PICTURE, ORNAMENT),
            ("textual", "visual"),
            ("textual", "textual,visual"),
            {"alternativeText"},
            "ont une description.",
        ),
        ((PICTURE, MUTE, ORNAMENT), ("textual", "visual"), ("textual,visual",), set(), "description\u00a0: 1 sur 2."),
        ((MUTE,), ("textual", "visual"), ("textual,visual",), set(), "description\u00a0: 0 sur 1."),
    ],
)
def test_what_is_said_of_pictures_follows_their_descriptions(
    images: tuple[Alt, ...], modes: tuple[str, ...], sufficient: tuple[str, ...], features: set[str], words: str
) -> None:
    told = _told(images=images)
    assert (told.modes, told.sufficient) == (modes, sufficient)
    assert set(told.features) & {"alternativeText"} == features
    assert words in told.summary


def test_a_silent_edition_claims_no_audio() -> None:
    told = _told()
    assert "auditory" not in "".join((*told.modes, *told.sufficient))
    assert not {"synchronizedAudioText", "highContrastAudio"} & set(told.features)
    assert "Cette édition n’a pas de version audio." in told.summary


def test_a_spoken_edition_can_be_read_by_ear_alone() -> None:
    told = _told(audio=Overlays.SENTENCE)
    assert told.modes == ("auditory", "textual")
    assert told.sufficient == ("textual", "auditory")
    assert {"synchronizedAudioText", "highContrastAudio"} <= set(told.features)
    assert "surligné phrase par phrase." in told.summary


def test_overlays_of_words_are_said_to_be() -> None:
    assert "surligné mot par mot." in _told(audio=Overlays.WORD).summary


def test_a_voice_that_leaves_something_out_is_not_enough() -> None:
    told = _told(audio=Overlays.SENTENCE, complete=False)
    assert (told.modes, told.sufficient) == (("auditory", "textual"), ("textual",))
    assert "ne sont pas lues" in told.summary
    assert "ne sont pas lues" not in _told(complete=False).summary


def test_pictures_that_nobody_described_have_to_be_seen_even_with_a_voice() -> None:
    assert _told(audio=Overlays.SENTENCE, images=(MUTE,)).sufficient == ("textual,visual", "auditory,visual")


def test_pages_are_told_of_only_with_a_list_of_them() -> None:
    markers = {"pageBreakMarkers", "pageNavigation"}
    told = _told(pages="urn:uuid:1")
    assert markers <= set(told.features)
    assert told.pages == "urn:uuid:1"
    assert "pages de l’édition PDF" in told.summary
    assert not markers & set(_told().features)
    assert _told().pages is None
    assert "PDF" not in _told().summary


def test_conformance_is_claimed_in_somebodys_name_alone() -> None:
    told = _told(certifier="Les Éditions du Pont")
    assert told.certifier == "Les Éditions du Pont"
    assert "Les Éditions du Pont atteste que cette édition est conforme" in told.summary
    assert _told().certifier is None
    assert "Aucune conformité" in _told().summary


def test_nobody_can_claim_conformance_for_a_picture_that_nobody_described() -> None:
    told = _told(certifier="Les Éditions du Pont", images=(PICTURE, MUTE))
    assert told.certifier is None
    assert "Aucune conformité" in told.summary


@pytest.mark.parametrize(
    ("images", "audio", "pages"),
    list(product([(), (PICTURE,), (MUTE,), (ORNAMENT,)], [None, *Overlays], [None, "urn:uuid:1"])),
)
def test_every_value_is_of_the_vocabulary(images: tuple[Alt, ...], audio: Overlays | None, pages: str | None) -> None:
    told = _told(images=images, audio=audio, pages=pages)
    assert set(told.modes) <= MODES
    assert all(set(way.split(",")) <= set(told.modes) for way in told.sufficient)
    assert set(told.features) <= FEATURES
    assert told.hazards == ("none",)
    for values in (told.modes, told.sufficient, told.features):
        assert len(set(values)) == len(values) > 0


# --- Whole editions ----------------------------------------------------------------------------


def _feature(book: Book, name: str) -> bool:
    return name in book.values("schema:accessibilityFeature")


def _pictured(tmp_path: Path, alt: Alt) -> Book:
    article = Article(Metadata("Le pont"), blocks=(Figure(Image("pont.png", alt)),))
    return export(prepare(article, FRENCH), tmp_path / "a.epub", folder=pictures(tmp_path))


def test_removing_a_description_changes_the_metadata(tmp_path: Path) -> None:
    with_it, without = _pictured(tmp_path, PICTURE), _pictured(tmp_path, MUTE)
    assert _feature(with_it, "alternativeText")
    assert "textual" in with_it.values("schema:accessModeSufficient")
    assert not _feature(without, "alternativeText")
    assert without.values("schema:accessModeSufficient") == ["textual,visual"]
    assert without.values("schema:accessMode") == with_it.values("schema:accessMode") == ["textual", "visual"]


def test_a_picture_that_cannot_be_shown_is_not_counted(tmp_path: Path) -> None:
    folder = pictures(tmp_path)
    (folder / "carte.png").unlink()  # the one that nobody described
    book = export(samples.prepared(), tmp_path / "a.epub", folder=folder)
    assert book.values("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert _feature(book, "alternativeText")


def test_a_book_without_pictures_is_textual_whatever_its_cover(tmp_path: Path) -> None:
    book = export(samples.prepared(), tmp_path / "a.epub")
    assert book.values("schema:accessMode") == book.values("schema:accessModeSufficient") == ["textual"]
    assert not _feature(book, "alternativeText")


def test_metadata_and_colophon_say_the_same(book: Book) -> None:
    (summary,) = book.values("schema:accessibilitySummary")
    assert summary in book.text()
    assert book.values("schema:accessibilityHazard") == ["none"]


def test_without_a_certifier_nothing_is_claimed(book: Book) -> None:
    assert not book.values("dcterms:conformsTo")
    assert not book.values("a11y:certifiedBy")


def test_a_certifier_claims_conformance_to_the_letter(tmp_path: Path) -> None:
    chosen = Settings(book=BookSettings(certifier="Les Éditions du Pont"))
    book = export(samples.prepared(), tmp_path / "a.epub", chosen=chosen)
    assert book.values("dcterms:conformsTo") == [CONFORMANCE] == ["EPUB Accessibility 1.1 - WCAG 2.2 Level AA"]
    assert book.values("a11y:certifiedBy") == ["Les Éditions du Pont"]


def test_a_claim_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    events: list[Event] = []
    chosen = Settings(book=BookSettings(certifier="Les Éditions du Pont"))
    book = export(samples.prepared(), tmp_path / "a.epub", events, folder=pictures(tmp_path), chosen=chosen)
    assert not book.values("dcterms:conformsTo")
    warning = Warned("conformance", "a picture has no description: the book claims no conformance")
    assert warning in events


_READ = Article(
    Metadata("Le pont"),
    blocks=(Paragraph((Text("Le pont a tenu"), NoteRef("pont"), Text("."))),),
    sources=(Source((Text("Archives communales"),)),),
    notes=(Note("pont", "1", (Paragraph((Text("Il date de 1720."),)),)),),
)


def test_removing_the_audio_changes_the_metadata(tmp_path: Path) -> None:
    article = prepare(_READ, FRENCH)
    heard, mute = speak(article, tmp_path / "a.epub"), export(article, tmp_path / "b.epub")
    assert heard.values("schema:accessMode") == ["auditory", *mute.values("schema:accessMode")]
    assert heard.values("schema:accessModeSufficient") == ["textual", "auditory"]
    assert mute.values("schema:accessModeSufficient") == ["textual"]
    spoken, silent = (set(book.values("schema:accessibilityFeature")) for book in (heard, mute))
    assert spoken - silent == {"synchronizedAudioText", "highContrastAudio"}
    assert "phrase par phrase" in heard.values("schema:accessibilitySummary")[0]
    assert "pas de version audio" in mute.values("schema:accessibilitySummary")[0]


@pytest.mark.parametrize(
    "narration",
    [
        replace(SILENT.narration, sources=SourcesReading.SKIPPED),
        replace(SILENT.narration, notes=NotesReading.SKIPPED),
    ],
)
def test_a_voice_that_skips_a_part_is_not_said_to_be_enough(tmp_path: Path, narration: NarrationSettings) -> None:
    book = speak(prepare(_READ, FRENCH), tmp_path / "a.epub", replace(SILENT, narration=narration))
    assert book.values("schema:accessMode") == ["auditory", "textual"]
    assert book.values("schema:accessModeSufficient") == ["textual"]
    assert "ne sont pas lues" in book.values("schema:accessibilitySummary")[0]


def test_a_voice_that_only_names_program_code_is_not_said_to_be_enough(tmp_path: Path) -> None:
    code = Preformatted((Text("if cote > 3.2: alerte()"),), "python")
    book = speak(prepare(replace(_READ, blocks=(code,)), FRENCH), tmp_path / "a.epub")
    assert book.values("schema:accessModeSufficient") == ["textual"]


def test_removing_the_list_of_pages_changes_the_metadata(tmp_path: Path) -> None:
    events: list[Event] = []
    article, world = samples.prepared(), LocalWorld(Settings(), events.append, None, None)
    sentences = [sentence.id for sentence in walk.sentences(article)]
    text.write(article, world, tmp_path / "a.epub")
    without = Book(tmp_path / "a.epub")
    world.paginated(
        Pagination("urn:uuid:00000000-0000-5000-8000-000000000000", (("1", sentences[0]), ("2", sentences[5])))
    )
    text.write(article, world, tmp_path / "b.epub")
    paged = Book(tmp_path / "b.epub")
    one, other = (set(book.values("schema:accessibilityFeature")) for book in (paged, without))
    assert one - other == {"pageBreakMarkers", "pageNavigation"}
    assert paged.values("pageBreakSource") == ["urn:uuid:00000000-0000-5000-8000-000000000000"]
    assert without.values("pageBreakSource") == ["none"]
    assert [len(book.of_type("page-list")) for book in (paged, without)] == [1, 0]
    assert [len(book.of_type("pagebreak")) for book in (paged, without)] == [2, 0]
