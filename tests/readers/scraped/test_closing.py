"""The end of an article: what is taken out of it, and what stays as it stood."""

from __future__ import annotations

import pytest

from exporter import walk
from exporter.model import Figure, NoticeKind
from tests.readers import desk

TITLE = "Le pont de Brisac sera rebâti\n\n"
PROSE = "Le conseil a voté lundi la reconstruction du pont, emporté par la crue de novembre.\n\n"


def drawn(body: str) -> list[str]:
    """Read a body and draw it, title left out."""
    return desk.tree(*desk.read(TITLE + body)).splitlines()[1:]


def test_an_office_below_the_text_stays_with_its_hours() -> None:
    found = drawn(f"{PROSE}Mairie de Brisac-les-Forges\nHoraires : lundi-vendredi 9 h-12 h\nTél. 03 00 00 00 00\n")
    assert found[1:] == ["¶ Mairie de Brisac-les-Forges ⏎ Horaires : lundi-vendredi 9 h-12 h ⏎ Tél. 03 00 00 00 00"]


def test_the_signature_of_a_letter_tells_its_author_and_stays() -> None:
    found = drawn(f"{PROSE}Bien amicalement,\n\nRose Lambrecht\nPrésidente des Amis du pont\n")
    assert found[0] == "author: Rose Lambrecht"
    assert found[2:] == ["¶ Bien amicalement,", "¶ Rose Lambrecht ⏎ Présidente des Amis du pont"]


def test_a_name_between_sentences_is_no_signature() -> None:
    found = drawn(f"{PROSE}Rose Lambrecht\n\nElle laisse une ville endettée.\n")
    assert "Rose Lambrecht" in " ".join(found)
    assert not any(line.startswith("author") for line in found)


def test_a_signature_alone_is_the_author() -> None:
    assert drawn(f"{PROSE}Rose Lambrecht\n") == ["author: Rose Lambrecht", f"¶ {PROSE.strip()}"]


def test_a_paragraph_above_the_sources_is_no_caption_of_the_credit_below_them() -> None:
    document = desk.article(
        f"{TITLE}{PROSE}Le pont paie. Et la crue attend.\n\n"
        "Sources\n- La Gazette, 3 mars 2023\nCrédit photo : Ana Roy\n"
    )
    assert not any(isinstance(node, Figure) for node in walk.nodes(document))
    assert "Le pont paie. Et la crue attend." in desk.tree(document, desk.Desk())
    assert [credit.name for credit in document.credits] == ["Ana Roy"]


def test_two_sentences_above_a_credit_are_no_caption() -> None:
    found = drawn(f"{PROSE}Le pont est debout. La crue attend.\nCrédit photo : Ana Roy\n\n{PROSE}")
    assert found[1] == "¶ Le pont est debout. La crue attend."


def test_what_follows_a_notice_stays_apart_from_the_text_above() -> None:
    found = drawn(
        f"{PROSE}Fin du récit de la crue\n\nLes opinions exprimées ici n’engagent que leurs auteurs.\n"
        "Contact presse : le bureau du pont\n"
    )
    assert found[1:3] == ["¶ Fin du récit de la crue", "¶ Contact presse : le bureau du pont"]


def test_any_publication_may_say_its_licence() -> None:
    (notice,) = desk.article(f"{TITLE}{PROSE}Cette note est diffusée sous licence CC BY-NC-ND 4.0.\n").notices
    assert notice.kind is NoticeKind.LICENCE


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Article mis à jour le 6 septembre 2023 : correction du nombre d’arches.", NoticeKind.CORRECTION),
        (
            "Note de la rédaction : cet article a été modifié le 5 mai pour corriger le nombre d’arches.",
            NoticeKind.CORRECTION,
        ),
        ("Note de la rédaction : les loutres sont de retour.", NoticeKind.OTHER),
        ("Sponsorisé par ÉnerPlus", NoticeKind.SPONSORED),
        ("Partenariat : cet article est proposé par la Mutuelle.", NoticeKind.SPONSORED),
        ("Article publié avec l’aimable autorisation de La Gazette.", NoticeKind.LICENCE),
    ],
)
def test_a_notice_is_found_at_the_end(line: str, kind: NoticeKind) -> None:
    (notice,) = desk.article(f"{TITLE}{PROSE}{line}\n").notices
    assert notice.kind is kind


def test_a_dated_correction_says_when_the_article_was_changed() -> None:
    document = desk.article(f"{TITLE}{PROSE}Article mis à jour le 6 septembre 2023 : correction d’un nombre.\n")
    assert str(document.metadata.updated) == "2023-09-06"


@pytest.mark.parametrize(
    "line",
    [
        "Sponsorisé par la mairie, le chantier avance moins vite que prévu.",
        "Le texte est publié avec un retard que nul n’explique.",
    ],
)
def test_prose_that_begins_like_a_notice_stays(line: str) -> None:
    assert drawn(f"{PROSE}{line}\n\n{PROSE}")[1] == f"¶ {line}"
