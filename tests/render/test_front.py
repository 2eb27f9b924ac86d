from __future__ import annotations

from exporter.french import FRENCH
from exporter.model import Metadata, PartialDate, Person
from exporter.render import front


def test_a_byline_names_everybody_with_what_they_are() -> None:
    one, two, three = Person("Ana", "à Lyon"), Person("Bo"), Person("Cy")
    assert front.byline(Metadata("T"), FRENCH) == ""
    assert front.byline(Metadata("T", authors=(one,)), FRENCH) == "Par Ana (à Lyon)"
    assert front.byline(Metadata("T", authors=(two, three)), FRENCH) == "Par Bo et Cy"
    assert front.byline(Metadata("T", authors=(one, two, three)), FRENCH) == "Par Ana (à Lyon), Bo et Cy"


def test_the_line_of_dates_is_the_articles_own() -> None:
    metadata = Metadata("T", dateline="Mardi, à midi", published=PartialDate(2026))
    assert front.dateline(metadata, FRENCH) == "Mardi, à midi"


def test_dates_are_written_out_at_their_precision() -> None:
    dates = Metadata("T", published=PartialDate(2026, 1, 20), updated=PartialDate(2026, 2))
    assert front.dateline(dates, FRENCH) == "Publié le 20\u00a0janvier 2026. Mis à jour en février 2026"
    assert front.dateline(Metadata("T", published=PartialDate(2025)), FRENCH) == "Publié en 2025"
    assert front.dateline(Metadata("T"), FRENCH) == ""


def test_a_reading_time_is_told_if_announced() -> None:
    assert front.reading_time(Metadata("T", reading_minutes=4), FRENCH) == "Temps de lecture\u00a0: 4\u00a0min"
    assert front.reading_time(Metadata("T"), FRENCH) == ""
