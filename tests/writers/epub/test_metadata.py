from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ebooklib.epub import EpubBook

from exporter.french import FRENCH
from exporter.model import (
    Article,
    Credit,
    Foreign,
    Metadata,
    Notice,
    NoticeKind,
    Paragraph,
    PartialDate,
    Person,
    Text,
)
from exporter.passes import prepare
from exporter.render.pages import accessibility
from exporter.writers.epub import metadata
from tests import samples
from tests.writers.epub.reading import LANG, XHTML, Book, export, speak

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


def test_whom_somebody_works_for_is_a_contributor_too(tmp_path: Path) -> None:
    credits_ = (Credit("photo", "Ana Bel / AFP"), Credit("credit", "Zoé Brun / Le Courrier"), Credit("photo", "DR"))
    article = Article(Metadata("T", authors=(Person("Zoé Brun"),)), credits=credits_)
    book = export(prepare(article, FRENCH), tmp_path / "a.epub")
    assert book.values("dc:contributor") == ["Ana Bel", "AFP", "Le Courrier"]
    assert book.values("role") == ["aut", "pht", "ctb", "ctb"]


def test_the_use_of_ai_is_told_to_machines(book: Book) -> None:
    assert "Ce contenu a été relu avec l’aide de l’IA." in book.values("dc:description")
    (kind,) = book.values("schema:digitalSourceType")
    assert kind.endswith("/compositeWithTrainedAlgorithmicMedia")


def test_without_the_notice_nothing_is_said_of_ai(tmp_path: Path) -> None:
    book = export(prepare(replace(samples.ONDELLE, notices=()), FRENCH), tmp_path / "a.epub")
    assert not book.values("schema:digitalSourceType")


def test_a_synthetic_voice_is_told_to_machines(tmp_path: Path) -> None:
    book = speak(prepare(replace(samples.ONDELLE, notices=()), FRENCH), tmp_path / "a.epub")
    (kind,) = book.values("schema:digitalSourceType")
    assert kind.endswith("/compositeSynthetic")


def test_a_licence_is_the_rights(tmp_path: Path) -> None:
    licence = Notice(NoticeKind.LICENCE, (Text("Licence CC BY 4.0."),))
    book = export(prepare(replace(samples.ONDELLE, notices=(licence,)), FRENCH), tmp_path / "a.epub")
    assert book.values("dc:rights") == ["Licence CC BY 4.0."]


def test_somebody_who_wrote_the_text_is_named_once(tmp_path: Path) -> None:
    article = Article(Metadata("T", authors=(Person("Zoé Brun"),)), credits=(Credit("text", "Zoé Brun"),))
    book = export(prepare(article, FRENCH), tmp_path / "a.epub")
    assert (book.values("dc:creator"), book.values("dc:contributor")) == (["Zoé Brun"], [])


def test_an_article_says_when_it_was_changed(tmp_path: Path) -> None:
    metadata = Metadata("T", published=PartialDate(2026, 1), updated=PartialDate(2026, 2, 3))
    book = export(prepare(Article(metadata), FRENCH), tmp_path / "a.epub")
    assert book.values("dc:date") == ["2026-01"]
    assert book.values("schema:dateModified") == ["2026-02-03"]


def test_a_date_of_change_alone_is_the_date(tmp_path: Path) -> None:
    book = export(prepare(Article(Metadata("T", updated=PartialDate(2026))), FRENCH), tmp_path / "a.epub")
    assert (book.values("dc:date"), book.values("schema:dateModified")) == (["2026"], [])


def test_a_language_that_carries_much_of_the_text_is_one_of_the_books(tmp_path: Path) -> None:
    english = Foreign("en", (Text("The river took the bridge before anybody woke up."),))
    word = Foreign("it", (Text("Piano."),))
    article = Article(Metadata("T"), blocks=(Paragraph((Text("Il l’a dit ainsi, hier soir\u00a0: "), english, word)),))
    assert export(prepare(article, FRENCH), tmp_path / "a.epub").values("dc:language") == ["fr", "en"]


def test_the_cover_has_the_words_that_are_on_it_as_its_alternative(book: Book) -> None:
    (image,) = book.documents["cover.xhtml"].iter(f"{XHTML}img")
    title = "La crue de l’Ondelle\u00a0: une nuit, un pont et beaucoup de questions"
    people = "Jeanne Castel et Paul Orsini, Le Courrier de la vallée, 28\u00a0janvier 2026"
    assert image.get("alt") == f"Couverture de «\u00a0{title}\u00a0». {people}"


# --- Issues ------------------------------------------------------------------------------------


def _issue(issue: Metadata, *articles: Article) -> dict[str, list[str]]:
    """The metadata of an issue by name."""
    book = EpubBook()
    content = accessibility.describe(accessibility.Content(), FRENCH)
    metadata.describe(book, tuple(map(metadata.facts, articles)), content, issue)
    found: dict[str, list[str]] = {}
    for names in book.metadata.values():
        for name, values in names.items():
            for value, attributes in values:
                found.setdefault((attributes or {}).get("property", name), []).append(value)
    return found


_RIVER = Article(
    Metadata("La crue", authors=(Person("Jeanne Castel"),), url="https://a.example/1", keywords=("eau", "pont")),
    credits=(Credit("photo", "Lucie Ferrand"),),
    notices=(Notice(NoticeKind.AI, (Text("Relu avec l’aide de l’IA."),)),),
)
_BEES = Article(
    Metadata(
        "Les abeilles",
        authors=(Person("Paul Orsini"), Person("Jeanne Castel")),
        url="https://a.example/2",
        keywords=("ville", "eau"),
        published=PartialDate(2026, 1, 20),
    ),
    notices=(Notice(NoticeKind.AI, (Text("Relu avec l’aide de l’IA."),)),),
)


def test_an_issue_names_its_articles_and_all_who_made_them_once() -> None:
    found = _issue(Metadata("Hiver 2026", publisher="Le Courrier", authors=(Person("Rédaction"),)), _RIVER, _BEES)
    assert found["dcterms:hasPart"] == ["La crue", "Les abeilles"]
    assert found["creator"] == ["Rédaction", "Jeanne Castel", "Paul Orsini"]
    assert found["contributor"] == ["Lucie Ferrand"]
    assert found["source"] == ["https://a.example/1", "https://a.example/2"]
    assert found["subject"] == ["eau", "pont", "ville"]
    assert found["description"] == ["Relu avec l’aide de l’IA."]
    assert len(found["schema:digitalSourceType"]) == 1


def test_an_issue_belongs_to_its_periodical() -> None:
    found = _issue(Metadata("Hiver 2026", publisher="Le Courrier"), _RIVER)
    assert found["belongs-to-collection"] == found["publisher"] == ["Le Courrier"]
    assert found["collection-type"] == ["series"]
    assert "belongs-to-collection" not in _issue(Metadata("Hiver 2026"), _RIVER)


def test_an_issue_has_its_own_date_or_that_of_its_latest_article() -> None:
    assert _issue(Metadata("Hiver"), _RIVER, _BEES)["date"] == ["2026-01-20"]
    assert _issue(Metadata("Hiver", published=PartialDate(2026)), _RIVER, _BEES)["date"] == ["2026"]
    assert "date" not in _issue(Metadata("Hiver"), _RIVER)


def test_an_issue_of_articles_in_several_languages_has_them_all() -> None:
    breton = Article(Metadata("An dour", language="br"))
    assert _issue(Metadata("Hiver"), _RIVER, breton)["language"] == ["br"]  # French is set with the title


def test_the_identifier_is_that_of_the_content() -> None:
    river, bees = metadata.facts(_RIVER), metadata.facts(_BEES)
    both = metadata.identifier(river, bees, title="Hiver")
    names = {
        both,
        metadata.identifier(bees, river, title="Hiver"),
        metadata.identifier(river),
        metadata.identifier(bees),
    }
    assert len(names) == 4
    assert both == metadata.identifier(river, bees, title="Hiver")
    assert both.startswith("urn:uuid:")
