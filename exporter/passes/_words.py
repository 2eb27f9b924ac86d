"""Short words, letters and endings that give a language away, for `exporter.passes.languages`."""

from __future__ import annotations

import re

# Words that one of the five languages has for its own, or shares with one other (they then weigh little).
COMMON: dict[str, frozenset[str]] = {
    "fr": frozenset(
        "le la les l un une des du de d et est sont au aux ce cette ces son sa ses leur leurs nos notre vos votre qui que qu quoi dont où pour "
        "par sur sous dans avec sans chez entre vers depuis pendant contre selon après avant plus moins très pas ne n se s il elle on nous vous ils elles "
        "comment pourquoi quand quel quelle quels quelles faut peut doit fait été être avoir c j y en à ou mais donc car si comme tout tous toute toutes même "
        "face mode emploi année années guerre rapport annuel enquête étude loi décret arrêté".split()
    ),
    "en": frozenset(
        "the of and to in is are was were be been by for with from on at as an a this that these those its his her their our your will won would can could should "
        "may must not no how what why when where who which has have had do does did but or if into over under between after before about against than then more "
        "most new first up out off all you we they he she it s t war report annual study says address speech review".split()
    ),
    "de": frozenset(
        "der die das den dem des ein eine einen einem einer eines und oder ist sind war wird werden wurde wurden nicht kein keine mit von vom zu zum zur im in auf für "
        "über unter aus bei nach vor durch gegen ohne um wie was wer warum wann wo welche auch noch nur mehr als sich sie er es wir ihr ich hat haben kann muss soll "
        "bis seit zwischen jetzt neue neuer neues am an ans beim".split()
    ),
    "es": frozenset(
        "el la los las un una unos unas de del y e o u en con por para sin sobre entre hasta desde hacia contra según es son está están fue ser ha han no se su sus "
        "al lo le les que qué cómo cuándo dónde quién por más menos muy ya este esta estos estas ese esa como pero si nuevo nueva año años guerra informe anual ley".split()
    ),
    "it": frozenset(
        "il lo la gli le i l un uno una di del dello della dei degli delle dell e ed o a al allo alla ai agli alle all da dal dallo dalla dai dagli dalle dall in nel nello "
        "nella nei negli nelle nell con su sul sulla sui sulle sull per tra fra è sono non si che chi come cosa quando dove perché più meno molto suo sua suoi questo "
        "questa questi nuovo nuova anno anni guerra rapporto annuale legge senza".split()
    ),
}
LETTERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("fr", re.compile(r"[œçêâîûë]|[a-z]é|[a-z]è|’[aeéêiouyh]|\b(?:[ldcnmtsj]|qu)['’](?=[a-zéèêàâô])|\b(?:aujourd'hui|quelqu)|à\b|ù")),
    ("de", re.compile(r"[äöüß]|sch|\w(?:ung|heit|keit|lich|isch|schaft)(?:en|e|er)?\b")),
    ("es", re.compile(r"[ñ¿¡]|[a-z]ó(?:n)?\b|[áíúó]|\w(?:ción|dad|iento|ciones|dades)\b")),
    ("it", re.compile(r"[òì]|\w(?:zione|zioni|ità|aggio|azzo|ezza|ggi|cchi)\b|\b(?:dell|nell|sull|all|dall|un)['’]")),
    ("en", re.compile(r"\b\w+['’]s\b|\bwon['’]t\b|n['’]t\b|\w(?:ing|ness|ship|ght|wth|tch|ck|ful)s?\b|w[hr]|\bth|ee|oo|\w(?:ery|ity|ogy|omy)\b")),
    ("fr", re.compile(r"\w(?:eaux?|eux|euse|oire|aire|ique|isme|iste|ment|ance|ence|tion|ière|ée|ées|és|eur|ail|ouvelle)s?\b|eau|oi[rst]\b|\bqu")),
)
