"""The order itself; that every edition keeps it is tried in ``tests/writers/test_order.py``."""

from __future__ import annotations

import pytest

from exporter.french import FRENCH
from exporter.model import Article, Metadata, Notice, NoticeKind, Person
from exporter.render import order
from exporter.render.order import HEARD, READ, Line, Part


@pytest.mark.parametrize("every", [READ, HEARD])
def test_an_order_has_every_part_once(every: order.Order) -> None:
    assert sorted(every) == sorted(Part)


def test_who_is_heard_is_credited_before_the_text_and_all_else_is_in_one_order() -> None:
    assert [part for part in HEARD if part is not Part.CREDITS] == [part for part in READ if part is not Part.CREDITS]
    assert Part.CREDITS in HEARD.opening


def test_every_notice_stands_once_before_the_text_or_behind() -> None:
    article = Article(Metadata("T"), notices=tuple(Notice(kind, ()) for kind in NoticeKind))
    before, behind = order.notices(article, Part.DISCLOSURES), order.notices(article, Part.NOTICES)
    assert {notice.kind for notice in behind} == {NoticeKind.LICENCE, NoticeKind.OTHER}
    assert set(before) | set(behind) == set(article.notices)
    assert not set(before) & set(behind)


def test_every_part_with_a_heading_has_its_words() -> None:
    assert all(part.label in FRENCH.labels for part in Part if part.label)


def test_a_publisher_that_the_byline_names_is_not_told_twice() -> None:
    metadata = Metadata("T", authors=(Person("Ana", "La Gazette"),), publisher="La Gazette")
    assert order.lines(metadata, FRENCH)[Line.PUBLISHER] == ""
    assert tuple(order.lines(metadata, FRENCH)) == tuple(Line)
