"""One article that uses most of the model, in good French, about a place that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exporter.french import FRENCH
from exporter.model import (
    Abbreviation,
    Article,
    Caption,
    Cell,
    Code,
    Credit,
    Decorative,
    Described,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Item,
    LineBreak,
    Link,
    Listing,
    Metadata,
    Missing,
    Note,
    NoteRef,
    Notice,
    NoticeKind,
    Paragraph,
    PartialDate,
    Person,
    Preformatted,
    Quote,
    Row,
    Rule,
    Section,
    Source,
    SourceKind,
    Strong,
    Subscript,
    Superscript,
    Table,
    Text,
)
from exporter.passes import prepare
from exporter.passes.outline import outline

if TYPE_CHECKING:
    from exporter.model import Block, Inline


def _words(*content: str | Inline) -> tuple[Inline, ...]:
    return tuple(Text(part) if isinstance(part, str) else part for part in content)


def _paragraph(*content: str | Inline) -> Paragraph:
    return Paragraph(_words(*content))


def _row(*texts: str, header: bool = False) -> Row:
    return Row(tuple(Cell(_words(text), header=header or index == 0) for index, text in enumerate(texts)))


def _item(*blocks: Block) -> Item:
    return Item(blocks)


_OPENING = (
    _paragraph(
        "Le 14 janvier, à 4 h 30, la sirène de l'ancienne filature a réveillé Valmorin. ",
        "L'Ondelle venait de dépasser la cote de 3,20 m",
        NoteRef("cote"),
        ". En trois heures, le pont de pierre était sous l'eau.",
    ),
    Figure(
        Image("pont.png", Described("Le pont de pierre, dont seules les deux arches du milieu dépassent de l'eau.")),
        Caption(_words("Le pont de pierre, le matin du 14 janvier. ")),
        Credit("photo", "Lucie Ferrand"),
    ),
    Figure(caption=Caption(_words("La rue des Tanneurs, fermée depuis deux semaines.")), credit=Credit("image", "DR")),
    Figure(Image("filet.png", Decorative())),
    Figure(Image("carte.png", Missing()), Caption(_words("La vallée."))),
)

_FLOOD = Section(
    "",
    Heading(_words("Une rivière que l'on croyait connaître")),
    0,
    (
        _paragraph(
            "Le ",
            Abbreviation("Service de prévision des crues", _words("SPC")),
            " avait placé la vallée en vigilance jaune. Pour le ",
            Abbreviation("Service de prévision des crues", _words("SPC")),
            ", « rien n'annonçait une telle montée ». Les modèles, eux, parlaient d'un débit de 140 m",
            Superscript(_words("3")),
            "/s et d'un air saturé en H",
            Subscript(_words("2")),
            "O, pour la 1",
            Superscript(_words("re")),
            " fois depuis 1993.",
        ),
        Quote(
            (_paragraph("On a vu l'eau entrer par la cave, puis par la porte. On n'a pas eu le temps de discuter."),),
            _words("Odile Maréchal, libraire"),
        ),
        Listing(
            (
                _item(_paragraph("120 habitants évacués dans la nuit par la rue du Four et la route de la carrière ;")),
                _item(
                    _paragraph("43 commerces touchés :"),
                    Listing((_item(_paragraph("31 dans le bas du bourg,")), _item(_paragraph("12 sur la place.")))),
                ),
                _item(_paragraph("un pont fermé.")),
            )
        ),
    ),
    (
        Section(
            "",
            Heading(_words("La cote d'alerte")),
            0,
            (
                _paragraph("Trois seuils règlent la conduite de la commune ", Emphasis(_words("depuis 2019")), "."),
                Table(
                    (_row("Seuil", "Cote", "Conduite", header=True),),
                    (
                        _row("Jaune", "1,80 m", "Veille"),
                        _row("Orange", "2,60 m", "Alerte"),
                        _row("Rouge", "3,20 m", "Évacuation"),
                    ),
                    Caption(_words("Les trois seuils de l'Ondelle.")),
                ),
                Table(
                    (_row("Lieu", "Ce qui a été fait", "Ce qui reste à faire avant l'hiver prochain", header=True),),
                    (
                        _row("Pont de pierre", "Contrôle des piles", "Reprise de la culée de la rive gauche"),
                        _row("Filature", "Pompage des sous-sols", "Nouvelle sirène, hors d'eau cette fois"),
                    ),
                ),
                Preformatted(_words("cote  = mesure() \nif cote > 3.2:\n    sirène()"), "python"),
            ),
        ),
    ),
)

_AFTER = Section(
    "",
    Heading(_words("Et maintenant ?")),
    0,
    (
        Listing(
            (_item(_paragraph("Chiffrer les dégâts.")), _item(_paragraph("Rouvrir le pont."))), ordered=True, start=9
        ),
        _paragraph(
            "La mairie a ouvert ",
            Link("https://valmorin.example/crue?lang=fr&page=2", _words("un guichet en ligne")),
            " ; la commande ",
            Code(_words("crue --signaler")),
            " des bénévoles, elle, ",
            Strong(_words("n'existe plus")),
            ". Le rapport ",
            Foreign("en", _words("Rising Waters")),
            " paraîtra au printemps.",
        ),
        Rule(),
        _paragraph("Mairie de Valmorin", LineBreak(), "2, place du Marché"),
    ),
)

_SOURCES = (
    Source(
        _words("Agence de bassin – Bulletin hydrologique de la vallée (20 janvier 2026)"),
        "Agence de bassin",
        "Bulletin hydrologique de la vallée",
        "fr",
        PartialDate(2026, 1, 20),
        "https://bassin.example/bulletins/2026/janvier/bulletin-hydrologique-de-la-vallee-de-l-ondelle.pdf",
        kind=SourceKind.PRIMARY,
        group="Sources primaires",
    ),
    Source(
        _words("River Institute – Rising Waters: Small Valleys and Big Rains (mars 2025)"),
        "River Institute",
        "Rising Waters: Small Valleys and Big Rains",
        "en",
        PartialDate(2025, 3),
        "https://rivers.example/rising-waters",
        kind=SourceKind.SECONDARY,
        group="Sources secondaires",
    ),
    Source(_words("Archives communales, registre des crues"), kind=SourceKind.SECONDARY, group="Sources secondaires"),
)

ONDELLE = outline(
    Article(
        Metadata(
            "La crue de l'Ondelle : une nuit, un pont et beaucoup de questions",
            subtitle="À Valmorin, la rivière a pris deux mètres en trois heures",
            kicker="Environnement",
            authors=(Person("Jeanne Castel", "correspondante à Valmorin"), Person("Paul Orsini")),
            publisher="Le Courrier de la vallée",
            published=PartialDate(2026, 1, 28),
            updated=PartialDate(2026, 2),
            reading_minutes=4,
            url="https://courrier.example/2026/01/la-crue-de-l-ondelle",
            keywords=("crue", "Valmorin"),
        ),
        (
            _paragraph(
                "Deux semaines après la crue, le bourg compte ses dégâts. Personne n'est mort ; rien n'est réglé."
            ),
        ),
        _OPENING,
        (_FLOOD, _AFTER),
        _SOURCES,
        (Credit("image", "Lucie Ferrand", _words("Photo de couverture : Lucie Ferrand")),),
        (
            Notice(NoticeKind.AI, _words("Ce contenu a été relu avec l'aide de l'IA.")),
            Notice(NoticeKind.CORRECTION, _words("Le 30 janvier, nous avons corrigé la cote de 1993.")),
        ),
        (Note("cote", "1", (_paragraph("Hauteur lue à l'échelle du pont, en amont."),)),),
    )
)
"""As a reader would hand it over."""


def prepared() -> Article:
    """The same, as writers are given it."""
    return prepare(ONDELLE, FRENCH)
