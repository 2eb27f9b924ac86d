"""What the page said around the article goes, with its reason; whatever could be the article's stays."""

from __future__ import annotations

import pytest

from exporter import walk
from tests.readers import desk

ABOVE = "Un titre pour cet article\n\nLe premier paragraphe raconte ce qui s’est passé lundi dans la ville.\n\n"
BELOW = "\n\nLe dernier paragraphe raconte ce qui devrait se passer mardi dans la même ville.\n"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Skip to content", "navigation"),
        ("Retour en haut ↑", "navigation"),
        ("Accueil › International › Europe", "navigation"),
        ("Vous êtes ici : Accueil > Culture", "navigation"),
        ("Accueil Politique Monde Économie Sport Culture", "navigation"),
        ("1 / 5", "navigation"),
        ("Rechercher", "search"),
        ("Se connecter", "login"),
        ("Déjà abonné ? Se connecter", "login"),
        ("S’abonner", "subscription"),
        ("Cet article est réservé aux abonnés.", "subscription"),
        ("Il vous reste 70 % de cet article à lire. La suite est réservée aux abonnés.", "subscription"),
        ("Inscrivez-vous gratuitement à notre newsletter", "subscription"),
        ("Recevez chaque matin l’essentiel de l’actualité dans votre boîte mail", "subscription"),
        ("Tout accepter", "cookies"),
        ("Ce site utilise des cookies pour améliorer votre expérience.", "cookies"),
        ("Nous et nos 842 partenaires utilisons des cookies pour stocker des informations.", "cookies"),
        ("facebook icon twitter icon linkedin icon", "share"),
        ("Partager sur Facebook", "share"),
        ("Facebook Twitter WhatsApp E-mail Copier le lien", "share"),
        ("Partager sur Facebook (ouvre une nouvelle fenêtre)", "share"),
        ("Copié!", "share"),
        ("Lien copié", "share"),
        ("128 partages", "share"),
        ("Suivez-nous sur les réseaux sociaux", "follow"),
        ("Suivez La Gazette sur Google News", "follow"),
        ("Écouter l’article", "audio"),
        ("0:00 / 4:32", "audio"),
        ("1x", "audio"),
        ("Écouter l’article (5 min)", "audio"),
        ("Publicité", "advertising"),
        ("PUBLICITE", "advertising"),
        ("- Publicité -", "advertising"),
        ("La suite après cette publicité", "advertising"),
        ("12 commentaires", "comments"),
        ("Commentaires (3)", "comments"),
        ("Laisser un commentaire", "comments"),
        ("Réagir", "comments"),
        ("Lire aussi : La guerre des prix", "related"),
        ("À lire aussi > Le pont sera rebâti", "related"),
        ("A LIRE AUSSI : LE PONT SERA REBÂTI", "related"),
        ("► Lire aussi : Le pont sera rebâti", "related"),
        ("LIRE AUSSI - Le pont sera rebâti", "related"),
        ("Sur le même sujet : le pont sera rebâti", "related"),
        ("Tous droits réservés", "legal"),
        ("© 2026 La Gazette. Tous droits réservés.", "legal"),
        ("Mentions légales | Politique de confidentialité | Contact", "legal"),
        ("Toute reproduction, même partielle, est interdite sans autorisation.", "legal"),
    ],
)
def test_a_page_s_own_line_goes_from_between_two_paragraphs(line: str, reason: str) -> None:
    document, place = desk.read(f"{ABOVE}{line}{BELOW}")
    assert [(event.line, event.text, event.reason) for event in place.dropped] == [(5, line, reason)]
    assert len(document.blocks) == 2


@pytest.mark.parametrize(
    "line",
    [
        "Partager la terre n’a jamais été simple, surtout quand elle manque.",
        "Partagez vos recettes avec vos voisins, conseille la nutritionniste.",
        "Facebook a supprimé le compte de la mairie sans explication.",
        "Les cookies, expliquent les juges, ne sont pas de simples biscuits.",
        "Nous utilisons des citernes pour arroser les jardins.",
        "La publicité représente désormais la moitié des recettes du journal.",
        "Ses commentaires ont surpris : douze lecteurs ont répondu.",
        "S’abonner à un journal local, c’est aussi défendre un emploi.",
        "À lire ses carnets, on comprend que tout était prévu.",
        "Lire aussi entre les lignes demande du temps.",
        "Suivez le chemin de halage jusqu’à l’écluse, puis tournez à gauche.",
        "Menu unique à 18 euros, vin compris.",
        "Il n’y a pas de droits réservés sur une recette.",
        "Abonnez-vous, désabonnez-vous : le vocabulaire des plateformes a changé nos vies.",
        "Écouter l’article de foi, puis douter.",
        "Rechercher la vérité coûte cher.",
        "Toute utilisation de l’eau est interdite entre huit heures et vingt heures.",
        "Nous traitons souvent des données personnelles sans même le savoir.",
        "Cette vidéo explique en trois minutes ce que sont les cookies.",
        "Lire aussi la presse étrangère permet de comparer les récits.",
        "Abonnez-vous à un journal local, conseille-t-elle, et vous verrez la différence.",
        "À partir de 5 euros par mois, les familles peuvent louer un jardin.",
        "Retrouvez-nous dans notre local le 3 mars à partir de 18 heures.",
        "Une erreur ? Sans doute, répond-il, mais une erreur utile.",
        "Pour lire la suite, il faudra attendre le tome deux.",
        "Votre navigateur ne saura rien de tout cela, promet le fabricant.",
        "« Tous droits réservés », lit-on encore sur la plaque du moulin.",
        "Soutenez la presse locale, répète-t-il à chaque réunion publique.",
        "Connectez-vous avec la nature, proclame l’affiche du parc.",
        "Publié dans une grande revue, ce travail a fait date.",
        "Découvrez nos autres villages, suggère le dépliant de l’office.",
        "En continuant sur cette route, on finit par accepter le vent.",
    ],
)
def test_a_sentence_is_never_lost(line: str) -> None:
    document, place = desk.read(f"{ABOVE}{line}{BELOW}")
    assert not place.dropped
    assert line in walk.words(document)


def test_a_section_may_be_called_like_a_button() -> None:
    text = f"{ABOVE}Publicité\n\nLa publicité fait vivre ce journal depuis cent ans, et elle l’abandonne.{BELOW}"
    document, place = desk.read(text)
    assert [walk.plain(section.heading.content) for section in document.sections] == ["Publicité"]
    assert not place.dropped


def test_a_list_may_hold_a_button_s_word() -> None:
    document, place = desk.read(f"{ABOVE}Le plan prévoit :\n- Publicité\n- Vente au numéro\n- Dons des lecteurs{BELOW}")
    assert "Publicité" in walk.words(document)
    assert not place.dropped


def test_related_titles_go_with_their_announcement_at_the_foot() -> None:
    text = f"{ABOVE}Plus de contenu\n\nLe pont sera rebâti en pierre\n\nQui a peur du loup ?\n\nLe marché déménage\n"
    document, place = desk.read(text)
    assert {event.reason for event in place.dropped} == {"related"}
    assert len(place.dropped) == 4
    assert not document.sections


def test_one_related_title_goes_between_paragraphs_and_the_heading_below_stays() -> None:
    text = f"{ABOVE}À lire aussi\n\nLe pont sera rebâti en pierre\n\nUn nouveau chapitre{BELOW}"
    document, place = desk.read(text)
    assert [event.text for event in place.dropped] == ["À lire aussi", "Le pont sera rebâti en pierre"]
    assert [walk.plain(section.heading.content) for section in document.sections] == ["Un nouveau chapitre"]


def test_an_announcement_right_above_prose_takes_nothing_along() -> None:
    document, place = desk.read(f"{ABOVE}À lire aussi{BELOW}")
    assert [event.text for event in place.dropped] == ["À lire aussi"]
    assert len(document.blocks) == 2


def test_related_titles_end_where_the_sources_begin() -> None:
    text = (
        f"{ABOVE}À lire aussi\nLe pont sera rebâti\nLe marché déménage\nSources\nInsee – Les ponts de France (2024)\n"
    )
    document, place = desk.read(text)
    assert len(place.dropped) == 3
    assert [source.publisher for source in document.sources] == ["Insee"]


def test_a_table_of_contents_goes_and_its_headings_stay() -> None:
    text = (
        f"{ABOVE}Sommaire\nUne vieille querelle\nUn pont neuf\n\nUne vieille querelle\n\n"
        f"La querelle remonte à la crue de 1910, que personne n’a oubliée ici.\n\nUn pont neuf{BELOW}"
    )
    document, place = desk.read(text)
    assert [event.line for event in place.dropped] == [5, 6, 7]
    assert [walk.plain(section.heading.content) for section in document.sections] == [
        "Une vieille querelle",
        "Un pont neuf",
    ]


def test_readers_comments_go_when_one_could_reply() -> None:
    text = (
        f"{ABOVE}2 commentaires\n\nLoulou75\nTrès bon article, merci à toute la rédaction pour ce travail.\nRépondre\n"
    )
    document, place = desk.read(text)
    assert len(place.dropped) == 4
    assert len(document.blocks) == 1


def test_without_a_reply_the_words_below_comments_stay() -> None:
    document, _ = desk.read(
        f"{ABOVE}Commentaires\n\nCe paragraphe parle d’autre chose et doit donc rester dans le texte.\n"
    )
    assert len(document.blocks) == 2


def test_the_menus_of_a_page_copied_whole_go_and_its_title_is_found() -> None:
    menu = (
        "Aller au contenu\nMon compte\nFrance\nMonde\nPolitique\nCulture\nLes jeux du jour\nLe club\nMétéo\n"
        "La vidéo qui fait rire la France entière ce matin\nLe match de l’année est annulé\nRechercher\nMode sombre"
    )
    text = (
        f"{menu}\n\nLe pont de Brisac sera rebâti en pierre\n\nPublié le 3 mars 2026\n\n"
        "Le conseil a voté lundi la reconstruction du pont de Brisac, emporté par la crue de novembre dernier.\n\n"
        "La pierre viendra de la carrière voisine, que l’on croyait épuisée depuis la fin de la dernière guerre.\n\n"
        "Les travaux dureront deux ans et coûteront quatre millions d’euros, dont la moitié payée par la région.\n"
    )
    document, place = desk.read(text)
    assert document.metadata.title == "Le pont de Brisac sera rebâti en pierre"
    assert len(document.blocks) == 3
    assert len(place.dropped) == 13
    assert not document.metadata.kicker


def test_the_last_short_line_below_an_announcement_heads_the_text_where_no_blank_line_parts_them() -> None:
    document, told = desk.read(
        "Le port de Brisac s’agrandit\nPar Anne Leroux\nPublié le 3 mai 2024\n"
        "Le port de Brisac va gagner quarante hectares, et le chantier commence en juin.\n"
        "À lire aussi\nLorgues : la criée déménage\nUn tournant pour la ville\n"
        "Le chantier durera six ans et coûtera deux cents millions d’euros, selon le port.\n"
    )
    assert [walk.plain(section.heading.content) for section in document.sections] == ["Un tournant pour la ville"]
    assert [event.text for event in told.dropped] == ["À lire aussi", "Lorgues : la criée déménage"]


@pytest.mark.parametrize(
    "line",
    [
        "Ouvrir le diaporama",
        "4,6/5 (128 avis)",
        "Ajouter à mon carnet",
        "Retrouvez tous les résultats en direct sur notre application.",
        "Vous recevez ce message car vous êtes inscrit à notre liste. Se désabonner",
        "Les plus récents d’abord",
        "Charger la suite",
        "J’aime ça :",
        "J’aime chargement…",
        "Votre email",
    ],
)
def test_what_a_page_s_buttons_say_goes(line: str) -> None:
    prose = "Le conseil a voté lundi la reconstruction du pont, emporté par la crue de novembre.\n\n"
    document, told = desk.read(f"Le pont sera rebâti\n\n{prose}{line}\n\n{prose}")
    assert [event.text for event in told.dropped] == [line]
    assert len(document.blocks) == 2
