"""Whether a verb in the plural can stand in a place, which is marked "_"."""

from __future__ import annotations

import pytest

from exporter.french.agreement import plural


def _plural(clause: str, *, noun: bool = False) -> bool:
    before, after = clause.replace("’", "'").split("_")
    return plural(before.rstrip(), after.lstrip(), noun=noun)


@pytest.mark.parametrize(
    "clause",
    [
        "Les chefs de la région _ à Paris.",
        "Les chefs du pays _ à Paris.",
        "Les chefs d’entreprise _ la loi.",
        "Les grands chefs étoilés _.",
        "Des milliers de gens _.",
        "Les chefs et les élus _.",
        "Le chef et l’élu _ ici.",
        "Beaucoup _ en ville.",
        "Toutes _ en ville.",
        "Tous _ en ville.",
        "Les uns _, les autres non.",
        "Les uns non, les autres _.",
        "Les premiers _ aussi.",
        "Les chefs, eux, _ à Paris.",
        "Les chefs, réunis hier, _ la séance.",
        "Combien _ ici ?",
        "Lesquels _ ?",
        "Les trois cents élus _.",
        "Nos amis belges _ toujours.",
        "Plusieurs chefs _ là.",
        "Quelques-uns _ là.",
        "Mes frères et sœurs _ à Lyon.",
        "Jean et Marie _ à Lyon.",
        "Les États-Unis _ toujours.",
        "Les Pays-Bas _ la loi.",
        "Emmanuel Macron et Olaf Scholz _ à Paris.",
        "Aujourd’hui, les plus jeunes _.",
        "Celles-ci _ la loi.",
        "Ceux de la ville _ la loi.",
        "Soixante pour cent des Français _ ici.",
        "La majorité des électeurs _ ici.",
        "Les chefs ne _ plus.",
        "Les chefs les _ à Paris.",
        "Les élèves en difficulté _ ici.",
        "Les femmes de chambre _ ici.",
        "Les hommes politiques, souvent, _ la loi.",
        "Les deux _ à Lyon.",
        "Les deux pays _ aussi.",
        "Les filles comme les garçons _ ici.",
        "Les parents d’élèves _.",
        "C’est là que _ les vraies difficultés.",
        "Les accords que _ les deux camps.",
        "Les critiques visant le maire _ à Paris.",
        "Où _-ils ?",
        "Les élus locaux, eux aussi, _ la séance.",
        "Les vrais maîtres évidemment _ ici.",
        "De nouveaux élus _.",
        "Aux chefs des ventes _ ici.",
    ],
)
def test_a_plural_subject_has_a_verb(clause: str) -> None:
    assert _plural(clause)


@pytest.mark.parametrize(
    "clause",
    [
        "Le chef _ parle.",
        "Un _ homme parle.",
        "C’est un chef _.",
        "Les chefs ont un ami _.",
        "Les chefs sont au _.",
        "Les amis du _ parlent.",
        "Les amis d’un chef _ parlent.",
        "Les chefs jugent le plat _.",
        "Les chefs trouvent cela _.",
        "Il est _ aux yeux de tous.",
        "Des produits de niveau _.",
        "Les gens de caractère _.",
        "Pour les amis, le chef _ est loin.",
        "Les élus ont nommé un chef _ à vie.",
        "Elle est très _ avec les autres.",
        "Trop _ pour les autres.",
        "Ni _ ni absent.",
        "Les élus veulent être _.",
        "Les prix d’un _ repas.",
        "Dans les rues, un orage _ a éclaté.",
        "Les autorités attendent un vent _ dans la nuit.",
        "Les secours évacuent un quartier _ à Lyon.",
        "Après les pluies, un temps _ revient.",
        "Les uns parlent d’un film _, les autres non.",
        "Deux chefs, l’un _, l’autre non.",
        "Il a eu des mots, un ton _ en public.",
        "Ces deux projets ont un coût _ à celui du métro.",
        "Les stations ont un nombre _ de lits.",
        "Les clubs cherchent un joueur _ en défense.",
        "Les candidats, dont le _ en place, parlent.",
        "Le comité des fêtes _ parle.",
        "On les dit _.",
        "Les chefs d’entreprise _.",
        "En tant que _ d’élève.",
        "Aux chefs, _ ou non.",
    ],
)
def test_elsewhere_stands_a_noun_or_an_adjective(clause: str) -> None:
    assert not _plural(clause)


def test_what_is_no_adjective_belongs_to_no_noun_before_it() -> None:
    assert _plural("Les messages de soutien _ du monde entier.", noun=True)
    assert not _plural("Les messages d’un ton _ du monde entier.")
