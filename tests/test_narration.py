"""What a listener hears of an article, and where in the sound."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given

from exporter import walk
from exporter.french import FRENCH
from exporter.model import (
    Alt,
    Article,
    Caption,
    Cell,
    Credit,
    Decorative,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Item,
    LineBreak,
    Listing,
    Metadata,
    Missing,
    Note,
    NoteRef,
    Notice,
    NoticeKind,
    Paragraph,
    PartialDate,
    Person,
    Preformatted,
    Quote,
    Row,
    Rule,
    Section,
    Source,
    SourceKind,
    Superscript,
    Table,
    Text,
)
from exporter.narration import UNSPOKEN, assemble, narrate
from exporter.passes import prepare
from exporter.passes.outline import outline
from exporter.settings import NarrationSettings, SourcesReading
from exporter.speech import Chapter, ChapterKind, Phrase, Speech, Utterance, UtteranceKind, WordTiming
from tests.strategies import articles

if TYPE_CHECKING:
    from exporter.model import Block, Inline

NBSP = "\u00a0"
RATE = 24_000


def text(words: str) -> tuple[Inline, ...]:
    return (Text(words),)


def paragraph(words: str) -> Paragraph:
    return Paragraph(text(words))


def heard(article: Article, settings: NarrationSettings | None = None) -> tuple[Chapter, ...]:
    return narrate(prepare(outline(article), FRENCH), FRENCH, settings or NarrationSettings())


def utterances(article: Article) -> list[Utterance]:
    return [utterance for chapter in heard(article) for utterance in chapter.utterances]


def told(*blocks: Block, notes: tuple[Note, ...] = ()) -> list[Utterance]:
    """What is said of some blocks."""
    plain = Article(Metadata("Titre"), blocks=blocks, notes=notes)
    return [item for item in utterances(plain) if item.id not in ("title", "voice")]


def spoken(items: list[Utterance]) -> list[str]:
    return [" ".join(item.spoken.replace(NBSP, " ").split()) for item in items]


def section(title: str, *blocks: Block, inner: tuple[Section, ...] = ()) -> Section:
    return Section("", Heading(text(title)), 0, blocks, inner)


# --- Chapters ----------------------------------------------------------------------------------


def test_chapters_are_the_opening_the_headings_and_the_sources() -> None:
    article = Article(
        Metadata("Le marché couvert change de toit"),
        sections=(section("Un toit de 1902", paragraph("Il pleut.")), section("La suite", paragraph("Il fait beau."))),
        sources=(Source(text("Archives municipales, 1902")),),
        notices=(Notice(NoticeKind.CORRECTION, text("Une date a été corrigée.")),),
    )
    chapters = heard(article)
    assert [(item.id, item.kind, item.title) for item in chapters] == [
        ("opening", ChapterKind.OPENING, "Le marché couvert change de toit"),
        ("section-1", ChapterKind.SECTION, "Un toit de 1902"),
        ("section-2", ChapterKind.SECTION, "La suite"),
        ("sources", ChapterKind.SOURCES, "Sources"),
    ]
    assert spoken(list(chapters[-1].utterances))[-1] == "Une date a été corrigée."


def test_subsections_are_chapters_of_their_own_level() -> None:
    article = Article(Metadata("Titre"), sections=(section("Un", inner=(section("Deux"),)), section("Trois")))
    assert [(item.title, item.level) for item in heard(article)[1:]] == [("Un", 1), ("Deux", 2), ("Trois", 1)]


def test_a_heading_of_two_lines_is_a_title_of_one() -> None:
    heading = Heading((Text("Un toit"), LineBreak(), Text("de 1902")))
    article = Article(Metadata("Titre"), sections=(Section("", heading, 0),))
    assert heard(article)[1].title == "Un toit de 1902"


def test_without_sources_what_stands_at_the_end_is_its_own_chapter() -> None:
    licence = Notice(NoticeKind.LICENCE, text("Texte libre de droits."))
    source = Source(text("Archives"))
    alone = heard(Article(Metadata("Titre"), notices=(licence,)))
    unwanted = heard(
        Article(Metadata("Titre"), sources=(source,), notices=(licence,)),
        NarrationSettings(sources=SourcesReading.SKIPPED),
    )
    for chapters in (alone, unwanted):
        assert [item.id for item in chapters] == ["opening", "notices"]
        assert spoken(list(chapters[1].utterances)) == ["Texte libre de droits."]


def test_without_sources_and_notices_there_is_no_last_chapter() -> None:
    assert [item.id for item in heard(Article(Metadata("Titre"), blocks=(paragraph("Fin."),)))] == ["opening"]


# --- The opening -------------------------------------------------------------------------------


def test_the_opening_says_what_the_article_is_before_its_first_sentence() -> None:
    metadata = Metadata(
        "Le pont rouvre",
        subtitle="Deux ans de travaux",
        kicker="Transports",
        authors=(Person("Anna Keller"), Person("Yann Morel")),
        publisher="La Gazette des rives",
        published=PartialDate(2026, 1, 20),
    )
    notices = (
        Notice(NoticeKind.LICENCE, text("Licence libre.")),
        Notice(NoticeKind.AI, text("Ce texte a été écrit avec l’aide de l’IA. Il a été relu.")),
    )
    article = Article(
        metadata,
        lead=(paragraph("Le chapô."),),
        blocks=(paragraph("Le corps."),),
        credits=(Credit("photo", "Jeanne Riou", text("© Jeanne Riou")),),
        notices=notices,
    )
    opening, end = heard(article)
    assert [item.id for item in opening.utterances[:7]] == [
        "kicker", "title", "subtitle", "byline", "publisher", "dateline", "voice",
    ]  # fmt: skip
    assert [item.written.strip() for item in opening.utterances] == [
        "Transports",
        "Le pont rouvre",
        "Deux ans de travaux",
        "Par Anna Keller et Yann Morel",
        "La Gazette des rives",
        f"Publié le 20{NBSP}janvier 2026",
        "Lu par une voix de synthèse.",
        "Ce texte a été écrit avec l’aide de l’IA.",
        "Il a été relu.",
        "© Jeanne Riou",
        "Le chapô.",
        "Le corps.",
    ]
    assert end.kind is ChapterKind.NOTICES


def test_the_voice_need_not_name_itself() -> None:
    chapters = heard(Article(Metadata("Titre")), NarrationSettings(announce_voice=False))
    assert [item.id for item in chapters[0].utterances] == ["title"]


def test_a_publisher_whom_the_byline_names_is_not_said_twice() -> None:
    article = Article(Metadata("Titre", authors=(Person("Agence Rives"),), publisher="Agence Rives"))
    assert [item.id for item in utterances(article)] == ["title", "byline", "voice"]


# --- Words -------------------------------------------------------------------------------------


def test_numbers_are_spoken_in_words_and_written_in_figures() -> None:
    (item,) = told(paragraph("Il y a 42 bateaux."))
    assert item.written == "Il y a 42 bateaux."
    assert item.spoken == "Il y a quarante-deux bateaux."


def test_foreign_words_are_a_phrase_in_their_language_without_french_rules() -> None:
    words = (Text("Le film « "), Emphasis((Foreign("en", text("12 Days")),)), Text(" » sort."))
    (item,) = told(Paragraph(words))
    assert [(phrase.language, phrase.written, phrase.edits) for phrase in item.phrases][1] == ("en", "12 Days", ())
    assert [phrase.language for phrase in item.phrases] == ["fr", "en", "fr"]
    assert item.written == f"Le film «{NBSP}12 Days{NBSP}» sort."


def test_punctuation_between_foreign_words_does_not_change_the_voice() -> None:
    words = (Foreign("en", text("Hello")), Text(", "), Foreign("en", text("world")), Text("."))
    (item,) = told(Paragraph(words))
    assert [(phrase.language, phrase.written) for phrase in item.phrases] == [("en", "Hello, world.")]


def test_a_regional_tag_of_the_article_s_language_keeps_its_rules() -> None:
    (item,) = told(Paragraph((Foreign("fr-CA", text("12 chars")),)))
    assert (item.phrases[0].language, item.spoken) == ("fr-CA", "douze chars")


def test_an_article_in_another_language_is_not_spoken_by_french_rules() -> None:
    article = Article(Metadata("Title", language="en"), blocks=(paragraph("12 boats"),))
    opening = heard(article)[0].utterances
    assert [(item.phrases[0].language, item.spoken) for item in opening if item.id != "voice"] == [
        ("en", "Title"),
        ("en", "12 boats"),
    ]


def test_an_exponent_is_no_digit_of_its_base() -> None:
    (item,) = told(Paragraph((Text("Il a 10"), Superscript(text("6")), Text(" voix."))))
    assert item.written == "Il a 106 voix."
    assert "cent six" not in item.spoken


def test_what_holds_no_word_is_not_said() -> None:
    assert spoken(told(paragraph("* * *"), paragraph("…"), paragraph("Fin."))) == ["Fin."]


def test_only_prepared_articles_are_narrated() -> None:
    with pytest.raises(ValueError, match="prepared"):
        narrate(Article(Metadata("Titre"), blocks=(paragraph("Non."),)), FRENCH, NarrationSettings())


# --- Blocks ------------------------------------------------------------------------------------


def test_a_note_is_told_after_its_sentence_and_only_once() -> None:
    notes = (Note("a", "1", (paragraph("Chiffre de la région. Provisoire."),)),)
    words = (Text("Trois ans."), NoteRef("a"), Text(" Deux millions."), NoteRef("a"))
    items = told(Paragraph(words), notes=notes)
    assert spoken(items) == [
        "Trois ans.",
        "Note : Chiffre de la région.",
        "Provisoire. Fin de la note.",
        "Deux millions.",
    ]
    assert [item.kind for item in items[1:3]] == [UtteranceKind.NOTE] * 2


def test_notes_of_notes_and_notes_without_a_call_are_told() -> None:
    chain = tuple(
        Note(str(number), str(number), (Paragraph((Text(f"Note {number}."), NoteRef(str(number + 1)))),))
        for number in range(400)
    )
    lost = Note("seule", "*", (paragraph("Sans appel."),))
    chapters = heard(Article(Metadata("T"), blocks=(Paragraph((Text("Ici."), NoteRef("0"))),), notes=(*chain, lost)))
    assert sum(item.kind is UtteranceKind.NOTE for item in chapters[0].utterances) == 400
    assert spoken(list(chapters[1].utterances)) == ["Note : Sans appel. Fin de la note."]


def test_ordered_items_say_their_number_and_others_do_not() -> None:
    items = (Item((paragraph("Draguer."),)), Item((paragraph("Bâtir."), paragraph("Peindre."))))
    assert spoken(told(Listing(items, ordered=True, start=3))) == ["trois. Draguer.", "quatre. Bâtir.", "Peindre."]
    assert spoken(told(Listing(items))) == ["Draguer.", "Bâtir.", "Peindre."]


def test_only_a_long_quotation_is_announced_and_closed() -> None:
    short, long = paragraph("Nous attendons."), paragraph(" ".join(["Nous attendons encore la criée ici."] * 12))
    assert spoken(told(Quote((short,), text("Le maire")))) == ["Nous attendons.", "Le maire"]
    words = spoken(told(Quote((long,), text("Le maire"))))
    assert words[0].startswith("Citation : Nous")
    assert words[-2].endswith("ici. Fin de la citation.")
    assert words[-1] == "Le maire"


def test_an_announcement_around_foreign_words_is_made_in_the_article_s_language() -> None:
    long = Paragraph((Foreign("en", text("We are waiting for the boats " * 12)),))
    items = told(Quote((long,)))
    assert items[0].phrases[0].language == "fr"
    assert items[-1].phrases[-1].language == "fr"
    assert items[-1].phrases[-1].spoken == ". Fin de la citation."
    assert items[0].phrases[0].written == ""


@pytest.mark.parametrize(
    ("alt", "words"),
    [
        (Described("Des bateaux"), ["Image : Des bateaux", "Les quais.", "Crédit photo : Anna Riou"]),
        (Described("Les quais."), ["Les quais.", "Crédit photo : Anna Riou"]),
        (Decorative(), ["Les quais.", "Crédit photo : Anna Riou"]),
        (Missing(), ["Les quais.", "Crédit photo : Anna Riou"]),
    ],
)
def test_a_figure_is_described_then_named_then_credited(alt: Alt, words: list[str]) -> None:
    figure = Figure(Image("a.jpg", alt), Caption(text("Les quais.")), Credit("photo", "Anna Riou", text("© Anna Riou")))
    assert spoken(told(figure)) == words


@pytest.mark.parametrize(
    ("credit", "words"),
    [
        (Credit("photo", "Anna Riou", text("Photo : Anna Riou")), "Photo : Anna Riou"),
        (Credit("infographie", "Anna Riou", text("Anna Riou")), "Crédit infographie : Anna Riou"),
        (Credit("photo", "Anna Riou", text("(c) Anna Riou")), "Crédit photo : Anna Riou"),
        (Credit("image", "Anna Riou"), "Crédit image : Anna Riou"),
        (Credit("image", "Autre", text("Image de Anna Riou")), "Image de Anna Riou"),
    ],
)
def test_a_credit_says_what_it_credits_once(credit: Credit, words: str) -> None:
    (item,) = told(Figure(credit=credit))
    assert spoken([item]) == [words]
    assert item.kind is UtteranceKind.CREDIT


def cells(*words: str, header: bool = False) -> Row:
    return Row(tuple(Cell(text(word), header) for word in words))


def test_a_table_names_the_column_of_every_value() -> None:
    head = (cells("Port", "Bateaux", header=True),)
    body = (Row((Cell(text("Brest"), header=True), Cell(text("12")))), Row((Cell(text("Sète"), header=True), Cell(()))))
    items = told(Table(head, body, Caption(text("Les ports."))))
    assert spoken(items) == ["Tableau : Les ports.", "Colonnes : Port", "Bateaux", "Brest", "Bateaux : douze", "Sète"]


def test_a_table_without_head_or_caption_is_read_row_by_row() -> None:
    assert spoken(told(Table((), (cells("Brest", "Sète"), cells("Nantes"))))) == ["Tableau. Brest", "Sète", "Nantes"]


def test_values_find_their_column_beside_cells_that_span() -> None:
    head = (
        Row((Cell(text("Port"), header=True, rowspan=2), Cell(text("Bateaux"), header=True, colspan=2))),
        cells("2025", "2026", header=True),
    )
    body = (Row((Cell(text("Brest"), rowspan=2), Cell(text("1")), Cell(text("2")))), cells("3", "4"))
    items = told(Table(head, body))
    assert [item.written for item in items][-5:] == ["Brest", "1", "2", "3", "4"]
    before, after = "Bateaux, deux mille vingt-cinq", "Bateaux, deux mille vingt-six"
    assert spoken(items)[-5:] == [
        "Port : Brest",
        f"{before} : un",
        f"{after} : deux",
        f"{before} : trois",
        f"{after} : quatre",
    ]


def test_code_is_named_and_verse_is_read() -> None:
    code = "for x in y:\n    print(x)"
    (item,) = told(Preformatted(text(code), "python"))
    assert (item.written, item.spoken) == (code, "Code informatique.")
    assert [edit.rule for edit in item.phrases[0].edits] == [UNSPOKEN]
    assert spoken(told(Preformatted(text("{ a: [1] }"))))[0] == "Code informatique."
    assert told(Preformatted(text("Sous le pont\n  coule la Seine")))[0].spoken == "Sous le pont\n  coule la Seine"


def test_a_rule_is_a_silence() -> None:
    before, after = told(paragraph("Avant."), Rule(), paragraph("Après."))
    assert before.pause > told(paragraph("Avant."), paragraph("Après."))[0].pause
    assert after.spoken == "Après."


# --- Sources -----------------------------------------------------------------------------------


def test_sources_are_told_group_by_group_titles_in_their_language() -> None:
    harbours = Source(
        text("Baltic Post – Harbours are back (20 janvier 2026)"),
        "Baltic Post",
        "Harbours are back",
        "en",
        PartialDate(2026, 1, 20),
        kind=SourceKind.PRIMARY,
        group="Sources primaires",
    )
    report = Source(text("Région, Rapport, consulté le 3 mars 2026"), "Région", "Rapport", group="Rapports")
    items = utterances(Article(Metadata("T"), sources=(harbours, report)))[2:]
    assert [item.id for item in items if item.kind is not UtteranceKind.SOURCE] == ["sources", "sources-1", "sources-2"]
    assert [item.written.replace(NBSP, " ") for item in items] == [
        "Sources",
        "Sources primaires",
        "Baltic Post. Harbours are back. 20 janvier 2026.",
        "Rapports",
        "Région, Rapport, consulté le 3 mars 2026",
    ]
    assert [phrase.language for phrase in items[2].phrases] == ["fr", "en", "fr"]


def test_the_label_sources_is_not_said_twice_and_a_lone_group_needs_none() -> None:
    for group in ("Sources", None):
        article = Article(Metadata("T"), sources=(Source(text("Archives"), group=group),))
        assert spoken(utterances(article))[2:] == ["Sources", "Archives"]


def test_a_group_without_a_label_is_named_after_its_kind_beside_others() -> None:
    sources = (
        Source(text("Archives"), kind=SourceKind.PRIMARY),
        Source(text("Presse"), group="Pour aller plus loin"),
    )
    items = spoken(utterances(Article(Metadata("T"), sources=sources)))
    assert items[2:] == ["Sources", "Sources primaires", "Archives", "Pour aller plus loin", "Presse"]


def test_a_source_says_its_authors_and_the_address_that_its_line_shows() -> None:
    line = "Yann Morel, Rapport, 03/02/2026, https://exemple.fr/rapport"
    source = Source(
        text(line), None, "Rapport", None, PartialDate(2026, 2, 3), "https://exemple.fr/rapport", ("Yann Morel",)
    )
    (item,) = utterances(Article(Metadata("T"), sources=(source,)))[3:]
    assert item.written.replace(NBSP, " ") == "Rapport. 3 février 2026. Par Yann Morel. https://exemple.fr/rapport."


@pytest.mark.parametrize("written", ["3 February 2026", "February 3, 2026", "3. februar 2026"])
def test_a_month_in_the_title_s_language_is_said_in_the_article_s(written: str) -> None:
    date = PartialDate(2026, 2, 3)
    source = Source(text(f"Harbour Review – Bees ({written})"), "Harbour Review", "Bees", "en", date)
    (item,) = utterances(Article(Metadata("T"), sources=(source,)))[3:]
    assert item.written.replace(NBSP, " ") == "Harbour Review. Bees. 3 février 2026."


def test_a_word_that_no_field_holds_keeps_the_line() -> None:
    source = Source(text("Revue – Ports, février, numéro 2026"), "Revue", "Ports", None, PartialDate(2026, 2))
    (item,) = utterances(Article(Metadata("T"), sources=(source,)))[3:]
    assert item.written == "Revue – Ports, février, numéro 2026"


def test_a_source_without_a_line_is_said_too() -> None:
    items = utterances(Article(Metadata("T"), sources=(Source((), "Région", "Rapport"),)))
    assert (items[-1].id, items[-1].written) == ("s1", "Région. Rapport.")


# --- Pauses ------------------------------------------------------------------------------------


def test_silences_grow_with_what_they_separate() -> None:
    article = Article(
        Metadata("Titre"),
        blocks=(paragraph("Un. Deux."), paragraph("Trois.")),
        sections=(section("Suite", paragraph("Quatre.")),),
    )
    pause = {item.written.strip(): item.pause for item in utterances(article)}
    assert pause["Un."] < pause["Deux."] < pause["Suite"] < pause["Trois."]


def test_a_faster_voice_rests_less() -> None:
    article = Article(Metadata("Titre"), blocks=(paragraph("Un."),))
    slow, fast = heard(article), heard(article, NarrationSettings(speed=2.0))
    for one, other in zip(slow[0].utterances, fast[0].utterances, strict=True):
        assert other.pause == pytest.approx(one.pause / 2)


# --- Every article -----------------------------------------------------------------------------


def words_of(written: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", written.casefold()))


def speakable(words: str) -> bool:
    return any(char.isalnum() for char in words)


@given(articles())
def test_every_sentence_is_said_once_as_it_is_written(article: Article) -> None:
    prepared = prepare(article, FRENCH)
    chapters = narrate(prepared, FRENCH, NarrationSettings())
    items = [item for chapter in chapters for item in chapter.utterances]
    said = {item.id: item for item in items}
    assert len(said) == len(items)
    assert all(chapter.utterances and chapter.title for chapter in chapters)
    assert all(speakable(item.spoken) and item.pause > 0 for item in items)
    in_sources = {node.id for source in prepared.sources for node in walk.sentences(source)}
    for sentence in walk.sentences(prepared):
        written = walk.plain(sentence.content)
        if sentence.id not in in_sources and speakable(written):
            assert said[sentence.id].written == written
    for source in prepared.sources:
        line = words_of(walk.plain(source.content)) - words_of(str(source.date or "").replace("-", " "))
        assert any(not line - words_of(item.written) for item in items if item.kind is UtteranceKind.SOURCE) or not line
    for node in walk.nodes(prepared):
        if isinstance(node, Described) and speakable(node.text):
            assert node.text in (item.written for item in items)
    metadata = prepared.metadata
    lines = filter(None, (metadata.title, metadata.subtitle, metadata.kicker))
    assert {line for line in lines if speakable(line)} <= {item.written for item in items}


# --- Assembly ----------------------------------------------------------------------------------


def speech(seconds: float, level: float = 0.5, words: tuple[WordTiming, ...] = ()) -> Speech:
    return Speech(np.full(round(seconds * RATE), level, np.float32), RATE, words)


def chapter(*pauses: float) -> Chapter:
    said = tuple(
        Utterance(f"s{number}", UtteranceKind.SENTENCE, (Phrase("fr", "Mot."),), pause)
        for number, pause in enumerate(pauses, 1)
    )
    return Chapter("c", ChapterKind.SECTION, "C", 1, said)


def test_clips_tile_the_track_and_words_move_with_them() -> None:
    words = (WordTiming("Mot", 100, 2000),)
    track = assemble(chapter(0.5, 1.25), (speech(1, words=words), speech(0.25, words=words)))
    assert [(clip.start, clip.end) for clip in track.clips] == [(0, 36_000), (36_000, 72_000)]
    assert len(track.samples) == 72_000
    assert [clip.words[0].start for clip in track.clips] == [100, 36_100]
    assert track.rate == RATE


def test_silence_between_utterances_is_exactly_the_pause() -> None:
    track = assemble(chapter(0.5, 1.0), (speech(1), speech(1)))
    silent = np.flatnonzero(track.samples == 0)
    between = silent[(silent > RATE // 2) & (silent < 2 * RATE)]
    # The first sample of a rise from silence is silent itself.
    assert between[0] in (RATE, RATE - 1)
    assert between[-1] in (RATE + RATE // 2 - 1, RATE + RATE // 2)


def test_joins_do_not_click() -> None:
    track = assemble(chapter(0.1, 0.1), (speech(0.2, 0.9), speech(0.2, -0.9)))
    steps = np.abs(np.diff(np.concatenate(([0.0], track.samples, [0.0]))))
    assert steps.max() < 0.9 / (0.005 * RATE) * 1.01


def test_speech_is_changed_only_at_its_ends_and_never_in_place() -> None:
    said = speech(0.5, 0.5)
    track = assemble(chapter(0.1), (said,))
    assert np.all(track.samples[120 : -120 - 2400] == 0.5)
    assert np.all(said.samples == 0.5)


def test_a_word_shorter_than_its_fades_and_none_at_all_are_joined() -> None:
    track = assemble(chapter(0.1, 0.1), (speech(0.003), speech(0)))
    assert [clip.end - clip.start for clip in track.clips] == [72 + 2400, 2400]
    assert np.max(np.abs(track.samples)) <= 0.5


def test_a_track_has_one_rate_and_one_speech_for_each_utterance() -> None:
    with pytest.raises(ValueError, match="one rate"):
        assemble(chapter(0.1, 0.1), (speech(0.1), replace(speech(0.1), rate=16_000)))
    with pytest.raises(ValueError, match="zip"):
        assemble(chapter(0.1, 0.1), (speech(0.1),))
