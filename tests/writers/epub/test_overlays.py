"""Read-along: every narrated text is heard once, where it stands, when it is spoken."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest

from exporter import walk
from exporter.errors import WriteError
from exporter.events import NotRendered
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Emphasis,
    Foreign,
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
from exporter.render.pages.options import Options, Overlays
from exporter.settings import NarrationSettings, NotesReading, Settings, SourcesReading
from exporter.speech import Phrase
from exporter.writers.epub import spoken
from tests import samples
from tests.writers.epub.listening import SMIL, TEXTREF, decoded, durations, overlays, shown
from tests.writers.epub.reading import CUT, SILENT, XHTML, Book, examples, issue, pictures, speak, squeezed, voice

if TYPE_CHECKING:
    from pathlib import Path

    from exporter.events import Event
    from exporter.ports import World
    from exporter.speech import Utterance
    from tests.writers.epub.listening import Heard

    Said = dict[tuple[str, str], Utterance]

SHORT = prepare(Article(Metadata("Le bac"), blocks=(Paragraph((Text("Il traverse. À l’aube\u00a0?"),)),)), FRENCH)
_LICENCE = Notice(NoticeKind.LICENCE, (Text("Reproduction libre."),))
LICENSED = prepare(replace(samples.ONDELLE, notices=(*samples.ONDELLE.notices, _LICENCE)), FRENCH)
"""The sample with something to hear on its last page."""
CUT_SILENT = replace(SILENT, own=CUT.own)
WORDS = replace(SILENT, own=(Options(Overlays.WORD),))
MILLISECOND = 0.001


def said_in(article: Article, world: World, prefix: str = "") -> Said:
    """What is said of an article, by the prefix of its files and the utterance's id."""
    clips = (clip for track in world.narrate(article) for clip in track.clips)
    return {(prefix, clip.utterance.id): clip.utterance for clip in clips}


def check(book: Book, said: Said) -> None:
    """What holds for every book that speaks."""
    found = overlays(book)
    assert Counter((overlay.prefix, par.text) for overlay in found for par in overlay.pars) == Counter(list(said))
    lasting = durations(book)
    for overlay in found:
        sounds = [list(pars) for _, pars in groupby(overlay.pars, lambda par: par.sound)]
        assert len({pars[0].sound for pars in sounds}) == len(sounds)
        assert all(pars[0].begin == 0 for pars in sounds)
        assert all(par.begin < par.end for par in overlay.pars)
        assert all(one.end == other.begin for pars in sounds for one, other in pairwise(pars))
        assert sum(pars[-1].end for pars in sounds) == pytest.approx(lasting[overlay.name], abs=MILLISECOND)
        places = [element.get("id") for element in book.documents[overlay.page].iter()]
        order = [places.index(par.text) for par in overlay.pars]
        assert order == sorted(order)
    assert lasting.pop("") == pytest.approx(sum(lasting.values()), abs=MILLISECOND)
    assert set(lasting) == {overlay.name for overlay in found}


def check_words(book: Book, article: Article, said: Said, prefix: str = "") -> None:
    """The spans, put together, are the article: what is heard is what is written."""
    text = shown(book)
    in_sources = {sentence.id for source in article.sources for sentence in walk.sentences(source)}
    for (own, identity), utterance in said.items():
        if own == prefix and identity not in in_sources:
            assert squeezed(utterance.written) in squeezed(text[prefix, identity])
    sentences = [one for one in walk.sentences(article) if (prefix, one.id) in said and one.id not in in_sources]
    written = "".join(text[prefix, sentence.id] for sentence in sentences)
    assert squeezed(written) == squeezed("".join(walk.plain(sentence.content) for sentence in sentences))


def test_every_narrated_text_is_heard_once_where_it_stands(tmp_path: Path) -> None:
    article = samples.prepared()
    with voice(pictures(tmp_path)) as world:
        spoken.write(article, world, tmp_path / "a.epub")
        said = said_in(article, world)
    book = Book(tmp_path / "a.epub")
    check(book, said)
    check_words(book, article, said)
    assert {"title", "voice", "f1", "f1-credit", "sources", "sources-1"} <= {identity for _, identity in said}


@pytest.mark.slow
def test_so_it_is_in_any_article(tmp_path: Path) -> None:
    articles = [prepare(example, FRENCH) for example in examples()]
    said: Said = {}
    with voice(tmp_path) as world:
        spoken.bind(issue(articles, world), world, tmp_path / "a.epub")
        for number, article in enumerate(articles, 1):
            said |= said_in(article, world, f"article-{number:02}-")
    book = Book(tmp_path / "a.epub")
    check(book, said)
    for number, article in enumerate(articles, 1):
        check_words(book, article, said, f"article-{number:02}-")


def test_what_is_said_to_last_is_what_a_player_decodes(tmp_path: Path) -> None:
    chosen = replace(SILENT, narration=NarrationSettings("silent"))
    book = speak(SHORT, tmp_path / "a.epub", chosen)
    (overlay,) = overlays(book)
    heard, rate = decoded(book, overlay.pars[0].sound)
    assert durations(book)[overlay.name] == pytest.approx(len(heard) / rate, abs=0.05)


def test_speech_begins_where_its_clip_does_and_ends_before_the_next(tmp_path: Path) -> None:
    book = speak(SHORT, tmp_path / "a.epub", replace(SILENT, narration=NarrationSettings("silent")))
    (overlay,) = overlays(book)
    heard, rate = decoded(book, overlay.pars[0].sound)
    loud = np.abs(heard) > 0.3 * np.abs(heard).max()
    for par in overlay.pars:
        begin, end = round(par.begin * rate), round(par.end * rate)
        assert loud[begin : begin + rate // 50].any()  # in its first 20 ms
        assert not loud[end - rate // 10 : end].any()  # nor in its last 100


def test_all_sound_is_at_one_level(tmp_path: Path) -> None:
    book = speak(LICENSED, tmp_path / "a.epub")
    (overlay,) = overlays(book)
    peaks = [np.abs(decoded(book, sound)[0]).max() for sound in dict.fromkeys(par.sound for par in overlay.pars)]
    assert len(peaks) == 6
    assert max(peaks) / min(peaks) < 1.05


# --- What a listener may skip or leave ---------------------------------------------------------


def test_lists_tables_figures_notes_and_sources_can_be_left(tmp_path: Path) -> None:
    found = {overlay.page: overlay for overlay in overlays(speak(samples.prepared(), tmp_path / "a.epub", CUT_SILENT))}
    assert found["opening.xhtml"].kinds() == ["figure", "figure", "figure"]
    assert {"list", "list-item", "table", "table-row"} == set(found["section-1.xhtml"].kinds())
    assert found["notes.xhtml"].kinds() == ["endnotes", "footnote"]
    assert found["sources.xhtml"].kinds()[:3] == ["bibliography", "list", "list-item"]
    depth = [len(list(par.iterancestors(f"{SMIL}seq"))) for par in found["section-1.xhtml"].root.iter(f"{SMIL}par")]
    assert depth[0] == 1  # the section's heading
    assert max(depth) > 4  # an item of a list inside of a list


def test_a_note_is_heard_where_it_stands_and_not_where_it_is_called(tmp_path: Path) -> None:
    note = Note("n", "1", (Paragraph((Text("Une note."),)),))
    article = Article(
        Metadata("Titre"), blocks=(Paragraph((Text("Avant"), NoteRef("n"), Text(". Après."))),), notes=(note,)
    )
    found = overlays(speak(prepare(article, FRENCH), tmp_path / "a.epub", CUT_SILENT))
    assert [(overlay.page, [par.text for par in overlay.pars]) for overlay in found] == [
        ("opening.xhtml", ["title", "voice", "s1", "s2"]),
        ("notes.xhtml", ["s3"]),
    ]
    (whole,) = overlays(speak(prepare(article, FRENCH), tmp_path / "a.epub"))
    heard = [(par.text, par.sound, par.begin == 0) for par in whole.pars]
    assert heard[-2:] == [("s2", "audio/opening.mp3", False), ("s3", "audio/notes.mp3", True)]


# --- What is not read --------------------------------------------------------------------------


def test_what_is_not_read_has_no_overlay(tmp_path: Path) -> None:
    quiet = NarrationSettings("silent", 20.0, SourcesReading.SKIPPED, NotesReading.SKIPPED, announce_voice=False)
    book = speak(LICENSED, tmp_path / "a.epub", Settings(narration=quiet, own=CUT.own))
    pages = {overlay.page for overlay in overlays(book)}
    assert pages == {"opening.xhtml", "section-1.xhtml", "section-2.xhtml", "colophon.xhtml"}
    assert {"notes.xhtml", "sources.xhtml"} <= set(book.spine())
    assert "voice" not in [element.get("id") for element in book.documents["opening.xhtml"].iter()]
    assert "auditory" not in book.values("schema:accessModeSufficient")


def test_a_voice_that_reads_all_is_enough(tmp_path: Path) -> None:
    book = speak(SHORT, tmp_path / "a.epub")
    assert book.values("schema:accessModeSufficient") == ["textual", "auditory"]
    assert "synchronizedAudioText" in book.values("schema:accessibilityFeature")


def test_code_that_is_only_named_is_not_all_the_text(tmp_path: Path) -> None:
    book = speak(samples.prepared(), tmp_path / "a.epub")
    assert "auditory" not in book.values("schema:accessModeSufficient")


@pytest.mark.parametrize("bound", [False, True])
def test_without_a_word_there_is_nothing_to_hear(tmp_path: Path, *, bound: bool) -> None:
    article = prepare(Article(Metadata("…")), FRENCH)
    with voice(tmp_path, Settings(narration=NarrationSettings("silent", announce_voice=False))) as world:
        make = spoken.bind if bound else spoken.write
        with pytest.raises(WriteError, match="nothing to say"):
            make(issue([article], world) if bound else article, world, tmp_path / "a.epub")  # type: ignore[arg-type]


# --- Word by word ------------------------------------------------------------------------------


def test_words_follow_each_other_within_their_sentence(tmp_path: Path) -> None:
    content = (
        Text("Le "),
        Emphasis((Text("pont de"),)),
        Text(" pierre, "),
        Foreign("en", (Text("a bridge"),)),
        Text("."),
    )
    article = prepare(Article(Metadata("Titre"), blocks=(Paragraph(content),)), FRENCH)
    book = speak(article, tmp_path / "a.epub", WORDS)
    (overlay,) = overlays(book)
    (sentence,) = [seq for seq in overlay.root.iter(f"{SMIL}seq") if seq.get(TEXTREF).endswith("#s1")]
    pars = [par for par in overlay.pars if par.text.startswith("s1-")]
    assert len(sentence) == len(pars) == 6
    words = shown(book)
    assert [words["", par.text] for par in pars] == ["Le", "pont", "de", "pierre", "a", "bridge"]
    assert all(one.end == other.begin for one, other in pairwise(overlay.pars))
    (span,) = [one for one in book.documents["text.xhtml"].iter(f"{XHTML}span") if one.get("id") == "s1-w6"]
    assert span.getparent().get("lang") == "en"
    assert "Le pont de pierre, a bridge." in book.text()


def test_a_word_that_markup_divides_is_heard_in_parts(tmp_path: Path) -> None:
    content = (Text("Voir l’"), Emphasis((Text("ami de"),)), Text(" Paul."))
    book = speak(prepare(Article(Metadata("Titre"), blocks=(Paragraph(content),)), FRENCH), tmp_path / "a.epub", WORDS)
    words = shown(book)
    assert [words["", par.text] for par in overlays(book)[0].pars if par.text.startswith("s1")] == [
        *("Voir", "l’", "ami", "de", "Paul")
    ]


def test_a_sentence_that_is_read_otherwise_than_written_stays_whole(tmp_path: Path) -> None:
    article = prepare(Article(Metadata("Titre"), sources=samples.ONDELLE.sources[:1]), FRENCH)
    found = overlays(speak(article, tmp_path / "a.epub", WORDS))
    assert [par.text for par in found[-1].pars][-1] == "s1"


def test_all_of_an_article_can_be_followed_word_by_word(tmp_path: Path) -> None:
    article = samples.prepared()
    book = speak(article, tmp_path / "a.epub", WORDS)
    sentences = speak(article, tmp_path / "b.epub")
    one, other = ("".join(book.documents["text.xhtml"].itertext()) for book in (book, sentences))
    assert one.partition("Colophon")[0] == other.partition("Colophon")[0]  # which tells how it is read
    assert durations(book) == durations(sentences)
    for overlay in overlays(book):
        assert all(_follows(*pair) for pair in pairwise(overlay.pars))
    (summary,) = book.values("schema:accessibilitySummary")
    assert "mot" in summary


def _follows(one: Heard, other: Heard) -> bool:
    """Tell whether one is heard right after the other, or begins another sound."""
    return one.begin < one.end == other.begin or (one.sound != other.sound and other.begin == 0)


@pytest.mark.slow
def test_words_leave_the_pages_of_any_article_as_they_are(tmp_path: Path) -> None:
    articles = [prepare(example, FRENCH) for example in examples()]
    books = []
    for name, chosen in (("words", WORDS), ("sentences", SILENT)):
        with voice(tmp_path, chosen) as world:
            spoken.bind(issue(articles, world), world, tmp_path / name)
        books.append(Book(tmp_path / name))
    pages = [page for page in books[0].spine()[2:] if page != "colophon.xhtml"]
    for page in pages:
        one, other = ("".join(book.documents[page].itertext()) for book in books)
        assert one == other
    assert durations(books[0]) == durations(books[1])
    for overlay in overlays(books[0]):
        assert all(_follows(*pair) for pair in pairwise(overlay.pars))


# --- The package -------------------------------------------------------------------------------


def test_a_reading_system_is_told_who_reads_and_how_it_is_shown(tmp_path: Path) -> None:
    book = speak(SHORT, tmp_path / "a.epub")
    assert book.values("media:narrator") == ["Voix de synthèse silent"]
    (active,) = book.values("media:active-class")
    assert f".{active} {{" in book.files["book.css"].decode()
    assert book.values("media:playback-active-class") == ["-epub-media-overlay-playing"]


def test_without_audio_nothing_is_said_of_it(book: Book) -> None:
    assert not overlays(book)
    assert not [name for name in book.files if name.endswith((".mp3", ".smil"))]
    assert not [name for name in ("narrator", "active-class", "duration") if book.values(f"media:{name}")]
    assert "synthèse" not in "".join("".join(root.itertext()) for root in book.documents.values())


def test_the_same_article_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):  # each with a cache of its own
        (tmp_path / name).mkdir()
        speak(SHORT, tmp_path / name / "le-bac.epub")
    assert (tmp_path / "a/le-bac.epub").read_bytes() == (tmp_path / "b/le-bac.epub").read_bytes()


def test_what_would_be_heard_but_stands_nowhere_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[Event] = []
    with voice(tmp_path, SILENT, events) as world:
        (track,) = world.narrate(SHORT)
        last = track.clips[-1]
        said = replace(last.utterance, id="s99", phrases=(Phrase("fr", "Ailleurs."),))
        more = replace(track, clips=(*track.clips[:-1], replace(last, utterance=said)))
        monkeypatch.setattr(world, "narrate", lambda _: (more,))
        spoken.write(SHORT, world, tmp_path / "a.epub")
    assert NotRendered("epub", "sentence", "Ailleurs.") in events


def test_a_changed_sentence_leaves_the_sound_of_the_other_pages(tmp_path: Path) -> None:
    long = Paragraph(tuple(Text(f"Le bac numéro {number} traverse le canal avant la nuit. ") for number in range(9)))
    heading = Heading((Text("Le retour"),))

    def told(last: str) -> Article:
        section = Section("retour", heading, 1, (Paragraph((Text(last),)),))
        return prepare(Article(Metadata("Le bac"), blocks=(long,), sections=(section,)), FRENCH)

    sounds: list[dict[str, bytes]] = []
    for last in ("Il revient.", "Il revient tard."):
        book = speak(told(last), tmp_path / "a.epub")
        sounds.append({name: data for name, data in book.files.items() if name.endswith(".mp3")})
    before, after = sounds
    assert before.keys() == after.keys()
    assert sum(before[name] != after[name] for name in before) == 1
    assert len(list((tmp_path / "cache").rglob("*.sound"))) == len(before) + 1 + 2  # and a level for each article
