"""Sources in the layouts of the French web: every one is found, and none of its words is lost."""

from __future__ import annotations

import pytest

from exporter import walk
from exporter.model import Link, Source, SourceKind
from tests.readers import desk

ARTICLE = "Un titre pour cet article\n\nLe premier paragraphe raconte ce qui s’est passé lundi dans la ville.\n\n"


def sources(below: str) -> tuple[Source, ...]:
    document = desk.article(ARTICLE + below + "\n")
    assert len(document.blocks) == 1
    assert not document.sections
    return document.sources


def only(line: str, label: str = "Sources") -> Source:
    (source,) = sources(f"{label}\n\n{line}")
    return source


@pytest.mark.parametrize(
    ("line", "publisher", "title", "date"),
    [
        ("NPR – The hubs of Ukraine (6 janvier 2026)", "NPR", "The hubs of Ukraine", "2026-01-06"),
        (
            "RUSI – Russia is Losing – Time for a 2026 Escalation (janvier 2026)",
            "RUSI",
            "Russia is Losing – Time for a 2026 Escalation",
            "2026-01",
        ),
        (
            "Euromaidan Press – Russia is betting. Ukraine won’t. (20 janvier 2026)",
            "Euromaidan Press",
            "Russia is betting. Ukraine won’t.",
            "2026-01-20",
        ),
        (
            "Eurasia Group – Russia’s second front: Top Risk of 2026 (janv. 2026)",
            "Eurasia Group",
            "Russia’s second front: Top Risk of 2026",
            "2026-01",
        ),
        ("Le Monde, « Le pont de Brisac », 12/03/2026", "Le Monde", "Le pont de Brisac", "2026-03-12"),
        ("Le Monde, « Le pont de Brisac » (2026)", "Le Monde", "Le pont de Brisac", "2026"),
        ("« Le pont de Brisac », Le Monde, 12 mars 2026", "Le Monde", "Le pont de Brisac", "2026-03-12"),
        ("« Le pont de Brisac », Le Monde, 12 mars 2026.", "Le Monde", "Le pont de Brisac", "2026-03-12"),
        ("“The bridge of Brisac”, The Guardian, March 12, 2026", "The Guardian", "The bridge of Brisac", "2026-03-12"),
        (
            "Le pont de Brisac retrouvera ses trois arches de pierre - Ouest-France",
            "Ouest-France",
            "Le pont de Brisac retrouvera ses trois arches de pierre",
            None,
        ),
        ("Le pont de Brisac | La Gazette du Val | 2026-03-12", "La Gazette du Val", "Le pont de Brisac", "2026-03-12"),
        ("Insee : Les ponts de France (2024)", "Insee", "Les ponts de France", "2024"),
        ("Insee, Les ponts de France, 2024", "Insee", "Les ponts de France", "2024"),
        (
            "Insee, Les ponts, les routes et les canaux, mars 2024",
            "Insee",
            "Les ponts, les routes et les canaux",
            "2024-03",
        ),
        ("Les ponts de France, Insee, 2024", "Insee", "Les ponts de France", "2024"),
        ("Insee (2024)", "Insee", None, "2024"),
        ("Le Monde", "Le Monde", None, None),
        ("Les ponts de France", None, "Les ponts de France", None),
        ("OCDE — Perspectives de l’eau, publié le 3 mars 2026", "OCDE", "Perspectives de l’eau", "2026-03-03"),
    ],
)
def test_a_line_is_understood(line: str, publisher: str | None, title: str | None, date: str | None) -> None:
    source = only(line)
    assert (source.publisher, source.title, str(source.date) if source.date else None) == (publisher, title, date)
    assert walk.plain(source.content) == line


@pytest.mark.parametrize(
    ("line", "authors", "title", "publisher", "date"),
    [
        ("Ana Roy, « Le pont », La Gazette, 2026", ("Ana Roy",), "Le pont", "La Gazette", "2026"),
        (
            "Ana Roy et Marc Lô, Histoire des ponts, Éditions du Val, 2018, p. 45-62",
            ("Ana Roy", "Marc Lô"),
            "Histoire des ponts",
            "Éditions du Val",
            "2018",
        ),
        (
            "ROY Ana, Histoire des ponts, Éditions du Val, 2018",
            ("ROY Ana",),
            "Histoire des ponts",
            "Éditions du Val",
            "2018",
        ),
        (
            "Roy, A. (2018). Histoire des ponts. Éditions du Val.",
            ("Roy, A.",),
            "Histoire des ponts",
            "Éditions du Val",
            "2018",
        ),
        (
            "Roy A., Lô M. et al., « Les crues », Revue des rivières, vol. 12, mars 2018",
            ("Roy A.", "Lô M."),
            "Les crues",
            "Revue des rivières",
            "2018-03",
        ),
        ("Ana Roy, La Gazette, « Le pont », 2026", ("Ana Roy",), "Le pont", "La Gazette", "2026"),
        ("Roy, A. (2020). « Le pont ». La Gazette.", ("Roy, A.",), "Le pont", "La Gazette", "2020"),
    ],
)
def test_a_bibliography_names_its_authors(
    line: str, authors: tuple[str, ...], title: str, publisher: str, date: str
) -> None:
    source = only(line, "Bibliographie")
    assert (source.authors, source.title, source.publisher, str(source.date)) == (authors, title, publisher, date)
    assert source.group == "Bibliographie"


@pytest.mark.parametrize(
    ("line", "publisher", "title"),
    [
        ("Le rapport de la régie sur « le large », 2020", None, "Le rapport de la régie sur « le large »"),
        ("Commission des ports, « La digue en 2024 », Bruxelles, 2024", "Commission des ports", "La digue en 2024"),
        ("Ana Roy, « La digue », Lyon, 2024", None, "La digue"),
        ("France Culture, « Les gens du quai », podcast, 3 mai 2021", "France Culture", "Les gens du quai"),
        ("Arte, documentaire « La digue », 52 min, 2019", "Arte", "La digue"),
        ("« La digue », dossier de presse, 12 mars 2024", None, "La digue"),
        ("Port du Val, « Trafic de la digue », 3e trimestre 2024", "Port du Val", "Trafic de la digue"),
        ("Arcep (2024). Le réseau des quais. Paris : Presses du Port.", "Arcep", "Le réseau des quais"),
        ("ARCEP. (2024). Le réseau des quais.", "ARCEP", "Le réseau des quais"),
        ("Roy, A., & Lô, M. (2020). Les digues du nord. Paris : La Jetée.", "La Jetée", "Les digues du nord"),
        ("Winter, Klaus. Die Deiche: Bau und Pflege. Berlin: Hafen, 2021.", "Hafen", "Die Deiche: Bau und Pflege"),
        ("Le livre : La Digue, B. Castel, Jetée, 1981", "Jetée", "La Digue"),
        ("Agence des quais, Atlas des digues 2023, avril 2023, 142 p.", "Agence des quais", "Atlas des digues 2023"),
        ("„Das Wunder am Deich“, Der Spiegel, 14. März 2023", "Der Spiegel", "Das Wunder am Deich"),
        ("“The wall holds,” The Guardian, 3 May 2023", "The Guardian", "The wall holds"),
        ("[7] Ibid., art. 5.", None, None),
        (
            "Loi n° 2020-905 du 10 mai 2020 relative aux digues",
            None,
            "Loi n° 2020-905 du 10 mai 2020 relative aux digues",
        ),
    ],
)
def test_a_publisher_is_no_place_no_length_and_no_kind_of_work(
    line: str, publisher: str | None, title: str | None
) -> None:
    source = only(line)
    assert (source.publisher, source.title) == (publisher, title)
    assert walk.plain(source.content) == line


def test_surnames_alone_are_authors_and_a_kind_of_work_is_none() -> None:
    assert only("Dupont et Martin, « La digue », Éditions du Val, Paris, 2018").authors == ("Dupont et Martin",)
    video = only("La vidéo : “Why does the wall hold?”, Harbour Physics, 2014 - https://exemple.fr/mur")
    assert (video.authors, video.publisher, video.title) == ((), "Harbour Physics", "Why does the wall hold?")


def test_a_line_may_tell_the_language_of_its_title() -> None:
    assert only("Guardian, « Harbour 2023 » (en anglais)").language == "en"


@pytest.mark.parametrize(
    "below",
    [
        "Insee – Les ponts (2024) https://exemple.fr/ponts",
        "Insee – Les ponts (2024)\nhttps://exemple.fr/ponts",
        "Insee – Les ponts (2024)\n\nhttps://exemple.fr/ponts",
        "- Insee – Les ponts (2024) : https://exemple.fr/ponts.",
        "1. Insee – Les ponts (2024). Disponible sur : https://exemple.fr/ponts",
        "[1] Insee – Les ponts (2024), https://exemple.fr/ponts (consulté le 3 mai 2025)",
        "• Insee – Les ponts (2024) <https://exemple.fr/ponts>",
        "Insee – Les ponts (2024)\nURL : https://exemple.fr/ponts",
    ],
)
def test_the_address_may_stand_after_or_below(below: str) -> None:
    (source,) = sources(f"Sources\n{below}")
    assert (source.publisher, source.title, str(source.date)) == ("Insee", "Les ponts", "2024")
    assert source.url == "https://exemple.fr/ponts"
    assert any(isinstance(node, Link) for node in walk.nodes(source))


def test_a_bare_address_is_a_source() -> None:
    source = only("https://exemple.fr/ponts")
    assert source == Source(source.content, url="https://exemple.fr/ponts", group="Sources")


def test_a_dangerous_address_stays_words() -> None:
    source = only("javascript:alert(1)")
    assert source.url is None
    assert not any(isinstance(node, Link) for node in walk.nodes(source))


def test_groups_give_the_kind() -> None:
    found = sources(
        "Sources\n\nSources primaires\n\nInsee – Les ponts (2024)\n\nSources secondaires\n\nLe Monde – Le pont "
        "(2025)\n\n"
        "Autres sources\n\nEntretien avec la maire, mars 2026\n\nPresse\n\nOuest-France – La crue (2025)"
    )
    assert [(source.kind, source.group) for source in found] == [
        (SourceKind.PRIMARY, "Sources primaires"),
        (SourceKind.SECONDARY, "Sources secondaires"),
        (SourceKind.OTHER, "Autres sources"),
        (SourceKind.SECONDARY, "Presse"),
    ]


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Sources officielles", SourceKind.PRIMARY),
        ("Documents", SourceKind.PRIMARY),
        ("Rapports", SourceKind.PRIMARY),
        ("Entretiens", SourceKind.PRIMARY),
        ("Archives municipales :", SourceKind.PRIMARY),
        ("Textes de loi", SourceKind.PRIMARY),
        ("Sources de presse", SourceKind.SECONDARY),
        ("Articles de presse", SourceKind.SECONDARY),
        ("Études", SourceKind.SECONDARY),
        ("Ouvrages", SourceKind.SECONDARY),
        ("Rapports et études", SourceKind.OTHER),
        ("Podcasts", SourceKind.OTHER),
    ],
)
def test_a_group_of_known_nature_has_a_kind(label: str, kind: SourceKind) -> None:
    (source,) = sources(f"Sources\n\n{label}\nLe Val – Les ponts (2024)")
    assert (source.kind, source.group) == (kind, label.rstrip(" :"))


@pytest.mark.parametrize(
    "label",
    [
        "Sources",
        "SOURCES :",
        "Références",
        "Bibliographie",
        "Pour aller plus loin",
        "Sources et références",
        "5. Sources",
    ],
)
def test_every_usual_heading_opens_the_sources(label: str) -> None:
    assert only("Insee – Les ponts (2024)", label).group == label.removeprefix("5. ").rstrip(" :")


def test_one_line_may_name_several() -> None:
    found = sources("Sources : AFP, Reuters et Le Monde")
    assert [source.publisher for source in found] == ["AFP", "Reuters", "Le Monde"]
    found = sources("Sources : Insee – Les ponts (2024) ; Le Monde – Le pont (2025)")
    assert [source.title for source in found] == ["Les ponts", "Le pont"]


def test_languages_of_titles_are_told() -> None:
    found = sources(
        "Sources\n- BBC – How the bridge was lost to the river\n- Le Monde – Comment le pont fut emporté par la "
        "rivière\n"
        "- Die Zeit – Wie die Brücke verloren ging\n- El País – Cómo se perdió el puente en la crecida\n"
        "- La Stampa – Come il ponte è andato perduto nella piena"
    )
    assert [source.language for source in found] == ["en", "fr", "de", "es", "it"]


def test_a_section_called_sources_is_a_section() -> None:
    prose = "Le fleuve naît de trois sources, que les anciens tenaient pour sacrées. On y jetait des pièces.\n"
    document = desk.article(f"{ARTICLE}Les sources\n\n{prose}\nRessources\n\n{prose}")
    assert len(document.sections) == 2
    assert not document.sources


def test_what_follows_the_sources_is_not_one() -> None:
    document = desk.article(
        f"{ARTICLE}Sources\n\nInsee – Les ponts (2024)\n\nCe contenu a été créé avec l’aide de l’IA.\n\nPhoto : Ana "
        f"Roy / AFP\n"
    )
    assert len(document.sources) == 1
    assert len(document.notices) == 1
    assert [credit.name for credit in document.credits] == ["Ana Roy / AFP"]


def test_semicolons_part_the_sources_of_one_line() -> None:
    found = sources("Sources : Régie des quais ; Insee ; Ministère de la mer et des ports.")
    assert [source.publisher or source.title for source in found] == [
        "Régie des quais",
        "Insee",
        "Ministère de la mer et des ports",
    ]
    assert len(sources("Source : Roy A. ; Lô M., Les digues, 2020")) == 1
    dated = sources("Sources\n\n- La Gazette, 3 mars 2023 ; Insee, 4 mars 2023")
    assert [(source.publisher, str(source.date)) for source in dated] == [
        ("La Gazette", "2023-03-03"),
        ("Insee", "2023-03-04"),
    ]


def test_an_address_that_the_page_s_width_cut_is_whole_again() -> None:
    found = sources(
        "Sources :\n   - Port du Val, « Les quais », 2024,\n     https://exemple.fr/cartes-et-donnees/nos-chiffres/\n"
        "     observatoire.html\n   - Le Val, « La digue », 2023"
    )
    assert found[0].url == "https://exemple.fr/cartes-et-donnees/nos-chiffres/observatoire.html"
    assert len(found) == 2
    (source,) = sources("Sources\nInsee – Les ponts (2024) https://exemple.fr/les-\nponts-2024.html")
    assert source.url == "https://exemple.fr/les-ponts-2024.html"


def test_a_lone_address_among_many_sources_is_one_itself() -> None:
    lines = [f"Insee – Les ponts, tome {number} (2024)" for number in range(1, 7)]
    found = sources("\n".join(["Sources", *lines, "https://exemple.fr/digue", "Le Monde – Le pont (2024)"]))
    assert [source.url for source in found if source.url] == ["https://exemple.fr/digue"]
    assert len(found) == 8
