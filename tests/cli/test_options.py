"""What options say is checked before any work begins."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from exporter import options, registry
from exporter.engine import asking, facts
from exporter.engine.outputs import place
from exporter.errors import UsageError
from exporter.writers.pdf import large
from exporter.writers.pdf.press import options as press

if TYPE_CHECKING:
    from exporter.engine.records import Request


def asked(**values: object) -> Request:
    return asking.request(("a.txt",), values)


@pytest.mark.parametrize(
    ("text", "size"),
    [("148x210", (148.0, 210.0)), ("210 × 297 mm", (210.0, 297.0)), ("107,5x178.5mm", (107.5, 178.5))],
)
def test_sizes_of_pages(text: str, size: tuple[float, float]) -> None:
    assert asked(trim=text).settings.of(press.Options).trim == size


@pytest.mark.parametrize(
    "text", ["A55", "148", "148x", "50x210", "148x100", "148x2000", "148x210cm", "-148x210", "1e2x210"]
)
def test_what_is_no_size_of_a_page(text: str) -> None:
    with pytest.raises(UsageError, match="no size of a page"):
        asked(trim=text)


@pytest.mark.parametrize(("text", "size"), [("3mm", 3.0), ("0", 0.0), ("3,5 mm", 3.5), ("20", 20.0)])
def test_bleeds(text: str, size: float) -> None:
    assert asked(bleed=text).settings.of(press.Options).bleed == size


@pytest.mark.parametrize("text", ["", "3cm", "21mm", "-1mm"])
def test_what_is_no_bleed(text: str) -> None:
    with pytest.raises(UsageError, match="no bleed"):
        asked(bleed=text)


def test_an_output_is_a_folder_or_an_address() -> None:
    assert asked(out="dist/éditions").out == Path("dist/éditions")
    assert asked(out="s3://seau/éditions").out == "s3://seau/éditions"
    with pytest.raises(UsageError, match="no folder to write to"):
        place(" ")


def test_large_print_has_three_sizes() -> None:
    sizes = [options.chosen(large.Options, {"large-print": points}).large_print for points in (18, 20, 24)]
    assert sizes == [18, 20, 24]
    with pytest.raises(UsageError, match="no size of large print: 16"):
        options.chosen(large.Options, {"large-print": 16})


@pytest.mark.parametrize(
    ("text", "day"),
    [(None, None), ("2026", date(2026, 1, 1)), ("2026-03", date(2026, 3, 1)), ("2026-03-09", date(2026, 3, 9))],
)
def test_since_when(text: str | None, day: date | None) -> None:
    assert asked(since=text).selection.since == day


def test_since_no_day() -> None:
    with pytest.raises(UsageError, match="not a date: hier"):
        facts.day("hier")


def test_all_formats_are_those_that_can_hold_what_is_asked_for() -> None:
    alone = set(registry.formats(("all",))) - set(registry.formats(("all",), bound=True))
    assert alone == {"vtt", "srt", "clips", "pdf-print"}
    assert asked(to="srt, txt,srt", bundle="Le numéro").formats == ("srt", "txt")
    with pytest.raises(UsageError, match="no format asked for"):
        asked(to=" , ")


def test_an_issue_has_a_title_or_is_none() -> None:
    assert (asked().bundle, asked(bundle=" Le  numéro\n").bundle) == (None, "Le numéro")
    with pytest.raises(UsageError, match="an issue without a title"):
        asked(bundle=" \n")


def test_what_nobody_chose_is_as_by_default() -> None:
    """So the editions that the command line makes are those that Python makes."""
    request = asked()
    assert request.settings.own == ()
    assert (request.catalogues, request.time_limit, request.access.robots) == (("contents",), 3600, True)
    for kind in registry.choices():
        assert options.chosen(kind, {}) == kind()


def test_what_the_user_knows_better() -> None:
    told = {"title": " Le  gué ", "author": ["Jeanne Castel", " "], "id": "urn:x:1", "ignore-robots": True}
    request = asking.request((), told)
    assert (request.overrides.title, request.overrides.authors) == ("Le gué", ("Jeanne Castel",))
    assert (request.overrides.identifier, request.access.robots) == ("urn:x:1", False)


def test_an_option_that_nobody_offers() -> None:
    with pytest.raises(UsageError, match="no option is called widht") as raised:
        asked(widht=40)
    assert "width" in raised.value.hint


@pytest.mark.parametrize(
    ("values", "hint"),
    [
        ({"width": 10}, "give a number from 20 to 1000"),
        ({"width": "large"}, "give a number from 20 to 1000"),
        ({"width": True}, "give a number from 20 to 1000"),
        ({"speed": float("nan")}, "give a number from 0.5 to 3"),
        ({"time-limit": 0}, "give a number from 1"),
        ({"time-limit": float("inf")}, "give a number from 1"),
        ({"overlays": "page"}, "give one of sentence, word"),
        ({"embed-fonts": "yes"}, "give true or false"),
        ({"voice": 3}, "give words"),
        ({"author": "Jeanne Castel"}, "give a list"),
    ],
)
def test_what_cannot_be_chosen(values: dict[str, object], hint: str) -> None:
    with pytest.raises(UsageError, match="cannot be") as raised:
        asking.request((), values)
    assert raised.value.hint == hint


def test_numbers_may_come_as_words() -> None:
    assert asking.request((), {"time-limit": "60"}).time_limit == 60


def test_a_language_is_a_tag() -> None:
    assert asked(language="fr-CA").overrides.language == "fr-CA"
    with pytest.raises(UsageError, match="not a language: francais") as caught:
        asked(language="francais")
    assert "such as fr" in caught.value.hint


def test_an_empty_id_names_nothing() -> None:
    with pytest.raises(UsageError, match="an empty id"):
        asked(id=" ")


def test_no_catalogues_are_asked_for_alone() -> None:
    assert asked(catalogues="none").catalogues == ()
    with pytest.raises(UsageError, match="none of them"):
        asked(catalogues="contents,none")
