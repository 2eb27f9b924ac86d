"""Sources of which only the parts are known: no edition loses them."""

from __future__ import annotations

import pytest

from exporter import walk
from exporter.french import FRENCH
from exporter.model import Article, Metadata, PartialDate, Source, Text
from exporter.passes import prepare


@pytest.mark.parametrize(
    ("source", "line"),
    [
        (
            Source((), "Le Phare", "Les marées", date=PartialDate(2026, 1), authors=("A. Bé",)),
            "A. Bé, Le Phare – Les marées (janvier 2026)",
        ),
        (Source((), "Le Phare"), "Le Phare"),
        (Source((Text(" "),), title="Les marées"), "Les marées"),
        (Source((), date=PartialDate(2026)), "(2026)"),
        (Source((), url="https://exemple.fr/"), "https://exemple.fr/"),
        (Source((Text("Une ligne"),), "Le Phare"), "Une ligne"),
        (Source(()), ""),
    ],
)
def test_a_source_without_a_line_gets_one(source: Source, line: str) -> None:
    article = prepare(Article(Metadata("Titre"), sources=(source,)), FRENCH)
    assert walk.plain(article.sources[0].content).replace("\u00a0", " ") == line
    assert prepare(article, FRENCH) == article
