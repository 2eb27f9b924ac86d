"""Words that decide what a point means: abbreviations by what follows them, and words that begin sentences."""

from __future__ import annotations

from typing import Final


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FORWARD: Final = _words("""
    M MM Mme Mmes Mlle Mlles Mr Mrs Ms Dr Drs Pr Prs Me Mgr Mgrs St Ste Sts Stes Cdt Cne Col Cap Capt Gal Gén Lt Sgt
    Prof Rév Ph Ch Chr Th mme mlle mgr dr cf vs p.ex c.-à-d càd c-à-d i.e e.g op
    """)
"""Abbreviations that never end a sentence: titles, given names, references. Case counts."""

EXAMPLE: Final = frozenset({("p.", "ex"), ("p", "ex"), ("par", "ex")})
"""p. ex. and par ex., which never end a sentence, unlike un ex."""

NUMBERED: Final = _words("p pp art al alin chap fig n no nos nº vol t f fo fol liv tit sect par pl tabl ann num v")
"""Abbreviations that take a number; some are words too (l’art, le vol), so that only a number keeps the sentence."""

MEDIAL: Final = _words("""
    a b c d e f g h i j k l m n o p q r s t u v w x y z pp
    janv févr fév avr juil oct nov déc
    av apr bd boul fg imp pl rte adj arr dép dépt env hab tél réf anc auj angl esp ital allem lat
    éd édit dir coll trad ill préf rééd suppl fasc sq sqq esc éq ibid id loc cit bibl biogr
    cie sté ets inc ltd corp jr sr min max moy nb resp sc spéc univ dist
    """)
"""Abbreviations that a name or a number may follow, or that may end the sentence."""

AUTONOMOUS_LETTERS: Final = _words("""
    vitamine vitamines plan niveau zone groupe point classe catégorie lettre hépatite phase série ligne type annexe
    bâtiment porte hall quai option cas variante bloc division permis case colonne rue escalier terminal
    """)
"""Words after which a single letter is no initial: le plan B, la vitamine C."""

NAME_PARTICLES: Final = _words("Le La L’ De Du Des D’ Van Von Ben Saint")
"""Words that begin names as well as sentences: a capital after them speaks for the name."""

FIRST_WORDS: Final = _words("""
    Les Un Une Au Aux À A Il Ils Elle Elles On Je J’ Nous Vous Tu Ce C’ Cet Cette Ces Cela Ceci Ça Son Sa Ses Leur
    Leurs Mon Ma Mes Notre Nos Votre Vos Qui Que Qu’ Quoi Quand Quel Quelle Quels Quelles Comment Pourquoi Où Dont
    Mais Et Ou Or Ni Car Donc Puis Ensuite Enfin Alors Ainsi Aussi Ailleurs Aujourd’ Hier Demain Depuis Pendant Durant
    Dans En Y Sur Sous Sans Avec Pour Par Selon Vers Chez Entre Malgré Après Avant Dès Contre Parmi Outre Si S’ Ne N’
    Comme Lorsque Lorsqu’ Puisque Puisqu’ Tandis Bien Tout Tous Toute Toutes Certains Certaines Plusieurs Chaque Chacun
    Aucun Aucune Autre Autres D’autres Cependant Pourtant Toutefois Néanmoins Désormais Parfois Souvent Toujours Jamais
    Là Ici Voilà Voici Non Oui Peut Rien Personne Quant Quelques Quelque Même Plus Moins Très Trop Tant Seul Seule Seuls
    Seules Deux Trois Quatre Cinq Six Dix Cent Mille
    """)
"""Words that, with a capital, begin a sentence and hardly ever a name."""
