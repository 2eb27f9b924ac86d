"""Sentences are what a listener hears one by one: none is cut, no two are run together."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporter.french import FRENCH
from exporter.french.sentences import sentences
from exporter.french.typography import typeset
from exporter.rewrite import apply


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


# Each line is one paragraph; a bar stands where a sentence ends.
TITLES_AND_ABBREVIATIONS = """
M. Vasseur est là.| Il repart.
MM. Vasseur et Le Brun.| Mme Oriol, Mlles Viau et Mgr. Sarde.
Dr. Oriol, Pr. Viau et Me. Sarde plaident.| Aucun ne cède.
Le 3 janv. 2024, il neigeait.| Le 12 sept. 2024 aussi.
Ils étaient sept.| Paul partit.
Voir p. 12.| Puis art. L. 121-3 du code.| Le reste suit.
Le n° 3.| Le vol. 2 et le chap. IV suivent.
C’est de l’art.| Margot le savait.
Il prit son vol.| Air Brouze l’a dit.
Cf. Oriol.| Cf. p. 3.| Rien d’autre.
Des outils, p. ex. Le Petit Robot.| Voilà.
C’est son ex.| Le voisin le sait.
Elle vend des huîtres, c.-à-d. Paul aussi.| Bien.
Des pommes, des poires, etc. dans le panier.| Puis rien.
Des pommes, etc.| Margot range.
Elle habite 3, av. Foch.| Elle y dort.
Elle habite 3, bd. Le Corbusier.| Elle y dort.
Un ouvrage, 1 500 p. Brouze 1997.| Un autre, 240 p.| Les prix baissent.
À 15 h.| Paul part.
À 15 h. 30 environ.
Le moteur est coupé à 3 200 m.| Fin du vol.
Cuire 20 min.| Laisser reposer 10 min.| Servir.
Cuire 20 min. au four, puis 30 sec.| Saler.
"""

INITIALS = """
J.-C. Martin a vu G. Oriol et F.L. Viau.| L’élève part.
Selon Bernard B. Sarde, oui.| Selon G. Le Bris aussi.
Brouze fut fondée en 52 av. J.-C. par des pêcheurs.| Elle a grandi.
Brouze fut fondée en 52 av. J.-C.| Margot l’a prouvé.
Il vit aux U.S.A.| Il y travaille.
Il dirige la S.B.C.F. Réseau.| Il y reste.
C’est le plan B.| Claire l’a dit.
La vitamine C.| 12 patients en prennent.
La vitamine D.| Paul en prend.
Le train Arthur D. vient chez nous.
La directrice est une certaine G. D’Orves.| D’autres suivront.
Il finit par la lettre Z.
"""

MARKS = """
Quoi !?| Tu pars ?!| Non…| Oui.
Attends… je viens.| Il pense…| Puis il dort.
Il a vu […] le train.| […] Le soir, il dort.
Le site exemple.fr est à 3.14 m.| Voir https://exemple.fr/a?b=1.| Écrire à a.b@c.fr.| Merci.
Lire le guide.| https://exemple.fr le résume.
À 10 h 30, à 10:30, le 12.03.2024.| Voilà.
Le prix monte de 5 %.| Il vaut 3 000 €.| 12 ont vendu.
Le score est de 36-32.| L’autre est de 45-36 (N1).| Bien.
Né le 1er mai, au 2e étage, au XXIe siècle.| Le 3e suit.
Il cite l’étude [1].| Une autre. [2]| Une troisième.[3]| La dernière.
Il vit.| eBay aussi.
Il part.| « Oui. »| (Il reviendra.| Il l’a promis.)| Rien.
Il part (enfin !).| Rien.
Il vient (M. Viau l’a dit. Le reste suit) demain.| Rien.
Le maire (« Un rêve ! Une folie ! ») renonce.| Rien.
Fini ! 🙂
Oui
"""

QUOTATIONS = """
« Partez ! Vite ! », cria-t-il.| On partit.
« Partez ! Vite ! » cria-t-il.| On partit.
« Partez ! »| Paul sortit.
« Nous partons. Nous reviendrons », dit-elle.| Elle mentait.
Elle a dit : « Nous partons.| Nous reviendrons. »| Puis elle se tut.
Elle a dit : « Nous partons.| Nous reviendrons ».| Puis elle se tut.
Elle dit : « Non. »| Il dit : « Oui. »
Le film « Oh ! Les beaux soirs » est sorti.| On rit.
Elle a lu « Qui ? Quoi ? ».| On rit.
Elle a dit “Oui. Non.” et sort.| On rit.
Est-ce « oui » ou « non » ?| Personne ne sait.
« Est-ce oui ? », demande M. Viau, « ou non ? »| Personne ne sait.
« Tout simplement », précise-t-elle, « parce que la mer monte.| Et qu’elle montera ».| Voilà.
"""

DIALOGUE_AND_LISTS = """
— Tu viens ?| — Non.| — Pourquoi ?
– Tu viens ?| – Non, dit-il.| – Pourquoi ?
Il dort – quelle idée ! – dehors.| Il neige.
1. Le pain.| 2. Le vin.
Il faut : 1. Le pain.| 2. Le vin.
- 12 mars 1994 : la vanne cède.| - avril 1994 : elle rouvre.
"""

ALL = [
    line
    for table in (TITLES_AND_ABBREVIATIONS, INITIALS, MARKS, QUOTATIONS, DIALOGUE_AND_LISTS)
    for line in table.strip().splitlines()
]


@pytest.mark.parametrize("line", ALL)
def test_sentences_of_raw_text(line: str) -> None:
    assert cut(line.replace("|", "")) == [sentence.strip() for sentence in line.split("|")]


@pytest.mark.parametrize("line", ALL)
def test_sentences_of_typeset_text(line: str) -> None:
    text = line.replace("|", "")
    expected = [apply(sentence.strip(), typeset(sentence.strip())) for sentence in line.split("|")]
    assert [_folded(sentence) for sentence in cut(apply(text, typeset(text)))] == [_folded(text) for text in expected]


def _folded(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("line", [line for line in ALL if "“" not in line])
def test_sentences_between_straight_quotes(line: str) -> None:
    line = line.replace("« ", '"').replace(" »", '"').replace("’", "'").replace("…", "...")
    assert cut(line.replace("|", "")) == [sentence.strip() for sentence in line.split("|")]


def test_lines_end_sentences_only_between_paragraphs_and_items() -> None:
    assert cut("La mer\nmonte. Le vent\n\nLe reste\n- un\n- deux\n1) trois") == [
        "La mer\nmonte.",
        "Le vent",
        "Le reste",
        "- un",
        "- deux",
        "1) trois",
    ]


def test_a_long_quotation_is_cut_so_that_the_voice_can_breathe() -> None:
    sentence = "La mer a repris les marais en une seule nuit d’hiver, et personne n’a rien vu venir. "
    assert len(cut(f"« {sentence}Voilà », dit-elle.")) == 1
    assert len(cut(f"« {sentence * 5}Voilà », dit-elle.")) == 6


@pytest.mark.parametrize("text", ["", "   ", "\n\n", "\u00a0"])
def test_nothing_has_no_sentence(text: str) -> None:
    assert sentences(text) == ()


PIECES = st.sampled_from(
    [*"aM L.!?…«»\"“”'’()[]1—-\n\u00a0\u202f:,", "M. ", "etc. ", "Le ", "p. 3", " – ", "[1]", "J.-C."]
)


@given(st.lists(PIECES, max_size=20).map("".join))
def test_sentences_cover_everything_but_white_space(text: str) -> None:
    position = 0
    for start, end in FRENCH.sentences(text):
        assert text[start:end] == text[start:end].strip() != ""
        assert text[position:start].strip() == ""
        position = end
    assert text[position:].strip() == ""


ODD = ["!" * 90_000 + "x", "« " * 60_000, '"a. B" ' * 20_000, ". " * 60_000, "x" * 200_000]
ODD += ['" ' * 40_000, ".»" * 40_000 + "a", ".)" * 40_000 + "a", "a. - " * 20_000 + "é", "(" * 40_000 + ")" * 40_000]


@pytest.mark.parametrize("text", ODD, ids=lambda text: text[:6])
def test_odd_texts_take_no_time(text: str) -> None:
    """Linear time is a tenth of a second, quadratic time many."""
    began = time.process_time()
    assert sentences(text)
    assert time.process_time() - began < 3
