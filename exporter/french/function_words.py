"""Words that give a foreign passage away amid French, for `exporter.passes.passages`.

Words that French has too are in no foreign list: they prove nothing. What every press reader knows ("made", "just",
"one") is left out as well: "made in France" is French.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Function words of a language.

    ``clear`` ones (verbs, pronouns, negations) make sentences; ``loose`` ones (articles, prepositions) are in names as
    well: "Institute for the Study of War". ``shared`` ones look French and are not.
    """

    clear: frozenset[str]
    loose: frozenset[str]
    shared: frozenset[str]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FOREIGN: Final[dict[str, Vocabulary]] = {
    "en": Vocabulary(
        _words("""
        is was were been being has had have does did doesn didn isn aren wasn won wouldn couldn can cannot could should
        would shall must might not never what when where which who whom why how you we they he she it his their our
        your my this that these those there because until while with from than then into about against again always
        every everything nothing something someone be still them him us let says said want wants need know think
        don won ll ve
        """),
        _words("the of and to for at by its an in all over under after before more"),
        _words("on or as a me an son car but plus par non ai are ton in us do if comment dire fine pour la le de"),
    ),
    "de": Vocabulary(
        _words("""
        ist sind waren wird werden wurde wurden hat haben hatte kann können muss müssen soll wollen nicht kein keine
        keinen wir ich ihr sie mich uns euch sich wer wie warum wann dass daß weil wenn aber oder auch noch nur mehr
        schon immer jetzt hier bin bist habe nichts alles
        """),
        _words("""
        der die das dem den ein eine einen einem einer und mit von vom zu zum zur im in auf für über unter aus bei nach
        vor durch gegen ohne als bis seit zwischen am
        """),
        _words("des du es an so un ans man tu da er um"),
    ),
    "es": Vocabulary(
        _words("""
        está están fue fueron han hay no qué quién quienes cómo cuándo dónde porque pero sino muy más nunca siempre
        también ya yo nosotros ellos ellas este esta estos estas ese esa eso esto todo todos todas nada nadie hoy ahora
        puede pueden tiene tienen hace será somos soy estoy vamos queremos ser nos
        """),
        _words("el los las una unos unas del con por para lo su sus según desde hasta sin sobre al"),
        _words("la le les de en y que se es tu me te un son si ni sur mes par a al ha contre entre des tan on nos"),
    ),
    "it": Vocabulary(
        _words("""
        è sono era erano stato stata hanno ha che chi cosa perché quando dove anche ancora sempre mai più molto questo
        questa questi queste quello quella tutto tutti niente nessuno noi voi loro mio mia nostro nostra può deve essere
        siamo abbiamo voglio vogliamo
        """),
        _words("""
        lo gli di del della dello dei degli delle dell nel nella nei nelle sul sulla dal dalla dai al alla alle agli con
        per tra una uno ed i
        """),
        _words("il la le un si tu ma me te ne se mi e o su non ai fa ce ci ni in dire fine come"),
    ),
}

FRENCH: Final = _words("""
    le la les un une des du de au aux en et ou où à y ce cet cette ces cela ça son sa ses leur leurs mon ma mes ton ta
    tes notre nos votre vos qui que quoi dont quand comment pourquoi quel quelle quels quelles il elle ils elles on je
    tu nous vous me te se lui eux moi toi soi ne pas plus moins très trop bien mal non oui si est sont était étaient
    sera seront être été suis es sommes êtes ai as a avons avez ont avait avaient aura avoir eu fait faire font dit
    dire peut peuvent doit doivent faut va vont aller voir veut veulent pour par sur sous dans avec sans chez entre vers
    depuis pendant contre selon après avant dès jusque malgré parmi mais donc or ni car comme tout tous toute toutes
    même aussi encore déjà jamais toujours rien personne chaque quelques plusieurs autre autres deux trois quatre cinq
    ici là alors ainsi puis fois ans mois jour jours homme hommes femme femmes monde vie pays
    """)

OTHERS: Final = _words("""
    het een niet voor maar ook dat zijn naar wordt van ik zij
    não uma um pelo pela são com você muito ao isso tem também é nós
    och att det är som på inte ikke af til jeg eg ek
    amb els aquest són perquè
    nie się jest czy wszystko
    """)
"""Words of languages that resemble those we know: what has one is none of ours."""
