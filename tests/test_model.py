"""The document model: states that must not exist cannot be built."""

from __future__ import annotations

import dataclasses
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter import model
from exporter.model import Cell, Described, Foreign, LineBreak, Metadata, PartialDate, Source, Stanza, Text
from tests import strategies


@given(strategies.dates())
def test_a_date_reads_back_what_it_writes(date: PartialDate) -> None:
    assert PartialDate.parse(str(date)) == date


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (PartialDate(2026, 1, 20), "2026-01-20"),
        (PartialDate(2026, 1), "2026-01"),
        (PartialDate(2026), "2026"),
        (PartialDate(987), "0987"),
    ],
)
def test_a_date_is_written_at_its_own_precision(date: PartialDate, text: str) -> None:
    assert str(date) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "2026-1",
        "2026-01-2",
        "2026-13",
        "2026-02-30",
        "0000",
        "2026-01-20T10:00",
        "२०२६",
        "2026-0²",
        "-026",
        "2026-",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="a day needs its month"):
        PartialDate(2026, day=20)


@pytest.mark.parametrize("tag", ["fr", "fr-CA", "zh-Hant-TW", "de-1996", "grc"])
def test_languages_are_bcp_47_tags(tag: str) -> None:
    words = (Text("mot"),)
    assert (
        Foreign(tag, words).language == Source(words, language=tag).language == Metadata("Titre", tag).language == tag
    )


@pytest.mark.parametrize("tag", ["", "f", "français", "fr_FR", "fr-", '"><script>', "fr\n", "abcdefghi"])
def test_what_is_no_language_is_refused(tag: str) -> None:
    for build in (lambda: Foreign(tag, ()), lambda: Source((), language=tag), lambda: Metadata("Titre", tag)):
        with pytest.raises(ValueError, match="not a BCP 47 language tag"):
            build()


@pytest.mark.parametrize("text", ["", " \u00a0\n"])
def test_a_description_says_something(text: str) -> None:
    with pytest.raises(ValueError, match="say decorative or missing"):
        Described(text)


@given(st.integers().filter(lambda number: not 1 <= number <= 1000))
def test_a_cell_cannot_span_what_no_table_has(span: int) -> None:
    with pytest.raises(ValueError, match="spans 1 to 1000"):
        Cell((), colspan=span)
    with pytest.raises(ValueError, match="spans 1 to 1000"):
        Cell((), rowspan=span)


@given(st.integers().filter(lambda steps: not 0 <= steps <= 8))
def test_a_line_cannot_be_set_in_beyond_the_page(steps: int) -> None:
    for build in (lambda: LineBreak(steps), lambda: Stanza((), steps)):
        with pytest.raises(ValueError, match="set in by 0 to 8 steps"):
            build()


@given(st.integers().filter(lambda number: not 1 <= number <= model.LONGEST_SIDE))
def test_a_picture_has_a_size_that_a_page_can_have(side: int) -> None:
    for size in ((side, None), (None, side)):
        with pytest.raises(ValueError, match="1 to 10000 pixels"):
            model.Image("a.png", model.Missing(), *size)


@given(strategies.articles())
def test_an_article_can_be_hashed_shared_and_sent_to_a_worker(article: model.Article) -> None:
    copy = pickle.loads(pickle.dumps(article))  # noqa: S301 - our own bytes
    assert copy == article
    assert hash(copy) == hash(article)


def test_every_node_is_frozen_and_slotted() -> None:
    nodes = [value for value in vars(model).values() if isinstance(value, type) and dataclasses.is_dataclass(value)]
    assert len(nodes) > 30
    for node in nodes:
        assert node.__dataclass_params__.frozen, node  # type: ignore[attr-defined] # the standard library's own record
        assert not hasattr(node, "__dict__") or "__slots__" in vars(node), node
