"""Hard-wrapped lines become paragraphs again; verses, addresses and lists do not."""

from __future__ import annotations

import textwrap

import pytest

from exporter import walk
from exporter.model import Listing, Paragraph, Section
from tests.readers import desk

TITLE = "Le pont de Brisac sera rebâti"
PARAGRAPHS = (
    (
        "Le conseil a voté lundi la reconstruction du pont, emporté par la crue de novembre dernier. "
        "Personne, dans la salle, n’a voulu parler d’argent : on a compté les arches, puis les voix. La maire "
        "s’est contentée d’un sourire, et peut-être d’un soupir, au moment de signer le registre que lui "
        "tendait son adjoint."
    ),
    (
        "Les travaux dureront deux ans. La pierre viendra d’une carrière voisine, que l’on croyait épuisée "
        "depuis la guerre ; les tailleurs, eux, viendront de plus loin, car il n’en reste que trois dans le "
        "département."
    ),
    (
        "Reste une question, posée par un enfant venu avec sa classe : par où passeront les moutons ? Nul ne "
        "le sait encore, mais le berger, dit-on, a déjà son idée. Il attend que la rivière baisse pour en "
        "parler."
    ),
)


# Without blank lines and at 72, a paragraph ends so near the edge that nobody could tell.
@pytest.mark.parametrize(
    ("width", "between"),
    [(width, "\n\n") for width in (50, 64, 72, 76, 80, 100)] + [(width, "\n") for width in (50, 64, 76, 80, 100)],
)
def test_paragraphs_come_back_whole(width: int, between: str) -> None:
    text = between.join((TITLE, *(textwrap.fill(paragraph, width) for paragraph in PARAGRAPHS)))
    document = desk.article(text + "\n")
    assert document.metadata.title == TITLE
    assert [walk.plain(block.content) for block in document.blocks if isinstance(block, Paragraph)] == list(PARAGRAPHS)


def test_a_heading_among_wrapped_lines_stays_alone() -> None:
    filled = [textwrap.fill(paragraph, 76) for paragraph in PARAGRAPHS]
    document = desk.article(
        "\n".join((TITLE, filled[0], "Une affaire de pierre", filled[1], "Et les moutons ?", filled[2]))
    )
    assert [walk.plain(section.heading.content) for section in document.sections] == [
        "Une affaire de pierre",
        "Et les moutons ?",
    ]


@pytest.mark.parametrize(
    ("cut", "whole"),
    [
        ("construc-\ntion", "construction"),
        ("gouverne-\nment", "gouvernement"),
        ("peut-\nêtre", "peut-être"),
        ("franco-\nitalien", "franco-italien"),
        ("États-\nUnis", "États-Unis"),
        ("c’est-à-\ndire", "c’est-à-dire"),
        ("est-\nil", "est-il"),
        ("sou-\nrire", "sourire"),  # stands whole in the text above
    ],
)
def test_a_hyphen_at_the_end_of_a_line_is_judged(cut: str, whole: str) -> None:
    start = "Personne ne savait encore ce que deviendrait ce vieux projet, mais "
    text = (
        f"{TITLE}\n\n{textwrap.fill(PARAGRAPHS[0], 76)}\n\n{start}{cut} n’était pas un mot que l’on\nprononçait "
        f"volontiers dans la salle du conseil.\n"
    )
    assert f" {whole} " in walk.words(desk.article(text))


def test_a_button_s_word_at_the_end_of_a_paragraph_stays() -> None:
    text = (
        f"{TITLE}\n\n{textwrap.fill(PARAGRAPHS[0], 76)}\n\n"
        "Le plan prévoit des affiches, des tracts et même une présence sur tous les\nréseaux sociaux.\n"
    )
    document, place = desk.read(text)
    assert not place.dropped
    assert walk.words(document).endswith("sur tous les réseaux sociaux.")


@pytest.mark.parametrize("wrapped", [False, True])
def test_verses_and_addresses_keep_their_lines(wrapped: bool) -> None:  # noqa: FBT001 - a parameter of the test
    prose = textwrap.fill(PARAGRAPHS[0], 76) if wrapped else PARAGRAPHS[0]
    document = desk.article(f"{TITLE}\n\n{prose}\n\nMairie de Brisac\n14, rue des Tanneurs\n86000 Brisac\n\n{prose}\n")
    assert "Mairie de Brisac ⏎ 14, rue des Tanneurs ⏎ 86000 Brisac" in desk.tree(document, desk.Desk())


def test_wrapped_items_are_items() -> None:
    items = textwrap.fill(PARAGRAPHS[1], 70, initial_indent="- ", subsequent_indent="  ")
    document = desk.article(f"{TITLE}\n\n{textwrap.fill(PARAGRAPHS[0], 72)}\n\n{items}\n{items}\n")
    (listing,) = [block for block in document.blocks if isinstance(block, Listing)]
    assert [walk.words(item) for item in listing.items] == [PARAGRAPHS[1]] * 2


def test_indented_first_lines_part_paragraphs() -> None:
    filled = (textwrap.fill(paragraph, 72, initial_indent="   ") for paragraph in PARAGRAPHS)
    document = desk.article("\n".join((TITLE, *filled)))
    assert [walk.words(block) for block in document.blocks] == list(PARAGRAPHS)


def test_lines_of_a_text_that_was_not_wrapped_are_paragraphs() -> None:
    document = desk.article("\n".join((TITLE, *PARAGRAPHS)))
    assert [walk.words(block) for block in document.blocks] == list(PARAGRAPHS)
    assert not any(isinstance(node, Section) for node in walk.nodes(document))


def test_a_short_first_half_that_is_no_word_is_joined() -> None:
    document = desk.article(
        "Le pont sera rebâti\n\n"
        "Après dix ans d’attente, les premiers foyers de Lajoux sont rac-\n"
        "cordés. Le département a investi des millions, dont un tiers\n"
        "pour le pont, que la crue avait emporté une nuit de novembre,\n"
        "et pour la route qui mène au plateau par le versant du nord.\n"
    )
    assert "raccordés" in walk.words(document)
