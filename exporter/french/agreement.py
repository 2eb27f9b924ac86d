"""Whether a verb of the third person plural can stand in a place: "les élus ⟨président⟩ la séance", "un ⟨président⟩".

An approximation by determiners: the nearest noun phrase to the left that no preposition holds decides. In doubt the
answer is no, for the nouns and adjectives in "-ent" are far more frequent than the verbs that are written alike.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_TOKEN: Final = re.compile(r"[\w-]+'?|[^\w\s]")
_REACH: Final = 12
"""So many words to the left a subject is looked for."""

_INVERTED: Final = re.compile(r"-(?:ils|elles)\b")
_NAMES: Final = re.compile(r"\b[A-ZÀÉÈÎ][\w-]+ et [A-ZÀÉÈÎ][\w'-]*(?: [A-ZÀÉÈÎ][\w'-]*){0,3}$")
_COMPLEMENT: Final = re.compile(
    r"(?:à|aux?|en|dans|sur|vers|chez|le|la|les|une?|des|leurs?|cet?|cette|ces|ses|son|sa|pas|plus|souvent|toujours"
    r"|désormais|encore|aussi|tous|toutes|ici|là|mieux|ensemble)\b|l'"
)
"""What follows a verb rather than an adjective or a noun."""

_ADVERBS: Final = _words("""
    aussi souvent toujours encore déjà désormais parfois donc ainsi alors ici là rarement surtout même mêmes ensemble
    eux-mêmes elles-mêmes enfin pourtant également notamment aujourd'hui hier dehors partout
""")
_ALONE: Final = _words(
    "ils elles qui se s' ne n' y où certains certaines plusieurs beaucoup combien ceux-ci ceux-là celles-ci celles-là"
)
"""No noun or adjective in the singular follows these."""
_SUBJECTS: Final = _words("ils elles qui ne n'")
_PRONOUNS: Final = _words("il elle on je j' tu ils elles ne qui")
"""After these "les" is an object: "on les dit violents"."""
_OBJECTS: Final = _words("le la l' leur lui nous vous en me m' te t'")
"""Clitics that are determiners or prepositions as well."""
_NUMBERS: Final = _words("""
    deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize vingt trente quarante
    cinquante soixante cent cents mille
""")
_QUANTITIES: Final = _NUMBERS | _words("""
    plupart majorité minorité moitié tiers quart quarts dizaine dizaines centaine centaines milliers millions nombre
    ensemble foule beaucoup peu combien tant certains certaines plusieurs quelques-uns quelques-unes
""")
"""What stands before "des" and is no head of its own: "la plupart des retraités résident"."""
_PLURAL: Final = _NUMBERS | _words("""
    les des ces mes tes ses nos vos leurs aux quelques plusieurs certains certaines différents différentes divers
    diverses nombreux nombreuses ceux celles
""")
_MASCULINE: Final = _words("le un du au ce cet mon ton son notre votre leur l' chaque aucun tout quel")
_SINGULAR: Final = _MASCULINE | _words("la une cette ma ta sa aucune toute quelle")
_PREPOSITIONS: Final = _words(
    "de d' à en dans sur sous par pour avec sans chez entre vers contre depuis pendant selon parmi outre malgré"
)
_HELD: Final = _words("du au aux")
"""Determiners with a preposition inside."""
_INVARIABLE: Final = _words("""
    pays temps fois cas corps mois prix choix français anglais repas succès procès accès discours fils palais bras
    parcours secours cours poids
""")
_ADJECTIVES: Final = _words("""
    ancien actuel nouveau nouvel futur premier second dernier prochain jeune grand petit autre seul propre vrai bon
""")
_DEGREES: Final = _words("""
    très trop si plus moins assez peu fort bien tant autant autre tout toute pas jamais non ni comme que ou et des cela
    ça ceci rien celui celle chacun chacune
""")
_VERBS: Final = _words("""
    est sont était étaient sera seront serait seraient suis es sommes êtes fut furent soit soient être été a ont avait
    avaient aura auront ai as avons avez avoir fait font faire devient deviennent reste restent semble semblent paraît
    dit disent juge jugent trouve trouvent croit croient voit voient veut veulent peut peuvent doit doivent rend rendent
    il elle on je j' tu que qu' qui si comme
""")
"""What ends a noun phrase: verbs, and words that open another clause."""


_CLOSED: Final = _PREPOSITIONS | _SINGULAR | _ADJECTIVES | _DEGREES | _VERBS
"""After these comes no verb."""
_PLACES: Final = (["là"], ["ici"], ["ainsi"])
"""Before "que" and a verb: "c'est là que résident les difficultés"."""
_DETERMINERS: Final = _PLURAL | _SINGULAR


def plural(before: str, after: str, *, noun: bool) -> bool:
    """Whether a verb of the third person plural can stand between two parts of a clause.

    ``noun``: the word that is written alike is no adjective, so it belongs to no noun before it.
    """
    if _INVERTED.match(after) or _NAMES.search(before):
        return True
    tokens = _TOKEN.findall(before.lower())[-_REACH:]
    return _subject(tokens, complement=bool(_COMPLEMENT.match(after.lower())), noun=noun)


def _subject(tokens: list[str], *, complement: bool, noun: bool) -> bool:
    """Judge by the words before; adverbs and an aside between commas are passed over."""
    while tokens and (tokens[-1] in _ADVERBS or _adverb(tokens)):
        tokens = tokens[:-1]
    last, earlier = (tokens or [""])[-1], tokens[:-1]
    if last == ",":
        return complement and "," in earlier and _subject(_before_aside(earlier), complement=True, noun=noun)
    if last == "que":
        return earlier[-1:] in _PLACES or (complement and earlier[-1:] != [] and earlier[-1] not in _DEGREES)
    if last in _OBJECTS:
        return earlier[-1:] != [] and earlier[-1] in _SUBJECTS
    if last in _ALONE | _NUMBERS or last == "les":
        return True
    return last[:1].isalpha() and last not in _CLOSED and _governed(tokens, complement=complement, noun=noun)


def _adverb(tokens: Sequence[str]) -> bool:
    """An adverb in "-ment"; "un vêtement" is none."""
    return tokens[-1].endswith("ment") and len(tokens) > 1 and tokens[-2] not in _SINGULAR | _PREPOSITIONS


def _before_aside(tokens: list[str]) -> list[str]:
    return tokens[: len(tokens) - 1 - tokens[::-1].index(",")]


def _governed(tokens: Sequence[str], *, complement: bool, noun: bool) -> bool:
    """Look to the left for the determiner of the noun phrase that is no part of another."""
    many = tokens[-1][-1] in "sx" and tokens[-1] not in _INVARIABLE
    found, sure = many, True
    for place in range(len(tokens) - 2, -1, -1):
        word, earlier = tokens[place], tokens[place - 1] if place else ""
        if word in _VERBS or not word[0].isalpha() or (word == "les" and earlier in _PRONOUNS):
            break
        if word not in _DETERMINERS:
            sure = sure and (
                many or word not in _PREPOSITIONS or tokens[place + 1] in _DETERMINERS or not _noun(earlier)
            )
        elif word in _HELD or _holds(earlier) or (word == "des" and _noun(earlier)):
            found, sure = found or word in _PLURAL, sure and word not in _MASCULINE
        else:
            found = word in _PLURAL or (earlier == "et" and complement)
            break
    return found and (sure or complement or noun)


def _holds(word: str) -> bool:
    """A preposition, or a participle with its object: "les critiques visant le président"."""
    return word in _PREPOSITIONS or word.endswith("ant")


def _noun(word: str) -> bool:
    """Whether "des" after a word is its complement: "le directeur des ventes", but "la plupart des retraités"."""
    return word[:1].isalpha() and word not in _VERBS | _QUANTITIES | _PREPOSITIONS
