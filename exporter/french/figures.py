"""Figures at large: ranks, fractions, scores and ranges, signed numbers, and whatever digits are left over."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from exporter.french.abbreviations import FIRST_WORDS, NAME_PARTICLES
from exporter.french.gender import counts_feminine, feminine
from exporter.french.numbers import INTEGER, NUMBER, cardinal, fraction, number, ordinal, split
from exporter.french.rules import CLAIMED, after, before, rule
from exporter.french.tables import any_of, table, words
from exporter.rewrite import UNSPOKEN

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_SIGNS = {"-": "moins ", "+": "plus ", "±": "plus ou moins ", "~": "environ ", "≈": "environ ", "": ""}
_ROUNDS = {"2": "demi", "4": "quart", "8": "huitième", "16": "seizième", "32": "trente-deuxième"}
_GLYPHS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8), "⅜": (3, 8)}
_NAMED_PARTS = 9
_POWERS = {"2": " au carré", "3": " au cube"}
_ARTICLE = re.compile(
    r"(?:^|[\s'(])(?:une?|la|les?|des|du|aux?|cette|cet?|ces|chaque|par|[mts]a|premi[eè]re?|seconde?|derni[eè]re?"
    r"|\w+ième) \Z",
    re.IGNORECASE,
)
_NO_NOUN = frozenset(
    ("des", "dans", "par", "pour", "est", "sur", "sous", "avec", "sans", "que", "qui", "puis", "soit", "ans")
)
_HALVED = (
    "heure|journée|finale|litre|tasse|verre|cuillère|cuillerée|pomme|citron|oignon|bouteille|douzaine|siècle|tarif|pension"
    "|sel|baguette|livre|page|part|place|poste|teinte|sachet|botte|concombre|poulet|tour|point|lune|mesure"
)
_MEASURES = "heure|litre|tasse|verre|cuillère|cuillerée|citron|oignon|bouteille|livre|page|baguette|sachet|botte|poulet"
_LONGEST = 36
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_YEARS = range(1100, 2100)


def fractions() -> tuple[Rule, ...]:
    """Rules for what has a slash or is a fraction in one sign."""
    free = r"(?<![\w,./])"
    return (
        rule("fifty-fifty", rf"{free}50/50(?![\w/])", "cinquante-cinquante"),
        rule("round", rf"{free}1/(?P<n>2|4|8|16|32)(?:es?|èmes?)?(?=s? (?:de )?finales?\b)", _round),
        rule(
            "fraction",
            r"\b(?:[Ll]e|[Dd]u|[Aa]u|[Cc]e|[Uu]n) (?P<it>1/(?P<b>[3-9]|10))(?![\w/]|,\d)",
            lambda m: fraction(1, int(m["b"])).removeprefix("un "),
        ),
        rule("mark", r"\b(?:[Nn]ot\w+|[Mm]oyennes?|[Ss]cores?)(?: :| de)? (?P<a>\d+)(?P<it>/)(?=\d)", " sur "),
        rule("fraction", rf"{free}(?P<whole>\d{{1,3}}) (?P<a>\d{{1,2}})/(?P<b>[2-9])(?![\w/]|,\d)", _mixed_fraction),
        rule("fraction", rf"{free}(?P<a>{INTEGER})/(?P<b>{INTEGER})(?![\w/]|,\d)", _fraction),
        rule("out of", r"(?<=\d)(?P<it> ?/ ?)(?=\d)", " sur "),
        rule("fraction", r"(?<![\d,.])(?P<whole>\d{1,9})(?: ?½| 1/2) (?P<noun>[a-zà-ÿœ]+)", _and_a_half),
        rule("fraction", rf"(?:(?<!\d)(?P<whole>\d{{1,9}}) ?)?(?P<sign>[{''.join(_GLYPHS)}])", _glyph),
    )


@cache
def powers() -> tuple[Rule, ...]:
    """Rules for powers of numbers and for the sign before ten: "10^6", "3×10⁵ km", "2.10⁶"."""
    units = {**table("units", "masculine"), **table("units", "feminine")}
    unit = rf"(?: (?P<unit>{any_of(units)})(?![\w²³]|\.\w))?"
    return (
        rule("times", r"(?<=\d)(?P<it> ?[.·] ?)(?=10[\^⁻⁺⁰¹²³⁴-⁹])", " fois "),
        rule("power", rf"(?<=[\w)])\^[({{]?(?P<power>[-+]?\d{{1,30}})[)}}]?{unit}", _power),
        rule("power", rf"(?<=\d)(?P<power>[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{{1,30}}){unit}", _power),
    )


@cache
def halves() -> tuple[Rule, ...]:
    """Rules for halves and quarters of something: "½ heure", "la ½ finale", "2 ans ½"."""
    units = any_of(
        unit
        for name in ("masculine", "feminine")
        for unit in ("h", *table("units", name))
        if unit[0].isalpha() and "/" not in unit
    )
    measured = (
        "kg|km|ha|ans?|années?|mois|jours?|semaines?|heures?|minutes?|kilos?|litres?|points?|tours?|mètres?|siècles?"
    )
    return (
        rule("part", r"(?<![\w,./])(?P<a>\d{1,2})/(?P<b>10|100|1 ?000) (?:de )?s(?:econde)?(?!\w)", _of_a_second),
        rule("half", rf"\b(?P<noun>{measured}) (?P<it>½)", _and_half),
        rule("half", rf"(?<!\w)(?<!\d )(?:½ ?|(?<![,./-])1/2 )(?P<unit>{units})(?![\w/'])", _half_unit),
        rule("half", r"(?<!\w)(?<!\d )(?P<it>½ ?)(?P<noun>[a-zà-ÿœ]{3,})", _half),
        rule("half", rf"(?<![\w,./-])(?<!\d )(?P<it>1/2 )(?P<noun>(?:{_HALVED})s?)(?!\w)", _half),
        rule(
            "part",
            rf"(?<![\w,./-])(?<!\d )(?:(?P<a>[1-3])/(?P<b>[34])|(?P<sign>[¼¾⅓⅔])) ?(?P<of>(?:d'|de ))?"
            rf"(?P<unit>{units}|{_MEASURES})(?![\w'])",
            _part_of,
        ),
    )


def ranks() -> tuple[Rule, ...]:
    """Rules for ordinal numbers in figures: "1er", "2de", "3èmes", "100 000e", "au 3° de l'article"."""
    end = r"(?P<end>ères?|res?|ers?|i?[èe]mes?|ndes?|nds?|des?|ds?|es?|è|ᵉ)"
    return (
        rule("rank", rf"(?<![\w,.])(?P<n>{INTEGER}) ?(?<! ){end}(?!\w)", _rank),
        rule(
            "rank",
            r"(?:^|\b(?:[Aa]ux?|[Dd]u|[Ll]es?|et|des) )(?P<it>(?P<n>\d{1,2}) ?[°º])(?=\Z| (?:de |du |et \d|à \d))",
            _degree,
        ),
        rule("enumeration", r"(?<!\w)(?P<n>[1-9]) ?[°º]\)", _adverb),
        rule("enumeration", r"^(?P<n>[1-9]) ?[°º](?= )", _adverb, re.MULTILINE),
    )


def elisions() -> tuple[Rule, ...]:
    """Rules for "de" and "que" before "un": "plus d'un million", but "de un à dix"."""
    counted = r"(?= ?[%‰€$°h]|['′:]\d| (?!(?:à|ou|et|sur|pour|contre)\b)[^\W\d])"
    return (
        rule("elision", rf"\b(?P<it>(?P<w>[Dd]|[Qq]u)e )(?=0?1(?:,\d+)?{counted})", lambda m: f"{m['w']}'"),
        rule("comparison", r"(?<! ) *> ?(?=1 milli(?:on|ard)\b)", " plus d'"),
        rule("comparison", r"(?<! ) *< ?(?=1 milli(?:on|ard)\b)", " moins d'"),
        rule("comparison", r"(?:^|(?<=[,;:(=] )|(?<=[,;:(=]))> ?(?=1 ?[%‰€$°])", "plus d'"),
        rule("comparison", r"(?:^|(?<=[,;:(=] )|(?<=[,;:(=]))< ?(?=1 ?[%‰€$°])", "moins d'"),
    )


def ranges() -> tuple[Rule, ...]:
    """Rules for scores and ranges; "–" and "-" between figures are both "à"."""
    end = rf"(?:(?<=[\d{CLAIMED}])|(?<=\d[h%€k])|(?<=\d [h%€])|(?<=°C)|(?<=M€))"
    start = rf"(?=[\d{CLAIMED}])"
    return (
        rule(
            "code",
            r"(?<![\w,.-])\d+(?:-\d+){2,}(?![\w-])",
            lambda m: ", ".join(number(part) for part in m[0].split("-")),
        ),
        rule("code", r"(?<![\w-])[A-Z]{1,4}\d{1,5}(?P<it>-)(?=\d{1,4}(?![\w-]))", " "),
        rule("range", rf"{end}[-–—]{start}", " à "),
        rule("range", rf"(?:(?<=\d{{4}})(?= . \d{{4}}\b)|(?<={CLAIMED})(?= . {CLAIMED})) [-–] ", " à "),
        rule("range", r"(?<![\w,.])\d{1,3}(?P<it> [-–] )(?=\d{1,3}(?: ?[,.;:!?)](?!\d)|\Z))", " à "),
        rule("ratio", r"(?<=\d):(?=\d)", " "),
        rule("ratio", r"(?<=\d)(?<!\d{4}) ?: ?(?=\d{1,3}(?!\d|,\d| ?(?:\d{3}|[kM€$£%°a-zà-ÿœ])))", " "),
    )


def numbers() -> tuple[Rule, ...]:
    """Rules for plain numbers, then for digits of any other kind."""
    sign = rf"(?:(?<![\w)\]%€.{CLAIMED}])(?P<sign>[-+±])|(?P<about>[~≈]) ?)?"
    return (
        rule("power", r"(?<=[\w)])[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,30}", _power),
        rule("times", r"(?<=\d)(?P<it> ?[x×*] ?)(?=\d)", " fois "),
        rule("times", r"(?<![\w])[x×](?=\d)", "fois "),
        rule("times", r"(?<=\d)(?P<it> ?[x×])(?!\w)", " fois"),
        rule("times", rf"(?<={CLAIMED}) ?[x×] ?(?={CLAIMED})", " sur "),
        rule("age", r"(?P<it>(?<![\w)])(?P<sign>[-–+])(?P<n>\d+))(?= ans\b)", _age),
        rule("number", rf"(?<!\d){sign}(?P<n>{NUMBER})(?!\d)", _number),
        rule("digits", "[²³¹⁰⁴-⁹①-⑳]", _other_digit),
    )


def endless() -> tuple[Rule, ...]:
    """Rules for numbers that nobody would read aloud: named by their length."""
    return (rule(UNSPOKEN, r"\d{61,}+|(?<!\d)\d{1,3}(?: \d{3}){20,}+(?!\d)", _by_length),)


def padded(match: re.Match[str], said: str) -> str:
    """Keep what is said apart from letters that touch it."""
    return f"{' ' if before(match, 1).isalnum() else ''}{said}{' ' if after(match, 1).isalnum() else ''}"


def _by_length(match: re.Match[str]) -> str:
    length = cardinal(sum(char.isdigit() for char in match[0]))
    return padded(match, f"{'' if before(match).endswith('nombre ') else 'un nombre '}de {length} chiffres")


def _round(match: re.Match[str]) -> str:
    plural = "s" if before(match, 5).lower().endswith(("les ", "des ", "aux ", "ses ", "ces ")) else ""
    return _ROUNDS[match["n"]] + plural


def _of_a_second(match: re.Match[str]) -> str:
    part = {"10": "dixième", "100": "centième"}.get(match["b"], "millième")
    return f"{cardinal(int(match['a']))} {part}{'s' if int(match['a']) > 1 else ''} de seconde"


def _mixed_fraction(match: re.Match[str]) -> str | None:
    a, b = int(match["a"]), int(match["b"])
    return f"{cardinal(int(match['whole']))} et {fraction(a, b)}" if 0 < a < b else None


def _fraction(match: re.Match[str]) -> str | None:
    """Named parts up to ninths, and one of anything; else a mark or a share: "quinze sur vingt"."""
    (a, _, _), (b, _, _) = split(match["a"]), split(match["b"])
    if len(a) > _LONGEST or len(b) > _LONGEST or a.startswith("0") or b.startswith("0"):
        return None
    above, below = int(a), int(b)
    if below > 1 and (below <= _NAMED_PARTS or above == 1):
        return fraction(above, below)
    return f"{cardinal(above)} sur {cardinal(below)}"


def _and_a_half(match: re.Match[str]) -> str:
    hours = match["noun"] == "h"
    counted = hours or counts_feminine(match.string, match.start("noun") - 1)
    whole = number(match["whole"], feminine=counted)
    noun = ("heure" if whole == "une" else "heures") if hours else match["noun"]
    return f"{whole} {noun} et demi{'e' if counted else ''}"


def _glyph(match: re.Match[str]) -> str:
    part = fraction(*_GLYPHS[match["sign"]])
    whole = match["whole"]
    if not whole:
        return padded(match, part.removeprefix("un ") if _ARTICLE.search(before(match)) else part)
    return f"{number(whole)} et {part.removeprefix('un ') if part == 'un demi' else part}"


def _half(match: re.Match[str]) -> str | None:
    """Half a thing, with the article that stands before or its own: "la demi-finale", "une demi-heure"."""
    noun = match["noun"]
    if noun in _NO_NOUN:
        return None
    known = _ARTICLE.search(before(match)) or noun.endswith(("s", "é", "ée", "sel"))
    return "demi-" if known else f"{'une' if feminine(noun) else 'un'} demi-"


def _part_of(match: re.Match[str]) -> str | None:
    """Thirds and quarters of a measure: "trois quarts d'heure", "un quart de tasse"."""
    a, b = _GLYPHS[match["sign"]] if match["sign"] else (int(match["a"]), int(match["b"]))
    if a >= b:
        return None
    part, unit = fraction(a, b), match["unit"]
    names = {**table("units", "masculine"), **table("units", "feminine"), "h": "heure", "kg": "kilo"}
    name = names.get(unit, unit).replace("(s)", "")
    if _ARTICLE.search(before(match)):
        part = part.removeprefix("un ")
    of = match["of"] or ("d'" if name[0] in "aehiou" else "de ")
    return f"{part} {of}{name}"


def _half_unit(match: re.Match[str]) -> str:
    unit = match["unit"]
    counted = unit == "h" or unit in table("units", "feminine")
    name = "heure" if unit == "h" else {**table("units", "masculine"), **table("units", "feminine")}[unit]
    article = "" if _ARTICLE.search(before(match)) else f"{'une' if counted else 'un'} "
    return f"{article}demi-{name.replace('(s)', '')}"


def _and_half(match: re.Match[str]) -> str:
    return f"et demi{'e' if feminine(match['noun'].removesuffix('s')) else ''}"


def _power(match: re.Match[str]) -> str:
    groups = match.groupdict()
    power = (groups.get("power") or match[0]).translate(_RAISED)
    unit = groups.get("unit")
    names = {**table("units", "masculine"), **table("units", "feminine")}
    named = _POWERS.get(power) if before(match, 2) != "10" else None
    return named or f" puissance {cardinal(int(power))}" + (" " + names[unit].replace("(s)", "s") if unit else "")


def _rank(match: re.Match[str]) -> str | None:
    whole, _, _ = split(match["n"])
    end = match["end"]
    if len(whole) > _LONGEST or not int(whole):
        return None
    feminine, plural = end.startswith(("re", "ère", "nde", "de")), end.endswith("s")
    if end.startswith(("nd", "d")):
        return f"second{'e' if feminine else ''}{'s' if plural else ''}" if whole == "2" else None
    return ordinal(int(whole), feminine=feminine, plural=plural)


def _degree(match: re.Match[str]) -> str:
    return ordinal(int(match["n"]))


def _adverb(match: re.Match[str]) -> str:
    return ordinal(int(match["n"]), feminine=True) + "ment,"


def _age(match: re.Match[str]) -> str:
    return f"{'plus' if match['sign'] == '+' else 'moins'} de {number(match['n'])}"


def _number(match: re.Match[str]) -> str:
    text = match["n"]
    year = text.isdigit() and len(text) == 4 and int(text) in _YEARS  # noqa: PLR2004  # four digits, ungrouped
    feminine = (
        not year
        and text[-1:] == "1"
        and not _names(match)
        and (counts_feminine(match.string, match.end()) or before(match).endswith("voix contre "))
    )
    said = number(text, feminine=feminine, invariable=year or _names(match))
    if text == "1001" and re.match(r" nuits\b", after(match, 6)):
        said = "mille et une"
    return padded(match, _SIGNS[match["sign"] or match["about"] or ""] + said)


def _names(match: re.Match[str]) -> bool:
    """A number that follows its noun is a name and takes no plural: "page deux cent", "les années quatre-vingt"."""
    noun = re.search(r"([^\W\d_][\w-]*) \Z", before(match))
    if noun is None:
        return False
    word = noun[1]
    return word.lower() in words("nouns", "numbered") or (word[0].isupper() and noun.start() > 0 and _proper(word))


def _proper(word: str) -> bool:
    return word not in FIRST_WORDS and word not in NAME_PARTICLES


def _other_digit(match: re.Match[str]) -> str:
    return padded(match, cardinal(int(unicodedata.numeric(match[0]))))
