"""What a listener hears of an article, chapter by chapter, word by word, and with which silences."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import given

from exporter import walk
from exporter.french import FRENCH
from exporter.model import (
    Article,
    Credit,
    Deleted,
    Described,
    Emphasis,
    Foreign,
    Heading,
    LineBreak,
    Metadata,
    Notice,
    NoticeKind,
    Paragraph,
    PartialDate,
    Person,
    Ruby,
    Section,
    Source,
    Subscript,
    Superscript,
    Text,
)
from exporter.narration import narrate
from exporter.passes import prepare
from exporter.settings import DeletionsReading, NarrationSettings, Pronunciation, SourcesReading
from exporter.speech import ChapterKind, UtteranceKind
from tests.narration.listening import NBSP, heard, paragraph, section, spoken, text, told, utterances
from tests.strategies import articles

# --- Chapters ----------------------------------------------------------------------------------


def test_chapters_are_the_opening_the_headings_and_the_sources() -> None:
    article = Article(
        Metadata("Le marché couvert change de toit"),
        sections=(section("Un toit de 1902", paragraph("Il pleut.")), section("La suite", paragraph("Il fait beau."))),
        sources=(Source(text("Archives municipales, 1902")),),
        notices=(Notice(NoticeKind.LICENCE, text("Reproduction libre.")),),
    )
    chapters = heard(article)
    assert [(item.id, item.kind, item.title) for item in chapters] == [
        ("opening", ChapterKind.OPENING, "Le marché couvert change de toit"),
        ("section-1", ChapterKind.SECTION, "Un toit de 1902"),
        ("section-2", ChapterKind.SECTION, "La suite"),
        ("sources", ChapterKind.SOURCES, "Sources"),
    ]
    assert spoken(list(chapters[-1].utterances))[-1] == "Reproduction libre."


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
    assert item.shown == "Il a 10⁶ voix."
    assert item.spoken == "Il a dix puissance six voix."


def test_indices_are_shown_beside_words_of_any_language() -> None:
    water = (Text("L’H"), Subscript(text("2")), Text("O, "), Foreign("en", (Text("10"), Superscript(text("−3")))))
    (item,) = told(Paragraph(water))
    assert item.shown == "L’H₂O, 10⁻³"
    assert len(item.shown) == len(item.written)


def test_what_holds_no_word_is_not_said() -> None:
    assert spoken(told(paragraph("* * *"), paragraph("…"), paragraph("Fin."))) == ["Fin."]


def test_only_prepared_articles_are_narrated() -> None:
    with pytest.raises(ValueError, match="prepared"):
        narrate(Article(Metadata("Titre"), blocks=(paragraph("Non."),)), FRENCH, NarrationSettings())


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


def test_kana_are_read_in_place_of_the_words_that_they_stand_beside() -> None:
    port = Foreign("ja", (Text("この"), Ruby("みなと", (Text("港"),)), Text("は"), Ruby("port", (Text("海"),))))
    item = told(Paragraph((Text("On lit "), port, Text(", dit-il à "), Ruby("ブレスト", (Text("Brest"),)), Text("."))))[
        0
    ]
    assert item.written == "On lit この港は海, dit-il à Brest."
    assert item.spoken == "On lit このみなとは海, dit-il à ブレスト."


def test_a_lexicon_goes_before_a_reading() -> None:
    entry = Pronunciation("Brest", "brèste")
    content = (Text("Voici "), Ruby("ブレスト", (Text("Brest"),)), Text("."))
    article = Article(Metadata("T"), blocks=(Paragraph(content),))
    (chapter,) = heard(article, NarrationSettings(lexicon=(entry,), announce_voice=False))
    assert chapter.utterances[1].spoken == "Voici brèste."


def test_a_reading_keeps_its_place_after_what_holds_no_longer() -> None:
    content = (Text("un "), Deleted((Text("bon "),)), Text(" "), Ruby("みなと", (Text("港"),)), Text("."))
    assert told(Paragraph(content))[0].spoken == "un みなと."


# --- Every article -----------------------------------------------------------------------------


def words_of(written: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", written.casefold()))


def speakable(words: str) -> bool:
    return any(char.isalnum() for char in words)


@given(articles())
def test_every_sentence_is_said_once_as_it_is_written(article: Article) -> None:
    prepared = prepare(article, FRENCH)
    chapters = narrate(prepared, FRENCH, NarrationSettings(deletions=DeletionsReading.ANNOUNCED))
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
