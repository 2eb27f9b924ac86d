"""Abbreviations in full: "M." before a name, "p." before a number, "etc." anywhere; a final point ends the sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from exporter.french.abbreviations import FIRST_WORDS
from exporter.french.numbers import INTEGER, number
from exporter.french.rules import CLAIMED, after, before, rule
from exporter.french.tables import any_of, table

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_CAPITAL = "A-ZÀ-ÖØ-ÞŒ"
_WEEKDAYS = {day[:3]: day for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")}
_EXCEPT = re.compile(r"\b(?:sauf|sf\.?) (?:les? )?(?:\S+ (?:et |ou )|\S+, )?\Z")
_SOMEBODY = re.compile(
    r"\b(?:[MmTtSs](?:on|es)|[NnVv]otre|[NnVv]os|[Ll]eurs?|[Uu]ne?|[Dd]es|[Ll]es|[Cc]e(?:t|tte|s)|[Ll]')\s?\Z"
)
_END = re.compile(r"[\s»”\"’')\]]*\Z")
_NEXT = re.compile(rf"[ \n»”\")\]]+((?:[{_CAPITAL}]['’])?[{_CAPITAL}]?\w*['’]?)")


@cache
def rules() -> tuple[Rule, ...]:
    """Rules for abbreviations, those with inner points first."""
    anywhere = table("abbreviations", "anywhere")
    return (
        rule("abbreviation", rf"(?<![\w.-]){any_of(word for word in anywhere if ' ' in word)}(?!\w)", _anywhere),
        rule("abbreviation", r"(?<![\w-])etc ?(?:\.{3}|…)", "et cetera…"),
        rule(
            "title",
            rf"(?<![\w.-]){any_of(table('abbreviations', 'titles'))}"
            rf"(?= ?(?:de )?(?:[dl]'|d[eu] |des |la |le )?[{_CAPITAL}])",
            _title,
        ),
        rule(
            "title",
            rf"\b(?:du|le|au|place|rue) (?P<it>(?P<rank>Gal|Gén|Mal|Cdt|Col|Cne|Lt|Sgt|Dr|Pr|Pdt))\.?(?=-[{_CAPITAL}])",
            _in_a_street,
        ),
        rule("title", r"(?<![\w.-])M\.(?= (?:le |l'|(?:et|ou) M(?:me|lle|gr)\b))", "monsieur"),
        rule("weekday", r"\b(?P<d>lun|mar|mer|jeu|ven|sam|dim)\.-(?P<e>lun|mar|mer|jeu|ven|sam|dim)\.", _weekdays),
        rule("weekday", rf"\b(?P<d>{'|'.join(_WEEKDAYS)})\.", _closed),
        rule(
            "weekday",
            rf"\bsf\.?(?= (?:les? )?(?:{CLAIMED}|lun|mar|mer|jeu|ven|sam|dim|jours?|j\.|vac|fér|fêt|août|Noël))",
            "sauf",
        ),
        rule(
            "weekday",
            rf"\b(?P<d>mar|mer|jeu)\.(?= [\d{CLAIMED}]{{1,2}} (?:[a-zéû]{{3}}|{CLAIMED}))",
            lambda m: _WEEKDAYS[m["d"]],
        ),
        rule(
            "weekday",
            rf"\b(?P<d>lun|ven|sam|dim)\.(?= ?[\d{CLAIMED},;]| et | à | au | de (?=[\d{CLAIMED}]))",
            lambda m: _WEEKDAYS[m["d"]],
        ),
        rule(
            "title", rf"(?<![\w-]){any_of(table('abbreviations', 'saints'))}\.?(?P<join>[- ])(?=[{_CAPITAL}])", _saint
        ),
        rule(
            "abbreviation",
            rf"(?<![\w.-]){any_of(table('abbreviations', 'numbered'))} ?(?=[\d{CLAIMED}]|[A-Z]\d)",
            _numbered,
        ),
        rule("abbreviation", rf"(?<![\w,.])(?P<n>{INTEGER}) p\.(?! ?\d)(?!\w)", _pages),
        rule("abbreviation", r"\b[Nn]os (?=\d+(?: et |, | à |[-–])\d)", "numéros "),
        rule("abbreviation", rf"(?<![\w.'-]){any_of(anywhere)}(?![\w'-])", _anywhere),
        rule("abbreviation", rf"(?<=')(?P<it>{any_of(('assoc.', 'etc.', 'hab.', 'éd.', 'env.'))})(?!\w)", _anywhere),
    )


def _anywhere(match: re.Match[str]) -> str | None:
    """The words in full; "son ex." is somebody, and no example."""
    if match[0] == "ex." and _SOMEBODY.search(before(match)):
        return None
    return table("abbreviations", "anywhere").get(match[0], match[0]) + full_stop(match)


def full_stop(match: re.Match[str]) -> str:
    """The full stop that the abbreviation's own point stands for, where the sentence ends with it."""
    if not match[0].endswith("."):
        return ""
    rest = after(match)
    following = _NEXT.match(rest)
    first = following[1].replace("'", "’") if following else ""
    return "." if _END.match(rest) or first in FIRST_WORDS or first in {"Le", "La", "L’", "Des", "Du", "De"} else ""


def _title(match: re.Match[str]) -> str | None:
    if match[0] == "Me" and after(match).startswith(" Too"):
        return None
    return table("abbreviations", "titles")[match[0]] + ("" if after(match, 1) == " " else " ")


def _in_a_street(match: re.Match[str]) -> str:
    """Whom a street is called after: "rue du Gal-Leclerc"."""
    titles = {**table("abbreviations", "titles"), **table("abbreviations", "streets")}
    return titles[match["rank"]]


def _weekdays(match: re.Match[str]) -> str:
    return f"{_WEEKDAYS[match['d']]} à {_WEEKDAYS[match['e']]}"


def _closed(match: re.Match[str]) -> str | None:
    """Days after "sauf", even those whose short form is a word: "sf mar.", "sauf lun. et mer."."""
    named = _EXCEPT.search(before(match))
    return _WEEKDAYS[match["d"]] + full_stop(match) if named else None


def _pages(match: re.Match[str]) -> str:
    """Pages are counted before their sign: "un livre de 320 p."."""
    return f"{number(match['n'], feminine=True)} page{'' if match['n'] == '1' else 's'}{full_stop(match)}"


def _saint(match: re.Match[str]) -> str:
    return table("abbreviations", "saints")[re.sub(r"\W", "", match[0])] + match["join"]


def _numbered(match: re.Match[str]) -> str:
    name = table("abbreviations", "numbered")[match[0].strip()]
    several = name == "page" and re.match(rf"\d+(?:{CLAIMED}+| et | à )\d", after(match))
    return f"{name}{'s' if several else ''} "
