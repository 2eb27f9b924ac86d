"""What an editor is told to look at."""

from __future__ import annotations

from exporter.engine.inputs.review import review
from exporter.model import Article, Described, Figure, Image, Metadata, Missing, PartialDate, Person, Source, Text

COMPLETE = Metadata("Le bac", authors=(Person("Jeanne Castel"),), publisher="Rivages", published=PartialDate(2026))
LINE = (Text("Rapport annuel du canal, " + "kilomètre après kilomètre " * 4),)


def told(article: Article) -> list[str]:
    return [warning.message for warning in review(article)]


def test_nothing_is_said_of_an_article_that_has_everything() -> None:
    source = Source(LINE, publisher="Rivages", title="Rapport annuel")
    picture = Figure(Image("a.png", Described("Le bac à quai.")))
    assert told(Article(COMPLETE, blocks=(picture,), sources=(source,))) == []


def test_facts_that_nobody_found_are_named() -> None:
    assert told(Article(Metadata("Le bac"))) == [
        "no date found", "no author found", "no publisher found", "no sources found",
    ]  # fmt: skip


def test_sources_and_pictures_are_named_by_their_words() -> None:
    sources = (Source(LINE), Source(LINE, title="Rapport annuel"), Source(LINE, authors=("Jeanne Castel",)))
    found = told(Article(COMPLETE, blocks=(Figure(Image("a.png", Missing())),), sources=sources))
    line = "Rapport annuel du canal, kilomètre après kilomètre …"
    assert found == [
        f"source without publisher and title: {line}",
        f"source without publisher: {line}",
        "picture without alternative text: a.png",
    ]
