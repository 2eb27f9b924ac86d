"""What a sound file says about itself, and how each container holds it."""

from __future__ import annotations

import base64
import io
import struct
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from mutagen.flac import Picture
from mutagen.id3 import ID3, CTOCFlags
from mutagen.mp4 import MP4
from mutagen.oggopus import OggOpus

from exporter.engine.work.world import LocalWorld
from exporter.errors import WriteError
from exporter.model import Article, Credit, Metadata, Notice, NoticeKind, PartialDate, Person, Source, Text
from exporter.render import audio_coding, audio_formats, audio_id3, audio_mp4, audio_riff, audio_tags, audio_vorbis
from exporter.render.audio_tags import Mark, Tags
from exporter.settings import NarrationSettings, Settings
from exporter.speech import Chapter, ChapterKind, Phrase, Utterance, UtteranceKind
from tests import samples
from tests.sounds import track

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from exporter.events import Event
    from exporter.model import Inline
    from exporter.render.audio_formats import Coding

MARKS = (Mark("Le pont « rouvre »", 0, 1500), Mark("Sources", 1500, 4000))


def text(words: str) -> tuple[Inline, ...]:
    return (Text(words),)


def world() -> LocalWorld:
    events: list[Event] = []
    return LocalWorld(Settings(narration=NarrationSettings("silent")), events.append, None, None)


def tags(article: Article) -> Tags:
    return audio_tags.tags(article, world(), ())


def chapter(title: str, *lines: str) -> Chapter:
    said = (Utterance(f"s{number}", UtteranceKind.SENTENCE, (Phrase("fr", line),)) for number, line in enumerate(lines))
    return Chapter("c", ChapterKind.SECTION, title, 1, tuple(said))


def test_marks_tile_and_do_not_drift() -> None:
    # A third of a millisecond is lost in every track; it must not add up.
    tracks = [track(np.zeros(22_057, np.float32), 22_050, chapter(f"{number}")) for number in range(100)]
    marks = audio_tags.marks(tracks)
    assert marks[0].start == 0
    assert all(one.end == other.start for one, other in pairwise(marks))
    exact = [number * 22_057 / 22_050 * 1000 for number in range(100)]
    assert all(abs(mark.start - start) <= 0.5 for mark, start in zip(marks, exact, strict=True))
    assert [mark.title for mark in marks[:3]] == ["0", "1", "2"]


def test_the_transcript_is_what_is_written_a_line_for_a_sentence() -> None:
    assert audio_tags.transcript((chapter("A", "Un. ", "Deux."), chapter("B", "Trois."))) == "Un.\nDeux.\n\nTrois."
    water = Utterance("s1", UtteranceKind.SENTENCE, (Phrase("fr", "H2O", (), "H₂O"),))
    assert audio_tags.transcript((Chapter("c", ChapterKind.SECTION, "C", 1, (water,)),)) == "H₂O"


def test_who_when_and_where_from() -> None:
    metadata = Metadata(
        "Le pont rouvre",
        subtitle="Deux ans de travaux",
        authors=(Person("Anna Keller"), Person("Yann Morel")),
        publisher="La Gazette des rives",
        published=PartialDate(2026, 1),
        url="https://exemple.fr/pont",
    )
    found = tags(Article(metadata))
    assert (found.title, found.subtitle, found.album) == (
        "Le pont rouvre",
        "Deux ans de travaux",
        "La Gazette des rives",
    )
    assert (found.artists, found.publisher) == (("Anna Keller", "Yann Morel"), "La Gazette des rives")
    assert (found.date, found.language, found.url) == ("2026-01", "fra", "https://exemple.fr/pont")
    assert found.copyright == "2026 La Gazette des rives"
    assert found.cover.startswith(b"\xff\xd8")


def test_nothing_is_made_up() -> None:
    found = tags(Article(Metadata("Le pont rouvre")))
    assert (found.subtitle, found.artists, found.publisher) == ("", (), "")
    assert (found.date, found.copyright, found.url) == ("", "", "")
    assert found.album == "Le pont rouvre"


def test_the_licence_is_the_copyright() -> None:
    licence = Notice(NoticeKind.LICENCE, text("CC BY-SA 4.0"))
    dated = Article(Metadata("T", publisher="P", published=PartialDate(2026)), notices=(licence,))
    assert tags(dated).copyright == "2026 CC BY-SA 4.0"


def test_the_comment_holds_voice_notices_credits_and_sources() -> None:
    comment = tags(
        Article(
            Metadata("T", url="https://exemple.fr/pont"),
            credits=(Credit("photo", "Jeanne Riou", text("Photo : Jeanne Riou")), Credit("image", "DR")),
            notices=(Notice(NoticeKind.AI, text("Écrit avec l’aide de l’IA.")),),
            sources=(
                Source(text("NPR – Hubs (2026)"), url="https://exemple.org/hubs", group="Sources primaires"),
                Source((), "Région", "Rapport", None, PartialDate(2025), None, ("Yann Morel",), group="Rapports"),
            ),
        )
    ).comment.replace("\u00a0", " ")
    assert comment.splitlines() == [
        "Lu par une voix de synthèse : silent.",
        "Écrit avec l’aide de l’IA.",
        "Crédits :",
        "- Photo : Jeanne Riou",
        "- DR",
        "Sources :",
        "Sources primaires :",
        "- NPR – Hubs (2026) https://exemple.org/hubs",
        "Rapports :",
        "- Yann Morel, Région, Rapport, 2025",
        "Article d’origine : https://exemple.fr/pont",
    ]


def test_credits_of_pictures_are_in_the_comment() -> None:
    assert "Lucie Ferrand" in tags(samples.prepared()).comment


@pytest.mark.parametrize(("tag", "code"), [("fr-CA", "fra"), ("EN", "eng"), ("fra", "fra"), ("tlh", "und")])
def test_languages_have_three_letters(tag: str, code: str) -> None:
    assert audio_tags.iso_639_2(tag) == code


def read(data: bytes) -> ID3:
    return ID3(io.BytesIO(data))


def test_id3_holds_every_fact() -> None:
    article = samples.prepared()
    facts = replace(tags(article), transcript="Ligne un.\nLigne deux.", copyright="2026 P", url="https://exemple.fr/")
    found = read(audio_id3.tag(facts, MARKS))
    assert found.version == (2, 4, 0)
    assert found["TIT2"].text == [facts.title]
    assert found["TPE1"].text == list(facts.artists)
    assert found["TLAN"].text == ["fra"]
    assert found["TCON"].text == ["Speech"]
    assert found["TCOP"].text == ["2026 P"]
    assert found["TLEN"].text == ["4000"]
    assert found["WOAS"].url == "https://exemple.fr/"
    assert found["COMM::fra"].text == [facts.comment]
    assert found["USLT::fra"].text == "Ligne un.\nLigne deux."
    assert found.getall("APIC")[0].data == facts.cover
    assert found.getall("APIC")[0].type == 3


def test_chapters_come_in_order_under_one_ordered_table_of_contents() -> None:
    data = audio_id3.tag(tags(samples.prepared()), MARKS)
    found = read(data)
    contents = found["CTOC:contents"]
    assert contents.flags == CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    assert contents.child_element_ids == ["chapter-1", "chapter-2"]
    chapters = [found[f"CHAP:{name}"] for name in contents.child_element_ids]
    assert [(item.start_time, item.end_time, item.sub_frames["TIT2"].text[0]) for item in chapters] == [
        (mark.start, mark.end, mark.title) for mark in MARKS
    ]
    assert data.index(b"chapter-1\x00\x00\x00\x00\x00") < data.index(b"chapter-2\x00\x00\x00\x05\xdc")


def test_an_unknown_fact_has_no_frame_and_a_mail_address_is_no_web_page() -> None:
    bare = replace(tags(Article(Metadata("T"))), url="mailto:redaction@exemple.fr")
    found = read(audio_id3.tag(bare, MARKS))
    assert not {"TIT3", "TPE1", "TPUB", "TDRC", "TCOP", "WOAS"} & found.keys()


def levels(*sections: int) -> tuple[Chapter, ...]:
    """Chapters that begin with an opening, of sections with these levels."""
    opening = replace(chapter("Titre"), kind=ChapterKind.OPENING)
    return (opening, *(replace(chapter(f"{number}"), level=level) for number, level in enumerate(sections)))


def test_chapters_that_fit_stay() -> None:
    assert audio_tags.heads(levels(1, 2, 1), 4) == (0, 1, 2, 3)


def test_more_chapters_than_a_file_can_count_are_joined_to_the_section_that_they_are_part_of() -> None:
    assert audio_tags.heads(levels(1, 2, 3, 2, 1, 2), 6) == (0, 1, 2, 4, 5, 6)
    assert audio_tags.heads(levels(1, 2, 3, 2, 1, 2), 5) == (0, 1, 5)


def test_articles_of_a_long_issue_become_its_chapters() -> None:
    assert audio_tags.heads((*levels(1, 1), *levels(1, 1), *levels(1)), 3) == (0, 3, 6)


def test_neighbours_are_joined_where_no_section_holds_them() -> None:
    found = audio_tags.heads(levels(*[1] * 299), 255)
    assert found == tuple(range(0, 300, 2))


def test_joined_chapters_end_where_the_next_one_begins() -> None:
    many = tuple(Mark(f"{number}", number, number + 1) for number in range(300))
    marks = audio_tags.fit(many, range(0, 300, 2), 125)
    assert (marks[0], marks[-1]) == (Mark("0", 0, 2), Mark("298", 298, 300))
    assert read(audio_id3.tag(tags(Article(Metadata("T"))), marks))["TLEN"].text == ["300"]


@pytest.mark.parametrize("title", ["mot " * 40, "é" * 63, "é" * 200, "😀" * 40])
def test_a_title_too_long_for_players_is_cut_between_words(title: str) -> None:
    (mark,) = audio_tags.fit((Mark(title, 0, 1),), (0,), 125)
    assert len(mark.title.encode()) <= 125
    assert title.startswith(mark.title.removesuffix("…"))
    assert mark.title.endswith("…")


def test_a_title_that_players_can_read_stays() -> None:
    mark = Mark("é" * 62, 0, 1)
    assert audio_tags.fit((mark,), (0,), 125) == (mark,)


# --- Other containers ------------------------------------------------------------------------------


@pytest.fixture
def facts() -> Tags:
    return replace(tags(samples.prepared()), transcript="Ligne un.\nLigne deux.", copyright="2026 P")


def coded(coding: Coding, out: Path) -> Path:
    silence = track(np.zeros(96_000, np.float32), 24_000, chapter("A"))
    audio_coding.encode((silence,), MARKS, coding, out, lambda _: None)
    return out


def test_mp4_holds_every_fact(tmp_path: Path, facts: Tags) -> None:
    audio_mp4.write(coded(audio_formats.M4B, tmp_path / "a.m4b"), facts, MARKS)
    found = MP4(tmp_path / "a.m4b")
    assert found["\xa9nam"] == [facts.title]
    assert found["\xa9ART"] == found["aART"] == ["Jeanne Castel, Paul Orsini"]
    assert (found["\xa9alb"], found["\xa9pub"]) == ([facts.title], [facts.publisher])
    assert (found["\xa9day"], found["cprt"]) == ([facts.date], ["2026 P"])
    assert (found["\xa9cmt"], found["\xa9lyr"]) == ([facts.comment], [facts.transcript])
    assert found["stik"] == [2]
    assert bytes(found["covr"][0]) == facts.cover
    free = {name: bytes(found[f"----:com.apple.iTunes:{name}"][0]).decode() for name in ("LANGUAGE", "WWW", "SUBTITLE")}
    assert free == {"LANGUAGE": "fra", "WWW": facts.url, "SUBTITLE": facts.subtitle}
    assert [(item.title, round(item.start * 1000)) for item in found.chapters or ()] == [
        (mark.title, mark.start) for mark in MARKS
    ]
    assert audio_coding.contents(tmp_path / "a.m4b")[0] == MARKS


def test_opus_holds_every_fact(tmp_path: Path, facts: Tags) -> None:
    audio_vorbis.write(coded(audio_formats.OPUS, tmp_path / "a.opus"), facts, MARKS)
    found = OggOpus(tmp_path / "a.opus")
    assert found["title"] == [facts.title]
    assert found["artist"] == list(facts.artists)
    assert (found["date"], found["language"], found["copyright"]) == ([facts.date], ["fra"], ["2026 P"])
    assert (found["comment"], found["lyrics"], found["contact"]) == ([facts.comment], [facts.transcript], [facts.url])
    assert found["chapter001"] == ["00:00:01.500"]
    assert found["chapter001name"] == ["Sources"]
    picture = Picture(base64.b64decode(found["metadata_block_picture"][0]))
    assert (picture.type, picture.mime, picture.data) == (3, "image/jpeg", facts.cover)
    assert picture.desc == facts.cover_description
    assert "encoder" not in found


def test_an_unknown_fact_has_no_place_in_other_containers_either(tmp_path: Path) -> None:
    bare = tags(Article(Metadata("T")))
    audio_mp4.write(coded(audio_formats.M4B, tmp_path / "a.m4b"), bare, MARKS)
    audio_vorbis.write(coded(audio_formats.OPUS, tmp_path / "a.opus"), bare, MARKS)
    assert not {"\xa9ART", "\xa9day", "\xa9pub", "cprt"} & set(MP4(tmp_path / "a.m4b"))
    assert not {"artist", "date", "publisher", "contact"} & set(OggOpus(tmp_path / "a.opus"))


def chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    position = 0
    while position < len(data):
        name, size = struct.unpack_from("<4sI", data, position)
        yield name, data[position + 8 : position + 8 + size]
        position += 8 + size + size % 2


def test_wav_has_cue_points_with_names_and_lengths(tmp_path: Path, facts: Tags) -> None:
    audio_riff.write(coded(audio_formats.WAV, tmp_path / "a.wav"), facts, MARKS)
    ((name, riff),) = chunks((tmp_path / "a.wav").read_bytes())
    assert (name, riff[:4]) == (b"RIFF", b"WAVE")
    (_, _, cue, named, info, tag) = chunks(riff[4:])
    assert [part[0] for part in (cue, named, info, tag)] == [b"cue ", b"LIST", b"LIST", b"id3 "]
    assert struct.unpack("<I", cue[1][:4]) == (2,)
    assert list(struct.iter_unpack("<II4sIII", cue[1][4:])) == [
        (0, 0, b"data", 0, 0, 0),
        (1, 36_000, b"data", 0, 0, 36_000),
    ]
    assert [data for label, data in chunks(named[1][4:]) if label == b"labl"] == [
        struct.pack("<I", number) + mark.title.encode() + b"\0" for number, mark in enumerate(MARKS)
    ]
    lengths = [struct.unpack("<II4s", data[:12]) for label, data in chunks(named[1][4:]) if label == b"ltxt"]
    assert lengths == [(0, 36_000, b"rgn "), (1, 60_000, b"rgn ")]
    told = dict(chunks(info[1][4:]))
    assert told[b"INAM"].decode() == facts.title + "\0"
    assert read(tag[1])["USLT::fra"].text == facts.transcript


def test_a_wav_file_too_large_for_its_header_is_a_clear_error(
    tmp_path: Path, facts: Tags, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audio_riff, "_MOST", 100_000)
    with pytest.raises(WriteError, match="4 GiB"):
        audio_riff.write(coded(audio_formats.WAV, tmp_path / "a.wav"), facts, MARKS)
