from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from exporter.french import FRENCH
from exporter.model import (
    Article,
    Credit,
    Metadata,
    Notice,
    NoticeKind,
    Text,
)
from exporter.passes import prepare
from tests import samples
from tests.writers.epub.reading import LANG, Book, export

if TYPE_CHECKING:
    from pathlib import Path


def test_the_work_is_described(book: Book) -> None:
    assert book.values("dc:title") == [
        "La crue de l’Ondelle\u00a0: une nuit, un pont et beaucoup de questions",
        "À Valmorin, la rivière a pris deux mètres en trois heures",
    ]
    assert book.values("dc:language") == ["fr"]
    assert book.package.get(LANG) == "fr"
    assert book.values("dc:publisher") == ["Le Courrier de la vallée"]
    assert book.values("dc:date") == ["2026-01-28"]
    assert book.values("dc:source") == ["https://courrier.example/2026/01/la-crue-de-l-ondelle"]
    assert book.values("dc:subject") == ["crue", "Valmorin"]
    assert book.values("dcterms:modified") == ["2026-02-02T02:40:00Z"]


def test_people_have_their_roles(book: Book) -> None:
    assert book.values("dc:creator") == ["Jeanne Castel", "Paul Orsini"]
    assert book.values("dc:contributor") == ["Lucie Ferrand"]
    assert book.values("role") == ["aut", "aut", "pht"]


def test_a_role_without_a_relator_is_a_contributors(tmp_path: Path) -> None:
    article = Article(Metadata("T"), credits=(Credit("infographie", "Zoé"), Credit("translation", "Ana")))
    book = export(prepare(article, FRENCH), tmp_path / "a.epub")
    assert book.values("role") == ["ctb", "trl"]


def test_the_use_of_ai_is_told_to_machines(book: Book) -> None:
    assert "Ce contenu a été relu avec l’aide de l’IA." in book.values("dc:description")
    (kind,) = book.values("schema:digitalSourceType")
    assert kind.endswith("/compositeWithTrainedAlgorithmicMedia")


def test_without_the_notice_nothing_is_said_of_ai(tmp_path: Path) -> None:
    book = export(prepare(replace(samples.ONDELLE, notices=()), FRENCH), tmp_path / "a.epub")
    assert not book.values("schema:digitalSourceType")


def test_a_licence_is_the_rights(tmp_path: Path) -> None:
    licence = Notice(NoticeKind.LICENCE, (Text("Licence CC BY 4.0."),))
    book = export(prepare(replace(samples.ONDELLE, notices=(licence,)), FRENCH), tmp_path / "a.epub")
    assert book.values("dc:rights") == ["Licence CC BY 4.0."]
