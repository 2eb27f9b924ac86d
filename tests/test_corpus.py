"""The corpus is an archive as far as it is measured: articles that are read, none like another."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from exporter.engine.publish.slug import slug
from tests import corpus
from tests.readers import desk

if TYPE_CHECKING:
    from pathlib import Path

    from tests.readers.scraped.pages import Page

COUNT = 1000


@pytest.fixture(scope="module")
def articles() -> list[Page]:
    return [corpus.article(number) for number in range(COUNT)]


def test_each_article_has_a_name_and_words_of_its_own(articles: list[Page]) -> None:
    assert len({slug(article.truth.title) for article in articles}) == COUNT
    assert len({tuple(article.truth.sentences) for article in articles}) == COUNT
    seen = Counter(sentence for article in articles for sentence in article.truth.sentences)
    assert list(seen.values()).count(1) > seen.total() / 3


def test_a_number_always_gives_the_same_article(articles: list[Page], tmp_path: Path) -> None:
    corpus.main(["3", str(tmp_path / "articles")])
    written = sorted((tmp_path / "articles").iterdir())
    assert [path.name for path in written] == ["000000.txt", "000001.txt", "000002.txt"]
    assert [path.read_bytes().decode() for path in written] == [article.text for article in articles[:3]]


def test_the_articles_are_read_with_their_titles(articles: list[Page]) -> None:
    titles = [(desk.article(article.text).metadata.title, article.truth.title) for article in articles[:30]]
    wrong = [read for read, true in titles if read.casefold() != true.casefold()]
    assert len(wrong) <= 2  # a subtitle that says more of the subject than its title
