"""Money, units and percentages: "12,50 €" is "douze euros cinquante", "3 M€" "trois millions d'euros"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from exporter.french.expansions import full_stop
from exporter.french.numbers import INTEGER, NUMBER, amount, cardinal, integer, number, split
from exporter.french.rules import CLAIMED, after, before, rule
from exporter.french.tables import any_of, rows, table, words

if TYPE_CHECKING:
    from exporter.french.rules import Rule

_FREE = r"(?:(?<![\w.,/])|(?<=[€$%]/))(?:(?<![\w)%€])(?P<sign>-(?=\d)|[+±] ?(?=\d)))?"
_SIGNS = {"-": "moins ", "+": "plus ", "±": "plus ou moins ", None: ""}
_SCALES = {
    "k": "mille",
    "K": "mille",
    "M": "million",
    "m": "million",
    "Md": "milliard",
    "Mds": "milliard",
    "MD": "milliard",
    "MDS": "milliard",
    "Mrd": "milliard",
    "Mrds": "milliard",
    "G": "milliard",
}
_MILLION = 10**6
_PLURAL = 2
_LASTING = frozenset(("min", "mn", "sec"))
_EXCLAIMED = re.compile(r" ?!")
_CAPITAL = re.compile(r" [A-ZÀ-ÖØ-ÞŒ]")
_LONGEST = 30
_FOOD = re.compile("[kmµ]?g|[cdm]?[lL]")
_THOUSAND = re.compile(
    r" (?:€|de\b|d'|euros?|dollars?|brut|net|an\b|annuel|par (?:an|mois)"
    r"|(?!dans|mais|sans|sous|puis|alors)[a-zà-ÿœ]{4,}s\b)"
)
_RACE = re.compile(r"\b(?:un|le|du|au|ce|son|sur|premier|en|résolution|écran|vidéo|télé\w*) \Z", re.IGNORECASE)
_VOLTS = re.compile(r"\d ?k?[VW]\b")
_WORDS = frozenset(("al", "min", "bar", "sec", "pts", "mn", "ms", "ch", "cv", "pt", "pb", "Ah", "Po"))


class _Currency(NamedTuple):
    one: str
    many: str
    cent: str
    cents: str

    @property
    def partitive(self) -> str:
        """What follows "millions": "d'euros", "de dollars"."""
        return f"d'{self.many}" if self.many.startswith(("a", "e", "é", "i", "o", "u")) else f"de {self.many}"

    @property
    def feminine(self) -> bool:
        return self.one.startswith(("livre", "roupie", "hryvnia"))


@cache
def rules() -> tuple[Rule, ...]:
    """Rules for quantities, money first."""
    currency = any_of(rows("units", "currencies"))
    signs = any_of(symbol for symbol in rows("units", "currencies") if not symbol.isalnum() and " " not in symbol)
    scale = any_of(_SCALES)
    units = {**table("units", "masculine"), **table("units", "feminine")}
    lone = any_of(unit for unit in units if len(unit) > 1 and not unit.isupper() and unit not in _WORDS)
    composed = any_of(unit for unit in units if "/" in unit)
    end = r"(?![\w²³']|\.\w)"
    return (
        rule("rate", r"(?<=\w) ?/ ?100 ?km(?!\w)", " aux cent kilomètres"),
        rule("rate", rf"(?<=[^\W\d]|[.°%²³{CLAIMED}]) ?/ ?(?P<n>{INTEGER}) ?(?P<unit>{any_of(units)}){end}", _per_many),
        rule("rate", rf"(?<=[^\W\d]|[.°%²³{CLAIMED}])(?P<it> ?/ ?)(?={INTEGER} [a-zà-ÿœ]{{3,}})", " pour "),
        rule("money", rf"{_FREE}(?P<n>{NUMBER}) ?(?P<scale>{scale}) ?(?P<currency>{signs})", _scaled_money),
        rule("money", rf"{_FREE}(?P<n>{NUMBER}) ?(?P<currency>{currency})(?P<cents>\d\d)?{end}", _money),
        rule("money", rf"{_FREE}(?P<currency>{signs}) ?(?P<n>{NUMBER})(?: ?(?P<scale>{scale}))?(?!\w)", _money_before),
        rule(
            "money", rf"{_FREE}(?P<n>{INTEGER},\d\d) (?P<currency>euro|dollar|franc|livre|rouble)s?(?!\w)", _named_money
        ),
        rule(
            "money",
            rf"{_FREE}(?P<n>{NUMBER}) ?(?P<scale>{scale}) ?(?:d'|de )(?P<currency>{currency}){end}",
            _scaled_money,
        ),
        rule("money", rf"\b(?:m|b|tr)illi(?:on|ard)s? (?:d'|de )?(?P<it>(?P<currency>{currency})){end}", _of_money),
        rule("unit", rf"{_FREE}(?P<n>{NUMBER}) A{end}", _amperes),
        rule("unit", rf"{_FREE}(?P<n>[0-3]),(?P<cm>\d\d) m{end}", _metres),
        rule("unit", rf"{_FREE}(?P<n>\d{{1,2}}) ?m ?(?P<cm>\d\d)(?!\w)", _metres),
        rule(
            "unit",
            rf"{_FREE}(?P<n>{NUMBER}) ?(?P<unit>{any_of(units)})(?:/(?P<per>{_per()}))?{end}(?:(?<=min|sec)\.)?",
            _measure,
        ),
        rule("scale", rf"{_FREE}(?P<n>{NUMBER}) ?M(?= (?:d'|de )[\w{CLAIMED}])", _millions),
        rule("unit", rf"{_FREE}(?P<n>{NUMBER}) K{end}", _kelvins),
        rule(
            "unit", rf"\b(?:champ|aimant|IRM|magnétique)s? (?:[^\W\d]+ ){{0,3}}(?P<it>(?P<n>{NUMBER}) T){end}", _teslas
        ),
        rule("scale", rf"{_FREE}(?P<n>{NUMBER}) ?k(?!\w)", _thousands),
        rule(
            "unit",
            rf"\b(?P<few>de|en|des|les|d')? ?(?:(?:au|par|le|du|chaque|un) )?(?P<it>(?<![\w/]){composed}){end}",
            _lone,
        ),
        rule("rate", rf"(?P<it> ?/ ?(?P<per>{_per()})){end}", _rate),
        rule("rate", rf"(?<={CLAIMED})(?P<it> ?/ ?(?P<per>[a-zà-ÿœ]{{3,}}))(?![\w/·(.-]\w|[\w/])", _rate),
        rule("unit", rf"\b(?P<few>de|en|des|les|d')? ?(?:(?:au|par|le|du|chaque|un) )?(?P<it>{lone}){end}", _lone),
    )


def _per() -> str:
    words = "jour mois an année semaine heure minute seconde personne habitant kilo litre tonne foyer part nuit"
    return any_of((*table("units", "per"), *words.split()))


def _per_many(match: re.Match[str]) -> str:
    """So much in a quantity of food, or over a way: "12 g/100 g", "0,65 °C/100 m"."""
    unit = match["unit"]
    feminine = unit in table("units", "feminine")
    name = table("units", "feminine" if feminine else "masculine")[unit]
    many = "s" if amount(match["n"]) >= _PLURAL else ""
    said = f"{number(match['n'], feminine=feminine)} {name.replace('(s)', many)}"
    return f" {'pour' if _FOOD.fullmatch(unit) else 'par'} {said}{full_stop(match)}"


def _kelvins(match: re.Match[str]) -> str | None:
    """Temperatures, but for thousands ("45 K de ventes", "un salaire de 45 K brut") and races ("un 10 K")."""
    if _RACE.search(before(match)):
        return None
    if _THOUSAND.match(after(match)):
        return _thousands(match)
    return f"{_sign(match)}{number(match['n'])} kelvin{'s' if amount(match['n']) >= _PLURAL else ''}"


def _teslas(match: re.Match[str]) -> str:
    return f"{number(match['n'])} tesla{'s' if amount(match['n']) >= _PLURAL else ''}"


def _amperes(match: re.Match[str]) -> str | None:
    """Currents, where the sentence speaks of electricity or says nothing else: the bus 16 A is one of another kind."""
    around = before(match, 80) + after(match, 80)
    said = re.findall(r"[^\W\d_]+", around.lower())
    electric = not said or _VOLTS.search(around) or not words("nouns", "electric").isdisjoint(said)
    last = re.search(r"([^\W\d_]+) \Z", before(match))
    if not electric or (last and last[1].lower() in words("nouns", "numbered")):
        return None
    return f"{_sign(match)}{number(match['n'])} ampère{'s' if amount(match['n']) >= _PLURAL else ''}"


def _sign(match: re.Match[str]) -> str:
    sign = match["sign"]
    return _SIGNS[sign and sign[0]]


def _currency(match: re.Match[str]) -> _Currency:
    return _Currency(*rows("units", "currencies")[match["currency"]])


def _money(match: re.Match[str]) -> str:
    whole, mark, rest = split(match["n"])
    cents = rest or match.groupdict().get("cents") or ""
    if len(whole) > _LONGEST or len(cents) > _PLURAL or mark == ".":
        currency = _currency(match)
        return f"{_sign(match)}{number(match['n'])} {currency.many if amount(match['n']) >= _PLURAL else currency.one}"
    return _sign(match) + _coins(int(whole), int(cents.ljust(2, "0")), _currency(match))


def _named_money(match: re.Match[str]) -> str:
    """Say "21,50 euros" as "vingt et un euros cinquante"."""
    whole, _, cents = split(match["n"])
    name = match["currency"]
    return _sign(match) + _coins(int(whole), int(cents), _Currency(name, name + "s", "centime", "centimes"))


def _coins(whole: int, cents: int, currency: _Currency) -> str:
    if not whole and cents:
        return f"{cardinal(cents)} {currency.cents if cents >= _PLURAL else currency.cent}"
    name = currency.many if whole >= _PLURAL else currency.one
    if whole >= _MILLION and not whole % _MILLION:
        name = currency.partitive
    said = f"{cardinal(whole, feminine=currency.feminine)} {name}"
    return f"{said} {cardinal(cents)}" if cents else said


def _money_before(match: re.Match[str]) -> str:
    return _scaled_money(match) if match["scale"] else _money(match)


def _scaled_money(match: re.Match[str]) -> str:
    scale = _SCALES[match["scale"]]
    currency = _currency(match)
    if scale == "mille":
        said = "" if match["n"] == "1" else number(match["n"], invariable=True) + " "
        return f"{_sign(match)}{said}mille {currency.many}"
    plural = "s" if amount(match["n"]) >= _PLURAL else ""
    return f"{_sign(match)}{number(match['n'])} {scale}{plural} {currency.partitive}"


def _of_money(match: re.Match[str]) -> str:
    currency = _currency(match)
    return currency.many if match[0].endswith((" de " + match["it"], "d'" + match["it"])) else currency.partitive


def _metres(match: re.Match[str]) -> str:
    metres, cm = int(match["n"]), match["cm"]
    said = f"{cardinal(metres)} mètre{'s' if metres >= _PLURAL else ''}"
    return f"{_sign(match)}{said} {integer(cm)}" if int(cm) else said


def _measure(match: re.Match[str]) -> str:
    unit = match["unit"]
    feminine = unit in table("units", "feminine")
    name = table("units", "feminine" if feminine else "masculine")[unit]
    name = name.replace("(s)", "s" if amount(match["n"]) >= _PLURAL else "")
    said = f"{_sign(match)}{number(match['n'], feminine=feminine)} {name}"
    if match["per"]:
        return said + _rate(match)
    return said + (full_stop(match) or _ended(match))


def _ended(match: re.Match[str]) -> str:
    """A length of time is no title: with its point before a capital, it ends the sentence."""
    ended = match[0].endswith(".") and match["unit"] in _LASTING and _CAPITAL.match(after(match))
    return "." if ended else ""


def _lone(match: re.Match[str]) -> str | None:
    """A symbol without a number: "le prix du kWh", "des milliards de km"; not "Ha !" or "Mo Farah"."""
    if _EXCLAIMED.match(after(match)) or (match["it"][0].isupper() and _CAPITAL.match(after(match))):
        return None
    names = {**table("units", "masculine"), **table("units", "feminine")}
    return names[match["it"]].replace("(s)", "s" if match["few"] else "")


def _rate(match: re.Match[str]) -> str:
    return f" par {table('units', 'per').get(match['per'], match['per'])}{full_stop(match)}"


def _thousands(match: re.Match[str]) -> str:
    return _sign(match) + ("mille" if match["n"] == "1" else f"{number(match['n'], invariable=True)} mille")


def _millions(match: re.Match[str]) -> str:
    return f"{_sign(match)}{number(match['n'])} million{'s' if amount(match['n']) >= _PLURAL else ''}"
