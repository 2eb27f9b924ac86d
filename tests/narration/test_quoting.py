"""What the voice of quotations speaks: long quotations, and the questions of an interview."""

from __future__ import annotations

import pytest

from exporter.french import FRENCH
from exporter.model import Article, Metadata, Paragraph, Quote, Strong, Text
from exporter.narration import narrate
from exporter.passes import prepare
from exporter.settings import NarrationSettings
from tests.narration.listening import heard, paragraph, text

LONG = paragraph(" ".join(["Nous attendons encore la criée ici."] * 12))


def quoted(*blocks: Paragraph | Quote, voice: str = "martin") -> list[str]:
    """The words of what the other voice speaks."""
    chapters = heard(Article(Metadata("Titre"), blocks=blocks), NarrationSettings(quote_voice=voice))
    return [item.written.strip() for chapter in chapters for item in chapter.utterances if item.quoted]


def test_a_long_quotation_is_spoken_by_the_other_voice_and_who_said_it_by_the_first() -> None:
    words = quoted(paragraph("Avant."), Quote((LONG,), text("Le maire")), paragraph("Après."))
    assert words == ["Nous attendons encore la criée ici."] * 12


def test_a_short_quotation_is_not() -> None:
    assert quoted(Quote((paragraph("Nous attendons."),))) == []


def test_without_another_voice_nobody_takes_turns() -> None:
    assert quoted(Quote((LONG,)), voice="") == []


@pytest.mark.parametrize("words", ["Que feriez-vous\u00a0?", "Que feriez-vous\u00a0? Et quand\u00a0?\u00a0»"])
def test_a_question_in_bold_is_an_interviewers(words: str) -> None:
    assert " ".join(quoted(Paragraph((Strong(text(words)),)), paragraph("Rien."))).startswith("Que feriez-vous")


@pytest.mark.parametrize(
    "block",
    [
        Paragraph((Strong(text("Il faut agir.")),)),
        Paragraph((Strong(text("Qui")), Text(" l’a vu\u00a0?"))),
        paragraph("Que faire\u00a0?"),
        Paragraph(()),
    ],
)
def test_other_paragraphs_are_the_first_voices(block: Paragraph) -> None:
    assert quoted(block) == []


def test_the_voices_are_named_where_they_are_persons() -> None:
    article = prepare(Article(Metadata("Titre")), FRENCH)
    said = [item.written for item in narrate(article, FRENCH, NarrationSettings(), "Siwis, Martin")[0].utterances]
    assert "Lu par une voix de synthèse\u00a0: Siwis, Martin." in said


def test_the_cast_is_the_voice_and_the_one_of_quotations() -> None:
    both = NarrationSettings("siwis", quote_voice="martin")
    assert [one.voice for one in both.cast] == ["siwis", "martin"]
    assert all(not one.quote_voice for one in both.cast)
    assert (both.voices, NarrationSettings("siwis").voices) == ("siwis, martin", "siwis")
